import { faultInjectionText } from './log-lines.ts';
import { alignColumns } from './print.ts';

/** Events of the callback inbox as lines for people. */
interface InboxMessage {
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
  readonly truncated?: boolean;
}

interface InboxAttempt {
  readonly n: number;
  readonly at: string;
  readonly url: string;
  readonly status?: number | null;
  readonly durationMs: number;
  readonly error?: string;
  readonly manual?: boolean;
  readonly tokenCalls?: readonly InboxTokenCall[];
  readonly faultInjection?: string;
  readonly copies?: readonly { readonly status?: number; readonly error?: string }[];
  readonly request?: InboxMessage;
  readonly response?: InboxMessage;
}

interface InboxTokenCall {
  readonly url: string;
  readonly status?: number;
  readonly error?: string;
  readonly durationMs: number;
  readonly cached?: boolean;
}

interface InboxDelivery {
  readonly state: string;
  readonly reason?: string;
  readonly attempts: readonly InboxAttempt[];
  readonly nextAttempt?: { readonly at: string; readonly clock: string };
}

export interface InboxEvent extends InboxDelivery {
  readonly eventId: string;
  readonly eventType: string;
  readonly orderId?: string;
  readonly at: string;
  readonly orderState?: string;
  readonly milestone?: string;
  readonly payload?: unknown;
  /** Deliveries to registered listeners. */
  readonly hubs?: readonly (InboxDelivery & { readonly hub: string; readonly url?: string })[];
}

/** The events as aligned rows; shared reasons are left out. */
export function eventRows(events: readonly InboxEvent[], sharedReasonTexts: ReadonlySet<string> = new Set()): string[] {
  return alignColumns(
    events.flatMap((event) => {
      const { eventId, eventType, orderId = '', at, orderState = '', milestone, hubs = [] } = event;
      const orderStatus = `${orderState}${milestone === undefined ? '' : ` (${milestone})`}`;
      return [
        [at, eventId, eventType, orderId, orderStatus, ...deliveryCells(event, sharedReasonTexts)],
        ...hubs.map((copy) => [
          '',
          '',
          `  to hub ${copy.hub}`,
          copy.url ?? '',
          '',
          ...deliveryCells(copy, sharedReasonTexts),
        ]),
      ];
    }),
  );
}

/** Reasons that several events share, with their counts: printed once below the list. */
export function sharedReasons(events: readonly InboxEvent[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { reason } of events) if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count > 1));
}

function deliveryCells(
  { state, attempts, reason = '' }: InboxDelivery,
  sharedReasonTexts: ReadonlySet<string>,
): string[] {
  const last = attempts.at(-1);
  return [
    state,
    last ? `attempt ${last.n}${last.manual ? ' (manual)' : ''}` : '',
    sharedReasonTexts.has(reason) ? '' : reason,
  ];
}

/** The result of resending: counts, and the reasons of failures. */
export function resendRows({ attempted, delivered, failed }: ResendResult, failures: readonly InboxEvent[]): string[] {
  if (attempted === 0) return ['no event was sent'];
  return [
    `${attempted} sent: ${delivered} delivered, ${failed} failed`,
    ...failures.map(
      ({ eventId, attempts }) => `  ${eventId}: ${attempts.at(-1)?.error ?? 'failed at a registered listener'}`,
    ),
  ];
}

export interface ResendResult {
  readonly attempted: number;
  readonly delivered: number;
  readonly failed: number;
  readonly eventIds: readonly string[];
}

/** Each attempt with its request and response; the server masks secrets. */
function attemptDetailLines({ attempts, nextAttempt }: InboxDelivery): string[] {
  const attemptRows = alignColumns(
    attempts.map(({ n, at, url, status, durationMs, error = '', manual }) => [
      `  attempt ${n}${manual ? ' (manual)' : ''}`,
      at,
      url,
      String(status ?? ''),
      `${durationMs} ms`,
      error,
    ]),
  );
  const next = nextAttempt ? [`  next attempt ${nextAttempt.at} (${nextAttempt.clock} time)`] : [];
  return [...attempts.flatMap((attempt, n) => [attemptRows[n] as string, ...attemptMessageLines(attempt)]), ...next];
}

function attemptMessageLines({
  tokenCalls = [],
  faultInjection,
  copies,
  request,
  response,
  status,
}: InboxAttempt): string[] {
  const tokenCallLines = tokenCalls.map((call) => `token call ${call.url} ${tokenCallOutcome(call)}`);
  const lines = [
    ...tokenCallLines,
    ...(faultInjection === undefined ? [] : [faultInjectionText(faultInjection, copies)]),
    ...httpMessageLines('>', request),
    ...(response ? [`< ${status}`] : []),
    ...httpMessageLines('<', response),
  ];
  return lines.map((line) => `      ${line}`);
}

function tokenCallOutcome({ status, error, durationMs, cached }: InboxTokenCall): string {
  return cached
    ? 'reused from an earlier attempt'
    : `${status ?? ''} ${error ?? ''} in ${durationMs} ms`.replace(/ +/g, ' ').trim();
}

function httpMessageLines(mark: string, message: InboxMessage | undefined): string[] {
  if (!message) return [];
  const { headers, body, truncated } = message;
  return [
    ...Object.entries(headers).map(([name, value]) => `${mark} ${name}: ${value}`),
    ...(body === undefined ? [] : body.split('\n').map((line) => `${mark} ${line}`)),
    ...(truncated ? [`${mark} … (truncated)`] : []),
  ];
}

/** One event in detail. */
export function eventDetailLines(event: InboxEvent): string[] {
  const { hubs = [] } = event;
  return [
    ...eventRows([event]),
    ...attemptDetailLines(event),
    ...hubs.flatMap((copy) => [`to hub ${copy.hub}`, ...attemptDetailLines(copy)]),
    ...(JSON.stringify(event.payload, null, 2) ?? '').split('\n'),
  ];
}
