import type { ObservedEvent, ObservedRequest, ObservedTimeline } from '#scenarios/drivers/scenario-driver';
import type { CaseResult, ShownCallback, ShownOrderTimeline, ShownRequest } from '#scenarios/report/run-result';
import type { ScenarioRun } from './scenario-run.ts';
import { requestsSinceStart } from './scenario-run.ts';

/** Maximum number of timelines in a report. */
const maxTimelines = 20;
const maxRequests = 200;
const maxCallbacks = 500;

type CollectedReport = Pick<CaseResult, 'timelines' | 'requests' | 'callbacks'>;

/** The observations of a run for its report, without ports and wall time: the same seed gives the same bytes. */
export async function collectReport(run: ScenarioRun): Promise<CollectedReport> {
  const { driver } = run;
  const orders = (await driver.orders()).slice(-maxTimelines);
  const timelines: ShownOrderTimeline[] = [];
  for (const { id, externalId } of orders) timelines.push(toShownTimeline(await driver.timeline(id), externalId));
  const { seen } = await requestsSinceStart(run);
  const collected: CollectedReport = {
    timelines,
    requests: seen.slice(0, maxRequests).map(toShownRequest),
    callbacks: (await driver.events()).slice(-maxCallbacks).map(toShownCallback),
  };
  return maskLocalAddresses(collected);
}

/** Replaces addresses of this machine with names, because they differ from run to run. */
function maskLocalAddresses<T>(value: T): T {
  const text = JSON.stringify(value).replace(/http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+/g, 'http://etherbox');
  return JSON.parse(text) as T;
}

function toShownTimeline(
  { orderId, state, past, future }: ObservedTimeline,
  externalId: string | undefined,
): ShownOrderTimeline {
  const entry = (when: 'past' | 'future') => (one: ObservedTimeline['past'][number]) => ({
    at: one.at,
    when,
    text: one.text,
    ...(one.milestone === undefined ? {} : { milestone: one.milestone }),
    ...(one.because === undefined ? {} : { because: one.because }),
  });
  return {
    orderId,
    ...(externalId === undefined ? {} : { externalId }),
    state,
    entries: [...past.map(entry('past')), ...future.map(entry('future'))],
  };
}

function toShownRequest({
  at,
  method,
  path,
  operationId,
  status,
  request,
  response,
  why = [],
}: ObservedRequest): ShownRequest {
  const isToken = operationId === undefined || operationId.endsWith('AccessToken');
  return {
    at,
    method,
    path,
    status,
    ...(operationId === undefined ? {} : { operation: operationId }),
    ...(request?.body === undefined ? {} : { request: request.body }),
    // A token answer has only masked secrets and wall time.
    ...(response?.body === undefined || isToken ? {} : { response: response.body }),
    ...(why.length === 0 ? {} : { why: why.map(({ pointer, expected }) => `${pointer || '/'}: expected ${expected}`) }),
  };
}

function toShownCallback(event: ObservedEvent): ShownCallback {
  const { at, eventId, eventType, orderId, state, reason, payload, attempts } = event;
  return {
    at,
    eventId,
    eventType,
    orderId,
    state,
    ...(reason === undefined ? {} : { reason }),
    payload,
    attempts: attempts.map(({ n, at: when, status, error }) => ({
      n,
      at: when,
      outcome: status === null ? (error ?? 'no answer') : String(status),
    })),
  };
}
