import { toText } from '../../domain/canonical.ts';
import { asSent } from '../../domain/fault.ts';
import { uuid } from '../../domain/ids.ts';
import type { Attempt, NextAttempt, Notification } from '../../domain/order-notification/delivery.ts';
import { hubs } from '../../domain/order-notification/hub.ts';
import { renderEvent } from '../../domain/order-notification/order-notification.ts';
import { outcomeReason } from '../../domain/order-notification/outcome-reason.ts';
import { type EventDocument, events, orders } from '../../domain/product-order/order-documents.ts';
import type { Callback, Instant, Reader } from '../../domain/sandbox.ts';
import { hubNotifications, hubOf, keyOf, notifications, readParcel } from '../../engine/outbox.ts';
import type { Egress } from '../egress/egress.ts';
import { curlCommand, fetchCommand } from '../journal/journal-export.ts';
import type { LiveSandbox } from '../live-sandbox.ts';
import type { WallClock } from '../ports.ts';
import { Refusal } from '../refusal.ts';
import type { CallbackTests } from './callback-tests.ts';
import type { Deliverer } from './deliver.ts';
import { OutboundAuth } from './outbound-auth.ts';
import { postEvent } from './post-event.ts';

/** The callback inbox as people and programs see it: every event, its attempts, and telling it again. */

export interface EventFilter {
  readonly orderId?: string | undefined;
  readonly state?: string | undefined;
  readonly eventType?: string | undefined;
  /** Virtual. */
  readonly since?: Instant | undefined;
  readonly text?: string | undefined;
}

export interface InboxParts {
  readonly deliverer: Deliverer;
  readonly egress: Egress;
  readonly clock: WallClock;
  readonly tests: CallbackTests;
  /** Wall milliseconds for one attempt. */
  readonly timeoutMs: number;
}

export interface ResendCounts {
  readonly attempted: number;
  readonly delivered: number;
  readonly failed: number;
  /** Those that failed come first. */
  readonly eventIds: readonly string[];
}

const deliveryStates = ['waiting', 'retrying', 'delivered', 'failed', 'suppressed'] as const;
/** Orders whose events are sent again at the same time; within an order one after the other. */
const ordersAtOnce = 16;

export class EventInbox {
  readonly #parts: InboxParts;
  readonly #auth: OutboundAuth;

  constructor(parts: InboxParts) {
    this.#parts = parts;
    this.#auth = new OutboundAuth(parts.egress, parts.clock);
  }

  /** In the order they came about. */
  list(live: LiveSandbox, filter: EventFilter): readonly EventDocument[] {
    const { orderId } = filter;
    const all = orderId === undefined ? live.reader.list(events) : live.reader.find(events, 'orderId', orderId);
    const found: EventDocument[] = [];
    for (const [, event] of all) if (matches(live, event, filter)) found.push(event);
    return found;
  }

  counts(live: LiveSandbox): { readonly [state: string]: number } {
    const counts: Record<string, number> = Object.fromEntries(deliveryStates.map((state) => [state, 0]));
    for (const [, { state }] of live.reader.list(events)) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  }

  get(live: LiveSandbox, eventId: string): EventDocument | undefined {
    return live.reader.get(events, eventId);
  }

  /** Sends one event again by hand. Undefined: there is no such event. */
  async resend(live: LiveSandbox, eventId: string, url: string | undefined): Promise<EventDocument | undefined> {
    const refused = url === undefined ? undefined : this.#parts.egress.refusal(url);
    if (refused !== undefined) throw neverSent('/url', url as string, refused);
    // A reset meanwhile leaves nothing to send, and may have brought about another event with that id.
    if (!(await this.#parts.deliverer.resend(live.id, eventId, url))) return undefined;
    return this.get(live, eventId);
  }

  async resendAll(live: LiveSandbox, state: string, since: Instant | undefined): Promise<ResendCounts> {
    const byOrder = new Map<string, string[]>();
    for (const { orderId, eventId } of this.list(live, { state, since })) {
      byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), eventId]);
    }
    const queues = [...byOrder.values()];
    const before = attemptsMade(live.reader);
    const told: Told[] = [];
    const work = async (): Promise<void> => {
      for (let queue = queues.shift(); queue; queue = queues.shift()) {
        for (const eventId of queue) {
          const event = await this.resend(live, eventId, undefined);
          if (event) told.push([eventId, event]);
        }
      }
    };
    await Promise.all(Array.from({ length: ordersAtOnce }, work));
    return count(before, told);
  }

  async retryNow(live: LiveSandbox): Promise<ResendCounts> {
    const before = attemptsMade(live.reader);
    const parcels = await this.#parts.deliverer.retryNow(live.id);
    return count(
      before,
      parcels.map((parcel) => [keyOf(parcel), readParcel(live.reader, parcel)]),
    );
  }

  /** One event that belongs to no order, to see whether the endpoint is well. It is sent once and kept nowhere. */
  async test(live: LiveSandbox, url: string | undefined, eventType: string | undefined): Promise<object> {
    const { profile, now } = live;
    const callback: Callback | null = url === undefined ? profile.callback : { url };
    if (!callback) {
      throw new Refusal(409, 'No callback is set: the built-in inbox takes every event', [
        { pointer: '/url', expected: 'a URL, or PATCH the sandbox with a callback first' },
      ]);
    }
    const refused = this.#parts.egress.refusal(callback.url);
    if (refused !== undefined) throw neverSent(url === undefined ? '/callback/url' : '/url', callback.url, refused);
    const { clock, egress, timeoutMs } = this.#parts;
    const eventId = uuid(profile.seed, 'callback-test', live.reader.version);
    const { attempt } = await postEvent(
      {
        sandboxId: live.id,
        eventId,
        trackingId: uuid(profile.seed, 'callback-test-tracking', live.reader.version),
        callback,
        body: toText(testEvent(eventId, eventType ?? 'ProductOrderStateChangeEvent', now)),
        n: 1,
        at: now,
        manual: true,
        extras: profile.mode !== 'strict',
        timeoutMs: callback.timeoutMs ?? timeoutMs,
        tokenFault: async () => undefined,
      },
      { egress, auth: this.#auth, clock },
    );
    this.#parts.tests.tell(live.id, { eventId, attempt });
    return attemptView(attempt);
  }
}

