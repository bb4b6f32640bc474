import type { Call } from './call.ts';
import { type Answer, type Family, type ProblemName, problems, refuse } from './problem.ts';
import type { Profile } from './sandbox.ts';

/**
 * Inputs with a fixed answer, before any rule: the habits of BT's own sandboxes as data (`fixtures/special-values.yaml`),
 * and a sandbox's own rows in the same shape (setting `specialValues`).
 */
export interface SpecialValue {
  readonly source?: 'bt' | 'modelled';
  /** Names of APIs or operations; everything where missing. */
  readonly on?: readonly string[];
  readonly when: When;
  readonly answer: FixedAnswer;
}

export interface When {
  readonly header?: Values;
  readonly query?: Values;
  readonly path?: Values;
  /** JSON pointers; `*` is any element of a list. */
  readonly body?: Values;
}

type Values = { readonly [name: string]: string | number | boolean };

export type FixedAnswer =
  | { readonly problem: ProblemName; readonly message?: string }
  | { readonly status: number; readonly headers?: { readonly [name: string]: string }; readonly body?: unknown };

export interface SpecialValuesGround {
  readonly specialValues: readonly SpecialValue[];
}

export function makeSpecialValues(raw: unknown): readonly SpecialValue[] {
  return (raw as { values: readonly SpecialValue[] }).values;
}

export interface SpecialAnswer {
  readonly answer: Answer;
  /** A sandbox's own row may answer what no document declares. */
  readonly by: 'fixture' | 'sandbox';
}

/** The answer of the first row that fits; undefined: the request goes its ordinary way. The strict profile has BT's rows only. */
export function selectSpecialAnswer(
  { specialValues }: SpecialValuesGround,
  profile: Pick<Profile, 'mode' | 'settings'>,
  call: Call,
  { api, family }: { readonly api: string; readonly family: Family },
): SpecialAnswer | undefined {
  const strict = profile.mode === 'strict';
  const own = strict ? undefined : ownRows(profile.settings.specialValues)?.find((row) => fits(row, call, api));
  if (own) return { answer: fixedAnswer(own, family), by: 'sandbox' };
  const row = specialValues.find((one) => (!strict || one.source === 'bt') && fits(one, call, api));
  return row && { answer: fixedAnswer(row, family), by: 'fixture' };
}

/** Anything that is not a row is passed over: a setting never breaks a request. */
function ownRows(setting: unknown): readonly SpecialValue[] | undefined {
  return Array.isArray(setting) ? setting.filter(isRow) : undefined;
}

function isRow(row: unknown): row is SpecialValue {
  if (!isObject(row) || !isObject(row.when) || !isObject(row.answer)) return false;
  if (row.on !== undefined && !Array.isArray(row.on)) return false;
  if (!Object.values(row.when).every(isObject)) return false;
  const { problem, status } = row.answer;
  if (problem !== undefined) return typeof problem === 'string' && Object.hasOwn(problems, problem);
  return Number.isInteger(status) && (status as number) >= 200 && (status as number) <= 599;
}

function fits({ on, when }: SpecialValue, call: Call, api: string): boolean {
  if (on && !on.includes(api) && !on.includes(call.operationId)) return false;
  return (
    holds(when.header, (name) => [call.headers[name.toLowerCase()]]) &&
    holds(when.query, (name) => call.query[name] ?? []) &&
    holds(when.path, (name) => [call.params[name]]) &&
    holds(when.body, (pointer) => valuesAtPointer(call.body, pointer))
  );
}

function holds(wanted: Values | undefined, found: (name: string) => readonly unknown[]): boolean {
  if (!wanted) return true;
  for (const name in wanted) if (!found(name).some((value) => asText(value) === String(wanted[name]))) return false;
  return true;
}

const asText = (value: unknown): string | undefined =>
  value === undefined || (typeof value === 'object' && value !== null) ? undefined : String(value);

/** Every value that a JSON pointer with `*` for any element leads to. */
export function valuesAtPointer(from: unknown, pointer: string): readonly unknown[] {
  if (pointer === '') return [from];
  let values: readonly unknown[] = [from];
  for (const part of pointer.slice(1).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    values = values.flatMap((value) => step(value, name));
  }
  return values;
}

function step(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return name === '*' ? value : value.slice(Number(name), Number(name) + 1);
  return isObject(value) && Object.hasOwn(value, name) ? [value[name]] : [];
}

function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fixedAnswer({ answer, when }: SpecialValue, family: Family): Answer {
  if ('status' in answer) return answer;
  const { problem, message = problems[answer.problem].reason } = answer;
  const why = {
    pointer: 'request',
    expected: `another input: ${JSON.stringify(when)} selects this answer`,
    rule: 'bt §6',
  };
  const refused = refuse(family, problem, message);
  // The fault is for the journal; BT's canned bodies do not list it.
  return { ...refused, why: [why] };
}
