import { toText } from '../domain/canonical.ts';
import type { DeliverySchedule } from '../domain/delivery.ts';
import { uuid } from '../domain/ids.ts';
import type { Change, Instant, Profile, Reader, World } from '../domain/sandbox.ts';
import { settings } from '../domain/sandbox.ts';
import {
  type AttemptResult,
  type Destination,
  destination,
  hubNotifications,
  isDue,
  isSettled,
  type Notification,
  noteWaiting,
  notifications,
  type Parcel,
  readParcel,
  recordAttempt,
  retryNow,
  settleUnsent,
} from '../engine/outbox.ts';
import { DeliveryLanes, type Endpoint, type Lane } from './delivery-lanes.ts';
import type { Egress } from './egress.ts';
import { OutboundAuth } from './outbound-auth.ts';
import type { WallClock } from './ports.ts';
import { postEvent } from './post-event.ts';

/** What delivery needs of whoever keeps the sandboxes. */
export interface DeliveryHost {
  sandboxIds(): Iterable<string>;
  /** Undefined when there is no such sandbox. */
  read(sandboxId: string): Reader | undefined;
  /** Virtual now. */
  now(sandboxId: string): Instant;
  /** Resolves once the change is kept and {@link Deliverer.committed} was told of it; rejects when it was not kept. */
  change<T>(sandboxId: string, make: (world: World) => T): Promise<T>;
}

/** The host that a set of live sandboxes is. */
export function deliveryHost(sandboxes: {
  all(): Iterable<{ readonly id: string }>;
  get(id: string):
    | {
        readonly reader: Reader;
        readonly now: Instant;
        change<T>(make: (world: World) => T): Promise<T>;
      }
    | undefined;
}): DeliveryHost {
  const mustGet = (id: string) => {
    const live = sandboxes.get(id);
    if (!live) throw new Error(`sandbox "${id}" is gone`);
    return live;
  };
  return {
    sandboxIds: () => [...sandboxes.all()].map(({ id }) => id),
    read: (id) => sandboxes.get(id)?.reader,
    now: (id) => mustGet(id).now,
    change: async (id, make) => mustGet(id).change(make),
  };
}

export interface DeliverParts {
  readonly host: DeliveryHost;
  readonly egress: Egress;
  readonly clock: WallClock;
  readonly schedule: DeliverySchedule;
  /** What an event says to the customer, as a value: turned into the same bytes on every attempt. */
  readonly render: (reader: Reader, event: Notification) => unknown;
  /** Wall time for one attempt; the schedule's unless set. */
  readonly timeoutMs?: number;
}

export interface Parked {
  readonly eventId: string;
  readonly orderId: string;
  readonly reason: string;
}

/** One advance of a sandbox's clock, as delivery sees it. */
export interface DeliveryWindow {
  /** Resolves when nothing of this sandbox that is due is still to be attempted. */
  idle(): Promise<void>;
  /** Ends the window; what was parked in it stays `waiting` and is listed. */
  end(): Promise<readonly Parked[]>;
}

interface Window {
  readonly parkAll: boolean;
  readonly timeouts: Map<string, number>;
  readonly parked: Map<Lane, string>;
}

interface Box {
  readonly id: string;
  readonly endpoints: Map<string, Endpoint>;
  /** Lanes that are queued or sending, and changes on their way. */
  busy: number;
  readonly waiters: (() => void)[];
  window: Window | undefined;
  /** Events to settle without sending, together in one change. */
  unsent: Parcel[];
  gone: boolean;
}

const storeRetryMs = 1000;

/**
 * Sends events to customers: at least once, in order per order, nothing across orders. It follows the changes that are
 * kept (`committed`), so an event never leaves before its order would survive, and holds nothing while it waits for
 * somebody else's answer. After a restart `resume` finds what was interrupted.
 */
export class Deliverer {
  readonly #parts: DeliverParts;
  readonly #auth: OutboundAuth;
  readonly #lanes: DeliveryLanes;
  readonly #boxes = new Map<string, Box>();
  #closed = false;

  constructor(parts: DeliverParts) {
    const { schedule, egress, clock } = parts;
    this.#parts = parts;
    this.#auth = new OutboundAuth(egress, clock);
    const places = { inAll: schedule.atOnceInAll, perEndpoint: schedule.atOncePerEndpoint };
    this.#lanes = new DeliveryLanes(places, (lane) => void this.#serve(lane));
  }

