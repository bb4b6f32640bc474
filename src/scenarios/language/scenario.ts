import type { Json, JsonObject } from '#domain/core/json';

/** A step in a few words, as reports and cards show it. */
export function describeStep(step: ScenarioStep): string {
  if ('call' in step) {
    const { call, body, params, repeat, token } = step;
    const bodyText = typeof body === 'string' ? ` with ${body}` : body === undefined ? '' : ' with an inline body';
    const parameterText = Object.values(params ?? {}).join(', ');
    return [
      `call ${call}${parameterText ? ` of ${parameterText}` : bodyText}`,
      ...(repeat === undefined ? [] : [`${repeat} times`]),
      ...(token === undefined || token === 'same' ? [] : [`${token} token`]),
    ].join(', ');
  }
  if ('advance' in step)
    return `advance ${typeof step.advance === 'string' ? step.advance : describeGoal(step.advance)}`;
  if ('inject' in step)
    return `inject: ${typeof step.inject === 'string' ? step.inject : describeInjection(step.inject)}`;
  if ('setback' in step) return `setback ${step.setback}`;
  if ('awaitCall' in step) return `wait for the client to call ${step.awaitCall}`;
  if ('resend' in step) return `resend ${step.resend} events`;
  if ('expect' in step) return `expect ${Object.keys(step.expect).join(', ')}`;
  return `answer ${step.answer}${step.kind === undefined ? '' : ` to ${step.kind}`}`;
}

function describeGoal({ order, milestone, state }: { order: string; milestone?: string; state?: string }): string {
  return `until ${order} is ${milestone === undefined ? state : `at ${milestone}`}`;
}

