import type { Instant } from '#domain/core/sandbox-state';
import { dayMs, hourMs, minuteMs } from '#domain/core/time-units';
import { type DayNumber, type DivisionCalendar, getWorkingYear } from './working-calendar.ts';

/**
 * London time and arithmetic in working days, on virtual instants. The rule for summer time (last Sundays of March and
 * October, 01:00 UTC) is in this file, so that the machine's time zone database cannot change an answer.
 */

const summerTimeCache = new Map<number, readonly [begins: Instant, ends: Instant]>();

/** British Summer Time of a year, [begin, end). Memoised: it depends on the year alone. */
function britishSummerTime(year: number): readonly [Instant, Instant] {
  let summer = summerTimeCache.get(year);
  if (!summer) {
    summer = [lastSundayOf(year, 3) + hourMs, lastSundayOf(year, 10) + hourMs];
    summerTimeCache.set(year, summer);
  }
  return summer;
}

function lastSundayOf(year: number, month: number): Instant {
  const last = Date.UTC(year, month, 0);
  return last - new Date(last).getUTCDay() * dayMs;
}

/** 0 in GMT, 60 in BST. */
export function londonOffsetMinutes(instant: Instant): 0 | 60 {
  const [begins, ends] = britishSummerTime(new Date(instant).getUTCFullYear());
  return instant >= begins && instant < ends ? 60 : 0;
}

/** London local time. */
export interface LondonDateTime {
  readonly year: number;
  /** 1–12 */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** 0 Sunday … 6 Saturday */
  readonly weekday: number;
  readonly offsetMinutes: 0 | 60;
}

export function toLondonDateTime(instant: Instant): LondonDateTime {
  const offsetMinutes = londonOffsetMinutes(instant);
  const local = new Date(instant + offsetMinutes * minuteMs);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
    weekday: local.getUTCDay(),
    offsetMinutes,
  };
}

/**
 * The instant of a London local time. Months count from 1. A time that the change in spring skips (01:30)
 * is the one an hour later; of a time that the change in autumn repeats, it is the first.
 */
export function instantFromLondon(
  year: number,
  month: number,
  day: number,
  hours = 0,
  minutes = 0,
  seconds = 0,
  milliseconds = 0,
): Instant {
  return instantFromLocal(Date.UTC(year, month - 1, day, hours, minutes, seconds, milliseconds));
}

/** `local` is wall time written as if it were UTC. */
function instantFromLocal(localMs: number): Instant {
  return londonOffsetMinutes(localMs - hourMs) === 60 ? localMs - hourMs : localMs;
}

const toLocalMs = (instant: Instant): number => instant + londonOffsetMinutes(instant) * minuteMs;
const dayOfLocal = (local: number): DayNumber => Math.floor(local / dayMs);
const yearOfDay = (day: DayNumber): number => new Date(day * dayMs).getUTCFullYear();

/** Whether its London day is Monday to Friday and no bank holiday. */
export function isWorkingDay(instant: Instant, calendar: DivisionCalendar): boolean {
  return isWorkingDayNumber(dayOfLocal(toLocalMs(instant)), calendar);
}

function isWorkingDayNumber(day: DayNumber, calendar: DivisionCalendar): boolean {
  return countWorkingDaysUpTo(day, calendar) !== countWorkingDaysUpTo(day - 1, calendar, yearOfDay(day));
}

/** Working days in the year of `day` up to and including it. `year` other than the day's own: 0, nothing came before. */
function countWorkingDaysUpTo(day: DayNumber, calendar: DivisionCalendar, year = yearOfDay(day)): number {
  const { firstDay, workingDayCounts } = getWorkingYear(year, calendar);
  return workingDayCounts[day - firstDay] ?? 0;
}

/**
 * The same London time of day, `n` working days later (earlier when negative). From a day that is no working day, the first
 * step goes to the next (previous) working day. 0 changes nothing.
 */
export function addWorkingDays(instant: Instant, workingDays: number, calendar: DivisionCalendar): Instant {
  if (workingDays === 0) return instant;
  const localMs = toLocalMs(instant);
  const day = dayOfLocal(localMs);
  const timeOfDayMs = localMs - day * dayMs;
  return instantFromLocal(findNthWorkingDay(day, workingDays, calendar) * dayMs + timeOfDayMs);
}

function findNthWorkingDay(day: DayNumber, workingDays: number, calendar: DivisionCalendar): DayNumber {
  let year = yearOfDay(day);
  // Position among the working days of the year, counted from 0: `n` forward from the last one up to here, or back
  // from the first one not before here.
  let position =
    workingDays > 0
      ? countWorkingDaysUpTo(day, calendar) + workingDays - 1
      : countWorkingDaysUpTo(day - 1, calendar, year) + workingDays;
  let days = getWorkingYear(year, calendar).days;
  while (position >= days.length) {
    position -= days.length;
    year += 1;
    days = getWorkingYear(year, calendar).days;
  }
  while (position < 0) {
    year -= 1;
    days = getWorkingYear(year, calendar).days;
    position += days.length;
  }
  return days[position] as DayNumber;
}

/** The same London time on the first working day after. */
export function moveToNextWorkingDay(instant: Instant, calendar: DivisionCalendar): Instant {
  return addWorkingDays(instant, 1, calendar);
}

/** The instant itself when its day is a working day, else the same London time on the first working day after. */
export function moveToWorkingDay(instant: Instant, calendar: DivisionCalendar): Instant {
  return isWorkingDay(instant, calendar) ? instant : moveToNextWorkingDay(instant, calendar);
}

