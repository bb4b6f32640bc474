import type { DriverAnswer, ObservedRequest, ScenarioDriver } from '#scenarios/drivers/scenario-driver';
import type { ValueDifference } from '#scenarios/language/match';
import type { LoadedScenario } from '#scenarios/language/scenario';
import type { RunningListener } from './callback-listener.ts';

/**
 * How a scenario is used. `played`: it makes the calls itself. `hosted`: it prepares the world, and where it would call it
 * waits for the client to. `judged`: the client is done; what it did is looked at, and nothing is prepared or moved.
 */
export type RunMode = 'run' | 'assist' | 'verify';

export interface RunCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A scenario under way: where it plays and what it knows so far. */
export interface ScenarioRun {
  readonly driver: ScenarioDriver;
  readonly loaded: LoadedScenario;
  readonly mode: RunMode;
  readonly credentials: RunCredentials;
  readonly saved: Map<string, unknown>;
  readonly listener?: RunningListener;
  /** Wall milliseconds that a client may take for one call. */
  readonly clientTimeoutMs: number;
  /** The newest journal entry before the first step: what came earlier was preparation. */
  lastPreparationRequestId?: string;
  /** Events of the time before the first step. */
  preparationEventIds?: ReadonlySet<string>;
  token?: string;
  callCount: number;
  lastAnswer?: DriverAnswer;
  /** Of the newest order placed: what steps mean that name none. */
  newestOrderId?: string;
  /** How many of the client's calls of an operation were looked at already. */
  readonly matchedCalls: Map<string, number>;
}

/** What came of one step. Undefined members: all is well. */
export interface StepOutcome {
  readonly differences?: readonly ValueDifference[];
  readonly message?: string;
  readonly skipped?: string;
}

/** Journal entries since the first step. */
export async function requestsSinceStart({ driver, lastPreparationRequestId, mode, loaded }: ScenarioRun) {
  const { seen, evicted } = await driver.requests();
  // Judged: the mark of whoever prepared is not known here, but what it called bears the name of the scenario.
  if (mode === 'verify') return { seen: seen.filter((one) => !isPreparationCall(one, loaded.name)), evicted };
  const from =
    lastPreparationRequestId === undefined ? 0 : seen.findIndex(({ id }) => id === lastPreparationRequestId) + 1;
  return { seen: seen.slice(from), evicted };
}

/** As makeCall() marks its calls. */
export const makeTrackingId = (name: string, call: number): string => `${name}-${call}`.slice(0, 255);

/** Whether a scenario of that name made the call. */
export function isPreparationCall({ request }: ObservedRequest, name: string): boolean {
  const headers = Object.entries(request?.headers ?? {});
  const trackingHeader = headers.find(([header]) => header.toLowerCase() === 'apigw-tracking-header')?.[1];
  return typeof trackingHeader === 'string' && trackingHeader.startsWith(`${name}-`) && /-\d+$/.test(trackingHeader);
}

export const newestRequestId = (seen: readonly ObservedRequest[]): string | undefined => seen.at(-1)?.id;
