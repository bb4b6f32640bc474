import { at, escapePart } from './values.ts';

/** One way in which something is not as it was expected. */
export interface Difference {
  /** Where: a JSON pointer, behind a word for what it points into: `answer/body/state`. */
  readonly pointer: string;
  readonly expected: unknown;
  /** Missing where there was nothing. */
  readonly got?: unknown;
}

interface Word {
  readonly says: (operand: unknown) => string;
  readonly holds: (got: unknown, operand: unknown) => boolean;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** `{ atLeast: 3 }` in the place of a value. Counted and compared only: no patterns that could run away. */
const words: { readonly [word: string]: Word } = {
  atLeast: {
    says: (than) => `at least ${text(than)}`,
    holds: (got, than) => (got as number) >= (than as number),
  },
  atMost: { says: (than) => `at most ${text(than)}`, holds: (got, than) => (got as number) <= (than as number) },
  oneOf: {
    says: (all) => `one of ${text(all)}`,
    holds: (got, all) => Array.isArray(all) && all.some((one) => differences(got, one, '').length === 0),
  },
  contains: {
    says: (part) => `something that contains ${text(part)}`,
    holds: (got, part) =>
      Array.isArray(got)
        ? got.some((one) => differences(one, part, '').length === 0)
        : text(got ?? '').includes(text(part)),
  },
  startsWith: {
    says: (part) => `something that starts with ${text(part)}`,
    holds: (got, part) => typeof got === 'string' && got.startsWith(String(part)),
  },
  present: {
    says: (there) => (there ? 'something' : 'nothing'),
    holds: (got, there) => (got !== undefined) === Boolean(there),
  },
  not: {
    says: (other) => `anything but ${text(other)}`,
    holds: (got, other) => differences(got, other, '').length > 0,
  },
  length: {
    says: (count) => `a length of ${text(count)}`,
    holds: (got, count) => differences((got as { length?: unknown } | undefined)?.length, count, '').length === 0,
  },
};

/** The only member of an object, where it is one of the words. */
function wordOf(expected: unknown): readonly [Word, unknown] | undefined {
  if (typeof expected !== 'object' || expected === null || Array.isArray(expected)) return undefined;
  const members = Object.entries(expected);
  const [name, operand] = members[0] ?? [];
  const word = members.length === 1 && name !== undefined && Object.hasOwn(words, name) ? words[name] : undefined;
  return word && [word, operand];
}

/**
 * Everything in which a value is not what was expected. An object is expected to hold at least the members named; a
 * member that begins with / is a JSON pointer. A list is expected as it is, element by element.
 */
export function differences(got: unknown, expected: unknown, pointer: string): readonly Difference[] {
  const word = wordOf(expected);
  if (word) {
    const [{ holds, says }, operand] = word;
    return holds(got, operand) ? [] : [different(pointer, says(operand), got)];
  }
  if (Array.isArray(expected)) return listDifferences(got, expected, pointer);
  if (typeof expected === 'object' && expected !== null) return memberDifferences(got, expected, pointer);
  return Object.is(got, expected) ? [] : [different(pointer, expected, got)];
}

function memberDifferences(got: unknown, expected: object, pointer: string): readonly Difference[] {
  if (typeof got !== 'object' || got === null) return [different(pointer, expected, got)];
  return Object.entries(expected).flatMap(([name, value]) => {
    const deep = name.startsWith('/');
    return differences(
      deep ? at(got, name) : at(got, `/${escapePart(name)}`),
      value,
      deep ? `${pointer}${name}` : `${pointer}/${escapePart(name)}`,
    );
  });
}

function listDifferences(got: unknown, expected: readonly unknown[], pointer: string): readonly Difference[] {
  if (!Array.isArray(got)) return [different(pointer, expected, got)];
  const length =
    got.length === expected.length
      ? []
      : [
          different(
            pointer,
            `a list of ${expected.length}: ${text(expected)}`,
            `a list of ${got.length}: ${text(got)}`,
          ),
        ];
  const shared = expected.slice(0, got.length);
  return [...length, ...shared.flatMap((one, n) => differences(got[n], one, `${pointer}/${n}`))];
}

export function different(pointer: string, expected: unknown, got: unknown): Difference {
  return { pointer, expected, ...(got === undefined ? {} : { got }) };
}

/** Whether the expected lines come in this order, others between them allowed; the first that does not come otherwise. */
export function firstMissing(lines: readonly string[], expected: readonly string[]): string | undefined {
  let from = 0;
  for (const wanted of expected) {
    const found = lines.findIndex((line, n) => n >= from && line.includes(wanted));
    if (found < 0) return wanted;
    from = found + 1;
  }
  return undefined;
}
