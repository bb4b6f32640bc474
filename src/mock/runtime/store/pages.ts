import type { Sheet } from '../../domain/sealed.ts';
import { type Disk, type ReadableFile, textOf } from './disk.ts';

/** How much of a file is looked at together, unless one record is longer. */
export const WINDOW_BYTES = 4 * 1024 * 1024;

/** How much is read around a document that is asked for. */
const NEAR_BYTES = 32 * 1024;

/**
 * The files that a start reads, each seen through the same piece of memory: taking fresh memory for all of them takes ten
 * times as long as reading them. They stay open, since documents that are sealed lie in them.
 */
export class Pages {
  readonly #disk: Disk;
  readonly #open: Page[] = [];
  #window = Buffer.alloc(0);

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** undefined: there is no such file. */
  async open(path: string): Promise<Page | undefined> {
    const file = await this.#disk.openToRead(path);
    if (file === undefined) return undefined;
    const page = new Page(file, (least) => this.#windowOf(least));
    this.#open.push(page);
    return page;
  }

  /** Everything was looked at: from now on only documents are read, one by one. */
  looked(): void {
    this.#window = Buffer.alloc(0);
  }

  close(): void {
    for (const page of this.#open.splice(0)) page.close();
  }

  #windowOf(least: number): Buffer {
    if (this.#window.length < least) this.#window = Buffer.allocUnsafeSlow(Math.max(least, WINDOW_BYTES));
    return this.#window;
  }
}

/** A file that documents lie in. */
export class Page implements Sheet {
  /** In bytes. */
  size: number;
  readonly #windowOf: (least: number) => Buffer;
  #file: ReadableFile | undefined;
  /** What lies where a document was last read. */
  #near = Buffer.alloc(0);
  #nearFrom = 0;

  constructor(file: ReadableFile, windowOf: (least: number) => Buffer) {
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
    if (from < this.#nearFrom || to > this.#nearFrom + this.#near.length) this.#approach(from, to);
    return textOf(this.#near.subarray(from - this.#nearFrom, to - this.#nearFrom));
  }

  /** Documents that lie beside each other are mostly asked for one after the other. */
  #approach(from: number, to: number): void {
    const near = Buffer.allocUnsafe(Math.min(Math.max(to - from, NEAR_BYTES), this.size - from));
    this.#opened.readInto(near, from);
    this.#near = near;
    this.#nearFrom = from;
  }

  /** What lay behind was cut off. */
  cut(size: number): void {
    this.size = size;
  }

  /** Afterwards nothing can be read: its number may be another file's by then. */
  close(): void {
    this.#file?.close();
    this.#file = undefined;
    this.#near = Buffer.alloc(0);
  }

  get #opened(): ReadableFile {
    if (this.#file === undefined) throw new Error('the store is closed');
    return this.#file;
  }
}
