import { type Document, lookUp, type Schema } from '../mock/engine/contract/document.ts';
import { isMap } from './pact-file.ts';

/**
 * How closely a recorded value is held to: a date by its format, an enumerated word by its value, everything else by its
 * type. Lists are held to their length, because a provider state always makes the same world.
 */
export type BodyRules = { readonly [path: string]: Rule };

export interface Rule {
  readonly combine: 'AND';
  readonly matchers: readonly (
    | { readonly match: 'type' }
    | { readonly match: 'equality' }
    | { readonly match: 'regex'; readonly regex: string }
  )[];
}

const instant = '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:?\\d{2})$';
const day = '^\\d{4}-\\d{2}-\\d{2}$';
const uuid = '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';
const formats = [instant, day, uuid].map((regex) => ({ regex, pattern: new RegExp(regex) }));

/** Members whose values are words of a closed list also where no document says so: in callbacks. */
const words =
  /^(state|status|subStatus|milestone|action|eventType|qualifier|role|@type|@baseType|@referredType|code|reason)$/;

const byType: Rule = { combine: 'AND', matchers: [{ match: 'type' }] };
const byFormat = (regex: string): Rule => ({ combine: 'AND', matchers: [{ match: 'regex', regex }] });

export interface KnownOf {
  /** The document that `schemas` refer into. */
  readonly document?: object;
  /** What the body is described by. */
  readonly schemas?: readonly Schema[];
  /** `member=value` of what the request said: where it comes back, it is held to by its value. */
  readonly echoed?: ReadonlySet<string>;
}

/** Rules for a body, by path. */
export function rulesFor(body: unknown, { document = {}, schemas = [], echoed = new Set() }: KnownOf = {}): BodyRules {
  return Object.fromEntries(rulesAt(body, '$', '', { document: document as Document, echoed }, schemas));
}

interface Walk {
  readonly document: Document;
  readonly echoed: ReadonlySet<string>;
}

function* rulesAt(
  value: unknown,
  path: string,
  name: string,
  walk: Walk,
  schemas: readonly Schema[],
): Generator<readonly [path: string, rule: Rule]> {
  const known = schemas.flatMap((schema) => branches(walk.document, schema, new Set()));
  if (Array.isArray(value)) {
    const items = members(known, 'items');
    for (const [at, one] of value.entries()) yield* rulesAt(one, `${path}[${at}]`, name, walk, items);
    return;
  }
  if (isMap(value)) {
    for (const [member, one] of Object.entries(value)) {
      const inner = known.flatMap((schema) => propertyOf(schema, member));
      yield* rulesAt(one, `${path}${step(member)}`, member, walk, inner);
    }
    return;
  }
  if (walk.echoed.has(`${name}=${String(value)}`)) return;
  const rule = ruleFor(value, name, known);
  if (rule && path !== '$') yield [path, rule];
}

function ruleFor(value: unknown, name: string, known: readonly SchemaMap[]): Rule | undefined {
  if (value === null || typeof value === 'boolean' || words.test(name)) return undefined;
  if (known.some((schema) => 'enum' in schema || 'const' in schema)) return undefined;
  const format = typeof value === 'string' ? formats.find(({ pattern }) => pattern.test(value)) : undefined;
  return format ? byFormat(format.regex) : byType;
}

type SchemaMap = { readonly [keyword: string]: unknown };

/** A schema and everything that it refers to or is made of. */
function branches(document: Document, schema: Schema, seen: Set<unknown>): readonly SchemaMap[] {
  if (typeof schema !== 'object' || seen.has(schema)) return [];
  seen.add(schema);
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((list) => (schema[list] as Schema[] | undefined) ?? []);
  const single = ['if', 'then', 'else'].flatMap((keyword) => [schema[keyword] ?? []].flat() as Schema[]);
  const target = typeof schema.$ref === 'string' ? [lookUp(document, schema.$ref.slice(1)) as Schema] : [];
  return [schema, ...[...target, ...parts, ...single].flatMap((part) => branches(document, part, seen))];
}

const members = (known: readonly SchemaMap[], keyword: string): readonly Schema[] =>
  known.flatMap((schema) => (keyword in schema ? [schema[keyword] as Schema] : []));

function propertyOf(schema: SchemaMap, member: string): readonly Schema[] {
  const found = (schema.properties as { readonly [name: string]: Schema } | undefined)?.[member];
  return found === undefined ? [] : [found];
}

const step = (member: string): string =>
  /^[A-Za-z_]\w*$/.test(member) ? `.${member}` : `['${member.replaceAll("'", "\\'")}']`;
