import type { Attempt, DeliveryState, ShownMessage } from '../domain/delivery.ts';
import { orders } from '../domain/order-documents.ts';
import { events } from '../domain/order-notification.ts';
import { type Callback, type Instant, type Profile, type Reader, settings } from '../domain/sandbox.ts';
import { isoUtc } from '../domain/working-time.ts';
import type { Notification } from '../engine/outbox.ts';
import type { Deliverer, Parked } from './deliver.ts';
import { Refusal } from './refusal.ts';

/** A sandbox as the inbox needs it. */
interface Live {
  readonly id: string;
  readonly reader: Reader;
}

export interface InboxFilter {
  readonly orderId?: string | undefined;
  readonly state?: string | undefined;
  readonly eventType?: string | undefined;
  /** Virtual. */
  readonly since?: Instant | undefined;
  readonly text?: string | undefined;
}

export interface Resent {
  readonly attempted: number;
  readonly delivered: number;
  readonly failed: number;
  readonly eventIds: readonly string[];
}

const resendsAtOnce = 16;

/** The callback inbox, in the shapes of the control API: what customers were told, are to be told, and telling it again. */
export class Inbox {
  readonly #deliverer: Deliverer;

  constructor(deliverer: Deliverer) {
    this.#deliverer = deliverer;
  }

  list(live: Live, filter: InboxFilter = {}): readonly object[] {
    return matching(live.reader, filter).map((event) => this.#view(live, event));
  }

  counts(live: Live): { readonly [state in DeliveryState]: number } {
    const counts = { waiting: 0, retrying: 0, delivered: 0, failed: 0, suppressed: 0 };
    for (const [, { state }] of live.reader.list(events)) counts[state] += 1;
    return counts;
  }

  get(live: Live, eventId: string): object | undefined {
    const event = live.reader.get(events, eventId);
    return event && this.#view(live, event);
  }

  /** Resolves with the event after the attempt. Undefined: no such event. */
  async resend(live: Live, eventId: string, url?: string): Promise<object | undefined> {
    this.#check(live, url);
    const event = await this.#deliverer.resend(live.id, eventId, url);
    return event && this.#view(live, event);
  }

  /** Per order in order, several orders at once. */
  async resendAll(live: Live, state: string, since?: Instant): Promise<Resent> {
    this.#check(live, undefined);
    const byOrder = new Map<string, Notification[]>();
    for (const event of matching(live.reader, { state, since })) {
      const queue = byOrder.get(event.orderId);
      if (queue) queue.push(event);
      else byOrder.set(event.orderId, [event]);
    }
    const queues = [...byOrder.values()];
    const outcomes: (Notification | undefined)[] = [];
    const work = async (): Promise<void> => {
      for (let queue = queues.shift(); queue; queue = queues.shift()) {
        for (const { eventId } of queue) outcomes.push(await this.#deliverer.resend(live.id, eventId));
      }
    };
    await Promise.all(Array.from({ length: resendsAtOnce }, work));
    return tally(outcomes.filter((event) => event !== undefined));
  }

  async retryNow(live: Live): Promise<Resent> {
    const ids = await this.#deliverer.retryNow(live.id);
    return tally(ids.map((id) => live.reader.get(events, id)).filter((event) => event !== undefined));
  }

  /** One test event; it is no event of an order and is not kept. */
  async test(live: Live, url?: string, eventType = 'ProductOrderStateChangeEvent'): Promise<object> {
    const { callback } = live.reader.get(settings, 'profile') as Profile;
    if (!callback && url === undefined) {
      throw new Refusal(422, 'No callback URL is set, so there is nowhere to send to', [
        { pointer: '/url', expected: 'a URL, here or as the callback of the sandbox' },
      ]);
    }
    this.#check(live, url);
    return attemptView(await this.#deliverer.sendTest(live.id, eventType, url));
  }

  parked(live: Live): readonly Parked[] {
    return this.#deliverer.parked(live.id);
  }

  /** Why this callback could never be called: the members that are wrong. Empty when it may be tried. */
  checkCallback(
    callback: Callback,
  ): readonly { readonly pointer: string; readonly got?: unknown; readonly expected: string }[] {
    const wrong: { pointer: string; got?: unknown; expected: string }[] = [];
    const checkUrl = (pointer: string, url: string): void => {
      const refused = this.#deliverer.refusal(url);
      if (refused !== undefined) wrong.push({ pointer, got: url, expected: `a URL that may be called: ${refused}` });
    };
    checkUrl('/url', callback.url);
    const { auth } = callback;
    if (auth?.type === 'oauth2') checkUrl('/auth/tokenUrl', auth.tokenUrl);
    if (auth?.type === 'header') {
      if (!/^[\w!#$%&'*+.^`|~-]{1,200}$/.test(auth.name) || ownHeaders.has(auth.name.toLowerCase())) {
        const expected = 'the name of a header that is not set by the transport';
        wrong.push({ pointer: '/auth/name', got: auth.name, expected });
      }
      if (!/^[\x20-\x7e]{0,8000}$/.test(auth.value)) {
        wrong.push({ pointer: '/auth/value', expected: 'visible ASCII on one line' });
      }
    }
    return wrong;
  }

  #check(live: Live, url: string | undefined): void {
    const { callback } = live.reader.get(settings, 'profile') as Profile;
    const to = url ?? callback?.url;
    if (to === undefined) {
      throw new Refusal(409, 'No callback URL is set, so there is nowhere to send to', [
        { pointer: '/url', expected: 'a URL, here or as the callback of the sandbox' },
      ]);
    }
    const refused = this.#deliverer.refusal(to);
    if (refused !== undefined)
      throw new Refusal(422, `Nothing is sent there: ${refused}`, [{ pointer: '/url', got: to, expected: refused }]);
  }

  #view(live: Live, event: Notification): object {
    const deliverer = this.#deliverer;
    const externalId = live.reader.get(orders, event.orderId)?.externalId;
    const { eventId, eventType, orderId, at, state, reason, attempts, nextAttempt } = event;
    const payload = lazily(() => deliverer.payload(live.id, event));
    return {
      eventId,
      eventType,
      orderId,
      ...(externalId === undefined ? {} : { externalId }),
      at: isoUtc(at),
      state,
      ...(reason === undefined ? {} : { reason }),
      // Made when it is looked at: a list of thousands is cut into pages first.
      get payload() {
        return payload();
      },
      get attempts() {
        return attempts.map((attempt) => attemptView(attempt, payload()));
      },
      ...(nextAttempt
        ? { nextAttempt: { at: isoUtc(nextAttempt.at), clock: nextAttempt.clock, n: nextAttempt.n } }
        : {}),
    };
  }
}

/** What belongs to the transport, and what we send ourselves. */
const ownHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'content-type',
  'transfer-encoding',
  'expect',
  'upgrade',
  'te',
  'trailer',
  'keep-alive',
  'proxy-authorization',
]);

