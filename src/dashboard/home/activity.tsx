import { useEffect, useReducer, useState } from 'preact/hooks';
import { useSandboxApiPath, useSandboxId } from '../context/current-sandbox.ts';
import { encodePath, Link, pageUrl } from '../context/router.tsx';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { onLiveUpdate } from '../control/stream-session.ts';
import { callbackMarkState, deliveryStatusText, eventSubject } from '../models/event-summary.ts';
import { formatDuration } from '../parts/format.ts';
import { EmptyState } from '../parts/placeholders.tsx';
import { Mark, markForState } from '../parts/state-label.tsx';
import { Time } from '../parts/time.tsx';

const tailLength = 100;

/** The path to the newest items of a list that the server orders oldest first. */
export function newestItemsPath(path: string, total: number | undefined): string | undefined {
  return total === undefined ? undefined : `${path}?offset=${Math.max(0, total - tailLength)}&limit=${tailLength}`;
}

export type StreamedDomainEvent = ApiSchemas['DomainEvent'];

/**
 * The domain events since the page was opened, per sandbox. Requests and callbacks are read from the server instead.
 */
const eventsBySandbox = new Map<string, StreamedDomainEvent[]>();
const maxStoredEvents = 200;

/** The domain events of the current sandbox since the page was opened. */
export function useDomainEvents(): readonly StreamedDomainEvent[] {
  const [, rerender] = useReducer((count: number) => count + 1, 0);
  const sandbox = useSandboxId();
  useEffect(
    () =>
      onLiveUpdate(({ kind, data }) => {
        if (kind === 'reset') eventsBySandbox.delete(sandbox);
        else if (kind === 'domain-event')
          eventsBySandbox.set(
            sandbox,
            [...(eventsBySandbox.get(sandbox) ?? []), data as StreamedDomainEvent].slice(-maxStoredEvents),
          );
        else return;
        rerender(undefined);
      }),
    [sandbox],
  );
  return eventsBySandbox.get(sandbox) ?? [];
}

export interface ActivityRow {
  readonly key: string;
  readonly at: string;
  readonly wallAt: string | undefined;
  readonly kind: string;
  readonly markKind: ReturnType<typeof markForState>;
  readonly isFailure: boolean;
  readonly title: string;
  readonly text: string;
  readonly url: string;
}

const maxActivityRows = 150;

