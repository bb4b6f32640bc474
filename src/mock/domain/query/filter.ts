/** The filters of a list: how a query names them, and what a document must have to pass. Source: TMF630. */

type FilterOperator = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';

export interface QueryFilter {
  /** `state`, `relatedParty.id`. Of an array on the path any element may match. */
  readonly path: string;
  readonly operator: FilterOperator;
  /** Any of them. */
  readonly values: readonly FilterValue[];
}

/** A value of a filter and how it can be read (number, instant), made once per request. */
interface FilterValue {
  readonly text: string;
  readonly number: number | undefined;
  readonly instant: number | undefined;
}

/**
 * `state`, `orderDate.gte`, and the encoded forms, in which the name may swallow the operator (`orderDate>` with a value:
 * greater or equal, as the equals sign was the separator) or the whole comparison (`orderDate>2026-01-05` without one).
 */
export function parseFilter(name: string, raw: readonly string[]): QueryFilter | undefined {
  const comparisonInName = /^([^<>=]+)(>=|<=|==|>|<)(.+)$/.exec(name);
  if (comparisonInName)
    return createFilter(
      comparisonInName[1] as string,
      operatorBySign[comparisonInName[2] as string] as FilterOperator,
      [comparisonInName[3] as string],
    );
  const signAtEnd = /^([^<>=]+)(>=|<=|==|>|<)$/.exec(name);
  if (signAtEnd) {
    const writtenSign = signAtEnd[2] as string;
    const orEqual = writtenSign === '>' || writtenSign === '<' ? `${writtenSign}=` : writtenSign;
    return createFilter(signAtEnd[1] as string, operatorBySign[orEqual] as FilterOperator, raw);
  }
  const operatorSuffix = /^(.+)\.(eq|gte?|lte?)$/.exec(name);
  if (operatorSuffix) return createFilter(operatorSuffix[1] as string, operatorSuffix[2] as FilterOperator, raw);
  return createFilter(name, 'eq', raw);
}

const operatorBySign: { readonly [sign: string]: FilterOperator } = {
  '>': 'gt',
  '>=': 'gte',
  '<': 'lt',
  '<=': 'lte',
  '==': 'eq',
};

function createFilter(path: string, operator: FilterOperator, raw: readonly string[]): QueryFilter | undefined {
  // `status=a;status=b` reaches us as one value that repeats the name.
  const values = raw.flatMap((value) =>
    value.split(/[;,]/).map((part) => {
      const trimmed = part.trim();
      return unquote(trimmed.startsWith(`${path}=`) ? trimmed.slice(path.length + 1) : trimmed);
    }),
  );
  const filterValues = values.filter((value) => value !== '').map(toFilterValue);
  return filterValues.length === 0 ? undefined : { path, operator, values: filterValues };
}

function unquote(value: string): string {
  return /^".*"$/s.test(value) && value.length >= 2 ? value.slice(1, -1) : value;
}

function toFilterValue(text: string): FilterValue {
  return { text, number: parseFilterNumber(text), instant: parseFilterInstant(text) };
}

export function parseFilterNumber(text: string): number | undefined {
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
}

const filterInstantPattern = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+ -]\d\d:?\d\d)?)?$/;

/**
 * Date-times are compared as instants; a date alone is its midnight in UTC, and a time without a zone is in UTC wherever the
 * server runs. A `+` that became a space is put back.
 */
export function parseFilterInstant(text: string): number | undefined {
  const match = filterInstantPattern.exec(text);
  if (!match) return undefined;
  const [, time, zone] = match;
  const instant = Date.parse(time && !zone ? `${text}Z` : text.replace(/ (\d\d:?\d\d)$/, '+$1'));
  return Number.isNaN(instant) ? undefined : instant;
}

/** The only text that passes; undefined where others may, such as another text for the same instant. */
export function soleExactText({ operator, values: [firstValue, ...otherValues] }: QueryFilter): string | undefined {
  return operator === 'eq' && otherValues.length === 0 && firstValue?.instant === undefined
    ? firstValue?.text
    : undefined;
}

/** The filter as a function of one value that a document has there. */
export function compileFilter({ operator, values }: QueryFilter): (actual: unknown) => boolean {
  const texts = operator === 'eq' ? values.map(({ text }) => text) : [];
  const textOnly = operator === 'eq' && values.every(({ instant }) => instant === undefined);
  const numberPasses = compileNumberFilter(operator, values);
  return (actual) => {
    if (typeof actual === 'string') {
      if (texts.includes(actual)) return true;
      return !textOnly && values.some((filterValue) => textSatisfies(operator, actual, filterValue));
    }
    if (typeof actual === 'number') return numberPasses(actual);
    return (
      typeof actual === 'boolean' && values.some((filterValue) => textSatisfies(operator, String(actual), filterValue))
    );
  };
}

/** Where the filter is a date, a number is an instant: quick attributes need not format dates. */
function compileNumberFilter(operator: FilterOperator, values: readonly FilterValue[]): (actual: number) => boolean {
  const tests = values.map(({ instant, number, text }) => {
    const expected = instant ?? number;
    if (expected !== undefined) return (actual: number) => differenceSatisfies(operator, actual - expected);
    return (actual: number) => operator === 'eq' && text === String(actual);
  });
  const [firstTest, ...otherTests] = tests;
  return firstTest !== undefined && otherTests.length === 0
    ? firstTest
    : (actual) => tests.some((passes) => passes(actual));
}

function textSatisfies(operator: FilterOperator, text: string, filterValue: FilterValue): boolean {
  if (operator === 'eq' && text === filterValue.text) return true;
  let difference: number | undefined;
  if (filterValue.instant !== undefined) {
    const instant = parseFilterInstant(text);
    if (instant !== undefined) difference = instant - filterValue.instant;
  } else if (filterValue.number !== undefined && operator !== 'eq') {
    const number = parseFilterNumber(text);
    if (number !== undefined) difference = number - filterValue.number;
  }
  if (difference === undefined) {
    if (operator === 'eq') return false;
    difference = text < filterValue.text ? -1 : text > filterValue.text ? 1 : 0;
  }
  return differenceSatisfies(operator, difference);
}

function differenceSatisfies(operator: FilterOperator, difference: number): boolean {
  if (operator === 'eq') return difference === 0;
  if (operator === 'gt') return difference > 0;
  if (operator === 'gte') return difference >= 0;
  return operator === 'lt' ? difference < 0 : difference <= 0;
}
