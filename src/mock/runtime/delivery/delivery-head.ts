import type { StateReader } from '../../domain/sandbox.ts';
import { type DeliverableEvent, type DeliveryRef, isSettled, readDelivery } from '../../engine/outbox.ts';
import type { OrderQueue } from './delivery-lanes.ts';

/** What a lane sends next. */
export interface NextDelivery {
  readonly ref: DeliveryRef;
  readonly event: DeliverableEvent;
  /** The event of the same order that was held back so that this one goes first. */
  readonly overtakes?: DeliveryRef;
}

/** The first unsettled event; one that is held back on purpose comes after the one behind it. Forgets what is settled. */
export function nextDelivery(reader: StateReader | undefined, orderQueue: OrderQueue): NextDelivery | undefined {
  let heldBack: NextDelivery | undefined;
  for (const eventId of orderQueue.eventIds) {
    const ref = { endpoint: orderQueue.endpoint.name, eventId };
    const event = reader && readDelivery(reader, ref);
    if (!event || isSettled(event)) orderQueue.eventIds.delete(eventId);
    else if (event.heldBack) heldBack ??= { ref, event };
    else return { ref, event, ...(heldBack ? { overtakes: heldBack.ref } : {}) };
  }
  return heldBack;
}
