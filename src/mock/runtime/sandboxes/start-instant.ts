import { parseInstant, setLondonTime } from '#domain/calendar/working-time';
import type { Instant } from '#domain/core/sandbox-state';

/**
 * Parses the start of a sandbox's clock: an instant, a date (09:00 in London on it), or `today` (09:00 in London on
 * today's date, working day or not), for clients that use the real date. Undefined when the text is none of them.
 */
export function parseStartInstant(text: string, wallNow: number): Instant | undefined {
  if (text === 'today') return setLondonTime(wallNow, '09:00');
  const noon = /^\d{4}-\d\d-\d\d$/.test(text) ? parseInstant(`${text}T12:00:00Z`) : undefined;
  return noon === undefined ? parseInstant(text) : setLondonTime(noon, '09:00');
}
