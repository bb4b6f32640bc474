import type { Instant } from './sandbox.ts';
import { type Day, type DivisionCalendar, workingYear } from './working-calendar.ts';

/**
 * London wall time and sums in working days, on virtual instants. The clock rule (last Sundays of March and October,
 * 01:00 UTC) is written out here so that no time zone database of the machine can change an answer.
 */

const minute = 60_000;
const hour = 60 * minute;
const dayLength = 24 * hour;

const summers = new Map<number, readonly [begins: Instant, ends: Instant]>();

/** British Summer Time of a year, [begin, end). Memoised: it depends on the year alone. */
function summerTime(year: number): readonly [Instant, Instant] {
  let summer = summers.get(year);
  if (!summer) {
    summer = [lastSunday(year, 3) + hour, lastSunday(year, 10) + hour];
    summers.set(year, summer);
  }
  return summer;
}

function lastSunday(year: number, month: number): Instant {
  const last = Date.UTC(year, month, 0);
  return last - new Date(last).getUTCDay() * dayLength;
}

/** 0 in GMT, 60 in BST. */
export function londonOffsetMinutes(instant: Instant): 0 | 60 {
  const [begins, ends] = summerTime(new Date(instant).getUTCFullYear());
  return instant >= begins && instant < ends ? 60 : 0;
}

/** What a clock on a London wall shows. */
export interface LondonParts {
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

export function londonParts(instant: Instant): LondonParts {
  const offsetMinutes = londonOffsetMinutes(instant);
  const local = new Date(instant + offsetMinutes * minute);
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
 * The instant at which a London wall clock shows this. Months count from 1. A time that the spring change skips (01:30)
 * is the one an hour later; a time that the autumn change repeats is the first of the two.
 */
export function fromLondon(y: number, m: number, d: number, h = 0, mi = 0, s = 0, ms = 0): Instant {
  return fromLocal(Date.UTC(y, m - 1, d, h, mi, s, ms));
}

/** `local` is wall time written as if it were UTC. */
function fromLocal(local: number): Instant {
  return londonOffsetMinutes(local - hour) === 60 ? local - hour : local;
}

const toLocal = (instant: Instant): number => instant + londonOffsetMinutes(instant) * minute;
const dayOfLocal = (local: number): Day => Math.floor(local / dayLength);
const yearOf = (day: Day): number => new Date(day * dayLength).getUTCFullYear();

/** Whether its London day is Monday to Friday and no bank holiday. */
export function isWorkingDay(instant: Instant, calendar: DivisionCalendar): boolean {
  return isWorking(dayOfLocal(toLocal(instant)), calendar);
}

function isWorking(day: Day, calendar: DivisionCalendar): boolean {
  return workingDaysUpTo(day, calendar) !== workingDaysUpTo(day - 1, calendar, yearOf(day));
}

/** Working days in the year of `day` up to and including it. `year` other than the day's own: 0, nothing came before. */
function workingDaysUpTo(day: Day, calendar: DivisionCalendar, year = yearOf(day)): number {
  const { firstDay, upTo } = workingYear(year, calendar);
  return upTo[day - firstDay] ?? 0;
}

/**
 * The same London time of day, `n` working days later (earlier when negative). From a day that is none, the first step
 * goes to the next (previous) working day. 0 changes nothing.
 */
export function addWorkingDays(instant: Instant, n: number, calendar: DivisionCalendar): Instant {
  if (n === 0) return instant;
  const local = toLocal(instant);
  const day = dayOfLocal(local);
  const timeOfDay = local - day * dayLength;
  return fromLocal(nthWorkingDay(day, n, calendar) * dayLength + timeOfDay);
}

function nthWorkingDay(day: Day, n: number, calendar: DivisionCalendar): Day {
  let year = yearOf(day);
  // Position among the working days of the year, counted from 0: `n` forward from the last one up to here, or back
  // from the first one not before here.
  let position = n > 0 ? workingDaysUpTo(day, calendar) + n - 1 : workingDaysUpTo(day - 1, calendar, year) + n;
  let days = workingYear(year, calendar).days;
  while (position >= days.length) {
    position -= days.length;
    year += 1;
    days = workingYear(year, calendar).days;
  }
  while (position < 0) {
    year -= 1;
    days = workingYear(year, calendar).days;
    position += days.length;
  }
  return days[position] as Day;
}

/** The same London time on the first working day after. */
export function nextWorkingDay(instant: Instant, calendar: DivisionCalendar): Instant {
  return addWorkingDays(instant, 1, calendar);
}

/** The instant itself when its day is a working day, else the same London time on the first working day after. */
export function onWorkingDay(instant: Instant, calendar: DivisionCalendar): Instant {
  return isWorkingDay(instant, calendar) ? instant : nextWorkingDay(instant, calendar);
}

/** How many working days lie after `from`'s London day up to and including `to`'s; negative the other way round. */
export function workingDaysBetween(from: Instant, to: Instant, calendar: DivisionCalendar): number {
  const first = dayOfLocal(toLocal(from));
  const last = dayOfLocal(toLocal(to));
  if (last < first) return -workingDaysAfter(last, first, calendar);
  return workingDaysAfter(first, last, calendar);
}

function workingDaysAfter(first: Day, last: Day, calendar: DivisionCalendar): number {
  let count = workingDaysUpTo(last, calendar) - workingDaysUpTo(first, calendar);
  for (let year = yearOf(first); year < yearOf(last); year += 1) count += workingYear(year, calendar).days.length;
  return count;
}

/** `HH:MM` on the London day of `instant`. */
export function atLondonTime(instant: Instant, time: string): Instant {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return fromLocal(dayOfLocal(toLocal(instant)) * dayLength + hours * hour + minutes * minute);
}

/** The same London time `n` calendar days later. */
export function addDays(instant: Instant, n: number): Instant {
  return n === 0 ? instant : fromLocal(toLocal(instant) + n * dayLength);
}

/** `2026-01-05T09:00:00.000Z` */
export function isoUtc(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** `2026-01-05T09:00:00Z` in GMT, `2026-07-06T09:00:00+01:00` in BST; milliseconds where there are any. */
export function isoLondon(instant: Instant): string {
  const offset = londonOffsetMinutes(instant);
  const local = new Date(instant + offset * minute).toISOString().slice(0, -1);
  const text = local.endsWith('.000') ? local.slice(0, -4) : local;
  return offset === 60 ? `${text}+01:00` : `${text}Z`;
}

const instantForm =
  /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,12}))?(?:([Zz])|([+-])(\d{2}):?(\d{2}))$/;

