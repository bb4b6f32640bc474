import { setImmediate as nextTurn } from 'node:timers/promises';
import { Low } from 'lowdb';
import type { StoredSandbox } from '../ports.ts';
import type { Disk } from './disk.ts';
import { applyStep, type Kept, type Step, stored, versionOf } from './kept.ts';
import type { LogFile } from './log-file.ts';
import { type Recovered, sweep } from './recover.ts';
import { type Snapshot, SnapshotFiles } from './snapshot.ts';

export interface CompactionOptions {
  readonly disk: Disk;
  readonly folder: string;
  readonly compactAfterBytes?: number;
  readonly partBytes?: number;
}

const COMPACT_AFTER_BYTES = 32 * 1024 * 1024;
/** How many steps are applied before others get a turn. */
const STEPS_PER_TURN = 2000;

/**
 * What is kept, and its snapshots. While a snapshot is being written the kept documents stand still, and steps wait in
 * `#later`; reading sees them all the same.
 */
export class Compaction {
  readonly #options: CompactionOptions;
  readonly #log: LogFile;
  readonly #kept: Kept;
  readonly #onSnapshot: (record: { readonly snapshot: number }) => void;
  readonly #stop = new AbortController();
  #snapshots: readonly number[];
  #compactAt: number;
  #later: Step[] | undefined;
  #running: Promise<void> | undefined;
  /** Versions, by sandbox, of what `#later` leads to. */
  readonly #laterVersions = new Map<string, number>();

  /** `onSnapshot` writes into the log that a snapshot is whole. */
  constructor(
    options: CompactionOptions,
    recovered: Recovered,
    log: LogFile,
    onSnapshot: (record: { readonly snapshot: number }) => void,
  ) {
    this.#options = options;
    this.#log = log;
    this.#kept = recovered.kept;
    this.#snapshots = recovered.snapshots;
    this.#onSnapshot = onSnapshot;
    this.#compactAt = this.#threshold(recovered.snapshotBytes);
  }

  /** A log half as long as its snapshot keeps both the restart short and the writing of snapshots rare. */
  #threshold(snapshotBytes: number): number {
    return Math.max(this.#options.compactAfterBytes ?? COMPACT_AFTER_BYTES, snapshotBytes / 2);
  }

  versionOf(id: string): number {
    return this.#laterVersions.get(id) ?? versionOf(this.#kept, id);
  }

  open(id: string): StoredSandbox | undefined {
    const kept = this.#kept.get(id);
    const later = this.#later?.filter((step) => step.sandbox === id) ?? [];
    if (later.length === 0) return stored(kept);
    const view: Kept = new Map();
    if (kept !== undefined) {
      const documents = [...kept.documents].map(([name, each]) => [name, new Map(each)] as const);
      view.set(id, { version: kept.version, documents: new Map(documents) });
    }
    for (const step of later) applyStep(view, step);
    return stored(view.get(id));
  }

  list(): string[] {
    const ids = new Set([...this.#kept.keys(), ...this.#laterVersions.keys()]);
    return [...ids].filter((id) => this.versionOf(id) > 0);
  }

  apply(step: Step): void {
    if (this.#later === undefined) {
      applyStep(this.#kept, step);
      return;
    }
    this.#later.push(step);
    this.#laterVersions.set(step.sandbox, 'removed' in step ? 0 : step.version);
  }

  /** Between two groups: begins a new generation when the log has grown enough, and its snapshot beside it. */
  async afterGroup(): Promise<void> {
    const { position } = this.#log;
    if (position.bytes < this.#compactAt || this.#later !== undefined || this.#stop.signal.aborted) return;
    this.#compactAt = position.bytes + this.#threshold(0);
    try {
      await this.#log.turnOver();
    } catch {
      // No room for another log: this one goes on, and we try again once it has grown as much again.
      return;
    }
    if (this.#stop.signal.aborted) return;
    this.#later = [];
    this.#running = this.#snapshot(this.#log.generation, position.sequence);
  }

  async #snapshot(generation: number, sequence: number): Promise<void> {
    const { disk, folder, partBytes } = this.#options;
    const files = new SnapshotFiles(disk, folder, generation, { partBytes, stop: this.#stop.signal });
    try {
      await new Low<Snapshot>(files, { generation, sequence, kept: this.#kept }).write();
      this.#snapshots = [...this.#snapshots, generation].slice(-2);
      this.#compactAt = this.#threshold(files.bytes);
      this.#onSnapshot({ snapshot: generation });
    } catch {
      // Nothing depends on it: the logs since the last snapshot are all there, and longer ones are only slower to read.
      this.#compactAt = this.#log.position.bytes + this.#threshold(0);
    }
    await this.#catchUp();
    await sweep(disk, folder, this.#snapshots).catch(() => {});
  }

  async #catchUp(): Promise<void> {
    for (;;) {
      const steps = this.#later?.splice(0, STEPS_PER_TURN) ?? [];
      for (const step of steps) applyStep(this.#kept, step);
      if (this.#later?.length === 0) break;
      await nextTurn();
    }
    this.#later = undefined;
    this.#laterVersions.clear();
  }

  /** No snapshot begins from now on, and one under way ends early; resolves when it has. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
  }
}
