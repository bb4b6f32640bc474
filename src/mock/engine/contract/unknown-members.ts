import { closestMatch } from '#domain/core/closest-match';
import { escapePointerSegment, type OpenApiDocument, type Schema, valueAtPointer } from './openapi-document.ts';
import type { SchemaKeywords } from './prepare-schema.ts';

/** A JSON pointer, and the member that was probably meant: one that the document names there and that was not sent. */
export interface UnknownMember {
  readonly pointer: string;
  readonly suggestion?: string;
}

/** Deeper than a body can be unless its limit was raised; a schema names nothing there. */
const maxVisitedDepth = 100;

/**
 * Members of a body that no alternative of its schema names at their place. They are accepted and have no effect.
 */
export function findUnknownMembers(
  document: OpenApiDocument,
  schema: Schema,
  body: unknown,
  maxCount = 20,
): readonly UnknownMember[] {
  const found: UnknownMember[] = [];
  visit([schema], body, '', maxVisitedDepth);
  return found;

  function visit(schemas: readonly Schema[], value: unknown, pointer: string, depth: number): void {
    if (depth === 0 || found.length >= maxCount || typeof value !== 'object' || value === null) return;
    const applicable = applicableSchemas(document, schemas);
    if (applicable.length === 0) return;
    if (Array.isArray(value)) {
      const itemSchemas = applicable.flatMap(({ items }) => (items === undefined ? [] : [items as Schema]));
      for (const [memberPointer, member] of value.entries())
        visit(itemSchemas, member, `${pointer}/${memberPointer}`, depth - 1);
      return;
    }
    // A schema that declares no members accepts any.
    const declared = applicable.flatMap(({ properties }) =>
      properties === undefined ? [] : [properties as Properties],
    );
    if (declared.length === 0 || applicable.some(acceptsAnyMember)) return;
    for (const [name, member] of Object.entries(value)) {
      const memberSchemas = declared.flatMap((properties) =>
        Object.hasOwn(properties, name) ? [properties[name] as Schema] : [],
      );
      const memberPointer = `${pointer}/${escapePointerSegment(name)}`;
      if (memberSchemas.length > 0) visit(memberSchemas, member, memberPointer, depth - 1);
      else if (found.length < maxCount) found.push({ pointer: memberPointer, ...suggestMember(name, declared, value) });
    }
  }
}

/** Every member that the document names at the top of a body, in any alternative. */
export function declaredMembers(document: OpenApiDocument, schema: Schema): readonly string[] {
  return [
    ...new Set(
      applicableSchemas(document, [schema]).flatMap(({ properties = {} }) => Object.keys(properties as Properties)),
    ),
  ];
}

function suggestMember(name: string, declared: readonly Properties[], sent: object): { readonly suggestion?: string } {
  const suggestion = closestMatch(
    name,
    declared.flatMap(Object.keys).filter((one) => !Object.hasOwn(sent, one)),
  );
  return suggestion === undefined ? {} : { suggestion };
}

type Properties = { readonly [name: string]: Schema };

const acceptsAnyMember = ({ additionalProperties, patternProperties }: SchemaKeywords): boolean =>
  patternProperties !== undefined || (additionalProperties !== undefined && additionalProperties !== false);

/** The schemas that apply at one place: behind references and in every alternative. */
function applicableSchemas(document: OpenApiDocument, schemas: readonly Schema[]): readonly SchemaKeywords[] {
  const seen = new Set<SchemaKeywords>();
  const pending = [...schemas];
  for (let schema = pending.pop(); schema !== undefined; schema = pending.pop()) {
    if (typeof schema === 'boolean' || seen.has(schema)) continue;
    seen.add(schema);
    if (typeof schema.$ref === 'string')
      pending.push((valueAtPointer(document, schema.$ref.slice(1)) ?? true) as Schema);
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) pending.push(...((schema[keyword] ?? []) as Schema[]));
    for (const keyword of ['if', 'then', 'else'])
      if (schema[keyword] !== undefined) pending.push(schema[keyword] as Schema);
  }
  return [...seen];
}
