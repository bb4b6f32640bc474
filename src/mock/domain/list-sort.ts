import { asInstant, asNumber } from './list-filter.ts';

/**
 * The order of a list: first numbers and instants, by size; then texts, by code unit; what is missing comes last. What is
 * equal keeps its order.
 */
export interface Column {
  /** What each document is sorted by, read once: comparing is what a long list does most. */
  readonly keys: readonly Key[];
  readonly descending: boolean;
}

type Key = number | string | undefined;

export function keyOf(value: unknown): Key {
  if (typeof value === 'number' || value === undefined) return value;
  const written = String(value);
  // Most texts do not even begin like a number or a date.
  return /^[-\d]/.test(written) ? (asNumber(written) ?? asInstant(written) ?? written) : written;
}

/**
 * The places of the documents from `from` until before `to`, of `length` in the order of the columns. A page is short and a
 * list is long: only the page is sorted, once everything before it and behind it has been put there.
 */
export function pageInOrder(length: number, columns: readonly Column[], from: number, to: number): readonly number[] {
  const places = Array.from({ length }, (_, at) => at);
  const compare = (a: number, b: number) => comparePlaces(columns, a, b);
  const end = Math.min(to, length);
  if (from >= end) return [];
  if (end < length) part(places, end, length, compare);
  if (from > 0) part(places, from, end, compare);
  return places.slice(from, end).sort(compare);
}

type Compare = (a: number, b: number) => number;

/** Moves what comes first of the first `length` before `at`, and the rest behind: quickselect, no two are equal. */
function part(places: number[], at: number, length: number, compare: Compare): void {
  let [low, high] = [0, length - 1];
  while (low < high) {
    const pivot = places[at] as number;
    let [left, right] = [low, high];
    while (left <= right) {
      while (compare(places[left] as number, pivot) < 0) left += 1;
      while (compare(pivot, places[right] as number) < 0) right -= 1;
      if (left > right) break;
      const moved = places[left] as number;
      places[left] = places[right] as number;
      places[right] = moved;
      left += 1;
      right -= 1;
    }
    if (right < at) low = left;
    if (at < left) high = right;
  }
}

function comparePlaces(columns: readonly Column[], a: number, b: number): number {
  for (const { keys, descending } of columns) {
    const order = compareKeys(keys[a], keys[b]);
    if (order !== 0) return descending ? -order : order;
  }
  return a - b;
}

function compareKeys(a: Key, b: Key): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  return rankOf(a) - rankOf(b);
}

const rankOf = (key: Key): number => (typeof key === 'number' ? 0 : typeof key === 'string' ? 1 : 2);
