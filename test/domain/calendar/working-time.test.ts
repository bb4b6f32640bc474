import { readFileSync } from 'node:fs';
import Holidays from 'date-holidays';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  type CalendarDivision,
  divisionOfPostcode,
  listHolidays,
  type WorkingCalendar,
} from '#domain/calendar/working-calendar';
import {
  addDays,
  addDuration,
  addWorkingDays,
  countWorkingDaysBetween,
  formatIsoLondon,
  formatIsoUtc,
  instantFromLondon,
  isWorkingDay,
  londonOffsetMinutes,
  moveToNextWorkingDay,
  moveToWorkingDay,
  parseDuration,
  parseInstant,
  setLondonTime,
  toLondonDateTime,
} from '#domain/calendar/working-time';
import { parseStartInstant } from '#runtime/sandboxes/start-instant';
import { runOptions } from '../../support/run-options.ts';

const calendar: WorkingCalendar = parse(
  readFileSync(new URL('../../../specs/journeys/working-calendar.yaml', import.meta.url), 'utf8'),
);
const divisions = ['england-and-wales', 'scotland', 'northern-ireland'] as const;
const oracleState = { 'england-and-wales': 'ENG', scotland: 'SCT', 'northern-ireland': 'NIR' } as const;
const dayLength = 86_400_000;
const at = (text: string) => Date.parse(text);

/** Days that the other library does not know about: proclaimed in 2026 for Scotland alone. */
const unknownToOracle: { [division in CalendarDivision]: string[] } = {
  'england-and-wales': [],
  scotland: ['2026-06-15'],
  'northern-ireland': [],
};

function oracleHolidays(division: CalendarDivision, year: number): Set<string> {
  const days = new Holidays('GB', oracleState[division]).getHolidays(year).filter(({ type }) => type === 'public');
  return new Set(days.map(({ date }) => date.slice(0, 10)));
}

function weekdays(year: number): string[] {
  const all: string[] = [];
  for (let t = Date.UTC(year, 0, 1); t < Date.UTC(year + 1, 0, 1); t += dayLength) {
    if (new Date(t).getUTCDay() % 6 !== 0) all.push(new Date(t).toISOString().slice(0, 10));
  }
  return all;
}

describe.each(divisions)('%s', (division) => {
  const ours = calendar.divisions[division];

  test('bank holidays agree with an independent library, 2015 to 2035', () => {
    for (let year = 2015; year <= 2035; year += 1) {
      const theirs = oracleHolidays(division, year);
      for (const day of unknownToOracle[division]) if (day.startsWith(`${year}`)) theirs.add(day);
      const off = weekdays(year).filter((day) => theirs.has(day));
      expect(listHolidays(year, division, calendar).map(({ date }) => date)).toEqual(off);
    }
  });

  test('every working-day sum 2025 to 2030 agrees with counting day by day', () => {
    // The second implementation: dates as text, one step at a time, holidays from the other library.
    const working: string[] = [];
    for (let year = 2024; year <= 2031; year += 1) {
      const off = oracleHolidays(division, year);
      for (const day of unknownToOracle[division]) off.add(day);
      working.push(...weekdays(year).filter((day) => !off.has(day)));
    }
    const place = new Map(working.map((day, n) => [day, n]));
    const last = new Map<string, number>();
    let seen = working.findIndex((day) => day >= '2024-12-31');
    for (let t = at('2025-01-01T00:00Z'); t < at('2031-01-01T00:00Z'); t += dayLength) {
      const day = new Date(t).toISOString().slice(0, 10);
      if (place.has(day)) seen = place.get(day) as number;
      last.set(day, seen);
    }
    let wrong = 0;
    let sums = 0;
    for (const [day, before] of last) {
      const [y, m, d] = day.split('-').map(Number) as [number, number, number];
      const from = instantFromLondon(y, m, d, 9, 0);
      if (isWorkingDay(from, ours) !== place.has(day)) wrong += 1;
      for (let n = 1; n <= 150; n += 1) {
        const want = working[before + n] as string;
        const got = toLondonDateTime(addWorkingDays(from, n, ours));
        const text = `${got.year}-${String(got.month).padStart(2, '0')}-${String(got.day).padStart(2, '0')}`;
        if (text !== want || got.hour !== 9 || got.minute !== 0) wrong += 1;
        sums += 1;
      }
    }
    expect(sums).toBe(2191 * 150);
    expect(wrong).toBe(0);
  });

  test('forward and back again, and counting, agree', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at('2012-01-01T00:00Z'), max: at('2045-01-01T00:00Z') }),
        fc.integer({ min: -600, max: 600 }),
        fc.integer({ min: 0, max: 600 }),
        (when, n, more) => {
          const start = setLondonTime(moveToWorkingDay(when, ours), '11:00');
          const there = addWorkingDays(start, n, ours);
          expect(isWorkingDay(there, ours)).toBe(true);
          expect(countWorkingDaysBetween(start, there, ours)).toBe(n);
          expect(addWorkingDays(there, -n, ours)).toBe(start);
          const split = addWorkingDays(addWorkingDays(start, Math.abs(n), ours), more, ours);
          expect(split).toBe(addWorkingDays(start, Math.abs(n) + more, ours));
          expect(toLondonDateTime(there)).toMatchObject({ hour: 11, minute: 0, second: 0 });
        },
      ),
      runOptions(100, 2000),
    );
  });
});

