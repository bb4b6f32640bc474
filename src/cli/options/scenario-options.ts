import type { Argv } from 'yargs';
import { limitHelp, limitTable, parseLimitValue } from '#runtime/limits/limits';
import { type ScenarioLimits, scenarioLimits } from '#scenarios/language/scenario-limits';
import { UsageError } from './exit-codes.ts';

/** Limits of a scenario, for commands that read files themselves; a server has the same flags. */
export interface ScenarioArguments {
  /** As typed: `1MiB`, `500`. */
  readonly maxScenarioBytes?: string | undefined;
  readonly maxScenarioSteps?: string | undefined;
}

/** Adds the flags of the scenario limits. */
export function scenarioOptions<T>(yargs: Argv<T>) {
  return yargs
    .option('max-scenario-bytes', { type: 'string', requiresArg: true, describe: limitHelp(limitTable.scenarioBytes) })
    .option('max-scenario-steps', { type: 'string', requiresArg: true, describe: limitHelp(limitTable.scenarioSteps) });
}

/** The scenario limits from the flags. */
export function readScenarioLimits({ maxScenarioBytes, maxScenarioSteps }: ScenarioArguments): ScenarioLimits {
  const read = (flag: string, given: string | undefined, name: keyof ScenarioLimits): number => {
    if (given === undefined) return scenarioLimits[name];
    const value = parseLimitValue(given, limitTable[name].unit);
    if (value !== undefined) return value;
    throw new UsageError(
      `--${flag} is ${given}; use a whole number above 0${name === 'scenarioBytes' ? ', such as 65536, 64KiB or 1MiB' : ''}`,
    );
  };
  return {
    scenarioBytes: read('max-scenario-bytes', maxScenarioBytes, 'scenarioBytes'),
    scenarioSteps: read('max-scenario-steps', maxScenarioSteps, 'scenarioSteps'),
  };
}
