import { type Answer, type Family, refuse } from '../domain/problem.ts';
import type { Json } from '../domain/sandbox.ts';
import type { WallClock } from './ports.ts';

/**
 * BT's rate limits: 429 (code 80 on quote, 53 elsewhere), and for a client that keeps on, 403 code 53 for an hour. Off
 * unless the sandbox's setting `rateLimit` says otherwise. Codes: BT; counts and windows: modelled. All of it is wall
 * time, and it is forgotten when the process ends.
 */
export interface RateLimits {
  /** Requests taken in any one second. */
  readonly perSecond: number;
  /** Requests taken in any one hour. */
  readonly perHour: number;
  /** Refusals within a minute that lead to the block. */
  readonly breaches: number;
  readonly blockMs: number;
}

export const rateLimits: RateLimits = { perSecond: 20, perHour: 1000, breaches: 20, blockMs: 3_600_000 };

const second = 1000;
const minute = 60_000;
const hour = 3_600_000;

/** The setting `rateLimit`: true, or an object with other counts; undefined when it is off. */
export function rateLimitsOf(settings: { readonly [name: string]: Json }): RateLimits | undefined {
  const { rateLimit } = settings;
  if (rateLimit === true) return rateLimits;
  if (typeof rateLimit !== 'object' || rateLimit === null || Array.isArray(rateLimit)) return undefined;
  const set = Object.entries(rateLimit).filter(([name, count]) => name in rateLimits && isCount(count));
  return { ...rateLimits, ...Object.fromEntries(set) };
}

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) > 0;

/** Headers for an answer that is given, or the refusal. Both undefined: limiting is off. */
export interface RateVerdict {
  readonly headers?: { readonly [name: string]: string };
  readonly refused?: Answer;
}

const off: RateVerdict = {};

interface Seen {
  /** Instants at which requests were taken, oldest first; at most `perHour`. */
  readonly taken: number[];
  readonly breaches: number[];
  blockedUntil: number;
}

export class RateLimiter {
  readonly #clock: Pick<WallClock, 'now'>;
  readonly #seen = new Map<string, Seen>();

  constructor(clock: Pick<WallClock, 'now'>) {
    this.#clock = clock;
  }

  /** Counts one request of a client, and says whether it may go on. */
  check(client: string, family: Family, limits: RateLimits | undefined): RateVerdict {
    if (!limits) return off;
    const now = this.#clock.now();
    const seen = this.#seenOf(client);
    forget(seen.taken, now - hour);
    forget(seen.breaches, now - minute);
    if (seen.blockedUntil > now) return { refused: blocked(family, seen.blockedUntil - now, limits) };
    const wait = waitFor(seen.taken, now, limits);
    if (wait === 0) {
      seen.taken.push(now);
      return { headers: budget(seen.taken, now, limits) };
    }
    seen.breaches.push(now);
    if (seen.breaches.length < limits.breaches) return { refused: tooMany(family, wait, limits) };
    seen.breaches.length = 0;
    seen.blockedUntil = now + limits.blockMs;
    return { refused: blocked(family, limits.blockMs, limits) };
  }

  /** Ends a block and empties the windows of one client. */
  reset(client: string): void {
    this.#seen.delete(client);
  }

  #seenOf(client: string): Seen {
    let seen = this.#seen.get(client);
    if (!seen) {
      seen = { taken: [], breaches: [], blockedUntil: 0 };
      this.#seen.set(client, seen);
    }
    return seen;
  }
}

/** Drops instants up to and including `until`. */
function forget(instants: number[], until: number): void {
  let gone = 0;
  while (gone < instants.length && (instants[gone] as number) <= until) gone += 1;
  if (gone > 0) instants.splice(0, gone);
}

/** Milliseconds until a request would be taken; 0: now. */
function waitFor(taken: readonly number[], now: number, { perSecond, perHour }: RateLimits): number {
  const bySecond = freeAt(taken, perSecond, second);
  const byHour = freeAt(taken, perHour, hour);
  return Math.max(0, bySecond - now, byHour - now);
}

/** When the window has room: once the n-th last request has left it. */
function freeAt(taken: readonly number[], most: number, window: number): number {
  const oldest = taken[taken.length - most];
  return oldest === undefined ? 0 : oldest + window;
}

function budget(taken: readonly number[], now: number, { perHour }: RateLimits): { readonly [name: string]: string } {
  return limitHeaders(perHour, perHour - taken.length, (taken[0] ?? now) + hour - now);
}

/** Names are modelled; BT says only that headers tell limit and reset. */
function limitHeaders(limit: number, remaining: number, resetMs: number): { readonly [name: string]: string } {
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(Math.max(0, remaining)),
    'X-RateLimit-Reset': String(Math.ceil(resetMs / 1000)),
  };
}

function tooMany(family: Family, waitMs: number, limits: RateLimits): Answer {
  const message = 'The client application has made too many requests in a short time; please try again later.';
  const name = family === 'quote' ? 'tooManyQuotes' : 'tooManyRequests';
  const expected = `at most ${limits.perSecond} requests in a second and ${limits.perHour} in an hour`;
  const answer = refuse(family, name, message, [{ pointer: 'client', expected, rule: 'bt §5.2 code 80, 53' }]);
  return withHeaders(answer, waitMs, limits);
}

function blocked(family: Family, leftMs: number, limits: RateLimits): Answer {
  const message = 'A temporary block of one hour is in place: the rate limit was exceeded again and again.';
  const expected = 'no more requests until the block ends; the control API can end it (rate-limit/reset)';
  const answer = refuse(family, 'blocked', message, [{ pointer: 'client', expected, rule: 'bt §5.2 code 53' }]);
  return withHeaders(answer, leftMs, limits);
}

function withHeaders(answer: Answer, waitMs: number, { perHour }: RateLimits): Answer {
  const retry = { 'Retry-After': String(Math.ceil(waitMs / 1000)) };
  return { ...answer, headers: { ...answer.headers, ...retry, ...limitHeaders(perHour, 0, waitMs) } };
}
