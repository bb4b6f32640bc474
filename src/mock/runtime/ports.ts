import type { LazyDocument } from '#domain/core/lazy-document';
import type { ChangeSet, Write } from '#domain/core/sandbox-state';

/** A sandbox as it was stored: every document of every collection, and how many changes made it so. */
export interface StoredSandbox {
  readonly version: number;
  /**
   * In the order the documents of each collection were first stored, so that listing is the same after a restart. A large
   * document may come as a {@link LazyDocument} one.
   */
  readonly sandboxState: Iterable<Write>;
}

/**
 * Where sandboxes are kept. Plain values only, so that any database can stand behind it.
 *
 * `append` hands over a change that leads from `expectedVersion` to `expectedVersion + 1`. It resolves once the change
 * would survive a power cut (memory: at once) and rejects with {@link StoreRefusedError} when it could not be kept: then
 * neither it nor any later change of that sandbox was kept, and the caller takes them back. Calls for one sandbox come
 * in version order and may overlap; they are synced together.
 */
export interface Store {
  /** undefined when no such sandbox was stored. */
  open(id: string): Promise<StoredSandbox | undefined>;
  append(id: string, expectedVersion: number, change: ChangeSet): Promise<void>;
  list(): Promise<readonly string[]>;
  remove(id: string): Promise<void>;
  /** Sync and release everything; the store is not used afterwards. */
  close(): Promise<void>;
  /** What a person should be told: how state is kept, damage found and mended at start, and whether writing works now. */
  health(): StoreHealth;
}

export interface StoreHealth {
  /** In words, for the banner: "in memory – lost when this process ends", "kept in <folder>". */
  readonly persistence: string;
  readonly kind: 'memory' | 'file';
  /** One sentence per thing found damaged at start and what was done about it. */
  readonly damage: readonly string[];
  /** Why writes are refused at present (disk full, …); undefined when they are taken. */
  readonly refusing?: string;
  /** Of the heap, in use after the newest full collection, in bytes; undefined before the first. */
  readonly memoryBytes?: number;
}

/** A change was not kept. `reason` is for people: "no space left on the device". */
export class StoreRefusedError extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(`the change could not be kept: ${reason}`);
    this.reason = reason;
  }
}

/** Wall time. The only source of it; virtual time never comes from here except where a sandbox asks for a running clock. */
export interface WallClock {
  /** Milliseconds since 1970. */
  now(): number;
  after(milliseconds: number, then: () => void): { cancel(): void };
}

/** Chance, for tokens and credentials only. */
export interface RandomSource {
  bytes(count: number): Uint8Array;
}
