import { useEffect, useReducer } from 'preact/hooks';
import { type Outcome, send, type Trouble } from './call.ts';
import type { News } from './live.ts';
import { type Topic, topicsOf } from './topics.ts';

/** What is known of one address: the last good answer stays visible while a newer one is fetched. */
export interface Reading<T> {
  readonly value?: T;
  readonly trouble?: Trouble;
  readonly loading: boolean;
}

interface Entry {
  value?: unknown;
  trouble?: Trouble | undefined;
  readonly topics: readonly Topic[];
  readonly readers: Set<() => void>;
  fetching: boolean;
  stale: boolean;
  readAt: number;
}

/** Readings that nobody looks at are kept for the way back, up to this many. */
const mostKept = 200;
/** At most four fetches of one address in a second, however fast news comes. */
const pace = 250;

const entries = new Map<string, Entry>();

/** The answer of a GET, fetched once for everybody who reads it and again when news touches its topics. */
export function useReading<T>(path: string | undefined, topics: readonly Topic[]): Reading<T> {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (path === undefined) return undefined;
    const entry = entryOf(path, topics);
    const reader = () => redraw(undefined);
    entry.readers.add(reader);
    if (entry.readAt === 0 || entry.stale) void refresh(path, entry);
    return () => void entry.readers.delete(reader);
  }, [path]);
  const entry = path === undefined ? undefined : entries.get(path);
  return {
    ...(entry?.value === undefined ? {} : { value: entry.value as T }),
    ...(entry?.trouble === undefined ? {} : { trouble: entry.trouble }),
    loading: path !== undefined && (entry === undefined || entry.readAt === 0),
  };
}

function entryOf(path: string, topics: readonly Topic[]): Entry {
  const known = entries.get(path);
  if (known) return known;
  const entry: Entry = { topics, readers: new Set(), fetching: false, stale: false, readAt: 0 };
  entries.set(path, entry);
  if (entries.size > mostKept) {
    for (const [old, { readers }] of entries) if (readers.size === 0 && old !== path && entries.delete(old)) break;
  }
  return entry;
}

async function refresh(path: string, entry: Entry): Promise<void> {
  if (entry.fetching) {
    entry.stale = true;
    return;
  }
  entry.fetching = true;
  entry.stale = false;
  const outcome: Outcome<unknown> = await send({ method: 'GET', path });
  entry.readAt = performance.now();
  entry.fetching = false;
  if ('value' in outcome) {
    entry.value = outcome.value;
    entry.trouble = undefined;
  } else {
    entry.trouble = outcome.trouble;
    // What is gone is not shown any longer; what cannot be reached just now is.
    if (outcome.trouble.status !== 0) delete entry.value;
  }
  for (const reader of entry.readers) reader();
  if (entry.stale) setTimeout(() => void refresh(path, entry), pace);
}

/** News makes what it touches stale; what is being looked at is fetched again at once. */
export function heed(news: News): void {
  const topics = new Set(topicsOf(news));
  touch((entry) => entry.topics.some((topic) => topics.has(topic)));
}

/** After a call of our own, without waiting to hear of it. */
export function touchAll(): void {
  touch(() => true);
}

function touch(concerns: (entry: Entry) => boolean): void {
  for (const [path, entry] of entries) {
    if (!concerns(entry)) continue;
    if (entry.readers.size === 0 || entry.fetching) entry.stale = true;
    else if (!entry.stale) {
      const wait = Math.max(0, entry.readAt + pace - performance.now());
      entry.stale = true;
      setTimeout(() => void refresh(path, entry), wait);
    }
  }
}
