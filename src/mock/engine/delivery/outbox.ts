import { formatIsoUtc } from '#domain/calendar/working-time';
import {
  type DeliveryAttempt,
  type DeliveryRecord,
  type DeliverySchedule,
  endpointDisabledReason,
  inboxReason,
  maxAttemptsOf,
  nextRetryDelay,
  type SuppressionCode,
} from '#domain/callback/delivery-state';
import {
  agenda,
  type Collection,
  defineCollection,
  type Profile,
  profileDocument,
  putSingleton,
  readSingleton,
  type StateReader,
  type Transaction,
} from '#domain/core/sandbox-state';
import { hubDeliveryKey, hubNotifications, hubs } from '#domain/order-notification/hub';
import { type EventDocument, events } from '#domain/timeline/event';

/**
 * The delivery state of events: which may be sent now, what an attempt led to, when the next one is due. Events of an order
 * are sent in order: one is sent when every earlier one is settled. Each function here reads one event only.
 */

/** One event on its way to one endpoint: `callback`, or a hub by its id. */
export interface DeliveryRef {
  readonly endpoint: string;
  readonly eventId: string;
}

/** The key under which a delivery is stored; unique within a sandbox. */
export const deliveryKeyOf = ({ endpoint, eventId }: DeliveryRef): string =>
  endpoint === 'callback' ? eventId : hubDeliveryKey(endpoint, eventId);

function locateDelivery(ref: DeliveryRef): readonly [collection: Collection<EventDocument>, key: string] {
  return [ref.endpoint === 'callback' ? events : hubNotifications, deliveryKeyOf(ref)];
}

export function putDelivery(transaction: Transaction, ref: DeliveryRef, event: EventDocument): void {
  transaction.put(...locateDelivery(ref), event);
}

export function readDelivery(reader: StateReader, ref: DeliveryRef): EventDocument | undefined {
  return reader.get(...locateDelivery(ref));
}

/** The recent failures of an endpoint, stored under its name. */
export interface EndpointHealth {
  readonly consecutiveFailures: number;
  /** Why a hub is disabled; the profile says it of the callback. */
  readonly disabledReason?: string;
}
export const endpointHealth = defineCollection<EndpointHealth>('endpointHealth');

/** Settled: the next event of the order may be sent. */
export function isSettled({ state }: DeliveryRecord): boolean {
  return state === 'delivered' || state === 'failed' || state === 'suppressed';
}

/** To be sent now, once it is the first unsettled event of its order: it is new, or its retry is due. */
export function isDue({ state, nextAttempt }: DeliveryRecord): boolean {
  return (state === 'waiting' || state === 'retrying') && nextAttempt === undefined;
}

/** Where events are sent at present: to a URL, nowhere (`suppressed`, with the reason), or to the built-in inbox. */
export type Destination =
  | { readonly to: 'url'; readonly callback: NonNullable<Profile['callback']> }
  | { readonly to: 'inbox' }
  | { readonly to: 'nowhere'; readonly reason: string; readonly reasonCode: SuppressionCode };

export function destinationOf(reader: StateReader, endpoint: string): Destination {
  if (endpoint !== 'callback') return hubDestination(reader, endpoint);
  const { callback, callbackDisabled } = readSingleton(reader, profileDocument);
  if (!callback) return { to: 'inbox' };
  if (callbackDisabled)
    return { to: 'nowhere', reason: endpointDisabledReason(callbackDisabled), reasonCode: 'endpoint-disabled' };
  return { to: 'url', callback };
}

function hubDestination(reader: StateReader, id: string): Destination {
  const hub = reader.get(hubs, id);
  if (!hub) return { to: 'nowhere', reason: `Hub ${id} was removed`, reasonCode: 'hub-removed' };
  const disabled = reader.get(endpointHealth, id)?.disabledReason;
  if (disabled !== undefined)
    return { to: 'nowhere', reason: `Hub ${id} is disabled: ${disabled}`, reasonCode: 'endpoint-disabled' };
  return { to: 'url', callback: { url: hub.callback } };
}

