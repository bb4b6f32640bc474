import type { Fault } from '../../domain/fault.ts';
import { unsettled } from '../../domain/order-notification/delivery.ts';
import type { Callback, Change, Profile, Reader, World } from '../../domain/sandbox.ts';
import { settings } from '../../domain/sandbox.ts';
import { release } from '../../engine/callback-fault.ts';
import {
  type AttemptResult,
  destination,
  hubNotifications,
  hubOf,
  isDue,
  isSettled,
  lastNumber,
  type Notification,
  notifications,
  type Parcel,
  readParcel,
  recordAttempt,
  settleUnsent,
} from '../../engine/outbox.ts';
import { StoreRefused } from '../ports.ts';
import { type DeliverParts, DeliveryAttempts, handTo, type ToAttempt } from './delivery-attempt.ts';
import {
  type Box,
  type DeliveryWindow,
  hurry,
  listParked,
  makeBox,
  moved,
  type Parked,
  parkReason,
  type Window,
} from './delivery-box.ts';
import { type Head, headOf } from './delivery-head.ts';
import { DeliveryIdle, type IdleDelivery, type IdleWatcher } from './delivery-idle.ts';
import { DeliveryLanes, type Endpoint, type Lane } from './delivery-lanes.ts';

export type { DeliveryWindow, Parked } from './delivery-box.ts';

const storeRetryMs = 1000;

/**
 * Sends events to customers: at least once, in order per order, nothing across orders. It follows the changes that are
 * kept (`committed`), so an event never leaves before its order would survive, and holds nothing while it waits for
 * somebody else's answer. After a restart `resume` finds what was interrupted.
 */
export class Deliverer {
  readonly #parts: DeliverParts;
  readonly #attempts: DeliveryAttempts;
  readonly #lanes: DeliveryLanes;
  readonly #boxes = new Map<string, Box>();
  readonly #idleness: DeliveryIdle;
  #closed = false;

  constructor(parts: DeliverParts) {
    const { schedule } = parts;
    this.#parts = parts;
    this.#attempts = new DeliveryAttempts(parts);
    const places = { inAll: schedule.atOnceInAll, perEndpoint: schedule.atOncePerEndpoint };
    this.#lanes = new DeliveryLanes(places, (lane) => void this.#serve(lane));
    const { clock, host } = parts;
    const warnAfterMs = schedule.warnAfterIdleMs;
    this.#idleness = new DeliveryIdle({ clock, boxes: this.#boxes, read: (id) => host.read(id), warnAfterMs });
  }

  /** Tell it of every change once it is kept, in order per sandbox. */
  committed(sandboxId: string, change: Change): void {
    for (const [name, key, document] of change.puts) {
      if (name === notifications.name) this.#notice(sandboxId, 'callback', document as Notification | null);
      else if (name === hubNotifications.name) {
        this.#notice(sandboxId, hubOf(key), document as Notification | null);
      } else if (name === settings.name && key === 'profile') this.#readdress(sandboxId, document as Profile);
    }
  }

