import { injectedText } from './log-line.ts';
import { columns } from './print.ts';

/** Events of the callback inbox as lines for people. */
interface Message {
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
  readonly truncated?: boolean;
}

interface Attempt {
  readonly n: number;
  readonly at: string;
  readonly url: string;
  readonly status?: number | null;
  readonly durationMs: number;
  readonly error?: string;
  readonly manual?: boolean;
  readonly tokenCalls?: readonly TokenCall[];
  readonly fault?: string;
  readonly copies?: readonly { readonly status?: number; readonly error?: string }[];
  readonly request?: Message;
  readonly response?: Message;
}

interface TokenCall {
  readonly url: string;
  readonly status?: number;
  readonly error?: string;
  readonly durationMs: number;
  readonly cached?: boolean;
}

interface Delivery {
  readonly state: string;
  readonly reason?: string;
  readonly attempts: readonly Attempt[];
  readonly nextAttempt?: { readonly at: string; readonly clock: string };
}

export interface Event extends Delivery {
  readonly eventId: string;
  readonly eventType: string;
  readonly orderId?: string;
  readonly at: string;
  readonly orderState?: string;
  readonly milestone?: string;
  readonly payload?: unknown;
  /** On its way to registered listeners. */
  readonly hubs?: readonly (Delivery & { readonly hub: string; readonly url?: string })[];
}

export function eventRows(events: readonly Event[], known: ReadonlySet<string> = new Set()): string[] {
  return columns(
    events.flatMap((event) => {
      const { eventId, eventType, orderId = '', at, orderState = '', milestone, hubs = [] } = event;
      const told = `${orderState}${milestone === undefined ? '' : ` (${milestone})`}`;
      return [
        [at, eventId, eventType, orderId, told, ...standing(event, known)],
        ...hubs.map((copy) => ['', '', `  to hub ${copy.hub}`, copy.url ?? '', '', ...standing(copy, known)]),
      ];
    }),
  );
}

/** Reasons that more than one event has, and how many have it: told once below the list instead of on each line. */
export function sharedReasons(events: readonly Event[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { reason } of events) if (reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return new Map([...counts].filter(([, count]) => count > 1));
}

function standing({ state, attempts, reason = '' }: Delivery, known: ReadonlySet<string>): string[] {
  const last = attempts.at(-1);
  return [state, last ? `attempt ${last.n}${last.manual ? ' by hand' : ''}` : '', known.has(reason) ? '' : reason];
}

/** What came of sending again: the counts, and why the failed ones failed. */
export function sentRows({ attempted, delivered, failed }: Sent, failures: readonly Event[]): string[] {
  if (attempted === 0) return ['nothing was sent'];
  return [
    `${attempted} sent: ${delivered} delivered, ${failed} failed`,
    ...failures.map(({ eventId, attempts }) => `  ${eventId}: ${attempts.at(-1)?.error ?? 'failed at a hub'}`),
  ];
}

export interface Sent {
  readonly attempted: number;
  readonly delivered: number;
  readonly failed: number;
  readonly eventIds: readonly string[];
}

/** Each attempt with what was sent and what came back; secrets are masked where they come from. */
function attemptLines({ attempts, nextAttempt }: Delivery): string[] {
  const heads = columns(
    attempts.map(({ n, at, url, status, durationMs, error = '', manual }) => [
      `  attempt ${n}${manual ? ' by hand' : ''}`,
      at,
      url,
      String(status ?? ''),
      `${durationMs} ms`,
      error,
    ]),
  );
  const next = nextAttempt ? [`  next attempt ${nextAttempt.at} (${nextAttempt.clock} time)`] : [];
  return [...attempts.flatMap((attempt, n) => [heads[n] as string, ...messageLines(attempt)]), ...next];
}

function messageLines({ tokenCalls = [], fault, copies, request, response, status }: Attempt): string[] {
  const asked = tokenCalls.map((call) => `token call ${call.url} ${outcomeOf(call)}`);
  const lines = [
    ...asked,
    ...(fault === undefined ? [] : [injectedText(fault, copies)]),
    ...shown('>', request),
    ...(response ? [`< ${status}`] : []),
    ...shown('<', response),
  ];
  return lines.map((line) => `      ${line}`);
}

function outcomeOf({ status, error, durationMs, cached }: TokenCall): string {
  return cached ? 'was made earlier' : `${status ?? ''} ${error ?? ''} in ${durationMs} ms`.replace(/ +/g, ' ').trim();
}

function shown(mark: string, message: Message | undefined): string[] {
  if (!message) return [];
  const { headers, body, truncated } = message;
  return [
    ...Object.entries(headers).map(([name, value]) => `${mark} ${name}: ${value}`),
    ...(body === undefined ? [] : body.split('\n').map((line) => `${mark} ${line}`)),
    ...(truncated ? [`${mark} … (longer than is kept)`] : []),
  ];
}

export function eventDetail(event: Event): string[] {
  const { hubs = [] } = event;
  return [
    ...eventRows([event]),
    ...attemptLines(event),
    ...hubs.flatMap((copy) => [`to hub ${copy.hub}`, ...attemptLines(copy)]),
    ...(JSON.stringify(event.payload, null, 2) ?? '').split('\n'),
  ];
}
