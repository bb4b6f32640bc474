import { agenda, type Instant, type StateReader } from '#domain/core/sandbox-state';
import type { JourneyStep } from '#domain/journey/journey';
import { openActions } from '#domain/open-action/open-action';
import { projectDates, setbackIdOf } from '#domain/product-order/order-dates';
import {
  cancellations,
  type ItemProgress,
  type OrderProgress,
  type OrderReferenceData,
  progress,
} from '#domain/product-order/order-documents';
import { events } from '#domain/timeline/event';
import { explainOutcome } from '#domain/timeline/outcome-reason';
import type { PastEntry, Timeline, UpcomingEntry } from '#domain/timeline/timeline';

/** Past and projected entries of an order, oldest first. undefined: no such order. */
export function buildTimeline(
  reader: StateReader,
  orderId: string,
  referenceData: OrderReferenceData,
  now: Instant,
): Timeline | undefined {
  const orderProgress = reader.get(progress, orderId);
  if (!orderProgress) return undefined;
  const past = [
    ...eventEntries(reader, orderProgress),
    ...actionEntries(reader, orderId),
    ...dateChangeEntries(orderProgress),
  ];
  const future = [
    ...orderProgress.items.flatMap((item, itemIndex) =>
      upcomingSteps(reader, referenceData, orderProgress, item, itemIndex, now),
    ),
    ...upcomingCancellations(reader, orderId),
  ];
  return {
    orderId,
    state: orderProgress.state,
    past: past.sort(compareByInstant),
    future: future.sort(compareByInstant),
  };
}

const compareByInstant = (a: { readonly at: string }, b: { readonly at: string }): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : 0;
const toIso = (instant: Instant): string => new Date(instant).toISOString();

/** An entry names a milestone only when its item has just reached it; the facts repeat the newest one. */
function eventEntries(reader: StateReader, { orderId, items }: OrderProgress): PastEntry[] {
  const milestoneByItem = new Map<number, string | undefined>();
  return reader.find(events, 'orderId', orderId).map(([eventId, event]) => {
    const { occurredAt, eventType, facts, state, attempts } = event;
    const item = facts.itemIndex === undefined ? undefined : items[facts.itemIndex];
    const itemIndex = facts.itemIndex ?? 0;
    const { milestone, subStatus } = facts.items[itemIndex] ?? {};
    const isNew = milestone !== milestoneByItem.get(itemIndex);
    milestoneByItem.set(itemIndex, milestone);
    return {
      at: toIso(occurredAt),
      kind: 'event',
      ...(item ? { itemId: item.id } : {}),
      ...(milestone !== undefined && isNew ? { milestone } : {}),
      text: `${facts.state}: ${subStatus ?? ''}`,
      eventId,
      eventType,
      callback: { state, attempts: attempts.length, ...explainOutcome(reader, event) },
    };
  });
}

function actionEntries(reader: StateReader, orderId: string): PastEntry[] {
  const actions = reader.find(openActions, 'orderId', orderId).flatMap(([, action]): PastEntry[] => [
    { at: toIso(action.raisedAt), kind: 'open-action', itemId: action.itemId, text: `${action.title}: raised` },
    ...(action.answeredAt === undefined
      ? []
      : [
          {
            at: toIso(action.answeredAt),
            kind: 'open-action' as const,
            itemId: action.itemId,
            text: `${action.title}: ${action.answer ?? action.state}`,
          },
        ]),
  ]);
  const cancellationEntries = reader
    .find(cancellations, 'orderId', orderId)
    .flatMap(([, one]) =>
      one.stateHistory.map(
        ([state, at]): PastEntry => ({ at: toIso(at), kind: 'cancellation', text: `Cancellation ${one.id}: ${state}` }),
      ),
    );
  return [...actions, ...cancellationEntries];
}

function dateChangeEntries({ items }: OrderProgress): PastEntry[] {
  return items.flatMap(({ id, dateChanges }) =>
    dateChanges.map(({ changedAt, date, to, reason }) => ({
      at: toIso(changedAt),
      kind: 'date-change' as const,
      itemId: id,
      text: `${date} is ${toIso(to).slice(0, 10)}: ${reason}`,
    })),
  );
}

function upcomingSteps(
  reader: StateReader,
  referenceData: OrderReferenceData,
  orderProgress: OrderProgress,
  item: ItemProgress,
  itemIndex: number,
  now: Instant,
): UpcomingEntry[] {
  if (item.paused) return [];
  const open = item.openAction && reader.get(openActions, item.openAction.id);
  const silence = open && referenceData.journeys.openActionRules(open.kind).silence;
  const deadlines: UpcomingEntry[] = (open?.agendaKeys ?? []).flatMap((key) => {
    const entry = reader.get(agenda, key);
    if (!entry || !open) return [];
    const due = entry.kind === 'open-action-due';
    return [
      {
        at: toIso(entry.due),
        kind: due ? ('open-action-due' as const) : ('suspension-limit' as const),
        itemId: item.id,
        text: due ? (silence?.text ?? '') : 'BT cancels: suspended for too long',
        because: `nobody answers "${open.title}"`,
      },
    ];
  });
  let before = item.subStatus;
  const steps = projectDates(referenceData, orderProgress.items, itemIndex, { withSetbacks: true, since: now }).map(
    ({ step, dueAt }, n): UpcomingEntry => {
      const because = explainStep(step, before, item);
      before = step.title;
      const reference = item.remainingSteps[n];
      const setback = reference === undefined ? undefined : setbackIdOf(reference);
      return {
        at: toIso(dueAt),
        kind: 'step',
        itemId: item.id,
        ...(step.milestone === undefined ? {} : { milestone: step.milestone }),
        text: step.title,
        because: `${open ? `if "${open.title}" is answered now: ` : ''}${because}${setback === undefined ? '' : ` (setback: ${setback})`}`,
      };
    },
  );
  return [...deadlines, ...steps];
}

function explainStep(step: JourneyStep, before: string, item: ItemProgress): string {
  if (step.waitsFor === 'accesses' && item.reliesOn.some(({ itemIndex: other }) => other !== undefined))
    return 'the accesses it relies on are installed';
  if (step.waitsFor === 'pair' && item.pair !== undefined) return 'both of the diverse pair are ready';
  if (step.on === 'appointment' && item.appointmentAt !== undefined) return 'the day of the appointment';
  if (step.waitsForRequiredDate && item.crd !== undefined)
    return `after "${before}", not before the required date needs it`;
  const days = step.workingDays ?? 0;
  return days === 0 ? `at once after "${before}"` : `${days} working day${days === 1 ? '' : 's'} after "${before}"`;
}

function upcomingCancellations(reader: StateReader, orderId: string): UpcomingEntry[] {
  const openCancellations = reader
    .find(cancellations, 'orderId', orderId)
    .filter(([, { state }]) => state === 'acknowledged' || state === 'inProgress');
  return openCancellations.flatMap(([, { id, dueKey, state }]) => {
    const entry = dueKey === undefined ? undefined : reader.get(agenda, dueKey);
    if (!entry) return [];
    const text = state === 'acknowledged' ? 'Cancellation assessed' : 'Cancelled';
    return [{ at: toIso(entry.due), kind: 'cancel-step' as const, text, because: `cancellation ${id} was asked for` }];
  });
}
