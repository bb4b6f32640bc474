import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { buildDeliverySchedule, type DeliverySchedule } from '#domain/callback/delivery-state';
import { type Callback, profileDocument, putSingleton, type Transaction } from '#domain/core/sandbox-state';
import { type EventDocument, events } from '#domain/timeline/event';
import type { ReferenceData } from '#engine/reference-data';
import { creationChangeSet } from '#engine/state/sandbox-lifecycle';
import { createDeliveryHost } from '#runtime/delivery/delivery-host';
import { DeliveryService } from '#runtime/delivery/delivery-service';
import { Egress, type EgressOptions } from '#runtime/egress/egress';
import { Journal } from '#runtime/journal/journal';
import type { Store, StoredSandbox, WallClock } from '#runtime/ports';
import { type CommittedChange, LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import { createMemoryStore } from '#runtime/store/store-memory';
import { systemClock } from '#runtime/system';

export const schedule: DeliverySchedule = buildDeliverySchedule(
  parse(readFileSync(new URL('../../specs/journeys/delivery-schedule.yaml', import.meta.url), 'utf8')),
);

export const startInstant = Date.UTC(2026, 0, 5, 9);

export interface DeliveryRig {
  readonly deliverer: DeliveryService;
  readonly egress: Egress;
  add(id: string, callback: Callback | null, mode?: 'default' | 'strict'): Promise<LiveSandbox>;
  /** A sandbox as the store has it. */
  reopen(id: string, stored: StoredSandbox): Promise<void>;
  get(id: string): LiveSandbox;
  /** Events of an order come about, one change each. */
  emit(id: string, orderId: string, count?: number): Promise<readonly string[]>;
  events(id: string): readonly EventDocument[];
  event(id: string, eventId: string): EventDocument;
  /** Walks the clock as an advance does: apply what is due, deliver, go on. */
  advance(id: string, milliseconds: number, options?: { park?: boolean }): ReturnType<AdvanceFunction>;
  setCallback(id: string, callback: Callback | null): Promise<void>;
  close(): void;
}
type AdvanceFunction = (id: string) => Promise<readonly { eventId: string; orderId: string; reason: string }[]>;

export interface DeliveryRigOptions {
  readonly store?: Store;
  readonly clock?: WallClock;
  readonly policy?: EgressOptions['policy'];
  readonly timeoutMs?: number;
}

/** Sandboxes, deliveries and a clock, without the rest of the server: events are made by the test. */
export function createDeliveryRig(rigOptions: DeliveryRigOptions = {}): DeliveryRig {
  const { store = createMemoryStore(), clock = systemClock, timeoutMs } = rigOptions;
  const policy = rigOptions.policy ?? { profile: 'local' as const, ownPorts: () => [] };
  const live = new Map<string, LiveSandbox>();
  const egress = new Egress({ policy, clock });
  const deliverer: DeliveryService = new DeliveryService({
    host: createDeliveryHost({ all: () => live.values(), get: (id) => live.get(id) }),
    egress,
    clock,
    schedule,
    render: (_, { eventId, eventType, orderId }) => ({ eventId, eventType, event: { productOrder: { id: orderId } } }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
  const contextOf = (id: string) => ({
    store,
    referenceData: {} as ReferenceData,
    currentInstant: (_: string, { now }: { readonly now: number }) => now,
    makeJournal: () => new Journal(clock),
    onCommitted: ({ changeSet }: CommittedChange) => deliverer.enqueueCommitted(id, changeSet),
  });
  const mustGet = (id: string): LiveSandbox => live.get(id) as LiveSandbox;
  return {
    deliverer,
    egress,
    async reopen(id, stored) {
      live.set(id, new LiveSandbox(id, contextOf(id), stored));
    },
    async add(id, callback, mode = 'default') {
      const sandbox = new LiveSandbox(id, contextOf(id));
      live.set(id, sandbox);
      sandbox.commit(
        creationChangeSet({ id, seed: id, start: startInstant, clientId: id, clientSecret: id, callback, mode }),
      );
      await sandbox.whenDurable();
      return sandbox;
    },
    get: mustGet,
    async emit(id, orderId, count = 1) {
      const eventIds: string[] = [];
      for (let n = 0; n < count; n += 1) {
        eventIds.push(await mustGet(id).transact((transaction) => putEvent(transaction, orderId)));
      }
      return eventIds;
    },
    events: (id) => [...mustGet(id).reader.list(events)].map(([, event]) => event),
    event: (id, eventId) => mustGet(id).reader.get(events, eventId) as EventDocument,
    async advance(id, milliseconds, options) {
      const sandbox = mustGet(id);
      const until = sandbox.clock.now + milliseconds;
      const window = deliverer.beginAdvance(id, options);
      await window.idle();
      for (
        let next = sandbox.sandboxState.nextDue();
        next && next.due <= until;
        next = sandbox.sandboxState.nextDue()
      ) {
        sandbox.applyNextDue(until);
        sandbox.applyDueNow();
        await sandbox.whenDurable();
        await window.idle();
      }
      sandbox.advanceClockTo(until);
      await sandbox.whenDurable();
      return window.end();
    },
    async setCallback(id, callback) {
      await mustGet(id).transact((transaction) => {
        const { callbackDisabled: _, ...remaining } = transaction.profile;
        putSingleton(transaction, profileDocument, { ...remaining, callback });
      });
    },
    close() {
      deliverer.close();
      egress.close();
    },
  };
}

export function putEvent(transaction: Transaction, orderId: string): string {
  const ordinal = transaction.ordinal('event');
  const eventId = `event-${ordinal}`;
  transaction.put(events, eventId, eventDocument(eventId, orderId, ordinal, transaction.now));
  return eventId;
}

/** An event of an order that waits for its delivery. */
export const eventDocument = (
  eventId: string,
  orderId: string,
  ordinal: number,
  occurredAt: number,
): EventDocument => ({
  eventId,
  eventType: 'ProductOrderStateChangeEvent',
  orderId,
  ordinal,
  seq: ordinal,
  occurredAt,
  facts: { state: 'acknowledged', items: [] },
  state: 'waiting',
  attempts: [],
});
