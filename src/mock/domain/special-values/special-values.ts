import type { Answer, OperationCall } from '#domain/core/call';
import { isJsonObject } from '#domain/core/json';
import type { Profile } from '#domain/core/sandbox-state';
import { type ErrorFamily, type ErrorName, errorCatalogue, refuse } from '#domain/errors/error-catalogue';

/**
 * Inputs with a fixed answer that precedes every rule: the behaviour of BT's own sandboxes as data
 * (`fixtures/special-values.yaml`), and a sandbox's own rows in the same shape (setting `specialValues`).
 */
export interface SpecialValue {
  readonly source?: 'bt' | 'modelled';
  /** Names of APIs or operations; absent: all of them. */
  readonly on?: readonly string[];
  readonly when: SpecialValueCondition;
  readonly answer: FixedAnswer;
}

export interface SpecialValueCondition {
  readonly header?: SpecialValueInputs;
  readonly query?: SpecialValueInputs;
  readonly path?: SpecialValueInputs;
  /** JSON pointers; `*` is any element of a list. */
  readonly body?: SpecialValueInputs;
}

type SpecialValueInputs = { readonly [name: string]: string | number | boolean };

export type FixedAnswer =
  | { readonly problem: ErrorName; readonly message?: string }
  | { readonly status: number; readonly headers?: { readonly [name: string]: string }; readonly body?: unknown };

export interface SpecialValueReferenceData {
  readonly specialValues: readonly SpecialValue[];
}

/** The rows of the parsed fixture, in the order of the file. */
export function loadSpecialValues(raw: unknown): readonly SpecialValue[] {
  return (raw as { values: readonly SpecialValue[] }).values;
}

export interface CannedAnswer {
  readonly answer: Answer;
  /** A sandbox's own row may answer what no OpenAPI document declares. */
  readonly origin: 'fixture' | 'sandbox';
}

/**
 * The answer of the first row that matches; undefined when the request goes on to the operation. The strict profile
 * uses BT's rows only.
 */
export function selectCannedAnswer(
  { specialValues }: SpecialValueReferenceData,
  profile: Pick<Profile, 'mode' | 'settings'>,
  call: OperationCall,
  { api, family }: { readonly api: string; readonly family: ErrorFamily },
): CannedAnswer | undefined {
  const isStrict = profile.mode === 'strict';
  const sandboxRow = isStrict
    ? undefined
    : readSandboxRows(profile.settings.specialValues)?.find((row) => matchesCall(row, call, api));
  if (sandboxRow) return { answer: buildCannedAnswer(sandboxRow, family), origin: 'sandbox' };
  const row = specialValues.find(
    (candidate) => (!isStrict || candidate.source === 'bt') && matchesCall(candidate, call, api),
  );
  return row && { answer: buildCannedAnswer(row, family), origin: 'fixture' };
}

/** Skips whatever is not a row, because a setting must never break a request. */
function readSandboxRows(setting: unknown): readonly SpecialValue[] | undefined {
  return Array.isArray(setting) ? setting.filter(isSpecialValue) : undefined;
}

function isSpecialValue(row: unknown): row is SpecialValue {
  if (!isJsonObject(row) || !isJsonObject(row.when) || !isJsonObject(row.answer)) return false;
  if (row.on !== undefined && !Array.isArray(row.on)) return false;
  if (!Object.values(row.when).every(isJsonObject)) return false;
  const { problem, status } = row.answer;
  if (problem !== undefined) return typeof problem === 'string' && Object.hasOwn(errorCatalogue, problem);
  return Number.isInteger(status) && (status as number) >= 200 && (status as number) <= 599;
}

function matchesCall({ on, when }: SpecialValue, call: OperationCall, api: string): boolean {
  if (on && !on.includes(api) && !on.includes(call.operationId)) return false;
  return (
    matchesInputs(when.header, (name) => [call.headers[name.toLowerCase()]]) &&
    matchesInputs(when.query, (name) => call.query[name] ?? []) &&
    matchesInputs(when.path, (name) => [call.params[name]]) &&
    matchesInputs(when.body, (pointer) => valuesAtPointer(call.body, pointer))
  );
}

function matchesInputs(
  expectedInputs: SpecialValueInputs | undefined,
  readValues: (name: string) => readonly unknown[],
): boolean {
  if (!expectedInputs) return true;
  for (const name in expectedInputs)
    if (!readValues(name).some((value) => scalarText(value) === String(expectedInputs[name]))) return false;
  return true;
}

const scalarText = (value: unknown): string | undefined =>
  value === undefined || (typeof value === 'object' && value !== null) ? undefined : String(value);

/** Every value that a JSON pointer leads to, where `*` means any element. */
export function valuesAtPointer(from: unknown, pointer: string): readonly unknown[] {
  if (pointer === '') return [from];
  let values: readonly unknown[] = [from];
  for (const part of pointer.slice(1).split('/')) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    values = values.flatMap((value) => stepIntoValue(value, name));
  }
  return values;
}

function stepIntoValue(value: unknown, name: string): readonly unknown[] {
  if (Array.isArray(value)) return name === '*' ? value : value.slice(Number(name), Number(name) + 1);
  return isJsonObject(value) && Object.hasOwn(value, name) ? [value[name]] : [];
}

function buildCannedAnswer({ answer, when }: SpecialValue, family: ErrorFamily): Answer {
  if ('status' in answer) return answer;
  const { problem: errorName, message = errorCatalogue[answer.problem].reason } = answer;
  const violation = {
    pointer: 'request',
    expected: `another input: ${JSON.stringify(when)} selects this answer`,
    rule: 'bt §6',
  };
  const errorAnswer = refuse(family, errorName, message);
  // The violation is for the journal; BT's canned bodies do not list it.
  return { ...errorAnswer, violations: [violation] };
}
