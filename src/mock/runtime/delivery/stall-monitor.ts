import type { StateReader } from '#domain/core/sandbox-state';
import type { EventDocument } from '#domain/timeline/event';
import { isDue, readDelivery } from '#engine/delivery/outbox';
import type { WallClock } from '#runtime/ports';
import type { OrderQueue } from './order-queue.ts';
import type { SandboxQueue } from './sandbox-queue.ts';

/** A stall: callbacks of one sandbox are due, and none has been sent for longer than the schedule allows. */
export interface StalledDelivery {
  /** Start of the stall: wall time, ISO 8601. */
  readonly since: string;
  /** How many events could be sent now. */
  readonly due: number;
  /** Why the first of them is not sent. */
  readonly reason: string;
  /** The whole finding as a sentence for people. */
  readonly text: string;
}

/** Called when a stall begins, and with undefined when it ends. */
export type StallWatcher = (sandboxId: string, idle: StalledDelivery | undefined) => void;

interface DueEvents {
  readonly events: number;
  readonly reason: string;
}

interface DueScan {
  readonly version: number;
  readonly due: DueEvents | undefined;
}

/** The state of a sandbox at the latest check. */
interface QueueObservation {
  readonly attemptsStarted: number;
  readonly due: DueEvents | undefined;
  /** What is due according to the documents of a version. */
  readonly scan: DueScan | undefined;
  /** Wall time of the first check with this finding. */
  readonly since: number;
  readonly isReported: boolean;
}

export interface StallMonitorDependencies {
  readonly clock: WallClock;
  readonly sandboxQueues: ReadonlyMap<string, SandboxQueue>;
  readonly read: (sandboxId: string) => StateReader | undefined;
  /** Wall milliseconds without an attempt before a stall is reported. */
  readonly warnAfterMs: number;
}

/** Interval between checks, which run only while something is to be delivered. */
const checkIntervalMs = 1000;

/**
 * Detects that nothing is sent although something is due, whatever the cause: parked events that nobody releases,
 * connections that others occupy, a store that refuses, or a bug of ours. Waiting for the virtual clock is no stall.
 */
export class StallMonitor {
  readonly #dependencies: StallMonitorDependencies;
  readonly #watchers = new Set<StallWatcher>();
  readonly #observations = new Map<string, QueueObservation>();
  #timer: { cancel(): void } | undefined;

  constructor(dependencies: StallMonitorDependencies) {
    this.#dependencies = dependencies;
  }

  watch(watcher: StallWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Call when there is something to deliver: checks begin. */
  start(): void {
    this.#timer ??= this.#dependencies.clock.after(checkIntervalMs, () => this.#check());
  }

  forget(sandboxId: string): void {
    if (this.#observations.get(sandboxId)?.isReported) this.#notify(sandboxId, undefined);
    this.#observations.delete(sandboxId);
  }

  close(): void {
    this.#timer?.cancel();
  }

  /** The stall of a sandbox; undefined when there is none, or not for long enough. */
  stallOf(sandboxId: string): StalledDelivery | undefined {
    const sandboxQueue = this.#dependencies.sandboxQueues.get(sandboxId);
    return sandboxQueue && this.#stallFrom(this.#observe(sandboxQueue));
  }

  #check(): void {
    this.#timer = undefined;
    let hasDeliveries = false;
    for (const sandboxQueue of this.#dependencies.sandboxQueues.values()) {
      hasDeliveries ||= [...sandboxQueue.endpoints.values()].some(({ orderQueues }) => orderQueues.size > 0);
      this.#observe(sandboxQueue);
    }
    if (hasDeliveries) this.start();
  }

  #observe(sandboxQueue: SandboxQueue): QueueObservation {
    const before = this.#observations.get(sandboxQueue.id);
    const now = this.#dependencies.clock.now();
    const { started: attemptsStarted, inProgress } = sandboxQueue.attempts;
    const scan = inProgress > 0 ? undefined : this.#scan(sandboxQueue, before?.scan);
    const due = scan?.due;
    const isUnchanged = due !== undefined && before?.due !== undefined && before.attemptsStarted === attemptsStarted;
    const observation: QueueObservation = {
      attemptsStarted,
      due,
      scan,
      since: isUnchanged ? before.since : now,
      isReported: before?.isReported ?? false,
    };
    const stall = this.#stallFrom(observation);
    this.#observations.set(sandboxQueue.id, { ...observation, isReported: stall !== undefined });
    if ((stall !== undefined) !== observation.isReported) this.#notify(sandboxQueue.id, stall);
    return observation;
  }

  /** The documents determine what is due, so an unchanged version need not be scanned again. */
  #scan(sandboxQueue: SandboxQueue, before: DueScan | undefined): DueScan | undefined {
    const reader = this.#dependencies.read(sandboxQueue.id);
    if (!reader || before?.version === reader.version) return before;
    return { version: reader.version, due: findDue(sandboxQueue, reader) };
  }

  #stallFrom({ due, since }: QueueObservation): StalledDelivery | undefined {
    if (due === undefined || this.#dependencies.clock.now() - since <= this.#dependencies.warnAfterMs) return undefined;
    const { events, reason } = due;
    const seconds = this.#dependencies.warnAfterMs / 1000;
    const subject = events === 1 ? 'a callback is' : `${events} callbacks are`;
    const text = `Delivery has been idle for more than ${seconds} s (wall time) while ${subject} due: ${reason}`;
    return { since: new Date(since).toISOString(), due: events, reason, text };
  }

  #notify(sandboxId: string, stall: StalledDelivery | undefined): void {
    for (const watcher of this.#watchers) watcher(sandboxId, stall);
  }
}

function findDue(sandboxQueue: SandboxQueue, reader: StateReader): DueEvents | undefined {
  let events = 0;
  let reason = '';
  for (const endpoint of sandboxQueue.endpoints.values()) {
    for (const orderQueue of endpoint.orderQueues.values()) {
      const due = [...dueEventsOf(reader, orderQueue)];
      if (due[0] === undefined) continue;
      if (events === 0) reason = stallReason(sandboxQueue, orderQueue, due[0]);
      events += due.length;
    }
  }
  return events === 0 ? undefined : { events, reason };
}

/** The events of an order queue that could be sent, in sequence; none while the first waits for the virtual clock. */
function* dueEventsOf(reader: StateReader, orderQueue: OrderQueue): Iterable<EventDocument> {
  for (const eventId of orderQueue.eventIds) {
    const event = readDelivery(reader, { endpoint: orderQueue.endpoint.name, eventId });
    if (!event || event.heldBack) continue;
    if (!isDue(event)) return;
    yield event;
  }
}

function stallReason(sandboxQueue: SandboxQueue, orderQueue: OrderQueue, event: EventDocument): string {
  const parked = sandboxQueue.window?.parked.get(orderQueue) ?? sandboxQueue.parked.get(orderQueue);
  if (parked !== undefined) return parked;
  if (orderQueue.state === 'queued') return 'all concurrent deliveries go to other endpoints (--max-deliveries)';
  if (orderQueue.state === 'sending') return 'the result of the last attempt cannot be stored';
  return event.reason ?? 'the cause is unknown; "retry now" sends it again';
}
