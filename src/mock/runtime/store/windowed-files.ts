import { EtherboxError } from '#domain/core/etherbox-error';
import type { TextSource } from '#domain/core/lazy-document';
import { type Disk, decodeText, type ReadableFile } from './disk.ts';

/** Bytes of a file that are read together, unless one record is longer. */
export const WINDOW_BYTES = 4 * 1024 * 1024;

/** Bytes that are read around a requested document. */
const READ_AHEAD_BYTES = 32 * 1024;

/**
 * The files that startup reads, each through the same buffer: allocating memory for all of them takes ten times as long
 * as reading them. They stay open, because documents that are still text are read from them.
 */
export class WindowedFiles {
  readonly #disk: Disk;
  readonly #open: WindowedFile[] = [];
  #window = Buffer.alloc(0);

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** Undefined when the file does not exist. */
  async open(path: string): Promise<WindowedFile | undefined> {
    const file = await this.#disk.openToRead(path);
    if (file === undefined) return undefined;
    const windowedFile = new WindowedFile(file, (minBytes) => this.#windowOf(minBytes));
    this.#open.push(windowedFile);
    return windowedFile;
  }

  /** Call after the scan: from now on only single documents are read. */
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

/** A file that holds documents. */
export class WindowedFile implements TextSource {
  /** In bytes. */
  size: number;
  readonly #windowOf: (minBytes: number) => Buffer;
  #file: ReadableFile | undefined;
  /** The bytes around the document that was read last. */
  #readAhead = Buffer.alloc(0);
  #readAheadFrom = 0;

  constructor(file: ReadableFile, windowOf: (minBytes: number) => Buffer) {
    this.size = file.size;
    this.#file = file;
    this.#windowOf = windowOf;
  }

  /**
   * The given number of bytes from a position on, fewer only at the end of the file. Valid until the next window of any
   * file.
   */
  window(from: number, bytes = this.size - from): Buffer {
    const window = this.#windowOf(bytes).subarray(0, Math.min(bytes, this.size - from));
    this.#opened.readInto(window, from);
    return window;
  }

  text(from: number, to: number): string {
    if (from < this.#readAheadFrom || to > this.#readAheadFrom + this.#readAhead.length) this.#fillReadAhead(from, to);
    return decodeText(this.#readAhead.subarray(from - this.#readAheadFrom, to - this.#readAheadFrom));
  }

  /** Neighbouring documents are mostly read one after another. */
  #fillReadAhead(from: number, to: number): void {
    const readAhead = Buffer.allocUnsafe(Math.min(Math.max(to - from, READ_AHEAD_BYTES), this.size - from));
    this.#opened.readInto(readAhead, from);
    this.#readAhead = readAhead;
    this.#readAheadFrom = from;
  }

  /** Call when the file was truncated. */
  truncateTo(size: number): void {
    this.size = size;
  }

  /** Nothing can be read afterwards: the descriptor may belong to another file by then. */
  close(): void {
    this.#file?.close();
    this.#file = undefined;
    this.#readAhead = Buffer.alloc(0);
  }

  get #opened(): ReadableFile {
    if (this.#file === undefined) throw new EtherboxError('ETHERBOX_STORE_FAILED', 'the store is closed');
    return this.#file;
  }
}