  /** Finds what was interrupted, in every sandbox. */
  resumeAll(): void {
    for (const id of this.#parts.host.sandboxIds()) this.resume(id);
  }

  resume(sandboxId: string): void {
    const reader = this.#parts.host.read(sandboxId);
    if (!reader) return;
    for (const [, event] of reader.find(notifications, unsettled, unsettled))
      this.#notice(sandboxId, 'callback', event);
    for (const [key, event] of reader.find(hubNotifications, unsettled, unsettled)) {
      this.#notice(sandboxId, hubOf(key), event);
    }
  }

  /** The sandbox was deleted, reset or replaced: nothing of it is sent any more until it is resumed. */
  forget(sandboxId: string): void {
    const box = this.#boxes.get(sandboxId);
    this.#boxes.delete(sandboxId);
    this.#attempts.forget(sandboxId);
    this.#idleness.forget(sandboxId);
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

  /** Set while nothing of a sandbox is being sent although something is due, for longer than is normal. */
  idleness(sandboxId: string): IdleDelivery | undefined {
    return this.#idleness.of(sandboxId);
  }

  /** Returns what ends it. */
  watchIdleness(watcher: IdleWatcher): () => void {
    return this.#idleness.watch(watcher);
  }

  /** What the newest advance parked. */
  parked(sandboxId: string): readonly Parked[] {
    return this.#boxes.get(sandboxId)?.lastParked ?? [];
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
    this.#unpark(box);
    return {
      idle: () => this.idle(sandboxId),
      end: () => {
        if (box.window === window) box.window = undefined;
        box.parked = window.parked;
        return listParked(this.#parts.host, box, window).then((parked) => {
          box.lastParked = parked;
          return parked;
        });
      },
    };
  }

  /** Attempts everything that waits for its next try, and what was parked, without moving the clock. Returns which. */
  async retryNow(sandboxId: string): Promise<readonly Parcel[]> {
    const box = this.#box(sandboxId);
    const hurried = await this.#parts.host.change(sandboxId, (world) => hurry(world, box));
    this.#unpark(box);
    await this.idle(sandboxId);
    return hurried;
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
    const to = handTo(callback, url);
    if (!to) {
      await this.#parts.host.change(sandboxId, (world) => settleUnsent(world, parcel, where as { to: 'inbox' }));
      return this.#parts.host.read(sandboxId)?.get(notifications, eventId);
    }
    box.busy += 1;
    try {
      return await this.#turn(box, parcel, to, () =>
        this.#make(box, { sandboxId, parcel, callback: to, manual: true }, (result) =>
          this.#parts.host.change(sandboxId, (world) => recordAttempt(world, parcel, result, this.#parts.schedule)),
        ),
      );
    } finally {
      this.#unbusy(box);
    }
  }

  close(): void {
    this.#closed = true;
    this.#idleness.close();
    for (const id of [...this.#boxes.keys()]) this.forget(id);
  }

  #box(sandboxId: string): Box {
    let box = this.#boxes.get(sandboxId);
    if (!box) {
      box = makeBox(sandboxId, this.#parts.host.read(sandboxId)?.get(settings, 'profile') as Profile | undefined);
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
    else {
      lane.events.add(event.eventId);
      this.#idleness.rouse();
    }
    this.#consider(box, lane);
  }

  #readdress(sandboxId: string, profile: Profile): void {
    const box = this.#boxes.get(sandboxId);
    if (box && moved(box, profile)) this.#unpark(box);
  }

  #unpark(box: Box): void {
    box.parked = new Map();
    this.#wake(box);
  }

  /** Every lane at rest is looked at again. */
  #wake(box: Box): void {
    for (const endpoint of box.endpoints.values()) {
      endpoint.timeouts = 0;
      for (const lane of [...endpoint.lanes.values()]) this.#consider(box, lane);
    }
  }

  /** Queues the lane when its head is due; forgets it when nothing is left. */
  #consider(box: Box, lane: Lane): void {
    if (lane.state !== 'rest' || box.gone) return;
    const head = headOf(this.#parts.host.read(box.id), lane);
    if (!head) {
      lane.endpoint.lanes.delete(lane.orderId);
      return;
    }
    if (!isDue(head.event) || head.event.heldBack || box.parked.has(lane)) return;
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

  async #serve(lane: Lane): Promise<void> {
    const box = this.#boxes.get(lane.endpoint.sandboxId);
    try {
      if (box && !box.gone) await this.#deliverHead(box, lane);
    } catch (error) {
      // Nothing was sent: what comes before it could not be kept.
      if (!(error instanceof StoreRefused)) throw error;
      await this.#storePause();
    } finally {
      this.#lanes.finish(lane);
      if (box) {
        this.#consider(box, lane);
        this.#unbusy(box);
      }
    }
  }

  async #deliverHead(box: Box, lane: Lane): Promise<void> {
    const reader = this.#parts.host.read(box.id);
    const head = headOf(reader, lane);
    if (!head || !reader || !isDue(head.event) || head.event.heldBack) return;
    const where = destination(reader, lane.endpoint.name);
    if (where.to !== 'url') return;
    await this.#turn(box, head.parcel, where.callback, async () => {
      // It may have been sent by hand while it waited for its turn.
      const event = readParcel(reader, head.parcel);
      if (box.gone || !event || !isDue(event)) return;
      const attempt = { sandboxId: box.id, parcel: head.parcel, callback: where.callback };
      const met = await this.#attempts.meetFault(attempt);
      if (met?.hold || box.gone) return;
      const record = async (result: AttemptResult) => {
        this.#noteTimeout(box, lane, result);
        await this.#record(box, head, result);
      };
      await this.#make(box, attempt, record, met?.fault);
    });
  }

  #turn<T>({ turns }: Box, { endpoint, eventId }: Parcel, { url }: Callback, turn: () => Promise<T>): Promise<T> {
    return turns.take(`${endpoint} ${eventId}`, url, turn);
  }

  /** Makes an attempt under a number of its own and has it recorded. */
  async #make<T>(
    box: Box,
    to: ToAttempt,
    record: (result: AttemptResult) => Promise<T>,
    fault?: Fault,
  ): Promise<T | undefined> {
    const { attempts, turns } = box;
    const name = `${to.parcel.endpoint} ${to.parcel.eventId}`;
    const reader = this.#parts.host.read(box.id);
    const event = reader && readParcel(reader, to.parcel);
    // The sandbox was reset or deleted while this waited for its turn.
    if (box.gone || !event) return undefined;
    const n = turns.next(name, lastNumber(event));
    attempts.begun += 1;
    attempts.underWay += 1;
    const result = await this.#attempts.make(to, n, fault).finally(() => {
      attempts.underWay -= 1;
    });
    if (box.gone) return undefined;
    const recorded = await record(result);
    turns.done(name);
    return recorded;
  }

  /** What was sent cannot be unsent: while the store refuses, the outcome is offered again, and nothing is sent twice. */
  async #record(box: Box, { parcel, overtakes }: Head, result: AttemptResult): Promise<void> {
    const note = (world: World): void => {
      recordAttempt(world, parcel, result, this.#parts.schedule);
      if (overtakes) release(world, overtakes);
    };
    while (!box.gone) {
      try {
        await this.#parts.host.change(box.id, note);
        return;
      } catch {
        await this.#storePause();
      }
    }
  }

  #storePause(): Promise<void> {
    return new Promise((resolve) => this.#parts.clock.after(storeRetryMs, resolve));
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
        () => {
          this.#unbusy(box);
          void this.#storePause().then(() => this.#wake(box));
        },
      );
    });
  }

  #unbusy(box: Box): void {
    box.busy -= 1;
    if (box.busy === 0) for (const waiter of box.waiters.splice(0)) waiter();
  }
}
