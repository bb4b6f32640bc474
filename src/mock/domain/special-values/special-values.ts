import type { Answer, OperationCall } from '#domain/core/call';
import { isJsonObject } from '#domain/core/json';
import type { Profile } from '#domain/core/sandbox-state';
import { type ErrorFamily, errorCatalogue, refuse, refuseAsPublished } from '#domain/errors/error-catalogue';
import { type SpecialValue, SpecialValueIndex } from './special-value-index.ts';

export interface SpecialValueReferenceData {
  readonly specialValues: readonly SpecialValue[];
}

/** The rows of the parsed fixture, in the order of the file. */
export function specialValuesOf(raw: unknown): readonly SpecialValue[] {
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
  const sandboxRow = isStrict ? undefined : sandboxIndex(profile.settings.specialValues)?.firstMatch(call, api);
  if (sandboxRow) return { answer: buildCannedAnswer(sandboxRow, family), origin: 'sandbox' };
  const row = indexOf(specialValues).firstMatch(call, api, isStrict ? isPublishedByBt : undefined);
  return row && { answer: buildCannedAnswer(row, family), origin: 'fixture' };
}

const isPublishedByBt = ({ source }: SpecialValue): boolean => source === 'bt';

/** A sandbox's own rows. What is not a row is ignored: a setting never breaks a request. */
function sandboxIndex(setting: unknown): SpecialValueIndex | undefined {
  return Array.isArray(setting) ? indexOf(setting) : undefined;
}

/** Made once per list: the file's rows live as long as the process, a sandbox's as long as its setting. */
const indexes = new WeakMap<readonly unknown[], SpecialValueIndex>();

function indexOf(rows: readonly unknown[]): SpecialValueIndex {
  const existing = indexes.get(rows);
  if (existing) return existing;
  const created = new SpecialValueIndex(rows.filter(isSpecialValue));
  indexes.set(rows, created);
  return created;
}

function isSpecialValue(row: unknown): row is SpecialValue {
  if (!isJsonObject(row) || !isJsonObject(row.when) || !isJsonObject(row.answer)) return false;
  if (row.on !== undefined && !Array.isArray(row.on)) return false;
  if (!Object.values(row.when).every(isJsonObject)) return false;
  const { problem, status } = row.answer;
  if (problem !== undefined) return typeof problem === 'string' && Object.hasOwn(errorCatalogue, problem);
  return Number.isInteger(status) && (status as number) >= 200 && (status as number) <= 599;
}

function buildCannedAnswer({ answer, when }: SpecialValue, family: ErrorFamily): Answer {
  if ('status' in answer) return answer;
  const { problem: errorName, message } = answer;
  const violation = {
    pointer: 'request',
    expected: `another input: ${JSON.stringify(when)} selects this answer`,
    rule: 'bt §6',
  };
  const errorAnswer = message === undefined ? refuseAsPublished(family, errorName) : refuse(family, errorName, message);
  // The violation is for the journal; BT's canned bodies do not list it.
  return { ...errorAnswer, violations: [violation] };
}
