import type { Instant } from '#domain/core/sandbox-state';
import type { Violation } from '#domain/core/violation';
import type { NearMiss } from '#engine/contract/near-miss';
import type { WallClock } from '#runtime/ports';

/**
 * The requests to one sandbox, its answers and the reasons. A ring buffer bounded by count and bytes; evicted entries
 * are counted, so that a missing entry is not mistaken for a request that never happened. In memory only.
 *
 * Recording is on the hot path: an entry refers to strings that exist anyway, sizes are lengths, and ids, masks and
 * parsed bodies are made on reading.
 */

/** Raw pairs as Node gives them (`rawHeaders`), or names to values. */
export type MessageHeaders =
  | readonly string[]
  | { readonly [name: string]: string | number | readonly string[] | undefined };

export interface HttpMessage {
  readonly headers: MessageHeaders;
  /** The body as it was received or sent. Prefer strings: a small Buffer holds its whole pool in memory. */
  readonly body?: string | Uint8Array | undefined;
}

export interface RecordedExchange {
  /** Virtual time. */
  readonly at: Instant;
  /** Wall time, milliseconds since 1970. */
  readonly wallAt: number;
  readonly method: string;
  /** The requested path with its query. */
  readonly path: string;
  readonly operationId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly status: number;
  /** Wall milliseconds. */
  readonly durationMs: number;
  readonly request: HttpMessage;
  readonly response: HttpMessage;
  readonly why?: readonly Violation[] | undefined;
  /** Ignored inputs: unknown members and parameters. */
  readonly notes?: readonly string[] | undefined;
  /** Id of the fault injection that was applied. */
  readonly faultInjection?: string | undefined;
  readonly nearMisses?: readonly NearMiss[] | undefined;
  /** Id of the entry that this one replays. */
  readonly parent?: string | undefined;
}

/** `number` counts from 1 in each sandbox; the public id is `req_<number>`. */
export interface JournalEntry extends RecordedExchange {
  readonly number: number;
}

export interface JournalFilter {
  /** `404`, `4xx`, `refused`; any of them. */
  readonly status?: readonly string[] | undefined;
  /** operationIds; any of them. */
  readonly operation?: readonly string[] | undefined;
  readonly orderId?: string | undefined;
  readonly method?: string | undefined;
  /** A substring of the path. */
  readonly path?: string | undefined;
  /** Virtual time, inclusive. */
  readonly since?: Instant | undefined;
  /** Only entries after this number. */
  readonly after?: number | undefined;
  /** Searched in path, bodies and reasons, ignoring case. */
  readonly text?: string | undefined;
}

export interface JournalPage {
  readonly items: readonly JournalEntry[];
  readonly total: number;
  readonly evicted: number;
  /** False when an evicted entry might have matched. */
  readonly complete: boolean;
}

export interface JournalLimits {
  readonly maxEntries: number;
  readonly maxBytes: number;
}

export const defaultJournalLimits: JournalLimits = { maxEntries: 5000, maxBytes: 64 * 1024 * 1024 };

/** The public id of an entry. */
export const entryId = (number: number): string => `req_${number}`;

/** The number in `req_41`; undefined for anything else. */
export function parseEntryNumber(id: string): number | undefined {
  return /^req_[1-9][0-9]{0,14}$/.test(id) ? Number(id.slice(4)) : undefined;
}

interface JournalWaiter {
  readonly filter: JournalFilter;
  readonly onEntry: (entry: JournalEntry) => void;
}

/** Estimated bytes of an entry's objects, numbers and list slots. */
const ENTRY_OVERHEAD_BYTES = 600;

