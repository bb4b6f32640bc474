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

export interface ParkedEvent {
  readonly eventId: string;
  readonly orderId: string;
  readonly reason: string;
}

/** One advance of a sandbox's clock, as delivery sees it. */
export interface DeliveryWindow {
  /** Resolves when nothing of this sandbox that is due is still to be attempted. */
  idle(): Promise<void>;
  /** Ends the window; what was parked in it stays `waiting` and is listed. */
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
  /** Lanes that are queued or sending, and changes on their way. */
  busyCount: number;
  readonly idleWaiters: (() => void)[];
  window: AdvanceWindow | undefined;
  /** The callback as it was last seen, and whether it was disabled. */
  callbackKey: string;
  /** What the newest window parked stays so until the next one, "retry now", or another callback. */
  parked: ReadonlyMap<OrderQueue, string>;
  lastParked: readonly ParkedEvent[];
  /** Events to settle without sending, together in one change. */
  unsent: DeliveryRef[];
  readonly attemptMutex: AttemptMutex;
  /** Since the start, and those whose answer is being waited for. */
  readonly attempts: { started: number; inProgress: number };
  isClosed: boolean;
}

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

/** Whether it is another callback now, or was disabled or enabled: other changes of the profile let nothing go. */
export function updateCallbackKey(sandboxQueue: SandboxQueue, profile: Profile): boolean {
  const before = sandboxQueue.callbackKey;
  sandboxQueue.callbackKey = callbackKeyOf(profile);
  return sandboxQueue.callbackKey !== before;
}

/** Every event that still has to go, in order per order. */
function* unsettledEvents(sandboxQueue: SandboxQueue): Iterable<DeliveryRef> {
  for (const endpoint of sandboxQueue.endpoints.values())
    for (const orderQueue of endpoint.orderQueues.values())
      for (const eventId of orderQueue.eventIds) yield { endpoint: endpoint.name, eventId };
}

/** What waits for its next try is due now. Returns everything that is due. */
export function retryImmediately(transaction: Transaction, sandboxQueue: SandboxQueue): readonly DeliveryRef[] {
  return [...unsettledEvents(sandboxQueue)].filter((ref) => {
    const event = readDelivery(transaction, ref);
    return releaseRetry(transaction, ref) || (event !== undefined && isDue(event));
  });
}

/** Why nothing more goes to an endpoint within this advance; undefined when it does. */
export function parkReason(
  window: AdvanceWindow | undefined,
  endpoint: string,
  schedule: DeliverySchedule,
): string | undefined {
  if (!window) return undefined;
  const followUp = 'it goes out with the next advance, or by "retry now"';
  if (window.parkAll) return `Parked: this advance was asked to deliver nothing; ${followUp}`;
  const timeouts = window.timeouts.get(endpoint) ?? 0;
  if (timeouts < schedule.parkAfterTimeouts) return undefined;
  return `Parked: the endpoint timed out ${timeouts} times within this advance; ${followUp}`;
}

/** Settles what is not sent: together, since an order book that goes to the inbox makes one change, not thousands. */
export function markAllUnsent(transaction: Transaction, { unsent }: SandboxQueue): void {
  for (const ref of unsent.splice(0)) {
    const target = destinationOf(transaction, ref.endpoint);
    if (target.to !== 'url') markUnsent(transaction, ref, target);
  }
}

/** Ends an advance's window: what it parked stays parked until the next one, and is listed. */
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

/** Says on the first event of each order that a window leaves behind why it waits, and lists all of them. */
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
        // Those behind it wait for it, whatever becomes of it.
        if (isFirst) setWaitingReason(transaction, ref, reason);
        isFirst = false;
        listed.push({ eventId, orderId: orderQueue.orderId, reason });
      }
    }
  });
  return listed;
}
