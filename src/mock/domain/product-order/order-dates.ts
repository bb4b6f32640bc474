import type { Instant } from '../sandbox.ts';
import type { DivisionCalendar } from '../working-calendar.ts';
import type { Dating, Planned, Step } from './journey.ts';
import { dueOf, workingDaysMoved } from './journey.ts';
import type { DateChange, ItemProgress, OrderGround } from './order-documents.ts';
import { isEnded } from './order-state.ts';

/**
 * CRD (what the customer asks for), CDD (what was agreed), CPD (what is promised now). The CPD moves with delays, the CDD
 * only when the customer amends; every change says why. Source: BT's legacy portal for the three dates; sums are modelled.
 */

export function calendarOf(ground: OrderGround): DivisionCalendar {
  return ground.calendar.divisions[ground.division];
}

export function stepOf(ground: OrderGround, item: ItemProgress, reference: string): Step {
  const { journeys } = ground;
  return journeys.step(journeys.byName(item.journey), item.action, reference);
}

export function datingOf(ground: OrderGround, item: ItemProgress): Dating {
  return {
    calendar: calendarOf(ground),
    circumstances: item.circumstances,
    requiredBy: item.crd,
    appointment: item.appointmentAt,
  };
}

/** The instant from which the item's next step counts. */
export function standingSince(item: ItemProgress): Instant {
  return item.from ?? item.taken.at(-1)?.[1] ?? 0;
}

/** Steps to come as BT would know them: a trouble that has not begun is not foreseen. */
export function foreseen(item: ItemProgress): readonly string[] {
  if (!item.ahead.some((one) => one.includes('.'))) return item.ahead;
  const begun = new Set(item.taken.map(([step]) => troubleOf(step)));
  return item.ahead.filter((one) => troubleOf(one) === undefined || begun.has(troubleOf(one)));
}

/** The trouble that a step reference belongs to. */
export function troubleOf(reference: string): string | undefined {
  const dot = reference.indexOf('.');
  return dot < 0 ? undefined : reference.slice(0, dot);
}

/**
 * The dates of an item's steps to come, other items' dates taken into account. `all`: with the troubles that wait ahead.
 * `since`: reckon from then where the item's clock stands still: it is held, or waits for another.
 */
export function futureOf(
  ground: OrderGround,
  items: readonly ItemProgress[],
  at: number,
  how: { readonly all?: boolean; readonly since?: Instant } = {},
): Planned[] {
  return reckon(ground, items, at, how, new Set());
}

function reckon(
  ground: OrderGround,
  items: readonly ItemProgress[],
  at: number,
  how: { readonly all?: boolean; readonly since?: Instant },
  seen: ReadonlySet<number>,
): Planned[] {
  const item = items[at] as ItemProgress;
  if (isEnded(item.state) || seen.has(at)) return [];
  const references = how.all ? item.ahead : foreseen(item);
  const steps = references.map((reference) => stepOf(ground, item, reference));
  const dating = datingOf(ground, item);
  const waiting = { ground, items, at, how, seen: new Set([...seen, at]) };
  const stands = item.openAction !== undefined || item.state === 'pending';
  let previous = stands ? Math.max(standingSince(item), how.since ?? 0) : standingSince(item);
  return steps.map((step, n) => {
    const fixed = n === 0 && item.due !== undefined && references[0] === item.ahead[0];
    const from = step.waitsFor ? Math.max(previous, awaited(step, waiting)) : previous;
    previous = fixed ? (item.due as Instant) : dueOf(step, steps.slice(n + 1), from, dating);
    return { step, at: previous };
  });
}

interface Waiting {
  readonly ground: OrderGround;
  readonly items: readonly ItemProgress[];
  readonly at: number;
  readonly how: { readonly all?: boolean; readonly since?: Instant };
  readonly seen: ReadonlySet<number>;
}

/** When what the step waits for will have happened, as far as it can be reckoned. */
function awaited(step: Step, { ground, items, at, how, seen }: Waiting): Instant {
  let latest = 0;
  for (const other of awaitedItems(step, items, at)) {
    const future = reckon(ground, items, other, how, seen);
    // The two of a pair wait for each other before their last step, everyone else for the end.
    const until = step.waitsFor === 'pair' ? future.at(-2) : future.at(-1);
    latest = Math.max(latest, until?.at ?? 0);
  }
  return latest;
}

/** Indexes of the items that a step waits for. */
export function awaitedItems(step: Step, items: readonly ItemProgress[], at: number): readonly number[] {
  const item = items[at] as ItemProgress;
  if (step.waitsFor === 'pair') return item.pair === undefined ? [] : [item.pair];
  if (step.waitsFor === 'accesses')
    return item.reliesOn.flatMap(({ item: other }) => (other === undefined ? [] : [other]));
  if (step.waitsFor !== 'flows' || item.target === undefined) return [];
  const target = item.target;
  return items.flatMap((other, index) =>
    index !== at && other.action === 'cease' && other.reliesOn.some(({ serviceId }) => serviceId === target)
      ? [index]
      : [],
  );
}

/** The item with its promised date set anew, and the reason where it moved; the same item where it did not. */
export function promised(
  ground: OrderGround,
  items: readonly ItemProgress[],
  at: number,
  now: Instant,
  reason: string,
  commits = false,
): ItemProgress {
  const item = items[at] as ItemProgress;
  const cpd = futureOf(ground, items, at, { since: now }).at(-1)?.at;
  if (cpd === undefined) return item;
  const changes: DateChange[] = [];
  const change = (date: DateChange['date'], from: Instant | undefined) =>
    changes.push({ at: now, date, ...(from === undefined ? {} : { from }), to: cpd, reason });
  if (item.cpd !== cpd) change('CPD', item.cpd);
  if (commits && item.cdd !== cpd) change('CDD', item.cdd);
  if (changes.length === 0) return item;
  return { ...item, cpd, ...(commits ? { cdd: cpd } : {}), dateChanges: [...item.dateChanges, ...changes] };
}

/** `3 working days later`: how far a promised date moved, for people. */
export function movedText(ground: OrderGround, from: Instant, to: Instant): string {
  const days = workingDaysMoved(from, to, calendarOf(ground));
  return `${Math.abs(days)} working day${Math.abs(days) === 1 ? '' : 's'} ${days < 0 ? 'earlier' : 'later'}`;
}
