import type { Answer, OperationCall, PageLimits, Query } from '#domain/core/call';
import { isJsonObject } from '#domain/core/json';
import type { Violation } from '#domain/core/violation';
import { type ErrorFamily, refuse } from '#domain/errors/error-catalogue';
import { compileFilter, parseFilter, type QueryFilter, soleExactText } from './filter.ts';
import { createIndexComparator, selectSortedPage } from './sort.ts';

/**
 * Lists as TMF630 has them: filters by any attribute with operators, `fields`, `sort`, `offset`, `limit`, and the two
 * count headers. Source: TMF; the default and the largest page are ours.
 */
export interface ListRules {
  readonly family: ErrorFamily;
  readonly defaultLimit: number;
  /** A larger `limit` counts as this. */
  readonly maxLimit: number;
  /** Query names that are not filters, besides fields, offset, limit and sort. */
  readonly nonFilterNames?: readonly string[];
}

export const defaultPageLimits: PageLimits = { defaultLimit: 20, maxLimit: 100 };

/** The rules of a TMF list on this server. */
export function tmfListRules({
  pages: { defaultLimit: defaultPageSize, maxLimit: maxPageSize } = defaultPageLimits,
}: Pick<OperationCall, 'pages'>): ListRules {
  return { family: 'tmf', defaultLimit: Math.min(defaultPageSize, maxPageSize), maxLimit: maxPageSize };
}

export interface ListRequest {
  readonly filters: readonly QueryFilter[];
  readonly fields: readonly string[] | undefined;
  readonly sort: readonly { readonly path: string; readonly descending: boolean }[];
  readonly offset: number;
  readonly limit: number;
}

/** Where a list takes its documents from. Quick attributes need no rendering of the whole resource; instants may be numbers. */
export interface ListSource<T, I = never> {
  readonly documents: Iterable<T>;
  /** The indexes, if any: which documents have exactly this text in the attribute, in the order of `documents`. */
  readonly indexes?: {
    /** Of `documents`. */
    readonly total: number;
    /** How many it would find; undefined: there is no index. */
    readonly count: (path: string, text: string) => number | undefined;
    readonly find: (path: string, text: string) => Iterable<T>;
  };
  readonly quickAttributes?: { readonly [path: string]: (document: T) => unknown };
  /** Attributes that every item of a document has: any may match, the first one is sorted by. */
  readonly items?: {
    readonly of: (document: T) => readonly I[];
    readonly quickAttributes: { readonly [path: string]: (item: I) => unknown };
  };
  readonly render: (document: T) => object;
}

/** The whole answer to a list request: 200 with a page, or a refusal that names every bad parameter. */
export function answerList<T, I = never>(query: Query, rules: ListRules, source: ListSource<T, I>): Answer {
  const request = parseListRequest(query, rules);
  if ('status' in request) return request;
  const { total, page } = selectPage(source, request);
  const body = page.map((document) => pickFields(source.render(document), request.fields));
  const headers = { 'X-Total-Count': String(total), 'X-Result-Count': String(body.length) };
  return { status: 200, headers, body };
}

/** The query as the rules understand it, or the refusal. */
export function parseListRequest(query: Query, rules: ListRules): ListRequest | Answer {
  const violations: Violation[] = [];
  const filters: QueryFilter[] = [];
  for (const name of Object.keys(query)) {
    if (reservedNames.has(name) || rules.nonFilterNames?.includes(name)) continue;
    if (name === 'filter' || /(\.regex|=~)/.test(name)) {
      return refuse(rules.family, 'notImplemented', `"${name}": JSONPath and regular expressions are not supported`);
    }
    const filter = parseFilter(name, query[name] ?? []);
    if (filter) filters.push(filter);
    else
      violations.push({
        pointer: `query/${name}`,
        expected: 'attribute=value, with a value',
        rule: 'tmf §1.2 filters',
      });
  }
  const offset = parseWholeNumber(query, 'offset', 0, violations);
  const limit = Math.min(parseWholeNumber(query, 'limit', rules.defaultLimit, violations), rules.maxLimit);
  if (violations.length > 0) {
    return refuse(
      rules.family,
      'invalidQuery',
      `Invalid query-string parameter value: ${joinParameterNames(violations)}`,
      violations,
    );
  }
  return { filters, fields: parseFields(query), sort: parseSort(query), offset, limit };
}

