import type { ProblemName } from '../problem.ts';
import type { Instant } from '../sandbox.ts';
import type { DivisionCalendar } from '../working-calendar.ts';
import { addDays, atLondonTime, isoLondon, isWorkingDay } from '../working-time.ts';

/** `fixtures/appointment-slots.yaml`: when engineers come, how many, and inputs that have a fixed meaning. */
export interface SlotBook {
  readonly slots: readonly { readonly slot: string; readonly from: string }[];
  readonly slotHours: number;
  readonly earliestDays: number;
  readonly latestDays: number;
  readonly searchWorkingDays: number;
  readonly lapseHours: number;
  /** Engineers per slot at one exchange; `capacityAt` by exchange code. */
  readonly capacity: number;
  readonly capacityAt: { readonly [exchange: string]: number };
  readonly products: readonly string[];
  readonly technologies: readonly Technology[];
  readonly places: Meanings;
  readonly directoryNumbers: Meanings;
  readonly accessLineIds: Meanings;
}

export interface Technology {
  readonly name: string;
  readonly needs: 'sogea' | 'fttp' | 'either';
  readonly line: 'new' | 'existing' | 'none';
  readonly premium: boolean;
}

/** What a certain input stands for: a postcode, or the refusal that it gets. */
export type Meaning = { readonly means: string } | { readonly refusal: ProblemName };
export type Meanings = { readonly [input: string]: Meaning };

export function makeSlotBook(raw: unknown): SlotBook {
  return raw as SlotBook;
}

export interface Slot {
  /** London time of its beginning: `0900`. */
  readonly slot: string;
  readonly start: Instant;
  readonly end: Instant;
}

const hour = 3_600_000;

/** The slots of a London day; none on a day that is not worked. */
export function slotsOfDay(day: Instant, book: SlotBook, calendar: DivisionCalendar): readonly Slot[] {
  if (!isWorkingDay(day, calendar)) return [];
  return book.slots.map(({ slot, from }) => {
    const start = atLondonTime(day, from);
    return { slot, start, end: start + book.slotHours * hour };
  });
}

/** From the first moment of tomorrow to the last of the 90th day, London time. */
export function bookableFrom(now: Instant, book: SlotBook): Instant {
  return atLondonTime(addDays(now, book.earliestDays), '00:00');
}
export function bookableUntil(now: Instant, book: SlotBook): Instant {
  return atLondonTime(addDays(now, book.latestDays + 1), '00:00') - 1;
}

/** Every slot from `from` on while the books are open, for so many working days, that `isFree`. */
export function freeSlots(
  now: Instant,
  from: Instant,
  book: SlotBook,
  calendar: DivisionCalendar,
  isFree: (slot: Slot) => boolean,
): readonly Slot[] {
  const first = Math.max(from, bookableFrom(now, book));
  const last = bookableUntil(now, book);
  const found: Slot[] = [];
  let days = 0;
  for (let day = atLondonTime(first, '12:00'); days < book.searchWorkingDays; day = addDays(day, 1)) {
    if (atLondonTime(day, '00:00') > last) break;
    const slots = slotsOfDay(day, book, calendar);
    if (slots.length > 0) days += 1;
    found.push(...slots.filter((slot) => slot.start >= first && isFree(slot)));
  }
  return found;
}

/** The slot that is exactly this, or undefined. */
export function slotAt(start: Instant, end: Instant, book: SlotBook, calendar: DivisionCalendar): Slot | undefined {
  return slotsOfDay(start, book, calendar).find((slot) => slot.start === start && slot.end === end);
}

/** Engineers at an exchange in any one slot. */
export function capacityOf(exchange: string, book: SlotBook): number {
  return book.capacityAt[exchange] ?? book.capacity;
}

/** `Z` in winter, `+01:00` in summer. */
export const slotTime = ({ start, end }: { readonly start: Instant; readonly end: Instant }) => ({
  startDateTime: isoLondon(start),
  endDateTime: isoLondon(end),
});
