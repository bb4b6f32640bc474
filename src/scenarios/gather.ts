import type { Play } from './play.ts';
import { requestsSince } from './play.ts';
import type { CaseResult, ShownCallback, ShownRequest, ShownTimeline } from './result.ts';
import type { EventSeen, RequestSeen, TimelineSeen } from './stage.ts';

/** Orders whose timelines a report shows at most; the rest would only make it longer. */
const mostTimelines = 20;
const mostRequests = 200;
const mostCallbacks = 500;

type Gathered = Pick<CaseResult, 'timelines' | 'requests' | 'callbacks'>;

/** What a report shows of a run, without ports and wall time: the same seed gives the same bytes. */
export async function gather(play: Play): Promise<Gathered> {
  const { stage } = play;
  const orders = (await stage.orders()).slice(-mostTimelines);
  const timelines: ShownTimeline[] = [];
  for (const { id, externalId } of orders) timelines.push(shownTimeline(await stage.timeline(id), externalId));
  const { seen } = await requestsSince(play);
  const gathered: Gathered = {
    timelines,
    requests: seen.slice(0, mostRequests).map(shownRequest),
    callbacks: (await stage.events()).slice(-mostCallbacks).map(shownCallback),
  };
  return masked(gathered);
}

/** Addresses of this machine become names: they differ from run to run. */
function masked<T>(value: T): T {
  const text = JSON.stringify(value).replace(/http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d+/g, 'http://etherbox');
  return JSON.parse(text) as T;
}

function shownTimeline({ orderId, state, past, future }: TimelineSeen, externalId: string | undefined): ShownTimeline {
  const entry = (when: 'past' | 'future') => (one: TimelineSeen['past'][number]) => ({
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

function shownRequest({
  at,
  method,
  path,
  operationId,
  status,
  request,
  response,
  why = [],
}: RequestSeen): ShownRequest {
  const isToken = operationId === undefined || operationId.endsWith('AccessToken');
  return {
    at,
    method,
    path,
    status,
    ...(operationId === undefined ? {} : { operation: operationId }),
    ...(request?.body === undefined ? {} : { request: request.body }),
    // A token answer tells only masked secrets and wall time.
    ...(response?.body === undefined || isToken ? {} : { response: response.body }),
    ...(why.length === 0 ? {} : { why: why.map(({ pointer, expected }) => `${pointer || '/'}: expected ${expected}`) }),
  };
}

function shownCallback(event: EventSeen): ShownCallback {
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
