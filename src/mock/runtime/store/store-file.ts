import { join } from 'node:path';
import type { ChangeSet } from '#domain/core/sandbox-state';
import { type Store, type StoredSandbox, type StoreHealth, StoreRefusedError } from '#runtime/ports';
import { encodePlain, encodeStep, type LogLine } from './change-log.ts';
import { Compaction } from './compaction.ts';
import { lockFolder, type ProcessFacts, thisProcess } from './data-lock.ts';
import { type Disk, diskErrorReason, realDisk } from './disk.ts';
import { LogFile } from './log-file.ts';
import { type RecoveredStore, recoverFolder, removeSuperseded, writeLastStop } from './recover.ts';
import { DataFolderError, storeFileNames } from './store-folder.ts';
import { staleVersionReason } from './store-memory.ts';
import type { LogStep } from './stored-state.ts';
import type { WindowedFiles } from './windowed-files.ts';

export interface FileStoreOptions {
  /** Created when it does not exist. */
  readonly folder: string;
  /** False: answers once written, without a sync; a power cut may lose the last seconds. Default true. */
  readonly fsync?: boolean;
  /** Default `recover`: continues with the longest valid prefix and reports it. */
  readonly onDamage?: 'recover' | 'refuse';
  readonly disk?: Disk;
  readonly process?: ProcessFacts;
  /** A new generation begins when the log is larger than this and than half the last snapshot. Default 32 MB. */
  readonly compactAfterBytes?: number;
  readonly partBytes?: number;
}

/**
 * Opens (or creates) a data folder and owns it until `close`. Rejects with {@link DataFolderError} when another process
 * owns it, it has another format, the system forbids it, or it is damaged and `onDamage` is `refuse`.
 */
export async function openFileStore(options: FileStoreOptions): Promise<Store> {
  const { folder, disk = realDisk, process = thisProcess } = options;
  let unlock: (() => Promise<void>) | undefined;
  let files: WindowedFiles | undefined;
  try {
    await disk.makeFolder(folder);
    unlock = await lockFolder(disk, folder, process);
    const recovered = await recoverFolder(disk, folder, options.onDamage ?? 'recover');
    files = recovered.files;
    await removeSuperseded(disk, folder, recovered.snapshots);
    const { generation, position } = recovered;
    const file = await disk.open(join(folder, storeFileNames.log(generation)), 'existing');
    const log = new LogFile({ disk, folder, fsync: options.fsync ?? true }, file, generation, position);
    return new FileStore({ ...options, disk }, recovered, log, unlock);
  } catch (error) {
    files?.close();
    await unlock?.().catch(() => {});
    if (error instanceof DataFolderError) throw error;
    throw new DataFolderError('unwritable', `${folder} cannot be used: ${diskErrorReason(error)}`, { cause: error });
  }
}

/** A change that waits for its group to be written. */
interface QueuedRecord {
  readonly line: LogLine;
  /** Undefined: a record of the store itself. */
  readonly step: LogStep | undefined;
  resolve(): void;
  reject(error: Error): void;
}

/** A group ends at this many records, so that the first of a long queue need not wait for the last. */
const MAX_GROUP_RECORDS = 1000;

class FileStore implements Store {
  readonly #options: FileStoreOptions & { readonly disk: Disk };
  readonly #log: LogFile;
  readonly #compaction: Compaction;
  readonly #damage: readonly string[];
  readonly #files: WindowedFiles;
  readonly #unlock: () => Promise<void>;
  /** Versions of accepted changes that are not yet stored; 0 for a sandbox that is being removed. */
  readonly #pendingVersions = new Map<string, number>();
  #queue: QueuedRecord[] = [];
  #writing: Promise<void> | undefined;
  #refusing: string | undefined;
  #closed = false;

  constructor(
    options: FileStoreOptions & { readonly disk: Disk },
    recovered: RecoveredStore,
    log: LogFile,
    unlock: () => Promise<void>,
  ) {
    this.#options = options;
    this.#log = log;
    this.#damage = recovered.damage;
    this.#files = recovered.files;
    this.#unlock = unlock;
    this.#compaction = new Compaction(options, recovered, log, (record) => {
      // If this record is lost, only the removal of a snapshot by someone else goes unnoticed.
      this.#enqueue(encodePlain(record), undefined).catch(() => {});
    });
  }

  async open(id: string): Promise<StoredSandbox | undefined> {
    return this.#compaction.open(id);
  }

  async list(): Promise<readonly string[]> {
    return this.#compaction.list();
  }

  async append(id: string, expectedVersion: number, change: ChangeSet): Promise<void> {
    const version = this.#pendingVersions.get(id) ?? this.#compaction.versionOf(id);
    if (version !== expectedVersion) throw new StoreRefusedError(staleVersionReason(id, expectedVersion, version));
    return this.#enqueueStep({ sandbox: id, version: version + 1, writes: change.writes }, version + 1);
  }

  async remove(id: string): Promise<void> {
    const version = this.#pendingVersions.get(id) ?? this.#compaction.versionOf(id);
    if (version > 0) await this.#enqueueStep({ sandbox: id, removed: true }, 0);
    else await this.#writing;
  }

  #enqueueStep(step: LogStep, version: number): Promise<void> {
    if (this.#closed) throw new StoreRefusedError('the store is closed');
    const written = this.#enqueue(encodeStep(step), step);
    this.#pendingVersions.set(step.sandbox, version);
    return written;
  }

  #enqueue(line: LogLine, step: LogStep | undefined): Promise<void> {
    const written = new Promise<void>((resolve, reject) => this.#queue.push({ line, step, resolve, reject }));
    this.#writing ??= this.#write();
    return written;
  }

  /** Writes the queue in groups: what arrives while one group is being synced joins the next. */
  async #write(): Promise<void> {
    // Let everything that is ready in this iteration of the event loop join the first group.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) {
      const group = this.#queue.splice(0, MAX_GROUP_RECORDS);
      try {
        await this.#log.append(group.map(({ line }) => line));
      } catch (error) {
        this.#refuseAll(group, diskErrorReason(error));
        continue;
      }
      this.#acknowledge(group);
      await this.#compaction.compactIfNeeded();
    }
    this.#writing = undefined;
  }

  #acknowledge(group: readonly QueuedRecord[]): void {
    this.#refusing = undefined;
    for (const { step, resolve } of group) {
      if (step !== undefined) this.#compaction.apply(step);
      resolve();
    }
    // With nothing pending, the stored versions are complete.
    if (this.#queue.length === 0) this.#pendingVersions.clear();
  }

  /** Refuses the group and everything behind it, because later changes build on changes that are not stored. */
  #refuseAll(group: readonly QueuedRecord[], reason: string): void {
    const refused = [...group, ...this.#queue];
    this.#queue = [];
    this.#pendingVersions.clear();
    this.#refusing = reason;
    for (const { reject } of refused) reject(new StoreRefusedError(reason));
  }

  health(): StoreHealth {
    const unsynced = this.#options.fsync === false ? ', not synced: a power cut may lose the last seconds' : '';
    return {
      persistence: `kept in ${this.#options.folder}${unsynced}`,
      kind: 'file',
      damage: this.#damage,
      ...(this.#refusing === undefined ? {} : { refusing: this.#refusing }),
    };
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    const { disk, folder } = this.#options;
    try {
      await this.#compaction.stop();
      await this.#writing;
      await this.#log.close();
      await writeLastStop(disk, folder, this.#log.position.sequence).catch(() => {});
    } finally {
      this.#files.close();
      await this.#unlock();
    }
  }
}
