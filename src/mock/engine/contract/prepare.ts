import type { Document, Schema } from './document.ts';
import { lookUp, pointerPart } from './document.ts';

/**
 * OpenAPI schemas as ajv takes them. Two sets, because a request and an answer differ: what the server owns (`readOnly`)
 * is refused in a request and never required there; what only the client sends (`writeOnly`) is never required in an
 * answer. References become `request#/$defs/Name`, so that a schema means the same wherever it stands.
 */
export type Direction = 'request' | 'answer';

/** Where a prepared schema object is written: filled while preparing, read when a fault is explained. */
export type Places = WeakMap<object, string>;

/** The ajv keyword that stands for "the server owns this member". */
export const SERVER_OWNED = 'serverOwned';

const MAPS = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const SINGLES = [
  'items',
  'additionalProperties',
  'not',
  'if',
  'then',
  'else',
  'contains',
  'propertyNames',
  'unevaluatedItems',
  'unevaluatedProperties',
];
/** For people or for the rewriting below; ajv needs none of them. Examples stay: a fault that is found tells one. */
const LEFT_OUT =
  /^(x-.*|title|description|default|example|deprecated|readOnly|writeOnly|discriminator|xml|externalDocs)$/;

type SchemaObject = { readonly [keyword: string]: unknown };
type Made = { [keyword: string]: unknown };

export function prepareComponents(document: Document, direction: Direction, places: Places): object {
  const defs: Made = {};
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    defs[name] = prepare(document, schema, `/components/schemas/${pointerPart(name)}`, direction, places);
  }
  return { $id: direction, $defs: defs };
}

export function prepare(document: Document, schema: Schema, at: string, direction: Direction, places: Places): Schema {
  if (typeof schema === 'boolean') return schema;
  const inner = (value: unknown, path: string) =>
    prepare(document, value as Schema, `${at}/${path}`, direction, places);
  const made: Made = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (LEFT_OUT.test(keyword)) continue;
    if (keyword === '$ref') made.$ref = local(value as string, direction);
    else if (MAPS.includes(keyword))
      made[keyword] = mapValues(value as object, (v, k) => inner(v, `${keyword}/${pointerPart(k)}`));
    else if (LISTS.includes(keyword)) made[keyword] = (value as unknown[]).map((v, i) => inner(v, `${keyword}/${i}`));
    else if (SINGLES.includes(keyword)) made[keyword] = inner(value, keyword);
    else made[keyword] = value;
  }
  if (direction === 'request') refuseServerOwned(schema, made, places, at);
  relaxRequired(document, schema, made, direction);
  if (schema.discriminator !== undefined && schema.oneOf !== undefined)
    dispatch(schema, made, direction, (tag) => places.set(tag, `${at}/discriminator`));
  places.set(made, at);
  return made;
}

const local = (reference: string, direction: Direction): string =>
  `${direction}#/$defs/${reference.slice('#/components/schemas/'.length)}`;

function mapValues(map: object, change: (value: unknown, key: string) => unknown): Made {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

const isServerOwned = (member: unknown): boolean => {
  const { readOnly, 'x-request-member': requestMember } = (member ?? {}) as SchemaObject;
  return readOnly === true && requestMember !== true;
};

function refuseServerOwned(schema: SchemaObject, made: Made, places: Places, at: string): void {
  for (const [name, member] of Object.entries((schema.properties as object | undefined) ?? {})) {
    if (!isServerOwned(member)) continue;
    const refused = { [SERVER_OWNED]: true };
    places.set(refused, `${at}/properties/${pointerPart(name)}`);
    (made.properties as Made)[name] = refused;
  }
}

/** A member may be required here and described in another part of an `allOf`: look at all of them. */
function relaxRequired(document: Document, schema: SchemaObject, made: Made, direction: Direction): void {
  const required = schema.required as readonly string[] | undefined;
  if (required === undefined) return;
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly';
  const members = membersOf(document, schema, new Set());
  const kept = required.filter((name) => (members.get(name) as SchemaObject | undefined)?.[flag] !== true);
  if (kept.length > 0) made.required = kept;
  else delete made.required;
}

function membersOf(document: Document, schema: Schema | undefined, seen: Set<unknown>): Map<string, unknown> {
  if (typeof schema !== 'object' || seen.has(schema)) return new Map();
  seen.add(schema);
  const found = new Map<string, unknown>(Object.entries((schema.properties as object | undefined) ?? {}));
  const parts = [...((schema.allOf as Schema[] | undefined) ?? [])];
  const reference = schema.$ref;
  if (typeof reference === 'string') parts.push(lookUp(document, reference.slice(1)) as Schema);
  for (const part of parts)
    for (const [name, member] of membersOf(document, part, seen)) if (!found.has(name)) found.set(name, member);
  return found;
}

/**
 * `oneOf` with a tag: only the schema that the tag names is tried, so that one typo is one fault. A tag that is not
 * listed is refused, or (`x-unlisted-types: base`) checked against the base schema.
 */
function dispatch(schema: SchemaObject, made: Made, direction: Direction, place: (tag: object) => void): void {
  const { propertyName: tag, mapping } = schema.discriminator as {
    propertyName: string;
    mapping: Record<string, string>;
  };
  const tags = Object.keys(mapping);
  const open = schema['x-unlisted-types'] === 'base';
  delete made.oneOf;
  made.type = 'object';
  const named = (values: readonly string[]) => ({
    type: 'object',
    required: [tag],
    properties: { [tag]: { enum: values } },
  });
  const branches = tags.map((value) => ({
    if: named([value]),
    [THEN]: { $ref: local(mapping[value] as string, direction) },
  }));
  const base = open
    ? [{ if: { not: named(tags) }, [THEN]: { $ref: local(schema['x-base-schema'] as string, direction) } }]
    : [];
  made.allOf = [...((made.allOf as unknown[] | undefined) ?? []), ...branches, ...base];
  if (open) return;
  made.required = [...new Set([...((made.required as string[] | undefined) ?? []), tag])];
  const allowed = { type: 'string', enum: tags };
  place(allowed);
  made.properties = { ...(made.properties as object | undefined), [tag]: allowed };
}

/** Apart, so that no object here looks like a promise. */
const THEN = 'then';
