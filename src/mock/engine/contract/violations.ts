import type { ErrorObject } from 'ajv';
import { closestMatch } from '#domain/core/closest-match';
import { listViolations, maxListedViolations, type Violation } from '#domain/core/violation';
import { abbreviateValue, describeSchema, oneOfText } from './describe-schema.ts';
import { SERVER_OWNED } from './prepare-schema.ts';

/** The rule of a member that a body does not have. */
export const KNOWN_MEMBER_RULE = 'known member';
/** Bounds the work on the validator's own list, which contains repetitions. The rest is counted as it is. */
const MAX_ERRORS_READ = 50_000;

/** The validator's errors in plain words: the first hundred, and how many more there are. `locate` says where a prepared schema is written. */
export function toViolations(
  errors: readonly ErrorObject[],
  locate: (schema: unknown) => string | undefined,
  memberSchema: (parent: unknown, name: string) => unknown,
): readonly Violation[] {
  const relevant = withoutRedundantErrors(errors.slice(0, MAX_ERRORS_READ));
  const violations = relevant.slice(0, maxListedViolations).map((error) => {
    const spec = locate(error.parentSchema);
    return { ...toViolation(error, memberSchema), ...(spec === undefined ? {} : { spec }) };
  });
  const unread = Math.max(0, errors.length - MAX_ERRORS_READ);
  return listViolations([violations], relevant.length - violations.length + unread);
}

/**
 * A failed `if/then` only repeats the error of its branch. Of several alternatives that all failed, the sender meant the
 * one whose errors are deepest in the document.
 */
function withoutRedundantErrors(errors: readonly ErrorObject[]): ErrorObject[] {
  const relevant: ErrorObject[] = [];
  // A list of the allowed values says their type as well.
  const enumPaths = new Set(errors.filter(({ keyword }) => keyword === 'enum').map(({ instancePath }) => instancePath));
  for (const error of errors) {
    if (error.keyword === 'if' || (error.keyword === 'type' && enumPaths.has(error.instancePath))) continue;
    if (error.keyword !== 'anyOf' && error.keyword !== 'oneOf') relevant.push(error);
    else if (error.params.passingSchemas) relevant.push(error);
    else relevant.push(...relevantBranchErrors(error, removeBranchErrors(relevant, error)));
  }
  return relevant;
}

/** Removes from the end of `kept` what the branches of a failed choice reported. */
function removeBranchErrors(relevant: ErrorObject[], choice: ErrorObject): ErrorObject[] {
  const siblings = choice.parentSchema;
  let from = relevant.length;
  while (from > 0) {
    const previous = relevant[from - 1] as ErrorObject;
    if (!previous.instancePath.startsWith(choice.instancePath) || previous.parentSchema === siblings) break;
    from -= 1;
  }
  return relevant.splice(from);
}

function relevantBranchErrors(choice: ErrorObject, branches: ErrorObject[]): ErrorObject[] {
  const depth = (error: ErrorObject) => error.instancePath.split('/').length;
  const deepest = Math.max(0, ...branches.map(depth));
  const choiceDepth = depth(choice);
  const missing = branches.filter(
    (error) => error.keyword === 'required' && error.instancePath === choice.instancePath,
  );
  // "null, or an object of this form": a sender of an object meant the object.
  const nonNullErrors = branches.filter(({ keyword, params }) => keyword !== 'type' || params.type !== 'null');
  if (
    (choice.schema as readonly unknown[]).length === 2 &&
    nonNullErrors.length < branches.length &&
    nonNullErrors.length > 0
  )
    return nonNullErrors;
  if (deepest <= choiceDepth && missing.length === branches.length && missing.length > 1) {
    const names = [...new Set(missing.map((error) => String(error.params.missingProperty)))];
    return [{ ...choice, keyword: 'requiredChoice', params: { names } }];
  }
  if (deepest <= choiceDepth) return branches.length === 1 ? branches : [choice];
  return branches.filter((error) => depth(error) === deepest);
}

function toViolation(error: ErrorObject, memberSchema: (parent: unknown, name: string) => unknown): Violation {
  const { instancePath, params, data } = error;
  const rule = `schema ${error.keyword}`;
  const got = abbreviateValue(data);
  switch (error.keyword) {
    case 'required': {
      const name = String(params.missingProperty);
      return {
        pointer: childPointer(instancePath, name),
        expected: missingMemberText(error, name, memberSchema),
        rule,
      };
    }
    case 'requiredChoice':
      return { pointer: instancePath, got, expected: oneOfText(params.names as string[]), rule: 'schema required' };
    case SERVER_OWNED:
      return { pointer: instancePath, got, expected: 'nothing: the server sets this member', rule: 'server-owned' };
    case 'additionalProperties':
    case 'unevaluatedProperties': {
      const name = String(params.additionalProperty ?? params.unevaluatedProperty);
      const known = Object.keys((error.parentSchema?.properties as object | undefined) ?? {});
      const suggestion = closestMatch(name, known);
      const knownText = known.length === 0 ? 'no members' : `one of ${known.join(', ')}`;
      return {
        pointer: childPointer(instancePath, name),
        expected: `${knownText}${suggestionText(suggestion)}`,
        rule: KNOWN_MEMBER_RULE,
      };
    }
    case 'enum': {
      const allowed = params.allowedValues as readonly unknown[];
      const suggestion =
        typeof data === 'string'
          ? closestMatch(
              data,
              allowed.filter((v): v is string => typeof v === 'string'),
            )
          : undefined;
      return { pointer: instancePath, got, expected: `${oneOfText(allowed)}${suggestionText(suggestion)}`, rule };
    }
    case 'anyOf':
    case 'oneOf':
      return { pointer: instancePath, got, expected: choiceDescription(error), rule };
    case 'uniqueItems':
      return {
        pointer: childPointer(instancePath, String(params.i)),
        got,
        expected: 'an entry that is not there already',
        rule,
      };
    case 'dependentRequired':
      return {
        pointer: childPointer(instancePath, String(params.missingProperty)),
        expected: `a value, because ${String(params.property)} is given`,
        rule,
      };
    case 'not':
      return { pointer: instancePath, got, expected: 'not this combination', rule };
    default:
      return { pointer: instancePath, got, expected: describeSchema(error.parentSchema), rule };
  }
}

/** What the missing member should be, and the member of a similar name that was sent instead. */
function missingMemberText(
  error: ErrorObject,
  name: string,
  memberSchema: (parent: unknown, name: string) => unknown,
): string {
  const sent = Object.keys((error.data as object | null) ?? {});
  const known = (error.parentSchema?.properties as object | undefined) ?? {};
  const suggestion = closestMatch(
    name,
    sent.filter((other) => !(other in known)),
  );
  const description = describeSchema(memberSchema(error.parentSchema, name));
  return `${description === 'a value' ? 'a value' : description}, which is required${suggestion ? ` (you sent ${suggestion})` : ''}`;
}

function choiceDescription(error: ErrorObject): string {
  if (error.params.passingSchemas) return 'only one of the alternatives, not several at once';
  const branches = (error.schema as readonly unknown[]).map(describeSchema);
  return [...new Set(branches)].join(' or ');
}

const childPointer = (path: string, name: string): string =>
  `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
const suggestionText = (near: string | undefined): string => (near === undefined ? '' : ` (did you mean ${near}?)`);
