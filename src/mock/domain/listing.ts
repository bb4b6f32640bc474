import type { Call, PageLimits, Query } from './call.ts';
import { type Filter, readFilter, testOf, theOneText } from './list-filter.ts';
import { orderBy, pageInOrder } from './list-sort.ts';
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

export interface ListRequest {
  readonly filters: readonly Filter[];
  readonly fields: readonly string[] | undefined;
  readonly sort: readonly { readonly path: string; readonly descending: boolean }[];
  readonly offset: number;
  readonly limit: number;
}

/** Where a list takes its documents from. Quick attributes need no rendering of the whole resource; instants may be numbers. */
export interface ListSource<T, I = never> {
  readonly documents: Iterable<T>;
  /** For whoever has some: which documents have exactly this text there, in the order of `documents`. */
  readonly indexes?: {
    /** Of `documents`. */
    readonly total: number;
    /** How many would be found; undefined where no index is. */
    readonly count: (path: string, text: string) => number | undefined;
    readonly find: (path: string, text: string) => Iterable<T>;
  };
  readonly quick?: { readonly [path: string]: (document: T) => unknown };
  /** Attributes that every item of a document has: any may match, the first one is sorted by. */
  readonly items?: {
    readonly of: (document: T) => readonly I[];
    readonly quick: { readonly [path: string]: (item: I) => unknown };
  };
  readonly render: (document: T) => object;
}

/** The whole answer to a list request: 200 with a page, or a refusal that names every bad parameter. */
export function answerList<T, I = never>(query: Query, rules: ListRules, source: ListSource<T, I>): Answer {
  const request = readListRequest(query, rules);
  if ('status' in request) return request;
  const { total, page } = select(source, request);
  const body = page.map((document) => pickFields(source.render(document), request.fields));
  const headers = { 'X-Total-Count': String(total), 'X-Result-Count': String(body.length) };
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

/** An attribute that is known without rendering: whether any of its values passes, and the one that it is sorted by. */
interface Attribute<T> {
  readonly some: (document: T, holds: (value: unknown) => boolean) => boolean;
  readonly first: (document: T) => unknown;
}

/** A path comes from the client: `constructor` is no attribute of ours. */
function quickOf<T, I>({ quick, items }: ListSource<T, I>, path: string): Attribute<T> | undefined {
  const own = quick && Object.hasOwn(quick, path) ? quick[path] : undefined;
  if (own) return { some: (document, holds) => holds(own(document)), first: own };
  const inside = items && Object.hasOwn(items.quick, path) ? items.quick[path] : undefined;
  if (!items || !inside) return undefined;
  const some: Attribute<T>['some'] = (document, holds) => {
    for (const item of items.of(document)) if (holds(inside(item))) return true;
    return false;
  };
  const first: Attribute<T>['first'] = (document) => {
    const item = items.of(document)[0];
    return item === undefined ? undefined : inside(item);
  };
  return { some, first };
}

interface Selected<T> {
  readonly total: number;
  readonly page: readonly T[];
}

function select<T, I>(source: ListSource<T, I>, request: ListRequest): Selected<T> {
  const { sort, offset, limit } = request;
  const { total, documents, left } = narrowed(source, request);
  if (total !== undefined && left.length === 0 && sort.length === 0) {
    return { total, page: firstOf(documents, offset + limit).slice(offset) };
  }
  const found = passing(documents, source, left);
  if (sort.length === 0) return { total: found.length, page: found.slice(offset, offset + limit) };
  const orders = sort.map(({ path, descending }) => {
    const first = quickOf(source, path)?.first ?? ((document: T) => valuesAt(source.render(document), path)[0]);
    return orderBy(found, first, descending);
  });
  const places = pageInOrder(found.length, orders, offset, offset + limit);
  return { total: found.length, page: Array.from(places, (at) => found[at] as T) };
}

function firstOf<T>(documents: Iterable<T>, most: number): T[] {
  const first: T[] = [];
  if (most === 0) return first;
  for (const document of documents) if (first.push(document) === most) break;
  return first;
}

/** Read through by an index, documents are dearer than in a row: it must leave no more than one in so many. */
const worthwhile = 4;

interface Narrowed<T> {
  /** Where it is known without looking. */
  readonly total: number | undefined;
  readonly documents: Iterable<T>;
  /** Filters that are still to be asked. */
  readonly left: readonly Filter[];
}

/** What the index that finds the fewest leads to. */
function narrowed<T, I>({ documents, indexes }: ListSource<T, I>, { filters, sort }: ListRequest): Narrowed<T> {
  if (!indexes || filters.length === 0) return { total: indexes?.total, documents, left: filters };
  // Where an index answers everything, nothing is looked at but the page.
  const answersAll = filters.length === 1 && sort.length === 0;
  let most = answersAll ? indexes.total : indexes.total / worthwhile;
  let best: { readonly filter: Filter; readonly text: string } | undefined;
  for (const filter of filters) {
    const text = theOneText(filter);
    const count = text === undefined ? undefined : indexes.count(filter.path, text);
    if (text === undefined || count === undefined || count > most) continue;
    most = count;
    best = { filter, text };
  }
  if (!best) return { total: undefined, documents, left: filters };
  const { filter, text } = best;
  return { total: most, documents: indexes.find(filter.path, text), left: filters.filter((one) => one !== filter) };
}

/** What needs no rendering is asked first. Each filter becomes one function: lists are long. */
function passing<T, I>(documents: Iterable<T>, source: ListSource<T, I>, filters: readonly Filter[]): T[] {
  const cheap: ((document: T) => boolean)[] = [];
  const dear: ((rendered: object) => boolean)[] = [];
  for (const one of filters) {
    const holds = testOf(one);
    const quick = quickOf(source, one.path);
    if (quick) cheap.push((document) => quick.some(document, holds));
    else dear.push((rendered) => valuesAt(rendered, one.path).some(holds));
  }
  const found: T[] = [];
  next: for (const document of documents) {
    for (const holds of cheap) if (!holds(document)) continue next;
    if (dear.length > 0) {
      const rendered = source.render(document);
      for (const holds of dear) if (!holds(rendered)) continue next;
    }
    found.push(document);
  }
  return found;
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
