import type { DivisionCalendar } from '#domain/calendar/working-calendar';
import type { DomainEvent, Instant } from '#domain/core/sandbox-state';
import { SandboxState } from '#engine/state/sandbox-state';
import { type AdvanceCommand, type AdvanceGoal, parseGoal } from '#engine/time/advance-goal';
import { tick } from '#engine/time/tick';
import { ControlRequestError } from '#runtime/control-request-error';
import type { LiveSandbox } from './live-sandbox.ts';

export interface AdvanceOutcome {
  readonly from: Instant;
  readonly to: Instant;
  readonly happened: readonly DomainEvent[];
  /** `limit`: a million steps were taken. `nothing-due`: what was waited for will never happen by itself. */
  readonly stopped?: 'limit' | 'nothing-due';
  readonly steps: number;
  readonly parked: readonly AdvanceParkedEvent[];
}

export interface AdvanceLimits {
  readonly maxSteps: number;
  readonly maxYears: number;
}

const defaultAdvanceLimits: AdvanceLimits = { maxSteps: 1_000_000, maxYears: 10 };
/** Steps between two looks at the sockets, so that other requests are served while a long way is walked. */
const stepsPerYield = 500;

/** A callback that was due and was left for later, and why. */
export interface AdvanceParkedEvent {
  readonly eventId: string;
  readonly orderId: string;
  readonly reason: string;
}

/** What the walk needs of whoever sends callbacks. */
export interface AdvanceDelivery {
  beginAdvance(sandboxId: string, options: { readonly park: boolean }): AdvanceDeliveryWindow;
}

export interface AdvanceDeliveryWindow {
  /** Resolves when each attempt that is due has an outcome that is recorded. */
  idle(): Promise<void>;
  /** Ends the window and lists what was parked in it. */
  end(): Promise<readonly AdvanceParkedEvent[]>;
}

const yieldToEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Walks the clock: the next due instant, everything due then, its deliveries, and on. It never jumps, so one call of 40
 * days and forty calls of one day apply the same steps in the same order.
 */
export async function advanceClock(
  sandbox: LiveSandbox,
  request: AdvanceCommand,
  delivery: AdvanceDelivery,
  calendar: DivisionCalendar,
  limits = defaultAdvanceLimits,
): Promise<AdvanceOutcome> {
  sandbox.catchUp();
  const goal = goalFromRequest(sandbox, request, calendar, limits);
  if (!sandbox.tryBeginAdvance())
    throw new ControlRequestError(409, 'The clock of this sandbox is being advanced already; wait for that to return');
  const window = delivery.beginAdvance(sandbox.id, { park: request.deliver === 'park' });
  try {
    const reached = await advanceToGoal(sandbox, goal, window, limits.maxSteps).catch(async (error: unknown) => {
      // Refused half way, it must not leave callbacks parked for as long as nobody advances again.
      await window.end().catch(() => undefined);
      throw error;
    });
    return { ...reached, parked: await window.end() };
  } finally {
    sandbox.endAdvance();
  }
}

type AdvanceProgress = Omit<AdvanceOutcome, 'parked'>;

async function advanceToGoal(
  sandbox: LiveSandbox,
  goal: AdvanceGoal,
  window: AdvanceDeliveryWindow,
  maxSteps: number,
): Promise<AdvanceProgress> {
  const from = sandbox.now;
  const until = goal.instant ?? Number.MAX_SAFE_INTEGER;
  const happened: DomainEvent[] = [];
  let steps = 0;
  let reportedCount = 0;
  // What is due at this very instant belongs to the present, not to the way ahead.
  sandbox.applyDueNow();
  await window.idle();
  for (;;) {
    if (goal.instant === undefined && goal.isReached(sandbox.sandboxState, happened.slice(reportedCount)))
      return finish();
    reportedCount = happened.length;
    const due = sandbox.sandboxState.nextDue()?.due;
    if (due === undefined || due > until) break;
    for (let emitted = sandbox.applyNextDue(due); emitted; emitted = sandbox.applyNextDue(due)) {
      for (const event of emitted) happened.push(event);
      steps += 1;
      // Taken back, the same steps would be due again, and be walked again and again.
      if (steps % stepsPerYield === 0) await sandbox.whenDurable().then(yieldToEventLoop);
      if (steps >= maxSteps) break;
    }
    await sandbox.whenDurable();
    if (steps >= maxSteps) return finish('limit');
    await window.idle();
  }
  if (goal.instant === undefined) return finish('nothing-due');
  sandbox.advanceClockTo(goal.instant);
  await sandbox.whenDurable();
  return finish();

  function finish(stopped?: AdvanceOutcome['stopped']): AdvanceProgress {
    return { from, to: sandbox.now, happened, steps, ...(stopped ? { stopped } : {}) };
  }
}

/**
 * What an advance would do, on a copy; callbacks that would be sent count as sent at once. As an advance it lets other
 * requests in between, and ends where an advance would end.
 */
export async function previewAdvance(
  sandbox: LiveSandbox,
  request: AdvanceCommand,
  calendar: DivisionCalendar,
  limits = defaultAdvanceLimits,
): Promise<AdvanceProgress> {
  sandbox.catchUp();
  const goal = goalFromRequest(sandbox, request, calendar, limits);
  const { referenceData, now: from } = sandbox;
  const copy = new SandboxState(sandbox.sandboxState.version, sandbox.sandboxState.all());
  const until = goal.instant ?? Number.MAX_SAFE_INTEGER;
  const happened: DomainEvent[] = [];
  let steps = 0;
  let reportedCount = 0;
  const finish = (to: Instant, stopped?: AdvanceOutcome['stopped']): AdvanceProgress => ({
    from,
    to,
    happened,
    steps,
    ...(stopped ? { stopped } : {}),
  });
  const applyNext = (due: Instant) => {
    const ticked = tick(copy, referenceData, due);
    if (ticked) copy.apply(ticked.changeSet);
    return ticked;
  };
  while (applyNext(from));
  for (let current = from; ; ) {
    if (goal.instant === undefined && goal.isReached(copy, happened.slice(reportedCount))) return finish(current);
    reportedCount = happened.length;
    const due = copy.nextDue()?.due;
    if (due === undefined || due > until)
      return goal.instant === undefined ? finish(current, 'nothing-due') : finish(goal.instant);
    for (let ticked = applyNext(due); ticked; ticked = applyNext(due)) {
      current = ticked.instant;
      for (const event of ticked.emitted) happened.push(event);
      steps += 1;
      if (steps % stepsPerYield === 0) await yieldToEventLoop();
      if (steps >= limits.maxSteps) return finish(current, 'limit');
    }
  }
}

function goalFromRequest(
  sandbox: LiveSandbox,
  request: AdvanceCommand,
  calendar: DivisionCalendar,
  { maxYears }: AdvanceLimits,
): AdvanceGoal {
  const goal = parseGoal(
    request,
    sandbox.now,
    calendar,
    sandbox.sandboxState,
    maxYears,
    sandbox.referenceData.journeys.journeys,
  );
  if (!('pointer' in goal)) return goal;
  throw new ControlRequestError(
    goal.pointer === '/by' || goal.pointer === '/to' ? 422 : 400,
    'The clock was not moved',
    [goal],
  );
}
