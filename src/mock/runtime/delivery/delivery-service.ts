import { unsettledKey } from '#domain/callback/delivery-state';
import {
  type Callback,
  type ChangeSet,
  type Profile,
  profileDocument,
  readSingleton,
  type StateReader,
  writtenSingleton,
} from '#domain/core/sandbox-state';
import type { FaultInjection } from '#domain/fault-injection/fault-injection';
import { hubIdOf, hubNotifications } from '#domain/order-notification/hub';
import { type EventDocument, events } from '#domain/timeline/event';
import { releaseHeldEvent } from '#engine/delivery/callback-fault-injection';
import {
  type AttemptResult,
  type DeliveryRef,
  destinationOf,
  isDue,
  isSettled,
  lastAttemptNumber,
  markUnsent,
  readDelivery,
  recordAttempt,
} from '#engine/delivery/outbox';
import { StoreRefusedError } from '#runtime/ports';
import { AttemptMaker, type AttemptRequest, type DeliveryDependencies, manualCallback } from './attempt-maker.ts';
import { type DeliveryEndpoint, type NextDelivery, nextDelivery, type OrderQueue, OrderQueues } from './order-queue.ts';
import {
  type AdvanceWindow,
  closeWindow,
  createSandboxQueue,
  type DeliveryWindow,
  markAllUnsent,
  type ParkedEvent,
  parkReason,
  retryImmediately,
  type SandboxQueue,
  updateCallbackKey,
} from './sandbox-queue.ts';
import { type StalledDelivery, StallMonitor, type StallWatcher } from './stall-monitor.ts';

const storeRetryMs = 1000;

/**
 * Sends events to customers: at least once, in sequence within an order, in no sequence across orders. It follows
 * committed changes, so an event never leaves before its order is durable, and it holds no lock while it waits for an
 * answer. After a restart `resumeAll` continues what was interrupted.
 */
export class DeliveryService {
  readonly #dependencies: DeliveryDependencies;
  readonly #attempts: AttemptMaker;
  readonly #orderQueues: OrderQueues;
  readonly #sandboxQueues = new Map<string, SandboxQueue>();
  readonly #stallMonitor: StallMonitor;
  #closed = false;

