import { callbackMarkState, callbackStatusText, eventSubject } from '../callbacks/event-words.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { markForState } from '../parts/state.tsx';
import { formatDuration } from '../parts/words.ts';
import { encodePath, pageUrl } from '../shell/router.tsx';
import type { StreamedDomainEvent } from './happenings.ts';

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

/** Newest first: by virtual time, and among what happened at one virtual instant by wall time. */
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
  // What was never sent has no wall time of its own: it stands above the request that caused it.
  const causingRequest = requests.findLast(
    (request) => orderId !== undefined && request.orderId === orderId && request.at === at,
  );
  const deliveryText = lastAttempt?.status
    ? `${callbackStatusText(event)}, ${lastAttempt.status}`
    : callbackStatusText(event);
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

/** Only milestones: the other happenings have rows of their own. */
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
