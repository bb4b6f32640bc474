import type { TimestampForm } from '../fault.ts';
import { keyedNumber } from '../ids.ts';
import type { Instant, Profile } from '../sandbox.ts';
import { isoUtc, parseDuration } from '../working-time.ts';

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
  | 'fault';

/** One HTTP message as it is shown: text that was too long, or no text at all, is said to be so. */
export interface ShownMessage {
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
  readonly truncated?: boolean;
}

/** The call for an access token that came before an attempt. Secrets are masked. */
export interface TokenCall {
  readonly url: string;
  readonly status?: number;
  readonly error?: string;
  readonly durationMs: number;
  /** True where a token from an earlier call was used. */
  readonly cached?: boolean;
}

export interface Attempt {
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
  readonly tokenCalls?: readonly TokenCall[];
  readonly request: ShownMessage;
  readonly response?: ShownMessage;
  /** The wire fault that met it. */
  readonly fault?: string;
  /** What came of the copies that a fault had sent besides. */
  readonly copies?: readonly { readonly status?: number; readonly error?: string }[];
}

export interface NextAttempt {
  /** Virtual. */
  readonly at: Instant;
  readonly clock: 'virtual';
  readonly n: number;
  /** Its entry on the agenda, so that it can be taken off. */
  readonly agendaKey: string;
}

/** The part of an event's document that delivery owns. */
export interface Delivery {
  readonly state: DeliveryState;
  readonly reason?: string;
  readonly attempts: readonly Attempt[];
  /** Absent while `retrying`: the retry is due now. */
  readonly nextAttempt?: NextAttempt;
}

/** An event's document as delivery sees it; what it says to the customer is its owner's business. */
export interface Notification extends Delivery {
  readonly eventId: string;
  readonly eventType: string;
  readonly orderId: string;
  /** Virtual. */
  readonly at: Instant;
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
export const unsettled = 'unsettled';
const underWay: readonly string[] = [unsettled];
const settled: readonly string[] = [];
export const unsettledBy = ({ state }: Pick<Delivery, 'state'>): readonly string[] =>
  state === 'waiting' || state === 'retrying' ? underWay : settled;
export const unsettledGlance = (json: string): boolean =>
  json.includes('"state":"waiting"') || json.includes('"state":"retrying"');

export const inboxReason = 'No callback URL is set: kept in the built-in inbox';

/** What a new event begins as. One that nobody is to be called for is settled at once, and says why. */
export function bornDelivery({ callback, callbackDisabled }: Profile): Delivery {
  if (!callback) return { state: 'suppressed', reason: inboxReason, attempts: [] };
  if (callbackDisabled) return { state: 'suppressed', reason: disabledReason(callbackDisabled), attempts: [] };
  return { state: 'waiting', attempts: [] };
}

export function disabledReason({ since, reason }: NonNullable<Profile['callbackDisabled']>): string {
  return `The endpoint is disabled since ${isoUtc(since)}: ${reason}`;
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
  readonly retryDelays: readonly number[];
  readonly jitterShare: number;
  readonly retryAfter: { readonly statuses: readonly number[]; readonly atLeast: number; readonly atMost: number };
  readonly disableOn: readonly number[];
  readonly disableAfterFailedEvents: number;
  readonly timeoutMs: number;
  readonly atOnceInAll: number;
  readonly atOncePerEndpoint: number;
  readonly parkAfterTimeouts: number;
  readonly warnAfterIdleMs: number;
  /** Virtual: how long the fault `reorder` waits for an event that overtakes. */
  readonly holdBackAtMost: number;
}

/** What delivery reads of the ground. */
export interface DeliveryGround {
  readonly deliverySchedule: DeliverySchedule;
}

/** Throws on a file that cannot be used: it ships with the package. */
export function makeDeliverySchedule(file: DeliveryScheduleFile): DeliverySchedule {
  return {
    retryDelays: file.retries.map(milliseconds),
    jitterShare: file['jitter-percent'] / 100,
    retryAfter: {
      statuses: file['retry-after'].statuses,
      atLeast: milliseconds(file['retry-after']['at-least']),
      atMost: milliseconds(file['retry-after']['at-most']),
    },
    disableOn: file['disable-on'],
    disableAfterFailedEvents: file['disable-after-failed-events'],
    timeoutMs: file['timeout-seconds'] * 1000,
    atOnceInAll: file['at-once']['in-all'],
    atOncePerEndpoint: file['at-once']['per-endpoint'],
    parkAfterTimeouts: file['park-after-timeouts'],
    warnAfterIdleMs: file['warn-after-idle-seconds'] * 1000,
    holdBackAtMost: milliseconds(file['hold-back-at-most']),
  };
}

function milliseconds(text: string): number {
  const duration = parseDuration(text);
  if (!duration || 'workingDays' in duration) {
    throw new Error(`delivery-schedule: "${text}" is not a number of days, hours, minutes or seconds`);
  }
  return duration.days * 86_400_000 + duration.milliseconds;
}

export const attemptsInAll = (schedule: DeliverySchedule): number => schedule.retryDelays.length + 1;

/**
 * How long after attempt `made` (counted from 1, manual ones left out) the next one is due; undefined after the last.
 * `retryAfterMs` is what the receiver asked for.
 */
export function nextDelay(
  schedule: DeliverySchedule,
  seed: string,
  eventId: string,
  made: number,
  asked?: { readonly status: number | undefined; readonly retryAfterMs: number | undefined },
): number | undefined {
  const delay = schedule.retryDelays[made - 1];
  if (delay === undefined) return undefined;
  if (asked?.retryAfterMs !== undefined && schedule.retryAfter.statuses.includes(asked.status ?? 0)) {
    return Math.min(Math.max(asked.retryAfterMs, schedule.retryAfter.atLeast), schedule.retryAfter.atMost);
  }
  const bound = Math.floor(delay * schedule.jitterShare);
  return delay - bound + keyedNumber(2 * bound + 1, seed, 'delivery-jitter', eventId, made);
}