/** The journal of one sandbox. */
export class Journal {
  readonly #limits: JournalLimits;
  readonly #wallClock: WallClock;
  readonly #onRecorded: ((entry: JournalEntry) => void) | undefined;
  /** A ring of `maxEntries` slots; the oldest entry is at `#oldestIndex`. */
  #ring: (JournalEntry | undefined)[] = [];
  #sizes: number[] = [];
  #oldestIndex = 0;
  #count = 0;
  #bytes = 0;
  #lastNumber = 0;
  #evicted = 0;
  /** The highest number and the latest virtual instant among evicted entries. */
  #evictedNumber = 0;
  #evictedAt = Number.NEGATIVE_INFINITY;
  readonly #waiters = new Set<JournalWaiter>();

  /** `onRecorded` is called with each entry once it is in the ring (the live stream). */
  constructor(
    wallClock: WallClock,
    limits: JournalLimits = defaultJournalLimits,
    onRecorded?: (entry: JournalEntry) => void,
  ) {
    this.#wallClock = wallClock;
    this.#limits = limits;
    this.#onRecorded = onRecorded;
  }

  /** Reserves a number when a request arrives, so that the answer can name it. Each number is recorded at most once. */
  reserveNumber(): number {
    this.#lastNumber += 1;
    return this.#lastNumber;
  }

  /** The latest reserved number; 0 when there is none. */
  get lastReservedNumber(): number {
    return this.#lastNumber;
  }

  record(entry: JournalEntry): void {
    const size = entrySize(entry);
    while (this.#count > 0 && (this.#count >= this.#limits.maxEntries || this.#bytes + size > this.#limits.maxBytes)) {
      this.#evictOldest();
    }
    const slot = (this.#oldestIndex + this.#count) % this.#limits.maxEntries;
    this.#ring[slot] = entry;
    this.#sizes[slot] = size;
    this.#count += 1;
    this.#bytes += size;
    if (this.#waiters.size > 0) for (const waiter of [...this.#waiters]) waiter.onEntry(entry);
    this.#onRecorded?.(entry);
  }

  get evicted(): number {
    return this.#evicted;
  }

  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#count, bytes: this.#bytes };
  }

