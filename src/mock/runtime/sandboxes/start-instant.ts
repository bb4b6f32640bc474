import type { DivisionCalendar } from '#domain/calendar/working-calendar';
import { addDays, moveToWorkingDay, parseInstant, setLondonTime } from '#domain/calendar/working-time';
import type { Instant } from '#domain/core/sandbox-state';

/**
 * Parses the start of a sandbox's clock: an instant, or `today` (the next 09:00 in London on a working day), for
 * clients that use the real date. Undefined when the text is neither.
 */
export function parseStartInstant(text: string, wallNow: number, calendar: DivisionCalendar): Instant | undefined {
  if (text !== 'today') return parseInstant(text);
  const nineInLondon = setLondonTime(wallNow, '09:00');
  return moveToWorkingDay(nineInLondon >= wallNow ? nineInLondon : addDays(nineInLondon, 1), calendar);
}
