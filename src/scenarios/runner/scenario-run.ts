import type { DriverAnswer, ObservedRequest, ScenarioDriver } from '#scenarios/drivers/scenario-driver';
import type { ValueDifference } from '#scenarios/language/match';
import type { LoadedScenario } from '#scenarios/language/scenario';
import type { RunningListener } from './callback-listener.ts';

/**
 * How a scenario is used. `run`: it makes the calls itself. `assist`: it prepares the sandbox, and waits at each call
 * for the client. `verify`: the client has finished; its calls are checked, and nothing is prepared or advanced.
 */
export type RunMode = 'run' | 'assist' | 'verify';

export interface RunCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A running scenario: its driver and its state. */
export interface ScenarioRun {
  readonly driver: ScenarioDriver;
  readonly loaded: LoadedScenario;
  readonly mode: RunMode;
  readonly credentials: RunCredentials;
  readonly saved: Map<string, unknown>;
  readonly listener?: RunningListener;
  /** Wall milliseconds that a client may take for one call. */
  readonly clientTimeoutMs: number;
  /** The latest journal entry before the first step: earlier ones are preparation. */
  lastPreparationRequestId?: string;
  /** Events before the first step. */
  preparationEventIds?: ReadonlySet<string>;
  token?: string;
  callCount: number;
  lastAnswer?: DriverAnswer;
  /** Id of the latest order, for steps that name none. */
  newestOrderId?: string;
  /** How many of the client's calls of an operation were already checked. */
  readonly matchedCalls: Map<string, number>;
}

/** The outcome of one step. Undefined members mean success. */
export interface StepOutcome {
  readonly differences?: readonly ValueDifference[];
  readonly message?: string;
  readonly skipped?: string;
}

/** Journal entries since the first step. */
export async function requestsSinceStart({ driver, lastPreparationRequestId, mode, loaded }: ScenarioRun) {
  const { seen, evicted } = await driver.requests();
  // In `verify` mode the last preparation request is unknown, but preparation calls carry the name of the scenario.
  if (mode === 'verify') return { seen: seen.filter((request) => !isPreparationCall(request, loaded.name)), evicted };
  const from =
    lastPreparationRequestId === undefined ? 0 : seen.findIndex(({ id }) => id === lastPreparationRequestId) + 1;
  return { seen: seen.slice(from), evicted };
}

/** The tracking header of the scenario's own calls. */
export const makeTrackingId = (name: string, call: number): string => `${name}-${call}`.slice(0, 255);

/** Whether a scenario of that name made the call. */
export function isPreparationCall({ request }: ObservedRequest, name: string): boolean {
  const headers = Object.entries(request?.headers ?? {});
  const trackingHeader = headers.find(([header]) => header.toLowerCase() === 'apigw-tracking-header')?.[1];
  return typeof trackingHeader === 'string' && trackingHeader.startsWith(`${name}-`) && /-\d+$/.test(trackingHeader);
}

/** The id of the latest request; undefined when there is none. */
export const newestRequestId = (seen: readonly ObservedRequest[]): string | undefined => seen.at(-1)?.id;
