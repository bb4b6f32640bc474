import { toText } from '../mock/domain/canonical.ts';
import { uuid } from '../mock/domain/ids.ts';
import type { Attempt } from '../mock/domain/order-notification/delivery.ts';
import { renderEvent } from '../mock/domain/order-notification/order-notification.ts';
import type { EventDocument } from '../mock/domain/product-order/order-documents.ts';
import type { Callback, CallbackAuth } from '../mock/domain/sandbox.ts';
import { OutboundAuth } from '../mock/runtime/delivery/outbound-auth.ts';
import { postEvent } from '../mock/runtime/delivery/post-event.ts';
import { Egress } from '../mock/runtime/egress/egress.ts';
import type { WallClock } from '../mock/runtime/ports.ts';
import { wallClock } from '../mock/runtime/wall.ts';
import { wrongAuth } from './listener-auth.ts';
import { ListenerDesk, orderBook } from './listener-desk.ts';
import { type ListenerFault, listenerFaults, listenerTroubles } from './listener-faults.ts';
import { compareProbe } from './listener-probe.ts';
import type { ListenerCheck, ListenerReport } from './listener-report.ts';

export interface VerifyListenerOptions {
  readonly url: string;
  readonly auth?: CallbackAuth;
  /**
   * Where the customer's own view of an order can be asked: `{orderId}` or `{externalId}` in it is filled in. It answers
   * `{"state": "completed"}`, and `"events": 9` where it counts them.
   */
  readonly probeUrl?: string;
  /** Wall time for one delivery. */
  readonly timeoutMs?: number;
  readonly seed?: string;
  readonly clock?: WallClock;
  /** Told of each stage as it begins. */
  readonly progress?: (what: string) => void;
}

/**
 * Drives somebody's callback listener through a whole order book and through everything that can happen to a delivery,
 * and reports how it coped. The events are a sandbox's own; what was answered is all that is known of the listener,
 * unless it can be probed.
 */
export async function verifyListener(options: VerifyListenerOptions): Promise<ListenerReport> {
  const { url, auth = { type: 'none' }, timeoutMs = 15_000, seed = 'verify-listener', clock = wallClock } = options;
  const say = options.progress ?? (() => undefined);
  const callback: Callback = { url, auth };
  const egress = new Egress({ policy: { profile: 'local', ownPorts: () => [] }, clock });
  const desk = await ListenerDesk.open(callback, timeoutMs, seed);
  const direct = new DirectPosts(egress, clock, timeoutMs, seed);
  try {
    const checks: ListenerCheck[] = [];
    const reached = await direct.send(callback, testEvent('first'));
    const reachable = reached.status !== undefined;
    checks.push(judge('reachable', 'can be reached', reachable, reached.error ?? `answered ${reached.status}`));
    if (reachable) {
      say('the order book');
      await placeOrderBook(desk);
      await desk.runOut();
      checks.push(...checkBook(desk));
      for (const fault of listenerFaults) {
        say(fault.name);
        checks.push(await checkFault(desk, fault));
      }
      say('events it does not know');
      checks.push(...(await checkUnknown(direct, callback, desk)));
      checks.push(...(await checkAuth(direct, callback, auth)));
      checks.push(checkOwnErrors(desk), checkRedirects(desk));
      checks.push(await compareProbe(egress, options.probeUrl, desk, timeoutMs));
    }
    return report(url, checks, desk, direct);
  } finally {
    egress.close();
    await desk.close();
  }
}

function judge(name: string, title: string, passed: boolean, detail: string): ListenerCheck {
  return { name, title, outcome: passed ? 'passed' : 'failed', detail };
}

async function placeOrderBook(desk: ListenerDesk): Promise<void> {
  const book = orderBook();
  let placed = 0;
  for (const { name, body } of book) if (await desk.place(body, `BOOK-${name}`)) placed += 1;
  if (placed === 0) throw new Error('not one request of the order book was taken');
  const provide = book.find(({ name }) => name === 'etherway-fibre-provide');
  for (const trouble of provide ? listenerTroubles : []) {
    const orderId = await desk.place((provide as { body: object }).body as never, `BOOK-${trouble}`);
    if (orderId) await desk.trouble(orderId, trouble);
  }
}

