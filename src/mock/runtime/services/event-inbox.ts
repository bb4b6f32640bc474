import type { DeliverableEvent, DeliveryAttempt, NextAttempt } from '#domain/callback/delivery-state';
import { derivedUuid } from '#domain/core/ids';
import { toJsonText } from '#domain/core/json';
import type { Callback, Instant, StateReader } from '#domain/core/sandbox-state';
import { buildSentPayload } from '#domain/fault-injection/fault-injection';
import { hubs } from '#domain/order-notification/hub';
import { renderEvent } from '#domain/order-notification/order-notification';
import { orders } from '#domain/product-order/order-documents';
import type { EventDocument } from '#domain/timeline/event';
import { events } from '#domain/timeline/event';
import { explainOutcome } from '#domain/timeline/outcome-reason';
import { deliveryKeyOf, hubIdOf, hubNotifications, notifications, readDelivery } from '#engine/delivery/outbox';
import { ControlRequestError } from '#runtime/control-request-error';
import type { CallbackTestFeed } from '#runtime/delivery/callback-test-feed';
import type { DeliveryService } from '#runtime/delivery/delivery-service';
import { OutboundAuth } from '#runtime/delivery/outbound-auth';
import { postEvent } from '#runtime/delivery/post-event';
import type { Egress } from '#runtime/egress/egress';
import { curlCommand, fetchCommand } from '#runtime/journal/journal-export';
import type { WallClock } from '#runtime/ports';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';

/** The callback inbox as people and programs see it: every event, its attempts, and telling it again. */

export interface EventFilter {
  readonly orderId?: string | undefined;
  readonly state?: string | undefined;
  readonly eventType?: string | undefined;
  /** Virtual. */
  readonly since?: Instant | undefined;
  readonly text?: string | undefined;
}

export interface EventInboxDependencies {
  readonly deliverer: DeliveryService;
  readonly egress: Egress;
  readonly clock: WallClock;
  readonly tests: CallbackTestFeed;
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
const concurrentOrders = 16;

export class EventInbox {
  readonly #dependencies: EventInboxDependencies;
  readonly #auth: OutboundAuth;

  constructor(dependencies: EventInboxDependencies) {
    this.#dependencies = dependencies;
    this.#auth = new OutboundAuth(dependencies.egress, dependencies.clock);
  }

  /** In the order they came about. */
  list(sandbox: LiveSandbox, filter: EventFilter): readonly EventDocument[] {
    const { orderId } = filter;
    const all = orderId === undefined ? sandbox.reader.list(events) : sandbox.reader.find(events, 'orderId', orderId);
    const found: EventDocument[] = [];
    for (const [, event] of all) if (matchesFilter(sandbox, event, filter)) found.push(event);
    return found;
  }

  counts(sandbox: LiveSandbox): { readonly [state: string]: number } {
    const counts: Record<string, number> = Object.fromEntries(deliveryStates.map((state) => [state, 0]));
    for (const [, { state }] of sandbox.reader.list(events)) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  }

  get(sandbox: LiveSandbox, eventId: string): EventDocument | undefined {
    return sandbox.reader.get(events, eventId);
  }

