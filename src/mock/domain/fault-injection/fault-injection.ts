import { isLongerThan, parseDuration } from '#domain/calendar/working-time';
import { closestMatch, closestOrContaining } from '#domain/core/closest-match';
import { derivedNumber } from '#domain/core/ids';
import type { Json } from '#domain/core/json';
import { defineCollection, type StateReader, type Transaction } from '#domain/core/sandbox-state';

/**
 * Injected wire faults as data: counted, never random. A fault injection belongs to an operation, to `callback` (our
 * deliveries), to `token` (our token endpoint) or to `callbackToken` (the customer's token endpoint). Each use reduces
 * its count by one. Source: modelled.
 */
export interface FaultInjectionSpec {
  /** An operationId, `callback`, `token` or `callbackToken`. */
  readonly operation: string;
  /** Members of the request or event, by name or dotted path, that must be equal for the injection to apply. */
  readonly match?: { readonly [path: string]: Json };
  /** Answer this instead of doing anything. On a callback: take it as answered so, without sending. */
  readonly status?: number;
  readonly body?: Json;
  /** Wall milliseconds. */
  readonly delayMs?: number;
  /** Breaks the connection after the operation: before the answer's headers, or after them. */
  readonly reset?: 'beforeHeaders' | 'afterHeaders';
  /** Ends the body after this many bytes and breaks the connection. */
  readonly truncateAt?: number;
  readonly dripBytesPerSecond?: number;
  /** Performs nothing and answers nothing; on a callback, sends nothing. */
  readonly drop?: boolean;
  /** How many extra copies of a callback are sent; `true` is one. */
  readonly duplicate?: boolean | number;
  /** Sends a callback after the next one of its order. */
  readonly reorder?: boolean;
  /** Delays a callback on the virtual clock: `2 hours`, `PT30M`. Working days (`1 working day`) are refused. */
  readonly lateBy?: string;
  /** How the instants of a callback are written: one of {@link timestampForms}. */
  readonly timestampForm?: TimestampForm;
  /** How often the injection applies; absent: until it is removed. */
  readonly times?: number;
}

export interface FaultInjection extends FaultInjectionSpec {
  readonly id: string;
  /** Remaining uses; null is unlimited. At 0 the injection stays listed and no longer applies. */
  readonly remainingUses: number | null;
  readonly hits: number;
}

export const faultInjections = defineCollection<FaultInjection>('faultInjections', {
  active: ({ operation, remainingUses }) => (remainingUses === 0 ? [] : [operation]),
});

export const faultInjectionLimits = { maxPerSandbox: 1000, maxDelayMs: 120_000, maxCopies: 100, maxLateDays: 3650 };

/** The formats that BT's own samples mix, and one that changes from event to event. */
export const timestampForms = ['Z', 'seconds', '+00:00', '+0000', 'mixed'] as const;
export type TimestampForm = (typeof timestampForms)[number];

const callbackOnlyEffects = ['duplicate', 'reorder', 'lateBy', 'timestampForm'] as const;
const faultInjectionEffects = [
  'status',
  'delayMs',
  'reset',
  'truncateAt',
  'dripBytesPerSecond',
  'drop',
  'duplicate',
  'reorder',
  'lateBy',
  'timestampForm',
] as const;

/** Names that `match` may use on a callback, beside the members of its order. */
export const callbackMatchNames = [
  ...['eventId', 'eventType', 'eventTime', 'event', 'orderId', 'attempt', 'id', 'externalId', 'state', 'orderDate'],
  ...['completionDate', 'errorMessage', 'productOrderItem', 'orderItem', 'relatedParty', '@type'],
];

/** Parts of a request that may contain any member. */
const requestMatchParts = ['body', 'query', 'headers', 'path'];

/**
 * The violations of a new fault injection; empty when it can be used. `matchNamesOf` returns the names that a request
 * of an operation may have: parameters of its path and query, members of its body.
 */
export function validateFaultInjection(
  spec: FaultInjectionSpec,
  operationIds: readonly string[],
  matchNamesOf: (operation: string) => readonly string[] | undefined = () => undefined,
): readonly { readonly pointer: string; readonly got?: unknown; readonly expected: string }[] {
  const violations: { pointer: string; got?: unknown; expected: string }[] = [];
  const known = [...operationIds, 'callback', 'token', 'callbackToken'];
  if (!known.includes(spec.operation)) {
    const closest = closestOrContaining(spec.operation, known);
    const otherNames = known.filter((operationName) => operationName !== closest).join(', ');
    const expected = closest === undefined ? `one of ${otherNames}` : `${closest}, or another of ${otherNames}`;
    violations.push({
      pointer: '/operation',
      got: spec.operation,
      expected,
    });
  }
  for (const name of Object.keys(spec.match ?? {})) {
    const violation = validateMatch(spec.operation, name, matchNamesOf);
    if (violation) violations.push(violation);
  }
  if (!faultInjectionEffects.some((effect) => spec[effect] !== undefined)) {
    violations.push({ pointer: '', expected: `at least one of ${faultInjectionEffects.join(', ')}` });
  }
  if (spec.operation !== 'callback') {
    for (const effect of callbackOnlyEffects) {
      if (spec[effect] !== undefined) {
        violations.push({
          pointer: `/${effect}`,
          got: spec[effect],
          expected: 'only together with operation "callback"',
        });
      }
    }
  }
  if (spec.lateBy !== undefined && parseLateByMs(spec.lateBy) === undefined) {
    violations.push({
      pointer: '/lateBy',
      got: spec.lateBy,
      expected: `a duration such as "2 hours", "3 days" or PT30M, of at most ${faultInjectionLimits.maxLateDays} days`,
    });
  }
  const timestampForm = spec.timestampForm;
  if (timestampForm !== undefined && !timestampForms.some((known) => known === timestampForm)) {
    violations.push({ pointer: '/timestampForm', got: timestampForm, expected: `one of ${timestampForms.join(', ')}` });
  }
  return violations;
}

