import { join } from 'node:path';
import { encodeHeader, encodeLines, type LogLine, type LogPosition } from './change-log.ts';
import { type Disk, type DiskFile, writeFileAtomically } from './disk.ts';
import { logHeader } from './recover.ts';
import { storeFileNames } from './store-folder.ts';

/** The log that is being written: it holds exactly the acknowledged groups, or is about to be truncated to them. */
export class LogFile {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #fsync: boolean;
  #file: DiskFile;
  #generation: number;
  #position: LogPosition;
  /** The file may extend beyond `#position`: a failed group, to be truncated before anything else is written. */
  #hasUncommittedTail = false;

  constructor(
    location: { readonly disk: Disk; readonly folder: string; readonly fsync: boolean },
    file: DiskFile,
    generation: number,
    position: LogPosition,
  ) {
    this.#disk = location.disk;
    this.#folder = location.folder;
    this.#fsync = location.fsync;
    this.#file = file;
    this.#generation = generation;
    this.#position = position;
  }

  get generation(): number {
    return this.#generation;
  }

  get position(): LogPosition {
    return this.#position;
  }

  /** Writes a group with one write and makes it durable with one sync. When it rejects, none of the group counts. */
  async append(lines: readonly LogLine[]): Promise<void> {
    if (this.#hasUncommittedTail) await this.#truncateTail();
    const { bytes, position } = encodeLines(lines, this.#position);
    this.#hasUncommittedTail = true;
    try {
      await this.#file.write(bytes, this.#position.bytes);
      if (this.#fsync) await this.#file.sync();
    } catch (error) {
      // Truncate now if possible; otherwise before the next group.
      await this.#truncateTail().catch(() => {});
      throw error;
    }
    this.#hasUncommittedTail = false;
    this.#position = position;
  }

  async #truncateTail(): Promise<void> {
    await this.#file.truncate(this.#position.bytes);
    await this.#file.sync();
    this.#hasUncommittedTail = false;
  }

  /** Continues in the log of the next generation. When it rejects, this log continues. */
  async startGeneration(): Promise<void> {
    const generation = this.#generation + 1;
    const path = join(this.#folder, storeFileNames.log(generation));
    const { bytes, position } = encodeHeader(logHeader(generation, this.#position.sequence));
    await this.#file.sync();
    await writeFileAtomically(this.#disk, path, bytes);
    const file = await this.#disk.open(path, 'existing');
    await this.#file.close().catch(() => {});
    this.#file = file;
    this.#generation = generation;
    this.#position = position;
  }

  async close(): Promise<void> {
    try {
      if (this.#hasUncommittedTail) await this.#truncateTail();
      await this.#file.sync();
    } finally {
      await this.#file.close();
    }
  }
}
