import { closestMatch } from '#domain/core/closest-match';
import { abbreviateValue } from '#engine/contract/describe-schema';
import { readBodyFile } from './body-files.ts';
import type { UnlocatedProblem } from './check-schema.ts';
import { type KnownNames, knownNames } from './known-names.ts';
import type { BodySource, Scenario, ScenarioStep } from './scenario.ts';
import { applyEdits, escapePart, findReferences, valueAt } from './values.ts';

/**
 * The problems that a schema cannot detect: unknown names, values that are used before they are saved, missing files.
 * Empty when there are none.
 */
export function checkMeaning(scenario: Scenario, folder?: string): readonly UnlocatedProblem[] {
  const { addresses = [], assets = [], orders = [], faultInjections = [], setbacks = [], steps } = scenario;
  const names = knownNames();
  const saved = new Set(['duns', 'portalLoginId', 'now']);
  const problems: UnlocatedProblem[] = [];
  const checkNode = (node: object, pointer: string) => {
    for (const name of findReferences(node)) {
      if (saved.has(name)) continue;
      const suggestion = closestMatch(name, [...saved]);
      problems.push({
        pointer,
        found: `$${name}`,
        expected: 'a name that an earlier step saved',
        ...(suggestion === undefined ? {} : { suggestion: `$${suggestion}` }),
      });
    }
    const { save } = node as { save?: object };
    problems.push(...checkBodyEdits(node as BodyWithEdits, pointer, folder));
    for (const name of Object.keys(save ?? {})) saved.add(name);
  };
  for (const [group, list] of Object.entries({ addresses, assets, orders })) {
    for (const [index, setup] of list.entries()) checkNode(setup, `/${group}/${index}`);
  }
  problems.push(
    ...orders.flatMap(({ at: milestone }, index) =>
      requireKnownName(milestone, names.milestones, `/orders/${index}/at`),
    ),
  );
  problems.push(
    ...faultInjections.flatMap((faultInjection, index) =>
      checkOperationName(faultInjection.operation, `/faultInjections/${index}/operation`, injectionPoints),
    ),
  );
  for (const [index, setback] of setbacks.entries()) checkNode(setback, `/setbacks/${index}`);
  problems.push(
    ...setbacks.flatMap((step, index) => requireKnownName(step.setback, names.setbacks, `/setbacks/${index}/setback`)),
  );
  for (const [index, step] of steps.entries()) {
    checkNode(step, `/steps/${index}`);
    problems.push(...checkStepNames(step, `/steps/${index}`, names));
  }
  return problems;
}

const injectionPoints = ['callback', 'token', 'callbackToken'];

function checkStepNames(step: ScenarioStep, pointer: string, names: KnownNames): readonly UnlocatedProblem[] {
  if ('call' in step) return checkOperationName(step.call, `${pointer}/call`);
  if ('awaitCall' in step) {
    return checkOperationName(step.awaitCall, `${pointer}/awaitCall`);
  }
  if ('setback' in step) return requireKnownName(step.setback, names.setbacks, `${pointer}/setback`);
  if ('inject' in step && typeof step.inject === 'object') {
    return checkOperationName(step.inject.operation, `${pointer}/inject/operation`, injectionPoints);
  }
  if ('advance' in step && typeof step.advance === 'object') {
    return requireKnownName(step.advance.milestone, names.milestones, `${pointer}/advance/milestone`);
  }
  if ('expect' in step) {
    const { milestones = [], openAction } = step.expect;
    const passed = milestones.flatMap((one, index) =>
      requireKnownName(one, names.milestones, `${pointer}/expect/milestones/${index}`),
    );
    return [...passed, ...requireKnownName(openAction, ['none', ...names.openActions], `${pointer}/expect/openAction`)];
  }
  return [];
}

function checkOperationName(name: string, pointer: string, also: readonly string[] = []): readonly UnlocatedProblem[] {
  return requireKnownName(name, [...Object.keys(knownNames().operations), ...also], pointer);
}

function requireKnownName(
  name: string | undefined,
  all: readonly string[],
  pointer: string,
): readonly UnlocatedProblem[] {
  if (name === undefined || all.includes(name)) return [];
  const suggestion = closestMatch(name, all);
  const expected = all.length > 12 && suggestion !== undefined ? 'a known name' : `one of ${all.join(', ')}`;
  return [{ pointer, found: abbreviateValue(name), expected, ...(suggestion === undefined ? {} : { suggestion }) }];
}

interface BodyWithEdits {
  readonly body?: BodySource;
  readonly set?: { readonly [pointer: string]: unknown };
  readonly without?: readonly string[];
}

/** Checks that the file exists and that every edit finds its place in it. */
function checkBodyEdits(node: BodyWithEdits, pointer: string, folder: string | undefined): readonly UnlocatedProblem[] {
  const { body, set: edits = {}, without = [] } = node;
  if (body === undefined) return [];
  const read = typeof body === 'string' ? readBodyFile(body, folder) : { value: body };
  if ('refused' in read) return [{ pointer: `${pointer}/body`, found: abbreviateValue(body), expected: read.refused }];
  const problems: UnlocatedProblem[] = [];
  let document = read.value;
  const requireParent = (editPointer: string, where: string) => {
    const value = valueAt(document, editPointer);
    if (typeof value === 'object' && value !== null) return;
    problems.push({
      pointer: where,
      found: abbreviateValue(editPointer),
      expected: 'a JSON pointer to a member of the body',
      pointsAtName: true,
    });
  };
  for (const [editPointer, value] of Object.entries(edits)) {
    requireParent(
      editPointer.slice(0, Math.max(editPointer.lastIndexOf('/'), 0)),
      `${pointer}/set/${escapePart(editPointer)}`,
    );
    document = applyEdits(document, { [editPointer]: value });
  }
  for (const [n, editPointer] of without.entries()) {
    if (valueAt(document, editPointer) !== undefined) continue;
    problems.push({
      pointer: `${pointer}/without/${n}`,
      found: abbreviateValue(editPointer),
      expected: 'a JSON pointer to a member of the body',
    });
  }
  return problems;
}