test.each([
  ['england-and-wales', '2020-05-04', true],
  ['england-and-wales', '2020-05-08', false],
  ['england-and-wales', '2022-05-30', true],
  ['england-and-wales', '2022-06-02', false],
  ['england-and-wales', '2022-06-03', false],
  ['england-and-wales', '2022-09-19', false],
  ['england-and-wales', '2023-05-08', false],
  ['england-and-wales', '2012-05-28', true],
  ['england-and-wales', '2012-06-04', false],
  ['england-and-wales', '2026-04-06', false],
  ['england-and-wales', '2026-12-28', false],
  ['england-and-wales', '2026-01-02', true],
  ['england-and-wales', '2026-11-30', true],
  ['scotland', '2026-01-02', false],
  ['scotland', '2026-04-06', true],
  ['scotland', '2026-06-15', false],
  ['scotland', '2026-08-03', false],
  ['scotland', '2026-08-31', true],
  ['scotland', '2025-12-01', false],
  ['scotland', '2022-01-04', false],
  ['northern-ireland', '2026-03-17', false],
  ['northern-ireland', '2026-07-13', false],
  ['northern-ireland', '2024-03-18', false],
] as const)('%s %s is a working day: %s', (division, date, working) => {
  expect(isWorkingDay(at(`${date}T10:00:00Z`), calendar.divisions[division])).toBe(working);
});

test('years outside the published table are flagged as computed', () => {
  expect(listHolidays(2026, 'scotland', calendar).every(({ computed }) => !computed)).toBe(true);
  expect(listHolidays(2040, 'scotland', calendar).every(({ computed }) => computed)).toBe(true);
});

test.each([
  ['AB15 7XY', 'scotland'],
  ['bt1 5gs', 'northern-ireland'],
  ['B1 1AA', 'england-and-wales'],
  ['G2 1AA', 'scotland'],
  ['GL1 1AA', 'england-and-wales'],
  ['', 'england-and-wales'],
])('postcode %s is in %s', (postcode, division) => {
  expect(divisionOfPostcode(postcode, calendar)).toBe(division);
});

