import { formatIsoUtc, parseDuration } from '#domain/calendar/working-time';
import { EtherboxError } from '#domain/core/etherbox-error';
import { derivedNumber } from '#domain/core/ids';
import type { Instant, Profile } from '#domain/core/sandbox-state';
import type { TimestampForm } from '#domain/fault-injection/fault-injection';

/**
 * The delivery of an event to the customer: its states, its attempts and the retry schedule. Retries run on the
 * sandbox's virtual clock; only durations and `wallAt` are wall time. Source: modelled (bt-domain §4.3).
 */

/**
 * `waiting` for earlier events of the order or for the endpoint; `retrying` after a failed attempt; `failed` after the
 * last attempt; `suppressed`: nothing was sent, and `reason` says why.
 */
export type DeliveryState = 'waiting' | 'retrying' | 'delivered' | 'failed' | 'suppressed';

/** Why an attempt failed, as one code for programs. The attempt's `error` is the sentence for people. */
export type FailureKind =
  | 'non-2xx'
  | 'redirect'
  | 'timeout'
  | 'reset'
  | 'refused'
  | 'unreachable'
  | 'dns'
  | 'tls'
  | 'blocked'
  | 'too-large'
  | 'protocol'
  | 'token'
  | 'fault-injection';

/**
 * One HTTP message as it is shown. `truncated` marks a body that was too long to store; a body that is not text is
 * described instead.
 */
export interface CapturedMessage {
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
  readonly truncated?: boolean;
}

/** The token request that preceded an attempt. Secrets are masked. */
export interface TokenCallRecord {
  readonly url: string;
  readonly status?: number;
  readonly error?: string;
  readonly durationMs: number;
  /** True when a token from an earlier request was used. */
  readonly cached?: boolean;
}

export interface DeliveryAttempt {
  /** Attempt number, counted from 1; also sent as a header. */
  readonly n: number;
  /** Virtual time. */
  readonly at: Instant;
  /** Wall time, ISO 8601. */
  readonly wallAt: string;
  readonly url: string;
  readonly status?: number;
  readonly durationMs: number;
  readonly failure?: FailureKind;
  /** A sentence for people; absent when the attempt succeeded. */
  readonly error?: string;
  /** True for a resend by hand, which does not count in the retry schedule. */
  readonly manual?: boolean;
  readonly tokenCalls?: readonly TokenCallRecord[];
  readonly request: CapturedMessage;
  readonly response?: CapturedMessage;
  /** Id of the fault injection that was applied to this attempt. */
  readonly faultInjection?: string;
  /** Results of the extra copies that a fault injection sent. */
  readonly copies?: readonly { readonly status?: number; readonly error?: string }[];
}

export interface NextAttempt {
  /** Virtual time. */
  readonly dueAt: Instant;
  readonly clock: 'virtual';
  readonly n: number;
  /** Key of its agenda entry, needed to remove the entry. */
  readonly agendaKey: string;
}

/**
 * Why nothing is sent. `built-in-inbox`: no callback URL is set. `endpoint-disabled`: the customer's, or a hub's, answered
 * 410 or failed too often. `hub-removed`: it was unregistered before the event was due.
 */
export type SuppressionCode = 'built-in-inbox' | 'endpoint-disabled' | 'hub-removed';

/** The part of an event's document that delivery owns. */
export interface DeliveryRecord {
  readonly state: DeliveryState;
  readonly reason?: string;
  /** Of what is `suppressed`: the same for programs. */
  readonly reasonCode?: SuppressionCode;
  readonly attempts: readonly DeliveryAttempt[];
  /** Absent while `retrying` means that the retry is due now. */
  readonly nextAttempt?: NextAttempt;
  /** Id of the fault injection that delayed this event. One injection delays an event only once. */
  readonly heldBy?: string;
  /** True while a `reorder` injection holds the event until the next event of its order overtakes it. */
  readonly heldBack?: boolean;
  /** The timestamp format that an injection chose; the same on every attempt. */
  readonly timestampForm?: TimestampForm;
}

/**
 * The only value of the index of unsettled events, so that a lookup returns them in order. At startup the index finds
 * them among all events that were ever emitted.
 */
export const unsettledKey = 'unsettled';
const unsettledIndexValues: readonly string[] = [unsettledKey];
const settledIndexValues: readonly string[] = [];
/** The values under which the unsettled index lists a delivery: one while it waits or retries, none afterwards. */
export const indexUnsettled = ({ state }: Pick<DeliveryRecord, 'state'>): readonly string[] =>
  state === 'waiting' || state === 'retrying' ? unsettledIndexValues : settledIndexValues;
/** Prefilter of the unsettled index: false only when the stored JSON cannot be an unsettled delivery. */
export const mayBeUnsettled = (json: string): boolean =>
  json.includes('"state":"waiting"') || json.includes('"state":"retrying"');

export const inboxReason = 'No callback URL is set: kept in the built-in inbox';

