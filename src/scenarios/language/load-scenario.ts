import { checkMeaning } from './check-meaning.ts';
import { checkSchema } from './check-schema.ts';
import type { LoadedScenario, Scenario } from './scenario.ts';
import { type ScenarioLimits, scenarioLimits } from './scenario-limits.ts';
import { InvalidScenarioError } from './scenario-problem.ts';

/** A scenario given as a value, from TypeScript or inline in a request. Throws InvalidScenarioError. */
export function loadScenarioValue(
  value: unknown,
  name = 'inline',
  folder?: string,
  limits: ScenarioLimits = scenarioLimits,
): LoadedScenario {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
  if (bytes > limits.scenarioBytes) {
    const expected = `a scenario of at most ${limits.scenarioBytes} bytes`;
    throw new InvalidScenarioError([{ pointer: '', found: `${bytes} bytes`, expected }]);
  }
  const schemaProblems = checkSchema(value, limits.scenarioSteps);
  const problems = schemaProblems.length > 0 ? schemaProblems : checkMeaning(value as Scenario, folder);
  if (problems.length > 0) throw new InvalidScenarioError(problems.map(({ pointsAtName: _, ...problem }) => problem));
  return { name, scenario: value as Scenario, ...(folder === undefined ? {} : { folder }) };
}
