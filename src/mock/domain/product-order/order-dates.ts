import type { DivisionCalendar } from '#domain/calendar/working-calendar';
import type { Instant } from '#domain/core/sandbox-state';
import type { DatingContext, PlannedStep } from '#domain/journey/dates';
import { computeDueDate, workingDaysMoved } from '#domain/journey/dates';
import { isEnded } from '#domain/journey/item-state';
import type { JourneyStep } from '#domain/journey/journey';
import type { DateChange, ItemProgress, OrderReferenceData } from './order-documents.ts';

/**
 * CRD (customer required date), CDD (contractual delivery date), CPD (customer promised date). The CPD moves with delays,
 * the CDD only when the customer amends; every change has a reason. Source: BT's legacy portal for the three dates; the
 * calculation is modelled.
 */

export function orderCalendar(referenceData: OrderReferenceData): DivisionCalendar {
  return referenceData.calendar.divisions[referenceData.division];
}

export function resolveStep(referenceData: OrderReferenceData, item: ItemProgress, reference: string): JourneyStep {
  const { journeys } = referenceData;
  return journeys.step(journeys.byName(item.journey), item.action, reference);
}

export function datingContextOf(referenceData: OrderReferenceData, item: ItemProgress): DatingContext {
  return {
    calendar: orderCalendar(referenceData),
    conditions: item.conditions,
    requiredBy: item.crd,
    appointment: item.appointmentAt,
  };
}

/** The instant from which the item's next step counts. */
export function stepBaseline(item: ItemProgress): Instant {
  return item.countsFrom ?? item.completedSteps.at(-1)?.[1] ?? 0;
}

/** Remaining steps as BT would know them: without those of a setback that has not begun. */
export function knownSteps(item: ItemProgress): readonly string[] {
  if (!item.remainingSteps.some((one) => one.includes('.'))) return item.remainingSteps;
  const begunSetbacks = new Set(item.completedSteps.map(([step]) => setbackIdOf(step)));
  return item.remainingSteps.filter((one) => setbackIdOf(one) === undefined || begunSetbacks.has(setbackIdOf(one)));
}

/** Id of the setback that a step reference belongs to: `failed-test.repaired` is a step of `failed-test`. */
export function setbackIdOf(reference: string): string | undefined {
  const dot = reference.indexOf('.');
  return dot < 0 ? undefined : reference.slice(0, dot);
}

/**
 * Due dates of an item's remaining steps, with those of the items that it waits for taken into account.
 * `withSetbacks`: with the steps of setbacks that have not begun. `since`: the earliest start where the item is held or
 * waits for another.
 */
export function projectDates(
  referenceData: OrderReferenceData,
  items: readonly ItemProgress[],
  itemIndex: number,
  options: { readonly withSetbacks?: boolean; readonly since?: Instant } = {},
): PlannedStep[] {
  return projectItemDates(referenceData, items, itemIndex, options, new Set());
}

function projectItemDates(
  referenceData: OrderReferenceData,
  items: readonly ItemProgress[],
  itemIndex: number,
  options: { readonly withSetbacks?: boolean; readonly since?: Instant },
  visited: ReadonlySet<number>,
): PlannedStep[] {
  const item = items[itemIndex] as ItemProgress;
  if (isEnded(item.state) || visited.has(itemIndex)) return [];
  const references = options.withSetbacks ? item.remainingSteps : knownSteps(item);
  const steps = references.map((reference) => resolveStep(referenceData, item, reference));
  const dating = datingContextOf(referenceData, item);
  const context: ProjectionContext = {
    referenceData,
    items,
    itemIndex,
    options,
    visited: new Set([...visited, itemIndex]),
  };
  const isPaused = item.openAction !== undefined || item.state === 'pending';
  let previous = isPaused ? Math.max(stepBaseline(item), options.since ?? 0) : stepBaseline(item);
  return steps.map((step, n) => {
    const isFixed = n === 0 && item.due !== undefined && references[0] === item.remainingSteps[0];
    const from = step.waitsFor ? Math.max(previous, projectAwaitedEnd(step, context)) : previous;
    previous = isFixed ? (item.due as Instant) : computeDueDate(step, steps.slice(n + 1), from, dating);
    return { step, dueAt: previous };
  });
}

interface ProjectionContext {
  readonly referenceData: OrderReferenceData;
  readonly items: readonly ItemProgress[];
  readonly itemIndex: number;
  readonly options: { readonly withSetbacks?: boolean; readonly since?: Instant };
  readonly visited: ReadonlySet<number>;
}

/** When the items that the step waits for will have ended, as far as that can be projected. */
function projectAwaitedEnd(
  step: JourneyStep,
  { referenceData, items, itemIndex, options, visited }: ProjectionContext,
): Instant {
  let latest = 0;
  for (const other of findAwaitedItems(step, items, itemIndex)) {
    const future = projectItemDates(referenceData, items, other, options, visited);
    // The two of a pair wait for each other before their last step, everyone else for the end.
    const lastStep = step.waitsFor === 'pair' ? future.at(-2) : future.at(-1);
    latest = Math.max(latest, lastStep?.dueAt ?? 0);
  }
  return latest;
}

/** Indexes of the items that a step waits for. */
export function findAwaitedItems(
  step: JourneyStep,
  items: readonly ItemProgress[],
  itemIndex: number,
): readonly number[] {
  const item = items[itemIndex] as ItemProgress;
  if (step.waitsFor === 'pair') return item.pair === undefined ? [] : [item.pair];
  if (step.waitsFor === 'accesses')
    return item.reliesOn.flatMap(({ itemIndex: other }) => (other === undefined ? [] : [other]));
  if (step.waitsFor !== 'flows' || item.target === undefined) return [];
  const target = item.target;
  return items.flatMap((other, index) =>
    index !== itemIndex && other.action === 'cease' && other.reliesOn.some(({ serviceId }) => serviceId === target)
      ? [index]
      : [],
  );
}

/** The item with a new promised date, and the reason for the change; the same item where the date did not change. */
export function withPromiseDate(
  referenceData: OrderReferenceData,
  items: readonly ItemProgress[],
  itemIndex: number,
  now: Instant,
  reason: string,
  commits = false,
): ItemProgress {
  const item = items[itemIndex] as ItemProgress;
  const cpd = projectDates(referenceData, items, itemIndex, { since: now }).at(-1)?.dueAt;
  if (cpd === undefined) return item;
  const changes: DateChange[] = [];
  const change = (date: DateChange['date'], from: Instant | undefined) =>
    changes.push({ changedAt: now, date, ...(from === undefined ? {} : { from }), to: cpd, reason });
  if (item.cpd !== cpd) change('CPD', item.cpd);
  if (commits && item.cdd !== cpd) change('CDD', item.cdd);
  if (changes.length === 0) return item;
  return { ...item, cpd, ...(commits ? { cdd: cpd } : {}), dateChanges: [...item.dateChanges, ...changes] };
}

/** How far a promised date moved, in words: `3 working days later`. */
export function describeShift(referenceData: OrderReferenceData, from: Instant, to: Instant): string {
  const days = workingDaysMoved(from, to, orderCalendar(referenceData));
  return `${Math.abs(days)} working day${Math.abs(days) === 1 ? '' : 's'} ${days < 0 ? 'earlier' : 'later'}`;
}
