import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { nearest } from '../mock/domain/nearest.ts';
import { describe, shorten } from '../mock/engine/contract/describe.ts';
import { dataFolder } from '../mock/runtime/data-folder.ts';
import type { ScenarioProblem } from './problem.ts';
import { kindOf, stepKinds } from './scenario.ts';
import { scenarioLimits } from './scenario-limits.ts';
import { escapePart } from './values.ts';

/** A problem without its place in the file, which only the reader of the file knows. */
export type Unplaced = Pick<ScenarioProblem, 'pointer' | 'found' | 'expected' | 'suggestion'> & {
  /** The pointer names a member whose name is wrong, not its value. */
  readonly atName?: boolean;
};

interface Checks {
  readonly whole: ValidateFunction;
  readonly definitions: { readonly [name: string]: ValidateFunction };
}

let compiled: Checks | undefined;

function checks(): Checks {
  compiled ??= compile();
  return compiled;
}

function compile(): Checks {
  const schema = JSON.parse(readFileSync(join(dataFolder('schemas'), 'scenario.schema.json'), 'utf8'));
  // The published schema has the usual number, for editors; the one in force is a limit of the server.
  delete schema.properties.steps.maxItems;
  const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true, allowUnionTypes: true });
  ajv.addSchema(schema);
  const of = (name: string) => ajv.getSchema(`${schema.$id}#/$defs/${name}`) as ValidateFunction;
  const definitions = Object.fromEntries(Object.keys(schema.$defs).map((name) => [name, of(name)]));
  return { whole: ajv.getSchema(schema.$id) as ValidateFunction, definitions };
}

/** Everything in which a value is no scenario. Steps are judged as the kind of step that they are meant to be. */
export function checkSchema(value: unknown, mostSteps = scenarioLimits.scenarioSteps): readonly Unplaced[] {
  const { whole, definitions } = checks();
  const steps = (value as { readonly steps?: unknown } | null)?.steps;
  // More steps than may be are one problem, not thousands, and are not looked at.
  if (Array.isArray(steps) && steps.length > mostSteps) {
    return [{ pointer: `/steps/${mostSteps}`, found: `${steps.length}`, expected: `at most ${mostSteps}` }];
  }
  if (whole(value)) return [];
  const outside = (whole.errors ?? []).filter(({ instancePath }) => !/^\/steps\/\d+/.test(instancePath));
  const found = outside.flatMap((error) => explain(error, ''));
  const judged = Array.isArray(steps) ? steps : [];
  return [...found, ...judged.flatMap((step, at) => checkStep(step, `/steps/${at}`, definitions))];
}

function checkStep(step: unknown, pointer: string, definitions: Checks['definitions']): readonly Unplaced[] {
  const isObject = typeof step === 'object' && step !== null && !Array.isArray(step);
  const kind = isObject ? kindOf(step) : undefined;
  if (!isObject || kind === undefined) {
    const [first] = isObject ? Object.keys(step) : [];
    const meant = first === undefined ? undefined : nearest(first, stepKinds);
    return [
      {
        pointer: first === undefined ? pointer : `${pointer}/${escapePart(first)}`,
        found: first ?? shorten(step),
        expected: `a step: one of ${stepKinds.join(', ')}`,
        atName: first !== undefined,
        ...(meant === undefined ? {} : { suggestion: meant }),
      },
    ];
  }
  const check = definitions[kind === 'wait for the client' ? 'wait' : kind] as ValidateFunction;
  if (check(step)) return [];
  const failed = kind === 'fail' ? failErrors(step as { fail: unknown }, definitions) : undefined;
  return failed ? failed.flatMap((error) => explain(error, `${pointer}/fail`)) : explainAll(check, pointer);
}

/** Of a fault only what is wrong with the fault, without that it is no word either. */
function failErrors({ fail }: { readonly fail: unknown }, definitions: Checks['definitions']) {
  const check = definitions.fault as ValidateFunction;
  if (typeof fail !== 'object' || fail === null || check(fail)) return undefined;
  return check.errors ?? [];
}

const explainAll = (check: ValidateFunction, pointer: string): readonly Unplaced[] =>
  (check.errors ?? []).flatMap((error) => explain(error, pointer));

function explain(error: ErrorObject, base: string): readonly Unplaced[] {
  const { keyword, params, data, schema, parentSchema } = error;
  const pointer = base + error.instancePath;
  switch (keyword) {
    case 'anyOf':
    case 'if':
    case 'propertyNames':
      return [];
    case 'required':
      return [{ pointer, expected: `a member ${params.missingProperty}` }];
    case 'additionalProperties':
      return [unknownMember(pointer, params.additionalProperty, Object.keys(parentSchema?.properties ?? {}))];
    case 'maxItems':
      return [
        { pointer: `${pointer}/${schema}`, found: `${(data as unknown[]).length}`, expected: `at most ${schema}` },
      ];
    case 'enum': {
      const meant = typeof data === 'string' ? nearest(data, schema as string[]) : undefined;
      return [
        {
          pointer,
          found: shorten(data),
          expected: describe(parentSchema),
          ...(meant === undefined ? {} : { suggestion: meant }),
        },
      ];
    }
    case 'pattern':
      if (error.propertyName === undefined) break;
      return [
        {
          pointer: `${pointer}/${escapePart(error.propertyName)}`,
          found: shorten(error.propertyName),
          expected: 'a name of letters and digits, beginning with a letter',
          atName: true,
        },
      ];
  }
  return [{ pointer, found: shorten(data), expected: describe(parentSchema) }];
}

function unknownMember(pointer: string, name: string, known: readonly string[]): Unplaced {
  const meant = nearest(name, known);
  return {
    pointer: `${pointer}/${escapePart(name)}`,
    found: shorten(name),
    expected: `one of ${known.join(', ')}`,
    atName: true,
    ...(meant === undefined ? {} : { suggestion: meant }),
  };
}
