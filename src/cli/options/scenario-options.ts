import type { Argv } from 'yargs';
import { limitHelp, limitTable } from '#runtime/limits/limits';
import { type ScenarioLimits, scenarioLimits } from '#scenarios/language/scenario-limits';
import { UsageError } from './exit-codes.ts';

/** Limits of a scenario, for commands that read files themselves; a server has the same flags. */
export interface ScenarioArguments {
  readonly maxScenarioBytes?: number | undefined;
  readonly maxScenarioSteps?: number | undefined;
}

/** Adds the flags of the scenario limits. */
export function scenarioOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('max-scenario-bytes', { type: 'number', requiresArg: true, describe: limitHelp(limitTable.scenarioBytes) })
    .option('max-scenario-steps', { type: 'number', requiresArg: true, describe: limitHelp(limitTable.scenarioSteps) });
}

/** The scenario limits from the flags. */
export function readScenarioLimits({ maxScenarioBytes, maxScenarioSteps }: ScenarioArguments): ScenarioLimits {
  const readWholeNumber = (flag: string, value: number | undefined, defaultValue: number): number => {
    if (value === undefined) return defaultValue;
    if (Number.isSafeInteger(value) && value > 0) return value;
    throw new UsageError(`--${flag} is ${value}; use a whole number above 0`);
  };
  return {
    scenarioBytes: readWholeNumber('max-scenario-bytes', maxScenarioBytes, scenarioLimits.scenarioBytes),
    scenarioSteps: readWholeNumber('max-scenario-steps', maxScenarioSteps, scenarioLimits.scenarioSteps),
  };
}
