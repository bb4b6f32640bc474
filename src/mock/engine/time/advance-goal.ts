import type { DivisionCalendar } from '#domain/calendar/working-calendar';
import {
  addDuration,
  isLongerThan,
  lastInstant,
  parseDuration,
  parseInstant,
  yearsToMs,
} from '#domain/calendar/working-time';
import { closestMatch } from '#domain/core/closest-match';
import type { DomainEvent, Instant } from '#domain/core/sandbox-state';
import type { Violation } from '#domain/core/violation';
import { allowedTransitions } from '#domain/journey/item-state';
import type { Journey } from '#domain/journey/journey';
import { progress } from '#domain/product-order/order-documents';
import { events } from '#domain/timeline/event';
import type { SandboxState } from '#engine/state/sandbox-state';

/** How far a clock is to advance: to an instant, or until something has happened. */
export interface AdvanceGoal {
  /** No step that is due later is applied; the clock ends here unless something else stopped it. */
  readonly instant: Instant | undefined;
  /** True once the awaited event has happened; called at the end of each instant with its events. */
  readonly isReached: (sandboxState: SandboxState, emitted: readonly DomainEvent[]) => boolean;
}

export interface AdvanceCommand {
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

const neverReached = () => false;

/** The goal that a request names, or what is wrong with it. */
export function parseGoal(
  request: AdvanceCommand,
  now: Instant,
  calendar: DivisionCalendar,
  sandboxState: SandboxState,
  maxYears = 10,
  journeys: readonly Journey[] = [],
): AdvanceGoal | Violation {
  const given = [request.by, request.to, request.until].filter((value) => value !== undefined);
  if (given.length !== 1) {
    return {
      pointer: '',
      got: Object.keys(request).join(', '),
      expected: 'exactly one of by, to, until',
      rule: 'one way to advance',
    };
  }
  if (request.by !== undefined) return goalByDuration(request.by, now, calendar, maxYears);
  if (request.to !== undefined) return goalToInstant(request.to, now, maxYears);
  return goalUntil(request.until as NonNullable<AdvanceCommand['until']>, now, sandboxState, journeys);
}

function goalByDuration(
  by: string,
  now: Instant,
  calendar: DivisionCalendar,
  maxYears: number,
): AdvanceGoal | Violation {
  const duration = parseDuration(by);
  if (!duration) {
    return {
      pointer: '/by',
      got: by.slice(0, 80),
      expected: '"10 working days", "6 days", "1 week", "4 hours", "30 minutes", P10D or PT4H',
      rule: 'a duration',
    };
  }
  // Before the calendar is walked: a hundred million working days would take seconds to count.
  if (isLongerThan(duration, yearsToMs(maxYears))) return tooFar('/by', by, maxYears);
  return goalWithinLimit('/by', by, addDuration(now, duration, calendar), now, maxYears);
}

function goalToInstant(to: string, now: Instant, maxYears: number): AdvanceGoal | Violation {
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
  return goalWithinLimit('/to', to, instant, now, maxYears);
}

function goalWithinLimit(
  pointer: string,
  got: string,
  instant: Instant,
  now: Instant,
  maxYears: number,
): AdvanceGoal | Violation {
  if (instant - now > yearsToMs(maxYears)) return tooFar(pointer, got, maxYears);
  if (instant > lastInstant)
    return { pointer, got, expected: 'an instant before the year 10000', rule: 'clock advance limit' };
  return { instant, isReached: neverReached };
}

function tooFar(pointer: string, got: string, maxYears: number): Violation {
  return { pointer, got, expected: `at most ${maxYears} years in one call`, rule: 'clock advance limit' };
}

function goalUntil(
  until: NonNullable<AdvanceCommand['until']>,
  now: Instant,
  sandboxState: SandboxState,
  journeys: readonly Journey[],
): AdvanceGoal | Violation {
  if (typeof until === 'object') return goalOfOrder(until, sandboxState, journeys);
  const instant = undefined;
  switch (until) {
    case 'next-milestone':
      return { instant, isReached: (_, emitted) => emitted.some(({ milestone }) => milestone !== undefined) };
    case 'next-event':
      return { instant, isReached: (_, emitted) => emitted.some(({ eventId }) => eventId !== undefined) };
    case 'completion':
      return { instant, isReached: (current) => current.countBy(progress, 'open', 'open') === 0 };
    default:
      return {
        pointer: '/until',
        got: String(until).slice(0, 80),
        expected: `next-milestone, next-event, completion or {orderId, milestone | state} (now ${new Date(now).toISOString()})`,
        rule: 'a goal',
      };
  }
}

function goalOfOrder(
  { orderId, milestone, state }: OrderGoal,
  sandboxState: SandboxState,
  journeys: readonly Journey[],
): AdvanceGoal | Violation {
  if (!sandboxState.get(progress, orderId))
    return {
      pointer: '/until/orderId',
      got: orderId,
      expected: 'the id of an order of this sandbox',
      rule: 'a known order',
    };
  if ((milestone === undefined) === (state === undefined)) {
    return { pointer: '/until', expected: 'exactly one of milestone, state', rule: 'one goal' };
  }
  const violation =
    state === undefined
      ? checkKnownName('/until/milestone', milestone as string, listMilestones(journeys))
      : checkKnownName('/until/state', state, allOrderStates);
  if (violation) return violation;
  if (state !== undefined)
    return { instant: undefined, isReached: (current) => current.get(progress, orderId)?.state === state };
  // A milestone that every item has passed will not happen again: the clock stays instead of running to the end.
  const isPassed = isMilestonePassed(orderId, milestone as string, sandboxState);
  return {
    instant: undefined,
    isReached: (_, emitted) =>
      isPassed || emitted.some((event) => event.orderId === orderId && event.milestone === milestone),
  };
}

/** A milestone that no item can reach would be awaited until the order has ended. */
function checkKnownName(pointer: string, got: string, known: readonly string[]): Violation | undefined {
  if (known.length === 0 || known.includes(got)) return undefined;
  const suggestion = closestMatch(got, known);
  const suggestionText = suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`;
  return {
    pointer,
    got: got.slice(0, 80),
    expected: `one of ${known.join(', ')}${suggestionText}`,
    rule: 'a goal that exists',
  };
}

export const allOrderStates: readonly string[] = Object.keys(allowedTransitions);

/** Every milestone that an item can reach, on any path. */
export function listMilestones(journeys: readonly Journey[]): readonly string[] {
  const steps = journeys.flatMap(({ actions, setbacks }) => [
    ...Object.values(actions).flatMap(({ steps, amend, cancel }) => [
      ...steps,
      ...(amend?.steps ?? []),
      ...(cancel?.steps ?? []),
    ]),
    ...setbacks.flatMap((setback) => setback.steps ?? []),
  ]);
  return [...new Set(steps.flatMap(({ milestone }) => milestone ?? []))];
}

function isMilestonePassed(orderId: string, milestone: string, sandboxState: SandboxState): boolean {
  const emittedItems = sandboxState.find(events, 'orderId', orderId).map(([, { facts }]) => facts.items);
  const count = sandboxState.get(progress, orderId)?.items.length ?? 0;
  return Array.from({ length: count }, (_, itemIndex) => itemIndex).every((itemIndex) =>
    emittedItems.some((items) => items[itemIndex]?.milestone === milestone),
  );
}
