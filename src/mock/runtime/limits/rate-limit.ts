import type { Answer } from '#domain/core/call';
import type { Json } from '#domain/core/json';
import { hourMs, minuteMs } from '#domain/core/time-units';
import { type ErrorFamily, errorCatalogue, refuse, refuseAsPublished } from '#domain/errors/error-catalogue';
import type { RateCheck } from '#engine/request/pipeline';
import type { WallClock } from '#runtime/ports';

/**
 * BT's rate limits: 429 (code 80 on quote, 53 elsewhere), and 403 code 53 for an hour for a client that does not slow
 * down (still 429 on address and appointment, which have no such 403). Off unless the setting `rateLimit` enables it. Codes: BT; counts and windows: modelled. It uses wall time and
 * is reset when the process ends.
 */
export interface RateLimits {
  /** Requests accepted in any one second. */
  readonly perSecond: number;
  /** Requests accepted in any one hour. */
  readonly perHour: number;
  /** Refusals within a minute that cause the block. */
  readonly breaches: number;
  readonly blockMs: number;
}

export const defaultRateLimits: RateLimits = { perSecond: 20, perHour: 1000, breaches: 20, blockMs: 3_600_000 };

const secondMs = 1000;

/** Reads the setting `rateLimit`: true, or an object with other counts. Undefined when limiting is off. */
export function parseRateLimits(settings: { readonly [name: string]: Json }): RateLimits | undefined {
  const { rateLimit } = settings;
  if (rateLimit === true) return defaultRateLimits;
  if (typeof rateLimit !== 'object' || rateLimit === null || Array.isArray(rateLimit)) return undefined;
  const overrides = Object.entries(rateLimit).filter(
    ([name, count]) => name in defaultRateLimits && isPositiveCount(count),
  );
  return { ...defaultRateLimits, ...Object.fromEntries(overrides) };
}

const isPositiveCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;

const unlimited: RateCheck = {};

interface ClientRequests {
  /** Instants of accepted requests, oldest first; at most `perHour`. */
  readonly acceptedAt: number[];
  readonly breachedAt: number[];
  blockedUntil: number;
}

/** Counts the requests of every client. */
export class RateLimiter {
  readonly #clock: Pick<WallClock, 'now'>;
  readonly #clients = new Map<string, ClientRequests>();

  constructor(clock: Pick<WallClock, 'now'>) {
    this.#clock = clock;
  }

  /** Counts one request of a client and decides whether it is accepted. */
  check(client: string, family: ErrorFamily, limits: RateLimits | undefined): RateCheck {
    if (!limits) return unlimited;
    const now = this.#clock.now();
    const requests = this.#requestsOf(client);
    dropUntil(requests.acceptedAt, now - hourMs);
    dropUntil(requests.breachedAt, now - minuteMs);
    if (requests.blockedUntil > now) return { refused: blockedRefusal(family, requests.blockedUntil - now, limits) };
    const wait = msUntilAccepted(requests.acceptedAt, now, limits);
    if (wait === 0) {
      requests.acceptedAt.push(now);
      return { headers: budgetHeaders(requests.acceptedAt, now, limits) };
    }
    requests.breachedAt.push(now);
    if (requests.breachedAt.length < limits.breaches) return { refused: tooManyRefusal(family, wait, limits) };
    requests.breachedAt.length = 0;
    requests.blockedUntil = now + limits.blockMs;
    return { refused: blockedRefusal(family, limits.blockMs, limits) };
  }

  /** Ends a block and empties the windows of one client. */
  reset(client: string): void {
    this.#clients.delete(client);
  }

  #requestsOf(client: string): ClientRequests {
    let requests = this.#clients.get(client);
    if (!requests) {
      requests = { acceptedAt: [], breachedAt: [], blockedUntil: 0 };
      this.#clients.set(client, requests);
    }
    return requests;
  }
}

/** Drops instants up to and including `until`. */
function dropUntil(instants: number[], until: number): void {
  let expiredCount = 0;
  while (expiredCount < instants.length && (instants[expiredCount] as number) <= until) expiredCount += 1;
  if (expiredCount > 0) instants.splice(0, expiredCount);
}

/** Milliseconds until a request would be accepted; 0: now. */
function msUntilAccepted(acceptedAt: readonly number[], now: number, { perSecond, perHour }: RateLimits): number {
  const bySecond = windowFreeAt(acceptedAt, perSecond, secondMs);
  const byHour = windowFreeAt(acceptedAt, perHour, hourMs);
  return Math.max(0, bySecond - now, byHour - now);
}

/** When the window accepts another request: once the oldest of the last `maxRequests` has left it. */
function windowFreeAt(acceptedAt: readonly number[], maxRequests: number, window: number): number {
  const oldest = acceptedAt[acceptedAt.length - maxRequests];
  return oldest === undefined ? 0 : oldest + window;
}

function budgetHeaders(
  acceptedAt: readonly number[],
  now: number,
  { perHour }: RateLimits,
): { readonly [name: string]: string } {
  return limitHeaders(perHour, perHour - acceptedAt.length, (acceptedAt[0] ?? now) + hourMs - now);
}

/** Header names are modelled; BT says only that headers give limit and reset. */
function limitHeaders(limit: number, remaining: number, resetMs: number): { readonly [name: string]: string } {
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(Math.max(0, remaining)),
    'X-RateLimit-Reset': String(Math.ceil(resetMs / 1000)),
  };
}

const tooManyMessage = 'The client application has made too many requests in a short time; please try again later.';

function tooManyRefusal(family: ErrorFamily, waitMs: number, limits: RateLimits): Answer {
  const name = family === 'quote' ? 'tooManyQuotes' : 'tooManyRequests';
  const expected = `at most ${limits.perSecond} requests in a second and ${limits.perHour} in an hour`;
  const answer = refuse(family, name, tooManyMessage, [{ pointer: 'client', expected, rule: 'bt §5.2 code 80, 53' }]);
  return withHeaders(answer, waitMs, limits);
}

function blockedRefusal(family: ErrorFamily, remainingMs: number, limits: RateLimits): Answer {
  const expected = 'no more requests until the block ends; the control API can end it (rate-limit/reset)';
  const violations = [{ pointer: 'client', expected, rule: 'bt §5.2 code 53' }];
  // Address and appointment have no 403 for it: the block goes on in the words of their 429.
  const answer = errorCatalogue.blocked.apis.includes(family)
    ? refuseAsPublished(family, 'blocked', violations)
    : refuse(family, 'tooManyRequests', tooManyMessage, violations);
  return withHeaders(answer, remainingMs, limits);
}

function withHeaders(answer: Answer, waitMs: number, { perHour }: RateLimits): Answer {
  const retry = { 'Retry-After': String(Math.ceil(waitMs / 1000)) };
  return { ...answer, headers: { ...answer.headers, ...retry, ...limitHeaders(perHour, 0, waitMs) } };
}
