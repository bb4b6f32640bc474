import type { DivisionCalendar } from '#domain/calendar/working-calendar';
import type { DomainEvent, Instant } from '#domain/core/sandbox-state';
import { SandboxState } from '#engine/state/sandbox-state';
import { type AdvanceCommand, type AdvanceGoal, parseGoal } from '#engine/time/advance-goal';
import { tick } from '#engine/time/tick';
import { ControlRequestError } from '#runtime/control-request-error';
import type { DeliveryWindow, ParkedEvent } from '#runtime/delivery/sandbox-queue';
import type { LiveSandbox } from './live-sandbox.ts';

export interface AdvanceOutcome {
  readonly from: Instant;
  readonly to: Instant;
  readonly happened: readonly DomainEvent[];
  /** `limit`: the step limit was reached. `nothing-due`: nothing is due that could reach the goal. */
  readonly stopped?: 'limit' | 'nothing-due';
  readonly steps: number;
  readonly parked: readonly ParkedEvent[];
}

export interface AdvanceLimits {
  readonly maxSteps: number;
  readonly maxYears: number;
}

const defaultAdvanceLimits: AdvanceLimits = { maxSteps: 1_000_000, maxYears: 10 };
/** Steps before yielding to the event loop, so that other requests are served during a long advance. */
const stepsPerYield = 500;

/** The part of delivery that an advance needs. */
export interface DeliveryWindows {
  beginAdvance(sandboxId: string, options: { readonly park: boolean }): DeliveryWindow;
}

const yieldToEventLoop = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Advances the clock: applies the next due instant, waits for its deliveries, and continues. It never jumps, so one
 * call of 40 days and forty calls of one day apply the same steps in the same order. Throws {@link
 * ControlRequestError}: 400 or 422 for an unusable goal, 409 while another advance runs.
 */
export async function advanceClock(
  sandbox: LiveSandbox,
  request: AdvanceCommand,
  delivery: DeliveryWindows,
  calendar: DivisionCalendar,
  limits = defaultAdvanceLimits,
): Promise<AdvanceOutcome> {
  sandbox.catchUp();
  const goal = goalFromRequest(sandbox, request, calendar, limits);
  if (!sandbox.tryBeginAdvance())
    throw new ControlRequestError(409, 'Another advance of this clock is running; wait until it ends', [], {
      code: 'ETHERBOX_ADVANCE_IN_PROGRESS',
    });
  const window = delivery.beginAdvance(sandbox.id, { park: request.deliver === 'park' });
  try {
    const reached = await advanceToGoal(sandbox, goal, window, limits.maxSteps).catch(async (error: unknown) => {
      // A failed advance must not leave callbacks parked until the next one.
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
  window: DeliveryWindow,
  maxSteps: number,
): Promise<AdvanceProgress> {
  const from = sandbox.virtualNow;
  const until = goal.instant ?? Number.MAX_SAFE_INTEGER;
  const happened: DomainEvent[] = [];
  let steps = 0;
  let reportedCount = 0;
  // What is due at the current instant is applied before the advance begins.
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
      // Wait for the store first: if it refuses, the steps are rolled back and would be applied again and again.
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
    return { from, to: sandbox.virtualNow, happened, steps, ...(stopped ? { stopped } : {}) };
  }
}

/**
 * Computes the result of an advance on a copy; callbacks count as delivered at once. Like an advance, it lets other
 * requests in between and stops where an advance would stop.
 */
export async function previewAdvance(
  sandbox: LiveSandbox,
  request: AdvanceCommand,
  calendar: DivisionCalendar,
  limits = defaultAdvanceLimits,
): Promise<AdvanceProgress> {
  sandbox.catchUp();
  const goal = goalFromRequest(sandbox, request, calendar, limits);
  const { referenceData, virtualNow: from } = sandbox;
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
    sandbox.virtualNow,
    calendar,
    sandbox.sandboxState,
    maxYears,
    sandbox.referenceData.journeys.journeys,
  );
  if (!('pointer' in goal)) return goal;
  throw new ControlRequestError(
    goal.pointer === '/by' || goal.pointer === '/to' ? 422 : 400,
    'Invalid advance; the clock did not move',
    [goal],
  );
}
