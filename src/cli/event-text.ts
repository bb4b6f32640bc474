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
  readonly payload?: unknown;
  /** On its way to registered listeners. */
  readonly hubs?: readonly (Delivery & { readonly hub: string; readonly url?: string })[];
}

export function eventRows(events: readonly Event[]): string[] {
  return columns(
    events.flatMap((event) => {
      const { eventId, eventType, orderId = '', at, hubs = [] } = event;
      return [
        [at, eventId, eventType, orderId, ...standing(event)],
        ...hubs.map((copy) => ['', '', `  to hub ${copy.hub}`, copy.url ?? '', ...standing(copy)]),
      ];
    }),
  );
}

function standing({ state, attempts, reason = '' }: Delivery): string[] {
  const last = attempts.at(-1);
  return [state, last ? `attempt ${last.n}` : '', reason];
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
