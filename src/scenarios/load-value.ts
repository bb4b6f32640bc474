import { checkMeaning } from './check-meaning.ts';
import { checkSchema } from './check-schema.ts';
import { ScenarioUnusable } from './problem.ts';
import type { LoadedScenario, Scenario } from './scenario.ts';
import { type ScenarioLimits, scenarioLimits } from './scenario-limits.ts';

/** A scenario that comes as a value, from TypeScript or inline in a request. Throws ScenarioUnusable. */
export function loadScenarioValue(
  value: unknown,
  name = 'inline',
  folder?: string,
  limits: ScenarioLimits = scenarioLimits,
): LoadedScenario {
  const bytes = Buffer.byteLength(JSON.stringify(value) ?? '');
  if (bytes > limits.scenarioBytes) {
    const expected = `a scenario of at most ${limits.scenarioBytes} bytes`;
    throw new ScenarioUnusable([{ pointer: '', found: `${bytes} bytes`, expected }]);
  }
  const wrong = checkSchema(value, limits.scenarioSteps);
  const problems = wrong.length > 0 ? wrong : checkMeaning(value as Scenario, folder);
  if (problems.length > 0) throw new ScenarioUnusable(problems.map(({ atName: _, ...problem }) => problem));
  return { name, scenario: value as Scenario, ...(folder === undefined ? {} : { folder }) };
}
