import type { Instant } from '../domain/sandbox.ts';
import type { DivisionCalendar } from '../domain/working-calendar.ts';
import { atLondonTime, onWorkingDay, parseInstant } from '../domain/working-time.ts';

/**
 * Where a new sandbox's clock starts: an instant, or `today` (09:00 in London on this working day, or on the next one),
 * for clients that use the real date. Undefined when the text is neither.
 */
export function startInstant(text: string, wallNow: number, calendar: DivisionCalendar): Instant | undefined {
  return text === 'today' ? atLondonTime(onWorkingDay(wallNow, calendar), '09:00') : parseInstant(text);
}
