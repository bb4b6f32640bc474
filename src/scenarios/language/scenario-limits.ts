import { type Limits, resolveLimits } from '#runtime/limits/limits';

/** How large a scenario may be; a server may have been started with its own numbers. */
export type ScenarioLimits = Pick<Limits, 'scenarioBytes' | 'scenarioSteps'>;

export const scenarioLimits: ScenarioLimits = resolveLimits();
