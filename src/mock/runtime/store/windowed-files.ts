import type { TextSource } from '#domain/core/lazy-document';
import { type Disk, decodeText, type ReadableFile } from './disk.ts';

/** How much of a file is looked at together, unless one record is longer. */
export const WINDOW_BYTES = 4 * 1024 * 1024;

/** How much is read around a document that is asked for. */
const READ_AHEAD_BYTES = 32 * 1024;

/**
 * The files that a start reads, each seen through the same piece of memory: taking fresh memory for all of them takes ten
 * times as long as reading them. They stay open, since documents that are sealed lie in them.
 */
export class WindowedFiles {
  readonly #disk: Disk;
  readonly #open: WindowedFile[] = [];
  #window = Buffer.alloc(0);

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** undefined: there is no such file. */
  async open(path: string): Promise<WindowedFile | undefined> {
    const file = await this.#disk.openToRead(path);
    if (file === undefined) return undefined;
    const windowedFile = new WindowedFile(file, (minBytes) => this.#windowOf(minBytes));
    this.#open.push(windowedFile);
    return windowedFile;
  }

  /** Everything was looked at: from now on only documents are read, one by one. */
  releaseWindow(): void {
    this.#window = Buffer.alloc(0);
  }

  close(): void {
    for (const windowedFile of this.#open.splice(0)) windowedFile.close();
  }

  #windowOf(minBytes: number): Buffer {
    if (this.#window.length < minBytes) this.#window = Buffer.allocUnsafeSlow(Math.max(minBytes, WINDOW_BYTES));
    return this.#window;
  }
}

/** A file that documents lie in. */
export class WindowedFile implements TextSource {
  /** In bytes. */
  size: number;
  readonly #windowOf: (minBytes: number) => Buffer;
  #file: ReadableFile | undefined;
  /** What lies where a document was last read. */
  #readAhead = Buffer.alloc(0);
  #readAheadFrom = 0;

  constructor(file: ReadableFile, windowOf: (minBytes: number) => Buffer) {
    this.size = file.size;
    this.#file = file;
    this.#windowOf = windowOf;
  }

  /** The bytes from one place on: so many, fewer only where the file ends. They are good until the next window of any page. */
  window(from: number, bytes = this.size - from): Buffer {
    const window = this.#windowOf(bytes).subarray(0, Math.min(bytes, this.size - from));
    this.#opened.readInto(window, from);
    return window;
  }

  text(from: number, to: number): string {
    if (from < this.#readAheadFrom || to > this.#readAheadFrom + this.#readAhead.length) this.#fillReadAhead(from, to);
    return decodeText(this.#readAhead.subarray(from - this.#readAheadFrom, to - this.#readAheadFrom));
  }

  /** Documents that lie beside each other are mostly asked for one after the other. */
  #fillReadAhead(from: number, to: number): void {
    const readAhead = Buffer.allocUnsafe(Math.min(Math.max(to - from, READ_AHEAD_BYTES), this.size - from));
    this.#opened.readInto(readAhead, from);
    this.#readAhead = readAhead;
    this.#readAheadFrom = from;
  }

  /** What lay behind was cut off. */
  truncateTo(size: number): void {
    this.size = size;
  }

  /** Afterwards nothing can be read: its number may be another file's by then. */
  close(): void {
    this.#file?.close();
    this.#file = undefined;
    this.#readAhead = Buffer.alloc(0);
  }

  get #opened(): ReadableFile {
    if (this.#file === undefined) throw new Error('the store is closed');
    return this.#file;
  }
}