const reservedNames = new Set(['fields', 'offset', 'limit', 'sort']);
const joinParameterNames = (violations: readonly Violation[]) =>
  violations.map(({ pointer }) => pointer.slice('query/'.length)).join(', ');

function parseWholeNumber(query: Query, name: string, defaultValue: number, violations: Violation[]): number {
  const text = query[name]?.at(-1);
  if (text === undefined) return defaultValue;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  violations.push({
    pointer: `query/${name}`,
    got: text,
    expected: 'a whole number, 0 or more',
    rule: 'tmf §1.2 paging',
  });
  return defaultValue;
}

/** The members to keep, or undefined for all. Spaces and line breaks around names are ignored. */
export function parseFields(query: Query): readonly string[] | undefined {
  const named = splitCommaSeparated(query.fields);
  return named.length === 0 ? undefined : named;
}

function parseSort(query: Query): ListRequest['sort'] {
  return splitCommaSeparated(query.sort).map((name) => ({
    path: name.replace(/^[+-]/, ''),
    descending: name.startsWith('-'),
  }));
}

function splitCommaSeparated(values: readonly string[] | undefined): string[] {
  return (values ?? []).flatMap((value) => value.split(',').map((part) => part.trim())).filter((part) => part !== '');
}

/** An attribute that is known without rendering: whether any of its values passes, and the one that it is sorted by. */
interface QuickAttribute<T> {
  readonly some: (document: T, holds: (value: unknown) => boolean) => boolean;
  readonly first: (document: T) => unknown;
}

/** The path comes from the client, so inherited names such as `constructor` must not match. */
function findQuickAttribute<T, I>(
  { quickAttributes, items }: ListSource<T, I>,
  path: string,
): QuickAttribute<T> | undefined {
  const ownAttribute = quickAttributes && Object.hasOwn(quickAttributes, path) ? quickAttributes[path] : undefined;
  if (ownAttribute) return { some: (document, passes) => passes(ownAttribute(document)), first: ownAttribute };
  const itemAttribute = items && Object.hasOwn(items.quickAttributes, path) ? items.quickAttributes[path] : undefined;
  if (!items || !itemAttribute) return undefined;
  const some: QuickAttribute<T>['some'] = (document, passes) => {
    for (const item of items.of(document)) if (passes(itemAttribute(item))) return true;
    return false;
  };
  const first: QuickAttribute<T>['first'] = (document) => {
    const item = items.of(document)[0];
    return item === undefined ? undefined : itemAttribute(item);
  };
  return { some, first };
}

interface SelectedPage<T> {
  readonly total: number;
  readonly page: readonly T[];
}

function selectPage<T, I>(source: ListSource<T, I>, request: ListRequest): SelectedPage<T> {
  const { sort, offset, limit } = request;
  const { total, documents, remainingFilters } = narrowByIndex(source, request);
  if (total !== undefined && remainingFilters.length === 0 && sort.length === 0) {
    return { total, page: takeFirstDocuments(documents, offset + limit).slice(offset) };
  }
  const found = filterDocuments(documents, source, remainingFilters);
  if (sort.length === 0) return { total: found.length, page: found.slice(offset, offset + limit) };
  const comparators = sort.map(({ path, descending }) => {
    const first =
      findQuickAttribute(source, path)?.first ?? ((document: T) => valuesAtPath(source.render(document), path)[0]);
    return createIndexComparator(found, first, descending);
  });
  const indexes = selectSortedPage(found.length, comparators, offset, offset + limit);
  return { total: found.length, page: Array.from(indexes, (index) => found[index] as T) };
}

function takeFirstDocuments<T>(documents: Iterable<T>, maxCount: number): T[] {
  const page: T[] = [];
  if (maxCount === 0) return page;
  for (const document of documents) if (page.push(document) === maxCount) break;
  return page;
}