/** The number of working days after `from`'s London day up to and including `to`'s; negative where `to` is earlier. */
export function countWorkingDaysBetween(from: Instant, to: Instant, calendar: DivisionCalendar): number {
  const first = dayOfLocal(toLocalMs(from));
  const last = dayOfLocal(toLocalMs(to));
  if (last < first) return -countWorkingDaysAfter(last, first, calendar);
  return countWorkingDaysAfter(first, last, calendar);
}

function countWorkingDaysAfter(first: DayNumber, last: DayNumber, calendar: DivisionCalendar): number {
  let count = countWorkingDaysUpTo(last, calendar) - countWorkingDaysUpTo(first, calendar);
  for (let year = yearOfDay(first); year < yearOfDay(last); year += 1)
    count += getWorkingYear(year, calendar).days.length;
  return count;
}

/** `HH:MM` on the London day of `instant`. */
export function setLondonTime(instant: Instant, time: string): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return instantFromLocal(dayOfLocal(toLocalMs(instant)) * dayMs + hours * hourMs + minutes * minuteMs);
}

/** The same London time `n` calendar days later. */
export function addDays(instant: Instant, days: number): Instant {
  return days === 0 ? instant : instantFromLocal(toLocalMs(instant) + days * dayMs);
}

/** `2026-01-05T09:00:00.000Z` */
export function formatIsoUtc(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** `2026-01-05T09:00:00Z`; with milliseconds unless they are zero. */
export function formatIsoUtcShort(instant: Instant): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}

/** `2026-01-05T09:00:00Z` in GMT, `2026-07-06T09:00:00+01:00` in BST; milliseconds where there are any. */
export function formatIsoLondon(instant: Instant): string {
  const offset = londonOffsetMinutes(instant);
  const local = new Date(instant + offset * minuteMs).toISOString().slice(0, -1);
  const text = local.endsWith('.000') ? local.slice(0, -4) : local;
  return offset === 60 ? `${text}+01:00` : `${text}Z`;
}

const instantPattern =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,12}))?(?:([Zz])|([+-])(\d{2}):?(\d{2}))$/;

/** RFC 3339, and offsets without the colon (`+0000`) as BT's samples have them. Undefined for anything else. */
export function parseInstant(text: string): Instant | undefined {
  const match = instantPattern.exec(text);
  if (!match) return undefined;
  const [year, month, day, hours, minutes, seconds] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offset = match[8] ? 0 : (match[9] === '-' ? -1 : 1) * (Number(match[10]) * 60 + Number(match[11]));
  if (hours > 23 || minutes > 59 || seconds > 59 || Number(match[10] ?? 0) > 23 || Number(match[11] ?? 0) > 59) {
    return undefined;
  }
  const milliseconds = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  // setUTCFullYear: Date.UTC takes the years 0 to 99 for 1900 to 1999.
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  return date.getTime() + hours * hourMs + minutes * minuteMs + seconds * 1000 + milliseconds - offset * minuteMs;
}

/** A length of time: in working days, or in calendar days (which keep the London time of day) and exact milliseconds. */
export type Duration = { readonly workingDays: number } | { readonly days: number; readonly milliseconds: number };

const durationUnits: { readonly [unit: string]: { readonly days?: number; readonly milliseconds?: number } } = {
  week: { days: 7 },
  day: { days: 1 },
  hour: { milliseconds: hourMs },
  minute: { milliseconds: minuteMs },
  second: { milliseconds: 1000 },
};
const isoDurationPattern = /^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;
const wordDurationPattern = /^(\d{1,9}) {0,3}(working days?|weeks?|days?|hours?|minutes?|seconds?)$/i;

/** `P10D`, `P1W`, `PT4H`, `P1DT30M`, `10 working days`, `6 days`, `4 hours`, `30 minutes`; undefined for anything else. */
export function parseDuration(text: string): Duration | undefined {
  const words = wordDurationPattern.exec(text.trim());
  if (words) {
    const n = Number(words[1]);
    const name = (words[2] as string).toLowerCase().replace(/s$/, '');
    if (name === 'working day') return { workingDays: n };
    const unit = durationUnits[name] ?? {};
    return { days: n * (unit.days ?? 0), milliseconds: n * (unit.milliseconds ?? 0) };
  }
  const iso = isoDurationPattern.exec(text.trim());
  if (!iso || text.trim().endsWith('P') || text.trim().endsWith('T')) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = iso.slice(1).map((n) => Number(n ?? 0));
  return { days: weeks * 7 + days, milliseconds: hours * hourMs + minutes * minuteMs + seconds * 1000 };
}

/** The last instant that RFC 3339 can write: 9999-12-31T23:59:59.999Z. */
export const lastInstant: Instant = Date.UTC(10_000, 0, 1) - 1;

/** So many years, with their leap days, in milliseconds. */
export const yearsToMs = (years: number): number => Math.ceil(years * 365.25) * dayMs;

/** Whether a duration is certainly longer than this. The calendar is not walked, so that the answer costs nothing. */
export function isLongerThan(duration: Duration, milliseconds: number): boolean {
  if ('workingDays' in duration) return duration.workingDays * dayMs > milliseconds;
  return duration.days * dayMs + duration.milliseconds > milliseconds;
}

/** The instant that is later by this duration. Its cost grows with the length: check {@link isLongerThan} first. */
export function addDuration(instant: Instant, duration: Duration, calendar: DivisionCalendar): Instant {
  if ('workingDays' in duration) return addWorkingDays(instant, duration.workingDays, calendar);
  return addDays(instant, duration.days) + duration.milliseconds;
}
