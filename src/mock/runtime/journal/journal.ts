import type { Fault } from '../../domain/problem.ts';
import type { Instant } from '../../domain/sandbox.ts';
import type { WallClock } from '../ports.ts';

/**
 * What was asked of one sandbox, what was answered, and why. A ring bounded by count and by bytes; what made room for
 * newer entries is counted, so that nobody takes silence for "it never happened". Kept in memory only.
 *
 * Recording is on the hot path: an entry holds references to strings that exist anyway, sizes are lengths, and ids,
 * masks and parsed bodies are made when somebody reads.
 */

/** Raw pairs as Node gives them (`rawHeaders`), or names to values. */
export type HeaderBag =
  | readonly string[]
  | { readonly [name: string]: string | number | readonly string[] | undefined };

export interface Message {
  readonly headers: HeaderBag;
  /** As it came or went. Strings are preferred: a small Buffer keeps its whole pool alive. */
  readonly body?: string | Uint8Array | undefined;
}

/** One of the nearest operations to a request that found none, with a tick or a cross per criterion. */
export interface NearMiss {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  readonly matches: { readonly [criterion: string]: boolean };
}

export interface Recorded {
  /** Virtual time. */
  readonly at: Instant;
  /** Wall time, milliseconds since 1970. */
  readonly wallAt: number;
  readonly method: string;
  /** With its query, as asked. */
  readonly path: string;
  readonly operationId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly status: number;
  /** Wall milliseconds. */
  readonly durationMs: number;
  readonly request: Message;
  readonly response: Message;
  readonly why?: readonly Fault[] | undefined;
  /** Taken but without meaning: unknown members, ignored parameters. */
  readonly notes?: readonly string[] | undefined;
  /** Id of the injected fault that struck. */
  readonly fault?: string | undefined;
  readonly nearMisses?: readonly NearMiss[] | undefined;
  /** Id of the entry that this one replays. */
  readonly parent?: string | undefined;
}

/** `number` counts from 1 in each sandbox; the public id is `req_<number>`. */
export interface JournalEntry extends Recorded {
  readonly number: number;
}

export interface JournalFilter {
  /** `404`, `4xx`, `refused`; any of them. */
  readonly status?: readonly string[] | undefined;
  /** operationIds; any of them. */
  readonly operation?: readonly string[] | undefined;
  readonly orderId?: string | undefined;
  readonly method?: string | undefined;
  /** Contained in the path. */
  readonly path?: string | undefined;
  /** Virtual time, inclusive. */
  readonly since?: Instant | undefined;
  /** Only entries after this number. */
  readonly after?: number | undefined;
  /** Found anywhere in path, bodies or reasons, in any case. */
  readonly text?: string | undefined;
}

export interface JournalPage {
  readonly items: readonly JournalEntry[];
  readonly total: number;
  readonly evicted: number;
  /** False when an entry that was evicted might have matched. */
  readonly complete: boolean;
}

export interface JournalLimits {
  readonly entries: number;
  readonly bytes: number;
}

export const journalLimits: JournalLimits = { entries: 5000, bytes: 64 * 1024 * 1024 };

export const entryId = (number: number): string => `req_${number}`;

/** The number in `req_41`; undefined for anything else. */
export function entryNumber(id: string): number | undefined {
  return /^req_[1-9][0-9]{0,14}$/.test(id) ? Number(id.slice(4)) : undefined;
}

interface Waiter {
  readonly filter: JournalFilter;
  readonly offered: (entry: JournalEntry) => void;
}

/** Object shells, numbers and list slots of one entry, estimated. */
const entryOverhead = 600;

export class Journal {
  readonly #limits: JournalLimits;
  readonly #wall: WallClock;
  readonly #recorded: ((entry: JournalEntry) => void) | undefined;
  /** A circle of `entries` places; the oldest at `#first`. */
  #places: (JournalEntry | undefined)[] = [];
  #sizes: number[] = [];
  #first = 0;
  #count = 0;
  #bytes = 0;
  #taken = 0;
  #evicted = 0;
  /** Of the evicted: the highest number and the latest virtual instant. */
  #evictedNumber = 0;
  #evictedAt = Number.NEGATIVE_INFINITY;
  readonly #waiters = new Set<Waiter>();

  /** `recorded` is told of each entry once it is in the ring (the live stream). */
  constructor(wall: WallClock, limits: JournalLimits = journalLimits, recorded?: (entry: JournalEntry) => void) {
    this.#wall = wall;
    this.#limits = limits;
    this.#recorded = recorded;
  }

  /** Take a number as the request arrives, so that the answer can name it. Each number is recorded at most once. */
  take(): number {
    this.#taken += 1;
    return this.#taken;
  }

  /** The newest number that was taken; 0 when none was. */
  get taken(): number {
    return this.#taken;
  }

  record(entry: JournalEntry): void {
    const size = sizeOf(entry);
    while (this.#count > 0 && (this.#count >= this.#limits.entries || this.#bytes + size > this.#limits.bytes)) {
      this.#evictOldest();
    }
    const place = (this.#first + this.#count) % this.#limits.entries;
    this.#places[place] = entry;
    this.#sizes[place] = size;
    this.#count += 1;
    this.#bytes += size;
    if (this.#waiters.size > 0) for (const waiter of [...this.#waiters]) waiter.offered(entry);
    this.#recorded?.(entry);
  }

  get evicted(): number {
    return this.#evicted;
  }

  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#count, bytes: this.#bytes };
  }

