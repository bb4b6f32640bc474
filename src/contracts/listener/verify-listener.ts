import type { DeliveryAttempt } from '#domain/callback/delivery-state';
import { EtherboxError } from '#domain/core/etherbox-error';
import { derivedUuid } from '#domain/core/ids';
import { toJsonText } from '#domain/core/json';
import type { Callback, CallbackAuth } from '#domain/core/sandbox-state';
import { renderEvent } from '#domain/order-notification/order-notification';
import type { EventDocument } from '#domain/timeline/event';
import { OutboundAuth } from '#runtime/delivery/outbound-auth';
import { postEvent } from '#runtime/delivery/post-event';
import { Egress } from '#runtime/egress/egress';
import type { WallClock } from '#runtime/ports';
import { systemClock } from '#runtime/system';
import { listWrongCredentials } from './listener-auth.ts';
import { type ListenerDrill, listenerDrills, listenerSetbacks } from './listener-drills.ts';
import { compareProbe } from './listener-probe.ts';
import type { ListenerCheck, ListenerReport } from './listener-report.ts';
import { ListenerSandbox, readOrderBook } from './listener-sandbox.ts';

export interface VerifyListenerOptions {
  readonly url: string;
  readonly auth?: CallbackAuth;
  /**
   * URL of the customer's own view of an order: `{orderId}` or `{externalId}` in it is filled in. It answers
   * `{"state": "completed"}`, and `"events": 9` where it counts them.
   */
  readonly probeUrl?: string;
  /** Wall time for one delivery. */
  readonly timeoutMs?: number;
  readonly seed?: string;
  readonly clock?: WallClock;
  /** Called with the name of each part of the check as it begins. */
  readonly progress?: (what: string) => void;
}

/**
 * Drives a callback listener through the notifications of a whole order book and through every delivery fault, and
 * reports how it coped. The events are those of a sandbox; the listener's answers are all that is known of it, unless it
 * has a probe.
 */
export async function verifyListener(options: VerifyListenerOptions): Promise<ListenerReport> {
  const { url, auth = { type: 'none' }, timeoutMs = 15_000, seed = 'verify-listener', clock = systemClock } = options;
  const reportProgress = options.progress ?? (() => undefined);
  const callback: Callback = { url, auth };
  const egress = new Egress({ policy: { profile: 'local', ownPorts: () => [] }, clock });
  const listenerSandbox = await ListenerSandbox.open(callback, timeoutMs, seed);
  const direct = new DirectDeliveries(egress, clock, timeoutMs, seed);
  try {
    const checks: ListenerCheck[] = [];
    const firstAttempt = await direct.send(callback, makeTestEvent('first'));
    const reachable = firstAttempt.status !== undefined;
    checks.push(
      toCheck('reachable', 'can be reached', reachable, firstAttempt.error ?? `answered ${firstAttempt.status}`),
    );
    if (reachable) {
      reportProgress('the order book');
      await placeOrderBook(listenerSandbox);
      await listenerSandbox.runToCompletion();
      checks.push(...checkOrderBook(listenerSandbox));
      for (const drill of listenerDrills) {
        reportProgress(drill.name);
        checks.push(await checkDrill(listenerSandbox, drill));
      }
      reportProgress('unknown events');
      checks.push(...(await checkUnknownEvents(direct, callback, listenerSandbox)));
      checks.push(...(await checkBadCredentials(direct, callback, auth)));
      checks.push(checkOwnErrors(listenerSandbox), checkRedirects(listenerSandbox));
      checks.push(await compareProbe(egress, options.probeUrl, listenerSandbox, timeoutMs));
    }
    return buildListenerReport(url, checks, listenerSandbox, direct);
  } finally {
    egress.close();
    await listenerSandbox.close();
  }
}

function toCheck(name: string, title: string, passed: boolean, detail: string): ListenerCheck {
  return { name, title, outcome: passed ? 'passed' : 'failed', detail };
}

async function placeOrderBook(listenerSandbox: ListenerSandbox): Promise<void> {
  const book = readOrderBook();
  let placed = 0;
  for (const { name, body } of book) if (await listenerSandbox.placeOrder(body, `BOOK-${name}`)) placed += 1;
  if (placed === 0)
    throw new EtherboxError('ETHERBOX_LISTENER_CHECK_FAILED', 'the listener acknowledged no event of the order book');
  const provide = book.find(({ name }) => name === 'etherway-fibre-provide');
  for (const setback of provide ? listenerSetbacks : []) {
    const orderId = await listenerSandbox.placeOrder((provide as { body: object }).body as never, `BOOK-${setback}`);
    if (orderId) await listenerSandbox.addSetback(orderId, setback);
  }
}

