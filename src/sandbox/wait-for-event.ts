import { nearest } from '../mock/domain/nearest.ts';
import { type EventDocument, events, orders } from '../mock/domain/product-order/order-documents.ts';
import type { LiveSandbox } from '../mock/runtime/live-sandbox.ts';
import type { Sandboxes } from '../mock/runtime/sandboxes.ts';
import type { EventQuery } from './sandbox.ts';

const filters = ['orderId', 'externalId', 'eventType', 'state', 'milestone'] as const satisfies (keyof EventQuery)[];

/** A filter that is misspelt would match everything. Throws TypeError. */
export function refuseUnknownFilter(query: EventQuery): void {
  const name = Object.keys(query).find((one) => !(filters as readonly string[]).includes(one));
  if (name === undefined) return;
  const meant = nearest(name, filters);
  const hint =
    name === 'timeoutMs'
      ? 'it is an option: waitFor(filter, { timeoutMs })'
      : meant === undefined
        ? `use ${filters.join(', ')}`
        : `did you mean ${meant}?`;
  throw new TypeError(`events.waitFor has no filter "${name}"; ${hint}`);
}

/** What was waited for did not come in time; the message says what did happen. */
export class WaitedTooLong extends Error {}

/** Whether the sandbox is closed, and what is done when it is. */
export interface Ending {
  closed: boolean;
  readonly waits: Set<() => void>;
}

/** Follows the sandbox's changes, so it neither polls nor sleeps. Resolves with the id of the first event that fits. */
export function waitForEvent(
  sandboxes: Sandboxes,
  live: LiveSandbox,
  query: EventQuery,
  timeoutMs: number,
  ending: Ending,
): Promise<string> {
  const there = firstFitting(live, query);
  if (there !== undefined) return Promise.resolve(there);
  if (ending.closed) return Promise.reject(new WaitedTooLong('The sandbox is closed: nothing happens in it any more.'));
  return new Promise((resolve, reject) => {
    const done = (): void => {
      timer.cancel();
      unwatch();
      ending.waits.delete(end);
    };
    const end = (): void => {
      done();
      reject(new WaitedTooLong(`The sandbox was closed while it was waited for ${JSON.stringify(query)}.`));
    };
    ending.waits.add(end);
    const timer = sandboxes.house.clock.after(timeoutMs, () => {
      done();
      reject(new WaitedTooLong(whatHappened(live, query, timeoutMs)));
    });
    const unwatch = sandboxes.watch(({ sandboxId, change }) => {
      if (sandboxId !== live.id || !change.puts.some(([name]) => name === events.name)) return;
      const found = firstFitting(live, query);
      if (found === undefined) return;
      done();
      resolve(found);
    });
  });
}

function firstFitting(live: LiveSandbox, query: EventQuery): string | undefined {
  const { orderId } = query;
  const all = orderId === undefined ? live.reader.list(events) : live.reader.find(events, 'orderId', orderId);
  for (const [eventId, event] of all) if (hasArrived(event) && fits(live, event, query)) return eventId;
  return undefined;
}

/** With no callback set the inbox is where events arrive. */
const hasArrived = ({ state }: EventDocument): boolean => state === 'delivered' || state === 'suppressed';

function fits(live: LiveSandbox, event: EventDocument, query: EventQuery): boolean {
  const { externalId, eventType, state, milestone } = query;
  if (eventType !== undefined && event.eventType !== eventType) return false;
  if (state !== undefined && event.facts.state !== state) return false;
  if (externalId !== undefined && live.reader.get(orders, event.orderId)?.externalId !== externalId) return false;
  return milestone === undefined || event.facts.items.some((item) => item.milestone === milestone);
}

function whatHappened(live: LiveSandbox, query: EventQuery, timeoutMs: number): string {
  const told = [...live.reader.list(events)].slice(-10).map(([, { at, eventType, orderId, facts, state, reason }]) => {
    const outcome = reason === undefined ? state : `${state}: ${reason}`;
    return `  ${new Date(at).toISOString()} ${eventType} order ${orderId} ${facts.state} (${outcome})`;
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
