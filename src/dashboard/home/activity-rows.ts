import { eventLook, eventSubject, eventWord } from '../callbacks/event-words.ts';
import type { Schemas } from '../control/call.ts';
import { lookOf } from '../parts/state.tsx';
import { duration } from '../parts/words.ts';
import { addressOf, encoded } from '../shell/router.tsx';
import type { Happening } from './happenings.ts';

export interface ActivityRow {
  readonly key: string;
  readonly at: string;
  readonly wallAt: string | undefined;
  readonly kind: string;
  readonly look: ReturnType<typeof lookOf>;
  readonly bad: boolean;
  readonly title: string;
  readonly text: string;
  readonly to: string;
}

const most = 150;

/** Newest first: by virtual time, and among what happened at one virtual instant by wall time. */
export function activityRows(
  requests: readonly Schemas['Request'][],
  events: readonly Schemas['Event'][],
  milestones: readonly ActivityRow[],
): ActivityRow[] {
  const rows = [...milestones, ...requests.map(requestRow), ...events.map((event) => eventRow(event, requests))];
  return rows
    .map((row, at) => ({ row, at }))
    .sort((a, b) => compare(b.row.at, a.row.at) || compare(b.row.wallAt ?? '', a.row.wallAt ?? '') || b.at - a.at)
    .slice(0, most)
    .map(({ row }) => row);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function requestRow({ id, at, wallAt, method, path, status, durationMs, why }: Schemas['Request']): ActivityRow {
  const refused = status >= 400;
  const first = why?.[0];
  return {
    key: `request ${id}`,
    at,
    wallAt,
    kind: 'Request',
    look: refused ? 'bad' : 'done',
    bad: refused,
    title: `${method} ${path}`,
    text:
      refused && first
        ? `${status} · ${first.pointer || 'body'}: ${first.expected}`
        : `${status} · ${duration(durationMs)}`,
    to: addressOf(encoded('requests', id)),
  };
}

function eventRow(event: Schemas['Event'], requests: readonly Schemas['Request'][]): ActivityRow {
  const { eventId, at, eventType, orderId, externalId, payload, attempts = [] } = event;
  const last = attempts.at(-1);
  // What was never sent has no wall time of its own: it stands above the request that caused it.
  const cause = requests.findLast(
    (request) => orderId !== undefined && request.orderId === orderId && request.at === at,
  );
  const outcome = last?.status ? `${eventWord(event)}, ${last.status}` : eventWord(event);
  return {
    key: `event ${eventId}`,
    at,
    wallAt: last?.wallAt ?? cause?.wallAt,
    kind: 'Callback',
    look: lookOf(eventLook(event)),
    bad: event.state === 'failed',
    title: eventType,
    text: [externalId ?? (orderId && `order ${orderId}`), eventSubject(payload), outcome].filter(Boolean).join(' · '),
    to: addressOf(encoded('callbacks', eventId)),
  };
}

/** Only milestones: the other happenings have rows of their own. */
export function milestoneRows(happenings: readonly Happening[]): ActivityRow[] {
  return happenings
    .map((one, at) => ({ one, at }))
    .filter(({ one }) => one.milestone !== undefined)
    .map(({ one, at }) => ({
      key: `milestone ${one.at} ${one.orderId} ${one.milestone} ${at}`,
      at: one.at,
      wallAt: undefined,
      kind: 'Milestone',
      look: 'done' as const,
      bad: false,
      title: one.milestone as string,
      text: one.orderId ? `order ${one.orderId}` : one.text,
      to: one.orderId ? addressOf(encoded('orders', one.orderId)) : addressOf('orders'),
    }));
}
