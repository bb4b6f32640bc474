import type { DeliveryRecord } from '#domain/callback/delivery-state';
import { indexUnsettled, mayBeUnsettled } from '#domain/callback/delivery-state';
import type { Instant } from '#domain/core/sandbox-state';
import { defineCollection } from '#domain/core/sandbox-state';
import type { ItemState, OrderState } from '#domain/journey/item-state';
import type { OrderError } from '#domain/journey/journey';

/** The facts about an item that an event carries. */
export interface ItemFacts {
  readonly state: ItemState;
  readonly subStatus: string;
  readonly milestone?: string;
  readonly serviceId?: string;
  readonly pairId?: string;
  readonly assetId?: string;
  readonly crd?: Instant;
  readonly cdd?: Instant;
  readonly cpd?: Instant;
  /** The booked appointment. */
  readonly appointmentId?: string;
  readonly appointmentAt?: Instant;
  readonly errors?: readonly OrderError[];
}

export interface EventFacts {
  readonly state: OrderState;
  readonly items: readonly ItemFacts[];
  /** Index of the item that changed; undefined: the order as a whole. */
  readonly itemIndex?: number;
  readonly completionDate?: Instant;
}

export type EventType = 'ProductOrderCreateEvent' | 'ProductOrderStateChangeEvent';

/** An order event, with (from {@link DeliveryRecord}) its delivery. The payload is built when it is sent. */
export interface EventDocument extends DeliveryRecord {
  readonly eventId: string;
  readonly eventType: EventType;
  readonly orderId: string;
  /** 1, 2, 3 … within the order. */
  readonly ordinal: number;
  /** 1, 2, 3 … within the sandbox. */
  readonly seq: number;
  /** Virtual. */
  readonly occurredAt: Instant;
  readonly facts: EventFacts;
}

export const events = defineCollection<EventDocument>(
  'events',
  { orderId: ({ orderId }) => [orderId], unsettled: indexUnsettled },
  { unsettled: mayBeUnsettled },
);
