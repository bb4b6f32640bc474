import { formatIsoUtcShort } from '#domain/calendar/working-time';
import type { Clock, DomainEvent } from '#domain/core/sandbox-state';
import { events } from '#domain/timeline/event';
import type { AdvanceCommand } from '#engine/time/advance-goal';
import { ControlRequestError } from '#runtime/control-request-error';
import { type AdvanceOutcome, advanceClock, previewAdvance } from '#runtime/sandboxes/advance';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import { type ControlCall, type ControlHandlers, ok, type PageRange, readPageRange } from './control-call.ts';
import type { ControlDependencies } from './control-dependencies.ts';
import { clockView } from './sandbox-views.ts';

interface RecordedAdvance {
  readonly number: number;
  readonly advanced: AdvanceOutcome;
}

/** The latest advances of one sandbox, as many as fit in memory, for later pages of their results. */
interface AdvanceLog {
  lastNumber: number;
  recorded: RecordedAdvance[];
}

const maxRecordedAdvances = 20;
const maxRecordedEvents = 200_000;
const firstPageRange: PageRange = { offset: 0, limit: 1000 };

/** Handlers of the clock operations. */
export function clockHandlers(dependencies: ControlDependencies): ControlHandlers {
  const { sandboxes } = dependencies;
  const advanceLimits = { maxSteps: sandboxes.limits.advanceSteps, maxYears: sandboxes.limits.advanceYears };
  const advanceLogs = new Map<string, AdvanceLog>();
  sandboxes.watchRemoved((id) => advanceLogs.delete(id));
  const sandboxOf = ({ params }: ControlCall) => sandboxes.getOrThrow(params.sandboxId as string);
  return {
    retrieveClock: (call) => ok(clockView(sandboxOf(call))),
    async updateClock(call) {
      const live = sandboxOf(call);
      return ok(clockView(await sandboxes.setClock(live.id, checkClockUpdate(call.body as ClockUpdate))));
    },
    async advanceClock(call) {
      const live = sandboxOf(call);
      const request = call.body as AdvanceCommand;
      if (request.preview) {
        const previewed = await previewAdvance(live, request, live.calendar, advanceLimits);
        return ok({ preview: true, ...advanceView({ ...previewed, parked: [] }, firstPageRange) });
      }
      const advanced = await advanceClock(live, request, dependencies.deliveryService, live.calendar, advanceLimits);
      const entry = recordAdvance(advanceLogs, live.id, advanced);
      return ok({ advance: entry.number, ...completedAdvanceView(live, entry.advanced, firstPageRange) });
    },
    retrieveAdvance(call) {
      const live = sandboxOf(call);
      const requestedNumber = call.params.advance as string;
      const entry = advanceLogs.get(live.id)?.recorded.find(({ number }) => String(number) === requestedNumber);
      if (!entry) throw new ControlRequestError(404, 'Advance not found');
      return ok({ advance: entry.number, ...completedAdvanceView(live, entry.advanced, readPageRange(call)) });
    },
    retrieveTimeline(call) {
      const timeline = dependencies.timeline(sandboxOf(call), call.params.orderId as string);
      if (!timeline) throw new ControlRequestError(404, 'Order not found');
      return ok(timeline);
    },
  };
}

interface ClockUpdate {
  readonly mode: Clock['mode'];
  readonly rate?: number;
}

function checkClockUpdate({ mode, rate }: ClockUpdate): Pick<Clock, 'mode' | 'rate'> {
  if (mode === 'scaled' && rate === undefined) {
    throw new ControlRequestError(422, 'A scaled clock needs a rate', [
      { pointer: '/rate', expected: 'the speed relative to the wall clock, such as 60' },
    ]);
  }
  if (mode !== 'scaled' && rate !== undefined && rate !== 1) {
    throw new ControlRequestError(422, 'Only a scaled clock has a rate', [
      { pointer: '/rate', got: rate, expected: 'mode: scaled' },
    ]);
  }
  return { mode, rate: rate ?? 1 };
}

function recordAdvance(advanceLogs: Map<string, AdvanceLog>, id: string, advanced: AdvanceOutcome): RecordedAdvance {
  const log = advanceLogs.get(id) ?? { lastNumber: 0, recorded: [] };
  advanceLogs.set(id, log);
  log.lastNumber += 1;
  const entry = { number: log.lastNumber, advanced };
  log.recorded.push(entry);
  const eventCount = () => log.recorded.reduce((sum, each) => sum + each.advanced.happened.length, 0);
  while (log.recorded.length > 1 && (log.recorded.length > maxRecordedAdvances || eventCount() > maxRecordedEvents))
    log.recorded.shift();
  return entry;
}

function advanceView({ from, to, happened, steps, stopped, parked }: AdvanceOutcome, { offset, limit }: PageRange) {
  return {
    from: formatIsoUtcShort(from),
    to: formatIsoUtcShort(to),
    counts: countEventsByKind(happened, steps, parked.length),
    happened: happened.slice(offset, offset + limit).map((event) => ({ ...event, at: formatIsoUtcShort(event.at) })),
    parked,
    offset,
    total: happened.length,
    ...(stopped ? { stopped } : {}),
  };
}

/** Includes the state of the callbacks: an advance in which nothing was delivered is no success. */
function completedAdvanceView({ reader }: LiveSandbox, advanced: AdvanceOutcome, page: PageRange) {
  const view = advanceView(advanced, page);
  const callbackStateOf = (eventId: string | undefined) =>
    eventId === undefined ? undefined : reader.get(events, eventId)?.state;
  const callbacks: Record<string, number> = {};
  for (const { eventId } of advanced.happened) {
    const state = callbackStateOf(eventId);
    if (state !== undefined) callbacks[state] = (callbacks[state] ?? 0) + 1;
  }
  const happened = view.happened.map((event) => {
    const callback = callbackStateOf(event.eventId);
    return callback === undefined ? event : { ...event, callback };
  });
  return { ...view, happened, callbacks };
}

/** Counts by kind; milestones, callbacks and orders come first, because users look for them first. */
function countEventsByKind(happened: readonly DomainEvent[], steps: number, parked: number) {
  const orders = new Set<string>();
  const kinds: Record<string, number> = {};
  let milestones = 0;
  let events = 0;
  for (const { kind, orderId, milestone, eventId } of happened) {
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    if (orderId !== undefined) orders.add(orderId);
    if (milestone !== undefined) milestones += 1;
    if (eventId !== undefined) events += 1;
  }
  return { ...kinds, steps, milestones, events, orders: orders.size, parked };
}