  /** Tell it of every change once it is kept, in order per sandbox. */
  committed(sandboxId: string, change: Change): void {
    for (const [name, key, document] of change.puts) {
      if (name === notifications.name) this.#notice(sandboxId, 'callback', document as Notification | null);
      else if (name === hubNotifications.name) {
        this.#notice(sandboxId, key.slice(0, key.indexOf('/')), document as Notification | null);
      } else if (name === settings.name && key === 'profile') this.#wake(sandboxId);
    }
  }

  /** Finds what was interrupted, in every sandbox. */
  resumeAll(): void {
    for (const id of this.#parts.host.sandboxIds()) this.resume(id);
  }

  resume(sandboxId: string): void {
    const reader = this.#parts.host.read(sandboxId);
    for (const [, event] of reader?.list(notifications) ?? []) this.#notice(sandboxId, 'callback', event);
    for (const [key, event] of reader?.list(hubNotifications) ?? []) {
      this.#notice(sandboxId, key.slice(0, key.indexOf('/')), event);
    }
  }

  /** The sandbox was deleted, reset or replaced: nothing of it is sent any more until it is resumed. */
  forget(sandboxId: string): void {
    const box = this.#boxes.get(sandboxId);
    this.#boxes.delete(sandboxId);
    this.#auth.forget(sandboxId);
    if (!box) return;
    box.gone = true;
    for (const endpoint of box.endpoints.values()) this.#lanes.unqueue(endpoint);
    for (const waiter of box.waiters.splice(0)) waiter();
  }

  /** Resolves when nothing that is due is still to be attempted. */
  idle(sandboxId: string): Promise<void> {
    const box = this.#boxes.get(sandboxId);
    if (!box || box.busy === 0) return Promise.resolve();
    return new Promise((resolve) => box.waiters.push(resolve));
  }

  /** Whoever walks the clock waits for this at every instant. */
  settle(sandboxId: string): Promise<void> {
    return this.idle(sandboxId);
  }

  /** Call when an advance begins. What an earlier one parked is tried again. `park`: this one delivers nothing. */
  beginAdvance(sandboxId: string, { park = false } = {}): DeliveryWindow {
    const box = this.#box(sandboxId);
    const window: Window = { parkAll: park, timeouts: new Map(), parked: new Map() };
    box.window = window;
    this.#wake(sandboxId);
    return {
      idle: () => this.idle(sandboxId),
      end: () => {
        if (box.window === window) box.window = undefined;
        return this.#listParked(box, window);
      },
    };
  }

  /** Attempts everything that waits for its next try, and what was parked, without moving the clock. Returns the ids. */
  async retryNow(sandboxId: string): Promise<readonly string[]> {
    const box = this.#box(sandboxId);
    const parcels = [...unsettled(box)];
    const hurried = await this.#parts.host.change(sandboxId, (world) =>
      parcels.filter((parcel) => retryNow(world, parcel) || isDue(readParcel(world, parcel) ?? settledNotification)),
    );
    this.#wake(sandboxId);
    await this.idle(sandboxId);
    return hurried.map(({ eventId }) => eventId);
  }

  /** Sends one event again at once, by hand, with the same id and bytes; `url` sends it there instead. */
  async resend(sandboxId: string, eventId: string, url?: string): Promise<Notification | undefined> {
    const reader = this.#parts.host.read(sandboxId);
    const event = reader?.get(notifications, eventId);
    if (!reader || !event) return undefined;
    const box = this.#box(sandboxId);
    const parcel = { endpoint: 'callback', eventId };
    const where = destination(reader, 'callback');
    const { callback } = reader.get(settings, 'profile') as Profile;
    // By hand, also to an endpoint that is disabled: that is how one finds out whether it is well again.
    const to =
      url === undefined
        ? callback
        : { ...(callback ?? {}), url, ...(callback?.url === url ? {} : { auth: { type: 'none' as const } }) };
    if (!to) {
      await this.#parts.host.change(sandboxId, (world) => settleUnsent(world, parcel, where as { to: 'inbox' }));
      return this.#parts.host.read(sandboxId)?.get(notifications, eventId);
    }
    box.busy += 1;
    try {
      const result = await this.#attempt(box, parcel, event, { to: 'url', callback: to }, true);
      return await this.#parts.host.change(sandboxId, (world) =>
        recordAttempt(world, parcel, result, this.#parts.schedule),
      );
    } finally {
      this.#unbusy(box);
    }
  }

