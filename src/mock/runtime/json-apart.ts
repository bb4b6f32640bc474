import { Sealed } from '../domain/sealed.ts';
import { textOf } from './disk.ts';

/** Documents whose JSON is longer than this, in bytes, stay sealed when they are read back. */
export const LARGE_BYTES = 1500;

/** Where a piece of JSON lies in the bytes around it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The bytes of `whole` with a 0 in the place of each of `apart`, which lie in it in this order: the rest is then soon parsed. */
export function withoutApart(bytes: Buffer, whole: Span, apart: readonly Span[]): Buffer {
  const left = Buffer.allocUnsafe(apart.reduce((size, { from, to }) => size - (to - from) + 1, whole.to - whole.from));
  let at = 0;
  let from = whole.from;
  for (const span of apart) {
    at += bytes.copy(left, at, from, span.from);
    left[at++] = ZERO;
    from = span.to;
  }
  bytes.copy(left, at, from, whole.to);
  return left;
}

const ZERO = 48;

export function sealed(bytes: Buffer, { from, to }: Span): Sealed {
  return new Sealed(() => textOf(bytes.subarray(from, to)));
}