describe('London time', () => {
  const inLondon = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/London',
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const show = (instant: number) => {
    const { year, month, day, hour, minute, second } = toLondonDateTime(instant);
    const two = (n: number) => String(n).padStart(2, '0');
    return `${two(day)}/${two(month)}/${year}, ${two(hour)}:${two(minute)}:${two(second)}`;
  };

  test('agrees with the time zone database of the platform', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('1997-01-01T00:00Z'), max: at('2037-12-31T00:00Z') }), (instant) => {
        expect(show(instant)).toBe(inLondon.format(instant));
      }),
      runOptions(2000, 20_000),
    );
  });

  test('both change-over nights, minute by minute', () => {
    for (const night of ['2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31']) {
      for (let t = at(`${night}T00:00Z`); t < at(`${night}T03:00Z`); t += 60_000) {
        expect(show(t)).toBe(inLondon.format(t));
      }
    }
    expect(londonOffsetMinutes(at('2027-03-28T00:59:59.999Z'))).toBe(0);
    expect(londonOffsetMinutes(at('2027-03-28T01:00:00Z'))).toBe(60);
    expect(londonOffsetMinutes(at('2027-10-31T00:59:59.999Z'))).toBe(60);
    expect(londonOffsetMinutes(at('2027-10-31T01:00:00Z'))).toBe(0);
  });

  test.each([
    ['a time that the spring change skips is an hour later', [2027, 3, 28, 1, 30], '2027-03-28T01:30:00.000Z'],
    ['a time that the autumn change repeats is the first', [2027, 10, 31, 1, 30], '2027-10-31T00:30:00.000Z'],
    ['after the autumn change', [2027, 10, 31, 2, 0], '2027-10-31T02:00:00.000Z'],
    ['summer', [2026, 7, 6, 9, 0], '2026-07-06T08:00:00.000Z'],
    ['winter', [2026, 1, 5, 9, 0], '2026-01-05T09:00:00.000Z'],
  ] as const)('%s', (_, [y, m, d, h, mi], utc) => {
    expect(formatIsoUtc(instantFromLondon(y, m, d, h, mi))).toBe(utc);
  });

  test('there and back', () => {
    fc.assert(
      fc.property(fc.integer({ min: at('2012-01-01T00:00Z'), max: at('2045-01-01T00:00Z') }), (instant) => {
        const { year, month, day, hour, minute, second, millisecond } = toLondonDateTime(instant);
        const back = instantFromLondon(year, month, day, hour, minute, second, millisecond);
        expect([instant, instant - 3_600_000]).toContain(back);
        expect(parseInstant(formatIsoLondon(instant))).toBe(instant);
        expect(parseInstant(formatIsoUtc(instant))).toBe(instant);
      }),
      runOptions(100, 2000),
    );
  });

  test('offsets are written as BT writes them', () => {
    expect(formatIsoLondon(at('2027-03-28T00:59:00Z'))).toBe('2027-03-28T00:59:00Z');
    expect(formatIsoLondon(at('2027-03-28T01:00:00Z'))).toBe('2027-03-28T02:00:00+01:00');
    expect(formatIsoLondon(at('2026-07-06T08:00:00.250Z'))).toBe('2026-07-06T09:00:00.250+01:00');
  });

  test('a wall time survives the change of the clocks', () => {
    const ours = calendar.divisions['england-and-wales'];
    expect(formatIsoUtc(addWorkingDays(at('2026-03-27T09:00:00Z'), 1, ours))).toBe('2026-03-30T08:00:00.000Z');
    expect(formatIsoUtc(moveToNextWorkingDay(at('2026-10-23T08:00:00Z'), ours))).toBe('2026-10-26T09:00:00.000Z');
    expect(formatIsoUtc(addDays(at('2026-03-28T09:00:00Z'), 1))).toBe('2026-03-29T08:00:00.000Z');
    expect(formatIsoUtc(setLondonTime(at('2026-07-05T23:30:00Z'), '09:00'))).toBe('2026-07-06T08:00:00.000Z');
  });
});

test.each([
  ['2026-01-05T09:00:00Z', '2026-01-05T09:00:00.000Z'],
  ['2026-01-05t09:00:00z', '2026-01-05T09:00:00.000Z'],
  ['2025-02-11T12:56:29.006+0000', '2025-02-11T12:56:29.006Z'],
  ['2025-02-11T11:40:48.407241+00:00', '2025-02-11T11:40:48.407Z'],
  ['2026-07-06T09:00:00.5+01:00', '2026-07-06T08:00:00.500Z'],
  ['2026-07-06T09:00:00-05:30', '2026-07-06T14:30:00.000Z'],
  ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
])('the instant %s', (text, utc) => {
  expect(formatIsoUtc(parseInstant(text) as number)).toBe(utc);
});