/** Takes an event off the queue without sending it. */
export function markUnsent(
  transaction: Transaction,
  ref: DeliveryRef,
  target: Exclude<Destination, { to: 'url' }>,
): void {
  const event = readDelivery(transaction, ref);
  if (!event || !isDue(event)) return;
  const { reason, reasonCode } =
    target.to === 'inbox' ? ({ reason: inboxReason, reasonCode: 'built-in-inbox' } as const) : target;
  putDelivery(transaction, ref, { ...event, state: 'suppressed', reason, reasonCode });
}

/** An attempt, and the delay that the receiver requested with Retry-After. */
export interface AttemptResult {
  readonly attempt: DeliveryAttempt;
  readonly retryAfterMs?: number;
}

/** The highest number among the attempts on record; 0 before the first. */
export const lastAttemptNumber = ({ attempts }: DeliveryRecord): number => attempts.at(-1)?.n ?? 0;

/**
 * Records an attempt and its consequences. An attempt by hand uses no step of the schedule, and one to another URL does not
 * replace the attempt that the callback still has to get. Undefined: the event was removed.
 */
export function recordAttempt(
  transaction: Transaction,
  ref: DeliveryRef,
  { attempt, retryAfterMs }: AttemptResult,
  schedule: DeliverySchedule,
): EventDocument | undefined {
  const event = readDelivery(transaction, ref);
  if (!event) return undefined;
  const withAttempt = { ...event, attempts: [...event.attempts, attempt].sort((a, b) => a.n - b.n) };
  const updated = applyAttempt(transaction, ref, withAttempt, attempt, retryAfterMs, schedule);
  putDelivery(transaction, ref, updated);
  emitAttempt(transaction, updated, attempt, schedule);
  return updated;
}

function applyAttempt(
  transaction: Transaction,
  ref: DeliveryRef,
  event: EventDocument,
  attempt: DeliveryAttempt,
  retryAfterMs: number | undefined,
  schedule: DeliverySchedule,
): EventDocument {
  const isOtherUrl = attempt.manual === true && attempt.url !== transaction.profile.callback?.url;
  if (attempt.error === undefined && !(isOtherUrl && !isSettled(event))) {
    return markDelivered(transaction, ref, event, isOtherUrl);
  }
  if (!attempt.manual && !isSettled(event))
    return scheduleRetryOrFail(transaction, ref, event, attempt, retryAfterMs, schedule);
  const { nextAttempt } = event;
  return nextAttempt ? { ...event, nextAttempt: { ...nextAttempt, n: lastAttemptNumber(event) + 1 } } : event;
}

function markDelivered(
  transaction: Transaction,
  { endpoint }: DeliveryRef,
  event: EventDocument,
  isOtherUrl: boolean,
): EventDocument {
  const { reason: _, reasonCode: __, nextAttempt, ...rest } = event;
  if (nextAttempt) transaction.remove(agenda, nextAttempt.agendaKey);
  if (!isOtherUrl && (transaction.get(endpointHealth, endpoint)?.consecutiveFailures ?? 0) > 0) {
    transaction.put(endpointHealth, endpoint, { consecutiveFailures: 0 });
  }
  return { ...rest, state: 'delivered' };
}

function scheduleRetryOrFail(
  transaction: Transaction,
  ref: DeliveryRef,
  event: EventDocument,
  last: DeliveryAttempt,
  retryAfterMs: number | undefined,
  schedule: DeliverySchedule,
): EventDocument {
  const error = last.error ?? '';
  const { nextAttempt: _, ...rest } = event;
  if (schedule.disableOn.includes(last.status ?? 0)) {
    disableEndpoint(transaction, ref.endpoint, `it answered ${last.status} to event ${event.eventId}`);
    return { ...rest, state: 'failed', reason: `${error}; the endpoint was disabled` };
  }
  const attemptCount = event.attempts.filter(({ manual }) => !manual).length;
  const receiverHint = { status: last.status, retryAfterMs };
  const delay = nextRetryDelay(schedule, transaction.profile.seed, event.eventId, attemptCount, receiverHint);
  if (delay === undefined) {
    countFailedEvent(transaction, ref.endpoint, schedule);
    return { ...rest, state: 'failed', reason: `${error}; that was the last of ${attemptCount} attempts` };
  }
  const dueAt = Math.max(last.at + delay, transaction.now);
  const agendaKey = transaction.schedule(dueAt, 'delivery-retry', { ...ref });
  return {
    ...rest,
    state: 'retrying',
    reason: `${error}; scheduled attempt ${attemptCount + 1} of ${maxAttemptsOf(schedule)} is due at ${formatIsoUtc(dueAt)} on the virtual clock`,
    nextAttempt: { dueAt, clock: 'virtual', n: lastAttemptNumber(event) + 1, agendaKey },
  };
}

