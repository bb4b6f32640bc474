import {
  type Attempt,
  attemptsInAll,
  type Delivery,
  type DeliverySchedule,
  disabledReason,
  inboxReason,
  type Notification,
  nextDelay,
  unsettledBy,
  unsettledGlance,
} from '../domain/order-notification/delivery.ts';
import { hubs } from '../domain/order-notification/hub.ts';
import {
  agenda,
  type Collection,
  collection,
  type Profile,
  type Reader,
  settings,
  type World,
} from '../domain/sandbox.ts';
import { isoUtc } from '../domain/working-time.ts';

/**
 * What becomes of the events that the customer must be told: which may go now, what an attempt led to, when the next is
 * due. Per order in order: an event goes when every earlier one of its order is settled. Nothing here looks at more than
 * one event.
 */

/** The collection that the order notifications are kept in, in the order they came about. */
export const notifications = collection<Notification>('events', { unsettled: unsettledBy });
/** The same events on their way to the hubs, by `<hub>/<event>`. */
export const hubNotifications = collection<Notification>(
  'hubNotifications',
  { eventId: ({ eventId }) => [eventId], unsettled: unsettledBy },
  { unsettled: unsettledGlance },
);

/** Where a hub's copy of an event is kept, and whose it is. */
export const hubKey = (hub: string, eventId: string): string => `${hub}/${eventId}`;
export const hubOf = (key: string): string => key.slice(0, key.indexOf('/'));

export type { Notification } from '../domain/order-notification/delivery.ts';

/** One event on its way to one endpoint: `callback`, or a hub by its id. */
export interface Parcel {
  readonly endpoint: string;
  readonly eventId: string;
}

/** What it is kept under; no two parcels have the same. */
export const keyOf = ({ endpoint, eventId }: Parcel): string =>
  endpoint === 'callback' ? eventId : hubKey(endpoint, eventId);

function place(parcel: Parcel): readonly [collection: Collection<Notification>, key: string] {
  return [parcel.endpoint === 'callback' ? notifications : hubNotifications, keyOf(parcel)];
}

export function putParcel(world: World, parcel: Parcel, event: Notification): void {
  world.put(...place(parcel), event);
}

export function readParcel(reader: Reader, parcel: Parcel): Notification | undefined {
  return reader.get(...place(parcel));
}

/** How an endpoint fares, by its name. */
export interface EndpointHealth {
  readonly failedInARow: number;
  /** Why a hub gets nothing any more; the callback's is in the profile. */
  readonly disabled?: string;
}
export const endpointHealth = collection<EndpointHealth>('endpointHealth');

/** Settled: the order's next event may go. */
export function isSettled({ state }: Delivery): boolean {
  return state === 'delivered' || state === 'failed' || state === 'suppressed';
}

/** To be attempted now, once it is the first of its order: new, or its retry has come. */
export function isDue({ state, nextAttempt }: Delivery): boolean {
  return (state === 'waiting' || state === 'retrying') && nextAttempt === undefined;
}

/** Where events go at present: to a URL, nowhere (`suppressed`, with the reason), or to the built-in inbox. */
export type Destination =
  | { readonly to: 'url'; readonly callback: NonNullable<Profile['callback']> }
  | { readonly to: 'inbox' }
  | { readonly to: 'nowhere'; readonly reason: string };

export function destination(reader: Reader, endpoint: string): Destination {
  if (endpoint !== 'callback') return hubDestination(reader, endpoint);
  const { callback, callbackDisabled } = reader.get(settings, 'profile') as Profile;
  if (!callback) return { to: 'inbox' };
  if (callbackDisabled) return { to: 'nowhere', reason: disabledReason(callbackDisabled) };
  return { to: 'url', callback };
}

function hubDestination(reader: Reader, id: string): Destination {
  const hub = reader.get(hubs, id);
  if (!hub) return { to: 'nowhere', reason: `Hub ${id} was removed` };
  const disabled = reader.get(endpointHealth, id)?.disabled;
  if (disabled !== undefined) return { to: 'nowhere', reason: `Hub ${id} is disabled: ${disabled}` };
  return { to: 'url', callback: { url: hub.callback } };
}

/** Takes an event off the queue without sending it. */
export function settleUnsent(world: World, parcel: Parcel, where: Exclude<Destination, { to: 'url' }>): void {
  const event = readParcel(world, parcel);
  if (!event || !isDue(event)) return;
  const reason = where.to === 'inbox' ? inboxReason : where.reason;
  putParcel(world, parcel, { ...event, state: 'suppressed', reason });
}

/** An attempt, and when the receiver asked to be called again. */
export interface AttemptResult {
  readonly attempt: Attempt;
  readonly retryAfterMs?: number;
}

/** The highest number among the attempts on record; 0 before the first. */
export const lastNumber = ({ attempts }: Delivery): number => attempts.at(-1)?.n ?? 0;

/**
 * Notes an attempt and what follows from it. What is sent by hand takes no step of the schedule, and what is sent to
 * another URL does not stand for an attempt that the callback still is to get. Undefined when the event is gone.
 */
export function recordAttempt(
  world: World,
  parcel: Parcel,
  { attempt, retryAfterMs }: AttemptResult,
  schedule: DeliverySchedule,
): Notification | undefined {
  const event = readParcel(world, parcel);
  if (!event) return undefined;
  const noted = { ...event, attempts: [...event.attempts, attempt].sort((a, b) => a.n - b.n) };
  const settled = outcome(world, parcel, noted, attempt, retryAfterMs, schedule);
  putParcel(world, parcel, settled);
  reportAttempt(world, settled, attempt, schedule);
  return settled;
}

