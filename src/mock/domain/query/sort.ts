import { parseFilterInstant, parseFilterNumber } from './filter.ts';

/**
 * The order of a list: first numbers and instants, by size; then texts, by code unit; missing values come last. Equal
 * documents keep their order.
 */
export type IndexComparator = (a: number, b: number) => number;

/** Compares documents by their positions. The sort values are read once, because a long list is compared often. */
export function createIndexComparator<T>(
  documents: readonly T[],
  valueAt: (document: T) => unknown,
  descending: boolean,
): IndexComparator {
  const compare =
    createNumericComparator(documents, valueAt) ??
    createKeyComparator(documents.map((document) => toSortKey(valueAt(document))));
  return descending ? (a, b) => -compare(a, b) : compare;
}

type SortKey = number | string | undefined;

function toSortKey(value: unknown): SortKey {
  if (typeof value === 'number' || value === undefined) return value;
  const text = String(value);
  // Most texts do not begin like a number or a date.
  return /^[-\d]/.test(text) ? (parseFilterNumber(text) ?? parseFilterInstant(text) ?? text) : text;
}

/** As {@link createKeyComparator} without texts: undefined when there is one. */
function createNumericComparator<T>(
  documents: readonly T[],
  valueAt: (document: T) => unknown,
): IndexComparator | undefined {
  const sizes = new Float64Array(documents.length);
  for (let index = 0; index < sizes.length; index += 1) {
    const key = toSortKey(valueAt(documents[index] as T));
    if (typeof key === 'string') return undefined;
    sizes[index] = key ?? Number.POSITIVE_INFINITY;
  }
  return (a, b) => {
    const [x, y] = [sizes[a] as number, sizes[b] as number];
    return x < y ? -1 : x > y ? 1 : 0;
  };
}

function createKeyComparator(keys: readonly SortKey[]): IndexComparator {
  return (leftIndex, rightIndex) => {
    const [left, right] = [keys[leftIndex], keys[rightIndex]];
    if (typeof left !== typeof right) return sortKeyRank(left) - sortKeyRank(right);
    return left === undefined || right === undefined || left === right ? 0 : left < right ? -1 : 1;
  };
}

const sortKeyRank = (key: SortKey): number => (typeof key === 'number' ? 0 : typeof key === 'string' ? 1 : 2);

/**
 * Which of `length` documents are from `from` to before `to` in the order. A page is short and a list is long, so only the
 * page is sorted, after everything before it and behind it has been moved there.
 */
export function selectSortedPage(
  length: number,
  comparators: readonly IndexComparator[],
  from: number,
  to: number,
): Uint32Array {
  const indexes = new Uint32Array(length);
  for (let index = 0; index < length; index += 1) indexes[index] = index;
  const compare = combineComparators(comparators);
  const end = Math.min(to, length);
  if (end < length) partitionAt(indexes, end, length, compare);
  if (from > 0 && from < end) partitionAt(indexes, from, end, compare);
  return indexes.slice(Math.min(from, end), end).sort(compare);
}

/** Moves what comes first in the order before position `at`, and the rest behind it: quickselect, no two are equal. */
function partitionAt(indexes: Uint32Array, boundary: number, length: number, compare: IndexComparator): void {
  let [low, high] = [0, length - 1];
  while (low < high) {
    const pivot = indexes[(low + high) >> 1] as number;
    let [left, right] = [low, high];
    while (left <= right) {
      while (compare(indexes[left] as number, pivot) < 0) left += 1;
      while (compare(pivot, indexes[right] as number) < 0) right -= 1;
      if (left > right) break;
      const swappedIndex = indexes[left] as number;
      indexes[left] = indexes[right] as number;
      indexes[right] = swappedIndex;
      left += 1;
      right -= 1;
    }
    if (right < boundary) low = left;
    if (boundary < left) high = right;
  }
}

/** No two are equal. */
function combineComparators(comparators: readonly IndexComparator[]): IndexComparator {
  const [first, ...others] = comparators;
  if (first && others.length === 0) return (a, b) => first(a, b) || a - b;
  return (a, b) => {
    for (const compare of comparators) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return a - b;
  };
}