/** The events that the listener should have acknowledged and did not, in a sentence; undefined when there are none. */
function describeRefused(events: readonly EventDocument[]): string | undefined {
  const refused = events
    .filter(({ attempts, state }) => state !== 'delivered' || attempts.some(isRefusedAttempt))
    .map((event) => {
      const bad = event.attempts.find(isRefusedAttempt);
      const copy = bad?.copies?.find(({ error }) => error !== undefined);
      return `${event.eventType} ${event.eventId}: ${copy?.error ?? bad?.error ?? event.reason ?? event.state}`;
    });
  if (refused.length === 0) return undefined;
  const more = refused.length > 3 ? `\nand ${refused.length - 3} more` : '';
  return `${refused.length} of ${events.length} events were not acknowledged:\n${refused.slice(0, 3).join('\n')}${more}`;
}

/** A wrong answer. A failure that was injected does not count, and a 5xx is judged by the next attempt. */
function isRefusedAttempt({ failure, status, copies = [] }: DeliveryAttempt): boolean {
  const refused =
    failure !== undefined && failure !== 'fault-injection' && !(failure === 'non-2xx' && (status ?? 0) >= 500);
  return refused || copies.some((copy) => copy.error !== undefined && (copy.status ?? 0) < 500);
}

function checkOrderBook(listenerSandbox: ListenerSandbox): readonly ListenerCheck[] {
  const attempts = listenerSandbox.attempts();
  const slow = attempts.filter(({ failure }) => failure === 'timeout');
  const slowest = Math.max(0, ...attempts.map(({ durationMs }) => durationMs));
  const refused = describeRefused(listenerSandbox.events());
  return [
    toCheck(
      'in-time',
      'acknowledges in time',
      slow.length === 0,
      slow.length === 0
        ? `the slowest of ${attempts.length} took ${slowest} ms`
        : `${slow.length} of ${attempts.length}: ${slow[0]?.error}`,
    ),
    toCheck(
      'order-book',
      'accepts every notification of an order book',
      refused === undefined,
      refused ?? `${listenerSandbox.events().length} events of ${listenerSandbox.orders().length} orders`,
    ),
  ];
}

async function checkDrill(listenerSandbox: ListenerSandbox, drill: ListenerDrill): Promise<ListenerCheck> {
  const body = readOrderBook().find(({ name }) => name === 'etherway-fibre-provide')?.body ?? {};
  const externalId = `FAULT-${drill.name}`;
  const remove = await listenerSandbox.addFaultInjections(externalId, drill.faultInjections);
  const orderId = await listenerSandbox.placeOrder(body, externalId);
  if (orderId === undefined)
    throw new EtherboxError('ETHERBOX_LISTENER_CHECK_FAILED', `the order for "${drill.name}" was refused`);
  await listenerSandbox.runToCompletion();
  await remove();
  const events = listenerSandbox.events(orderId);
  const refused = describeRefused(events) ?? describeOvertakingErrors(drill, events, listenerSandbox.events());
  const affected = events.filter(
    (event) => 'heldBy' in event || event.attempts.some((attempt) => attempt.faultInjection),
  ).length;
  if (affected === 0)
    throw new EtherboxError('ETHERBOX_LISTENER_CHECK_FAILED', `the fault "${drill.name}" affected no event`);
  return toCheck(
    drill.name,
    drill.title,
    refused === undefined,
    refused ?? `${affected} of ${events.length} events were affected`,
  );
}

/**
 * A 5xx usually shows an error that passes, and is judged by what comes after it. In a drill that reorders events it shows
 * a listener that cannot cope with their order, unless it answers 5xx to events in their usual order as well.
 */
function describeOvertakingErrors(
  { faultInjections }: ListenerDrill,
  events: readonly EventDocument[],
  allEvents: readonly EventDocument[],
): string | undefined {
  if (!faultInjections.some(({ reorder }) => reorder)) return undefined;
  const failed = events.filter(({ attempts }) => attempts.some(isServerError));
  const others = allEvents.filter(({ orderId }) => orderId !== events[0]?.orderId);
  const failsAnyway = others.some(({ attempts }) => attempts.some((one) => isServerError(one) && !one.faultInjection));
  if (failed.length === 0 || failsAnyway) return undefined;
  const [first] = failed as [EventDocument];
  const answer = first.attempts.find(isServerError)?.status;
  return `${failed.length} of ${events.length} events were answered ${answer} because of their order, first ${first.eventType} ${first.eventId}; take an event that overtook another, and keep the newest state by eventTime`;
}

