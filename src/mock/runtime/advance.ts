import type { Happening, Instant } from '../domain/sandbox.ts';
import type { DivisionCalendar } from '../domain/working-calendar.ts';
import { Documents } from '../engine/documents.ts';
import { type AdvanceRequest, type Goal, readGoal } from '../engine/goal.ts';
import { tick } from '../engine/tick.ts';
import type { LiveSandbox } from './live-sandbox.ts';
import { Refusal } from './refusal.ts';

export interface Advanced {
  readonly from: Instant;
  readonly to: Instant;
  readonly happened: readonly Happening[];
  /** `limit`: a million steps were taken. `nothing-due`: what was waited for will never happen by itself. */
  readonly stopped?: 'limit' | 'nothing-due';
  readonly steps: number;
  readonly parked: readonly Parked[];
}

export interface AdvanceLimits {
  readonly steps: number;
  readonly years: number;
}

const usual: AdvanceLimits = { steps: 1_000_000, years: 10 };
/** Steps between two looks at the sockets, so that other requests are served while a long way is walked. */
const stepsPerTurn = 500;

/** A callback that was due and was left for later, and why. */
export interface Parked {
  readonly eventId: string;
  readonly orderId: string;
  readonly reason: string;
}

/** What the walk needs of whoever sends callbacks. */
export interface Delivery {
  beginAdvance(sandboxId: string, options: { readonly park: boolean }): DeliveryWindow;
}

export interface DeliveryWindow {
  /** Resolves when each attempt that is due has an outcome that is recorded. */
  idle(): Promise<void>;
  /** Ends the window and lists what was parked in it. */
  end(): Promise<readonly Parked[]>;
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Walks the clock: the next due instant, everything due then, its deliveries, and on. It never jumps, so one call of 40
 * days and forty calls of one day apply the same steps in the same order.
 */
export async function advance(
  live: LiveSandbox,
  request: AdvanceRequest,
  delivery: Delivery,
  calendar: DivisionCalendar,
  limits = usual,
): Promise<Advanced> {
  live.catchUp();
  const goal = goalOf(live, request, calendar, limits);
  if (!live.beginWalk())
    throw new Refusal(409, 'The clock of this sandbox is being advanced already; wait for that to return');
  const window = delivery.beginAdvance(live.id, { park: request.deliver === 'park' });
  try {
    const walked = await walk(live, goal, window, limits.steps).catch(async (error: unknown) => {
      // Refused half way, it must not leave callbacks parked for as long as nobody advances again.
      await window.end().catch(() => undefined);
      throw error;
    });
    return { ...walked, parked: await window.end() };
  } finally {
    live.endWalk();
  }
}

type Walked = Omit<Advanced, 'parked'>;

async function walk(live: LiveSandbox, goal: Goal, window: DeliveryWindow, mostSteps: number): Promise<Walked> {
  const from = live.now;
  const until = goal.instant ?? Number.MAX_SAFE_INTEGER;
  const happened: Happening[] = [];
  let steps = 0;
  let seen = 0;
  // What is due at this very instant belongs to the present, not to the way ahead.
  live.settle();
  await window.idle();
  for (;;) {
    if (goal.instant === undefined && goal.reached(live.documents, happened.slice(seen))) return done();
    seen = happened.length;
    const due = live.documents.nextDue()?.due;
    if (due === undefined || due > until) break;
    for (let ticked = live.tick(due); ticked; ticked = live.tick(due)) {
      for (const one of ticked) happened.push(one);
      steps += 1;
      // Taken back, the same steps would be due again, and be walked again and again.
      if (steps % stepsPerTurn === 0) await live.durable().then(turn);
      if (steps >= mostSteps) break;
    }
    await live.durable();
    if (steps >= mostSteps) return done('limit');
    await window.idle();
  }
  if (goal.instant === undefined) return done('nothing-due');
  live.moveClock(goal.instant);
  await live.durable();
  return done();

  function done(stopped?: Advanced['stopped']): Walked {
    return { from, to: live.now, happened, steps, ...(stopped ? { stopped } : {}) };
  }
}

/**
 * What an advance would do, on a copy; callbacks that would be sent count as sent at once. As an advance it lets other
 * requests in between, and ends where an advance would end.
 */
export async function preview(
  live: LiveSandbox,
  request: AdvanceRequest,
  calendar: DivisionCalendar,
  limits = usual,
): Promise<Walked> {
  live.catchUp();
  const goal = goalOf(live, request, calendar, limits);
  const { ground, now: from } = live;
  const copy = new Documents(live.documents.version, live.documents.all());
  const until = goal.instant ?? Number.MAX_SAFE_INTEGER;
  const happened: Happening[] = [];
  let steps = 0;
  let seen = 0;
  const walked = (to: Instant, stopped?: Advanced['stopped']): Walked => ({
    from,
    to,
    happened,
    steps,
    ...(stopped ? { stopped } : {}),
  });
  const take = (due: Instant) => {
    const ticked = tick(copy, ground, due);
    if (ticked) copy.apply(ticked.change);
    return ticked;
  };
  while (take(from));
  for (let at = from; ; ) {
    if (goal.instant === undefined && goal.reached(copy, happened.slice(seen))) return walked(at);
    seen = happened.length;
    const due = copy.nextDue()?.due;
    if (due === undefined || due > until)
      return goal.instant === undefined ? walked(at, 'nothing-due') : walked(goal.instant);
    for (let ticked = take(due); ticked; ticked = take(due)) {
      at = ticked.at;
      for (const one of ticked.happened) happened.push(one);
      steps += 1;
      if (steps % stepsPerTurn === 0) await turn();
      if (steps >= limits.steps) return walked(at, 'limit');
    }
  }
}

function goalOf(
  live: LiveSandbox,
  request: AdvanceRequest,
  calendar: DivisionCalendar,
  { years }: AdvanceLimits,
): Goal {
  const goal = readGoal(request, live.now, calendar, live.documents, years, live.ground.journeys.journeys);
  if (!('pointer' in goal)) return goal;
  throw new Refusal(goal.pointer === '/by' || goal.pointer === '/to' ? 422 : 400, 'The clock was not moved', [goal]);
}
