import { callbackHold, type Fault, meetFault } from '../domain/fault.ts';
import type { DeliverySchedule } from '../domain/order-notification/delivery.ts';
import { endStates } from '../domain/product-order/order-state.ts';
import { agenda, type Instant, type World } from '../domain/sandbox.ts';
import { isoUtc } from '../domain/working-time.ts';
import { lastNumber, type Notification, type Parcel, putParcel, readParcel } from './outbox.ts';

/**
 * Whether a fault of the wire meets this delivery. One that holds the event up is noted on it, and `hold` is true: it does
 * not go now. `subject` is what the fault may match on. One that lets the next event overtake does not meet the last of an
 * order, and holds none longer than `holdBackAtMost`: whatever follows, nothing is lost.
 */
export function meetCallbackFault(
  world: World,
  parcel: Parcel,
  subject: { readonly state?: unknown },
  { holdBackAtMost }: DeliverySchedule,
): { readonly fault: Fault; readonly hold: boolean } | undefined {
  const event = readParcel(world, parcel);
  if (!event) return undefined;
  const last = endStates.some((state) => state === subject.state);
  const fault = meetFault(
    world,
    'callback',
    subject,
    (one) => !(event.heldBy !== undefined && changesEvent(one)) && !(last && one.reorder),
  );
  if (!fault) return undefined;
  const { reorder, lateBy, timestampForm } = callbackHold(fault);
  if (!changesEvent(fault)) return { fault, hold: false };
  putParcel(world, parcel, {
    ...event,
    heldBy: fault.id,
    ...(timestampForm === undefined ? {} : { timestampForm }),
    ...(reorder || lateBy !== undefined
      ? lateAttempt(world, parcel, event, world.now + (lateBy ?? holdBackAtMost), reorder)
      : {}),
  });
  return { fault, hold: reorder || lateBy !== undefined };
}

function changesEvent(fault: Fault): boolean {
  const { reorder, lateBy, timestampForm } = callbackHold(fault);
  return reorder || lateBy !== undefined || timestampForm !== undefined;
}

function lateAttempt(
  world: World,
  parcel: Parcel,
  event: Notification,
  at: Instant,
  reorder: boolean,
): Partial<Notification> {
  const agendaKey = world.schedule(at, 'delivery-retry', { ...parcel });
  const overtaken = reorder ? 'the next event of its order has gone, at the latest until ' : '';
  return {
    ...(reorder ? { heldBack: true } : {}),
    reason: `Held back on purpose until ${overtaken}${isoUtc(at)} on the virtual clock`,
    nextAttempt: { at, clock: 'virtual', n: lastNumber(event) + 1, agendaKey },
  };
}

/** An event that was held back may go: the next one of its order has gone. */
export function release(world: World, parcel: Parcel): void {
  const event = readParcel(world, parcel);
  if (!event?.heldBack) return;
  const { heldBack: _, reason: __, nextAttempt, ...released } = event;
  if (nextAttempt) world.remove(agenda, nextAttempt.agendaKey);
  putParcel(world, parcel, released);
}