function matches(live: LiveSandbox, event: EventDocument, { state, eventType, since, text }: EventFilter): boolean {
  return (
    (state === undefined || event.state === state) &&
    (eventType === undefined || event.eventType === eventType) &&
    (since === undefined || event.at >= since) &&
    (text === undefined || toText(eventView(live, event)).toLowerCase().includes(text.toLowerCase()))
  );
}

/** An event, or its copy for a hub, by the key it is kept under; undefined when it is gone. */
type Told = readonly [key: string, event: Notification | undefined];

function attemptsMade(reader: Reader): ReadonlyMap<string, number> {
  const made = new Map<string, number>();
  for (const from of [notifications, hubNotifications])
    for (const [key, { attempts }] of reader.list(from)) made.set(key, attempts.length);
  return made;
}

/** Only what got an attempt was sent: without a URL, or behind an event that failed again, nothing is. */
function count(before: ReadonlyMap<string, number>, told: readonly Told[]): ResendCounts {
  const sent = told.flatMap(([key, event]) => (event && event.attempts.length > (before.get(key) ?? 0) ? [event] : []));
  const failed = sent.filter((event) => event.attempts.at(-1)?.error !== undefined);
  return {
    attempted: sent.length,
    delivered: sent.length - failed.length,
    failed: failed.length,
    eventIds: [...new Set([...failed, ...sent].map(({ eventId }) => eventId))],
  };
}

function neverSent(pointer: string, url: string, why: string): Refusal {
  return new Refusal(422, 'Nothing is ever sent there', [
    { pointer, got: url, expected: `a URL that may be called: ${why}` },
  ]);
}

/** The form of a notification, with an order that says it is none. */
function testEvent(eventId: string, eventType: string, now: Instant) {
  const eventTime = new Date(now).toISOString();
  return {
    eventId,
    eventTime,
    eventType,
    event: {
      productOrder: {
        id: '00000000',
        state: 'acknowledged',
        orderDate: eventTime,
        errorMessage: [],
        orderItem: [],
        '@type': 'BTProductOrder',
      },
    },
  };
}

const instantText = (instant: Instant): string => new Date(instant).toISOString().replace('.000Z', 'Z');

/** As sandbox.yaml's Event. */
export function eventView(live: LiveSandbox, event: EventDocument) {
  const { eventId, eventType, orderId, at, state, attempts, nextAttempt, facts } = event;
  const externalId = live.reader.get(orders, orderId)?.externalId;
  return {
    eventId,
    eventType,
    orderId,
    externalId,
    at: instantText(at),
    orderState: facts.state,
    milestone: facts.items[facts.about ?? 0]?.milestone,
    state,
    ...outcomeReason(live.reader, event),
    payload: asSent(renderEvent(live.reader, event), event, live.profile.seed),
    attempts: attempts.map(attemptView),
    ...nextView(nextAttempt),
    ...hubsView(live, eventId),
  };
}

function nextView(nextAttempt: NextAttempt | undefined) {
  if (!nextAttempt) return {};
  return { nextAttempt: { at: instantText(nextAttempt.at), clock: nextAttempt.clock, n: nextAttempt.n } };
}

/** The same event on its way to the registered listeners that asked for it, also to those that were removed since. */
function hubsView({ reader }: LiveSandbox, eventId: string) {
  if (reader.count(hubNotifications) === 0) return {};
  const copies = reader.find(hubNotifications, 'eventId', eventId).map(([key, copy]) => {
    const { state, attempts, nextAttempt } = copy;
    const hub = hubOf(key);
    const url = reader.get(hubs, hub)?.callback ?? attempts.at(-1)?.url;
    return {
      hub,
      url,
      state,
      ...outcomeReason(reader, copy, true),
      attempts: attempts.map(attemptView),
      ...nextView(nextAttempt),
    };
  });
  return copies.length === 0 ? {} : { hubs: copies };
}

/** The same with commands that send it again from a shell or a browser; credentials are masked as in the attempts. */
export function eventDetail(live: LiveSandbox, event: EventDocument) {
  const view = eventView(live, event);
  const last = event.attempts.at(-1);
  const url = last?.url ?? live.profile.callback?.url;
  if (url === undefined) return view;
  const message = {
    headers: last?.request.headers ?? { 'content-type': 'application/json' },
    body: toText(view.payload),
  };
  return { ...view, copy: { curl: curlCommand('POST', url, message), fetch: fetchCommand('POST', url, message) } };
}

function attemptView({ at, ...attempt }: Attempt) {
  return { ...attempt, at: instantText(at), status: attempt.status ?? null };
}