  constructor(dependencies: DeliveryDependencies) {
    const { schedule } = dependencies;
    this.#dependencies = dependencies;
    this.#attempts = new AttemptMaker(dependencies);
    const concurrency = { total: schedule.maxConcurrent, perEndpoint: schedule.maxConcurrentPerEndpoint };
    this.#orderQueues = new OrderQueues(concurrency, (orderQueue) => void this.#sendNext(orderQueue));
    const { clock, host } = dependencies;
    const warnAfterMs = schedule.warnAfterIdleMs;
    this.#stallMonitor = new StallMonitor({
      clock,
      sandboxQueues: this.#sandboxQueues,
      read: (id) => host.read(id),
      warnAfterMs,
    });
  }

  /** Call with every committed change, in version order per sandbox. */
  enqueueCommitted(sandboxId: string, change: ChangeSet): void {
    for (const write of change.writes) {
      const [name, key, document] = write;
      const profile = writtenSingleton(profileDocument, write);
      if (name === events.name) this.#trackEvent(sandboxId, 'callback', document as EventDocument | null);
      else if (name === hubNotifications.name) {
        this.#trackEvent(sandboxId, hubIdOf(key), document as EventDocument | null);
      } else if (profile) this.#onCallbackChanged(sandboxId, profile);
    }
  }

  /** Continues interrupted deliveries in every sandbox. */
  resumeAll(): void {
    for (const id of this.#dependencies.host.sandboxIds()) this.resume(id);
  }

  resume(sandboxId: string): void {
    const reader = this.#dependencies.host.read(sandboxId);
    if (!reader) return;
    for (const [, event] of reader.find(events, unsettledKey, unsettledKey))
      this.#trackEvent(sandboxId, 'callback', event);
    for (const [key, event] of reader.find(hubNotifications, unsettledKey, unsettledKey)) {
      this.#trackEvent(sandboxId, hubIdOf(key), event);
    }
  }

  /** Call when the sandbox is deleted, reset or replaced: nothing of it is sent until it is resumed. */
  forget(sandboxId: string): void {
    const sandboxQueue = this.#sandboxQueues.get(sandboxId);
    this.#sandboxQueues.delete(sandboxId);
    this.#attempts.forget(sandboxId);
    this.#stallMonitor.forget(sandboxId);
    if (!sandboxQueue) return;
    sandboxQueue.isClosed = true;
    for (const endpoint of sandboxQueue.endpoints.values()) this.#orderQueues.dequeueAll(endpoint);
    for (const waiter of sandboxQueue.idleWaiters.splice(0)) waiter();
  }

  /** Resolves when every delivery that is due has been attempted. */
  whenIdle(sandboxId: string): Promise<void> {
    const sandboxQueue = this.#sandboxQueues.get(sandboxId);
    if (!sandboxQueue || sandboxQueue.busyCount === 0) return Promise.resolve();
    return new Promise((resolve) => sandboxQueue.idleWaiters.push(resolve));
  }

  /** What is due and has not been sent for longer than the schedule allows; undefined when nothing is. */
  stallOf(sandboxId: string): StalledDelivery | undefined {
    return this.#stallMonitor.stallOf(sandboxId);
  }

  /** Calls the watcher when a stall begins or ends. Returns a function that stops watching. */
  watchStalls(watcher: StallWatcher): () => void {
    return this.#stallMonitor.watch(watcher);
  }

  /** The events that the latest advance parked. */
  parked(sandboxId: string): readonly ParkedEvent[] {
    return this.#sandboxQueues.get(sandboxId)?.lastParked ?? [];
  }

  /** Call when an advance begins. Retries what an earlier advance parked. With `park` this advance delivers nothing. */
  beginAdvance(sandboxId: string, { park = false } = {}): DeliveryWindow {
    const sandboxQueue = this.#sandboxQueueOf(sandboxId);
    const window: AdvanceWindow = { parkAll: park, timeouts: new Map(), parked: new Map() };
    sandboxQueue.window = window;
    this.#unpark(sandboxQueue);
    return {
      idle: () => this.whenIdle(sandboxId),
      end: () => closeWindow(sandboxQueue, window, this.#dependencies.host),
    };
  }

  /** Attempts all waiting retries and parked events now, without moving the clock. Returns the deliveries due. */
  async retryWaiting(sandboxId: string): Promise<readonly DeliveryRef[]> {
    const sandboxQueue = this.#sandboxQueueOf(sandboxId);
    const { host } = this.#dependencies;
    const released = await host.transact(sandboxId, (transaction) => retryImmediately(transaction, sandboxQueue));
    this.#unpark(sandboxQueue);
    await this.whenIdle(sandboxId);
    return released;
  }

  /** Sends one event again at once, with the same id and bytes, or to `url`. Undefined when there is no such event. */
  async resend(sandboxId: string, eventId: string, url?: string): Promise<EventDocument | undefined> {
    const { host, schedule } = this.#dependencies;
    const reader = host.read(sandboxId);
    if (!reader?.get(events, eventId)) return undefined;
    const sandboxQueue = this.#sandboxQueueOf(sandboxId);
    const ref = { endpoint: 'callback', eventId };
    const target = destinationOf(reader, 'callback') as { to: 'inbox' };
    const { callback } = readSingleton(reader, profileDocument);
    // A manual send also goes to a disabled endpoint: it is how a user finds out whether the endpoint works again.
    const callbackTo = manualCallback(callback, url);
    if (!callbackTo) {
      await host.transact(sandboxId, (transaction) => markUnsent(transaction, ref, target));
      return host.read(sandboxId)?.get(events, eventId);
    }
    sandboxQueue.busyCount += 1;
    try {
      return await this.#runExclusive(sandboxQueue, ref, callbackTo, () =>
        this.#makeAttempt(sandboxQueue, { sandboxId, ref, callback: callbackTo, manual: true }, (result) =>
          host.transact(sandboxId, (transaction) => recordAttempt(transaction, ref, result, schedule)),
        ),
      );
    } finally {
      this.#releaseBusy(sandboxQueue);
    }
  }

  close(): void {
    this.#closed = true;
    this.#stallMonitor.close();
    for (const id of [...this.#sandboxQueues.keys()]) this.forget(id);
  }

  #sandboxQueueOf(sandboxId: string): SandboxQueue {
    let sandboxQueue = this.#sandboxQueues.get(sandboxId);
    if (!sandboxQueue) {
      const reader = this.#dependencies.host.read(sandboxId);
      sandboxQueue = createSandboxQueue(sandboxId, reader && readSingleton(reader, profileDocument));
      this.#sandboxQueues.set(sandboxId, sandboxQueue);
    }
    return sandboxQueue;
  }

  #endpointOf(sandboxQueue: SandboxQueue, name: string): DeliveryEndpoint {
    let endpoint = sandboxQueue.endpoints.get(name);
    if (!endpoint) {
      endpoint = this.#orderQueues.makeEndpoint(sandboxQueue.id, name);
      sandboxQueue.endpoints.set(name, endpoint);
    }
    return endpoint;
  }

  #trackEvent(sandboxId: string, endpointName: string, event: EventDocument | null): void {
    if (this.#closed || event === null) return;
    const isFinal = isSettled(event);
    if (isFinal && !this.#sandboxQueues.has(sandboxId)) return;
    const sandboxQueue = this.#sandboxQueueOf(sandboxId);
    const endpoint = this.#endpointOf(sandboxQueue, endpointName);
    if (isFinal && !endpoint.orderQueues.has(event.orderId)) return;
    const orderQueue = this.#orderQueues.orderQueue(endpoint, event.orderId);
    if (isFinal) orderQueue.eventIds.delete(event.eventId);
    else {
      orderQueue.eventIds.add(event.eventId);
      this.#stallMonitor.start();
    }
    this.#enqueueIfDue(sandboxQueue, orderQueue);
  }

  #onCallbackChanged(sandboxId: string, profile: Profile): void {
    const sandboxQueue = this.#sandboxQueues.get(sandboxId);
    if (sandboxQueue && updateCallbackKey(sandboxQueue, profile)) this.#unpark(sandboxQueue);
  }

  #unpark(sandboxQueue: SandboxQueue): void {
    sandboxQueue.parked = new Map();
    this.#enqueueAllDue(sandboxQueue);
  }

  /** Checks every idle order queue again. */
  #enqueueAllDue(sandboxQueue: SandboxQueue): void {
    for (const endpoint of sandboxQueue.endpoints.values()) {
      endpoint.timeouts = 0;
      for (const orderQueue of [...endpoint.orderQueues.values()]) this.#enqueueIfDue(sandboxQueue, orderQueue);
    }
  }

  /** Queues the order when its first event is due; removes the queue when it is empty. */
  #enqueueIfDue(sandboxQueue: SandboxQueue, orderQueue: OrderQueue): void {
    if (orderQueue.state !== 'rest' || sandboxQueue.isClosed) return;
    const next = nextDelivery(this.#dependencies.host.read(sandboxQueue.id), orderQueue);
    if (!next) {
      orderQueue.endpoint.orderQueues.delete(orderQueue.orderId);
      return;
    }
    if (!isDue(next.event) || next.event.heldBack || sandboxQueue.parked.has(orderQueue)) return;
    const reader = this.#dependencies.host.read(sandboxQueue.id) as StateReader;
    const target = destinationOf(reader, orderQueue.endpoint.name);
    if (target.to !== 'url') {
      this.#markUnsent(sandboxQueue, next.ref);
      return;
    }
    const reason = parkReason(sandboxQueue.window, orderQueue.endpoint.name, this.#dependencies.schedule);
    if (reason !== undefined) {
      sandboxQueue.window?.parked.set(orderQueue, reason);
      return;
    }
    sandboxQueue.busyCount += 1;
    this.#orderQueues.enqueue(orderQueue);
  }

  async #sendNext(orderQueue: OrderQueue): Promise<void> {
    const sandboxQueue = this.#sandboxQueues.get(orderQueue.endpoint.sandboxId);
    try {
      if (sandboxQueue && !sandboxQueue.isClosed) await this.#deliverNext(sandboxQueue, orderQueue);
    } catch (error) {
      // Nothing was sent, because an earlier change could not be stored.
      if (!(error instanceof StoreRefusedError)) throw error;
      await this.#waitForStore();
    } finally {
      this.#orderQueues.finish(orderQueue);
      if (sandboxQueue) {
        this.#enqueueIfDue(sandboxQueue, orderQueue);
        this.#releaseBusy(sandboxQueue);
      }
    }
  }

  async #deliverNext(sandboxQueue: SandboxQueue, orderQueue: OrderQueue): Promise<void> {
    const reader = this.#dependencies.host.read(sandboxQueue.id);
    const next = nextDelivery(reader, orderQueue);
    if (!next || !reader || !isDue(next.event) || next.event.heldBack) return;
    const target = destinationOf(reader, orderQueue.endpoint.name);
    if (target.to !== 'url') return;
    await this.#runExclusive(sandboxQueue, next.ref, target.callback, async () => {
      // A manual send may have delivered the event in the meantime.
      const event = readDelivery(reader, next.ref);
      if (sandboxQueue.isClosed || !event || !isDue(event)) return;
      const attempt = { sandboxId: sandboxQueue.id, ref: next.ref, callback: target.callback };
      const applied = await this.#attempts.applyDeliveryFault(attempt);
      if (applied?.isHeld || sandboxQueue.isClosed) return;
      const record = async (result: AttemptResult) => {
        this.#countTimeout(sandboxQueue, orderQueue, result);
        await this.#recordResult(sandboxQueue, next, result);
      };
      await this.#makeAttempt(sandboxQueue, attempt, record, applied?.injection);
    });
  }

  #runExclusive<T>(
    { attemptMutex }: SandboxQueue,
    { endpoint, eventId }: DeliveryRef,
    { url }: Callback,
    run: () => Promise<T>,
  ): Promise<T> {
    return attemptMutex.runExclusive(`${endpoint} ${eventId}`, url, run);
  }

  /** Makes an attempt under its own number and records the result. */
  async #makeAttempt<T>(
    sandboxQueue: SandboxQueue,
    callbackTo: AttemptRequest,
    record: (result: AttemptResult) => Promise<T>,
    injection?: FaultInjection,
  ): Promise<T | undefined> {
    const { attempts, attemptMutex } = sandboxQueue;
    const name = `${callbackTo.ref.endpoint} ${callbackTo.ref.eventId}`;
    const reader = this.#dependencies.host.read(sandboxQueue.id);
    const event = reader && readDelivery(reader, callbackTo.ref);
    // The sandbox was reset or deleted while this attempt waited.
    if (sandboxQueue.isClosed || !event) return undefined;
    const n = attemptMutex.reserveNumber(name, lastAttemptNumber(event));
    attempts.started += 1;
    attempts.inProgress += 1;
    const result = await this.#attempts.makeAttempt(callbackTo, n, injection).finally(() => {
      attempts.inProgress -= 1;
    });
    if (sandboxQueue.isClosed) return undefined;
    const recorded = await record(result);
    attemptMutex.releaseNumber(name);
    return recorded;
  }

  /** A sent request cannot be recalled: while the store refuses, recording is retried, and nothing is sent twice. */
  async #recordResult(
    sandboxQueue: SandboxQueue,
    { ref, overtakes }: NextDelivery,
    result: AttemptResult,
  ): Promise<void> {
    const { host, schedule } = this.#dependencies;
    while (!sandboxQueue.isClosed) {
      try {
        return await host.transact(sandboxQueue.id, (transaction) => {
          recordAttempt(transaction, ref, result, schedule);
          if (overtakes) releaseHeldEvent(transaction, overtakes);
        });
      } catch {
        await this.#waitForStore();
      }
    }
  }

  #waitForStore(): Promise<void> {
    return new Promise((resolve) => this.#dependencies.clock.after(storeRetryMs, resolve));
  }

  #countTimeout(sandboxQueue: SandboxQueue, { endpoint }: OrderQueue, { attempt }: AttemptResult): void {
    const { window } = sandboxQueue;
    endpoint.timeouts = attempt.failure === 'timeout' ? endpoint.timeouts + 1 : 0;
    if (!window || endpoint.timeouts === 0) return;
    const count = (window.timeouts.get(endpoint.name) ?? 0) + 1;
    window.timeouts.set(endpoint.name, count);
    if (count < this.#dependencies.schedule.parkAfterTimeouts) return;
    const reason = parkReason(window, endpoint.name, this.#dependencies.schedule) as string;
    for (const orderQueue of this.#orderQueues.dequeueAll(endpoint)) {
      window.parked.set(orderQueue, reason);
      this.#releaseBusy(sandboxQueue);
    }
  }

  /** In one change, because thousands of events may go to the inbox at once. */
  #markUnsent(sandboxQueue: SandboxQueue, ref: DeliveryRef): void {
    sandboxQueue.unsent.push(ref);
    if (sandboxQueue.unsent.length > 1) return;
    sandboxQueue.busyCount += 1;
    queueMicrotask(() => {
      if (sandboxQueue.isClosed) return;
      this.#dependencies.host
        .transact(sandboxQueue.id, (transaction) => markAllUnsent(transaction, sandboxQueue))
        .then(
          () => this.#releaseBusy(sandboxQueue),
          () => {
            this.#releaseBusy(sandboxQueue);
            void this.#waitForStore().then(() => this.#enqueueAllDue(sandboxQueue));
          },
        );
    });
  }

  #releaseBusy(sandboxQueue: SandboxQueue): void {
    sandboxQueue.busyCount -= 1;
    if (sandboxQueue.busyCount === 0) for (const waiter of sandboxQueue.idleWaiters.splice(0)) waiter();
  }
}
