import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { type DeliverySchedule, makeDeliverySchedule } from '../../src/mock/domain/order-notification/delivery.ts';
import { type Callback, settings, type World } from '../../src/mock/domain/sandbox.ts';
import type { Ground } from '../../src/mock/engine/ground.ts';
import { type Notification, notifications } from '../../src/mock/engine/outbox.ts';
import { firstChange } from '../../src/mock/engine/world.ts';
import { Deliverer } from '../../src/mock/runtime/delivery/deliver.ts';
import { deliveryHost } from '../../src/mock/runtime/delivery/delivery-host.ts';
import { Egress, type EgressParts } from '../../src/mock/runtime/egress/egress.ts';
import { Journal } from '../../src/mock/runtime/journal/journal.ts';
import { type Committed, LiveSandbox } from '../../src/mock/runtime/live-sandbox.ts';
import type { Store, StoredSandbox, WallClock } from '../../src/mock/runtime/ports.ts';
import { memoryStore } from '../../src/mock/runtime/store/store-memory.ts';
import { wallClock } from '../../src/mock/runtime/wall.ts';

export const schedule: DeliverySchedule = makeDeliverySchedule(
  parse(readFileSync(new URL('../../specs/journeys/delivery-schedule.yaml', import.meta.url), 'utf8')),
);

export const start = Date.UTC(2026, 0, 5, 9);

export interface DeliveryHouse {
  readonly deliverer: Deliverer;
  readonly egress: Egress;
  add(id: string, callback: Callback | null, mode?: 'default' | 'strict'): Promise<LiveSandbox>;
  /** A sandbox as the store has it. */
  reopen(id: string, stored: StoredSandbox): Promise<void>;
  get(id: string): LiveSandbox;
  /** Events of an order come about, one change each. */
  emit(id: string, orderId: string, count?: number): Promise<readonly string[]>;
  events(id: string): readonly Notification[];
  event(id: string, eventId: string): Notification;
  /** Walks the clock as an advance does: apply what is due, deliver, go on. */
  advance(id: string, milliseconds: number, options?: { park?: boolean }): ReturnType<Walk>;
  setCallback(id: string, callback: Callback | null): Promise<void>;
  close(): void;
}
type Walk = (id: string) => Promise<readonly { eventId: string; orderId: string; reason: string }[]>;

export interface DeliveryHouseParts {
  readonly store?: Store;
  readonly clock?: WallClock;
  readonly policy?: EgressParts['policy'];
  readonly timeoutMs?: number;
}

/** Sandboxes, deliveries and a clock, without the rest of the server: events are made by the test. */
export function deliveryHouse(parts: DeliveryHouseParts = {}): DeliveryHouse {
  const { store = memoryStore(), clock = wallClock, timeoutMs } = parts;
  const policy = parts.policy ?? { profile: 'local' as const, ownPorts: () => [] };
  const live = new Map<string, LiveSandbox>();
  const egress = new Egress({ policy, clock });
  const deliverer: Deliverer = new Deliverer({
    host: deliveryHost({ all: () => live.values(), get: (id) => live.get(id) }),
    egress,
    clock,
    schedule,
    render: (_, { eventId, eventType, orderId }) => ({ eventId, eventType, event: { productOrder: { id: orderId } } }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const partsOf = (id: string) => ({
    store,
    ground: {} as Ground,
    instantOf: (_: string, { now }: { readonly now: number }) => now,
    makeJournal: () => new Journal(clock),
    committed: ({ change }: Committed) => deliverer.committed(id, change),
  });
  const mustGet = (id: string): LiveSandbox => live.get(id) as LiveSandbox;
  return {
    deliverer,
    egress,
    async reopen(id, stored) {
      live.set(id, new LiveSandbox(id, partsOf(id), stored));
    },
    async add(id, callback, mode = 'default') {
      const sandbox = new LiveSandbox(id, partsOf(id));
      live.set(id, sandbox);
      sandbox.commit(firstChange({ id, seed: id, start, clientId: id, clientSecret: id, callback, mode }));
      await sandbox.durable();
      return sandbox;
    },
    get: mustGet,
    async emit(id, orderId, count = 1) {
      const made: string[] = [];
      for (let n = 0; n < count; n += 1) {
        made.push(await mustGet(id).change((world) => putEvent(world, orderId)));
      }
      return made;
    },
    events: (id) => [...mustGet(id).reader.list(notifications)].map(([, event]) => event),
    event: (id, eventId) => mustGet(id).reader.get(notifications, eventId) as Notification,
    async advance(id, milliseconds, options) {
      const sandbox = mustGet(id);
      const until = sandbox.clock.now + milliseconds;
      const window = deliverer.beginAdvance(id, options);
      await window.idle();
      for (let next = sandbox.documents.nextDue(); next && next.due <= until; next = sandbox.documents.nextDue()) {
        sandbox.tick(until);
        sandbox.settle();
        await sandbox.durable();
        await window.idle();
      }
      sandbox.moveClock(until);
      await sandbox.durable();
      return window.end();
    },
    async setCallback(id, callback) {
      await mustGet(id).change((world) => {
        const { callbackDisabled: _, ...kept } = world.profile;
        world.put(settings, 'profile', { ...kept, callback });
      });
    },
    close() {
      deliverer.close();
      egress.close();
    },
  };
}

export function putEvent(world: World, orderId: string): string {
  const ordinal = world.ordinal('event');
  const eventId = `event-${ordinal}`;
  world.put(notifications, eventId, {
    eventId,
    eventType: 'ProductOrderStateChangeEvent',
    orderId,
    at: world.now,
    state: 'waiting',
    attempts: [],
  });
  return eventId;
}