/** RFC 3339, and offsets without the colon (`+0000`) as BT's samples have them. Undefined for anything else. */
export function parseInstant(text: string): Instant | undefined {
  const match = instantForm.exec(text);
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
  return date.getTime() + hours * hour + minutes * minute + seconds * 1000 + milliseconds - offset * minute;
}

/** A length of time: in working days, or in calendar days (which keep the London time of day) and exact milliseconds. */
export type Duration = { readonly workingDays: number } | { readonly days: number; readonly milliseconds: number };

const units: { readonly [unit: string]: { readonly days?: number; readonly milliseconds?: number } } = {
  week: { days: 7 },
  day: { days: 1 },
  hour: { milliseconds: hour },
  minute: { milliseconds: minute },
  second: { milliseconds: 1000 },
};
const isoForm = /^P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;
const wordForm = /^(\d{1,9}) {0,3}(working days?|weeks?|days?|hours?|minutes?|seconds?)$/i;

/** `P10D`, `P1W`, `PT4H`, `P1DT30M`, `10 working days`, `6 days`, `4 hours`, `30 minutes`; undefined for anything else. */
export function parseDuration(text: string): Duration | undefined {
  const words = wordForm.exec(text.trim());
  if (words) {
    const n = Number(words[1]);
    const name = (words[2] as string).toLowerCase().replace(/s$/, '');
    if (name === 'working day') return { workingDays: n };
    const unit = units[name] ?? {};
    return { days: n * (unit.days ?? 0), milliseconds: n * (unit.milliseconds ?? 0) };
  }
  const iso = isoForm.exec(text.trim());
  if (!iso || text.trim().endsWith('P') || text.trim().endsWith('T')) return undefined;
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = iso.slice(1).map((n) => Number(n ?? 0));
  return { days: weeks * 7 + days, milliseconds: hours * hour + minutes * minute + seconds * 1000 };
}

/** The instant that much later. */
export function addDuration(instant: Instant, duration: Duration, calendar: DivisionCalendar): Instant {
  if ('workingDays' in duration) return addWorkingDays(instant, duration.workingDays, calendar);
  return addDays(instant, duration.days) + duration.milliseconds;
}