/** An event that should have been taken and was not, in a sentence; undefined when all were. */
function refusedOf(events: readonly EventDocument[]): string | undefined {
  const refused = events
    .filter(({ attempts, state }) => state !== 'delivered' || attempts.some(isRefusal))
    .map((event) => {
      const bad = event.attempts.find(isRefusal);
      const copy = bad?.copies?.find(({ error }) => error !== undefined);
      return `${event.eventType} ${event.eventId}: ${copy?.error ?? bad?.error ?? event.reason ?? event.state}`;
    });
  if (refused.length === 0) return undefined;
  const more = refused.length > 3 ? `\nand ${refused.length - 3} more` : '';
  return `${refused.length} of ${events.length} events were not taken:\n${refused.slice(0, 3).join('\n')}${more}`;
}

/** Answered, and not as wanted. What we broke on purpose does not count, and a 5xx is judged by what comes after it. */
function isRefusal({ failure, status, copies = [] }: Attempt): boolean {
  const refused = failure !== undefined && failure !== 'fault' && !(failure === 'non-2xx' && (status ?? 0) >= 500);
  return refused || copies.some((copy) => copy.error !== undefined && (copy.status ?? 0) < 500);
}

function checkBook(desk: ListenerDesk): readonly ListenerCheck[] {
  const attempts = desk.attempts();
  const slow = attempts.filter(({ failure }) => failure === 'timeout');
  const slowest = Math.max(0, ...attempts.map(({ durationMs }) => durationMs));
  const refused = refusedOf(desk.events());
  return [
    judge(
      'in-time',
      'acknowledges in time',
      slow.length === 0,
      slow.length === 0
        ? `the slowest of ${attempts.length} took ${slowest} ms`
        : `${slow.length} of ${attempts.length}: ${slow[0]?.error}`,
    ),
    judge(
      'order-book',
      'takes every notification of a whole order book',
      refused === undefined,
      refused ?? `${desk.events().length} events of ${desk.orders().length} orders`,
    ),
  ];
}

async function checkFault(desk: ListenerDesk, fault: ListenerFault): Promise<ListenerCheck> {
  const body = orderBook().find(({ name }) => name === 'etherway-fibre-provide')?.body ?? {};
  const externalId = `FAULT-${fault.name}`;
  const remove = await desk.faults(externalId, fault.faults);
  const orderId = await desk.place(body, externalId);
  if (orderId === undefined) throw new Error(`the order for "${fault.name}" was refused`);
  await desk.runOut();
  await remove();
  const events = desk.events(orderId);
  const refused = refusedOf(events);
  const met = events.filter((event) => 'heldBy' in event || event.attempts.some((attempt) => attempt.fault)).length;
  if (met === 0) throw new Error(`the fault "${fault.name}" met no event`);
  return judge(fault.name, fault.title, refused === undefined, refused ?? `${met} of ${events.length} events met it`);
}

async function checkUnknown(
  direct: DirectPosts,
  callback: Callback,
  desk: ListenerDesk,
): Promise<readonly ListenerCheck[]> {
  const [some] = desk.events();
  if (!some) throw new Error('the order book told of nothing');
  const payload = renderEvent(desk.live.reader, some) as { eventId: string; event: { productOrder: object } };
  // Of an order that is none of the book's, or what the listener knows in the end would be spoilt by it.
  const productOrder = { ...payload.event.productOrder, id: '00000000', externalId: 'VERIFY' };
  const extra = { xUnknown: { nested: [1, 'two', null] } };
  const type = await direct.send(callback, {
    ...payload,
    eventId: uuid('verify', 'unknown-type'),
    eventType: 'ProductOrderUnheardOfEvent',
    event: { productOrder },
  });
  const fields = await direct.send(callback, {
    ...payload,
    ...extra,
    eventId: uuid('verify', 'unknown-fields'),
    event: { ...payload.event, ...extra, productOrder: { ...productOrder, ...extra } },
  });
  const detail = ({ status, error }: Attempt) => error ?? `answered ${status}`;
  return [
    judge('unknown-type', 'acknowledges a type of event it does not know', type.error === undefined, detail(type)),
    judge('unknown-fields', 'ignores members it does not know', fields.error === undefined, detail(fields)),
  ];
}

