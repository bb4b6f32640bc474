import { escapePart, valueAt } from './values.ts';

/** One difference between an actual and an expected value. */
export interface ValueDifference {
  /** JSON pointer after a word for what it points into: `answer/body/state`. */
  readonly pointer: string;
  readonly expected: unknown;
  /** Absent when there was no value. */
  readonly got?: unknown;
}

interface Comparator {
  readonly describe: (operand: unknown) => string;
  readonly matches: (got: unknown, operand: unknown) => boolean;
}

const formatOperand = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Words such as `{ atLeast: 3 }` in place of a value. They only count and compare: a pattern could run without end. */
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
    matches: (got, all) => Array.isArray(all) && all.some((element) => findDifferences(got, element, '').length === 0),
  },
  contains: {
    describe: (part) => `a value that contains ${formatOperand(part)}`,
    matches: (got, part) =>
      Array.isArray(got)
        ? got.some((element) => findDifferences(element, part, '').length === 0)
        : formatOperand(got ?? '').includes(formatOperand(part)),
  },
  startsWith: {
    describe: (part) => `a value that starts with ${formatOperand(part)}`,
    matches: (got, part) => typeof got === 'string' && got.startsWith(String(part)),
  },
  present: {
    describe: (expectsPresence) => (expectsPresence ? 'a value' : 'no value'),
    matches: (got, expectsPresence) => (got !== undefined) === Boolean(expectsPresence),
  },
  not: {
    describe: (other) => `any value except ${formatOperand(other)}`,
    matches: (got, other) => findDifferences(got, other, '').length > 0,
  },
  length: {
    describe: (count) => `a length of ${formatOperand(count)}`,
    matches: (got, count) => findDifferences((got as { length?: unknown } | undefined)?.length, count, '').length === 0,
  },
};

/** The comparator and its operand, when the only member of an object is such a word. */
function comparatorOf(expected: unknown): readonly [Comparator, unknown] | undefined {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) return undefined;
  const members = Object.entries(expected);
  const [name, operand] = members[0] ?? [];
  const comparator =
    members.length === 1 && name !== undefined && Object.hasOwn(comparators, name) ? comparators[name] : undefined;
  return comparator && [comparator, operand];
}

/**
 * All differences between a value and what is expected; empty when it matches. An expected object must have at least
 * the named members; a name that begins with / is a JSON pointer. A list must match element by element.
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

/** A difference; `got` is left out when it is undefined. */
export function createDifference(pointer: string, expected: unknown, got: unknown): ValueDifference {
  return { pointer, expected, ...(got === undefined ? {} : { got }) };
}

/**
 * Checks that the expected lines occur in this order, possibly with others between them. Returns the first that does
 * not; undefined when all do.
 */
export function findFirstMissing(lines: readonly string[], expected: readonly string[]): string | undefined {
  let from = 0;
  for (const expectedLine of expected) {
    const lineIndex = lines.findIndex((line, n) => n >= from && line.includes(expectedLine));
    if (lineIndex < 0) return expectedLine;
    from = lineIndex + 1;
  }
  return undefined;
}
