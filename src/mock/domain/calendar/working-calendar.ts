import { EtherboxError } from '#domain/core/etherbox-error';
import { dayMs } from '#domain/core/time-units';
/**
 * Bank holidays from the data in specs/journeys/working-calendar.yaml. The parsed file is passed in; what is
 * computed from it is cached per division and year, because lead times are added hundreds of thousands of times.
 */

export type CalendarDivision = 'england-and-wales' | 'scotland' | 'northern-ireland';

export type HolidayRule =
  | { readonly name: string; readonly on: string }
  | { readonly name: string; readonly easter: number }
  | { readonly name: string; readonly weekday: string; readonly month: number };

/** One division of the file: the calendar of all working-day arithmetic. */
export interface DivisionCalendar {
  readonly 'postcode-areas': readonly string[];
  readonly holidays: readonly HolidayRule[];
  readonly 'one-off': readonly { readonly date: string; readonly name: string; readonly 'instead-of'?: string }[];
}

/** The whole file, parsed. */
export interface WorkingCalendar {
  readonly published: { readonly from: number; readonly through: number };
  readonly divisions: { readonly [division in CalendarDivision]: DivisionCalendar };
}

/** A day as a number: days since 1970-01-01. */
export type DayNumber = number;

export interface BankHoliday {
  readonly day: DayNumber;
  /** `2026-12-28` */
  readonly date: string;
  readonly name: string;
  /** True where the year is not in the published table: the date comes from the rules alone. */
  readonly computed: boolean;
}

export const toDayNumber = (year: number, month: number, date: number): DayNumber =>
  Date.UTC(year, month - 1, date) / dayMs;
/** 0 Sunday … 6 Saturday. */
export const weekdayOfDay = (day: DayNumber): number => (((day + 4) % 7) + 7) % 7;
export const isWeekend = (day: DayNumber): boolean => weekdayOfDay(day) % 6 === 0;
export const formatDay = (day: DayNumber): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** The division of a postcode, by its area: `AB15 7XY` is in Scotland. Crown dependencies count as England and Wales. */
export function divisionOfPostcode(postcode: string, calendar: WorkingCalendar): CalendarDivision {
  const area = /^[A-Za-z]{1,2}/.exec(postcode.trim())?.[0].toUpperCase() ?? '';
  for (const division of ['scotland', 'northern-ireland'] as const) {
    if (calendar.divisions[division]['postcode-areas'].includes(area)) return division;
  }
  return 'england-and-wales';
}

/** The bank holidays observed in a year, in order of their dates. */
export function listHolidays(
  year: number,
  division: CalendarDivision,
  calendar: WorkingCalendar,
): readonly BankHoliday[] {
  const computed = year < calendar.published.from || year > calendar.published.through;
  return computeObservedHolidays(year, calendar.divisions[division]).map(({ day, name }) => ({
    day,
    date: formatDay(day),
    name,
    computed,
  }));
}

interface ObservedHoliday {
  readonly day: DayNumber;
  readonly name: string;
}

/** Days that are taken off in a year, weekends moved on. */
function computeObservedHolidays(year: number, division: DivisionCalendar): readonly ObservedHoliday[] {
  const replacedDates = new Set(
    division['one-off'].map((oneOff) => oneOff['instead-of']).filter((date) => date !== undefined),
  );
  const ruleHolidays = division.holidays
    .map((rule) => ({ day: resolveHolidayRule(rule, year), name: rule.name }))
    .filter(({ day }) => !replacedDates.has(formatDay(day)));
  const oneOffHolidays = division['one-off']
    .filter(({ date }) => date.startsWith(`${year}-`))
    .map(({ date, name }) => ({ day: Date.parse(date) / dayMs, name }));
  return substituteWeekendHolidays([...ruleHolidays, ...oneOffHolidays]);
}

function substituteWeekendHolidays(holidays: readonly ObservedHoliday[]): readonly ObservedHoliday[] {
  const takenDays = new Set(holidays.map(({ day }) => day).filter((day) => !isWeekend(day)));
  const observedHolidays = [...holidays]
    .sort((a, b) => a.day - b.day)
    .map((holiday) => {
      if (!isWeekend(holiday.day)) return holiday;
      let day = holiday.day;
      while (isWeekend(day) || takenDays.has(day)) day += 1;
      takenDays.add(day);
      return { day, name: `${holiday.name} (substitute day)` };
    });
  return observedHolidays.sort((a, b) => a.day - b.day);
}

function resolveHolidayRule(rule: HolidayRule, year: number): DayNumber {
  if ('on' in rule) return toDayNumber(year, Number(rule.on.slice(0, 2)), Number(rule.on.slice(3, 5)));
  if ('easter' in rule) return computeEasterSunday(year) + rule.easter;
  const monday = 1;
  if (rule.weekday === 'first monday') {
    const first = toDayNumber(year, rule.month, 1);
    return first + ((monday - weekdayOfDay(first) + 7) % 7);
  }
  if (rule.weekday === 'last monday') {
    const last = toDayNumber(year, rule.month + 1, 0);
    return last - ((weekdayOfDay(last) - monday + 7) % 7);
  }
  throw new EtherboxError(
    'ETHERBOX_INVALID_REFERENCE_DATA',
    `working-calendar: weekday "${rule.weekday}" is not known; use "first monday" or "last monday"`,
  );
}

/** Gregorian Easter by the anonymous (Meeus/Jones/Butcher) rule. */
function computeEasterSunday(year: number): DayNumber {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const number = epact + weekday - 7 * shift + 114;
  return toDayNumber(year, Math.floor(number / 31), (number % 31) + 1);
}

/** The working days of one year, prepared for arithmetic. */
export interface WorkingYear {
  readonly firstDay: DayNumber;
  /** Every working day of the year, ascending. */
  readonly days: Int32Array;
  /** By day of the year from 0: how many working days there were up to and including it. */
  readonly workingDayCounts: Int16Array;
}

const workingYearCache = new WeakMap<DivisionCalendar, Map<number, WorkingYear>>();

/** Memoised: it depends on the division's data and the year alone. */
export function getWorkingYear(year: number, calendar: DivisionCalendar): WorkingYear {
  let yearsOfCalendar = workingYearCache.get(calendar);
  if (!yearsOfCalendar) {
    yearsOfCalendar = new Map();
    workingYearCache.set(calendar, yearsOfCalendar);
  }
  let computedYear = yearsOfCalendar.get(year);
  if (!computedYear) {
    computedYear = computeWorkingYear(year, calendar);
    yearsOfCalendar.set(year, computedYear);
  }
  return computedYear;
}

function computeWorkingYear(year: number, calendar: DivisionCalendar): WorkingYear {
  const holidayDays = new Set(computeObservedHolidays(year, calendar).map(({ day }) => day));
  const firstDay = toDayNumber(year, 1, 1);
  const dayCount = toDayNumber(year + 1, 1, 1) - firstDay;
  const workingDayCounts = new Int16Array(dayCount);
  const days: DayNumber[] = [];
  for (let dayIndex = 0; dayIndex < dayCount; dayIndex += 1) {
    const day = firstDay + dayIndex;
    if (!isWeekend(day) && !holidayDays.has(day)) days.push(day);
    workingDayCounts[dayIndex] = days.length;
  }
  return { firstDay, days: Int32Array.from(days), workingDayCounts };
}
