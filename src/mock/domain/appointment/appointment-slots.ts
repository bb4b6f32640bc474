import type { DivisionCalendar } from '#domain/calendar/working-calendar';
import { addDays, formatIsoLondon, isWorkingDay, setLondonTime } from '#domain/calendar/working-time';
import type { Instant } from '#domain/core/sandbox-state';
import { hourMs } from '#domain/core/time-units';
import type { ErrorName } from '#domain/errors/error-catalogue';

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
  readonly technologies: readonly AppointmentTechnology[];
  readonly places: FixedMeanings;
  readonly directoryNumbers: FixedMeanings;
  readonly accessLineIds: FixedMeanings;
}

export interface AppointmentTechnology {
  readonly name: string;
  readonly needs: 'sogea' | 'fttp' | 'either';
  readonly line: 'new' | 'existing' | 'none';
  readonly premium: boolean;
}

/** What one input stands for: a postcode, or a refusal. */
export type FixedMeaning = { readonly means: string } | { readonly refusal: ErrorName };
export type FixedMeanings = { readonly [input: string]: FixedMeaning };

export function slotBookOf(raw: unknown): SlotBook {
  return raw as SlotBook;
}

export interface AppointmentSlot {
  /** London time of its beginning: `0900`. */
  readonly slot: string;
  readonly start: Instant;
  readonly end: Instant;
}

/** The slots of a London day; none on a day that is no working day. */
export function listSlotsOfDay(day: Instant, book: SlotBook, calendar: DivisionCalendar): readonly AppointmentSlot[] {
  if (!isWorkingDay(day, calendar)) return [];
  return book.slots.map(({ slot, from }) => {
    const start = setLondonTime(day, from);
    return { slot, start, end: start + book.slotHours * hourMs };
  });
}

/** When slots can be booked: from the start of tomorrow to the end of the 90th day, London time. */
export function firstBookableInstant(now: Instant, book: SlotBook): Instant {
  return setLondonTime(addDays(now, book.earliestDays), '00:00');
}
/** A search may begin earlier, on the sandbox's own London day: clients send their own clock's time. */
export function firstSearchableInstant(now: Instant): Instant {
  return setLondonTime(now, '00:00');
}
export function lastBookableInstant(now: Instant, book: SlotBook): Instant {
  return setLondonTime(addDays(now, book.latestDays + 1), '00:00') - 1;
}

/** Every free slot from `from` on, for so many working days, as far as slots can be booked. */
export function listFreeSlots(
  now: Instant,
  from: Instant,
  book: SlotBook,
  calendar: DivisionCalendar,
  isFree: (slot: AppointmentSlot) => boolean,
): readonly AppointmentSlot[] {
  const firstStart = Math.max(from, firstBookableInstant(now, book));
  const lastStart = lastBookableInstant(now, book);
  const slotsFound: AppointmentSlot[] = [];
  let workingDayCount = 0;
  for (let day = setLondonTime(firstStart, '12:00'); workingDayCount < book.searchWorkingDays; day = addDays(day, 1)) {
    if (setLondonTime(day, '00:00') > lastStart) break;
    const slotsOfThisDay = listSlotsOfDay(day, book, calendar);
    if (slotsOfThisDay.length > 0) workingDayCount += 1;
    slotsFound.push(...slotsOfThisDay.filter((slot) => slot.start >= firstStart && isFree(slot)));
  }
  return slotsFound;
}

/** The slot with exactly this start and end, or undefined. */
export function findSlot(
  start: Instant,
  end: Instant,
  book: SlotBook,
  calendar: DivisionCalendar,
): AppointmentSlot | undefined {
  return listSlotsOfDay(start, book, calendar).find((slot) => slot.start === start && slot.end === end);
}

/** Engineers at an exchange in any one slot. */
export function engineersPerSlot(exchange: string, book: SlotBook): number {
  return book.capacityAt[exchange] ?? book.capacity;
}

/** `Z` in winter, `+01:00` in summer. */
export const renderTimeSlot = ({ start, end }: { readonly start: Instant; readonly end: Instant }) => ({
  startDateTime: formatIsoLondon(start),
  endDateTime: formatIsoLondon(end),
});
