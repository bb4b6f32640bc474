import { EtherboxError } from '#domain/core/etherbox-error';
import type { LazyDocument } from '#domain/core/lazy-document';
import type { ChangeSet, Write } from '#domain/core/sandbox-state';

/** A stored sandbox: every document of every collection, and its version. */
export interface StoredSandbox {
  readonly version: number;
  /**
   * In the order in which the documents of each collection were first stored, so that lists are the same after a
   * restart. A large document may be a {@link LazyDocument}.
   */
  readonly sandboxState: Iterable<Write>;
}

/**
 * Stores sandboxes as plain values, so that any database can implement it.
 *
 * `append` hands over a change that leads from `expectedVersion` to `expectedVersion + 1`. It resolves once the change
 * survives a power cut (memory: at once). It rejects with {@link StoreRefusedError} when the change was not stored:
 * then no later change of that sandbox was stored either, and the caller rolls them back. Calls for one sandbox come in
 * version order and may overlap; they are synced together.
 */
export interface Store {
  /** Undefined when no such sandbox is stored. */
  open(id: string): Promise<StoredSandbox | undefined>;
  append(id: string, expectedVersion: number, change: ChangeSet): Promise<void>;
  list(): Promise<readonly string[]>;
  remove(id: string): Promise<void>;
  /** Syncs and releases everything; the store is not used afterwards. */
  close(): Promise<void>;
  /** What a user needs to know: how state is stored, damage repaired at startup, and whether writing works. */
  health(): StoreHealth;
}

export interface StoreHealth {
  /** The persistence in words, for the banner: "in memory – lost when this process ends", "kept in <folder>". */
  readonly persistence: string;
  readonly kind: 'memory' | 'file';
  /** One sentence per damage found at startup, with its repair. */
  readonly damage: readonly string[];
  /** Why writes are refused at present (disk full, …); undefined while they are accepted. */
  readonly refusing?: string;
  /** Heap bytes in use after the latest full collection; undefined before the first. */
  readonly memoryBytes?: number;
}

/** A change was not stored. `reason` is for people: "no space left on the device". */
export class StoreRefusedError extends EtherboxError {
  static {
    StoreRefusedError.prototype.name = 'StoreRefusedError';
  }

  readonly reason: string;

  constructor(reason: string, options?: ErrorOptions) {
    super('ETHERBOX_STORE_REFUSED', `the change could not be stored: ${reason}`, options);
    this.reason = reason;
  }
}

/** Wall time, and its only source. Virtual time never comes from here unless a sandbox asks for a running clock. */
export interface WallClock {
  /** Milliseconds since 1970. */
  now(): number;
  after(milliseconds: number, then: () => void): { cancel(): void };
}

/** Random bytes, for tokens and credentials only. */
export interface RandomSource {
  bytes(count: number): Uint8Array;
}
