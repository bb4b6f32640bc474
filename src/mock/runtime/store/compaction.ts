import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { Low } from 'lowdb';
import type { StoredSandbox } from '#runtime/ports';
import type { Disk } from './disk.ts';
import type { LogFile } from './log-file.ts';
import { type RecoveredStore, removeSuperseded } from './recover.ts';
import { type Snapshot, SnapshotFiles } from './snapshot.ts';
import { applyLogStep, type LogStep, type StoredState, storedVersionOf, toStoredSandbox } from './stored-state.ts';

export interface CompactionOptions {
  readonly disk: Disk;
  readonly folder: string;
  readonly compactAfterBytes?: number;
  readonly partBytes?: number;
}

const DEFAULT_COMPACT_AFTER_BYTES = 32 * 1024 * 1024;
/** How many steps are applied before yielding to the event loop. */
const STEPS_PER_YIELD = 2000;

/**
 * The stored state and its snapshots. While a snapshot is being written the state does not change, and steps wait in
 * `#deferred`; reads include them.
 */
export class Compaction {
  readonly #options: CompactionOptions;
  readonly #log: LogFile;
  readonly #storedState: StoredState;
  readonly #onSnapshot: (record: { readonly snapshot: number }) => void;
  readonly #stop = new AbortController();
  #snapshots: readonly number[];
  #compactAt: number;
  #deferred: LogStep[] | undefined;
  #running: Promise<void> | undefined;
  /** Versions, by sandbox, that the deferred steps lead to. */
  readonly #deferredVersions = new Map<string, number>();

  /** `onSnapshot` records in the log that a snapshot is whole. */
  constructor(
    options: CompactionOptions,
    recovered: RecoveredStore,
    log: LogFile,
    onSnapshot: (record: { readonly snapshot: number }) => void,
  ) {
    this.#options = options;
    this.#log = log;
    this.#storedState = recovered.state;
    this.#snapshots = recovered.snapshots;
    this.#onSnapshot = onSnapshot;
    this.#compactAt = this.#threshold(recovered.snapshotBytes);
  }

  /** A log of up to half its snapshot's size keeps the restart short and snapshots rare. */
  #threshold(snapshotBytes: number): number {
    return Math.max(this.#options.compactAfterBytes ?? DEFAULT_COMPACT_AFTER_BYTES, snapshotBytes / 2);
  }

  versionOf(id: string): number {
    return this.#deferredVersions.get(id) ?? storedVersionOf(this.#storedState, id);
  }

  open(id: string): StoredSandbox | undefined {
    const sandbox = this.#storedState.get(id);
    const deferred = this.#deferred?.filter((step) => step.sandbox === id) ?? [];
    if (deferred.length === 0) return toStoredSandbox(sandbox);
    const view: StoredState = new Map();
    if (sandbox !== undefined) {
      const documents = [...sandbox.documents].map(([name, each]) => [name, new Map(each)] as const);
      view.set(id, { version: sandbox.version, documents: new Map(documents) });
    }
    for (const step of deferred) applyLogStep(view, step);
    return toStoredSandbox(view.get(id));
  }

  list(): string[] {
    const ids = new Set([...this.#storedState.keys(), ...this.#deferredVersions.keys()]);
    return [...ids].filter((id) => this.versionOf(id) > 0);
  }

  apply(step: LogStep): void {
    if (this.#deferred === undefined) {
      applyLogStep(this.#storedState, step);
      return;
    }
    this.#deferred.push(step);
    this.#deferredVersions.set(step.sandbox, 'removed' in step ? 0 : step.version);
  }

  /** Called between two groups: starts a new generation when the log has grown enough, and writes its snapshot. */
  async compactIfNeeded(): Promise<void> {
    const { position } = this.#log;
    if (position.bytes < this.#compactAt || this.#deferred !== undefined || this.#stop.signal.aborted) return;
    this.#compactAt = position.bytes + this.#threshold(0);
    try {
      await this.#log.startGeneration();
    } catch {
      // No space for another log: this one continues, and we retry when it has grown by as much again.
      return;
    }
    if (this.#stop.signal.aborted) return;
    this.#deferred = [];
    this.#running = this.#writeSnapshot(this.#log.generation, position.sequence);
  }

  async #writeSnapshot(generation: number, sequence: number): Promise<void> {
    const { disk, folder, partBytes } = this.#options;
    const files = new SnapshotFiles(disk, folder, generation, { partBytes, stop: this.#stop.signal });
    try {
      await new Low<Snapshot>(files, { generation, sequence, state: this.#storedState }).write();
      this.#snapshots = [...this.#snapshots, generation].slice(-2);
      this.#compactAt = this.#threshold(files.byteCount);
      this.#onSnapshot({ snapshot: generation });
    } catch {
      // Not fatal: the logs since the last snapshot are all there, and longer logs are only slower to read.
      this.#compactAt = this.#log.position.bytes + this.#threshold(0);
    }
    await this.#applyDeferred();
    await removeSuperseded(disk, folder, this.#snapshots).catch(() => {});
  }

  async #applyDeferred(): Promise<void> {
    for (;;) {
      const steps = this.#deferred?.splice(0, STEPS_PER_YIELD) ?? [];
      for (const step of steps) applyLogStep(this.#storedState, step);
      if (this.#deferred?.length === 0) break;
      await yieldToEventLoop();
    }
    this.#deferred = undefined;
    this.#deferredVersions.clear();
  }

  /** Starts no more snapshots and ends a running one early; resolves when it has ended. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }
}
