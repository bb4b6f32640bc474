import type { ValueDifference } from '#scenarios/language/match';

/**
 * The result of a run in one neutral shape: the same reporters (report/*.ts) report scenarios and contracts. Nothing in
 * it depends on the wall clock, ports or tokens: the same seed gives the same bytes.
 */
export interface RunResult {
  /** What was run: `scenarios`, `contracts`. */
  readonly title: string;
  readonly cases: readonly CaseResult[];
  /** Problems that failed the run and belong to no single case, such as a server that did not answer. */
  readonly problems?: readonly string[];
}

export interface CaseResult {
  /** The scenario's name, or an interaction of a contract. */
  readonly name: string;
  /** In plain words. */
  readonly title: string;
  /** The group in reports: a family, or a contract. */
  readonly group?: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it failed or was skipped, in one sentence. */
  readonly message?: string;
  readonly file?: string;
  /** The line of the failure in the file. */
  readonly line?: number;
  /** The story that introduces the scenario, and what it teaches. */
  readonly story?: string;
  readonly teaches?: string;
  readonly steps: readonly StepResult[];
  /** A command that runs only this case again. */
  readonly rerunCommand?: string;
  readonly timelines?: readonly ShownOrderTimeline[];
  readonly requests?: readonly ShownRequest[];
  readonly callbacks?: readonly ShownCallback[];
}

export interface StepResult {
  readonly kind: string;
  readonly text: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly line?: number;
  readonly note?: string;
  /** Why it failed beyond the differences, or why it was skipped. */
  readonly message?: string;
  readonly differences: readonly ValueDifference[];
}

/** The timeline of one order, past and future, as reports show it. */
export interface ShownOrderTimeline {
  readonly orderId: string;
  readonly externalId?: string;
  readonly state: string;
  readonly entries: readonly {
    readonly at: string;
    readonly when: 'past' | 'future';
    readonly text: string;
    readonly milestone?: string;
    readonly because?: string;
  }[];
}

export interface ShownRequest {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly operation?: string;
  readonly request?: unknown;
  readonly response?: unknown;
  readonly why?: readonly string[];
}

export interface ShownCallback {
  readonly at: string;
  readonly eventId: string;
  readonly eventType: string;
  readonly orderId: string;
  readonly state: string;
  readonly reason?: string;
  readonly payload: unknown;
  readonly attempts: readonly { readonly n: number; readonly at: string; readonly outcome: string }[];
}

/** Whether any case or the run itself failed. */
export const hasFailed = ({ cases, problems = [] }: RunResult): boolean =>
  problems.length > 0 || cases.some(({ outcome }) => outcome === 'failed');

/** The number of cases by outcome. */
export function countOutcomes({ cases }: RunResult): { readonly [outcome in CaseResult['outcome']]: number } {
  const count = (outcome: string) => cases.filter((result) => result.outcome === outcome).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}
