import { checkMeaning } from './check-meaning.ts';
import { checkSchema } from './check-schema.ts';
import { ScenarioUnusable } from './problem.ts';
import type { LoadedScenario, Scenario } from './scenario.ts';

/** A scenario that comes as a value, from TypeScript or inline in a request. Throws ScenarioUnusable. */
export function loadScenarioValue(value: unknown, name = 'inline', folder?: string): LoadedScenario {
  const wrong = checkSchema(value);
  const problems = wrong.length > 0 ? wrong : checkMeaning(value as Scenario, folder);
  if (problems.length > 0) throw new ScenarioUnusable(problems.map(({ atName: _, ...problem }) => problem));
  return { name, scenario: value as Scenario, ...(folder === undefined ? {} : { folder }) };
}