function matching(reader: Reader, filter: InboxFilter): readonly Notification[] {
  const { orderId, state, eventType, since, text } = filter;
  const from = orderId === undefined ? reader.list(events) : reader.find(events, 'orderId', orderId);
  const wanted = text?.toLowerCase();
  const found: Notification[] = [];
  for (const [, event] of from) {
    if (state !== undefined && event.state !== state) continue;
    if (eventType !== undefined && event.eventType !== eventType) continue;
    if (since !== undefined && event.at < since) continue;
    if (wanted !== undefined && !mentions(reader, event, wanted)) continue;
    found.push(event);
  }
  return found;
}

function mentions(reader: Reader, event: Notification, wanted: string): boolean {
  const externalId = reader.get(orders, event.orderId)?.externalId ?? '';
  return [event.eventId, event.orderId, event.eventType, event.reason ?? '', externalId].some((text) =>
    text.toLowerCase().includes(wanted),
  );
}

function tally(outcomes: readonly Notification[]): Resent {
  const delivered = outcomes.filter(
    ({ attempts }) => attempts.at(-1)?.error === undefined && attempts.length > 0,
  ).length;
  return {
    attempted: outcomes.length,
    delivered,
    failed: outcomes.length - delivered,
    eventIds: outcomes.map(({ eventId }) => eventId),
  };
}

export function attemptView(attempt: Attempt, payload?: unknown): object {
  const { at, status, request, response, ...rest } = attempt;
  return {
    ...rest,
    at: isoUtc(at),
    status: status ?? null,
    request: { ...request, ...(payload === undefined ? {} : { body: payload }) },
    ...(response ? { response: messageView(response) } : {}),
  };
}

/** JSON where it was JSON, else text. */
function messageView(message: ShownMessage): object {
  if (message.body === undefined || message.truncated) return message;
  try {
    return { ...message, body: JSON.parse(message.body) };
  } catch {
    return message;
  }
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
