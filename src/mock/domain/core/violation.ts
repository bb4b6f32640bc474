/** One violation of a rule by a request: where, what was found, what is expected, and which rule. */
export interface Violation {
  /** JSON pointer into the body, or `query/limit`, `header/productFamily`, `path/id`. */
  readonly pointer: string;
  /** What was received, shortened; undefined when it was missing. */
  readonly got?: unknown;
  readonly expected: string;
  /** The rule in a few words: `bt §2.1`, `schema maxLength`, `tmf §1.3`. */
  readonly rule: string;
  /** Where the specification states it: `quote.yaml#/components/schemas/Quote_Create/properties/externalId`. */
  readonly spec?: string;
}

/** More than anybody reads. The rest of a body that is wrong throughout is counted, not listed. */
export const maxListedViolations = 100;

/** The rule of the entry that says how many violations are not listed; `got` is their number. */
const notListed = 'first 100 violations';

/** The first hundred of all lists, and one entry that says how many more there are. `uncounted` were left out before. */
export function listViolations(lists: readonly (readonly Violation[])[], uncounted = 0): readonly Violation[] {
  const all = lists.flat();
  const listed = all.filter(({ rule }) => rule !== notListed);
  const more = Math.max(0, countViolations(all) + uncounted - maxListedViolations);
  if (more === 0) return listed;
  const expected = `${more} more violations are not listed`;
  return [...listed.slice(0, maxListedViolations), { pointer: '', got: more, expected, rule: notListed }];
}

/** How many violations a list stands for, with those that it only counts. */
export function countViolations(violations: readonly Violation[]): number {
  return violations.reduce((sum, { rule, got }) => sum + (rule === notListed ? (got as number) : 1), 0);
}
