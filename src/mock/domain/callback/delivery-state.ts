import { formatIsoUtc, parseDuration } from '#domain/calendar/working-time';
import { derivedNumber } from '#domain/core/ids';
import type { Instant, Profile } from '#domain/core/sandbox-state';
import type { TimestampForm } from '#domain/fault-injection/fault-injection';

/**
 * How an event gets to the customer: its states, its attempts, and the schedule they follow. Retries run on the
 * sandbox's virtual clock; only durations and `wallAt` are wall time. Source: modelled (bt-domain §4.3).
 */

/**
 * `waiting` for its turn or for the endpoint; `retrying` after a failed attempt; `failed` after the last one;
 * `suppressed`: nothing was sent, `reason` says why.
 */
export type DeliveryState = 'waiting' | 'retrying' | 'delivered' | 'failed' | 'suppressed';

/** Why an attempt failed, as one word for programs; the attempt's `error` is the sentence for people. */
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

/** One HTTP message as it is shown: text that was too long, or no text at all, is said to be so. */
export interface CapturedMessage {
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
  readonly truncated?: boolean;
}

/** The call for an access token that came before an attempt. Secrets are masked. */
export interface TokenCallRecord {
  readonly url: string;
  readonly status?: number;
  readonly error?: string;
  readonly durationMs: number;
  /** True where a token from an earlier call was used. */
  readonly cached?: boolean;
}

export interface DeliveryAttempt {
  /** Counts from 1; also sent as a header. */
  readonly n: number;
  /** Virtual. */
  readonly at: Instant;
  /** Wall time, ISO. */
  readonly wallAt: string;
  readonly url: string;
  readonly status?: number;
  readonly durationMs: number;
  readonly failure?: FailureKind;
  /** A sentence; absent when the attempt succeeded. */
  readonly error?: string;
  /** Somebody asked for it: it is no step of the schedule. */
  readonly manual?: boolean;
  readonly tokenCalls?: readonly TokenCallRecord[];
  readonly request: CapturedMessage;
  readonly response?: CapturedMessage;
  /** The wire fault that met it. */
  readonly faultInjection?: string;
  /** What came of the copies that a fault had sent besides. */
  readonly copies?: readonly { readonly status?: number; readonly error?: string }[];
}

export interface NextAttempt {
  /** Virtual. */
  readonly dueAt: Instant;
  readonly clock: 'virtual';
  readonly n: number;
  /** Its entry on the agenda, so that it can be taken off. */
  readonly agendaKey: string;
}

/** The part of an event's document that delivery owns. */
export interface DeliveryRecord {
  readonly state: DeliveryState;
  readonly reason?: string;
  readonly attempts: readonly DeliveryAttempt[];
  /** Absent while `retrying`: the retry is due now. */
  readonly nextAttempt?: NextAttempt;
}

/** An event's document as delivery sees it; what it says to the customer is its owner's business. */
export interface DeliverableEvent extends DeliveryRecord {
  readonly eventId: string;
  readonly eventType: string;
  readonly orderId: string;
  /** Virtual. */
  readonly occurredAt: Instant;
  /** The fault that held it up: it strikes an event once. */
  readonly heldBy?: string;
  /** Waits for the next event of its order to overtake it, on purpose. */
  readonly heldBack?: boolean;
  /** How its instants are written, on purpose; the same on every attempt. */
  readonly timestampForm?: TimestampForm;
}

/**
 * The index of what is still on its way, under this one value so that it is in order. A start looks for it among everything
 * that was ever told.
 */
export const unsettledKey = 'unsettled';
const unsettledIndexValues: readonly string[] = [unsettledKey];
const settledIndexValues: readonly string[] = [];
export const indexUnsettled = ({ state }: Pick<DeliveryRecord, 'state'>): readonly string[] =>
  state === 'waiting' || state === 'retrying' ? unsettledIndexValues : settledIndexValues;
export const mayBeUnsettled = (json: string): boolean =>
  json.includes('"state":"waiting"') || json.includes('"state":"retrying"');

export const inboxReason = 'No callback URL is set: kept in the built-in inbox';

/** What a new event begins as. One that nobody is to be called for is settled at once, and says why. */
export function newDelivery({ callback, callbackDisabled }: Profile): DeliveryRecord {
  if (!callback) return { state: 'suppressed', reason: inboxReason, attempts: [] };
  if (callbackDisabled) return { state: 'suppressed', reason: endpointDisabledReason(callbackDisabled), attempts: [] };
  return { state: 'waiting', attempts: [] };
}

export function endpointDisabledReason({ since, reason }: NonNullable<Profile['callbackDisabled']>): string {
  return `The endpoint is disabled since ${formatIsoUtc(since)}: ${reason}`;
}

/** specs/journeys/delivery-schedule.yaml, parsed. */
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

/** The same, in milliseconds. */
export interface DeliverySchedule {
  /** Delay before attempt 2, 3, …; one more attempt than there are delays. */
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
  /** Virtual: how long the fault `reorder` waits for an event that overtakes. */
  readonly maxHoldBackMs: number;
}

/** What delivery reads of the ground. */
export interface DeliveryReferenceData {
  readonly deliverySchedule: DeliverySchedule;
}

/** Throws on a file that cannot be used: it ships with the package. */
export function loadDeliverySchedule(file: DeliveryScheduleFile): DeliverySchedule {
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
    throw new Error(`delivery-schedule: "${text}" is not a number of days, hours, minutes or seconds`);
  }
  return duration.days * 86_400_000 + duration.milliseconds;
}

export const maxAttemptsOf = (schedule: DeliverySchedule): number => schedule.retryDelaysMs.length + 1;

/**
 * How long after attempt `made` (counted from 1, manual ones left out) the next one is due; undefined after the last.
 * `retryAfterMs` is what the receiver asked for.
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
