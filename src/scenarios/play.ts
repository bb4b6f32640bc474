import type { RunningListener } from './listener.ts';
import type { Difference } from './match.ts';
import type { LoadedScenario } from './scenario.ts';
import type { RequestSeen, Stage, WireAnswer } from './stage.ts';

/**
 * How a scenario is used. `played`: it makes the calls itself. `hosted`: it prepares the world, and where it would call it
 * waits for the client to. `judged`: the client is done; what it did is looked at, and nothing is prepared or moved.
 */
export type Mode = 'played' | 'hosted' | 'judged';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** A scenario under way: where it plays and what it knows so far. */
export interface Play {
  readonly stage: Stage;
  readonly loaded: LoadedScenario;
  readonly mode: Mode;
  readonly credentials: Credentials;
  readonly saved: Map<string, unknown>;
  readonly listener?: RunningListener;
  /** Wall milliseconds that a client may take for one call. */
  readonly patienceMs: number;
  /** The newest journal entry before the first step: what came earlier was preparation. */
  mark?: string;
  /** Events of the time before the first step. */
  toldBefore?: ReadonlySet<string>;
  token?: string;
  calls: number;
  last?: WireAnswer;
  /** Of the newest order placed: what steps mean that name none. */
  order?: string;
  /** How many of the client's calls of an operation were looked at already. */
  readonly looked: Map<string, number>;
}

/** What came of one step. Undefined members: all is well. */
export interface Done {
  readonly differences?: readonly Difference[];
  readonly message?: string;
  readonly skipped?: string;
}

/** Journal entries since the first step. */
export async function requestsSince({ stage, mark, mode, loaded }: Play) {
  const { seen, evicted } = await stage.requests();
  // Judged: the mark of whoever prepared is not known here, but what it called bears the name of the scenario.
  if (mode === 'judged') return { seen: seen.filter((one) => !isPreparation(one, loaded.name)), evicted };
  const from = mark === undefined ? 0 : seen.findIndex(({ id }) => id === mark) + 1;
  return { seen: seen.slice(from), evicted };
}

/** As makeCall() marks its calls. */
export const trackingId = (name: string, call: number): string => `${name}-${call}`.slice(0, 255);

/** Whether a scenario of that name made the call. */
export function isPreparation({ request }: RequestSeen, name: string): boolean {
  const headers = Object.entries(request?.headers ?? {});
  const tracking = headers.find(([header]) => header.toLowerCase() === 'apigw-tracking-header')?.[1];
  return typeof tracking === 'string' && tracking.startsWith(`${name}-`) && /-\d+$/.test(tracking);
}

export const newestRequest = (seen: readonly RequestSeen[]): string | undefined => seen.at(-1)?.id;