function outcome(
  world: World,
  parcel: Parcel,
  event: Notification,
  attempt: Attempt,
  retryAfterMs: number | undefined,
  schedule: DeliverySchedule,
): Notification {
  const elsewhere = attempt.manual === true && attempt.url !== world.profile.callback?.url;
  if (attempt.error === undefined && !(elsewhere && !isSettled(event))) {
    return delivered(world, parcel, event, elsewhere);
  }
  if (!attempt.manual && !isSettled(event)) return notDelivered(world, parcel, event, attempt, retryAfterMs, schedule);
  const { nextAttempt } = event;
  return nextAttempt ? { ...event, nextAttempt: { ...nextAttempt, n: lastNumber(event) + 1 } } : event;
}

function delivered(world: World, { endpoint }: Parcel, event: Notification, elsewhere: boolean): Notification {
  const { reason: _, nextAttempt, ...rest } = event;
  if (nextAttempt) world.remove(agenda, nextAttempt.agendaKey);
  if (!elsewhere && (world.get(endpointHealth, endpoint)?.failedInARow ?? 0) > 0) {
    world.put(endpointHealth, endpoint, { failedInARow: 0 });
  }
  return { ...rest, state: 'delivered' };
}

function notDelivered(
  world: World,
  parcel: Parcel,
  event: Notification,
  last: Attempt,
  retryAfterMs: number | undefined,
  schedule: DeliverySchedule,
): Notification {
  const error = last.error ?? '';
  const { nextAttempt: _, ...rest } = event;
  if (schedule.disableOn.includes(last.status ?? 0)) {
    disable(world, parcel.endpoint, `it answered ${last.status} to event ${event.eventId}`);
    return { ...rest, state: 'failed', reason: `${error}; the endpoint was disabled` };
  }
  const made = event.attempts.filter(({ manual }) => !manual).length;
  const asked = { status: last.status, retryAfterMs };
  const delay = nextDelay(schedule, world.profile.seed, event.eventId, made, asked);
  if (delay === undefined) {
    countFailedEvent(world, parcel.endpoint, schedule);
    return { ...rest, state: 'failed', reason: `${error}; that was the last of ${made} attempts` };
  }
  const at = Math.max(last.at + delay, world.now);
  const agendaKey = world.schedule(at, 'delivery-retry', { ...parcel });
  return {
    ...rest,
    state: 'retrying',
    reason: `${error}; scheduled attempt ${made + 1} of ${attemptsInAll(schedule)} is due at ${isoUtc(at)} on the virtual clock`,
    nextAttempt: { at, clock: 'virtual', n: lastNumber(event) + 1, agendaKey },
  };
}

function countFailedEvent(world: World, endpoint: string, schedule: DeliverySchedule): void {
  const failedInARow = (world.get(endpointHealth, endpoint)?.failedInARow ?? 0) + 1;
  if (failedInARow < schedule.disableAfterFailedEvents) world.put(endpointHealth, endpoint, { failedInARow });
  else disable(world, endpoint, `${failedInARow} events in a row could not be delivered`);
}

function disable(world: World, endpoint: string, reason: string): void {
  const profile = world.get(settings, 'profile') as Profile;
  if (endpoint !== 'callback') {
    world.put(endpointHealth, endpoint, { failedInARow: 0, disabled: reason });
  } else {
    world.put(endpointHealth, endpoint, { failedInARow: 0 });
    if (profile.callbackDisabled) return;
    world.put(settings, 'profile', { ...profile, callbackDisabled: { reason, since: world.now } });
  }
  const which = endpoint === 'callback' ? 'The callback endpoint' : `Hub ${endpoint}`;
  world.report({ kind: 'callback-disabled', text: `${which} was disabled: ${reason}` });
}

function reportAttempt(world: World, event: Notification, last: Attempt, schedule: DeliverySchedule): void {
  const made = event.attempts.filter(({ manual, n }) => !manual && n <= last.n).length;
  const which = last.manual ? 'sent by hand' : `attempt ${made} of ${attemptsInAll(schedule)}`;
  const outcome = last.error === undefined ? `delivered (${last.status})` : (last.error ?? '');
  world.report({
    kind: 'callback',
    orderId: event.orderId,
    eventId: event.eventId,
    text: `${event.eventType}, ${which}: ${outcome}`,
  });
}

/** The agenda's `delivery-retry`: the virtual clock has reached the retry, it may go. */
export function retryDue(world: World, entry: { readonly [member: string]: unknown }): void {
  const parcel = { endpoint: String(entry.endpoint), eventId: String(entry.eventId) };
  const event = readParcel(world, parcel);
  if (!event || isSettled(event) || event.nextAttempt === undefined) return;
  const { nextAttempt: _, heldBack: __, ...due } = event;
  putParcel(world, parcel, due);
}

/** Retry now, whatever the virtual clock says. Returns false when the event waits for nothing. */
export function retryNow(world: World, parcel: Parcel): boolean {
  const event = readParcel(world, parcel);
  if (!event || isSettled(event) || (event.nextAttempt === undefined && !event.heldBack)) return false;
  if (event.nextAttempt) world.remove(agenda, event.nextAttempt.agendaKey);
  const { nextAttempt: _, heldBack: __, ...due } = event;
  putParcel(world, parcel, due);
  return true;
}

/** Says on an event why it still waits. */
export function noteWaiting(world: World, parcel: Parcel, reason: string): void {
  const event = readParcel(world, parcel);
  if (event && isDue(event) && event.reason !== reason) putParcel(world, parcel, { ...event, reason });
}
