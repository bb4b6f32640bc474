import { futureOf, stepOf } from '../domain/order-dates.ts';
import { type EventDocument, events, type ItemProgress, orders, progress } from '../domain/order-documents.ts';
import type { Instant } from '../domain/sandbox.ts';
import type { LiveSandbox } from './live-sandbox.ts';

/** What happened to an order, and what is planned if nothing else happens, in one order of time. */
export interface TimelineEntry {
  readonly at: string;
  readonly kind: string;
  readonly itemId?: string;
  readonly milestone?: string;
  readonly text?: string;
  readonly because?: string;
  readonly eventId?: string;
  /** What became of the notification, in words. */
  readonly callback?: string;
}

export interface Timeline {
  readonly orderId: string;
  readonly externalId?: string;
  readonly state: string;
  readonly past: readonly TimelineEntry[];
  readonly future: readonly TimelineEntry[];
}

interface Dated {
  readonly when: Instant;
  readonly entry: Omit<TimelineEntry, 'at'>;
}

/** Undefined: there is no such order. */
export function orderTimeline(live: LiveSandbox, orderId: string): Timeline | undefined {
  const order = live.reader.get(orders, orderId);
  const standing = live.reader.get(progress, orderId);
  if (!order || !standing) return undefined;
  const told = live.reader.find(events, 'orderId', orderId).map(([, event]) => event);
  const past = [
    ...standing.states.map(([state, when]): Dated => ({ when, entry: { kind: 'state', text: state } })),
    ...standing.items.flatMap((item) => stepsTaken(live, item)),
    ...standing.items.flatMap(datesMoved),
    ...told.map(toldOf),
  ];
  const future = standing.items.flatMap((item, at) => stepsPlanned(live, standing.items, item, at));
  const { externalId } = order;
  return {
    orderId,
    ...(externalId === undefined ? {} : { externalId }),
    state: standing.state,
    past: inOrder(past),
    future: inOrder(future),
  };
}

function inOrder(dated: readonly Dated[]): readonly TimelineEntry[] {
  return [...dated]
    .sort((a, b) => a.when - b.when)
    .map(({ when, entry }) => ({ at: new Date(when).toISOString().replace('.000Z', 'Z'), ...entry }));
}

function stepsTaken({ ground }: LiveSandbox, item: ItemProgress): Dated[] {
  return item.taken.map(([reference, when]) => {
    const { milestone, title, because } = stepOf(ground, item, reference);
    return { when, entry: stepEntry(item, milestone, title, because) };
  });
}

function stepEntry(item: ItemProgress, milestone: string | undefined, text: string, because: string | undefined) {
  return {
    kind: milestone === undefined ? 'step' : 'milestone',
    itemId: item.id,
    ...(milestone === undefined ? {} : { milestone }),
    text,
    ...(because === undefined ? {} : { because }),
  };
}

function datesMoved(item: ItemProgress): Dated[] {
  return item.dateChanges.map(({ at, date, to, reason }) => ({
    when: at,
    entry: { kind: 'date', itemId: item.id, text: `${date} is ${new Date(to).toISOString()}`, because: reason },
  }));
}

function toldOf({ at, eventId, eventType, state, reason, attempts }: EventDocument): Dated {
  const tries = attempts.length === 1 ? '1 attempt' : `${attempts.length} attempts`;
  const callback = `${state}${reason === undefined ? '' : `: ${reason}`}${attempts.length === 0 ? '' : ` (${tries})`}`;
  return { when: at, entry: { kind: 'event', eventId, text: eventType, callback } };
}

function stepsPlanned(live: LiveSandbox, items: readonly ItemProgress[], item: ItemProgress, at: number): Dated[] {
  return futureOf(live.ground, items, at, { since: live.now }).map(({ step, at: when }, n) => ({
    when,
    entry: { ...stepEntry(item, step.milestone, step.title, undefined), because: becauseOf(item, step, n) },
  }));
}

/** What makes a step happen. */
function becauseOf(
  { openAction }: ItemProgress,
  step: { readonly waitsFor?: string; readonly on?: string; readonly waitsForRequiredDate?: boolean },
  n: number,
): string {
  if (n === 0 && openAction)
    return `open action ${openAction.id} (${openAction.kind}) is answered, or its time is over`;
  if (step.waitsFor === 'accesses') return 'the accesses it relies on are complete';
  if (step.waitsFor === 'pair') return 'the other of the pair has got as far';
  if (step.waitsFor === 'flows') return 'the flows over it have ceased';
  if (step.on === 'appointment') return 'the appointment';
  if (step.waitsForRequiredDate) return 'the lead time, or the required date when that is later';
  return 'the virtual clock';
}