  get(id: string): JournalEntry | undefined {
    const number = entryNumber(id);
    if (number === undefined) return undefined;
    for (const entry of this.#oldestFirst()) if (entry.number === number) return entry;
    return undefined;
  }

  /** Oldest first. */
  list(filter: JournalFilter = {}, offset = 0, limit = Number.POSITIVE_INFINITY): JournalPage {
    const items: JournalEntry[] = [];
    const matches = matcher(filter);
    let total = 0;
    for (const entry of this.#oldestFirst()) {
      if (!matches(entry)) continue;
      if (total >= offset && items.length < limit) items.push(entry);
      total += 1;
    }
    return { items, total, evicted: this.#evicted, complete: this.#complete(filter) };
  }

  /**
   * Resolves as soon as `count` entries match, those already there included, or after `timeoutMs` of wall time with what
   * matched by then (`total` below `count`).
   */
  wait(filter: JournalFilter, count: number, timeoutMs: number): Promise<JournalPage> {
    const now = this.list(filter);
    if (now.total >= count || timeoutMs <= 0) return Promise.resolve(now);
    const matches = matcher(filter);
    return new Promise((resolve) => {
      let missing = count - now.total;
      const done = () => {
        timer.cancel();
        this.#waiters.delete(waiter);
        resolve(this.list(filter));
      };
      const offered = (entry: JournalEntry) => {
        if (!matches(entry)) return;
        missing -= 1;
        if (missing <= 0) done();
      };
      const waiter: Waiter = { filter, offered };
      const timer = this.#wall.after(timeoutMs, done);
      this.#waiters.add(waiter);
    });
  }

  /** Forget every entry; numbers go on, and what is forgotten so does not count as evicted. */
  clear(): void {
    this.#places = [];
    this.#sizes = [];
    this.#first = 0;
    this.#count = 0;
    this.#bytes = 0;
    this.#evicted = 0;
    this.#evictedNumber = 0;
    this.#evictedAt = Number.NEGATIVE_INFINITY;
  }

  #evictOldest(): void {
    const entry = this.#places[this.#first] as JournalEntry;
    this.#bytes -= this.#sizes[this.#first] as number;
    this.#places[this.#first] = undefined;
    this.#first = (this.#first + 1) % this.#limits.entries;
    this.#count -= 1;
    this.#evicted += 1;
    if (entry.number > this.#evictedNumber) this.#evictedNumber = entry.number;
    if (entry.at > this.#evictedAt) this.#evictedAt = entry.at;
  }

  *#oldestFirst(): Generator<JournalEntry> {
    for (let step = 0; step < this.#count; step += 1) {
      yield this.#places[(this.#first + step) % this.#limits.entries] as JournalEntry;
    }
  }

  #complete(filter: JournalFilter): boolean {
    if (this.#evicted === 0) return true;
    if (filter.after !== undefined && filter.after >= this.#evictedNumber) return true;
    return filter.since !== undefined && filter.since > this.#evictedAt;
  }
}

function sizeOf(entry: JournalEntry): number {
  return (
    entryOverhead +
    entry.path.length +
    (entry.request.body?.length ?? 0) +
    (entry.response.body?.length ?? 0) +
    headerSize(entry.request.headers) +
    headerSize(entry.response.headers)
  );
}

function headerSize(headers: HeaderBag): number {
  let size = 0;
  if (isRaw(headers)) {
    for (let at = 0; at < headers.length; at += 1) size += (headers[at] as string).length;
    return size;
  }
  for (const name in headers) {
    const value = headers[name];
    size += name.length + (typeof value === 'string' ? value.length : 8);
  }
  return size;
}

export function isRaw(headers: HeaderBag): headers is readonly string[] {
  return Array.isArray(headers);
}

/** One test made of all the criteria that were named. */
function matcher(filter: JournalFilter): (entry: JournalEntry) => boolean {
  const checks: ((entry: JournalEntry) => boolean)[] = [];
  const { status, operation, orderId, method, path, since, after, text } = filter;
  if (status) checks.push((entry) => status.some((wanted) => statusMatches(wanted, entry.status)));
  if (operation) checks.push((entry) => entry.operationId !== undefined && operation.includes(entry.operationId));
  if (orderId !== undefined) checks.push((entry) => entry.orderId === orderId);
  if (method !== undefined) checks.push((entry) => entry.method === method.toUpperCase());
  if (path !== undefined) checks.push((entry) => entry.path.includes(path));
  if (since !== undefined) checks.push((entry) => entry.at >= since);
  if (after !== undefined) checks.push((entry) => entry.number > after);
  if (text !== undefined) checks.push(textMatcher(text));
  return (entry) => checks.every((check) => check(entry));
}

function statusMatches(wanted: string, status: number): boolean {
  if (wanted === 'refused') return status >= 400;
  if (wanted.endsWith('xx')) return Math.floor(status / 100) === Number(wanted[0]);
  return status === Number(wanted);
}

function textMatcher(text: string): (entry: JournalEntry) => boolean {
  const wanted = text.toLowerCase();
  const found = (value: string | undefined) => value?.toLowerCase().includes(wanted) ?? false;
  return (entry) =>
    found(entry.path) ||
    found(entry.operationId) ||
    found(entry.orderId) ||
    found(entryId(entry.number)) ||
    found(bodyText(entry.request.body)) ||
    found(bodyText(entry.response.body)) ||
    (entry.why ?? []).some((fault) => found(fault.pointer) || found(fault.expected) || found(fault.rule));
}

/** Bytes that are not UTF-8 become replacement characters: this is for people. */
export function bodyText(body: Message['body']): string | undefined {
  if (body === undefined || typeof body === 'string') return body;
  return new TextDecoder().decode(body);
}
