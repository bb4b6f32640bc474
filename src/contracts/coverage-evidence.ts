import type { Journey, JourneyBook } from '../mock/domain/product-order/journey.ts';
import { inLibrary } from '../scenarios/library.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { faultEffects, type GroupName, outcomeKey, type Universe } from './coverage-universe.ts';
import { isMap, type JsonMap, type PactFile } from './pact-file.ts';
import { historyState } from './recorded-history.ts';
import type { Traffic } from './traffic.ts';
import { shownIn } from './world-values.ts';

/** What was seen, and how often: `group key`. Pacts and journals add to the same. */
export class Evidence {
  readonly #seen = new Map<string, number>();
  readonly #universe: Universe;
  /** Which journey an order belongs to. */
  readonly #orders = new Map<string, Journey>();

  constructor(universe: Universe) {
    this.#universe = universe;
  }

  count(group: GroupName, key: string): number {
    return this.#seen.get(`${group} ${key}`) ?? 0;
  }

  #add(group: GroupName, key: string): void {
    this.#seen.set(`${group} ${key}`, this.count(group, key) + 1);
  }

  addTraffic({ requests, events, openActions, faults }: Traffic): void {
    for (const { operationId, status, request, response, path } of requests) {
      if (operationId !== undefined) this.#exchange(operationId, status, request?.body, response?.body, path);
    }
    for (const { payload, attempts, state } of events) {
      this.#callback(payload);
      if (attempts.filter(({ manual }) => !manual).length > 1) this.#add('callbacks', 'retried');
      if (state === 'failed') this.#add('callbacks', 'failed');
    }
    for (const { kind, state, answer } of openActions) {
      if (state === 'answered' && answer !== undefined) this.#add('openActions', `${kind} ${answer}`);
      if (state === 'expired') this.#add('openActions', `${kind} expired`);
    }
    for (const fault of faults) if (fault.struck > 0) this.#fault(fault);
  }

  addPact(pact: PactFile): void {
    for (const { request, response, contents, states } of pact.interactions) {
      for (const { name, params } of states) {
        const scenario = inLibrary(name)?.scenario;
        if (scenario) this.#scenario(scenario);
        const { faults } = params as { readonly faults?: readonly object[] };
        if (name === historyState) for (const fault of faults ?? []) this.#fault({ ...fault, operation: 'call' });
      }
      if (contents !== undefined) this.#callback(contents);
      if (!request || !response) continue;
      const routed = this.#universe.contract.route(request.method, request.path);
      if (!routed || 'allow' in routed) continue;
      this.#exchange(routed.found.operationId, response.status, request.body, response.body, request.path);
    }
  }

  #exchange(operationId: string, status: number, sent: unknown, answered: unknown, path: string): void {
    this.#add('outcomes', outcomeKey(operationId, status));
    if (status >= 300) return;
    const orders = Array.isArray(answered) ? answered : [answered];
    if (operationId === 'createProductOrder') this.#placed(sent, answered);
    if (operationId === 'patchProductOrder') this.#onOrder(lastPart(path), 'amend');
    if (operationId === 'createCancelProductOrder') this.#onOrder(orderNamed(sent), 'cancel');
    if (/ProductOrder$/.test(operationId)) for (const order of orders) this.#reached(order);
  }

  #placed(sent: unknown, answered: unknown): void {
    for (const { journey, action } of this.#items(sent)) {
      this.#add('journeys', `${journey.journey} ${action}`);
      const id = isMap(answered) ? answered.id : undefined;
      if (typeof id === 'string') this.#orders.set(id, journey);
    }
  }

  #onOrder(id: string | undefined, word: string): void {
    const journey = id === undefined ? undefined : this.#orders.get(id);
    if (journey) this.#add('journeys', `${journey.journey} ${word}`);
  }

  /** Milestones that an order shows as done, and the one that each item stands at. */
  #reached(order: unknown): void {
    for (const { item, journey, action } of this.#items(order)) {
      if (typeof item.milestone === 'string') this.#add('milestones', `${journey.journey} ${action} ${item.milestone}`);
      if (typeof item.subStatus === 'string') this.#trouble(journey, item.subStatus);
    }
  }

  #callback(payload: unknown): void {
    const { eventType, state } = shownIn(payload);
    if (eventType !== undefined && state !== undefined) this.#add('callbacks', `${eventType} ${state}`);
    const order = isMap(payload) && isMap(payload.event) ? payload.event.productOrder : undefined;
    this.#reached(order);
    for (const { item, journey } of this.#items(order)) {
      const errors = (Array.isArray(item.errorMessage) ? item.errorMessage : []).filter(isMap);
      for (const { code, message } of errors) {
        const rejected = journey.troubles.find(({ rejects }) => rejects?.code === code && rejects?.message === message);
        if (rejected) this.#add('troubles', `${journey.journey} ${rejected.id}`);
      }
    }
  }

  #trouble({ journey, troubles }: Journey, title: string): void {
    const met = troubles.find(({ steps = [] }) => steps.some((step) => step.title === title));
    if (met) this.#add('troubles', `${journey} ${met.id}`);
  }

  /** What a provider state does to the world is part of what a contract sees. */
  #scenario({ troubles = [], faults = [], steps }: Scenario): void {
    const named = [...troubles, ...steps].flatMap((step) => ('trouble' in step ? [step.trouble] : []));
    for (const name of named) {
      for (const { journey, troubles: known } of this.#universe.journeys.journeys) {
        if (known.some(({ id }) => id === name)) this.#add('troubles', `${journey} ${name}`);
      }
    }
    const failing = steps.flatMap((step) => ('fail' in step && typeof step.fail === 'object' ? [step.fail] : []));
    for (const fault of [...faults, ...failing]) this.#fault(fault);
  }

  #fault(fault: object): void {
    const { operation } = fault as { readonly operation?: string };
    const target = operation === 'callback' || operation === 'token' ? operation : 'call';
    for (const effect of faultEffects) if (effect in fault) this.#add('faults', `${target} ${effect}`);
  }

  #items(order: unknown): readonly OrderItem[] {
    if (!isMap(order)) return [];
    const listed = [order.productOrderItem ?? order.orderItem ?? []].flat().filter(isMap);
    return listed.flatMap((item) => {
      const journey = journeyOf(this.#universe.journeys, item);
      return journey ? [{ item, journey, action: actionOf(item) }] : [];
    });
  }
}

interface OrderItem {
  readonly item: JsonMap;
  readonly journey: Journey;
  readonly action: string;
}

function journeyOf(journeys: JourneyBook, { product }: JsonMap): Journey | undefined {
  if (!isMap(product)) return undefined;
  const { productOffering, productSpecification, id, name } = product;
  const names = [productOffering, productSpecification].flatMap((one) => (isMap(one) ? [one.id, one.name] : []));
  for (const one of [...names, id, name]) {
    const journey = typeof one === 'string' ? journeys.byProduct(one) : undefined;
    if (journey) return journey;
  }
  return undefined;
}

const words: { readonly [action: string]: string } = { add: 'provide', delete: 'cease' };
const actionOf = ({ action }: JsonMap): string => words[String(action ?? 'add')] ?? String(action);

const lastPart = (path: string): string | undefined => path.split('?', 1)[0]?.split('/').at(-1);

function orderNamed(body: unknown): string | undefined {
  const order = isMap(body) && isMap(body.productOrder) ? body.productOrder.id : undefined;
  return typeof order === 'string' ? order : undefined;
}
