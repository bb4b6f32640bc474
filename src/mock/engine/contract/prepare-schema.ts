import type { OpenApiDocument, Schema } from './openapi-document.ts';
import { escapePointerSegment, valueAtPointer } from './openapi-document.ts';

/**
 * OpenAPI schemas as ajv takes them. Two sets, because a request and an answer differ: what the server owns (`readOnly`)
 * is refused in a request and never required there; what only the client sends (`writeOnly`) is never required in an
 * answer. References become `request#/$defs/Name`, so that a schema means the same wherever it stands.
 */
export type Direction = 'request' | 'answer';

/** Where a prepared schema object is written: filled while preparing, read when a violation is explained. */
export type SchemaPointers = WeakMap<object, string>;

/** The ajv keyword that stands for "the server owns this member". */
export const SERVER_OWNED = 'serverOwned';

const SCHEMA_MAP_KEYWORDS = ['properties', 'patternProperties', '$defs', 'dependentSchemas'];
const SCHEMA_LIST_KEYWORDS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const SCHEMA_KEYWORDS = [
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
/** For people or for the rewriting below; ajv needs none of them. Examples stay: a violation shows one. */
const IGNORED_KEYWORDS =
  /^(x-.*|title|description|default|example|deprecated|readOnly|writeOnly|discriminator|xml|externalDocs)$/;

export type SchemaKeywords = { readonly [keyword: string]: unknown };
type PreparedSchema = { [keyword: string]: unknown };

export function prepareComponents(document: OpenApiDocument, direction: Direction, pointers: SchemaPointers): object {
  const defs: PreparedSchema = {};
  for (const [name, schema] of Object.entries(document.components?.schemas ?? {})) {
    defs[name] = prepareSchema(
      document,
      schema,
      `/components/schemas/${escapePointerSegment(name)}`,
      direction,
      pointers,
    );
  }
  return { $id: direction, $defs: defs };
}

export function prepareSchema(
  document: OpenApiDocument,
  schema: Schema,
  pointer: string,
  direction: Direction,
  pointers: SchemaPointers,
): Schema {
  if (typeof schema === 'boolean') return schema;
  const prepareInner = (value: unknown, path: string) =>
    prepareSchema(document, value as Schema, `${pointer}/${path}`, direction, pointers);
  const prepared: PreparedSchema = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (IGNORED_KEYWORDS.test(keyword)) continue;
    if (keyword === '$ref') prepared.$ref = localReference(value as string, direction);
    else if (SCHEMA_MAP_KEYWORDS.includes(keyword))
      prepared[keyword] = mapValues(value as object, (v, k) =>
        prepareInner(v, `${keyword}/${escapePointerSegment(k)}`),
      );
    else if (SCHEMA_LIST_KEYWORDS.includes(keyword))
      prepared[keyword] = (value as unknown[]).map((v, i) => prepareInner(v, `${keyword}/${i}`));
    else if (SCHEMA_KEYWORDS.includes(keyword)) prepared[keyword] = prepareInner(value, keyword);
    else prepared[keyword] = value;
  }
  if (direction === 'request') markServerOwned(schema, prepared, pointers, pointer);
  relaxRequired(document, schema, prepared, direction);
  if (schema.discriminator !== undefined && schema.oneOf !== undefined)
    expandDiscriminator(schema, prepared, direction, (tag) => pointers.set(tag, `${pointer}/discriminator`));
  pointers.set(prepared, pointer);
  return prepared;
}

const localReference = (reference: string, direction: Direction): string =>
  `${direction}#/$defs/${reference.slice('#/components/schemas/'.length)}`;

function mapValues(map: object, change: (value: unknown, key: string) => unknown): PreparedSchema {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value, key)]));
}

const isServerOwned = (member: unknown): boolean => {
  const { readOnly, 'x-request-member': requestMember } = (member ?? {}) as SchemaKeywords;
  return readOnly === true && requestMember !== true;
};

function markServerOwned(
  schema: SchemaKeywords,
  prepared: PreparedSchema,
  pointers: SchemaPointers,
  pointer: string,
): void {
  for (const [name, member] of Object.entries((schema.properties as object | undefined) ?? {})) {
    if (!isServerOwned(member)) continue;
    const refused = { [SERVER_OWNED]: true };
    pointers.set(refused, `${pointer}/properties/${escapePointerSegment(name)}`);
    (prepared.properties as PreparedSchema)[name] = refused;
  }
}

/** A member may be required here and described in another part of an `allOf`: look at all of them. */
function relaxRequired(
  document: OpenApiDocument,
  schema: SchemaKeywords,
  prepared: PreparedSchema,
  direction: Direction,
): void {
  const required = schema.required as readonly string[] | undefined;
  if (required === undefined) return;
  const flag = direction === 'request' ? 'readOnly' : 'writeOnly';
  const members = collectMembers(document, schema, new Set());
  const stillRequired = required.filter((name) => (members.get(name) as SchemaKeywords | undefined)?.[flag] !== true);
  if (stillRequired.length > 0) prepared.required = stillRequired;
  else delete prepared.required;
}

function collectMembers(
  document: OpenApiDocument,
  schema: Schema | undefined,
  seen: Set<unknown>,
): Map<string, unknown> {
  if (typeof schema !== 'object' || seen.has(schema)) return new Map();
  seen.add(schema);
  const found = new Map<string, unknown>(Object.entries((schema.properties as object | undefined) ?? {}));
  const parts = [...((schema.allOf as Schema[] | undefined) ?? [])];
  const reference = schema.$ref;
  if (typeof reference === 'string') parts.push(valueAtPointer(document, reference.slice(1)) as Schema);
  for (const part of parts)
    for (const [name, member] of collectMembers(document, part, seen)) if (!found.has(name)) found.set(name, member);
  return found;
}

/**
 * `oneOf` with a tag: only the schema that the tag names is tried, so that one typo is one violation. A tag that is not
 * listed is refused, or (`x-unlisted-types: base`) checked against the base schema.
 */
function expandDiscriminator(
  schema: SchemaKeywords,
  prepared: PreparedSchema,
  direction: Direction,
  recordPointer: (tag: object) => void,
): void {
  const { propertyName: tag, mapping } = schema.discriminator as {
    propertyName: string;
    mapping: Record<string, string>;
  };
  const tags = Object.keys(mapping);
  const acceptsUnlisted = schema['x-unlisted-types'] === 'base';
  delete prepared.oneOf;
  prepared.type = 'object';
  const named = (values: readonly string[]) => ({
    type: 'object',
    required: [tag],
    properties: { [tag]: { enum: values } },
  });
  const branches = tags.map((value) => ({
    if: named([value]),
    [THEN_KEYWORD]: { $ref: localReference(mapping[value] as string, direction) },
  }));
  const base = acceptsUnlisted
    ? [
        {
          if: { not: named(tags) },
          [THEN_KEYWORD]: { $ref: localReference(schema['x-base-schema'] as string, direction) },
        },
      ]
    : [];
  prepared.allOf = [...((prepared.allOf as unknown[] | undefined) ?? []), ...branches, ...base];
  if (acceptsUnlisted) return;
  prepared.required = [...new Set([...((prepared.required as string[] | undefined) ?? []), tag])];
  const allowed = { type: 'string', enum: tags };
  recordPointer(allowed);
  prepared.properties = { ...(prepared.properties as object | undefined), [tag]: allowed };
}

/** A function of its own, so that no object literal here has a member `then` and is taken for a promise. */
const THEN_KEYWORD = 'then';