  close(): void {
    this.#closed = true;
    for (const id of [...this.#boxes.keys()]) this.forget(id);
  }

  #box(sandboxId: string): Box {
    let box = this.#boxes.get(sandboxId);
    if (!box) {
      box = { id: sandboxId, endpoints: new Map(), busy: 0, waiters: [], window: undefined, unsent: [], gone: false };
      this.#boxes.set(sandboxId, box);
    }
    return box;
  }

  #endpoint(box: Box, name: string): Endpoint {
    let endpoint = box.endpoints.get(name);
    if (!endpoint) {
      endpoint = this.#lanes.makeEndpoint(box.id, name);
      box.endpoints.set(name, endpoint);
    }
    return endpoint;
  }

  #notice(sandboxId: string, endpointName: string, event: Notification | null): void {
    if (this.#closed || event === null) return;
    const settled = isSettled(event);
    if (settled && !this.#boxes.has(sandboxId)) return;
    const box = this.#box(sandboxId);
    const endpoint = this.#endpoint(box, endpointName);
    if (settled && !endpoint.lanes.has(event.orderId)) return;
    const lane = this.#lanes.lane(endpoint, event.orderId);
    if (settled) lane.events.delete(event.eventId);
    else lane.events.add(event.eventId);
    this.#consider(box, lane);
  }

  /** Every lane at rest is looked at again: the endpoint changed, or what was parked may go. */
  #wake(sandboxId: string): void {
    const box = this.#boxes.get(sandboxId);
    if (!box) return;
    for (const endpoint of box.endpoints.values()) {
      endpoint.timeouts = 0;
      for (const lane of [...endpoint.lanes.values()]) this.#consider(box, lane);
    }
  }

  /** Queues the lane when its head is due; forgets it when nothing is left. */
  #consider(box: Box, lane: Lane): void {
    if (lane.state !== 'rest' || box.gone) return;
    const head = this.#head(box, lane);
    if (!head) {
      lane.endpoint.lanes.delete(lane.orderId);
      return;
    }
    if (!isDue(head.event)) return;
    const reader = this.#parts.host.read(box.id) as Reader;
    const where = destination(reader, lane.endpoint.name);
    if (where.to !== 'url') {
      this.#settleUnsent(box, head.parcel);
      return;
    }
    const reason = parkReason(box.window, lane.endpoint.name, this.#parts.schedule);
    if (reason !== undefined) {
      box.window?.parked.set(lane, reason);
      return;
    }
    box.busy += 1;
    this.#lanes.enqueue(lane);
  }