function describeInjection({ operation, ...effects }: { readonly operation: string }): string {
  const parts = Object.entries(effects).map(
    ([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  return `${operation} (${parts.join(', ')})`;
}

/** The kind of a step; `step` when it has none. */
export const stepKindOf = (step: ScenarioStep): string => findStepKind(step) ?? 'step';

/**
 * A scenario as its authors write it, in YAML or TypeScript: an initial state, setbacks and fault injections, steps,
 * and expectations. Shapes are those of specs/schemas/scenario.schema.json, which describes every member.
 */
export interface Scenario {
  readonly name: string;
  readonly family?: ScenarioFamily;
  readonly teaches?: string;
  readonly story?: string;
  readonly seed?: string | number;
  readonly start?: string;
  readonly customer?: ScenarioCustomer;
  readonly listener?: ScenarioListener;
  readonly addresses?: readonly Setup[];
  readonly assets?: readonly Setup[];
  readonly orders?: readonly InProgressOrder[];
  readonly faultInjections?: readonly ScenarioFaultInjection[];
  readonly setbacks?: readonly SetbackStep[];
  readonly steps: readonly ScenarioStep[];
}

export const scenarioFamilies = [
  'order',
  'setback',
  'open-action',
  'appointment',
  'qualification',
  'quote',
  'network',
  'callback',
] as const;
export type ScenarioFamily = (typeof scenarioFamilies)[number];

export interface ScenarioCustomer {
  readonly duns?: string;
  readonly portalLoginId?: string;
  readonly profile?: 'default' | 'strict';
  readonly settings?: NamedValues;
}

export interface ScenarioListener {
  readonly auth?: 'none' | 'basic' | 'header' | 'oauth2';
  readonly signed?: boolean;
}

export type NamedValues = { readonly [name: string]: Json };
/** A file, or the body itself. */
export type BodySource = string | JsonObject;

export interface Setup {
  readonly body: BodySource;
  /** New values by JSON pointer. */
  readonly set?: NamedValues;
  readonly without?: readonly string[];
  readonly save?: SaveSpec;
}
export type SaveSpec = { readonly [name: string]: string };

export interface InProgressOrder extends Setup {
  readonly at?: string;
}

export interface ScenarioFaultInjection {
  readonly operation: string;
  readonly match?: NamedValues;
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

export type ScenarioStep =
  | CallStep
  | AdvanceStep
  | InjectStep
  | SetbackStep
  | AnswerStep
  | AwaitCallStep
  | ResendStep
  | ExpectStep;

interface WithNote {
  readonly note?: string;
}

export interface CallStep extends WithNote {
  readonly call: string;
  readonly params?: NamedValues;
  readonly query?: NamedValues;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: BodySource;
  readonly set?: NamedValues;
  readonly without?: readonly string[];
  readonly token?: 'same' | 'new' | 'none' | 'wrong';
  readonly secret?: 'right' | 'wrong';
  readonly timeoutMs?: number;
  readonly repeat?: number;
  /** `broken`: no whole answer comes. Any 2xx where it is missing. */
  readonly status?: Json;
  readonly answer?: NamedValues;
  readonly save?: SaveSpec;
}

export interface AdvanceStep extends WithNote {
  readonly advance: string | { readonly order: string; readonly milestone?: string; readonly state?: string };
}

export interface InjectStep extends WithNote {
  readonly inject: ScenarioFaultInjection | 'tokens' | 'nothing';
}

export interface SetbackStep extends WithNote {
  readonly setback: string;
  readonly order?: string;
  readonly externalId?: string;
  readonly product?: string;
  readonly postcode?: string;
  readonly at?: string;
  readonly days?: number;
}

export interface AnswerStep extends WithNote {
  readonly answer: string;
  readonly order?: string;
  readonly kind?: string;
  readonly members?: NamedValues;
}

export interface AwaitCallStep extends WithNote {
  readonly awaitCall: string;
  readonly status?: Json;
  readonly times?: number;
  readonly save?: SaveSpec;
}

export interface ResendStep extends WithNote {
  readonly resend: 'failed' | 'suppressed' | 'retrying';
}

export interface ExpectStep extends WithNote {
  readonly expect: Expectation;
}

export interface Expectation {
  readonly answer?: { readonly status?: Json; readonly headers?: NamedValues; readonly body?: Json };
  readonly order?: string | { readonly externalId: string };
  readonly state?: Json;
  readonly matches?: NamedValues;
  readonly milestones?: readonly string[];
  readonly notified?: readonly string[];
  readonly timeline?: readonly string[];
  readonly upcoming?: readonly string[];
  readonly openAction?: string;
  readonly events?: {
    readonly order?: string;
    readonly type?: string;
    readonly state?: string;
    readonly count?: Json;
    readonly attempts?: Json;
    readonly each?: NamedValues;
  };
  readonly callbacks?: {
    readonly order?: string;
    readonly type?: string;
    readonly count?: Json;
    readonly different?: Json;
    readonly inOrder?: boolean;
    readonly notified?: readonly string[];
    readonly each?: NamedValues;
    readonly some?: NamedValues;
  };
  readonly requests?: {
    readonly operation?: string;
    readonly status?: Json;
    readonly count?: Json;
    readonly each?: NamedValues;
  };
  readonly saved?: NamedValues;
}

/**
 * The members that distinguish the kinds of steps. A step has exactly one of them, except that `answer` is also a
 * member of `call`.
 */
export const stepKinds = ['call', 'advance', 'inject', 'setback', 'awaitCall', 'resend', 'expect', 'answer'] as const;
export type StepKind = (typeof stepKinds)[number];

/** `answer` is also a member of a call, so it is checked last. */
export function findStepKind(step: object): StepKind | undefined {
  return stepKinds.find((kind) => kind in step);
}

/** A scenario with its origin, as far as running it requires. */
export interface LoadedScenario {
  /** Its file name without extension, which identifies it. */
  readonly name: string;
  readonly scenario: Scenario;
  /** The first folder in which its paths are looked up; undefined: only fixtures/. */
  readonly folder?: string;
  readonly file?: string;
  /** The source text. */
  readonly text?: string;
  /** Line of each step in its file, counted from 1. */
  readonly lines?: readonly number[];
}

/**
 * A scenario in TypeScript, checked by the compiler as it is written. docs/scenarios.md describes the members.
 *
 * @example
 * ```ts
 * import { defineScenario } from 'etherbox';
 *
 * const quotesFail = defineScenario({
 *   name: 'quotes fail twice',
 *   faultInjections: [{ operation: 'createQuote', status: 503, times: 2 }],
 *   steps: [{ awaitCall: 'createQuote', status: 201 }],
 * });
 * await box.scenario(quotesFail);
 * ```
 */
export function defineScenario(scenario: Scenario): Scenario {
  return scenario;
}
