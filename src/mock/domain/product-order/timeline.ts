import { outcomeReason } from '../order-notification/outcome-reason.ts';
import { agenda, type Instant, type Reader } from '../sandbox.ts';
import { cancellations } from './cancellation-documents.ts';
import type { Step } from './journey.ts';
import { openActions } from './open-action.ts';
import { futureOf, troubleOf } from './order-dates.ts';
import { events, type ItemProgress, type OrderGround, type ProgressDocument, progress } from './order-documents.ts';

/** What happened to an order and what will, if nobody does anything: for the control API and the dashboard. */
export interface Timeline {
  readonly orderId: string;
  readonly state: string;
  readonly past: readonly Past[];
  readonly future: readonly Future[];
}

export interface Past {
  readonly at: string;
  readonly kind: 'event' | 'open-action' | 'cancellation' | 'date-change';
  readonly itemId?: string;
  readonly milestone?: string;
  readonly text: string;
  readonly eventId?: string;
  readonly eventType?: string;
  readonly callback?: { readonly state: string; readonly attempts: number; readonly reason?: string };
}

export interface Future {
  readonly at: string;
  readonly kind: 'step' | 'open-action-due' | 'suspension-limit' | 'cancel-step';
  readonly itemId?: string;
  readonly milestone?: string;
  readonly text: string;
  readonly because: string;
}

export function timeline(reader: Reader, orderId: string, ground: OrderGround, now: Instant): Timeline | undefined {
  const standing = reader.get(progress, orderId);
  if (!standing) return undefined;
  const past = [...told(reader, standing), ...acted(reader, orderId), ...dates(standing)];
  const future = [
    ...standing.items.flatMap((item, at) => planned(reader, ground, standing, item, at, now)),
    ...cancelling(reader, orderId),
  ];
  return {
    orderId,
    state: standing.state,
    past: past.sort(byInstant),
    future: future.sort(byInstant),
  };
}

const byInstant = (a: { readonly at: string }, b: { readonly at: string }): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
const iso = (instant: Instant): string => new Date(instant).toISOString();

/** An event names the milestone that its item came to; facts have the one at which it stands. */
function told(reader: Reader, { orderId, items }: ProgressDocument): Past[] {
  const stood = new Map<number, string | undefined>();
  return reader.find(events, 'orderId', orderId).map(([eventId, { at, eventType, facts, state, attempts, reason }]) => {
    const item = facts.about === undefined ? undefined : items[facts.about];
    const about = facts.about ?? 0;
    const { milestone, subStatus } = facts.items[about] ?? {};
    const reached = milestone !== stood.get(about);
    stood.set(about, milestone);
    return {
      at: iso(at),
      kind: 'event',
      ...(item ? { itemId: item.id } : {}),
      ...(milestone !== undefined && reached ? { milestone } : {}),
      text: `${facts.state}: ${subStatus ?? ''}`,
      eventId,
      eventType,
      callback: { state, attempts: attempts.length, ...outcomeReason(reader, { eventId, orderId, state, reason }) },
    };
  });
}

function acted(reader: Reader, orderId: string): Past[] {
  const actions = reader.find(openActions, 'orderId', orderId).flatMap(([, action]): Past[] => [
    { at: iso(action.raisedAt), kind: 'open-action', itemId: action.itemId, text: `${action.title}: raised` },
    ...(action.answeredAt === undefined
      ? []
      : [
          {
            at: iso(action.answeredAt),
            kind: 'open-action' as const,
            itemId: action.itemId,
            text: `${action.title}: ${action.answer ?? action.state}`,
          },
        ]),
  ]);
  const asked = reader
    .find(cancellations, 'orderId', orderId)
    .flatMap(([, one]) =>
      one.states.map(
        ([state, at]): Past => ({ at: iso(at), kind: 'cancellation', text: `Cancellation ${one.id}: ${state}` }),
      ),
    );
  return [...actions, ...asked];
}

function dates({ items }: ProgressDocument): Past[] {
  return items.flatMap(({ id, dateChanges }) =>
    dateChanges.map(({ at, date, to, reason }) => ({
      at: iso(at),
      kind: 'date-change' as const,
      itemId: id,
      text: `${date} is ${iso(to).slice(0, 10)}: ${reason}`,
    })),
  );
}

function planned(
  reader: Reader,
  ground: OrderGround,
  standing: ProgressDocument,
  item: ItemProgress,
  at: number,
  now: Instant,
): Future[] {
  if (item.paused) return [];
  const open = item.openAction && reader.get(openActions, item.openAction.id);
  const silence = open && ground.journeys.openAction(open.kind).silence;
  const waits: Future[] = (open?.agendaKeys ?? []).flatMap((key) => {
    const entry = reader.get(agenda, key);
    if (!entry || !open) return [];
    const due = entry.kind === 'open-action-due';
    return [
      {
        at: iso(entry.due),
        kind: due ? ('open-action-due' as const) : ('suspension-limit' as const),
        itemId: item.id,
        text: due ? (silence?.text ?? '') : 'BT cancels: suspended for too long',
        because: `nobody answers "${open.title}"`,
      },
    ];
  });
  let before = item.subStatus;
  const steps = futureOf(ground, standing.items, at, { all: true, since: now }).map(({ step, at: when }, n): Future => {
    const because = reasonFor(step, before, item);
    before = step.title;
    const reference = item.ahead[n];
    const trouble = reference === undefined ? undefined : troubleOf(reference);
    return {
      at: iso(when),
      kind: 'step',
      itemId: item.id,
      ...(step.milestone === undefined ? {} : { milestone: step.milestone }),
      text: step.title,
      because: `${open ? `if "${open.title}" is answered now: ` : ''}${because}${trouble === undefined ? '' : ` (trouble: ${trouble})`}`,
    };
  });
  return [...waits, ...steps];
}

function reasonFor(step: Step, before: string, item: ItemProgress): string {
  if (step.waitsFor === 'accesses' && item.reliesOn.some(({ item: other }) => other !== undefined))
    return 'the accesses it relies on are installed';
  if (step.waitsFor === 'pair' && item.pair !== undefined) return 'both of the diverse pair are ready';
  if (step.on === 'appointment' && item.appointmentAt !== undefined) return 'the day of the appointment';
  if (step.waitsForRequiredDate && item.crd !== undefined)
    return `after "${before}", not before the required date needs it`;
  const days = step.workingDays ?? 0;
  return days === 0 ? `at once after "${before}"` : `${days} working day${days === 1 ? '' : 's'} after "${before}"`;
}

function cancelling(reader: Reader, orderId: string): Future[] {
  const running = reader
    .find(cancellations, 'orderId', orderId)
    .filter(([, { state }]) => state === 'acknowledged' || state === 'inProgress');
  return running.flatMap(([, { id, dueKey, state }]) => {
    const entry = dueKey === undefined ? undefined : reader.get(agenda, dueKey);
    if (!entry) return [];
    const text = state === 'acknowledged' ? 'Cancellation assessed' : 'Cancelled';
    return [{ at: iso(entry.due), kind: 'cancel-step' as const, text, because: `cancellation ${id} was asked for` }];
  });
}
