import { formatIsoUtcShort } from '#domain/calendar/working-time';
import type { DeliveryAttempt, NextAttempt } from '#domain/callback/delivery-state';
import { derivedUuid } from '#domain/core/ids';
import { toJsonText } from '#domain/core/json';
import type { Callback, Instant, StateReader } from '#domain/core/sandbox-state';
import { buildSentPayload } from '#domain/fault-injection/fault-injection';
import { hubIdOf, hubNotifications, hubs } from '#domain/order-notification/hub';
import { renderEvent } from '#domain/order-notification/order-notification';
import { orders } from '#domain/product-order/order-documents';
import { type EventDocument, events } from '#domain/timeline/event';
import { explainOutcome } from '#domain/timeline/outcome-reason';
import { deliveryKeyOf, readDelivery } from '#engine/delivery/outbox';
import { ControlRequestError } from '#runtime/control-request-error';
import type { CallbackTestFeed } from '#runtime/delivery/callback-test-feed';
import type { DeliveryService } from '#runtime/delivery/delivery-service';
import { OutboundAuth } from '#runtime/delivery/outbound-auth';
import { postEvent } from '#runtime/delivery/post-event';
import type { Egress } from '#runtime/egress/egress';
import { curlCommand, fetchCommand } from '#runtime/journal/journal-export';
import type { WallClock } from '#runtime/ports';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';

/** The callback inbox for people and programs: lists events with their attempts, and sends them again. */

export interface EventFilter {
  readonly orderId?: string | undefined;
  readonly state?: string | undefined;
  readonly eventType?: string | undefined;
  /** Virtual time. */
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
  /** Failed events come first. */
  readonly eventIds: readonly string[];
}

const deliveryStates = ['waiting', 'retrying', 'delivered', 'failed', 'suppressed'] as const;
/** How many orders are resent at the same time; the events of one order go one after another. */
const concurrentOrders = 16;

/** Lists, resends and tests callbacks. */
export class EventInbox {
  readonly #dependencies: EventInboxDependencies;
  readonly #auth: OutboundAuth;

  constructor(dependencies: EventInboxDependencies) {
    this.#dependencies = dependencies;
    this.#auth = new OutboundAuth(dependencies.egress, dependencies.clock);
  }

  /** Matching events, oldest first. */
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

  /**
   * Sends one event again at once. Undefined when the event does not exist. Throws {@link ControlRequestError} 422 for
   * a URL that the egress policy refuses.
   */
  async resend(sandbox: LiveSandbox, eventId: string, url: string | undefined): Promise<EventDocument | undefined> {
    const refused = url === undefined ? undefined : this.#dependencies.egress.refusalReason(url);
    if (refused !== undefined) throw urlNotAllowed('/url', url as string, refused);
    // A reset in the meantime removes the event, and another one may then have its id.
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

  /**
   * Sends one event that belongs to no order, to check the endpoint. It is sent once and not stored. Throws {@link
   * ControlRequestError}: 409 without a callback, 422 for a refused URL.
   */
  async test(sandbox: LiveSandbox, url: string | undefined, eventType: string | undefined): Promise<object> {
    const { profile, virtualNow } = sandbox;
    const callback: Callback | null = url === undefined ? profile.callback : { url };
    if (!callback) {
      throw new ControlRequestError(409, 'The sandbox has no callback; events go to the built-in inbox', [
        { pointer: '/url', expected: 'a URL, or a callback set on the sandbox first' },
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
        body: toJsonText(buildTestEvent(eventId, eventType ?? 'ProductOrderStateChangeEvent', virtualNow)),
        n: 1,
        occurredAt: virtualNow,
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

/** An event, or its copy for a hub, by its storage key; undefined when it was removed. */
type ResentEvent = readonly [key: string, event: EventDocument | undefined];

function attemptCounts(reader: StateReader): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const from of [events, hubNotifications])
    for (const [key, { attempts }] of reader.list(from)) counts.set(key, attempts.length);
  return counts;
}

/** Counts events that got an attempt: without a URL, or behind an event that failed again, nothing was sent. */
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
  return new ControlRequestError(
    422,
    'Callback URL not allowed by the egress policy',
    [{ pointer, got: url, expected: `another URL: ${why}` }],
    { code: 'ETHERBOX_URL_NOT_ALLOWED' },
  );
}

/** A notification whose order is visibly no real one. */
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

/** An event in the shape of sandbox.yaml's Event. */
export function eventView(sandbox: LiveSandbox, event: EventDocument) {
  const { eventId, eventType, orderId, occurredAt, state, attempts, nextAttempt, facts } = event;
  const externalId = sandbox.reader.get(orders, orderId)?.externalId;
  return {
    eventId,
    eventType,
    orderId,
    externalId,
    at: formatIsoUtcShort(occurredAt),
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
  return { nextAttempt: { at: formatIsoUtcShort(nextAttempt.dueAt), clock: nextAttempt.clock, n: nextAttempt.n } };
}

/** The deliveries of an event to registered listeners, also to those that were unregistered since. */
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

/** An event with commands that send it again from a shell or a browser; credentials are masked as in the attempts. */
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
  return { ...attempt, at: formatIsoUtcShort(at), status: attempt.status ?? null };
}
