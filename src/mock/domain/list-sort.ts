import { asInstant, asNumber } from './list-filter.ts';

/**
 * The order of a list: first numbers and instants, by size; then texts, by code unit; what is missing comes last. What is
 * equal keeps its order.
 */
export type Compare = (a: number, b: number) => number;

/** Compares documents by their places. What each is sorted by is read once: comparing is what a long list does most. */
export function orderBy<T>(documents: readonly T[], valueAt: (document: T) => unknown, descending: boolean): Compare {
  const compare = bySize(documents, valueAt) ?? byKey(documents.map((document) => keyOf(valueAt(document))));
  return descending ? (a, b) => -compare(a, b) : compare;
}

type Key = number | string | undefined;

function keyOf(value: unknown): Key {
  if (typeof value === 'number' || value === undefined) return value;
  const written = String(value);
  // Most texts do not even begin like a number or a date.
  return /^[-\d]/.test(written) ? (asNumber(written) ?? asInstant(written) ?? written) : written;
}

/** As {@link byKey} without texts: undefined when there is one. */
function bySize<T>(documents: readonly T[], valueAt: (document: T) => unknown): Compare | undefined {
  const sizes = new Float64Array(documents.length);
  for (let at = 0; at < sizes.length; at += 1) {
    const key = keyOf(valueAt(documents[at] as T));
    if (typeof key === 'string') return undefined;
    sizes[at] = key ?? Number.POSITIVE_INFINITY;
  }
  return (a, b) => {
    const [x, y] = [sizes[a] as number, sizes[b] as number];
    return x < y ? -1 : x > y ? 1 : 0;
  };
}

function byKey(keys: readonly Key[]): Compare {
  return (at, otherAt) => {
    const [a, b] = [keys[at], keys[otherAt]];
    if (typeof a !== typeof b) return rankOf(a) - rankOf(b);
    return a === undefined || b === undefined || a === b ? 0 : a < b ? -1 : 1;
  };
}

const rankOf = (key: Key): number => (typeof key === 'number' ? 0 : typeof key === 'string' ? 1 : 2);

/**
 * Which of `length` documents stand from `from` until before `to`, in the first order that tells them apart. A page is short
 * and a list is long: only the page is sorted, once everything before it and behind it has been put there.
 */
export function pageInOrder(length: number, orders: readonly Compare[], from: number, to: number): Uint32Array {
  const places = new Uint32Array(length);
  for (let at = 0; at < length; at += 1) places[at] = at;
  const compare = oneOf(orders);
  const end = Math.min(to, length);
  if (end < length) part(places, end, length, compare);
  if (from > 0 && from < end) part(places, from, end, compare);
  return places.slice(Math.min(from, end), end).sort(compare);
}

/** Moves what comes first of the first `length` before `at`, and the rest behind: quickselect, no two are equal. */
function part(places: Uint32Array, at: number, length: number, compare: Compare): void {
  let [low, high] = [0, length - 1];
  while (low < high) {
    const pivot = places[(low + high) >> 1] as number;
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

/** No two are equal. */
function oneOf(orders: readonly Compare[]): Compare {
  const [first, ...others] = orders;
  if (first && others.length === 0) return (a, b) => first(a, b) || a - b;
  return (a, b) => {
    for (const compare of orders) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return a - b;
  };
}
