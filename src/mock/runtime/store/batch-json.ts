import { decodeText } from './disk.ts';

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
export class JsonBatch {
  readonly #bytes: Buffer;
  #length = 1;

  /** `room`: for the bytes of all texts, and one more for each. */
  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafe(capacity + 2);
    this.#bytes[0] = OPENING;
  }

  /** The text from one place to another, with a 0 instead of each of `apart`, which lie in it in this order. */
  add(bytes: Buffer, { from, to }: Span, excluded: readonly Span[] = []): void {
    if (this.#length > 1) this.#bytes[this.#length++] = COMMA;
    let next = from;
    for (const span of excluded) {
      this.#length += bytes.copy(this.#bytes, this.#length, next, span.from);
      this.#bytes[this.#length++] = ZERO;
      next = span.to;
    }
    this.#length += bytes.copy(this.#bytes, this.#length, next, to);
  }

  /** Throws where a text is not JSON. Nothing can be added after it. */
  parseAll(): unknown[] {
    this.#bytes[this.#length++] = CLOSING;
    return JSON.parse(decodeText(this.#bytes.subarray(0, this.#length)));
  }
}

const ZERO = 48;
const COMMA = 44;
const OPENING = 91;
const CLOSING = 93;