  /** Sends one event again by hand. Undefined: there is no such event. */
  async resend(sandbox: LiveSandbox, eventId: string, url: string | undefined): Promise<EventDocument | undefined> {
    const refused = url === undefined ? undefined : this.#dependencies.egress.refusalReason(url);
    if (refused !== undefined) throw urlNotAllowed('/url', url as string, refused);
    // A reset meanwhile leaves nothing to send, and may have brought about another event with that id.
    if (!(await this.#dependencies.deliverer.resend(sandbox.id, eventId, url))) return undefined;
    return this.get(sandbox, eventId);
  }

  async resendAll(sandbox: LiveSandbox, state: string, since: Instant | undefined): Promise<ResendCounts> {
    const byOrder = new Map<string, string[]>();
    for (const { orderId, eventId } of this.list(sandbox, { state, since })) {
      byOrder.set(orderId, [...(byOrder.get(orderId) ?? []), eventId]);
    }
    const queues = [...byOrder.values()];
    const before = attemptCounts(sandbox.reader);
    const resent: ResentEvent[] = [];
    const resendQueues = async (): Promise<void> => {
      for (let queue = queues.shift(); queue; queue = queues.shift()) {
        for (const eventId of queue) {
          const event = await this.resend(sandbox, eventId, undefined);
          if (event) resent.push([eventId, event]);
        }
      }
    };
    await Promise.all(Array.from({ length: concurrentOrders }, resendQueues));
    return countResent(before, resent);
  }

  async retryWaiting(sandbox: LiveSandbox): Promise<ResendCounts> {
    const before = attemptCounts(sandbox.reader);
    const refs = await this.#dependencies.deliverer.retryWaiting(sandbox.id);
    return countResent(
      before,
      refs.map((ref) => [deliveryKeyOf(ref), readDelivery(sandbox.reader, ref)]),
    );
  }

  /** One event that belongs to no order, to see whether the endpoint is well. It is sent once and kept nowhere. */
  async test(sandbox: LiveSandbox, url: string | undefined, eventType: string | undefined): Promise<object> {
    const { profile, now } = sandbox;
    const callback: Callback | null = url === undefined ? profile.callback : { url };
    if (!callback) {
      throw new ControlRequestError(409, 'No callback is set: the built-in inbox takes every event', [
        { pointer: '/url', expected: 'a URL, or PATCH the sandbox with a callback first' },
      ]);
    }
    const refused = this.#dependencies.egress.refusalReason(callback.url);
    if (refused !== undefined) throw urlNotAllowed(url === undefined ? '/callback/url' : '/url', callback.url, refused);
    const { clock, egress, timeoutMs } = this.#dependencies;
    const eventId = derivedUuid(profile.seed, 'callback-test', sandbox.reader.version);
    const { attempt } = await postEvent(
      {
        sandboxId: sandbox.id,
        eventId,
        trackingId: derivedUuid(profile.seed, 'callback-test-tracking', sandbox.reader.version),
        callback,
        body: toJsonText(buildTestEvent(eventId, eventType ?? 'ProductOrderStateChangeEvent', now)),
        n: 1,
        occurredAt: now,
        manual: true,
        extras: profile.mode !== 'strict',
        timeoutMs: callback.timeoutMs ?? timeoutMs,
        injectTokenFault: async () => undefined,
      },
      { egress, auth: this.#auth, clock },
    );
    this.#dependencies.tests.publish(sandbox.id, { eventId, attempt });
    return attemptToView(attempt);
  }
}

function matchesFilter(
  sandbox: LiveSandbox,
  event: EventDocument,
  { state, eventType, since, text }: EventFilter,
): boolean {
  return (
    (state === undefined || event.state === state) &&
    (eventType === undefined || event.eventType === eventType) &&
    (since === undefined || event.occurredAt >= since) &&
    (text === undefined || toJsonText(eventView(sandbox, event)).toLowerCase().includes(text.toLowerCase()))
  );
}

/** An event, or its copy for a hub, by the key it is kept under; undefined when it is gone. */
type ResentEvent = readonly [key: string, event: DeliverableEvent | undefined];

function attemptCounts(reader: StateReader): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const from of [notifications, hubNotifications])
    for (const [key, { attempts }] of reader.list(from)) counts.set(key, attempts.length);
  return counts;
}

/** Only what got an attempt was sent: without a URL, or behind an event that failed again, nothing is. */
function countResent(before: ReadonlyMap<string, number>, resent: readonly ResentEvent[]): ResendCounts {
  const sent = resent.flatMap(([key, event]) =>
    event && event.attempts.length > (before.get(key) ?? 0) ? [event] : [],
  );
  const failed = sent.filter((event) => event.attempts.at(-1)?.error !== undefined);
  return {
    attempted: sent.length,
    delivered: sent.length - failed.length,
    failed: failed.length,
    eventIds: [...new Set([...failed, ...sent].map(({ eventId }) => eventId))],
  };
}

function urlNotAllowed(pointer: string, url: string, why: string): ControlRequestError {
  return new ControlRequestError(422, 'Nothing is ever sent there', [
    { pointer, got: url, expected: `a URL that may be called: ${why}` },
  ]);
}

/** The form of a notification, with an order that says it is none. */
function buildTestEvent(eventId: string, eventType: string, now: Instant) {
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
export function eventView(sandbox: LiveSandbox, event: EventDocument) {
  const { eventId, eventType, orderId, occurredAt, state, attempts, nextAttempt, facts } = event;
  const externalId = sandbox.reader.get(orders, orderId)?.externalId;
  return {
    eventId,
    eventType,
    orderId,
    externalId,
    at: instantText(occurredAt),
    orderState: facts.state,
    milestone: facts.items[facts.itemIndex ?? 0]?.milestone,
    state,
    ...explainOutcome(sandbox.reader, event),
    payload: buildSentPayload(renderEvent(sandbox.reader, event), event, sandbox.profile.seed),
    attempts: attempts.map(attemptToView),
    ...nextAttemptView(nextAttempt),
    ...hubDeliveriesView(sandbox, eventId),
  };
}

function nextAttemptView(nextAttempt: NextAttempt | undefined) {
  if (!nextAttempt) return {};
  return { nextAttempt: { at: instantText(nextAttempt.dueAt), clock: nextAttempt.clock, n: nextAttempt.n } };
}

/** The same event on its way to the registered listeners that asked for it, also to those that were removed since. */
function hubDeliveriesView({ reader }: LiveSandbox, eventId: string) {
  if (reader.count(hubNotifications) === 0) return {};
  const copies = reader.find(hubNotifications, 'eventId', eventId).map(([key, copy]) => {
    const { state, attempts, nextAttempt } = copy;
    const hub = hubIdOf(key);
    const url = reader.get(hubs, hub)?.callback ?? attempts.at(-1)?.url;
    return {
      hub,
      url,
      state,
      ...explainOutcome(reader, copy, true),
      attempts: attempts.map(attemptToView),
      ...nextAttemptView(nextAttempt),
    };
  });
  return copies.length === 0 ? {} : { hubs: copies };
}

/** The same with commands that send it again from a shell or a browser; credentials are masked as in the attempts. */
export function eventDetailView(sandbox: LiveSandbox, event: EventDocument) {
  const view = eventView(sandbox, event);
  const last = event.attempts.at(-1);
  const url = last?.url ?? sandbox.profile.callback?.url;
  if (url === undefined) return view;
  const message = {
    headers: last?.request.headers ?? { 'content-type': 'application/json' },
    body: toJsonText(view.payload),
  };
  return { ...view, copy: { curl: curlCommand('POST', url, message), fetch: fetchCommand('POST', url, message) } };
}

function attemptToView({ at, ...attempt }: DeliveryAttempt) {
  return { ...attempt, at: instantText(at), status: attempt.status ?? null };
}
