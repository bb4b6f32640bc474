import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';
import { getHeapStatistics } from 'node:v8';
import { resourceLimits } from 'node:worker_threads';
import type { ChangeSet } from '#domain/core/sandbox-state';
import { type Store, type StoreHealth, StoreRefusedError } from '#runtime/ports';

/** The share of the heap in use at which growth is refused: beyond it Node soon does little but collect garbage. */
const FULL_SHARE = 0.8;
/** The share at which growth is accepted again, so that refusals do not alternate with acceptances. */
const RESUME_SHARE = 0.7;

/**
 * V8's limit also counts young objects, which what is stored has no use of: three spaces of `maxMib` each, or a share of the
 * old generation where that is less. Measured: Node 20 and 22, 24, 26; a newer one is taken for the greediest of them.
 */
const youngByV8: { readonly [major: string]: YoungGeneration } = {
  11: { maxMib: 16, ratio: 128 },
  12: { maxMib: 16, ratio: 128 },
  13: { maxMib: 64, ratio: 32 },
  14: { maxMib: 32, ratio: 32 },
};
const unknownYoung: YoungGeneration = { maxMib: 64, ratio: 32 };

interface YoungGeneration {
  /** The largest semi-space. */
  readonly maxMib: number;
  /** Old generation to semi-space. */
  readonly ratio: number;
}

/**
 * How many bytes of a heap can be filled with objects that stay.
 *
 * @param limitBytes what V8 says its limit is
 * @param flags those that Node was started with
 * @param youngMib space for young objects where it is set, as for a worker
 * @param v8Version of the running V8, which decides how much space young objects are given
 * @example
 * usableHeapBytes(304 * 2 ** 20, '--max-old-space-size=112', undefined, '13.6.233') / 2 ** 20 // 112
 */
export function usableHeapBytes(
  limitBytes: number,
  flags: string,
  youngMib: number | undefined,
  v8Version: string,
): number {
  const semiMib = youngMib === undefined ? lastFlag(flags, 'semi') : youngMib / 3;
  const oldMib = youngMib === undefined ? lastFlag(flags, 'old') : undefined;
  if (oldMib) return Math.min(oldMib * 2 ** 20, limitBytes);
  // V8 takes the next power of two.
  if (semiMib) return limitBytes - 3 * 2 ** (20 + Math.ceil(Math.log2(semiMib)));
  const { maxMib, ratio } = youngByV8[v8Version.split('.', 1)[0] as string] ?? unknownYoung;
  return limitBytes - Math.min(3 * maxMib * 2 ** 20, (limitBytes * 3) / (ratio + 3));
}

/** In MiB, of the last `--max-old-space-size` or `--max-semi-space-size`, in either spelling. */
function lastFlag(flags: string, space: 'old' | 'semi'): number | undefined {
  const found = [...flags.matchAll(new RegExp(`--max[-_]${space}[-_]space[-_]size[= ](\\d+)`, 'g'))].at(-1)?.[1];
  return found === undefined ? undefined : Number(found);
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
  const maxBytes = usableHeapBytes(
    getHeapStatistics().heap_size_limit,
    flags,
    resourceLimits.maxYoungGenerationSizeMb,
    process.versions.v8,
  );
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
