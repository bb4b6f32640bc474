import { useEffect, useMemo, useReducer } from 'preact/hooks';
import { type ApiError, queryString, sendCall } from './api-client.ts';
import { type Topic, topicsOfUpdate } from './query.ts';
import { onLiveUpdate } from './stream-session.ts';

interface RowsPage<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly evicted?: number;
  readonly counts?: { readonly [name: string]: number };
}

/**
 * A long list of which only the visible rows are fetched. The server lists oldest first; the page shows newest first,
 * so row 0 is the last one. Later rows are counted but not shown until the user asks for them: nothing moves under the
 * cursor.
 */
export interface Rows<T> {
  /** Rows that are shown; undefined until the first answer. */
  readonly count: number | undefined;
  /** New rows that are not shown yet. */
  readonly newCount: number;
  readonly evicted: number;
  readonly counts: { readonly [name: string]: number };
  readonly error: ApiError | undefined;
  row(index: number): T | undefined;
  /** Loads rows from `from` up to `to`. */
  loadRange(from: number, to: number): void;
  /** Shows the new rows. */
  showNew(): void;
}

const rowsPerPage = 50;
const refreshDelayMs = 250;

/** The rows of a list of the control API; `topics` decide which updates refresh it. */
export function useRows<T>(
  path: string,
  filter: { readonly [name: string]: string | undefined },
  topics: Topic[],
): Rows<T> {
  const [, rerender] = useReducer((count: number) => count + 1, 0);
  const key = path + queryString(filter);
  const rows = useMemo(() => new PagedRows<T>(path, filter, () => rerender(undefined)), [key]);
  useEffect(() => {
    rows.start();
    const unsubscribe = onLiveUpdate((update) => {
      if (topicsOfUpdate(update).some((topic) => topics.includes(topic))) rows.refresh();
    });
    return () => {
      unsubscribe();
      rows.stop();
    };
  }, [rows]);
  return rows;
}

class PagedRows<T> implements Rows<T> {
  readonly #path: string;
  readonly #filter: { readonly [name: string]: string | undefined };
  readonly #onChange: () => void;
  /** Rows by position since the beginning, evicted ones included, so that a position never changes. */
  readonly #rowsByPosition = new Map<number, T>();
  readonly #requestedPages = new Set<number>();
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /**
   * Positions: `#oldestPosition` of the oldest stored row, `#shownEnd` after the newest shown, `#newestEnd` after the
   * newest.
   */
  #oldestPosition = 0;
  #shownEnd: number | undefined;
  #newestEnd = 0;
  #visibleRange: readonly [number, number] = [0, 40];
  #refreshPending = false;
  counts: { readonly [name: string]: number } = {};
  error: ApiError | undefined;

  constructor(path: string, filter: { readonly [name: string]: string | undefined }, changed: () => void) {
    this.#path = path;
    this.#filter = filter;
    this.#onChange = changed;
  }

  get count(): number | undefined {
    return this.#shownEnd === undefined ? undefined : Math.max(0, this.#shownEnd - this.#oldestPosition);
  }

  get newCount(): number {
    return this.#shownEnd === undefined ? 0 : Math.max(0, this.#newestEnd - this.#shownEnd);
  }

  get evicted(): number {
    return this.#oldestPosition;
  }

  row(index: number): T | undefined {
    return this.#rowsByPosition.get((this.#shownEnd ?? 0) - 1 - index);
  }

  start(): void {
    this.#running = true;
    void this.#loadFirstPage();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  showNew(): void {
    this.#shownEnd = this.#newestEnd;
    this.loadRange(...this.#visibleRange);
    this.#onChange();
  }

  loadRange(from: number, to: number): void {
    this.#visibleRange = [from, to];
    if (this.#shownEnd === undefined) return;
    const newest = this.#shownEnd - 1 - from;
    const oldest = Math.max(this.#oldestPosition, this.#shownEnd - to);
    for (let page = Math.floor(oldest / rowsPerPage); page <= Math.floor(newest / rowsPerPage); page += 1) {
      if (page >= 0 && !this.#requestedPages.has(page)) void this.#fetchPage(page);
    }
  }

  /** Counts again, and reads the visible rows again. */
  refresh(): void {
    this.#refreshPending = true;
    this.#timer ??= setTimeout(async () => {
      this.#timer = undefined;
      if (!this.#running || !this.#refreshPending) return;
      this.#refreshPending = false;
      await this.#reload();
    }, refreshDelayMs);
  }

  async #loadFirstPage(): Promise<void> {
    const page = await this.#requestPage(0, rowsPerPage);
    if (!page || !this.#running) return;
    this.#updateBounds(page);
    this.#shownEnd = this.#newestEnd;
    if (page.total <= rowsPerPage) this.#storeRows(this.#oldestPosition, page.items);
    this.loadRange(...this.#visibleRange);
    this.#onChange();
  }

  async #reload(): Promise<void> {
    const before = this.#newestEnd;
    const page = await this.#requestPage(0, 1);
    if (!page || !this.#running) return;
    this.#updateBounds(page);
    // After a reset the list is a new one.
    if (this.#newestEnd < before || this.#shownEnd === undefined) {
      this.#rowsByPosition.clear();
      this.#shownEnd = this.#newestEnd;
    }
    this.#requestedPages.clear();
    this.loadRange(...this.#visibleRange);
    this.#onChange();
  }

  async #fetchPage(page: number): Promise<void> {
    this.#requestedPages.add(page);
    const start = Math.max(page * rowsPerPage, this.#oldestPosition);
    const end = (page + 1) * rowsPerPage;
    const response = await this.#requestPage(start - this.#oldestPosition, end - start);
    if (!response || !this.#running) return;
    this.#storeRows(start + ((response.evicted ?? 0) - this.#oldestPosition), response.items);
    this.#onChange();
  }

  #storeRows(position: number, items: readonly T[]): void {
    items.forEach((item, index) => void this.#rowsByPosition.set(position + index, item));
  }

  #updateBounds({ total, evicted = 0, counts }: RowsPage<T>): void {
    this.#oldestPosition = evicted;
    this.#newestEnd = evicted + total;
    if (counts) this.counts = counts;
  }

  async #requestPage(offset: number, limit: number): Promise<RowsPage<T> | undefined> {
    const outcome = await sendCall<RowsPage<T>>({
      method: 'GET',
      path: this.#path + queryString({ ...this.#filter, offset, limit }),
    });
    if (!this.#running) return undefined;
    this.error = 'error' in outcome ? outcome.error : undefined;
    if ('value' in outcome) return outcome.value;
    this.#onChange();
    return undefined;
  }
}
