import type { Call, PageLimits, Query } from './call.ts';
import { type Answer, type Family, type Fault, refuse } from './problem.ts';

/**
 * Lists as TMF630 has them: filters by any attribute with operators, `fields`, `sort`, `offset`, `limit`, and the two
 * count headers. Source: TMF; the default and the largest page are ours.
 */
export interface ListRules {
  readonly family: Family;
  readonly defaultLimit: number;
  /** A larger `limit` is taken as this. */
  readonly maxLimit: number;
  /** Query names that are not filters, besides fields, offset, limit and sort. */
  readonly otherNames?: readonly string[];
}

export const pageLimits: PageLimits = { usual: 20, most: 100 };

/** The rules of a TMF list on this server. */
export function tmfList({ pages: { usual, most } = pageLimits }: Pick<Call, 'pages'>): ListRules {
  return { family: 'tmf', defaultLimit: Math.min(usual, most), maxLimit: most };
}

type Operator = 'eq' | 'gt' | 'gte' | 'lt' | 'lte';

interface Filter {
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

export interface ListRequest {
  readonly filters: readonly Filter[];
  readonly fields: readonly string[] | undefined;
  readonly sort: readonly { readonly path: string; readonly descending: boolean }[];
  readonly offset: number;
  readonly limit: number;
}

/**
 * Where a list takes its documents from. `quick` answers for attributes without rendering the whole resource; instants may be
 * numbers.
 */
export interface ListSource<T> {
  readonly documents: Iterable<T>;
  readonly quick?: { readonly [path: string]: (document: T) => unknown };
  readonly render: (document: T) => object;
}

/** The whole answer to a list request: 200 with a page, or a refusal that names every bad parameter. */
export function answerList<T>(query: Query, rules: ListRules, source: ListSource<T>): Answer {
  const request = readListRequest(query, rules);
  if ('status' in request) return request;
  const found = select(source, request);
  const page = found.slice(request.offset, request.offset + request.limit);
  const body = page.map((document) => pickFields(source.render(document), request.fields));
  const headers = { 'X-Total-Count': String(found.length), 'X-Result-Count': String(body.length) };
  return { status: 200, headers, body };
}

/** The query as the rules understand it, or the refusal. */
export function readListRequest(query: Query, rules: ListRules): ListRequest | Answer {
  const faults: Fault[] = [];
  const filters: Filter[] = [];
  for (const name of Object.keys(query)) {
    if (reserved.has(name) || rules.otherNames?.includes(name)) continue;
    if (name === 'filter' || /(\.regex|=~)/.test(name)) {
      return refuse(rules.family, 'notImplemented', `"${name}": JSONPath and regular expressions are not supported`);
    }
    const filter = readFilter(name, query[name] ?? []);
    if (filter) filters.push(filter);
    else faults.push({ pointer: `query/${name}`, expected: 'attribute=value, with a value', rule: 'tmf §1.2 filters' });
  }
  const offset = wholeNumber(query, 'offset', 0, faults);
  const limit = Math.min(wholeNumber(query, 'limit', rules.defaultLimit, faults), rules.maxLimit);
  if (faults.length > 0) {
    return refuse(rules.family, 'invalidQuery', `Invalid query-string parameter value: ${names(faults)}`, faults);
  }
  return { filters, fields: readFields(query), sort: readSort(query), offset, limit };
}

const reserved = new Set(['fields', 'offset', 'limit', 'sort']);
const names = (faults: readonly Fault[]) => faults.map(({ pointer }) => pointer.slice('query/'.length)).join(', ');

function wholeNumber(query: Query, name: string, otherwise: number, faults: Fault[]): number {
  const text = query[name]?.at(-1);
  if (text === undefined) return otherwise;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  faults.push({ pointer: `query/${name}`, got: text, expected: 'a whole number, 0 or more', rule: 'tmf §1.2 paging' });
  return otherwise;
}

/** Names to keep, or undefined for everything. Spaces and line breaks around names occur and mean nothing. */
export function readFields(query: Query): readonly string[] | undefined {
  const named = split(query.fields);
  return named.length === 0 ? undefined : named;
}

function readSort(query: Query): ListRequest['sort'] {
  return split(query.sort).map((name) => ({ path: name.replace(/^[+-]/, ''), descending: name.startsWith('-') }));
}

function split(values: readonly string[] | undefined): string[] {
  return (values ?? []).flatMap((value) => value.split(',').map((part) => part.trim())).filter((part) => part !== '');
}

/**
 * `state`, `orderDate.gte`, and the encoded forms, in which the name may swallow the operator (`orderDate>` with a value:
 * greater or equal, as the equals sign was the separator) or the whole comparison (`orderDate>2026-01-05` without one).
 */
function readFilter(name: string, raw: readonly string[]): Filter | undefined {
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

function asNumber(text: string): number | undefined {
  return /^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined;
}

/** Date-times are compared as instants; a date alone is its midnight in UTC. A `+` that became a space is put back. */
function asInstant(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+ -]\d\d:?\d\d)?)?$/.test(text)) return undefined;
  const instant = Date.parse(text.replace(/ (\d\d:?\d\d)$/, '+$1'));
  return Number.isNaN(instant) ? undefined : instant;
}

