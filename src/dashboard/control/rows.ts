import { useEffect, useMemo, useReducer } from 'preact/hooks';
import { query, send, type Trouble } from './call.ts';
import { onNews } from './session.ts';
import { type Topic, topicsOf } from './topics.ts';

interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly evicted?: number;
  readonly counts?: { readonly [name: string]: number };
}

/**
 * A long list, of which only what is looked at is fetched. The server lists oldest first; people want the newest first, so
 * row 0 is the last one. What comes later is counted but not shown until somebody asks for it: nothing moves under the
 * cursor.
 */
export interface Rows<T> {
  /** Rows that are shown; undefined until the first answer. */
  readonly count: number | undefined;
  /** New rows that wait. */
  readonly fresh: number;
  readonly evicted: number;
  readonly counts: { readonly [name: string]: number };
  readonly trouble: Trouble | undefined;
  row(index: number): T | undefined;
  /** Rows `from` up to `to` are about to be seen. */
  want(from: number, to: number): void;
  /** Show what waits. */
  reveal(): void;
}

const pageSize = 50;
const pace = 250;

export function useRows<T>(
  path: string,
  filter: { readonly [name: string]: string | undefined },
  topics: Topic[],
): Rows<T> {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const key = path + query(filter);
  const rows = useMemo(() => new RowSource<T>(path, filter, () => redraw(undefined)), [key]);
  useEffect(() => {
    rows.start();
    const end = onNews((news) => {
      if (topicsOf(news).some((topic) => topics.includes(topic))) rows.heed();
    });
    return () => {
      end();
      rows.stop();
    };
  }, [rows]);
  return rows;
}

class RowSource<T> implements Rows<T> {
  readonly #path: string;
  readonly #filter: { readonly [name: string]: string | undefined };
  readonly #changed: () => void;
  /** Rows by their place since the beginning, evicted ones included, so that a place never changes. */
  readonly #known = new Map<number, T>();
  readonly #asked = new Set<number>();
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Places from #first (the oldest kept) up to #shown (one after the newest shown); #end is one after the newest. */
  #first = 0;
  #shown: number | undefined;
  #end = 0;
  #seen: readonly [number, number] = [0, 40];
  #waits = false;
  counts: { readonly [name: string]: number } = {};
  trouble: Trouble | undefined;

  constructor(path: string, filter: { readonly [name: string]: string | undefined }, changed: () => void) {
    this.#path = path;
    this.#filter = filter;
    this.#changed = changed;
  }

  get count(): number | undefined {
    return this.#shown === undefined ? undefined : Math.max(0, this.#shown - this.#first);
  }

  get fresh(): number {
    return this.#shown === undefined ? 0 : Math.max(0, this.#end - this.#shown);
  }

  get evicted(): number {
    return this.#first;
  }

  row(index: number): T | undefined {
    return this.#known.get((this.#shown ?? 0) - 1 - index);
  }

  start(): void {
    this.#running = true;
    void this.#begin();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  reveal(): void {
    this.#shown = this.#end;
    this.want(...this.#seen);
    this.#changed();
  }

  want(from: number, to: number): void {
    this.#seen = [from, to];
    if (this.#shown === undefined) return;
    const newest = this.#shown - 1 - from;
    const oldest = Math.max(this.#first, this.#shown - to);
    for (let page = Math.floor(oldest / pageSize); page <= Math.floor(newest / pageSize); page += 1) {
      if (page >= 0 && !this.#asked.has(page)) void this.#fetch(page);
    }
  }

  /** Something of ours has changed: count again, and read again what is being looked at. */
  heed(): void {
    this.#waits = true;
    this.#timer ??= setTimeout(async () => {
      this.#timer = undefined;
      if (!this.#running || !this.#waits) return;
      this.#waits = false;
      await this.#again();
    }, pace);
  }

  async #begin(): Promise<void> {
    const page = await this.#ask(0, pageSize);
    if (!page || !this.#running) return;
    this.#measure(page);
    this.#shown = this.#end;
    if (page.total <= pageSize) this.#keep(this.#first, page.items);
    this.want(...this.#seen);
    this.#changed();
  }

  async #again(): Promise<void> {
    const before = this.#end;
    const page = await this.#ask(0, 1);
    if (!page || !this.#running) return;
    this.#measure(page);
    // A reset: the list is another one now.
    if (this.#end < before || this.#shown === undefined) {
      this.#known.clear();
      this.#shown = this.#end;
    }
    this.#asked.clear();
    this.want(...this.#seen);
    this.#changed();
  }

  async #fetch(page: number): Promise<void> {
    this.#asked.add(page);
    const start = Math.max(page * pageSize, this.#first);
    const end = (page + 1) * pageSize;
    const answer = await this.#ask(start - this.#first, end - start);
    if (!answer || !this.#running) return;
    this.#keep(start + ((answer.evicted ?? 0) - this.#first), answer.items);
    this.#changed();
  }

  #keep(place: number, items: readonly T[]): void {
    items.forEach((item, index) => void this.#known.set(place + index, item));
  }

  #measure({ total, evicted = 0, counts }: Page<T>): void {
    this.#first = evicted;
    this.#end = evicted + total;
    if (counts) this.counts = counts;
  }

  async #ask(offset: number, limit: number): Promise<Page<T> | undefined> {
    const outcome = await send<Page<T>>({
      method: 'GET',
      path: this.#path + query({ ...this.#filter, offset, limit }),
    });
    if (!this.#running) return undefined;
    this.trouble = 'trouble' in outcome ? outcome.trouble : undefined;
    if ('value' in outcome) return outcome.value;
    this.#changed();
    return undefined;
  }
}
