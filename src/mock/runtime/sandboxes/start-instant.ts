import { parseInstant, setLondonTime } from '#domain/calendar/working-time';
import type { Instant } from '#domain/core/sandbox-state';
import { ControlRequestError } from '#runtime/control-request-error';

/** The years in which a clock can start: after 1970, as saved states have it, and long before the last that can be written. */
export const startYears = { first: 1970, last: 2999 };

/** The instant that a text names; undefined when it is none, or lies outside {@link startYears}. */
function parseStartWithinYears(text: string): Instant | undefined {
  const instant = parseInstant(text);
  return instant !== undefined && isStartInstant(instant) ? instant : undefined;
}

function isStartInstant(instant: Instant): boolean {
  const year = new Date(instant).getUTCFullYear();
  return year >= startYears.first && year <= startYears.last;
}

/** Refuses a start outside {@link startYears}, wherever it was read. Throws {@link ControlRequestError} 422. */
export function checkStartInstant(start: Instant | undefined): void {
  if (start === undefined || isStartInstant(start)) return;
  const expected = `an instant from ${startYears.first} to ${startYears.last}`;
  throw new ControlRequestError(422, 'Invalid virtual start', [{ pointer: '/now', expected }]);
}

/**
 * Parses the start of a sandbox's clock: an instant, a date (09:00 in London on it), or `today` (09:00 in London on
 * today's date, working day or not), for clients that use the real date. Undefined when the text is none of them, or lies
 * outside {@link startYears}.
 */
export function parseStartInstant(text: string, wallNow: number): Instant | undefined {
  if (text === 'today') return setLondonTime(wallNow, '09:00');
  const noon = /^\d{4}-\d\d-\d\d$/.test(text) ? parseStartWithinYears(`${text}T12:00:00Z`) : undefined;
  return noon === undefined ? parseStartWithinYears(text) : setLondonTime(noon, '09:00');
}
