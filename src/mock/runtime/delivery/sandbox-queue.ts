import type { DeliverySchedule } from '#domain/callback/delivery-state';
import { toJsonText } from '#domain/core/json';
import type { Profile, Transaction } from '#domain/core/sandbox-state';
import {
  type DeliveryRef,
  destinationOf,
  isDue,
  markUnsent,
  readDelivery,
  releaseRetry,
  setWaitingReason,
} from '#engine/delivery/outbox';
import { AttemptMutex } from './attempt-mutex.ts';
import type { DeliveryHost } from './delivery-host.ts';
import type { DeliveryEndpoint, OrderQueue } from './order-queue.ts';

/** A callback that was due and was left for later, and why. */
export interface ParkedEvent {
  readonly eventId: string;
  readonly orderId: string;
  readonly reason: string;
}

/** One advance of a sandbox's clock, as delivery sees it. */
export interface DeliveryWindow {
  /** Resolves when every delivery of this sandbox that is due has been attempted. */
  idle(): Promise<void>;
  /** Ends the window and lists what it parked; parked events stay `waiting`. */
  end(): Promise<readonly ParkedEvent[]>;
}

export interface AdvanceWindow {
  readonly parkAll: boolean;
  readonly timeouts: Map<string, number>;
  readonly parked: Map<OrderQueue, string>;
}

export interface SandboxQueue {
  readonly id: string;
  readonly endpoints: Map<string, DeliveryEndpoint>;
  /** Order queues that are queued or sending, and changes that are being stored. */
  busyCount: number;
  readonly idleWaiters: (() => void)[];
  window: AdvanceWindow | undefined;
  /** The latest callback and whether it was disabled, as one comparable text. */
  callbackKey: string;
  /** Parked by the latest window, until the next window, "retry now" or another callback. */
  parked: ReadonlyMap<OrderQueue, string>;
  lastParked: readonly ParkedEvent[];
  /** Events to settle without sending, together in one change. */
  unsent: DeliveryRef[];
  readonly attemptMutex: AttemptMutex;
  /** Attempts since startup, and those that wait for an answer. */
  readonly attempts: { started: number; inProgress: number };
  isClosed: boolean;
}

/** An empty queue for a sandbox, open for events. */
export function createSandboxQueue(id: string, profile: Profile | undefined): SandboxQueue {
  return {
    id,
    endpoints: new Map(),
    busyCount: 0,
    idleWaiters: [],
    window: undefined,
    callbackKey: callbackKeyOf(profile),
    parked: new Map(),
    lastParked: [],
    unsent: [],
    attemptMutex: new AttemptMutex(),
    attempts: { started: 0, inProgress: 0 },
    isClosed: false,
  };
}

const callbackKeyOf = (profile: Profile | undefined): string =>
  toJsonText([profile?.callback ?? null, profile?.callbackDisabled ?? null]);

/** Whether the callback was changed, disabled or enabled. Other changes of the profile release no parked events. */
export function updateCallbackKey(sandboxQueue: SandboxQueue, profile: Profile): boolean {
  const before = sandboxQueue.callbackKey;
  sandboxQueue.callbackKey = callbackKeyOf(profile);
  return sandboxQueue.callbackKey !== before;
}

/** Every unsettled event, in sequence within each order. */
function* unsettledEvents(sandboxQueue: SandboxQueue): Iterable<DeliveryRef> {
  for (const endpoint of sandboxQueue.endpoints.values())
    for (const orderQueue of endpoint.orderQueues.values())
      for (const eventId of orderQueue.eventIds) yield { endpoint: endpoint.name, eventId };
}

/** Makes waiting retries due now. Returns all deliveries that are due. */
export function retryImmediately(transaction: Transaction, sandboxQueue: SandboxQueue): readonly DeliveryRef[] {
  return [...unsettledEvents(sandboxQueue)].filter((ref) => {
    const event = readDelivery(transaction, ref);
    return releaseRetry(transaction, ref) || (event !== undefined && isDue(event));
  });
}

/** Why this advance sends nothing more to an endpoint; undefined while it does. */
export function parkReason(
  window: AdvanceWindow | undefined,
  endpoint: string,
  schedule: DeliverySchedule,
): string | undefined {
  if (!window) return undefined;
  const followUp = 'the next advance or "retry now" sends it';
  if (window.parkAll) return `Parked: this advance delivers no callbacks; ${followUp}`;
  const timeouts = window.timeouts.get(endpoint) ?? 0;
  if (timeouts < schedule.parkAfterTimeouts) return undefined;
  return `Parked: the endpoint timed out ${timeouts} times within this advance; ${followUp}`;
}

/** Settles events that are not sent, in one change, because thousands may go to the inbox at once. */
export function markAllUnsent(transaction: Transaction, { unsent }: SandboxQueue): void {
  for (const ref of unsent.splice(0)) {
    const target = destinationOf(transaction, ref.endpoint);
    if (target.to !== 'url') markUnsent(transaction, ref, target);
  }
}

/** Ends the window of an advance. Its parked events stay parked until the next one; returns them. */
export async function closeWindow(
  sandboxQueue: SandboxQueue,
  window: AdvanceWindow,
  host: DeliveryHost,
): Promise<readonly ParkedEvent[]> {
  if (sandboxQueue.window === window) sandboxQueue.window = undefined;
  sandboxQueue.parked = window.parked;
  sandboxQueue.lastParked = await recordParked(host, sandboxQueue, window);
  return sandboxQueue.lastParked;
}

/** Writes the reason on the first parked event of each order, and lists all of them. */
async function recordParked(
  host: DeliveryHost,
  sandboxQueue: SandboxQueue,
  { parked }: AdvanceWindow,
): Promise<readonly ParkedEvent[]> {
  const listed: ParkedEvent[] = [];
  if (sandboxQueue.isClosed || parked.size === 0) return listed;
  await host.transact(sandboxQueue.id, (transaction) => {
    for (const [orderQueue, reason] of parked) {
      let isFirst = true;
      for (const eventId of orderQueue.eventIds) {
        const ref = { endpoint: orderQueue.endpoint.name, eventId };
        const event = readDelivery(transaction, ref);
        if (!event || !isDue(event)) continue;
        // Later events of the order wait for this one, whatever its outcome.
        if (isFirst) setWaitingReason(transaction, ref, reason);
        isFirst = false;
        listed.push({ eventId, orderId: orderQueue.orderId, reason });
      }
    }
  });
  return listed;
}
