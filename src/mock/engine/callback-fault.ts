import { callbackHold, type Fault, meetFault } from '../domain/fault.ts';
import type { Instant, World } from '../domain/sandbox.ts';
import { isoUtc } from '../domain/working-time.ts';
import { lastNumber, type Notification, type Parcel, putParcel, readParcel } from './outbox.ts';

/**
 * Whether a fault of the wire meets this delivery. One that holds the event up is noted on it, and `hold` is true: it does
 * not go now. `subject` is what the fault may match on.
 */
export function meetCallbackFault(
  world: World,
  parcel: Parcel,
  subject: unknown,
): { readonly fault: Fault; readonly hold: boolean } | undefined {
  const event = readParcel(world, parcel);
  if (!event) return undefined;
  const fault = meetFault(world, 'callback', subject, (one) => event.heldBy === undefined || !changesEvent(one));
  if (!fault) return undefined;
  const { reorder, lateBy, timestampForm } = callbackHold(fault);
  if (!changesEvent(fault)) return { fault, hold: false };
  putParcel(world, parcel, {
    ...event,
    heldBy: fault.id,
    ...(timestampForm === undefined ? {} : { timestampForm }),
    ...(reorder ? { heldBack: true, reason: 'Held back on purpose until the next event of its order has gone' } : {}),
    ...(lateBy === undefined ? {} : lateAttempt(world, parcel, event, world.now + lateBy)),
  });
  return { fault, hold: reorder || lateBy !== undefined };
}

function changesEvent(fault: Fault): boolean {
  const { reorder, lateBy, timestampForm } = callbackHold(fault);
  return reorder || lateBy !== undefined || timestampForm !== undefined;
}

function lateAttempt(world: World, parcel: Parcel, event: Notification, at: Instant): Partial<Notification> {
  const agendaKey = world.schedule(at, 'delivery-retry', { ...parcel });
  return {
    reason: `Held back on purpose until ${isoUtc(at)} on the virtual clock`,
    nextAttempt: { at, clock: 'virtual', n: lastNumber(event) + 1, agendaKey },
  };
}

/** An event that was held back may go: the next one of its order has gone. */
export function release(world: World, parcel: Parcel): void {
  const event = readParcel(world, parcel);
  if (!event?.heldBack) return;
  const { heldBack: _, reason: __, ...released } = event;
  putParcel(world, parcel, released);
}
