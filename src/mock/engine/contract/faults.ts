import type { ErrorObject } from 'ajv';
import { nearest } from '../../domain/nearest.ts';
import type { Fault } from '../../domain/problem.ts';
import { describe, oneOf, shorten } from './describe.ts';
import { SERVER_OWNED } from './prepare.ts';

/** The rule of a member that a body does not have. */
export const UNKNOWN_MEMBER = 'known member';
/** More than anybody reads; keeps a thoroughly wrong body from costing more than a right one. */
export const MOST_FAULTS = 100;
/** Of the validator's own list, which repeats itself. */
const MOST_READ = 2_000;

/** What the validator found, for people. `locate` says where a prepared schema is written. */
export function explain(
  errors: readonly ErrorObject[],
  locate: (schema: unknown) => string | undefined,
  memberSchema: (parent: unknown, name: string) => unknown,
): readonly Fault[] {
  const faults: Fault[] = [];
  for (const error of withoutNoise(errors.slice(0, MOST_READ))) {
    if (faults.length === MOST_FAULTS) break;
    const spec = locate(error.parentSchema);
    faults.push({ ...one(error, memberSchema), ...(spec === undefined ? {} : { spec }) });
  }
  return faults;
}

/**
 * A failed `if/then` only repeats what its branch said. Of several alternatives that all failed, the one that got
 * furthest into the document is what the sender meant.
 */
function withoutNoise(errors: readonly ErrorObject[]): ErrorObject[] {
  const kept: ErrorObject[] = [];
  // A list of the allowed values says their type as well.
  const listed = new Set(errors.filter(({ keyword }) => keyword === 'enum').map(({ instancePath }) => instancePath));
  for (const error of errors) {
    if (error.keyword === 'if' || (error.keyword === 'type' && listed.has(error.instancePath))) continue;
    if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf') kept.push(error);
    else if (error.params.passingSchemas) kept.push(error);
    else kept.push(...alternatives(error, takeBranches(kept, error)));
  }
  return kept;
}

/** Removes from the end of `kept` what the branches of a failed choice reported. */
function takeBranches(kept: ErrorObject[], choice: ErrorObject): ErrorObject[] {
  const siblings = choice.parentSchema;
  let from = kept.length;
  while (from > 0) {
    const previous = kept[from - 1] as ErrorObject;
    if (!previous.instancePath.startsWith(choice.instancePath) || previous.parentSchema === siblings) break;
    from -= 1;
  }
  return kept.splice(from);
}

function alternatives(choice: ErrorObject, branches: ErrorObject[]): ErrorObject[] {
  const depth = (error: ErrorObject) => error.instancePath.split('/').length;
  const deepest = Math.max(0, ...branches.map(depth));
  const here = depth(choice);
  const missing = branches.filter(
    (error) => error.keyword === 'required' && error.instancePath === choice.instancePath,
  );
  // "null, or an object of this form": whoever sent an object meant the object.
  const meant = branches.filter(({ keyword, params }) => keyword !== 'type' || params.type !== 'null');
  if ((choice.schema as readonly unknown[]).length === 2 && meant.length < branches.length && meant.length > 0)
    return meant;
  if (deepest <= here && missing.length === branches.length && missing.length > 1) {
    const names = [...new Set(missing.map((error) => String(error.params.missingProperty)))];
    return [{ ...choice, keyword: 'requiredChoice', params: { names } }];
  }
  if (deepest <= here) return branches.length === 1 ? branches : [choice];
  return branches.filter((error) => depth(error) === deepest);
}

function one(error: ErrorObject, memberSchema: (parent: unknown, name: string) => unknown): Fault {
  const { instancePath, params, data } = error;
  const rule = `schema ${error.keyword}`;
  const got = shorten(data);
  switch (error.keyword) {
    case 'required': {
      const name = String(params.missingProperty);
      return { pointer: child(instancePath, name), expected: missing(error, name, memberSchema), rule };
    }
    case 'requiredChoice':
      return { pointer: instancePath, got, expected: oneOf(params.names as string[]), rule: 'schema required' };
    case SERVER_OWNED:
      return { pointer: instancePath, got, expected: 'nothing: the server sets this member', rule: 'server-owned' };
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = String(params.additionalProperty ?? params.unevaluatedProperty);
      const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
      const near = nearest(name, known);
      const others = known.length === 0 ? 'no members' : `one of ${known.join(', ')}`;
      return { pointer: child(instancePath, name), expected: `${others}${hint(near)}`, rule: UNKNOWN_MEMBER };
    }
    case 'enum': {
      const allowed = params.allowedValues as readonly unknown[];
      const near =
        typeof data === 'string'
          ? nearest(
              data,
              allowed.filter((v): v is string => typeof v === 'string'),
            )
          : undefined;
      return { pointer: instancePath, got, expected: `${oneOf(allowed)}${hint(near)}`, rule };
    }
    case 'anyOf':
    case 'oneOf':
      return { pointer: instancePath, got, expected: choiceText(error), rule };
    case 'uniqueItems':
      return {
        pointer: child(instancePath, String(params.i)),
        got,
        expected: 'an entry that is not there already',
        rule,
      };
    case 'dependentRequired':
      return {
        pointer: child(instancePath, String(params.missingProperty)),
        expected: `a value, because ${String(params.property)} is given`,
        rule,
      };
    case 'not':
      return { pointer: instancePath, got, expected: 'not this combination', rule };
    default:
      return { pointer: instancePath, got, expected: describe(error.parentSchema), rule };
  }
}

/** What the missing member should be, and whether something like it was sent under another name. */
function missing(error: ErrorObject, name: string, memberSchema: (parent: unknown, name: string) => unknown): string {
  const sent = Object.keys((error.data as object | null) ?? {});
  const known = (error.parentSchema?.properties as object | undefined) ?? {};
  const near = nearest(
    name,
    sent.filter((other) => !(other in known)),
  );
  const wanted = describe(memberSchema(error.parentSchema, name));
  return `${wanted === 'a value' ? 'a value' : wanted}, which is required${near ? ` (you sent ${near})` : ''}`;
}

function choiceText(error: ErrorObject): string {
  if (error.params.passingSchemas) return 'only one of the alternatives, not several at once';
  const branches = (error.schema as readonly unknown[]).map(describe);
  return [...new Set(branches)].join(' or ');
}

const child = (path: string, name: string): string => `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
const hint = (near: string | undefined): string => (near === undefined ? '' : ` (did you mean ${near}?)`);
