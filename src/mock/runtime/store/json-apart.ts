import { textOf } from './disk.ts';

/** Documents whose JSON is longer than this, in bytes, stay sealed when they are read back. */
export const LARGE_BYTES = 256;
/**
 * How much JSON is parsed at a time. The values of a long text are made where long-lived values live; those of many short
 * ones would each be copied there twice, which took longer than all the rest of a start.
 */
export const BATCH_BYTES = 512 * 1024;

/** Where a piece of JSON lies in the bytes around it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** JSON texts, gathered as the elements of one array so that they are parsed together. */
export class Gathered {
  readonly #bytes: Buffer;
  #at = 1;

  /** `room`: for the bytes of all texts, and one more for each. */
  constructor(room: number) {
    this.#bytes = Buffer.allocUnsafe(room + 2);
    this.#bytes[0] = OPENING;
  }

  /** The text from one place to another, with a 0 instead of each of `apart`, which lie in it in this order. */
  add(bytes: Buffer, { from, to }: Span, apart: readonly Span[] = []): void {
    if (this.#at > 1) this.#bytes[this.#at++] = COMMA;
    let next = from;
    for (const span of apart) {
      this.#at += bytes.copy(this.#bytes, this.#at, next, span.from);
      this.#bytes[this.#at++] = ZERO;
      next = span.to;
    }
    this.#at += bytes.copy(this.#bytes, this.#at, next, to);
  }

  /** Throws where a text is not JSON. Nothing can be added after it. */
  values(): unknown[] {
    this.#bytes[this.#at++] = CLOSING;
    return JSON.parse(textOf(this.#bytes.subarray(0, this.#at)));
  }
}

const ZERO = 48;
const COMMA = 44;
const OPENING = 91;
const CLOSING = 93;
