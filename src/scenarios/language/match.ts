import { escapePart, valueAt } from './values.ts';

/** One way in which something is not as it was expected. */
export interface ValueDifference {
  /** Where: a JSON pointer, behind a word for what it points into: `answer/body/state`. */
  readonly pointer: string;
  readonly expected: unknown;
  /** Missing where there was nothing. */
  readonly got?: unknown;
}

interface Comparator {
  readonly describe: (operand: unknown) => string;
  readonly matches: (got: unknown, operand: unknown) => boolean;
}

const formatOperand = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** `{ atLeast: 3 }` in the place of a value. Counted and compared only: no patterns that could run away. */
const comparators: { readonly [word: string]: Comparator } = {
  atLeast: {
    describe: (limit) => `at least ${formatOperand(limit)}`,
    matches: (got, limit) => (got as number) >= (limit as number),
  },
  atMost: {
    describe: (limit) => `at most ${formatOperand(limit)}`,
    matches: (got, limit) => (got as number) <= (limit as number),
  },
  oneOf: {
    describe: (all) => `one of ${formatOperand(all)}`,
    matches: (got, all) => Array.isArray(all) && all.some((one) => findDifferences(got, one, '').length === 0),
  },
  contains: {
    describe: (part) => `something that contains ${formatOperand(part)}`,
    matches: (got, part) =>
      Array.isArray(got)
        ? got.some((one) => findDifferences(one, part, '').length === 0)
        : formatOperand(got ?? '').includes(formatOperand(part)),
  },
  startsWith: {
    describe: (part) => `something that starts with ${formatOperand(part)}`,
    matches: (got, part) => typeof got === 'string' && got.startsWith(String(part)),
  },
  present: {
    describe: (expectsPresence) => (expectsPresence ? 'something' : 'nothing'),
    matches: (got, expectsPresence) => (got !== undefined) === Boolean(expectsPresence),
  },
  not: {
    describe: (other) => `anything but ${formatOperand(other)}`,
    matches: (got, other) => findDifferences(got, other, '').length > 0,
  },
  length: {
    describe: (count) => `a length of ${formatOperand(count)}`,
    matches: (got, count) => findDifferences((got as { length?: unknown } | undefined)?.length, count, '').length === 0,
  },
};

/** The only member of an object, where it is one of the words. */
function comparatorOf(expected: unknown): readonly [Comparator, unknown] | undefined {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) return undefined;
  const members = Object.entries(expected);
  const [name, operand] = members[0] ?? [];
  const comparator =
    members.length === 1 && name !== undefined && Object.hasOwn(comparators, name) ? comparators[name] : undefined;
  return comparator && [comparator, operand];
}

/**
 * Everything in which a value is not what was expected. An object is expected to hold at least the members named; a
 * member that begins with / is a JSON pointer. A list is expected as it is, element by element.
 */
export function findDifferences(got: unknown, expected: unknown, pointer: string): readonly ValueDifference[] {
  const comparator = comparatorOf(expected);
  if (comparator) {
    const [{ matches, describe }, operand] = comparator;
    return matches(got, operand) ? [] : [createDifference(pointer, describe(operand), got)];
  }
  if (Array.isArray(expected)) return findListDifferences(got, expected, pointer);
  if (typeof expected === 'object' && expected !== null) return findMemberDifferences(got, expected, pointer);
  return Object.is(got, expected) ? [] : [createDifference(pointer, expected, got)];
}

function findMemberDifferences(got: unknown, expected: object, pointer: string): readonly ValueDifference[] {
  if (typeof got !== 'object' || got === null) return [createDifference(pointer, expected, got)];
  return Object.entries(expected).flatMap(([name, value]) => {
    const deep = name.startsWith('/');
    return findDifferences(
      deep ? valueAt(got, name) : valueAt(got, `/${escapePart(name)}`),
      value,
      deep ? `${pointer}${name}` : `${pointer}/${escapePart(name)}`,
    );
  });
}

function findListDifferences(got: unknown, expected: readonly unknown[], pointer: string): readonly ValueDifference[] {
  if (!Array.isArray(got)) return [createDifference(pointer, expected, got)];
  const length =
    got.length === expected.length
      ? []
      : [
          createDifference(
            pointer,
            `a list of ${expected.length}: ${formatOperand(expected)}`,
            `a list of ${got.length}: ${formatOperand(got)}`,
          ),
        ];
  const shared = expected.slice(0, got.length);
  return [...length, ...shared.flatMap((one, n) => findDifferences(got[n], one, `${pointer}/${n}`))];
}

export function createDifference(pointer: string, expected: unknown, got: unknown): ValueDifference {
  return { pointer, expected, ...(got === undefined ? {} : { got }) };
}

/** Whether the expected lines come in this order, others between them allowed; the first that does not come otherwise. */
export function findFirstMissing(lines: readonly string[], expected: readonly string[]): string | undefined {
  let from = 0;
  for (const expectedLine of expected) {
    const found = lines.findIndex((line, n) => n >= from && line.includes(expectedLine));
    if (found < 0) return expectedLine;
    from = found + 1;
  }
  return undefined;
}
