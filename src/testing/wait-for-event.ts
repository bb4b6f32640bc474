import { closestMatch } from '#domain/core/closest-match';
import { EtherboxError } from '#domain/core/etherbox-error';
import { orders } from '#domain/product-order/order-documents';
import type { EventDocument } from '#domain/timeline/event';
import { events } from '#domain/timeline/event';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import type { Sandboxes } from '#runtime/sandboxes/sandboxes';
import type { EventQuery } from './types.ts';

const filterNames = [
  'orderId',
  'externalId',
  'eventType',
  'state',
  'milestone',
] as const satisfies (keyof EventQuery)[];

/** Throws TypeError: a misspelt filter would match every event. */
export function refuseUnknownFilter(query: EventQuery): void {
  const name = Object.keys(query).find((one) => !(filterNames as readonly string[]).includes(one));
  if (name === undefined) return;
  const closest = closestMatch(name, filterNames);
  const hint =
    name === 'timeoutMs'
      ? 'it is an option: waitFor(filter, { timeoutMs })'
      : closest === undefined
        ? `use ${filterNames.join(', ')}`
        : `did you mean ${closest}?`;
  throw new TypeError(`events.waitFor has no filter "${name}"; ${hint}`);
}

/** What a test waited for did not happen in time; the message lists what did happen and what is due next. */
export class WaitTimeoutError extends EtherboxError {
  static {
    WaitTimeoutError.prototype.name = 'WaitTimeoutError';
  }

  constructor(message: string, options?: ErrorOptions) {
    super('ETHERBOX_WAIT_TIMEOUT', message, options);
  }
}

/** Whether the sandbox is closed, and the callbacks for when it is. */
export interface CloseState {
  closed: boolean;
  readonly onClose: Set<() => void>;
}

/** Resolves with the id of the first event that matches. It watches commits, so that it neither polls nor sleeps. */
export function waitForEvent(
  sandboxes: Sandboxes,
  live: LiveSandbox,
  query: EventQuery,
  timeoutMs: number,
  closeState: CloseState,
): Promise<string> {
  const existing = findMatchingEvent(live, query);
  if (existing !== undefined) return Promise.resolve(existing);
  if (closeState.closed)
    return Promise.reject(new WaitTimeoutError('The sandbox is closed: nothing happens in it any more.'));
  return new Promise((resolve, reject) => {
    const cleanUp = (): void => {
      timer.cancel();
      unwatch();
      closeState.onClose.delete(rejectClosed);
    };
    const rejectClosed = (): void => {
      cleanUp();
      reject(new WaitTimeoutError(`The sandbox was closed while it was waited for ${JSON.stringify(query)}.`));
    };
    closeState.onClose.add(rejectClosed);
    const timer = sandboxes.context.clock.after(timeoutMs, () => {
      cleanUp();
      reject(new WaitTimeoutError(timeoutMessage(live, query, timeoutMs)));
    });
    const unwatch = sandboxes.watchCommits(({ sandboxId, changeSet }) => {
      if (sandboxId !== live.id || !changeSet.writes.some(([name]) => name === events.name)) return;
      const found = findMatchingEvent(live, query);
      if (found === undefined) return;
      cleanUp();
      resolve(found);
    });
  });
}

function findMatchingEvent(live: LiveSandbox, query: EventQuery): string | undefined {
  const { orderId } = query;
  const all = orderId === undefined ? live.reader.list(events) : live.reader.find(events, 'orderId', orderId);
  for (const [eventId, event] of all) if (hasArrived(event) && matchesQuery(live, event, query)) return eventId;
  return undefined;
}

/** Without a callback, events arrive in the inbox. */
const hasArrived = ({ state }: EventDocument): boolean => state === 'delivered' || state === 'suppressed';

function matchesQuery(live: LiveSandbox, event: EventDocument, query: EventQuery): boolean {
  const { externalId, eventType, state, milestone } = query;
  if (eventType !== undefined && event.eventType !== eventType) return false;
  if (state !== undefined && event.facts.state !== state) return false;
  if (externalId !== undefined && live.reader.get(orders, event.orderId)?.externalId !== externalId) return false;
  return milestone === undefined || event.facts.items.some((item) => item.milestone === milestone);
}

function timeoutMessage(live: LiveSandbox, query: EventQuery, timeoutMs: number): string {
  const recentEvents = [...live.reader.list(events)]
    .slice(-10)
    .map(([, { occurredAt, eventType, orderId, facts, state, reason }]) => {
      const outcome = reason === undefined ? state : `${state}: ${reason}`;
      return `  ${new Date(occurredAt).toISOString()} ${eventType} order ${orderId} ${facts.state} (${outcome})`;
    });
  const next = live.sandboxState.nextDue();
  return [
    `No event fitted ${JSON.stringify(query)} within ${timeoutMs} ms.`,
    recentEvents.length === 0
      ? 'No event has happened at all.'
      : `The last ${recentEvents.length} events:\n${recentEvents.join('\n')}`,
    `The clock is ${live.clock.mode} at ${new Date(live.virtualNow).toISOString()}.`,
    next === undefined
      ? 'Nothing is due any more.'
      : `Next due: ${next.kind} at ${new Date(next.due).toISOString()}; let time pass with box.advance().`,
  ].join('\n');
}
