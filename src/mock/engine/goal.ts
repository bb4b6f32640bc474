import { nearest } from '../domain/nearest.ts';
import type { Fault } from '../domain/problem.ts';
import type { Journey } from '../domain/product-order/journey.ts';
import { events, progress } from '../domain/product-order/order-documents.ts';
import { nextStates } from '../domain/product-order/order-state.ts';
import type { Happening, Instant } from '../domain/sandbox.ts';
import type { DivisionCalendar } from '../domain/working-calendar.ts';
import { addDuration, parseDuration, parseInstant } from '../domain/working-time.ts';
import type { Documents } from './documents.ts';

/** How far a clock is asked to go: to an instant, or until something has happened. */
export interface Goal {
  /** No step due later than this is applied, and the clock stands here at the end when nothing else stopped it. */
  readonly instant: Instant | undefined;
  /** True once what was waited for has happened; asked at the end of each instant with what happened at it. */
  readonly reached: (documents: Documents, happened: readonly Happening[]) => boolean;
}

export interface AdvanceRequest {
  readonly by?: string;
  readonly to?: string;
  readonly until?: 'next-milestone' | 'next-event' | 'completion' | OrderGoal;
  readonly preview?: boolean;
  readonly deliver?: 'now' | 'park';
}

export interface OrderGoal {
  readonly orderId: string;
  readonly milestone?: string;
  readonly state?: string;
}

/** With its leap days. */
const yearsMs = (years: number): number => Math.ceil(years * 365.25) * 24 * 3_600_000;

const never = () => false;

/** The goal that a request names, or what is wrong with it. */
export function readGoal(
  request: AdvanceRequest,
  now: Instant,
  calendar: DivisionCalendar,
  documents: Documents,
  mostYears = 10,
  journeys: readonly Journey[] = [],
): Goal | Fault {
  const said = [request.by, request.to, request.until].filter((value) => value !== undefined);
  if (said.length !== 1) {
    return {
      pointer: '',
      got: Object.keys(request).join(', '),
      expected: 'exactly one of by, to, until',
      rule: 'one way to advance',
    };
  }
  if (request.by !== undefined) return byDuration(request.by, now, calendar, mostYears);
  if (request.to !== undefined) return toInstant(request.to, now, mostYears);
  return untilGoal(request.until as NonNullable<AdvanceRequest['until']>, now, documents, journeys);
}

function byDuration(by: string, now: Instant, calendar: DivisionCalendar, mostYears: number): Goal | Fault {
  const duration = parseDuration(by);
  if (!duration) {
    return {
      pointer: '/by',
      got: by.slice(0, 80),
      expected: '"10 working days", "6 days", "1 week", "4 hours", "30 minutes", P10D or PT4H',
      rule: 'a duration',
    };
  }
  return within('/by', by, addDuration(now, duration, calendar), now, mostYears);
}

function toInstant(to: string, now: Instant, mostYears: number): Goal | Fault {
  const instant = parseInstant(to);
  if (instant === undefined)
    return {
      pointer: '/to',
      got: to.slice(0, 80),
      expected: 'an RFC 3339 instant such as 2026-02-02T09:00:00Z',
      rule: 'an instant',
    };
  if (instant < now)
    return {
      pointer: '/to',
      got: to,
      expected: `an instant not before ${new Date(now).toISOString()}: the clock only goes forward`,
      rule: 'forward only',
    };
  return within('/to', to, instant, now, mostYears);
}

function within(pointer: string, got: string, instant: Instant, now: Instant, mostYears: number): Goal | Fault {
  if (instant - now > yearsMs(mostYears))
    return { pointer, got, expected: `at most ${mostYears} years in one call`, rule: 'clock advance limit' };
  return { instant, reached: never };
}

function untilGoal(
  until: NonNullable<AdvanceRequest['until']>,
  now: Instant,
  documents: Documents,
  journeys: readonly Journey[],
): Goal | Fault {
  if (typeof until === 'object') return orderGoal(until, documents, journeys);
  const instant = undefined;
  switch (until) {
    case 'next-milestone':
      return { instant, reached: (_, happened) => happened.some(({ milestone }) => milestone !== undefined) };
    case 'next-event':
      return { instant, reached: (_, happened) => happened.some(({ eventId }) => eventId !== undefined) };
    case 'completion':
      return { instant, reached: (at) => at.countBy(progress, 'open', 'open') === 0 };
    default:
      return {
        pointer: '/until',
        got: String(until).slice(0, 80),
        expected: `next-milestone, next-event, completion or {orderId, milestone | state} (now ${new Date(now).toISOString()})`,
        rule: 'a goal',
      };
  }
}

function orderGoal(
  { orderId, milestone, state }: OrderGoal,
  documents: Documents,
  journeys: readonly Journey[],
): Goal | Fault {
  if (!documents.get(progress, orderId))
    return {
      pointer: '/until/orderId',
      got: orderId,
      expected: 'the id of an order of this sandbox',
      rule: 'a known order',
    };
  if ((milestone === undefined) === (state === undefined)) {
    return { pointer: '/until', expected: 'exactly one of milestone, state', rule: 'one goal' };
  }
  const unknown =
    state === undefined
      ? notOne('/until/milestone', milestone as string, milestonesOf(journeys))
      : notOne('/until/state', state, orderStates);
  if (unknown) return unknown;
  if (state !== undefined) return { instant: undefined, reached: (at) => at.get(progress, orderId)?.state === state };
  // What lies behind every item will not happen again: the clock stays where it is instead of running to the end.
  const behind = isBehind(orderId, milestone as string, documents);
  return {
    instant: undefined,
    reached: (_, happened) => behind || happened.some((one) => one.orderId === orderId && one.milestone === milestone),
  };
}

/** What never comes would be waited for until the order has ended. */
function notOne(pointer: string, got: string, known: readonly string[]): Fault | undefined {
  if (known.length === 0 || known.includes(got)) return undefined;
  const meant = nearest(got, known);
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  return { pointer, got: got.slice(0, 80), expected: `one of ${known.join(', ')}${hint}`, rule: 'a goal that exists' };
}

export const orderStates: readonly string[] = Object.keys(nextStates);

/** Every milestone that an item can come to, whichever way it goes. */
export function milestonesOf(journeys: readonly Journey[]): readonly string[] {
  const steps = journeys.flatMap(({ actions, troubles }) => [
    ...Object.values(actions).flatMap(({ steps, amend, cancel }) => [
      ...steps,
      ...(amend?.steps ?? []),
      ...(cancel?.steps ?? []),
    ]),
    ...troubles.flatMap((trouble) => trouble.steps ?? []),
  ]);
  return [...new Set(steps.flatMap(({ milestone }) => milestone ?? []))];
}

function isBehind(orderId: string, milestone: string, documents: Documents): boolean {
  const told = documents.find(events, 'orderId', orderId).map(([, { facts }]) => facts.items);
  const count = documents.get(progress, orderId)?.items.length ?? 0;
  return Array.from({ length: count }, (_, at) => at).every((at) =>
    told.some((items) => items[at]?.milestone === milestone),
  );
}
