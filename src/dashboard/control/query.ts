import { useEffect, useReducer } from 'preact/hooks';
import { type ApiError, type ApiResult, sendCall } from './api-client.ts';
import type { LiveUpdate } from './live-stream.ts';

/** The subject of a query; an update of the topic makes the query stale. */
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
  'domain-event': ['orders', 'clock'],
  event: ['events'],
  delivery: ['events'],
  clock: ['clock'],
  sandbox: ['sandbox'],
};

/** Collections whose changes show elsewhere than in the documents list. */
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

/** The topics that an update affects. An update of an unknown kind affects all: reading too often is better. */
export function topicsOfUpdate({ kind, data }: LiveUpdate): readonly Topic[] {
  if (kind !== 'changed') return topicsByUpdateKind[kind] ?? allTopics;
  const names = (data as { readonly collections?: readonly string[] } | undefined)?.collections ?? [];
  return ['sandbox', ...names.map((name) => topicsByCollection[name] ?? 'documents')];
}

/** The state of a query: the last good answer stays visible while a newer one is fetched. */
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

/** How many unused answers are cached for the way back. */
const maxCachedQueries = 200;
/** At most four fetches of one address per second, however fast updates arrive. */
const minRefetchIntervalMs = 250;

const queryCache = new Map<string, CachedQuery>();

/** The answer of a GET. It is fetched once for all its users, and again when an update affects its topics. */
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
    // A removed document is no longer shown; one that is only unreachable is.
    if (outcome.error.status !== 0) delete entry.value;
  }
  for (const notifySubscriber of entry.subscribers) notifySubscriber();
  if (entry.stale) setTimeout(() => void refetch(path, entry), minRefetchIntervalMs);
}

/** Makes affected queries stale; those in use are fetched again at once. */
export function invalidateForUpdate(update: LiveUpdate): void {
  const topics = new Set(topicsOfUpdate(update));
  invalidateWhere((entry) => entry.topics.some((topic) => topics.has(topic)));
}

/** Makes all queries stale after a call of our own, without waiting for its update. */
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
