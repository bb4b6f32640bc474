import { byteCodes } from './byte-codes.ts';
import { decodeText } from './disk.ts';

/** Documents whose JSON is longer than this, in bytes, stay text when they are read back. */
export const LARGE_BYTES = 256;
/**
 * How many bytes of JSON are parsed at a time. The values of a long text are created in V8's old space; those of many
 * short texts would each be copied there twice, which took longer than the rest of startup.
 */
export const PARSE_BATCH_BYTES = 512 * 1024;

/** The position of a piece of JSON in the bytes around it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Collects JSON texts as the elements of one array, so that they are parsed together. */
export class JsonBatch {
  readonly #bytes: Buffer;
  #length = 1;

  /** `capacity`: the bytes of all texts, and one more for each. */
  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafe(capacity + 2);
    this.#bytes[0] = byteCodes.openingBracket;
  }

  /**
   * Adds the text at a position, with a 0 in place of each excluded span. The spans are inside it, in ascending order.
   */
  add(bytes: Buffer, { from, to }: Span, excluded: readonly Span[] = []): void {
    if (this.#length > 1) this.#bytes[this.#length++] = byteCodes.comma;
    let next = from;
    for (const span of excluded) {
      this.#length += bytes.copy(this.#bytes, this.#length, next, span.from);
      this.#bytes[this.#length++] = byteCodes.zero;
      next = span.to;
    }
    this.#length += bytes.copy(this.#bytes, this.#length, next, to);
  }

  /** Parses all texts. Throws when one is not JSON. Nothing can be added afterwards. */
  parseAll(): unknown[] {
    this.#bytes[this.#length++] = byteCodes.closingBracket;
    return JSON.parse(decodeText(this.#bytes.subarray(0, this.#length)));
  }
}