/** A match that names nothing would never apply, and a test that relies on it would prove nothing. */
function validateMatch(
  operation: string,
  name: string,
  matchNamesOf: (operation: string) => readonly string[] | undefined,
) {
  const pointer = `/match/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`.slice(0, 200);
  if (operation === 'token' || operation === 'callbackToken')
    return { pointer, expected: 'nothing: it meets every call for a token' };
  const ownNames = operation === 'callback' ? callbackMatchNames : matchNamesOf(operation);
  const known = ownNames && operation !== 'callback' ? [...ownNames, ...requestMatchParts] : ownNames;
  const [first = ''] = name.split('.');
  if (known === undefined || known.includes(name) || known.includes(first)) return undefined;
  const closest = closestMatch(name, known);
  const hint = closest === undefined ? '' : ` (did you mean ${closest}?)`;
  return { pointer, expected: `one of ${known.join(', ')}, or a path that begins with one${hint}` };
}

function parseLateByMs(text: string): number | undefined {
  const duration = parseDuration(text);
  if (!duration || 'workingDays' in duration) return undefined;
  if (isLongerThan(duration, faultInjectionLimits.maxLateDays * 86_400_000)) return undefined;
  return duration.days * 86_400_000 + duration.milliseconds;
}

/** Stores a validated fault injection and returns it. Undefined when the sandbox has reached its limit. */
export function addFaultInjection(transaction: Transaction, spec: FaultInjectionSpec): FaultInjection | undefined {
  if (transaction.count(faultInjections) >= faultInjectionLimits.maxPerSandbox) return undefined;
  const id = `fault-injection-${transaction.ordinal('fault injection')}`;
  const injection: FaultInjection = { ...spec, id, remainingUses: spec.times ?? null, hits: 0 };
  transaction.put(faultInjections, id, injection);
  return injection;
}

/** Removes a fault injection. False when none has this id. */
export function removeFaultInjection(transaction: Transaction, id: string): boolean {
  if (transaction.get(faultInjections, id) === undefined) return false;
  transaction.remove(faultInjections, id);
  return true;
}

/** Whether any injection could apply to this operation: a cheap check before {@link takeFaultInjection}. */
export function hasActiveFaultInjection(reader: StateReader, operation: string): boolean {
  return reader.count(faultInjections) > 0 && reader.find(faultInjections, 'active', operation).length > 0;
}

/** Applies the oldest injection that matches and counts its use in the transaction. Undefined when none matches. */
export function takeFaultInjection(
  transaction: Transaction,
  operation: string,
  subject: unknown,
  isApplicable: (injection: FaultInjection) => boolean = () => true,
): FaultInjection | undefined {
  if (!hasActiveFaultInjection(transaction, operation)) return undefined;
  for (const [id, injection] of transaction.find(faultInjections, 'active', operation)) {
    if (!isApplicable(injection) || !matchesSubject(injection.match, subject)) continue;
    const appliedInjection = {
      ...injection,
      remainingUses: injection.remainingUses === null ? null : injection.remainingUses - 1,
      hits: injection.hits + 1,
    };
    transaction.put(faultInjections, id, appliedInjection);
    transaction.emit({ kind: 'fault-injection', text: `${describeFaultInjection(injection)} (${id})` });
    return appliedInjection;
  }
  return undefined;
}

function matchesSubject(match: FaultInjectionSpec['match'], subject: unknown): boolean {
  return Object.entries(match ?? {}).every(([path, expected]) =>
    equalsAnyValue(readMemberAtPath(subject, path), expected),
  );
}