/** The delivery record of a new event. Without a usable callback the event is suppressed at once, with the reason. */
export function newDelivery({ callback, callbackDisabled }: Profile): DeliveryRecord {
  if (!callback) return { state: 'suppressed', reason: inboxReason, reasonCode: 'built-in-inbox', attempts: [] };
  if (callbackDisabled) {
    const reason = endpointDisabledReason(callbackDisabled);
    return { state: 'suppressed', reason, reasonCode: 'endpoint-disabled', attempts: [] };
  }
  return { state: 'waiting', attempts: [] };
}

/** The reason of an event that is suppressed because its endpoint is disabled. `since` is virtual time. */
export function endpointDisabledReason({ since, reason }: NonNullable<Profile['callbackDisabled']>): string {
  return `The endpoint is disabled since ${formatIsoUtc(since)}: ${reason}`;
}

/** The parsed form of specs/journeys/delivery-schedule.yaml. */
export interface DeliveryScheduleFile {
  readonly retries: readonly string[];
  readonly 'jitter-percent': number;
  readonly 'retry-after': {
    readonly statuses: readonly number[];
    readonly 'at-least': string;
    readonly 'at-most': string;
  };
  readonly 'disable-on': readonly number[];
  readonly 'disable-after-failed-events': number;
  readonly 'timeout-seconds': number;
  readonly 'at-once': { readonly 'in-all': number; readonly 'per-endpoint': number };
  readonly 'park-after-timeouts': number;
  readonly 'warn-after-idle-seconds': number;
  readonly 'hold-back-at-most': string;
}

/** The delivery schedule in milliseconds. */
export interface DeliverySchedule {
  /** Delay before attempt 2, 3, …; there is one more attempt than there are delays. */
  readonly retryDelaysMs: readonly number[];
  readonly jitterFraction: number;
  readonly retryAfter: { readonly statuses: readonly number[]; readonly minMs: number; readonly maxMs: number };
  readonly disableOn: readonly number[];
  readonly disableAfterFailedEvents: number;
  readonly timeoutMs: number;
  readonly maxConcurrent: number;
  readonly maxConcurrentPerEndpoint: number;
  readonly parkAfterTimeouts: number;
  readonly warnAfterIdleMs: number;
  /** Virtual time: how long a `reorder` injection waits for an event that overtakes. */
  readonly maxHoldBackMs: number;
}

/** The reference data that delivery reads. */
export interface DeliveryReferenceData {
  readonly deliverySchedule: DeliverySchedule;
}

/**
 * Converts the schedule file to milliseconds. Throws when a duration cannot be used: the file ships with the package.
 */
export function buildDeliverySchedule(file: DeliveryScheduleFile): DeliverySchedule {
  return {
    retryDelaysMs: file.retries.map(parseMilliseconds),
    jitterFraction: file['jitter-percent'] / 100,
    retryAfter: {
      statuses: file['retry-after'].statuses,
      minMs: parseMilliseconds(file['retry-after']['at-least']),
      maxMs: parseMilliseconds(file['retry-after']['at-most']),
    },
    disableOn: file['disable-on'],
    disableAfterFailedEvents: file['disable-after-failed-events'],
    timeoutMs: file['timeout-seconds'] * 1000,
    maxConcurrent: file['at-once']['in-all'],
    maxConcurrentPerEndpoint: file['at-once']['per-endpoint'],
    parkAfterTimeouts: file['park-after-timeouts'],
    warnAfterIdleMs: file['warn-after-idle-seconds'] * 1000,
    maxHoldBackMs: parseMilliseconds(file['hold-back-at-most']),
  };
}

function parseMilliseconds(text: string): number {
  const duration = parseDuration(text);
  if (!duration || 'workingDays' in duration) {
    throw new EtherboxError(
      'ETHERBOX_INVALID_REFERENCE_DATA',
      `delivery-schedule: "${text}" is not a number of days, hours, minutes or seconds`,
    );
  }
  return duration.days * 86_400_000 + duration.milliseconds;
}

/** How many scheduled attempts an event gets. */
export const maxAttemptsOf = (schedule: DeliverySchedule): number => schedule.retryDelaysMs.length + 1;

/**
 * How long after the last of `attemptsMade` attempts (counted from 1, without manual ones) the next one is due, in
 * virtual milliseconds. Undefined after the last attempt. `retryAfterMs` is the receiver's `Retry-After`.
 */
export function nextRetryDelay(
  schedule: DeliverySchedule,
  seed: string,
  eventId: string,
  attemptsMade: number,
  response?: { readonly status: number | undefined; readonly retryAfterMs: number | undefined },
): number | undefined {
  const delay = schedule.retryDelaysMs[attemptsMade - 1];
  if (delay === undefined) return undefined;
  if (response?.retryAfterMs !== undefined && schedule.retryAfter.statuses.includes(response.status ?? 0)) {
    return Math.min(Math.max(response.retryAfterMs, schedule.retryAfter.minMs), schedule.retryAfter.maxMs);
  }
  const maxJitterMs = Math.floor(delay * schedule.jitterFraction);
  return delay - maxJitterMs + derivedNumber(2 * maxJitterMs + 1, seed, 'delivery-jitter', eventId, attemptsMade);
}