async function checkAuth(
  direct: DirectPosts,
  callback: Callback,
  auth: CallbackAuth,
): Promise<readonly ListenerCheck[]> {
  const title = 'refuses a delivery with bad credentials';
  const wrong = wrongAuth(auth);
  if (wrong.length === 0) {
    return [{ name: 'bad-credentials', title, outcome: 'not-seen', detail: 'no credentials were given (--auth)' }];
  }
  const taken: string[] = [];
  for (const { what, auth: bad } of wrong) {
    const { status } = await direct.send({ ...callback, auth: bad }, testEvent(`bad-${what.replaceAll(' ', '-')}`));
    if (status !== 401 && status !== 403) taken.push(`${what}: answered ${status ?? 'nothing'} instead of 401 or 403`);
  }
  const detail = taken.length === 0 ? wrong.map(({ what }) => what).join(' and ') : taken.join('\n');
  return [judge('bad-credentials', title, taken.length === 0, detail)];
}

/** Its own trouble: an event that it answered with 5xx must be taken when it comes again. */
function checkOwnErrors(desk: ListenerDesk): ListenerCheck {
  const title = 'takes an event again after its own error';
  const failed = desk.events().filter(({ attempts }) => attempts.some(isOwnError));
  if (failed.length === 0) {
    const detail = 'it never answered 5xx; let it fail once in a while and run this again';
    return { name: 'own-error', title, outcome: 'not-seen', detail };
  }
  const lost = failed.filter(({ state }) => state !== 'delivered');
  const detail =
    lost.length === 0
      ? `${failed.length} events were answered 5xx at first, and each was taken later`
      : `${lost.length} of ${failed.length} events were never taken: ${lost[0]?.attempts.find(isOwnError)?.error}`;
  return judge('own-error', title, lost.length === 0, detail);
}

const isOwnError = ({ failure, status = 0 }: Attempt): boolean => failure === 'non-2xx' && status >= 500;

function checkRedirects(desk: ListenerDesk): ListenerCheck {
  const attempts = desk.attempts();
  const redirects = attempts.filter(({ failure }) => failure === 'redirect');
  const detail =
    redirects.length === 0 ? `none of ${attempts.length} answers` : `${redirects.length}: ${redirects[0]?.error}`;
  return judge('no-redirect', 'never answers with a redirect', redirects.length === 0, detail);
}

/** As an event should be, so that a listener has nothing against it but the credentials. */
const testEvent = (what: string) => ({
  eventId: uuid('verify', what),
  eventTime: '2026-01-05T09:00:00.000Z',
  eventType: 'ProductOrderStateChangeEvent',
  event: {
    productOrder: {
      id: '00000000',
      externalId: 'VERIFY',
      state: 'acknowledged',
      errorMessage: [],
      productOrderItem: [],
      '@type': 'BTProductOrder',
    },
  },
});

/** Events that no order brought about. */
class DirectPosts {
  count = 0;
  slowestMs = 0;
  readonly #egress: Egress;
  readonly #auth: OutboundAuth;
  readonly #clock: WallClock;
  readonly #timeoutMs: number;
  readonly #seed: string;

  constructor(egress: Egress, clock: WallClock, timeoutMs: number, seed: string) {
    this.#egress = egress;
    this.#auth = new OutboundAuth(egress, clock);
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#seed = seed;
  }

  async send(
    callback: Callback,
    payload: { readonly eventId: unknown; readonly [member: string]: unknown },
  ): Promise<Attempt> {
    this.count += 1;
    const eventId = String(payload.eventId);
    const { attempt } = await postEvent(
      {
        sandboxId: 'listener',
        eventId,
        trackingId: `${this.#seed}-${this.count}`,
        callback,
        body: toText(payload),
        n: 1,
        at: 0,
        manual: false,
        extras: true,
        timeoutMs: this.#timeoutMs,
        tokenFault: async () => undefined,
      },
      { egress: this.#egress, auth: this.#auth, clock: this.#clock },
    );
    this.slowestMs = Math.max(this.slowestMs, attempt.durationMs);
    return attempt;
  }
}

function report(
  url: string,
  checks: readonly ListenerCheck[],
  desk: ListenerDesk,
  direct: DirectPosts,
): ListenerReport {
  const attempts = desk.attempts();
  return {
    url,
    checks,
    orders: desk.orders().length,
    events: desk.events().length,
    attempts: attempts.length + direct.count,
    slowestMs: Math.max(direct.slowestMs, ...attempts.map(({ durationMs }) => durationMs)),
  };
}
