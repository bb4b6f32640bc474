import { useEffect, useReducer } from 'preact/hooks';
import { type ApiError, type ApiResult, sendCall } from './api-client.ts';
import type { LiveUpdate } from './live-stream.ts';

/** What a reading is about; news of a topic makes it stale. */
export type Topic =
  | 'requests'
  | 'orders'
  | 'events'
  | 'clock'
  | 'documents'
  | 'sandbox'
  | 'sandboxes'
  | 'faultInjections'
  | 'setbacks';

const allTopics: readonly Topic[] = [
  'requests',
  'orders',
  'events',
  'clock',
  'documents',
  'sandbox',
  'sandboxes',
  'faultInjections',
  'setbacks',
];

const topicsByUpdateKind: { readonly [kind: string]: readonly Topic[] } = {
  request: ['requests'],
  happening: ['orders', 'clock'],
  event: ['events'],
  delivery: ['events'],
  clock: ['clock'],
  sandbox: ['sandbox'],
};

/** Collections of a sandbox whose changes show elsewhere than in the documents. */
const topicsByCollection: { readonly [collection: string]: Topic } = {
  orders: 'orders',
  progress: 'orders',
  openActions: 'orders',
  events: 'events',
  agenda: 'clock',
  clock: 'clock',
  profile: 'sandbox',
  faultInjections: 'faultInjections',
  setbacks: 'setbacks',
};

/** The topics that a piece of news touches. News of an unknown kind touches everything: better read once too often. */
export function topicsOfUpdate({ kind, data }: LiveUpdate): readonly Topic[] {
  if (kind !== 'changed') return topicsByUpdateKind[kind] ?? allTopics;
  const names = (data as { readonly collections?: readonly string[] } | undefined)?.collections ?? [];
  return ['sandbox', ...names.map((name) => topicsByCollection[name] ?? 'documents')];
}

/** What is known of one address: the last good answer stays visible while a newer one is fetched. */
export interface ApiQuery<T> {
  readonly value?: T;
  readonly error?: ApiError;
  readonly loading: boolean;
}

interface CachedQuery {
  value?: unknown;
  error?: ApiError | undefined;
  readonly topics: readonly Topic[];
  readonly subscribers: Set<() => void>;
  fetching: boolean;
  stale: boolean;
  fetchedAtMs: number;
}

/** Readings that nobody looks at are kept for the way back, up to this many. */
const maxCachedQueries = 200;
/** At most four fetches of one address in a second, however fast news comes. */
const minRefetchIntervalMs = 250;

const queryCache = new Map<string, CachedQuery>();

/** The answer of a GET, fetched once for everybody who reads it and again when news touches its topics. */
export function useQuery<T>(path: string | undefined, topics: readonly Topic[]): ApiQuery<T> {
  const [, rerender] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    if (path === undefined) return undefined;
    const entry = getOrCreateQuery(path, topics);
    const subscriber = () => rerender(undefined);
    entry.subscribers.add(subscriber);
    if (entry.fetchedAtMs === 0 || entry.stale) void refetch(path, entry);
    return () => void entry.subscribers.delete(subscriber);
  }, [path]);
  const entry = path === undefined ? undefined : queryCache.get(path);
  return {
    ...(entry?.value === undefined ? {} : { value: entry.value as T }),
    ...(entry?.error === undefined ? {} : { error: entry.error }),
    loading: path !== undefined && (entry === undefined || entry.fetchedAtMs === 0),
  };
}

function getOrCreateQuery(path: string, topics: readonly Topic[]): CachedQuery {
  const known = queryCache.get(path);
  if (known) return known;
  const entry: CachedQuery = { topics, subscribers: new Set(), fetching: false, stale: false, fetchedAtMs: 0 };
  queryCache.set(path, entry);
  if (queryCache.size > maxCachedQueries) {
    for (const [otherPath, { subscribers }] of queryCache)
      if (subscribers.size === 0 && otherPath !== path && queryCache.delete(otherPath)) break;
  }
  return entry;
}

async function refetch(path: string, entry: CachedQuery): Promise<void> {
  if (entry.fetching) {
    entry.stale = true;
    return;
  }
  entry.fetching = true;
  entry.stale = false;
  const outcome: ApiResult<unknown> = await sendCall({ method: 'GET', path });
  entry.fetchedAtMs = performance.now();
  entry.fetching = false;
  if ('value' in outcome) {
    entry.value = outcome.value;
    entry.error = undefined;
  } else {
    entry.error = outcome.error;
    // What is gone is not shown any longer; what cannot be reached just now is.
    if (outcome.error.status !== 0) delete entry.value;
  }
  for (const notifySubscriber of entry.subscribers) notifySubscriber();
  if (entry.stale) setTimeout(() => void refetch(path, entry), minRefetchIntervalMs);
}

/** News makes what it touches stale; what is being looked at is fetched again at once. */
export function invalidateForUpdate(update: LiveUpdate): void {
  const topics = new Set(topicsOfUpdate(update));
  invalidateWhere((entry) => entry.topics.some((topic) => topics.has(topic)));
}

/** After a call of our own, without waiting to hear of it. */
export function invalidateAll(): void {
  invalidateWhere(() => true);
}

function invalidateWhere(isAffected: (entry: CachedQuery) => boolean): void {
  for (const [path, entry] of queryCache) {
    if (!isAffected(entry)) continue;
    if (entry.subscribers.size === 0 || entry.fetching) entry.stale = true;
    else if (!entry.stale) {
      const delayMs = Math.max(0, entry.fetchedAtMs + minRefetchIntervalMs - performance.now());
      entry.stale = true;
      setTimeout(() => void refetch(path, entry), delayMs);
    }
  }
}