/** A member by its own name, else by dotted path: `externalId`, `relatedParty.0.role`. */
function readMemberAtPath(subject: unknown, path: string): unknown {
  if (hasMember(subject, path)) return (subject as Record<string, unknown>)[path];
  let value: unknown = subject;
  for (const name of path.split('.')) {
    if (!hasMember(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

const hasMember = (value: unknown, name: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name);

/** A number equals its text, because paths and queries contain only text. A list matches any of its values. */
function equalsAnyValue(actual: unknown, expected: unknown): boolean {
  if (Array.isArray(expected)) return expected.some((element) => equalsAnyValue(actual, element));
  if (Array.isArray(actual)) return actual.some((element) => equalsAnyValue(element, expected));
  if (typeof actual === 'object' || typeof expected === 'object') return false;
  return actual !== undefined && String(actual) === String(expected);
}

/** The effects of an injection in words, for the journal. */
export function describeFaultInjection(injection: FaultInjectionSpec): string {
  const copies = injection.duplicate === true ? 1 : injection.duplicate;
  const effectTexts = [
    injection.status === undefined ? '' : `answers ${injection.status}`,
    injection.drop ? 'is dropped' : '',
    injection.delayMs === undefined ? '' : `is delayed by ${injection.delayMs} ms`,
    injection.reset === undefined
      ? ''
      : `is cut off ${injection.reset === 'beforeHeaders' ? 'before' : 'after'} the answer's headers`,
    injection.truncateAt === undefined ? '' : `ends after ${injection.truncateAt} bytes`,
    injection.dripBytesPerSecond === undefined ? '' : `drips at ${injection.dripBytesPerSecond} bytes a second`,
    copies ? `is sent ${copies + 1} times` : '',
    injection.reorder ? 'goes out after the next one of its order' : '',
    injection.lateBy === undefined ? '' : `goes out ${injection.lateBy} late`,
    injection.timestampForm === undefined ? '' : `has its instants in the form ${injection.timestampForm}`,
  ].filter((effectText) => effectText !== '');
  return `${injection.operation} ${effectTexts.join(', ')}`;
}

/** What happens to the bytes on the wire. */
export interface WireFault {
  /** Answers nothing at all. */
  readonly drop?: boolean;
  readonly delayMs?: number;
  /** The connection is broken before the headers of the answer, or after them. */
  readonly reset?: 'beforeHeaders' | 'afterHeaders';
  /** Only so many bytes of the body are sent, then the connection is broken. */
  readonly truncateAt?: number;
  readonly dripBytesPerSecond?: number;
}

/** The wire fault of an injection; undefined when it leaves the bytes alone. */
export function toWireFault(injection: FaultInjectionSpec): WireFault | undefined {
  const { drop, delayMs, reset, truncateAt, dripBytesPerSecond } = injection;
  if ((drop ?? delayMs ?? reset ?? truncateAt ?? dripBytesPerSecond) === undefined) return undefined;
  return {
    ...(drop === undefined ? {} : { drop }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(reset === undefined ? {} : { reset }),
    ...(truncateAt === undefined ? {} : { truncateAt }),
    ...(dripBytesPerSecond === undefined ? {} : { dripBytesPerSecond }),
  };
}

/** The effect of an injection on an event before it is sent. */
export interface CallbackEffect {
  readonly copies: number;
  readonly reorder: boolean;
  /** Virtual milliseconds. */
  readonly lateBy: number | undefined;
  readonly timestampForm: TimestampForm | undefined;
}

/** The callback effects of an injection, with defaults for those it does not name. */
export function toCallbackEffect(injection: FaultInjectionSpec): CallbackEffect {
  const { duplicate, lateBy } = injection;
  return {
    copies:
      duplicate === true ? 1 : typeof duplicate === 'number' ? Math.min(duplicate, faultInjectionLimits.maxCopies) : 0,
    reorder: injection.reorder === true,
    lateBy: lateBy === undefined ? undefined : parseLateByMs(lateBy),
    timestampForm: injection.timestampForm as TimestampForm | undefined,
  };
}

const utcTimestampPattern = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{3}))?Z$/;

/**
 * The payload with its event time in another of the formats of BT's samples. `formIndex` (0 or more) chooses the format
 * for `mixed`. Only `eventTime` changes: the rest of the payload belongs to the order.
 */
export function rewriteEventTime(payload: unknown, form: TimestampForm, formIndex: number): unknown {
  if (!hasMember(payload, 'eventTime')) return payload;
  const eventTime = (payload as { readonly eventTime: unknown }).eventTime;
  const match = typeof eventTime === 'string' ? utcTimestampPattern.exec(eventTime) : null;
  if (!match) return payload;
  const fixedForms = timestampForms.filter((fixedForm) => fixedForm !== 'mixed');
  const chosenForm = form === 'mixed' ? (fixedForms[formIndex % fixedForms.length] as TimestampForm) : form;
  return { ...(payload as object), eventTime: formatTimestamp(match[1] as string, match[2] ?? '000', chosenForm) };
}

function formatTimestamp(seconds: string, milliseconds: string, form: TimestampForm): string {
  if (form === 'seconds') return `${seconds}Z`;
  if (form === '+00:00') return `${seconds}.${milliseconds}000+00:00`;
  if (form === '+0000') return `${seconds}.${milliseconds}+0000`;
  return `${seconds}.${milliseconds}Z`;
}

/**
 * The payload of an event as it is sent: in the timestamp format that an injection chose, the same on every attempt.
 */
export function buildSentPayload(
  payload: unknown,
  event: { readonly eventId: string; readonly timestampForm?: TimestampForm },
  seed: string,
): unknown {
  if (event.timestampForm === undefined) return payload;
  return rewriteEventTime(payload, event.timestampForm, derivedNumber(1000, seed, 'timestamp-form', event.eventId));
}