/** Reading a document through an index costs more than reading all in order, so an index must leave at most one in so many. */
const minIndexReduction = 4;

interface IndexedCandidates<T> {
  /** Where it is known without reading documents. */
  readonly total: number | undefined;
  readonly documents: Iterable<T>;
  /** Filters that still have to be applied. */
  readonly remainingFilters: readonly QueryFilter[];
}

/** The documents from the index that finds the fewest. */
function narrowByIndex<T, I>(
  { documents, indexes }: ListSource<T, I>,
  { filters, sort }: ListRequest,
): IndexedCandidates<T> {
  if (!indexes || filters.length === 0) return { total: indexes?.total, documents, remainingFilters: filters };
  // Where an index answers the whole query, only the documents of the page are read.
  const answersAll = filters.length === 1 && sort.length === 0;
  let maxCount = answersAll ? indexes.total : indexes.total / minIndexReduction;
  let best: { readonly filter: QueryFilter; readonly text: string } | undefined;
  for (const filter of filters) {
    const text = soleExactText(filter);
    const count = text === undefined ? undefined : indexes.count(filter.path, text);
    if (text === undefined || count === undefined || count > maxCount) continue;
    maxCount = count;
    best = { filter, text };
  }
  if (!best) return { total: undefined, documents, remainingFilters: filters };
  const { filter, text } = best;
  return {
    total: maxCount,
    documents: indexes.find(filter.path, text),
    remainingFilters: filters.filter((candidate) => candidate !== filter),
  };
}

/** Filters that need no rendering come first. Each filter becomes one function, because lists are long. */
function filterDocuments<T, I>(documents: Iterable<T>, source: ListSource<T, I>, filters: readonly QueryFilter[]): T[] {
  const quickTests: ((document: T) => boolean)[] = [];
  const renderedTests: ((rendered: object) => boolean)[] = [];
  for (const filter of filters) {
    const passes = compileFilter(filter);
    const quick = findQuickAttribute(source, filter.path);
    if (quick) quickTests.push((document) => quick.some(document, passes));
    else renderedTests.push((rendered) => valuesAtPath(rendered, filter.path).some(passes));
  }
  const found: T[] = [];
  next: for (const document of documents) {
    for (const passes of quickTests) if (!passes(document)) continue next;
    if (renderedTests.length > 0) {
      const rendered = source.render(document);
      for (const passes of renderedTests) if (!passes(rendered)) continue next;
    }
    found.push(document);
  }
  return found;
}

/** Every value at a dotted path, through arrays. */
export function valuesAtPath(from: unknown, path: string): unknown[] {
  let values: unknown[] = [from];
  for (const name of path.split('.')) {
    values = values.flatMap((value) => {
      const elements = Array.isArray(value) ? value : [value];
      return elements.map((element) =>
        isJsonObject(element) && Object.hasOwn(element, name) ? element[name] : undefined,
      );
    });
  }
  return values.flat().filter((value) => value !== undefined);
}

/** Exactly the named members; `none` is `id` and `href`; a dotted name selects inside a member. */
export function pickFields(resource: object, fields: readonly string[] | undefined): object {
  if (!fields) return resource;
  return pickPaths(resource, fields.includes('none') ? ['id', 'href'] : fields);
}

function pickPaths(from: object, paths: readonly string[]): object {
  const picked: [string, unknown][] = [];
  for (const [name, value] of Object.entries(from)) {
    if (paths.includes(name)) picked.push([name, value]);
    else {
      const innerPaths = paths.filter((path) => path.startsWith(`${name}.`)).map((path) => path.slice(name.length + 1));
      if (innerPaths.length > 0) picked.push([name, pickPathsInside(value, innerPaths)]);
    }
  }
  return Object.fromEntries(picked);
}

function pickPathsInside(value: unknown, paths: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((element) => pickPathsInside(element, paths));
  return isJsonObject(value) ? pickPaths(value, paths) : value;
}
