import { type Limits, resolveLimits } from '#runtime/limits/limits';

/** Limits of a scenario's size; a server may have its own. */
export type ScenarioLimits = Pick<Limits, 'scenarioBytes' | 'scenarioSteps'>;

export const scenarioLimits: ScenarioLimits = resolveLimits();

/** How deep the lists and maps of a scenario may be. */
export const maxNesting = 64;
