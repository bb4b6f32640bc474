import type { Journey, JourneyBook } from '#domain/journey/journey';
import { findInLibrary } from '#scenarios/language/scenario-library';
import type { Scenario } from '#scenarios/language/scenario';
import {
  type CoverageGroupName,
  type CoverageItems,
  coveredFaultEffects,
  makeOutcomeKey,
} from './coverage-items.ts';
import { isJsonMap, type JsonMap, type PactFile } from '#contracts/pact/pact-file';
import { historyState } from '#contracts/record/recorded-history';
import type { Traffic } from '#contracts/record/traffic';
import { readNotification } from '#contracts/verify/state-values';

/** How often each item was observed, by `group key`. Pacts and journals add to the same counts. */
export class ObservedCoverage {
  readonly #seen = new Map<string, number>();
  readonly #coverageItems: CoverageItems;
  /** Which journey an order belongs to. */
  readonly #orders = new Map<string, Journey>();

  constructor(coverageItems: CoverageItems) {
    this.#coverageItems = coverageItems;
  }

  count(group: CoverageGroupName, key: string): number {
    return this.#seen.get(`${group} ${key}`) ?? 0;
  }

  #add(group: CoverageGroupName, key: string): void {
    this.#seen.set(`${group} ${key}`, this.count(group, key) + 1);
  }

  addTraffic({ requests, events, openActions, faultInjections }: Traffic): void {
    for (const { operationId, status, request, response, path } of requests) {
      if (operationId !== undefined) this.#recordExchange(operationId, status, request?.body, response?.body, path);
    }
    for (const { payload, attempts, state } of events) {
      this.#recordCallback(payload);
      if (attempts.filter(({ manual }) => !manual).length > 1) this.#add('callbacks', 'retried');
      if (state === 'failed') this.#add('callbacks', 'failed');
    }
    for (const { kind, state, answer } of openActions) {
      if (state === 'answered' && answer !== undefined) this.#add('openActions', `${kind} ${answer}`);
      if (state === 'expired') this.#add('openActions', `${kind} expired`);
    }
    for (const faultInjection of faultInjections)
      if (faultInjection.hits > 0) this.#recordFaultInjection(faultInjection);
  }

  addPact(pact: PactFile): void {
    for (const { request, response, contents, states } of pact.interactions) {
      for (const { name, params } of states) {
        const scenario = findInLibrary(name)?.scenario;
        if (scenario) this.#recordScenario(scenario);
        const { faultInjections } = params as { readonly faultInjections?: readonly object[] };
        if (name === historyState)
          for (const faultInjection of faultInjections ?? [])
            this.#recordFaultInjection({ ...faultInjection, operation: 'call' });
      }
      if (contents !== undefined) this.#recordCallback(contents);
      if (!request || !response) continue;
      const routed = this.#coverageItems.contract.route(request.method, request.path);
      if (!routed || 'allowedMethods' in routed) continue;
      this.#recordExchange(routed.operation.operationId, response.status, request.body, response.body, request.path);
    }
  }

  #recordExchange(operationId: string, status: number, sent: unknown, answered: unknown, path: string): void {
    this.#add('outcomes', makeOutcomeKey(operationId, status));
    if (status >= 300) return;
    const orders = Array.isArray(answered) ? answered : [answered];
    if (operationId === 'createProductOrder') this.#recordPlacedOrder(sent, answered);
    if (operationId === 'patchProductOrder') this.#recordOrderAction(lastPathPart(path), 'amend');
    if (operationId === 'createCancelProductOrder') this.#recordOrderAction(cancelledOrderId(sent), 'cancel');
    if (/ProductOrder$/.test(operationId)) for (const order of orders) this.#recordMilestones(order);
  }

  #recordPlacedOrder(sent: unknown, answered: unknown): void {
    for (const { journey, action } of this.#orderItems(sent)) {
      this.#add('journeys', `${journey.journey} ${action}`);
      const id = isJsonMap(answered) ? answered.id : undefined;
      if (typeof id === 'string') this.#orders.set(id, journey);
    }
  }

  #recordOrderAction(id: string | undefined, actionName: string): void {
    const journey = id === undefined ? undefined : this.#orders.get(id);
    if (journey) this.#add('journeys', `${journey.journey} ${actionName}`);
  }

  /** Milestones that an order shows as completed, and the present one of each item. */
  #recordMilestones(order: unknown): void {
    for (const { item, journey, action } of this.#orderItems(order)) {
      if (typeof item.milestone === 'string') this.#add('milestones', `${journey.journey} ${action} ${item.milestone}`);
      if (typeof item.subStatus === 'string') this.#recordSetback(journey, item.subStatus);
    }
  }

  #recordCallback(payload: unknown): void {
    const { eventType, state } = readNotification(payload);
    if (eventType !== undefined && state !== undefined) this.#add('callbacks', `${eventType} ${state}`);
    const order = isJsonMap(payload) && isJsonMap(payload.event) ? payload.event.productOrder : undefined;
    this.#recordMilestones(order);
    for (const { item, journey } of this.#orderItems(order)) {
      const errors = (Array.isArray(item.errorMessage) ? item.errorMessage : []).filter(isJsonMap);
      for (const { code, message } of errors) {
        const rejected = journey.setbacks.find(({ rejects }) => rejects?.code === code && rejects?.message === message);
        if (rejected) this.#add('setbacks', `${journey.journey} ${rejected.id}`);
      }
    }
  }

  #recordSetback({ journey, setbacks }: Journey, title: string): void {
    const setback = setbacks.find(({ steps = [] }) => steps.some((step) => step.title === title));
    if (setback) this.#add('setbacks', `${journey} ${setback.id}`);
  }

  /** The setbacks and fault injections of a provider state count for the contract. */
  #recordScenario({ setbacks = [], faultInjections = [], steps }: Scenario): void {
    const named = [...setbacks, ...steps].flatMap((step) => ('setback' in step ? [step.setback] : []));
    for (const name of named) {
      for (const { journey, setbacks: known } of this.#coverageItems.journeys.journeys) {
        if (known.some(({ id }) => id === name)) this.#add('setbacks', `${journey} ${name}`);
      }
    }
    const failing = steps.flatMap((step) => ('inject' in step && typeof step.inject === 'object' ? [step.inject] : []));
    for (const faultInjection of [...faultInjections, ...failing]) this.#recordFaultInjection(faultInjection);
  }

  #recordFaultInjection(faultInjection: object): void {
    const { operation } = faultInjection as { readonly operation?: string };
    const target = operation === 'callback' || operation === 'token' ? operation : 'call';
    for (const effect of coveredFaultEffects)
      if (effect in faultInjection) this.#add('faultInjections', `${target} ${effect}`);
  }

  #orderItems(order: unknown): readonly ObservedOrderItem[] {
    if (!isJsonMap(order)) return [];
    const listed = [order.productOrderItem ?? order.orderItem ?? []].flat().filter(isJsonMap);
    return listed.flatMap((item) => {
      const journey = findJourney(this.#coverageItems.journeys, item);
      return journey ? [{ item, journey, action: actionWord(item) }] : [];
    });
  }
}

interface ObservedOrderItem {
  readonly item: JsonMap;
  readonly journey: Journey;
  readonly action: string;
}

function findJourney(journeys: JourneyBook, { product }: JsonMap): Journey | undefined {
  if (!isJsonMap(product)) return undefined;
  const { productOffering, productSpecification, id, name } = product;
  const names = [productOffering, productSpecification].flatMap((one) => (isJsonMap(one) ? [one.id, one.name] : []));
  for (const one of [...names, id, name]) {
    const journey = typeof one === 'string' ? journeys.byProduct(one) : undefined;
    if (journey) return journey;
  }
  return undefined;
}

const actionWords: { readonly [action: string]: string } = { add: 'provide', delete: 'cease' };
const actionWord = ({ action }: JsonMap): string => actionWords[String(action ?? 'add')] ?? String(action);

const lastPathPart = (path: string): string | undefined => path.split('?', 1)[0]?.split('/').at(-1);

function cancelledOrderId(body: unknown): string | undefined {
  const order = isJsonMap(body) && isJsonMap(body.productOrder) ? body.productOrder.id : undefined;
  return typeof order === 'string' ? order : undefined;
}
