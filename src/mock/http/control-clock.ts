import { events } from '../domain/product-order/order-documents.ts';
import type { Clock, Happening } from '../domain/sandbox.ts';
import type { AdvanceRequest } from '../engine/goal.ts';
import { type Advanced, advance, preview } from '../runtime/advance.ts';
import type { LiveSandbox } from '../runtime/live-sandbox.ts';
import { Refusal } from '../runtime/refusal.ts';
import { type ControlCall, type ControlHandlers, instantText, ok, type Page, pageOf } from './control-call.ts';
import type { ControlPort } from './control-port.ts';
import { clockView } from './control-views.ts';

interface KeptAdvance {
  readonly number: number;
  readonly advanced: Advanced;
}

/** Advances of one sandbox that can be asked for again: the newest, as long as they fit. */
interface AdvanceLog {
  number: number;
  kept: KeptAdvance[];
}

const mostAdvances = 20;
const mostHappenings = 200_000;
const firstPage: Page = { offset: 0, limit: 1000 };

export function clockHandlers(port: ControlPort): ControlHandlers {
  const { sandboxes } = port;
  const most = { steps: sandboxes.limits.advanceSteps, years: sandboxes.limits.advanceYears };
  const logs = new Map<string, AdvanceLog>();
  sandboxes.watchGone((id) => logs.delete(id));
  const find = ({ params }: ControlCall) => sandboxes.mustGet(params.sandboxId as string);
  return {
    retrieveClock: (call) => ok(clockView(find(call))),
    async updateClock(call) {
      const live = find(call);
      return ok(clockView(await sandboxes.setClock(live.id, readMode(call.body as ClockUpdate))));
    },
    async advanceClock(call) {
      const live = find(call);
      const request = call.body as AdvanceRequest;
      if (request.preview) {
        const previewed = await preview(live, request, live.calendar, most);
        return ok({ preview: true, ...advanceView({ ...previewed, parked: [] }, firstPage) });
      }
      const advanced = await advance(live, request, port.delivery, live.calendar, most);
      const entry = keep(logs, live.id, advanced);
      return ok({ advance: entry.number, ...walkedView(live, entry.advanced, firstPage) });
    },
    retrieveAdvance(call) {
      const live = find(call);
      const wanted = call.params.advance as string;
      const entry = logs.get(live.id)?.kept.find(({ number }) => String(number) === wanted);
      if (!entry) throw new Refusal(404, 'No such advance');
      return ok({ advance: entry.number, ...walkedView(live, entry.advanced, pageOf(call)) });
    },
    retrieveTimeline(call) {
      const timeline = port.timeline(find(call), call.params.orderId as string);
      if (!timeline) throw new Refusal(404, 'No such order');
      return ok(timeline);
    },
  };
}

interface ClockUpdate {
  readonly mode: Clock['mode'];
  readonly rate?: number;
}

function readMode({ mode, rate }: ClockUpdate): Pick<Clock, 'mode' | 'rate'> {
  if (mode === 'scaled' && rate === undefined) {
    throw new Refusal(422, 'The rate is missing', [
      { pointer: '/rate', expected: 'how many times faster than the wall clock, for example 60' },
    ]);
  }
  if (mode !== 'scaled' && rate !== undefined && rate !== 1) {
    throw new Refusal(422, 'Only a scaled clock has a rate', [
      { pointer: '/rate', got: rate, expected: 'mode: scaled' },
    ]);
  }
  return { mode, rate: rate ?? 1 };
}

function keep(logs: Map<string, AdvanceLog>, id: string, advanced: Advanced): KeptAdvance {
  const log = logs.get(id) ?? { number: 0, kept: [] };
  logs.set(id, log);
  log.number += 1;
  const entry = { number: log.number, advanced };
  log.kept.push(entry);
  const size = () => log.kept.reduce((sum, each) => sum + each.advanced.happened.length, 0);
  while (log.kept.length > 1 && (log.kept.length > mostAdvances || size() > mostHappenings)) log.kept.shift();
  return entry;
}

function advanceView({ from, to, happened, steps, stopped, parked }: Advanced, { offset, limit }: Page) {
  return {
    from: instantText(from),
    to: instantText(to),
    counts: countHappenings(happened, steps, parked.length),
    happened: happened.slice(offset, offset + limit).map((one) => ({ ...one, at: instantText(one.at) })),
    parked,
    offset,
    total: happened.length,
    ...(stopped ? { stopped } : {}),
  };
}

/** With what has become of the callbacks: an advance in which nothing was delivered is not a success. */
function walkedView({ reader }: LiveSandbox, advanced: Advanced, page: Page) {
  const view = advanceView(advanced, page);
  const stateOf = (eventId: string | undefined) =>
    eventId === undefined ? undefined : reader.get(events, eventId)?.state;
  const callbacks: Record<string, number> = {};
  for (const { eventId } of advanced.happened) {
    const state = stateOf(eventId);
    if (state !== undefined) callbacks[state] = (callbacks[state] ?? 0) + 1;
  }
  const happened = view.happened.map((one) => {
    const callback = stateOf(one.eventId);
    return callback === undefined ? one : { ...one, callback };
  });
  return { ...view, happened, callbacks };
}

/** What people ask first: how many milestones, how many callbacks, how many orders were touched; then every kind. */
function countHappenings(happened: readonly Happening[], steps: number, parked: number) {
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
