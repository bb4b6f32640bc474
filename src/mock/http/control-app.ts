import type { RequestListener } from 'node:http';
import { escapeControlCharacters } from '#domain/core/printable';
import type { Callback } from '#domain/core/sandbox-state';
import { buildTimeline } from '#domain/product-order/view/order-timeline';
import type { Contract, OperationContract } from '#engine/contract/contract';
import type { OnInternalError } from '#http/bt/internal-error';
import { browseHandlers } from '#http/control/browse-handlers';
import { clockHandlers } from '#http/control/clock-handlers';
import { addControlApi, behindAccessGuard, createBareApp } from '#http/control/control-api';
import type { ControlHandlers } from '#http/control/control-call';
import type { ControlDependencies, ScenarioPreparation } from '#http/control/control-dependencies';
import { eventHandlers } from '#http/control/event-handlers';
import { failureHandlers } from '#http/control/failure-handlers';
import { journalHandlers } from '#http/control/journal-handlers';
import { sandboxHandlers } from '#http/control/sandbox-handlers';
import { scenarioHandlers } from '#http/control/scenario-handlers';
import { serverHandlers } from '#http/control/server-handlers';
import type { AccessSettings } from '#http/guard/access-guard';
import { LiveEvents } from '#http/live/live-events';
import { addReference } from '#http/reference/reference-pages';
import { ControlRequestError, type ControlViolation } from '#runtime/control-request-error';
import type { DeliveryService } from '#runtime/delivery/delivery-service';
import { checkHeaderAuth } from '#runtime/delivery/outbound-auth';
import type { Egress } from '#runtime/egress/egress';
import { ignoredInputNotes } from '#runtime/journal/journal-notes';
import { entryView } from '#runtime/journal/journal-view';
import { formatRequest } from '#runtime/journal/request-text';
import { type Limits, limitRows } from '#runtime/limits/limits';
import type { DeliveryWindows } from '#runtime/sandboxes/advance';
import type { Sandboxes } from '#runtime/sandboxes/sandboxes';
import { browseSources } from '#runtime/services/browse';
import { EventInbox } from '#runtime/services/event-inbox';
import { FaultInjectionService } from '#runtime/services/fault-injection-service';
import { journeyViews } from '#runtime/services/journey-view';
import { openActionService } from '#runtime/services/open-action-service';
import { setbackService } from '#runtime/services/setback-service';
import { addDashboard, type ExplainRequest } from './dashboard-files.ts';

export interface ControlServices {
  readonly sandboxes: Sandboxes;
  readonly deliveryService: DeliveryService & DeliveryWindows;
  readonly egress: Egress;
  readonly baseUrl: () => string;
  readonly version: string;
  readonly limits: Limits;
  readonly scenarios?: ScenarioPreparation;
}

/** Binds the control API's dependencies to the layers below. */
export function createControlDependencies(services: ControlServices, streamCount: () => number): ControlDependencies {
  const { sandboxes, deliveryService, egress, baseUrl, version, limits } = services;
  const { clock, referenceData, contract } = sandboxes.context;
  const { operations } = contract;
  return {
    sandboxes,
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
    timeline: (live, orderId) => buildTimeline(live.reader, orderId, live.referenceData, live.virtualNow),
  };
}

/** The names that a request of an operation may have in its path, its query and its body. */
function requestMemberNames(operation: OperationContract | undefined): readonly string[] | undefined {
  if (!operation) return undefined;
  const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
  return [...new Set([...inPath, ...operation.queryNames, ...operation.bodyNames()])];
}

/** Reported when the callback is set, not when the first event fails. */
function checkCallbackUrls(egress: Egress, { url, auth }: Callback, pointer: string): void {
  const refusedMembers: ControlViolation[] = [];
  const checkUrl = (member: string, text: string) => {
    const refused = egress.refusalReason(text);
    if (refused !== undefined)
      refusedMembers.push({ pointer: pointer + member, got: text, expected: `another URL: ${refused}` });
  };
  checkUrl('/url', url);
  if (auth?.type === 'oauth2') checkUrl('/auth/tokenUrl', auth.tokenUrl);
  if (refusedMembers.length > 0)
    throw new ControlRequestError(422, 'Callback URL not allowed by the egress policy', refusedMembers, {
      code: 'ETHERBOX_URL_NOT_ALLOWED',
    });
  const headerProblems = checkHeaderAuth(auth).map((one) => ({ ...one, pointer: pointer + one.pointer }));
  if (headerProblems.length > 0) throw new ControlRequestError(422, 'Invalid header for the callback', headerProblems);
}

/** Used until a library is given: every name is unknown. */
const emptyScenarioControl: ScenarioPreparation = {
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
  return new ControlRequestError(422, 'Scenario not found', [
    { pointer, got: name, expected: 'the name of a library scenario' },
  ]);
}

export interface ControlAppOptions extends ControlServices {
  /** Every OpenAPI document by base name. */
  readonly documents: { readonly [api: string]: object };
  /** The compiled sandbox.yaml. */
  readonly controlContract: Contract;
  readonly accessSettings: Omit<AccessSettings, 'port'>;
  /** Folder of the built dashboard, when it is not in its usual place. */
  readonly dashboard?: string | undefined;
  readonly onInternalError: OnInternalError;
}

export interface ControlApp {
  readonly listener: RequestListener;
  /** Ends the live streams, which would otherwise hold their connections open. */
  close(): void;
}

/** With a control token only its holders may read the journal, so the reply is a command that sends the token. */
function makeExplainer(sandboxes: Sandboxes, tokenRequired: boolean): ExplainRequest {
  return (sandboxId, requestId) => {
    // The lines are made to be pasted, so they never contain text that an untrusted client invented.
    if (tokenRequired && !(/^req_\d+$/.test(requestId) && /^[\w.-]+$/.test(sandboxId))) return undefined;
    if (tokenRequired)
      return [
        `etherbox requests ${escapeControlCharacters(requestId)} --sandbox ${escapeControlCharacters(sandboxId)} --control-token …`,
      ];
    const entry = sandboxes.get(sandboxId)?.journal.get(requestId);
    return entry && formatRequest({ ...entryView(entry), ...ignoredInputNotes(entry, sandboxes.context) });
  };
}

/** The express app of our own side: control API, reference, dashboard. The access guard precedes all of it. */
export function createControlApp(options: ControlAppOptions): ControlApp {
  const { sandboxes, controlContract: contract, accessSettings, onInternalError, limits } = options;
  const { streams: maxStreams, streamBytes: maxStreamBytes } = limits;
  const { deliveryService } = options;
  const liveEvents = new LiveEvents({
    sandboxes,
    deliveryService,
    clock: sandboxes.context.clock,
    maxStreams,
    maxStreamBytes,
  });
  const dependencies = createControlDependencies(options, () => liveEvents.streamCount);
  const handlers: ControlHandlers = {
    ...sandboxHandlers(dependencies),
    ...clockHandlers(dependencies),
    ...eventHandlers(dependencies),
    ...journalHandlers(dependencies),
    ...failureHandlers(dependencies),
    ...scenarioHandlers(dependencies),
    ...browseHandlers(dependencies),
    ...serverHandlers(dependencies, liveEvents),
  };
  const app = createBareApp();
  addControlApi(app, { contract, handlers, limits, onInternalError });
  addReference(app, { documents: options.documents, dependencies });
  addDashboard(app, makeExplainer(sandboxes, accessSettings.controlToken !== undefined), options.dashboard);
  return { listener: behindAccessGuard(app, accessSettings), close: () => liveEvents.close() };
}
