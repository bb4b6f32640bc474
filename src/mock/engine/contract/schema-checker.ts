import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Violation } from '#domain/core/violation';
import type { OpenApiDocument, Schema, WithPointer } from './openapi-document.ts';
import { valueAtPointer } from './openapi-document.ts';
import {
  type Direction,
  prepareComponents,
  prepareSchema,
  type SchemaPointers,
  SERVER_OWNED,
} from './prepare-schema.ts';
import { toViolations } from './violations.ts';

/** The violations in a value; empty: it is valid. Compiled on first use. */
export interface SchemaCheck {
  (value: unknown): readonly Violation[];
  /** Compiles now; throws when the schema is invalid. */
  compile(): void;
}

export interface SchemaChecker {
  /** The check of a schema of this document. The same place and direction give the same check. */
  checkFor(schema: WithPointer<Schema>, direction: Direction): SchemaCheck;
}

/** The validators of one document. The components are added once per direction and referenced, never copied. */
export function createSchemaChecker(api: string, document: OpenApiDocument): SchemaChecker {
  // strictRequired does not look through allOf; test/specs/specs.test.ts checks that every required member is described.
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    allErrors: true,
    allowUnionTypes: true,
    verbose: true,
    validateSchema: false,
  });
  formats.default(ajv);
  ajv.addKeyword({ keyword: SERVER_OWNED, schemaType: 'boolean', validate: () => false, errors: false });
  const pointers: SchemaPointers = new WeakMap();
  const addedComponents = new Set<Direction>();
  const checks = new Map<string, SchemaCheck>();

  const locate = (schema: unknown): string | undefined => {
    const pointer = typeof schema === 'object' && schema !== null ? pointers.get(schema) : undefined;
    return pointer === undefined ? undefined : `${sourceDocumentOf(document, api, pointer)}.yaml#${pointer}`;
  };
  const memberSchema = (parent: unknown, name: string): unknown => {
    const member = (parent as { properties?: { [name: string]: unknown } } | undefined)?.properties?.[name];
    return resolvePrepared(ajv, member);
  };
  const compile = (schema: WithPointer<Schema>, direction: Direction) => {
    if (!addedComponents.has(direction)) {
      ajv.addSchema(prepareComponents(document, direction, pointers));
      addedComponents.add(direction);
    }
    return ajv.compile(prepareSchema(document, schema.value, schema.pathPointer, direction, pointers) as object);
  };

  return {
    checkFor(schema, direction) {
      const key = `${direction} ${schema.pathPointer}`;
      const existing = checks.get(key);
      if (existing) return existing;
      let validate: ReturnType<typeof compile> | undefined;
      const check: SchemaCheck = Object.assign(
        (value: unknown) => {
          validate ??= compile(schema, direction);
          return validate(value) ? NO_VIOLATIONS : toViolations(validate.errors ?? [], locate, memberSchema);
        },
        {
          compile() {
            validate ??= compile(schema, direction);
          },
        },
      );
      checks.set(key, check);
      return check;
    },
  };
}

const NO_VIOLATIONS: readonly Violation[] = Object.freeze([]);

/** Follows prepared references, so that a missing member can be described. */
function resolvePrepared(ajv: Ajv2020, member: unknown): unknown {
  const reference = (member as { $ref?: string } | undefined)?.$ref;
  return reference === undefined ? member : ajv.getSchema(reference)?.schema;
}

/** A component that was copied from common.yaml is written there. */
function sourceDocumentOf(document: OpenApiDocument, api: string, pointer: string): string {
  const [, , kind, name] = pointer.split('/');
  const component = valueAtPointer(document, `/components/${kind}/${name}`) as { 'x-from'?: string } | undefined;
  return component?.['x-from'] ?? api;
}