  get(id: string): JournalEntry | undefined {
    const number = parseEntryNumber(id);
    if (number === undefined) return undefined;
    for (const entry of this.#oldestFirst()) if (entry.number === number) return entry;
    return undefined;
  }

  /** Matching entries, oldest first. */
  list(filter: JournalFilter = {}, offset = 0, limit = Number.POSITIVE_INFINITY): JournalPage {
    const items: JournalEntry[] = [];
    const matches = createMatcher(filter);
    let total = 0;
    for (const entry of this.#oldestFirst()) {
      if (!matches(entry)) continue;
      if (total >= offset && items.length < limit) items.push(entry);
      total += 1;
    }
    return { items, total, evicted: this.#evicted, complete: this.#isComplete(filter) };
  }

  /**
   * Resolves as soon as `count` entries match, existing ones included, or after `timeoutMs` of wall time with what has
   * matched by then (`total` below `count`).
   */
  waitForEntries(filter: JournalFilter, count: number, timeoutMs: number): Promise<JournalPage> {
    const current = this.list(filter);
    if (current.total >= count || timeoutMs <= 0) return Promise.resolve(current);
    const matches = createMatcher(filter);
    return new Promise((resolve) => {
      let remaining = count - current.total;
      const finish = () => {
        timer.cancel();
        this.#waiters.delete(waiter);
        resolve(this.list(filter));
      };
      const onEntry = (entry: JournalEntry) => {
        if (!matches(entry)) return;
        remaining -= 1;
        if (remaining <= 0) finish();
      };
      const waiter: JournalWaiter = { filter, onEntry };
      const timer = this.#wallClock.after(timeoutMs, finish);
      this.#waiters.add(waiter);
    });
  }

  /** Removes every entry. Numbers continue, and removed entries do not count as evicted. */
  clear(): void {
    this.#ring = [];
    this.#sizes = [];
    this.#oldestIndex = 0;
    this.#count = 0;
    this.#bytes = 0;
    this.#evicted = 0;
    this.#evictedNumber = 0;
    this.#evictedAt = Number.NEGATIVE_INFINITY;
  }

  #evictOldest(): void {
    const entry = this.#ring[this.#oldestIndex] as JournalEntry;
    this.#bytes -= this.#sizes[this.#oldestIndex] as number;
    this.#ring[this.#oldestIndex] = undefined;
    this.#oldestIndex = (this.#oldestIndex + 1) % this.#limits.maxEntries;
    this.#count -= 1;
    this.#evicted += 1;
    if (entry.number > this.#evictedNumber) this.#evictedNumber = entry.number;
    if (entry.at > this.#evictedAt) this.#evictedAt = entry.at;
  }

  *#oldestFirst(): Generator<JournalEntry> {
    for (let step = 0; step < this.#count; step += 1) {
      yield this.#ring[(this.#oldestIndex + step) % this.#limits.maxEntries] as JournalEntry;
    }
  }

  #isComplete(filter: JournalFilter): boolean {
    if (this.#evicted === 0) return true;
    if (filter.after !== undefined && filter.after >= this.#evictedNumber) return true;
    return filter.since !== undefined && filter.since > this.#evictedAt;
  }
}

function entrySize(entry: JournalEntry): number {
  return (
    ENTRY_OVERHEAD_BYTES +
    entry.path.length +
    (entry.request.body?.length ?? 0) +
    (entry.response.body?.length ?? 0) +
    headerSize(entry.request.headers) +
    headerSize(entry.response.headers)
  );
}

function headerSize(headers: MessageHeaders): number {
  let size = 0;
  if (isRawHeaders(headers)) {
    for (let index = 0; index < headers.length; index += 1) size += (headers[index] as string).length;
    return size;
  }
  for (const name in headers) {
    const value = headers[name];
    size += name.length + (typeof value === 'string' ? value.length : 8);
  }
  return size;
}

/** Whether headers are Node's raw pairs. */
export function isRawHeaders(headers: MessageHeaders): headers is readonly string[] {
  return Array.isArray(headers);
}

/** One predicate for all criteria of the filter. */
function createMatcher(filter: JournalFilter): (entry: JournalEntry) => boolean {
  const checks: ((entry: JournalEntry) => boolean)[] = [];
  const { status, operation, orderId, method, path, since, after, text } = filter;
  if (status) checks.push((entry) => status.some((wanted) => statusMatches(wanted, entry.status)));
  if (operation) checks.push((entry) => entry.operationId !== undefined && operation.includes(entry.operationId));
  if (orderId !== undefined) checks.push((entry) => entry.orderId === orderId);
  if (method !== undefined) checks.push((entry) => entry.method === method.toUpperCase());
  if (path !== undefined) checks.push((entry) => entry.path.includes(path));
  if (since !== undefined) checks.push((entry) => entry.at >= since);
  if (after !== undefined) checks.push((entry) => entry.number > after);
  if (text !== undefined) checks.push(createTextMatcher(text));
  return (entry) => checks.every((check) => check(entry));
}

function statusMatches(wanted: string, status: number): boolean {
  if (wanted === 'refused') return status >= 400;
  if (wanted.endsWith('xx')) return Math.floor(status / 100) === Number(wanted[0]);
  return status === Number(wanted);
}

function createTextMatcher(text: string): (entry: JournalEntry) => boolean {
  const searchText = text.toLowerCase();
  const contains = (value: string | undefined) => value?.toLowerCase().includes(searchText) ?? false;
  return (entry) =>
    contains(entry.path) ||
    contains(entry.operationId) ||
    contains(entry.orderId) ||
    contains(entryId(entry.number)) ||
    contains(bodyToText(entry.request.body)) ||
    contains(bodyToText(entry.response.body)) ||
    (entry.why ?? []).some(
      (violation) => contains(violation.pointer) || contains(violation.expected) || contains(violation.rule),
    );
}

/** The body as text for people: bytes that are not UTF-8 become replacement characters. */
export function bodyToText(body: HttpMessage['body']): string | undefined {
  if (body === undefined || typeof body === 'string') return body;
  return new TextDecoder().decode(body);
}