function countFailedEvent(transaction: Transaction, endpoint: string, schedule: DeliverySchedule): void {
  const consecutiveFailures = (transaction.get(endpointHealth, endpoint)?.consecutiveFailures ?? 0) + 1;
  if (consecutiveFailures < schedule.disableAfterFailedEvents)
    transaction.put(endpointHealth, endpoint, { consecutiveFailures });
  else disableEndpoint(transaction, endpoint, `${consecutiveFailures} events in a row could not be delivered`);
}

function disableEndpoint(transaction: Transaction, endpoint: string, reason: string): void {
  const profile = readSingleton(transaction, profileDocument);
  if (endpoint !== 'callback') {
    transaction.put(endpointHealth, endpoint, { consecutiveFailures: 0, disabledReason: reason });
  } else {
    transaction.put(endpointHealth, endpoint, { consecutiveFailures: 0 });
    if (profile.callbackDisabled) return;
    putSingleton(transaction, profileDocument, { ...profile, callbackDisabled: { reason, since: transaction.now } });
  }
  const label = endpoint === 'callback' ? 'The callback endpoint' : `Hub ${endpoint}`;
  transaction.emit({ kind: 'callback-disabled', text: `${label} was disabled: ${reason}` });
}

function emitAttempt(
  transaction: Transaction,
  event: EventDocument,
  last: DeliveryAttempt,
  schedule: DeliverySchedule,
): void {
  const attemptCount = event.attempts.filter(({ manual, n }) => !manual && n <= last.n).length;
  const label = last.manual ? 'sent manually' : `attempt ${attemptCount} of ${maxAttemptsOf(schedule)}`;
  const outcome = last.error === undefined ? `delivered (${last.status})` : (last.error ?? '');
  transaction.emit({
    kind: 'callback',
    orderId: event.orderId,
    eventId: event.eventId,
    text: `${event.eventType}, ${label}: ${outcome}`,
  });
}

/** The agenda's `delivery-retry`: the virtual clock has reached the retry, which may now be sent. */
export function releaseDueRetry(transaction: Transaction, entry: { readonly [member: string]: unknown }): void {
  const ref = { endpoint: String(entry.endpoint), eventId: String(entry.eventId) };
  const event = readDelivery(transaction, ref);
  if (!event || isSettled(event) || event.nextAttempt === undefined) return;
  const { nextAttempt: _, heldBack: __, ...due } = event;
  putDelivery(transaction, ref, due);
}

/** Makes a retry due now, whatever the virtual clock says. Returns false when the event has no retry. */
export function releaseRetry(transaction: Transaction, ref: DeliveryRef): boolean {
  const event = readDelivery(transaction, ref);
  if (!event || isSettled(event) || (event.nextAttempt === undefined && !event.heldBack)) return false;
  if (event.nextAttempt) transaction.remove(agenda, event.nextAttempt.agendaKey);
  const { nextAttempt: _, heldBack: __, ...due } = event;
  putDelivery(transaction, ref, due);
  return true;
}

/** Records on an event why it still waits. */
export function setWaitingReason(transaction: Transaction, ref: DeliveryRef, reason: string): void {
  const event = readDelivery(transaction, ref);
  if (event && isDue(event) && event.reason !== reason) putDelivery(transaction, ref, { ...event, reason });
}
