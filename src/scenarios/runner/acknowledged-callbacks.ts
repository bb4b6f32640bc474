import type { ObservedAttempt, ObservedEvent } from '#scenarios/drivers/scenario-driver';
import type { ReceivedCallback } from './callback-listener.ts';

/** A callback that the client acknowledged: at which virtual instant and wall time. */
interface AcknowledgedCallback {
  readonly sentAt: string;
  readonly wallAt: string;
  readonly callback: ReceivedCallback;
}

/**
 * The callbacks that a client received, from the sandbox's own records, because only the client sees what arrives at
 * its listener: every acknowledged delivery, copies included, in the order of sending. For a sandbox without a
 * callback, its inbox. `preparationEventIds` are the events before the first step, which are left out.
 */
export function listAcknowledgedCallbacks(
  events: readonly ObservedEvent[],
  preparationEventIds: ReadonlySet<string>,
  inOrder: boolean | undefined,
): readonly ReceivedCallback[] {
  const sinceStart = events.filter(({ eventId }) => !preparationEventIds.has(eventId));
  const acknowledged = sinceStart.flatMap((event) =>
    event.attempts.flatMap((attempt) => acknowledgedDeliveries(event, attempt)),
  );
  const clientWasCalled = sinceStart.some(({ attempts, state }) => attempts.length > 0 || state === 'waiting');
  if (!clientWasCalled) return sinceStart.map(({ payload: body }) => ({ headers: {}, body }));
  return acknowledged
    .sort(
      (a, b) => compareOrdinal(a.sentAt, b.sentAt) || compareOrdinal(a.wallAt, b.wallAt) || compareTied(a, b, inOrder),
    )
    .map(callbackOf);
}

function acknowledgedDeliveries(
  { payload: body }: ObservedEvent,
  attempt: ObservedAttempt,
): readonly AcknowledgedCallback[] {
  const { at: sentAt, wallAt = '', request, copies = [] } = attempt;
  const headers = request?.headers ?? {};
  // A fault injection answered for the receiver: nothing was sent.
  if (Object.keys(headers).length === 0) return [];
  const statuses = [attempt.status, ...copies.map(({ status }) => status ?? null)];
  return statuses.filter(isAcknowledged).map(() => ({ sentAt, wallAt, callback: { headers, body } }));
}

const isAcknowledged = (status: number | null): boolean => status !== null && status >= 200 && status < 300;

const callbackOf = ({ callback }: AcknowledgedCallback): ReceivedCallback => callback;

const compareOrdinal = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order within one millisecond is unknown, so it counts as expected. */
function compareTied(a: AcknowledgedCallback, b: AcknowledgedCallback, inOrder = true): number {
  const [one, other] = [a, b].map(({ callback }) => String((callback.body as { eventTime?: unknown })?.eventTime));
  return compareOrdinal(one as string, other as string) * (inOrder ? 1 : -1);
}
