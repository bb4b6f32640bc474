import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { closestMatch } from '#domain/core/closest-match';
import { abbreviateValue, describeSchema } from '#engine/contract/describe-schema';
import { dataFolder } from '#runtime/data-folder';
import { findStepKind, stepKinds } from './scenario.ts';
import { scenarioLimits } from './scenario-limits.ts';
import type { ScenarioProblem } from './scenario-problem.ts';
import { escapePart } from './values.ts';

/** A problem without its position in the file, which only the reader of the file knows. */
export type UnlocatedProblem = Pick<ScenarioProblem, 'pointer' | 'found' | 'expected' | 'suggestion'> & {
  /** True when the pointer names a member whose name is wrong, not its value. */
  readonly pointsAtName?: boolean;
};

interface CompiledSchemas {
  readonly whole: ValidateFunction;
  readonly definitions: { readonly [name: string]: ValidateFunction };
}

let cachedSchemas: CompiledSchemas | undefined;

function scenarioSchemas(): CompiledSchemas {
  cachedSchemas ??= compileSchemas();
  return cachedSchemas;
}

function compileSchemas(): CompiledSchemas {
  const schema = JSON.parse(readFileSync(join(dataFolder('schemas'), 'scenario.schema.json'), 'utf8'));
  // The published schema has the default limit, for editors; the server's limit may differ.
  delete schema.properties.steps.maxItems;
  const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true, allowUnionTypes: true });
  ajv.addSchema(schema);
  const of = (name: string) => ajv.getSchema(`${schema.$id}#/$defs/${name}`) as ValidateFunction;
  const definitions = Object.fromEntries(Object.keys(schema.$defs).map((name) => [name, of(name)]));
  return { whole: ajv.getSchema(schema.$id) as ValidateFunction, definitions };
}

/**
 * The problems of a value as a scenario; empty when it is one. Each step is checked as the kind of step that it appears
 * to be.
 */
export function checkSchema(value: unknown, maxSteps = scenarioLimits.scenarioSteps): readonly UnlocatedProblem[] {
  const { whole, definitions } = scenarioSchemas();
  const steps = (value as { readonly steps?: unknown } | null)?.steps;
  // Too many steps are one problem, not thousands, and are not checked.
  if (Array.isArray(steps) && steps.length > maxSteps) {
    return [{ pointer: `/steps/${maxSteps}`, found: `${steps.length}`, expected: `at most ${maxSteps}` }];
  }
  if (whole(value)) return [];
  const otherErrors = (whole.errors ?? []).filter(({ instancePath }) => !/^\/steps\/\d+/.test(instancePath));
  const problems = otherErrors.flatMap((error) => explainError(error, ''));
  const checkedSteps = Array.isArray(steps) ? steps : [];
  return [...problems, ...checkedSteps.flatMap((step, index) => checkStepSchema(step, `/steps/${index}`, definitions))];
}

function checkStepSchema(
  step: unknown,
  pointer: string,
  definitions: CompiledSchemas['definitions'],
): readonly UnlocatedProblem[] {
  const isObject = typeof step === 'object' && step !== null && !Array.isArray(step);
  const kind = isObject ? findStepKind(step) : undefined;
  if (!isObject || kind === undefined) {
    const [first] = isObject ? Object.keys(step) : [];
    const suggestion = first === undefined ? undefined : closestMatch(first, stepKinds);
    return [
      {
        pointer: first === undefined ? pointer : `${pointer}/${escapePart(first)}`,
        found: first ?? abbreviateValue(step),
        expected: `a step: one of ${stepKinds.join(', ')}`,
        pointsAtName: first !== undefined,
        ...(suggestion === undefined ? {} : { suggestion }),
      },
    ];
  }
  const check = definitions[kind] as ValidateFunction;
  if (check(step)) return [];
  const failed = kind === 'inject' ? findInjectionErrors(step as { inject: unknown }, definitions) : undefined;
  return failed ? failed.flatMap((error) => explainError(error, `${pointer}/inject`)) : explainErrors(check, pointer);
}

/** For a fault injection, report only what is wrong inside it. */
function findInjectionErrors({ inject }: { readonly inject: unknown }, definitions: CompiledSchemas['definitions']) {
  const check = definitions.faultInjection as ValidateFunction;
  if (typeof inject !== 'object' || inject === null || check(inject)) return undefined;
  return check.errors ?? [];
}

const explainErrors = (check: ValidateFunction, pointer: string): readonly UnlocatedProblem[] =>
  (check.errors ?? []).flatMap((error) => explainError(error, pointer));

function explainError(error: ErrorObject, base: string): readonly UnlocatedProblem[] {
  const { keyword, params, data, schema, parentSchema } = error;
  const pointer = base + error.instancePath;
  switch (keyword) {
    case 'anyOf':
    case 'if':
    case 'propertyNames':
      return [];
    case 'required':
      return [{ pointer, expected: `the member ${params.missingProperty}` }];
    case 'additionalProperties':
      return [describeUnknownMember(pointer, params.additionalProperty, Object.keys(parentSchema?.properties ?? {}))];
    case 'maxItems':
      return [
        { pointer: `${pointer}/${schema}`, found: `${(data as unknown[]).length}`, expected: `at most ${schema}` },
      ];
    case 'enum': {
      const meant = typeof data === 'string' ? closestMatch(data, schema as string[]) : undefined;
      return [
        {
          pointer,
          found: abbreviateValue(data),
          expected: describeSchema(parentSchema),
          ...(meant === undefined ? {} : { suggestion: meant }),
        },
      ];
    }
    case 'pattern':
      if (error.propertyName === undefined) break;
      return [
        {
          pointer: `${pointer}/${escapePart(error.propertyName)}`,
          found: abbreviateValue(error.propertyName),
          expected: 'letters and digits, the first a letter',
          pointsAtName: true,
        },
      ];
  }
  return [{ pointer, found: abbreviateValue(data), expected: describeSchema(parentSchema) }];
}

function describeUnknownMember(pointer: string, name: string, known: readonly string[]): UnlocatedProblem {
  const suggestion = closestMatch(name, known);
  return {
    pointer: `${pointer}/${escapePart(name)}`,
    found: abbreviateValue(name),
    expected: `one of ${known.join(', ')}`,
    pointsAtName: true,
    ...(suggestion === undefined ? {} : { suggestion }),
  };
}
