/**
 * Bank holidays from the data in specs/journeys/working-calendar.yaml. The file's parsed value is passed in; what is
 * worked out of it is remembered per division and year, because lead times are added hundreds of thousands of times.
 */

export type Division = 'england-and-wales' | 'scotland' | 'northern-ireland';

export type HolidayRule =
  | { readonly name: string; readonly on: string }
  | { readonly name: string; readonly easter: number }
  | { readonly name: string; readonly weekday: string; readonly month: number };

/** One division of the file. This value is "the calendar" that the working-day sums take. */
export interface DivisionCalendar {
  readonly 'postcode-areas': readonly string[];
  readonly holidays: readonly HolidayRule[];
  readonly 'one-off': readonly { readonly date: string; readonly name: string; readonly 'instead-of'?: string }[];
}

/** The whole file, parsed. */
export interface WorkingCalendar {
  readonly published: { readonly from: number; readonly through: number };
  readonly divisions: { readonly [division in Division]: DivisionCalendar };
}

/** A day as a number: days since 1970-01-01. */
export type Day = number;

export interface Holiday {
  readonly day: Day;
  /** `2026-12-28` */
  readonly date: string;
  readonly name: string;
  /** True where the year is not in the published table: the date comes from the rules alone. */
  readonly computed: boolean;
}

const dayLength = 86_400_000;

export const dayOf = (year: number, month: number, date: number): Day => Date.UTC(year, month - 1, date) / dayLength;
/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: Day): number => (((day + 4) % 7) + 7) % 7;
export const isWeekend = (day: Day): boolean => weekdayOf(day) % 6 === 0;
export const dateText = (day: Day): string => new Date(day * dayLength).toISOString().slice(0, 10);

/** The division a postcode is in, by its area: `AB15 7XY` is Scotland. Crown dependencies count as England and Wales. */
export function divisionOf(postcode: string, calendar: WorkingCalendar): Division {
  const area = /^[A-Za-z]{1,2}/.exec(postcode.trim())?.[0].toUpperCase() ?? '';
  for (const division of ['scotland', 'northern-ireland'] as const) {
    if (calendar.divisions[division]['postcode-areas'].includes(area)) return division;
  }
  return 'england-and-wales';
}

/** The bank holidays observed in a year, in order of their dates. */
export function holidaysIn(year: number, division: Division, calendar: WorkingCalendar): readonly Holiday[] {
  const computed = year < calendar.published.from || year > calendar.published.through;
  return observed(year, calendar.divisions[division]).map(({ day, name }) => ({
    day,
    date: dateText(day),
    name,
    computed,
  }));
}

interface Named {
  readonly day: Day;
  readonly name: string;
}

/** Days that are taken off in a year, weekends moved on. */
function observed(year: number, division: DivisionCalendar): readonly Named[] {
  const dropped = new Set(division['one-off'].map((one) => one['instead-of']).filter((date) => date !== undefined));
  const ruled = division.holidays
    .map((rule) => ({ day: ruledDay(rule, year), name: rule.name }))
    .filter(({ day }) => !dropped.has(dateText(day)));
  const added = division['one-off']
    .filter(({ date }) => date.startsWith(`${year}-`))
    .map(({ date, name }) => ({ day: Date.parse(date) / dayLength, name }));
  return observedOnWeekdays([...ruled, ...added]);
}

function observedOnWeekdays(holidays: readonly Named[]): readonly Named[] {
  const taken = new Set(holidays.map(({ day }) => day).filter((day) => !isWeekend(day)));
  const moved = [...holidays]
    .sort((a, b) => a.day - b.day)
    .map((holiday) => {
      if (!isWeekend(holiday.day)) return holiday;
      let day = holiday.day;
      while (isWeekend(day) || taken.has(day)) day += 1;
      taken.add(day);
      return { day, name: `${holiday.name} (substitute day)` };
    });
  return moved.sort((a, b) => a.day - b.day);
}

function ruledDay(rule: HolidayRule, year: number): Day {
  if ('on' in rule) return dayOf(year, Number(rule.on.slice(0, 2)), Number(rule.on.slice(3, 5)));
  if ('easter' in rule) return easterSunday(year) + rule.easter;
  const monday = 1;
  if (rule.weekday === 'first monday') {
    const first = dayOf(year, rule.month, 1);
    return first + ((monday - weekdayOf(first) + 7) % 7);
  }
  if (rule.weekday === 'last monday') {
    const last = dayOf(year, rule.month + 1, 0);
    return last - ((weekdayOf(last) - monday + 7) % 7);
  }
  throw new Error(`working-calendar: weekday "${rule.weekday}" is not known; use "first monday" or "last monday"`);
}

/** Gregorian Easter by the anonymous (Meeus/Jones/Butcher) rule. */
function easterSunday(year: number): Day {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const correction = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const number = epact + weekday - 7 * shift + 114;
  return dayOf(year, Math.floor(number / 31), (number % 31) + 1);
}

/** The working days of one year, ready for sums. */
export interface WorkingYear {
  readonly firstDay: Day;
  /** Every working day of the year, ascending. */
  readonly days: Int32Array;
  /** By day of the year from 0: how many working days there were up to and including it. */
  readonly upTo: Int16Array;
}

const years = new WeakMap<DivisionCalendar, Map<number, WorkingYear>>();

/** Memoised: it depends on the division's data and the year alone. */
export function workingYear(year: number, calendar: DivisionCalendar): WorkingYear {
  let known = years.get(calendar);
  if (!known) {
    known = new Map();
    years.set(calendar, known);
  }
  let made = known.get(year);
  if (!made) {
    made = makeWorkingYear(year, calendar);
    known.set(year, made);
  }
  return made;
}

function makeWorkingYear(year: number, calendar: DivisionCalendar): WorkingYear {
  const off = new Set(observed(year, calendar).map(({ day }) => day));
  const firstDay = dayOf(year, 1, 1);
  const length = dayOf(year + 1, 1, 1) - firstDay;
  const upTo = new Int16Array(length);
  const days: Day[] = [];
  for (let n = 0; n < length; n += 1) {
    const day = firstDay + n;
    if (!isWeekend(day) && !off.has(day)) days.push(day);
    upTo[n] = days.length;
  }
  return { firstDay, days: Int32Array.from(days), upTo };
}
