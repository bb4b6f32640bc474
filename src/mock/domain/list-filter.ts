/** The filters of a list: how a query names them, and what a document must have to pass. Source: TMF630. */

type Operator = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';

export interface Filter {
  /** `state`, `relatedParty.id`: arrays on the way are looked through, any element may match. */
  readonly path: string;
  readonly operator: Operator;
  /** Any of them. */
  readonly values: readonly Comparable[];
}

/** A wanted value with its readings, made once per request. */
interface Comparable {
  readonly text: string;
  readonly number: number | undefined;
  readonly instant: number | undefined;
}

/**
 * `state`, `orderDate.gte`, and the encoded forms, in which the name may swallow the operator (`orderDate>` with a value:
 * greater or equal, as the equals sign was the separator) or the whole comparison (`orderDate>2026-01-05` without one).
 */
export function readFilter(name: string, raw: readonly string[]): Filter | undefined {
  const inName = /^([^<>=]+)(>=|<=|==|>|<)(.+)$/.exec(name);
  if (inName) return filter(inName[1] as string, signs[inName[2] as string] as Operator, [inName[3] as string]);
  const sign = /^([^<>=]+)(>=|<=|==|>|<)$/.exec(name);
  if (sign) {
    const written = sign[2] as string;
    const orEqual = written === '>' || written === '<' ? `${written}=` : written;
    return filter(sign[1] as string, signs[orEqual] as Operator, raw);
  }
  const suffix = /^(.+)\.(eq|gte?|lte?)$/.exec(name);
  if (suffix) return filter(suffix[1] as string, suffix[2] as Operator, raw);
  return filter(name, 'eq', raw);
}

const signs: { readonly [sign: string]: Operator } = { '>': 'gt', '>=': 'gte', '<': 'lt', '<=': 'lte', '==': 'eq' };

function filter(path: string, operator: Operator, raw: readonly string[]): Filter | undefined {
  // `status=a;status=b` reaches us as one value that repeats the name.
  const values = raw.flatMap((value) =>
    value.split(/[;,]/).map((part) => {
      const trimmed = part.trim();
      return unquoted(trimmed.startsWith(`${path}=`) ? trimmed.slice(path.length + 1) : trimmed);
    }),
  );
  const wanted = values.filter((value) => value !== '').map(comparable);
  return wanted.length === 0 ? undefined : { path, operator, values: wanted };
}

function unquoted(value: string): string {
  return /^".*"$/s.test(value) && value.length >= 2 ? value.slice(1, -1) : value;
}

function comparable(text: string): Comparable {
  return { text, number: asNumber(text), instant: asInstant(text) };
}

export function asNumber(text: string): number | undefined {
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
}

const instantForm = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(Z|[+ -]\d\d:?\d\d)?)?$/;

/**
 * Date-times are compared as instants; a date alone is its midnight in UTC, and a time without a zone is in UTC wherever the
 * server runs. A `+` that became a space is put back.
 */
export function asInstant(text: string): number | undefined {
  const match = instantForm.exec(text);
  if (!match) return undefined;
  const [, time, zone] = match;
  const instant = Date.parse(time && !zone ? `${text}Z` : text.replace(/ (\d\d:?\d\d)$/, '+$1'));
  return Number.isNaN(instant) ? undefined : instant;
}

/** The only text that passes; undefined where another may, as one that means the same instant. */
export function theOneText({ operator, values: [wanted, ...more] }: Filter): string | undefined {
  return operator === 'eq' && more.length === 0 && wanted?.instant === undefined ? wanted?.text : undefined;
}

/** The filter as a function of one value that a document has there. */
export function testOf({ operator, values }: Filter): (actual: unknown) => boolean {
  const texts = operator === 'eq' ? values.map(({ text }) => text) : [];
  const textOnly = operator === 'eq' && values.every(({ instant }) => instant === undefined);
  const passes = numberTestOf(operator, values);
  return (actual) => {
    if (typeof actual === 'string') {
      if (texts.includes(actual)) return true;
      return !textOnly && values.some((wanted) => compares(operator, actual, wanted));
    }
    if (typeof actual === 'number') return passes(actual);
    return typeof actual === 'boolean' && values.some((wanted) => compares(operator, String(actual), wanted));
  };
}

/** A number stands for an instant where a date is asked for: quick attributes need not write dates out. */
function numberTestOf(operator: Operator, values: readonly Comparable[]): (actual: number) => boolean {
  const tests = values.map(({ instant, number, text }) => {
    const wanted = instant ?? number;
    if (wanted !== undefined) return (actual: number) => holds(operator, actual - wanted);
    return (actual: number) => operator === 'eq' && text === String(actual);
  });
  const [only, ...more] = tests;
  return only !== undefined && more.length === 0 ? only : (actual) => tests.some((passes) => passes(actual));
}

function compares(operator: Operator, text: string, wanted: Comparable): boolean {
  if (operator === 'eq' && text === wanted.text) return true;
  let order: number | undefined;
  if (wanted.instant !== undefined) {
    const instant = asInstant(text);
    if (instant !== undefined) order = instant - wanted.instant;
  } else if (wanted.number !== undefined && operator !== 'eq') {
    const number = asNumber(text);
    if (number !== undefined) order = number - wanted.number;
  }
  if (order === undefined) {
    if (operator === 'eq') return false;
    order = text < wanted.text ? -1 : text > wanted.text ? 1 : 0;
  }
  return holds(operator, order);
}

function holds(operator: Operator, order: number): boolean {
  if (operator === 'eq') return order === 0;
  if (operator === 'gt') return order > 0;
  if (operator === 'gte') return order >= 0;
  return operator === 'lt' ? order < 0 : order <= 0;
}