  #head(box: Box, lane: Lane): { readonly parcel: Parcel; readonly event: Notification } | undefined {
    const reader = this.#parts.host.read(box.id);
    for (const eventId of lane.events) {
      const parcel = { endpoint: lane.endpoint.name, eventId };
      const event = reader && readParcel(reader, parcel);
      if (event && !isSettled(event)) return { parcel, event };
      lane.events.delete(eventId);
    }
    return undefined;
  }

  async #serve(lane: Lane): Promise<void> {
    const box = this.#boxes.get(lane.endpoint.sandboxId);
    try {
      if (box && !box.gone) await this.#deliverHead(box, lane);
    } finally {
      this.#lanes.finish(lane);
      if (box) {
        this.#consider(box, lane);
        this.#unbusy(box);
      }
    }
  }

  async #deliverHead(box: Box, lane: Lane): Promise<void> {
    const head = this.#head(box, lane);
    const reader = this.#parts.host.read(box.id);
    if (!head || !reader || !isDue(head.event)) return;
    const where = destination(reader, lane.endpoint.name);
    if (where.to !== 'url') return;
    const result = await this.#attempt(box, head.parcel, head.event, where, false);
    if (box.gone) return;
    this.#noteTimeout(box, lane, result);
    await this.#record(box, head.parcel, result);
  }

  /** What was sent cannot be unsent: while the store refuses, the outcome is offered again, and nothing is sent twice. */
  async #record(box: Box, parcel: Parcel, result: AttemptResult): Promise<void> {
    while (!box.gone) {
      try {
        await this.#parts.host.change(box.id, (world) => recordAttempt(world, parcel, result, this.#parts.schedule));
        return;
      } catch {
        await new Promise<void>((resolve) => this.#parts.clock.after(storeRetryMs, resolve));
      }
    }
  }

  async #attempt(
    box: Box,
    parcel: Parcel,
    event: Notification,
    where: Extract<Destination, { to: 'url' }>,
    manual: boolean,
  ): Promise<AttemptResult> {
    const { host, schedule, egress, clock, render } = this.#parts;
    const reader = host.read(box.id) as Reader;
    const profile = reader.get(settings, 'profile') as Profile;
    return postEvent(
      {
        sandboxId: box.id,
        eventId: event.eventId,
        trackingId: uuid(profile.seed, 'callback-tracking', parcel.endpoint, event.eventId),
        callback: where.callback,
        body: toText(render(reader, event)),
        n: event.attempts.length + 1,
        at: host.now(box.id),
        manual,
        extras: profile.mode !== 'strict',
        timeoutMs: where.callback.timeoutMs ?? this.#parts.timeoutMs ?? schedule.timeoutMs,
        tokenFault: async () => undefined,
      },
      { egress, auth: this.#auth, clock },
    );
  }

  #noteTimeout(box: Box, { endpoint }: Lane, { attempt }: AttemptResult): void {
    if (attempt.failure !== 'timeout') {
      endpoint.timeouts = 0;
      return;
    }
    endpoint.timeouts += 1;
    const { window } = box;
    if (!window) return;
    const count = (window.timeouts.get(endpoint.name) ?? 0) + 1;
    window.timeouts.set(endpoint.name, count);
    if (count < this.#parts.schedule.parkAfterTimeouts) return;
    const reason = parkReason(window, endpoint.name, this.#parts.schedule) as string;
    for (const lane of this.#lanes.unqueue(endpoint)) {
      window.parked.set(lane, reason);
      this.#unbusy(box);
    }
  }

  /** Together: an order book that goes to the inbox makes one change, not thousands. */
  #settleUnsent(box: Box, parcel: Parcel): void {
    box.unsent.push(parcel);
    if (box.unsent.length > 1) return;
    box.busy += 1;
    const settle = (world: World): void => {
      for (const unsent of box.unsent.splice(0)) {
        const where = destination(world, unsent.endpoint);
        if (where.to !== 'url') settleUnsent(world, unsent, where);
      }
    };
    queueMicrotask(() => {
      if (box.gone) return;
      this.#parts.host.change(box.id, settle).then(
        () => this.#unbusy(box),
        () => this.#unbusy(box),
      );
    });
  }

  async #listParked(box: Box, { parked }: Window): Promise<readonly Parked[]> {
    const listed: Parked[] = [];
    if (box.gone || parked.size === 0) return listed;
    await this.#parts.host.change(box.id, (world) => {
      for (const [lane, reason] of parked) {
        for (const eventId of lane.events) {
          const parcel = { endpoint: lane.endpoint.name, eventId };
          const event = readParcel(world, parcel);
          if (!event || !isDue(event)) continue;
          noteWaiting(world, parcel, reason);
          listed.push({ eventId, orderId: lane.orderId, reason });
        }
      }
    });
    return listed;
  }

  #unbusy(box: Box): void {
    box.busy -= 1;
    if (box.busy === 0) for (const waiter of box.waiters.splice(0)) waiter();
  }
}

const settledNotification = { state: 'delivered', attempts: [] } as const;

function* unsettled(box: Box): Iterable<Parcel> {
  for (const endpoint of box.endpoints.values())
    for (const lane of endpoint.lanes.values())
      for (const eventId of lane.events) yield { endpoint: endpoint.name, eventId };
}

function parkReason(window: Window | undefined, endpoint: string, schedule: DeliverySchedule): string | undefined {
  if (!window) return undefined;
  const later = 'it goes out with the next advance, or by "retry now"';
  if (window.parkAll) return `Parked: this advance was asked to deliver nothing; ${later}`;
  const timeouts = window.timeouts.get(endpoint) ?? 0;
  if (timeouts < schedule.parkAfterTimeouts) return undefined;
  return `Parked: the endpoint timed out ${timeouts} times within this advance; ${later}`;
}
