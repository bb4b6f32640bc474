import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { resourceLimits } from 'node:worker_threads';
import type { ChangeSet } from '#domain/core/sandbox-state';
import { type Store, type StoreHealth, StoreRefusedError } from '#runtime/ports';

/** The share of the heap in use at which growth is refused: beyond it Node soon does little but collect garbage. */
const FULL_SHARE = 0.8;
/** The share at which growth is accepted again, so that refusals do not alternate with acceptances. */
const RESUME_SHARE = 0.7;

/** V8 includes three semi-spaces of this size for young objects in its limit; long-lived objects cannot use them. */
const SEMI_SPACE_MIB = 16;
/**
 * Without a setting, as on a small machine or in a small container, semi-spaces are at most this share of the limit.
 */
const YOUNG_SHARE = 3 / 131;

/**
 * How many heap bytes long-lived objects can use within a limit. `flags`: Node's. `youngMib`: where it is set, as for a
 * worker.
 */
export function usableHeapBytes(limitBytes: number, flags: string, youngMib?: number): number {
  const flag = [...flags.matchAll(/--max[-_]semi[-_]space[-_]size[= ](\d+)/g)].at(-1)?.[1];
  const semi = flag === undefined ? youngMib && youngMib / 3 : Number(flag);
  // V8 rounds up to a power of two.
  const young = 3 * 2 ** (20 + Math.ceil(Math.log2(semi || SEMI_SPACE_MIB)));
  const youngIsShare = semi === undefined && !/--max[-_]old[-_]space[-_]size/.test(flags);
  return limitBytes - (youngIsShare ? Math.min(young, limitBytes * YOUNG_SHARE) : young);
}

export interface MemoryLimit {
  /** Why nothing more is accepted; undefined while there is memory. */
  shortage(): string | undefined;
  /** Bytes in use after the latest full collection; undefined before the first. */
  usedBytes(): number | undefined;
  /** Call when documents were removed: how much that frees is known only after a collection. */
  onFreed(): void;
  close(): void;
}

/** Watches the heap in use after each full collection: before one, most of it may be garbage. */
export function watchMemory(): MemoryLimit {
  const flags = `${process.env.NODE_OPTIONS ?? ''} ${process.execArgv.join(' ')}`;
  const maxBytes = usableHeapBytes(getHeapStatistics().heap_size_limit, flags, resourceLimits.maxYoungGenerationSizeMb);
  let usedBytes = 0;
  let isFullNow = false;
  let ignoredCollections = 0;
  const observer = new PerformanceObserver((list) => {
    const collections = list.getEntries().filter(isFullCollection).length;
    const counted = collections - ignoredCollections;
    ignoredCollections = Math.max(0, -counted);
    if (counted <= 0) return;
    usedBytes = getHeapStatistics().used_heap_size;
    isFullNow = usedBytes > maxBytes * (isFullNow ? RESUME_SHARE : FULL_SHARE);
  });
  observer.observe({ entryTypes: ['gc'] });
  return {
    shortage: () => (isFullNow ? shortageText(usedBytes, maxBytes) : undefined),
    usedBytes: () => (usedBytes === 0 ? undefined : usedBytes),
    onFreed: () => {
      if (!isFullNow) return;
      isFullNow = false;
      // A collection in progress still counts the removed documents.
      ignoredCollections = 1;
    },
    close: () => observer.disconnect(),
  };
}

function isFullCollection(entry: PerformanceEntry): boolean {
  const { kind } = (entry as { detail?: { kind?: number } }).detail ?? {};
  return kind === constants.NODE_PERFORMANCE_GC_MAJOR;
}

function shortageText(used: number, maxBytes: number): string {
  const mb = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
  return (
    `this process uses ${mb(used)} of the ${mb(maxBytes)} of memory that Node gives it. Reset or delete a sandbox, or start with ` +
    `more: NODE_OPTIONS=--max-old-space-size=${Math.ceil((2 * maxBytes) / 2 ** 20)}`
  );
}

/**
 * Wraps a store: while memory is short, it refuses changes that would grow the state, as with a full disk. Reads,
 * resets and deletions still work.
 */
export function withMemoryLimit(store: Store, memoryLimit: MemoryLimit): Store {
  return {
    open: (id) => store.open(id),
    list: () => store.list(),
    async append(id, expectedVersion, change) {
      const shortage = growsState(change) ? memoryLimit.shortage() : memoryLimit.onFreed();
      if (shortage !== undefined) throw new StoreRefusedError(shortage);
      return store.append(id, expectedVersion, change);
    },
    async remove(id) {
      await store.remove(id);
      memoryLimit.onFreed();
    },
    async close() {
      memoryLimit.close();
      await store.close();
    },
    health(): StoreHealth {
      const health = store.health();
      const refusing = health.refusing ?? memoryLimit.shortage();
      const memoryBytes = memoryLimit.usedBytes();
      return {
        ...health,
        ...(refusing === undefined ? {} : { refusing }),
        ...(memoryBytes === undefined ? {} : { memoryBytes }),
      };
    },
  };
}

/** Whether a change adds more documents than it removes. */
function growsState({ writes }: ChangeSet): boolean {
  const removedCount = writes.filter(([, , document]) => document === null).length;
  return removedCount === 0 || removedCount < writes.length - removedCount;
}
