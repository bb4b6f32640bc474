import { buildTimeline } from '../domain/product-order/timeline.ts';
import type { Callback } from '../domain/sandbox.ts';
import type { OperationContract } from '../engine/contract.ts';
import type { AdvanceDelivery } from '../runtime/advance.ts';
import { browseSources } from '../runtime/browse.ts';
import type { DeliveryService } from '../runtime/delivery/deliver.ts';
import { EventInbox } from '../runtime/delivery/event-inbox.ts';
import { checkHeaderAuth } from '../runtime/delivery/outbound-auth.ts';
import type { Egress } from '../runtime/egress/egress.ts';
import { FaultInjectionService } from '../runtime/fault-desk.ts';
import { journeyViews } from '../runtime/journey-view.ts';
import { type Limits, limitRows } from '../runtime/limits.ts';
import { openActionService, setbackService } from '../runtime/order-desk.ts';
import { ControlRequestError, type ControlViolation } from '../runtime/refusal.ts';
import type { Sandboxes } from '../runtime/sandboxes.ts';
import type { ControlDependencies, ScenarioControl } from './control-port.ts';

export interface ControlServices {
  readonly sandboxes: Sandboxes;
  readonly deliveryService: DeliveryService & AdvanceDelivery;
  readonly egress: Egress;
  readonly baseUrl: () => string;
  readonly version: string;
  readonly limits: Limits;
  readonly scenarios?: ScenarioControl;
}

/** The control API's needs, met by the floors below. */
export function createControlDependencies(services: ControlServices, streamCount: () => number): ControlDependencies {
  const { sandboxes, deliveryService, egress, baseUrl, version, limits } = services;
  const { clock, referenceData, contract } = sandboxes.context;
  const { operations } = contract;
  return {
    sandboxes,
    calendar: referenceData.calendar.divisions['england-and-wales'],
    deliveryService: deliveryService,
    idleness: (id) => deliveryService.stallOf(id),
    version,
    startedAt: clock.now(),
    egress: egress.policy.profile,
    limits: limitRows(limits),
    baseUrl,
    streamCount,
    checkCallbackUrls: (callback, pointer) => checkCallbackUrls(egress, callback, pointer),
    resetRateLimit: (id) => sandboxes.rateLimiter.reset(id),
    events: new EventInbox({
      deliverer: deliveryService,
      egress,
      clock,
      tests: sandboxes.callbackTests,
      timeoutMs: limits.callbackMs,
    }),
    faultInjections: new FaultInjectionService([...operations.keys()], (id) => requestMemberNames(operations.get(id))),
    setbacks: setbackService,
    scenarios: services.scenarios ?? emptyScenarioControl,
    journeys: () => journeyViews(referenceData.journeys),
    browse: browseSources(baseUrl),
    openActions: openActionService,
    timeline: (live, orderId) => buildTimeline(live.reader, orderId, live.referenceData, live.now),
  };
}

/** What a request of an operation may name: in its path, its query and its body. */
function requestMemberNames(operation: OperationContract | undefined): readonly string[] | undefined {
  if (!operation) return undefined;
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  return [...new Set([...inPath, ...operation.queryNames, ...operation.bodyNames()])];
}

/** Said when it is set, not when the first event fails. */
function checkCallbackUrls(egress: Egress, { url, auth }: Callback, pointer: string): void {
  const refusedMembers: ControlViolation[] = [];
  const checkUrl = (member: string, text: string) => {
    const refused = egress.refusalReason(text);
    if (refused !== undefined)
      refusedMembers.push({ pointer: pointer + member, got: text, expected: `another URL: ${refused}` });
  };
  checkUrl('/url', url);
  if (auth?.type === 'oauth2') checkUrl('/auth/tokenUrl', auth.tokenUrl);
  if (refusedMembers.length > 0) throw new ControlRequestError(422, 'Nothing is ever sent there', refusedMembers);
  const headerProblems = checkHeaderAuth(auth).map((one) => ({ ...one, pointer: pointer + one.pointer }));
  if (headerProblems.length > 0) throw new ControlRequestError(422, 'The header cannot be sent', headerProblems);
}

/** Until a library is given: every name is unknown. */
const emptyScenarioControl: ScenarioControl = {
  list: async () => [],
  get: async () => undefined,
  prepare(name, pointer) {
    throw unknownScenarioRefusal(name, pointer);
  },
  apply: async (_, { name }) => {
    throw unknownScenarioRefusal(name, '/name');
  },
};

function unknownScenarioRefusal(name: string | undefined, pointer: string): ControlRequestError {
  return new ControlRequestError(422, 'No such scenario', [
    { pointer, got: name, expected: 'the name of a scenario of the library' },
  ]);
}
