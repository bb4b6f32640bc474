import type { OpenApiDocument, Schema } from '#engine/contract/openapi-document';
import { valueAtPointer } from '#engine/contract/openapi-document';

/** A document's request schemas as a generator takes them: nothing the server owns, nothing that is not JSON Schema. */
export type PlainSchema = { readonly [keyword: string]: unknown };

export function plainRequestSchema(document: OpenApiDocument, schema: unknown): PlainSchema {
  const defs: { [name: string]: unknown } = {};
  for (const [name, one] of Object.entries(document.components?.schemas ?? {})) defs[name] = toPlainSchema(one);
  return { ...(toPlainSchema(schema) as PlainSchema), $defs: defs };
}

const isServerOwned = (member: unknown): boolean => isObject(member) && member.readOnly === true;

function toPlainSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toPlainSchema);
  if (!isObject(schema)) return schema;
  const made: { [keyword: string]: unknown } = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (/^(x-.*|title|description|discriminator|default|examples?|readOnly|writeOnly|deprecated)$/.test(keyword))
      continue;
    if (keyword === '$ref') made.$ref = String(value).replace('#/components/schemas/', '#/$defs/');
    else if (keyword === 'properties') {
      const members = Object.entries(value as object).filter(([, member]) => !isServerOwned(member));
      made.properties = Object.fromEntries(members.map(([name, member]) => [name, toPlainSchema(member)]));
    } else if (keyword === 'enum' || keyword === 'const' || keyword === 'required' || keyword === 'type')
      made[keyword] = value;
    else made[keyword] = toPlainSchema(value);
  }
  if (Array.isArray(made.required) && isObject(schema.properties)) {
    const members = schema.properties;
    made.required = made.required.filter((name) => !isServerOwned(members[name as string]));
  }
  return made;
}

export function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schema that decides for a value: references followed, the tag of a choice obeyed; `allOf` gives several. */
export function applicableSchemas(document: OpenApiDocument, schema: unknown, value: unknown): readonly PlainSchema[] {
  if (!isObject(schema)) return [];
  if (typeof schema.$ref === 'string') {
    const { $ref, ...beside } = schema;
    return [
      ...applicableSchemas(document, valueAtPointer(document, schema.$ref.slice(1)) as Schema, value),
      ...(Object.keys(beside).length > 0 ? [beside] : []),
    ];
  }
  const { discriminator } = schema as { discriminator?: { propertyName: string; mapping?: { [tag: string]: string } } };
  if (discriminator && isObject(value)) {
    const target = discriminator.mapping?.[String(value[discriminator.propertyName])];
    return [schema, ...(target === undefined ? [] : applicableSchemas(document, { $ref: target }, value))];
  }
  const parts = Array.isArray(schema.allOf)
    ? schema.allOf.flatMap((part) => applicableSchemas(document, part, value))
    : [];
  return [schema, ...parts];
}
