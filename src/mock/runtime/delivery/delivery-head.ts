import type { Reader } from '../../domain/sandbox.ts';
import { isSettled, type Notification, type Parcel, readParcel } from '../../engine/outbox.ts';
import type { Lane } from './delivery-lanes.ts';

/** What a lane sends next. */
export interface Head {
  readonly parcel: Parcel;
  readonly event: Notification;
  /** The event of the same order that was held back so that this one goes first. */
  readonly overtakes?: Parcel;
}

/** The first unsettled event; one that is held back on purpose comes after the one behind it. Forgets what is settled. */
export function headOf(reader: Reader | undefined, lane: Lane): Head | undefined {
  let heldBack: Head | undefined;
  for (const eventId of lane.events) {
    const parcel = { endpoint: lane.endpoint.name, eventId };
    const event = reader && readParcel(reader, parcel);
    if (!event || isSettled(event)) lane.events.delete(eventId);
    else if (event.heldBack) heldBack ??= { parcel, event };
    else return { parcel, event, ...(heldBack ? { overtakes: heldBack.parcel } : {}) };
  }
  return heldBack;
}
