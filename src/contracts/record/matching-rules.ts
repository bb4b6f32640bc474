import { isJsonMap } from '#contracts/pact/pact-file';
import { type OpenApiDocument, type Schema, valueAtPointer } from '#engine/contract/openapi-document';

/**
 * How a recorded value is compared: a date by its format, an enumerated word by its value, everything else by its type.
 * Lists are compared by length, because a provider state always leads to the same data.
 */
export type MatchingRules = { readonly [path: string]: MatchingRule };

export interface MatchingRule {
  readonly combine: 'AND';
  readonly matchers: readonly (
    | { readonly match: 'type' }
    | { readonly match: 'equality' }
    | { readonly match: 'regex'; readonly regex: string }
  )[];
}

const instantRegex = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:?\\d{2})$';
const datePattern = '^\\d{4}-\\d{2}-\\d{2}$';
const uuidPattern = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';
const valueFormats = [instantRegex, datePattern, uuidPattern].map((regex) => ({ regex, pattern: new RegExp(regex) }));

/** Members whose values are enumerated words also where no document says so: in callbacks. */
const enumeratedMembers =
  /^(state|status|subStatus|milestone|action|eventType|qualifier|role|@type|@baseType|@referredType|code|reason)$/;

const typeRule: MatchingRule = { combine: 'AND', matchers: [{ match: 'type' }] };
const formatRule = (regex: string): MatchingRule => ({ combine: 'AND', matchers: [{ match: 'regex', regex }] });

export interface RuleContext {
  /** The document that `schemas` refer into. */
  readonly document?: object;
  /** Schemas of the body. */
  readonly schemas?: readonly Schema[];
  /** `member=value` of the request: where one comes back, it is compared by value. */
  readonly echoed?: ReadonlySet<string>;
}

/** Rules for a body, by path. */
export function buildMatchingRules(
  body: unknown,
  { document = {}, schemas = [], echoed = new Set() }: RuleContext = {},
): MatchingRules {
  return Object.fromEntries(rulesAtPath(body, '$', '', { document: document as OpenApiDocument, echoed }, schemas));
}

interface RuleTraversal {
  readonly document: OpenApiDocument;
  readonly echoed: ReadonlySet<string>;
}

function* rulesAtPath(
  value: unknown,
  path: string,
  name: string,
  traversal: RuleTraversal,
  schemas: readonly Schema[],
): Generator<readonly [path: string, rule: MatchingRule]> {
  const matchingSchemas = schemas.flatMap((schema) => schemaBranches(traversal.document, schema, new Set()));
  if (Array.isArray(value)) {
    const items = memberSchemas(matchingSchemas, 'items');
    for (const [index, one] of value.entries()) yield* rulesAtPath(one, `${path}[${index}]`, name, traversal, items);
    return;
  }
  if (isJsonMap(value)) {
    for (const [member, one] of Object.entries(value)) {
      const inner = matchingSchemas.flatMap((schema) => propertySchemas(schema, member));
      yield* rulesAtPath(one, `${path}${pathStep(member)}`, member, traversal, inner);
    }
    return;
  }
  if (traversal.echoed.has(`${name}=${String(value)}`)) return;
  const rule = chooseRule(value, name, matchingSchemas);
  if (rule && path !== '$') yield [path, rule];
}

function chooseRule(value: unknown, name: string, known: readonly SchemaMap[]): MatchingRule | undefined {
  if (value === null || typeof value === 'boolean' || enumeratedMembers.test(name)) return undefined;
  if (known.some((schema) => 'enum' in schema || 'const' in schema)) return undefined;
  const format = typeof value === 'string' ? valueFormats.find(({ pattern }) => pattern.test(value)) : undefined;
  return format ? formatRule(format.regex) : typeRule;
}

type SchemaMap = { readonly [keyword: string]: unknown };

/** A schema, what it refers to and what it consists of. */
function schemaBranches(document: OpenApiDocument, schema: Schema, seen: Set<unknown>): readonly SchemaMap[] {
  if (typeof schema !== 'object' || seen.has(schema)) return [];
  seen.add(schema);
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((list) => (schema[list] as Schema[] | undefined) ?? []);
  const single = ['if', 'then', 'else'].flatMap((keyword) => [schema[keyword] ?? []].flat() as Schema[]);
  const target = typeof schema.$ref === 'string' ? [valueAtPointer(document, schema.$ref.slice(1)) as Schema] : [];
  return [schema, ...[...target, ...parts, ...single].flatMap((part) => schemaBranches(document, part, seen))];
}

const memberSchemas = (known: readonly SchemaMap[], keyword: string): readonly Schema[] =>
  known.flatMap((schema) => (keyword in schema ? [schema[keyword] as Schema] : []));

function propertySchemas(schema: SchemaMap, member: string): readonly Schema[] {
  const found = (schema.properties as { readonly [name: string]: Schema } | undefined)?.[member];
  return found === undefined ? [] : [found];
}

const pathStep = (member: string): string =>
  /^[A-Za-z_]\w*$/.test(member) ? `.${member}` : `['${member.replaceAll("'", "\\'")}']`;