function select<T>(source: ListSource<T>, { filters, sort }: ListRequest): T[] {
  const found: T[] = [];
  // What needs no rendering is asked first. Each filter becomes one function: lists are long.
  const cheap: ((document: T) => boolean)[] = [];
  const dear: ((rendered: object) => boolean)[] = [];
  for (const one of filters) {
    const holds = testOf(one);
    const quick = quickOf(source, one.path);
    if (quick) cheap.push((document) => holds(quick(document)));
    else dear.push((rendered) => holds(valuesAt(rendered, one.path)));
  }
  next: for (const document of source.documents) {
    for (const holds of cheap) if (!holds(document)) continue next;
    if (dear.length > 0) {
      const rendered = source.render(document);
      for (const holds of dear) if (!holds(rendered)) continue next;
    }
    found.push(document);
  }
  return sort.length === 0 ? found : sorted(found, source, sort);
}

/** A path comes from the client: `constructor` is no filter of ours. */
function quickOf<T>({ quick }: ListSource<T>, path: string) {
  return quick && Object.hasOwn(quick, path) ? quick[path] : undefined;
}

function sorted<T>(found: readonly T[], source: ListSource<T>, sort: ListRequest['sort']): T[] {
  const keyed = found.map((document) => ({
    document,
    keys: sort.map(({ path }) => {
      const quick = quickOf(source, path);
      const value = quick ? quick(document) : valuesAt(source.render(document), path);
      return Array.isArray(value) ? value[0] : value;
    }),
  }));
  keyed.sort((a, b) => {
    for (const [at, { descending }] of sort.entries()) {
      const order = compareValues(a.keys[at], b.keys[at]);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
  return keyed.map(({ document }) => document);
}

/** Missing values come last; dates by instant, numbers by size, the rest by code unit. */
function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (a === undefined || b === undefined) return a === b ? 0 : a === undefined ? 1 : -1;
  const [left, right] = [comparable(String(a)), comparable(String(b))];
  for (const reading of ['number', 'instant'] as const) {
    const [x, y] = [left[reading], right[reading]];
    if (x !== undefined && y !== undefined) return x - y;
  }
  return left.text < right.text ? -1 : left.text > right.text ? 1 : 0;
}

/** The filter as a function of what a document has there: a value, or several of which any may match. */
function testOf({ operator, values }: Filter): (actual: unknown) => boolean {
  const texts = operator === 'eq' ? values.map(({ text }) => text) : [];
  const textOnly = operator === 'eq' && values.every(({ instant }) => instant === undefined);
  const one = (actual: unknown): boolean => {
    if (typeof actual === 'string') {
      if (texts.includes(actual)) return true;
      return !textOnly && values.some((wanted) => compares(operator, actual, wanted));
    }
    // A number stands for an instant where a date is asked for: quick attributes need not write dates out.
    if (typeof actual === 'number') return values.some((wanted) => comparesNumber(operator, actual, wanted));
    return typeof actual === 'boolean' && values.some((wanted) => compares(operator, String(actual), wanted));
  };
  return (actual) => (Array.isArray(actual) ? actual.some(one) : one(actual));
}

function comparesNumber(operator: Operator, actual: number, { instant, number, text }: Comparable): boolean {
  const wanted = instant ?? number;
  return wanted === undefined ? operator === 'eq' && text === String(actual) : holds(operator, actual - wanted);
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

/** Every value at a dotted path, through arrays. */
export function valuesAt(from: unknown, path: string): unknown[] {
  let values: unknown[] = [from];
  for (const name of path.split('.')) {
    values = values.flatMap((value) => {
      const inside = Array.isArray(value) ? value : [value];
      return inside.map((one) => (isObject(one) && Object.hasOwn(one, name) ? one[name] : undefined));
    });
  }
  return values.flat().filter((value) => value !== undefined);
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Exactly what was named; `none` is `id` and `href`; a dotted name selects inside. */
export function pickFields(resource: object, fields: readonly string[] | undefined): object {
  if (!fields) return resource;
  return pick(resource, fields.includes('none') ? ['id', 'href'] : fields);
}

function pick(from: object, paths: readonly string[]): object {
  const picked: [string, unknown][] = [];
  for (const [name, value] of Object.entries(from)) {
    if (paths.includes(name)) picked.push([name, value]);
    else {
      const inside = paths.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
      if (inside.length > 0) picked.push([name, pickInside(value, inside)]);
    }
  }
  return Object.fromEntries(picked);
}

function pickInside(value: unknown, paths: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((one) => pickInside(one, paths));
  return isObject(value) ? pick(value, paths) : value;
}
