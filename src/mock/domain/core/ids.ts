import { createHash } from 'node:crypto';

/**
 * Ids derive from what they name (seed, kind, ordinal), never from a random stream: one more document elsewhere
 * renumbers nothing. Source: modelled; the shapes (8 digits, 10 digits, ETHA + 8 digits, UUID) are those of BT or its
 * siblings.
 */

/** A 256-bit hash of the parts and of nothing else. The length before each part keeps `('ab', 'c')` and `('a', 'bc')` apart. */
export function hashParts(...parts: readonly (string | number)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${String(part).length}:${part};`);
  return hash.digest();
}

/** A whole number in [0, below), derived from the parts. `below` is at most 2^32. */
export function derivedNumber(below: number, ...parts: readonly (string | number)[]): number {
  return Math.floor((hashParts(...parts).readUInt32BE(0) / 2 ** 32) * below);
}

/** One of the values, chosen by the parts. */
export function derivedChoice<T>(values: readonly T[], ...parts: readonly (string | number)[]): T {
  return values[derivedNumber(values.length, ...parts)] as T;
}

/**
 * `digits` decimal digits for the n-th item of its kind. An affine sequence through all numbers of that length: two
 * ordinals never share an id, and neighbours do not look alike. `ordinal` counts from 1; at most 15 digits.
 */
export function digitId(digits: number, seed: string, kind: string, ordinal: number): string {
  const { step, offset } = affineSequence(digits, seed, kind);
  const modulus = 10n ** BigInt(digits);
  return ((step * BigInt(ordinal) + offset) % modulus).toString().padStart(digits, '0');
}

const sequenceCache = new Map<string, { step: bigint; offset: bigint }>();

/** Memoized, because the sequence depends on its key alone. */
function affineSequence(digits: number, seed: string, kind: string): { step: bigint; offset: bigint } {
  const key = `${digits}/${kind}/${seed}`;
  const cached = sequenceCache.get(key);
  if (cached) return cached;
  const bytes = hashParts('walk', digits, kind, seed);
  const modulus = 10n ** BigInt(digits);
  // Coprime to 10 (odd and not a multiple of 5), so that the sequence reaches every number once.
  let step = (bytes.readBigUInt64BE(0) % modulus) | 1n;
  if (step % 5n === 0n) step += 2n;
  const sequence = { step, offset: bytes.readBigUInt64BE(8) % modulus };
  if (sequenceCache.size > 10_000) sequenceCache.clear();
  sequenceCache.set(key, sequence);
  return sequence;
}

/** A UUID, version 8 (application-defined), derived from the parts. */
export function derivedUuid(...parts: readonly (string | number)[]): string {
  const bytes = hashParts(...parts);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
