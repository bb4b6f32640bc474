import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Fault } from '../../domain/problem.ts';
import type { Document, Placed, Schema } from './document.ts';
import { lookUp } from './document.ts';
import { explain } from './faults.ts';
import { type Direction, type Places, prepare, prepareComponents, SERVER_OWNED } from './prepare.ts';

/** Faults of a value; none: it fits. Compiled when first asked. */
export interface Check {
  (value: unknown): readonly Fault[];
  /** Compile now; throws where the schema is not one. */
  compile(): void;
}

export interface Checker {
  /** The check of a schema of this document. The same place and direction give the same check. */
  of(schema: Placed<Schema>, direction: Direction): Check;
}

/** The validators of one document. The components are added once per direction and referred to, never copied out. */
export function checker(api: string, document: Document): Checker {
  // strictRequired does not look through allOf; test/specs.test.ts checks that every required member is described.
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
  const places: Places = new WeakMap();
  const added = new Set<Direction>();
  const checks = new Map<string, Check>();

  const locate = (schema: unknown): string | undefined => {
    const at = typeof schema === 'object' && schema !== null ? places.get(schema) : undefined;
    return at === undefined ? undefined : `${sourceOf(document, api, at)}.yaml#${at}`;
  };
  const memberSchema = (parent: unknown, name: string): unknown => {
    const member = (parent as { properties?: { [name: string]: unknown } } | undefined)?.properties?.[name];
    return resolve(ajv, member);
  };
  const compile = (schema: Placed<Schema>, direction: Direction) => {
    if (!added.has(direction)) {
      ajv.addSchema(prepareComponents(document, direction, places));
      added.add(direction);
    }
    return ajv.compile(prepare(document, schema.value, schema.at, direction, places) as object);
  };

  return {
    of(schema, direction) {
      const key = `${direction} ${schema.at}`;
      const known = checks.get(key);
      if (known) return known;
      let validate: ReturnType<typeof compile> | undefined;
      const check: Check = Object.assign(
        (value: unknown) => {
          validate ??= compile(schema, direction);
          return validate(value) ? NONE : explain(validate.errors ?? [], locate, memberSchema);
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

const NONE: readonly Fault[] = Object.freeze([]);

/** Follows prepared references, so that a missing member can be described. */
function resolve(ajv: Ajv2020, member: unknown): unknown {
  const reference = (member as { $ref?: string } | undefined)?.$ref;
  return reference === undefined ? member : ajv.getSchema(reference)?.schema;
}

/** A component that was copied from common.yaml is written there. */
function sourceOf(document: Document, api: string, at: string): string {
  const [, , kind, name] = at.split('/');
  const component = lookUp(document, `/components/${kind}/${name}`) as { 'x-from'?: string } | undefined;
  return component?.['x-from'] ?? api;
}
