import { type EventDocument, events } from '../mock/domain/order-documents.ts';
import type { Json } from '../mock/domain/sandbox.ts';
import { eventView } from '../mock/runtime/event-inbox.ts';
import type { LiveSandbox } from '../mock/runtime/live-sandbox.ts';
import type { Sandboxes } from '../mock/runtime/sandboxes.ts';
import type { EventQuery } from './sandbox.ts';

/** What was waited for did not come in time; the message says what did happen. */
export class WaitedTooLong extends Error {}

type View = ReturnType<typeof eventView>;

/** Follows the sandbox's changes, so it neither polls nor sleeps. */
export function waitForEvent(
  sandboxes: Sandboxes,
  live: LiveSandbox,
  query: EventQuery,
  timeoutMs: number,
): Promise<View> {
  const there = firstFitting(live, query);
  if (there) return Promise.resolve(there);
  return new Promise((resolve, reject) => {
    const done = (): void => {
      timer.cancel();
      unwatch();
    };
    const timer = sandboxes.house.clock.after(timeoutMs, () => {
      done();
      reject(new WaitedTooLong(whatHappened(live, query, timeoutMs)));
    });
    const unwatch = sandboxes.watch(({ sandboxId, change }) => {
      if (sandboxId !== live.id || !change.puts.some(([name]) => name === events.name)) return;
      const found = firstFitting(live, query);
      if (!found) return;
      done();
      resolve(found);
    });
  });
}

function firstFitting(live: LiveSandbox, query: EventQuery): View | undefined {
  const all =
    query.orderId === undefined ? live.reader.list(events) : live.reader.find(events, 'orderId', query.orderId);
  for (const [, event] of all) {
    if (event.state !== 'delivered' && event.state !== 'suppressed') continue;
    const view = eventView(live, event);
    if (fits(view, event, query)) return view;
  }
  return undefined;
}

function fits(view: View, event: EventDocument, { externalId, eventType, state, milestone }: EventQuery): boolean {
  if (eventType !== undefined && view.eventType !== eventType) return false;
  if (externalId !== undefined && view.externalId !== externalId) return false;
  if (state !== undefined && orderState(view) !== state) return false;
  return milestone === undefined || event.facts.items.some((item) => item.milestone === milestone);
}

function orderState(view: View): Json | undefined {
  const told = (view.payload as { readonly event?: { readonly productOrder?: { readonly state?: Json } } }).event;
  return told?.productOrder?.state;
}

function whatHappened(live: LiveSandbox, query: EventQuery, timeoutMs: number): string {
  const told = [...live.reader.list(events)].slice(-10).map(([, event]) => {
    const view = eventView(live, event);
    return `  ${view.at} ${view.eventType} order ${view.orderId} ${String(orderState(view))} (${view.state}${view.reason ? `: ${view.reason}` : ''})`;
  });
  const next = live.documents.nextDue();
  return [
    `No event fitted ${JSON.stringify(query)} within ${timeoutMs} ms.`,
    told.length === 0 ? 'No event has happened at all.' : `The last ${told.length} events:\n${told.join('\n')}`,
    `The clock is ${live.clock.mode} at ${new Date(live.now).toISOString()}.`,
    next === undefined
      ? 'Nothing is due any more.'
      : `Next due: ${next.kind} at ${new Date(next.due).toISOString()}; let time pass with box.advance().`,
  ].join('\n');
}
