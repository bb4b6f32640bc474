import { timeline } from '../domain/product-order/timeline.ts';
import type { Callback } from '../domain/sandbox.ts';
import type { OperationContract } from '../engine/contract.ts';
import type { Delivery } from '../runtime/advance.ts';
import { browseViews } from '../runtime/browse.ts';
import type { Deliverer } from '../runtime/delivery/deliver.ts';
import { EventInbox } from '../runtime/delivery/event-inbox.ts';
import { checkHeaderAuth } from '../runtime/delivery/outbound-auth.ts';
import type { Egress } from '../runtime/egress/egress.ts';
import { FaultDesk } from '../runtime/fault-desk.ts';
import { journeyViews } from '../runtime/journey-view.ts';
import { type Limits, limitRows } from '../runtime/limits.ts';
import { openActionDesk, troubleDesk } from '../runtime/order-desk.ts';
import { Refusal, type RefusedMember } from '../runtime/refusal.ts';
import type { Sandboxes } from '../runtime/sandboxes.ts';
import type { ControlPort, ScenariosPort } from './control-port.ts';

export interface ControlParts {
  readonly sandboxes: Sandboxes;
  readonly deliverer: Deliverer & Delivery;
  readonly egress: Egress;
  readonly baseUrl: () => string;
  readonly version: string;
  readonly limits: Limits;
  readonly scenarios?: ScenariosPort;
}

/** The control API's needs, met by the floors below. */
export function bindControl(parts: ControlParts, streams: () => number): ControlPort {
  const { sandboxes, deliverer, egress, baseUrl, version, limits } = parts;
  const { clock, ground, contract } = sandboxes.house;
  const { operations } = contract;
  return {
    sandboxes,
    calendar: ground.calendar.divisions['england-and-wales'],
    delivery: deliverer,
    idleness: (id) => deliverer.idleness(id),
    version,
    startedAt: clock.now(),
    egress: egress.policy.profile,
    limits: limitRows(limits),
    baseUrl,
    streams,
    checkCallback: (callback, pointer) => checkCallback(egress, callback, pointer),
    resetRateLimit: (id) => sandboxes.rates.reset(id),
    events: new EventInbox({ deliverer, egress, clock, tests: sandboxes.callbackTests, timeoutMs: limits.callbackMs }),
    faults: new FaultDesk([...operations.keys()], (id) => namesOf(operations.get(id))),
    troubles: troubleDesk,
    scenarios: parts.scenarios ?? noScenarios,
    journeys: () => journeyViews(ground.journeys),
    browse: browseViews(baseUrl),
    openActions: openActionDesk,
    timeline: (live, orderId) => timeline(live.reader, orderId, live.ground, live.now),
  };
}

/** What a request of an operation may name: in its path, its query and its body. */
function namesOf(operation: OperationContract | undefined): readonly string[] | undefined {
  if (!operation) return undefined;
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  return [...new Set([...inPath, ...operation.queryNames, ...operation.bodyNames()])];
}

/** Said when it is set, not when the first event fails. */
function checkCallback(egress: Egress, { url, auth }: Callback, pointer: string): void {
  const wrong: RefusedMember[] = [];
  const look = (at: string, text: string) => {
    const refused = egress.refusal(text);
    if (refused !== undefined) wrong.push({ pointer: pointer + at, got: text, expected: `another URL: ${refused}` });
  };
  look('/url', url);
  if (auth?.type === 'oauth2') look('/auth/tokenUrl', auth.tokenUrl);
  if (wrong.length > 0) throw new Refusal(422, 'Nothing is ever sent there', wrong);
  const badHeader = checkHeaderAuth(auth).map((one) => ({ ...one, pointer: pointer + one.pointer }));
  if (badHeader.length > 0) throw new Refusal(422, 'The header cannot be sent', badHeader);
}

/** Until a library is given: every name is unknown. */
const noScenarios: ScenariosPort = {
  list: async () => [],
  get: async () => undefined,
  prepare(name, pointer) {
    throw unknownScenario(name, pointer);
  },
  apply: async (_, { name }) => {
    throw unknownScenario(name, '/name');
  },
};

function unknownScenario(name: string | undefined, pointer: string): Refusal {
  return new Refusal(422, 'No such scenario', [
    { pointer, got: name, expected: 'the name of a scenario of the library' },
  ]);
}