/** Rows newest first: by virtual time, and at one virtual instant by wall time. */
export function buildActivityRows(
  requests: readonly ApiSchemas['Request'][],
  events: readonly ApiSchemas['Event'][],
  milestones: readonly ActivityRow[],
): ActivityRow[] {
  const rows = [...milestones, ...requests.map(toRequestRow), ...events.map((event) => toEventRow(event, requests))];
  return rows
    .map((row, index) => ({ row, index }))
    .sort(
      (a, b) =>
        compareText(b.row.at, a.row.at) || compareText(b.row.wallAt ?? '', a.row.wallAt ?? '') || b.index - a.index,
    )
    .slice(0, maxActivityRows)
    .map(({ row }) => row);
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function toRequestRow({ id, at, wallAt, method, path, status, durationMs, why }: ApiSchemas['Request']): ActivityRow {
  const refused = status >= 400;
  const firstViolation = why?.[0];
  return {
    key: `request ${id}`,
    at,
    wallAt,
    kind: 'Request',
    markKind: refused ? 'bad' : 'done',
    isFailure: refused,
    title: `${method} ${path}`,
    text:
      refused && firstViolation
        ? `${status} · ${firstViolation.pointer || 'body'}: ${firstViolation.expected}`
        : `${status} · ${formatDuration(durationMs)}`,
    url: pageUrl(encodePath('requests', id)),
  };
}

function toEventRow(event: ApiSchemas['Event'], requests: readonly ApiSchemas['Request'][]): ActivityRow {
  const { eventId, at, eventType, orderId, externalId, payload, attempts = [] } = event;
  const lastAttempt = attempts.at(-1);
  // An event that was never sent has no wall time, so it is placed above the request that caused it.
  const causingRequest = requests.findLast(
    (request) => orderId !== undefined && request.orderId === orderId && request.at === at,
  );
  const deliveryText = lastAttempt?.status
    ? `${deliveryStatusText(event)}, ${lastAttempt.status}`
    : deliveryStatusText(event);
  return {
    key: `event ${eventId}`,
    at,
    wallAt: lastAttempt?.wallAt ?? causingRequest?.wallAt,
    kind: 'Callback',
    markKind: markForState(callbackMarkState(event)),
    isFailure: event.state === 'failed',
    title: eventType,
    text: [externalId ?? (orderId && `order ${orderId}`), eventSubject(payload), deliveryText]
      .filter(Boolean)
      .join(' · '),
    url: pageUrl(encodePath('callbacks', eventId)),
  };
}

/** Only milestones, because other domain events have rows of their own. */
export function toMilestoneRows(domainEvents: readonly StreamedDomainEvent[]): ActivityRow[] {
  return domainEvents
    .map((one, index) => ({ one, index }))
    .filter(({ one }) => one.milestone !== undefined)
    .map(({ one, index }) => ({
      key: `milestone ${one.at} ${one.orderId} ${one.milestone} ${index}`,
      at: one.at,
      wallAt: undefined,
      kind: 'Milestone',
      markKind: 'done' as const,
      isFailure: false,
      title: one.milestone as string,
      text: one.orderId ? `order ${one.orderId}` : one.text,
      url: one.orderId ? pageUrl(encodePath('orders', one.orderId)) : pageUrl('orders'),
    }));
}

/** Requests, milestones and callbacks in one list, newest first. */
export function Activity() {
  const apiPath = useSandboxApiPath();
  const requestCount = useQuery<ApiSchemas['RequestCount']>(apiPath('/requests/count'), ['requests']).value?.count;
  const eventCount = useQuery<ApiSchemas['EventList']>(apiPath('/events?limit=1'), ['events', 'sandbox']).value?.total;
  const requests = useQuery<ApiSchemas['RequestList']>(newestItemsPath(apiPath('/requests'), requestCount), [
    'requests',
  ]).value;
  const events = useQuery<ApiSchemas['EventList']>(newestItemsPath(apiPath('/events'), eventCount), ['events']).value;
  const domainEvents = useDomainEvents();
  const latest = buildActivityRows(requests?.items ?? [], events?.items ?? [], toMilestoneRows(domainEvents));
  const [shown, newCount, showLatest] = useSteadyRows(latest);
  if (latest.length === 0) {
    return requestCount === 0 && eventCount === 0 ? (
      <section class="activity" aria-label="Activity">
        <h2>Activity</h2>
        <EmptyState title="Nothing has happened yet">
          <p>Requests, milestones and callbacks appear here as they happen.</p>
        </EmptyState>
      </section>
    ) : null;
  }
  return (
    <section class="activity" aria-label="Activity">
      <h2>Activity</h2>
      {newCount > 0 && (
        <button type="button" class="pill" onClick={showLatest}>
          {newCount} new
        </button>
      )}
      <ul class="stream" onMouseLeave={showLatest}>
        {shown.map((row) => (
          <li key={row.key}>
            <Link to={row.url} class={row.isFailure ? 'stream-row bad' : 'stream-row'}>
              <span class="stream-kind">
                <Mark kind={row.markKind} /> {row.kind}
              </span>
              <span class="stream-text">{row.title}</span>
              <span class="stream-more muted">{row.text}</span>
              <span class="stream-time muted">
                <Time virtualTime={row.at} wallClockTime={row.wallAt} short />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Holds new rows back while the pointer or the focus is in the list, so that nothing moves under the cursor. */
function useSteadyRows(latest: readonly ActivityRow[]): readonly [readonly ActivityRow[], number, () => void] {
  const [shown, setShown] = useState(latest);
  const newestKey = latest[0]?.key;
  useEffect(() => {
    const stream = document.querySelector('.stream');
    if (!stream?.matches(':hover, :focus-within')) setShown(latest);
  }, [newestKey, latest.length]);
  const shownKeys = new Set(shown.map(({ key }) => key));
  const newCount = shown.length === 0 ? 0 : latest.filter(({ key }) => !shownKeys.has(key)).length;
  const latestByKey = new Map(latest.map((row) => [row.key, row]));
  const rows = shown.length === 0 ? latest : shown.map((row) => latestByKey.get(row.key) ?? row);
  return [rows, newCount, () => setShown(latest)];
}