async function checkUnknownEvents(
  direct: DirectDeliveries,
  callback: Callback,
  listenerSandbox: ListenerSandbox,
): Promise<readonly ListenerCheck[]> {
  const [sampleEvent] = listenerSandbox.events();
  if (!sampleEvent) throw new EtherboxError('ETHERBOX_LISTENER_CHECK_FAILED', 'the order book emitted no event');
  const payload = renderEvent(listenerSandbox.live.reader, sampleEvent) as {
    eventId: string;
    event: { productOrder: object };
  };
  // An order outside the book: the probe compares what the listener knows of those in it.
  const productOrder = { ...payload.event.productOrder, id: '00000000', externalId: 'VERIFY' };
  const extra = { xUnknown: { nested: [1, 'two', null] } };
  const type = await direct.send(callback, {
    ...payload,
    eventId: derivedUuid('verify', 'unknown-type'),
    eventType: 'ProductOrderUnheardOfEvent',
    event: { productOrder },
  });
  const fields = await direct.send(callback, {
    ...payload,
    ...extra,
    eventId: derivedUuid('verify', 'unknown-fields'),
    event: { ...payload.event, ...extra, productOrder: { ...productOrder, ...extra } },
  });
  const detail = ({ status, error }: DeliveryAttempt) => error ?? `answered ${status}`;
  return [
    toCheck('unknown-type', 'acknowledges unknown event types', type.error === undefined, detail(type)),
    toCheck('unknown-fields', 'ignores unknown members', fields.error === undefined, detail(fields)),
  ];
}

async function checkBadCredentials(
  direct: DirectDeliveries,
  callback: Callback,
  auth: CallbackAuth,
): Promise<readonly ListenerCheck[]> {
  const title = 'refuses a delivery with bad credentials';
  const wrong = listWrongCredentials(auth);
  if (wrong.length === 0) {
    return [{ name: 'bad-credentials', title, outcome: 'not-seen', detail: 'no credentials were given (--auth)' }];
  }
  const accepted: string[] = [];
  for (const { what: description, auth: badAuth } of wrong) {
    const { status } = await direct.send(
      { ...callback, auth: badAuth },
      makeTestEvent(`bad-${description.replaceAll(' ', '-')}`),
    );
    if (status !== 401 && status !== 403)
      accepted.push(`${description}: answered ${status ?? 'nothing'} instead of 401 or 403`);
  }
  const detail =
    accepted.length === 0 ? wrong.map(({ what: description }) => description).join(' and ') : accepted.join('\n');
  return [toCheck('bad-credentials', title, accepted.length === 0, detail)];
}

/** The listener's own errors: it must acknowledge an event that it answered with 5xx when that comes again. */
function checkOwnErrors(listenerSandbox: ListenerSandbox): ListenerCheck {
  const title = 'accepts an event again after its own error';
  const failed = listenerSandbox.events().filter(({ attempts }) => attempts.some(isServerError));
  if (failed.length === 0) {
    const detail = 'the listener never answered 5xx; let it fail sometimes to run this check';
    return { name: 'own-error', title, outcome: 'not-seen', detail };
  }
  const lost = failed.filter(({ state }) => state !== 'delivered');
  const detail =
    lost.length === 0
      ? `${failed.length} events were answered 5xx at first, and each was acknowledged later`
      : `${lost.length} of ${failed.length} events were never acknowledged: ${lost[0]?.attempts.find(isServerError)?.error}`;
  return toCheck('own-error', title, lost.length === 0, detail);
}

const isServerError = ({ failure, status = 0 }: DeliveryAttempt): boolean => failure === 'non-2xx' && status >= 500;

function checkRedirects(listenerSandbox: ListenerSandbox): ListenerCheck {
  const attempts = listenerSandbox.attempts();
  const redirects = attempts.filter(({ failure }) => failure === 'redirect');
  const detail =
    redirects.length === 0 ? `none of ${attempts.length} answers` : `${redirects.length}: ${redirects[0]?.error}`;
  return toCheck('no-redirect', 'never answers with a redirect', redirects.length === 0, detail);
}

/** A correct event, so that the credentials are the only reason to refuse it. */
const makeTestEvent = (what: string) => ({
  eventId: derivedUuid('verify', what),
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

/** Events that belong to no order. */
class DirectDeliveries {
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
  ): Promise<DeliveryAttempt> {
    this.count += 1;
    const eventId = String(payload.eventId);
    const { attempt } = await postEvent(
      {
        sandboxId: 'listener',
        eventId,
        trackingId: `${this.#seed}-${this.count}`,
        callback,
        body: toJsonText(payload),
        n: 1,
        occurredAt: 0,
        manual: false,
        extras: true,
        timeoutMs: this.#timeoutMs,
        injectTokenFault: async () => undefined,
      },
      { egress: this.#egress, auth: this.#auth, clock: this.#clock },
    );
    this.slowestMs = Math.max(this.slowestMs, attempt.durationMs);
    return attempt;
  }
}

function buildListenerReport(
  url: string,
  checks: readonly ListenerCheck[],
  listenerSandbox: ListenerSandbox,
  direct: DirectDeliveries,
): ListenerReport {
  const attempts = listenerSandbox.attempts();
  return {
    url,
    checks,
    orders: listenerSandbox.orders().length,
    events: listenerSandbox.events().length,
    attempts: attempts.length + direct.count,
    slowestMs: Math.max(direct.slowestMs, ...attempts.map(({ durationMs }) => durationMs)),
  };
}
