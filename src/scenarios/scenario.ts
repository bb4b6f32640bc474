/**
 * A scenario as its authors write it, in YAML or in TypeScript: a starting world, what goes wrong in it, steps, and what
 * must then be so. Shapes are those of specs/schemas/scenario.schema.json, where every member is described.
 */
export interface Scenario {
  readonly name: string;
  readonly family?: Family;
  readonly teaches?: string;
  readonly story?: string;
  readonly seed?: string | number;
  readonly start?: string;
  readonly customer?: Customer;
  readonly listener?: Listener;
  readonly addresses?: readonly Made[];
  readonly assets?: readonly Made[];
  readonly orders?: readonly UnderWay[];
  readonly faults?: readonly FaultSpec[];
  readonly troubles?: readonly TroubleStep[];
  readonly steps: readonly Step[];
}

export const families = [
  'order',
  'trouble',
  'open-action',
  'appointment',
  'qualification',
  'quote',
  'network',
  'callback',
] as const;
export type Family = (typeof families)[number];

export interface Customer {
  readonly duns?: string;
  readonly portalLoginId?: string;
  readonly profile?: 'default' | 'strict';
  readonly settings?: Members;
}

export interface Listener {
  readonly auth?: 'none' | 'basic' | 'header' | 'oauth2';
  readonly signed?: boolean;
}

export type Members = { readonly [name: string]: unknown };
/** A file, or the body itself. */
export type Body = string | object;

export interface Made {
  readonly body: Body;
  /** By JSON pointer: what stands there instead. */
  readonly with?: Members;
  readonly without?: readonly string[];
  readonly save?: Saves;
}
export type Saves = { readonly [name: string]: string };

export interface UnderWay extends Made {
  readonly at?: string;
}

export interface FaultSpec {
  readonly operation: string;
  readonly match?: Members;
  readonly status?: number;
  readonly delayMs?: number;
  readonly reset?: 'beforeHeaders' | 'afterHeaders';
  readonly truncateAt?: number;
  readonly dripBytesPerSecond?: number;
  readonly drop?: boolean;
  readonly duplicate?: boolean | number;
  readonly reorder?: boolean;
  readonly lateBy?: string;
  readonly timestampForm?: 'Z' | 'seconds' | '+00:00' | '+0000' | 'mixed';
  readonly times?: number;
}

export type Step = CallStep | AdvanceStep | FailStep | TroubleStep | AnswerStep | WaitStep | ResendStep | ExpectStep;

interface Noted {
  readonly note?: string;
}

export interface CallStep extends Noted {
  readonly call: string;
  readonly params?: Members;
  readonly query?: Members;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: Body;
  readonly with?: Members;
  readonly without?: readonly string[];
  readonly token?: 'same' | 'new' | 'none' | 'wrong';
  readonly secret?: 'right' | 'wrong';
  readonly timeoutMs?: number;
  readonly repeat?: number;
  /** `broken`: no whole answer comes. Any 2xx where it is missing. */
  readonly status?: number | string | object;
  readonly answer?: Members;
  readonly save?: Saves;
}

export interface AdvanceStep extends Noted {
  readonly advance: string | { readonly order: string; readonly milestone?: string; readonly state?: string };
}

export interface FailStep extends Noted {
  readonly fail: FaultSpec | 'tokens' | 'nothing';
}

export interface TroubleStep extends Noted {
  readonly trouble: string;
  readonly order?: string;
  readonly externalId?: string;
  readonly product?: string;
  readonly postcode?: string;
  readonly at?: string;
  readonly days?: number;
}

export interface AnswerStep extends Noted {
  readonly answer: string;
  readonly order?: string;
  readonly kind?: string;
  readonly with?: Members;
}

export interface WaitStep extends Noted {
  readonly 'wait for the client': string;
  readonly status?: number | object;
  readonly times?: number;
  readonly save?: Saves;
}

export interface ResendStep extends Noted {
  readonly resend: 'failed' | 'suppressed' | 'retrying';
}

export interface ExpectStep extends Noted {
  readonly expect: Expectation;
}

export interface Expectation {
  readonly answer?: { readonly status?: unknown; readonly headers?: Members; readonly body?: unknown };
  readonly order?: string | { readonly externalId: string };
  readonly state?: unknown;
  readonly is?: Members;
  readonly milestones?: readonly string[];
  readonly told?: readonly string[];
  readonly timeline?: readonly string[];
  readonly ahead?: readonly string[];
  readonly openAction?: string;
  readonly events?: {
    readonly order?: string;
    readonly type?: string;
    readonly state?: string;
    readonly count?: unknown;
    readonly attempts?: unknown;
    readonly each?: Members;
  };
  readonly callbacks?: {
    readonly order?: string;
    readonly type?: string;
    readonly count?: unknown;
    readonly different?: unknown;
    readonly inOrder?: boolean;
    readonly told?: readonly string[];
    readonly each?: Members;
    readonly some?: Members;
  };
  readonly requests?: {
    readonly operation?: string;
    readonly status?: unknown;
    readonly count?: unknown;
    readonly each?: Members;
  };
  readonly saved?: Members;
}

/** The members that tell one kind of step from another; a step has exactly one of them, `trouble` and `answer` aside. */
export const stepKinds = [
  'call',
  'advance',
  'fail',
  'trouble',
  'wait for the client',
  'resend',
  'expect',
  'answer',
] as const;
export type StepKind = (typeof stepKinds)[number];

/** `answer` is also a member of a call, so it is looked for last. */
export function kindOf(step: object): StepKind | undefined {
  return stepKinds.find((kind) => kind in step);
}

/** A scenario with everything that running it needs to know about where it came from. */
export interface LoadedScenario {
  /** Its file without ending: what it is called by. */
  readonly name: string;
  readonly scenario: Scenario;
  /** Where paths in it are looked up first; undefined: only in fixtures/. */
  readonly folder?: string;
  readonly file?: string;
  /** The source as it was read. */
  readonly text?: string;
  /** Line of each step in its file, from 1. */
  readonly lines?: readonly number[];
}

/** A scenario in TypeScript, checked by the compiler as it is written. */
export function defineScenario(scenario: Scenario): Scenario {
  return scenario;
}
