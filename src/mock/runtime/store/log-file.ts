import { join } from 'node:path';
import { encodeHeader, encodeLines, type LogLine, type LogPosition } from './change-log.ts';
import { type Disk, type DiskFile, writeWhole } from './disk.ts';
import { logHeader } from './recover.ts';
import { names } from './store-folder.ts';

/** The log that is being written: it holds exactly the groups that were acknowledged, or is on its way back to that. */
export class LogFile {
  readonly #disk: Disk;
  readonly #folder: string;
  readonly #fsync: boolean;
  #file: DiskFile;
  #generation: number;
  #position: LogPosition;
  /** The file may hold more than `#position` says: a group that failed, to be cut off before anything else is written. */
  #overhang = false;

  constructor(
    at: { readonly disk: Disk; readonly folder: string; readonly fsync: boolean },
    file: DiskFile,
    generation: number,
    position: LogPosition,
  ) {
    this.#disk = at.disk;
    this.#folder = at.folder;
    this.#fsync = at.fsync;
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

  /** Writes a group with one write and makes it outlive a power cut with one sync. When it rejects, none of it counts. */
  async append(lines: readonly LogLine[]): Promise<void> {
    if (this.#overhang) await this.#cutOverhang();
    const { bytes, position } = encodeLines(lines, this.#position);
    this.#overhang = true;
    try {
      await this.#file.write(bytes, this.#position.bytes);
      if (this.#fsync) await this.#file.sync();
    } catch (error) {
      // Best now, while we are at it; otherwise before the next group.
      await this.#cutOverhang().catch(() => {});
      throw error;
    }
    this.#overhang = false;
    this.#position = position;
  }

  async #cutOverhang(): Promise<void> {
    await this.#file.truncate(this.#position.bytes);
    await this.#file.sync();
    this.#overhang = false;
  }

  /** Goes on in the log of the next generation. When it rejects, this log goes on. */
  async turnOver(): Promise<void> {
    const generation = this.#generation + 1;
    const path = join(this.#folder, names.log(generation));
    const { bytes, position } = encodeHeader(logHeader(generation, this.#position.sequence));
    await this.#file.sync();
    await writeWhole(this.#disk, path, bytes);
    const file = await this.#disk.open(path, 'existing');
    await this.#file.close().catch(() => {});
    this.#file = file;
    this.#generation = generation;
    this.#position = position;
  }

  async close(): Promise<void> {
    try {
      if (this.#overhang) await this.#cutOverhang();
      await this.#file.sync();
    } finally {
      await this.#file.close();
    }
  }
}