test.each([
  '',
  '2026-01-05',
  '2026-01-05T09:00:00',
  '2026-01-05T09:00Z',
  '2026-02-29T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '2026-00-10T00:00:00Z',
  '2026-01-05T24:00:00Z',
  '2026-01-05T09:60:00Z',
  '2026-01-05T09:00:00+25:00',
  '2026-01-05T09:00:00+01:99',
  ' 2026-01-05T09:00:00Z',
  '+02026-01-05T09:00:00Z',
  'yesterday',
])('not an instant: "%s"', (text) => {
  expect(parseInstant(text)).toBeUndefined();
});

test.each([
  ['P10D', { days: 10, milliseconds: 0 }],
  ['P2W', { days: 14, milliseconds: 0 }],
  ['PT4H', { days: 0, milliseconds: 4 * 3_600_000 }],
  ['P1DT2H30M5S', { days: 1, milliseconds: 9_005_000 }],
  ['10 working days', { workingDays: 10 }],
  ['1 working day', { workingDays: 1 }],
  ['6 days', { days: 6, milliseconds: 0 }],
  ['1 week', { days: 7, milliseconds: 0 }],
  ['4 hours', { days: 0, milliseconds: 4 * 3_600_000 }],
  ['30 minutes', { days: 0, milliseconds: 1_800_000 }],
  ['45 Seconds', { days: 0, milliseconds: 45_000 }],
])('the duration %s', (text, duration) => {
  expect(parseDuration(text)).toEqual(duration);
});

test.each(['', 'P', 'PT', 'P1DT', 'P1M', 'P-1D', '-3 days', 'ten days', '1.5 days', '3 fortnights', 'days'])(
  'not a duration: "%s"',
  (text) => {
    expect(parseDuration(text)).toBeUndefined();
  },
);

test('durations are added in London time', () => {
  const ours = calendar.divisions.scotland;
  const friday = at('2026-03-27T09:00:00Z');
  expect(formatIsoUtc(addDuration(friday, { days: 3, milliseconds: 60_000 }, ours))).toBe('2026-03-30T08:01:00.000Z');
  expect(formatIsoUtc(addDuration(friday, { workingDays: 1 }, ours))).toBe('2026-03-30T08:00:00.000Z');
  expect(formatIsoUtc(addDuration(friday, { days: 0, milliseconds: 72 * 3_600_000 }, ours))).toBe(
    '2026-03-30T09:00:00.000Z',
  );
});

describe('today, as the start of a sandbox, is never another day', () => {
  test.each([
    ['a working day, early', '2026-01-06T08:59:59Z', '2026-01-06T09:00:00Z'],
    ['a working day, on the dot', '2026-01-06T09:00:00Z', '2026-01-06T09:00:00Z'],
    ['a working day, after nine', '2026-01-06T09:00:01Z', '2026-01-06T09:00:00Z'],
    ['Friday evening', '2026-01-09T23:59:59Z', '2026-01-09T09:00:00Z'],
    ['a Sunday', '2026-01-11T07:00:00Z', '2026-01-11T09:00:00Z'],
    ['Christmas', '2026-12-25T17:00:00Z', '2026-12-25T09:00:00Z'],
    ['the day of the change to summer time', '2026-03-29T12:00:00Z', '2026-03-29T08:00:00Z'],
    ['the evening before, in London already the next day', '2026-06-30T23:30:00Z', '2026-07-01T08:00:00Z'],
  ])('%s', (_, now, start) => {
    expect(formatIsoUtc(parseStartInstant('today', at(now)) as number)).toBe(formatIsoUtc(at(start)));
  });

  test.each([
    ['2026-12-25', '2026-12-25T09:00:00Z'],
    ['2026-07-01', '2026-07-01T08:00:00Z'],
    ['2026-03-29', '2026-03-29T08:00:00Z'],
    ['2026-03-01T12:00:00+00:00', '2026-03-01T12:00:00Z'],
    ['2026-02-30', undefined],
    ['2026-13-01', undefined],
    ['2026-1-5', undefined],
    ['tomorrow', undefined],
    ['', undefined],
  ])('a date is 09:00 in London, an instant itself, anything else nothing: %s', (text, start) => {
    expect(parseStartInstant(text, 0)).toBe(start === undefined ? undefined : at(start));
  });
});
