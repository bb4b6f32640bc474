import type { DivisionCalendar } from '#domain/calendar/working-calendar';
import { addWorkingDays, countWorkingDaysBetween, setLondonTime } from '#domain/calendar/working-time';
import type { Instant } from '#domain/core/sandbox-state';
import type { Condition, JourneyStep } from './journey.ts';

/** What the due date of a step depends on, besides the step before it. */
export interface DatingContext {
  readonly calendar: DivisionCalendar;
  readonly conditions: readonly Condition[];
  readonly requiredBy: Instant | undefined;
  readonly appointment: Instant | undefined;
}

/** When a step is due that follows `previous`; `rest` are the steps after it. Never before `previous`. */
export function computeDueDate(
  step: JourneyStep,
  rest: readonly JourneyStep[],
  previous: Instant,
  dating: DatingContext,
): Instant {
  if (step.on === 'appointment' && dating.appointment !== undefined && dating.appointment > previous) {
    return dating.appointment;
  }
  const days = workingDaysFor(step, dating.conditions);
  const minutes = (step.minutes ?? 0) * 60_000;
  const earliest = atTimeOfDay(addWorkingDays(previous, days, dating.calendar) + minutes, step, previous);
  if (!step.waitsForRequiredDate || dating.requiredBy === undefined || dating.requiredBy <= earliest) return earliest;
  const remainingDays = rest.reduce((sum, one) => sum + workingDaysFor(one, dating.conditions), 0);
  const latestStart = atTimeOfDay(addWorkingDays(dating.requiredBy, -remainingDays, dating.calendar), step, previous);
  return Math.max(earliest, latestStart);
}

export function workingDaysFor(step: JourneyStep, conditions: readonly Condition[]): number {
  const special = Object.entries(step.workingDaysWhen ?? {}).find(([when]) => conditions.includes(when));
  return special?.[1] ?? step.workingDays ?? 0;
}

export interface PlannedStep {
  readonly step: JourneyStep;
  readonly dueAt: Instant;
}

/** Working days between two instants, negative where `to` is the earlier one. */
export function workingDaysMoved(from: Instant, to: Instant, calendar: DivisionCalendar): number {
  return countWorkingDaysBetween(from, to, calendar);
}

export function atTimeOfDay(day: Instant, step: JourneyStep, previous: Instant): Instant {
  return step.at === undefined ? day : Math.max(previous, setLondonTime(day, step.at));
}
