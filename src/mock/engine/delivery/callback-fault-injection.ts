import { formatIsoUtc } from '#domain/calendar/working-time';
import type { DeliverySchedule } from '#domain/callback/delivery-state';
import { agenda, type Instant, type Transaction } from '#domain/core/sandbox-state';
import { type FaultInjection, takeFaultInjection, toCallbackEffect } from '#domain/fault-injection/fault-injection';
import { endStates } from '#domain/journey/item-state';
import type { EventDocument } from '#domain/timeline/event';
import { type DeliveryRef, lastAttemptNumber, putDelivery, readDelivery } from './outbox.ts';

/**
 * Applies the first fault injection that matches this delivery; `subject` is what it matches on. One that delays the event
 * is recorded on the event, and `isHeld` is true: the event is not sent now. One that lets the next event overtake does not
 * apply to the last event of an order and delays none longer than `maxHoldBackMs`, so that no event is lost.
 */
export function applyCallbackFault(
  transaction: Transaction,
  ref: DeliveryRef,
  subject: { readonly state?: unknown },
  { maxHoldBackMs }: DeliverySchedule,
): { readonly injection: FaultInjection; readonly isHeld: boolean } | undefined {
  const event = readDelivery(transaction, ref);
  if (!event) return undefined;
  const last = endStates.some((state) => state === subject.state);
  const injection = takeFaultInjection(
    transaction,
    'callback',
    subject,
    (candidate) => !(event.heldBy !== undefined && altersEvent(candidate)) && !(last && candidate.reorder),
  );
  if (!injection) return undefined;
  const { reorder, lateBy, timestampForm } = toCallbackEffect(injection);
  if (!altersEvent(injection)) return { injection, isHeld: false };
  putDelivery(transaction, ref, {
    ...event,
    heldBy: injection.id,
    ...(timestampForm === undefined ? {} : { timestampForm }),
    ...(reorder || lateBy !== undefined
      ? scheduleHeldAttempt(transaction, ref, event, transaction.now + (lateBy ?? maxHoldBackMs), reorder)
      : {}),
  });
  return { injection, isHeld: reorder || lateBy !== undefined };
}

function altersEvent(injection: FaultInjection): boolean {
  const { reorder, lateBy, timestampForm } = toCallbackEffect(injection);
  return reorder || lateBy !== undefined || timestampForm !== undefined;
}

function scheduleHeldAttempt(
  transaction: Transaction,
  ref: DeliveryRef,
  event: EventDocument,
  dueAt: Instant,
  reorder: boolean,
): Partial<EventDocument> {
  const agendaKey = transaction.schedule(dueAt, 'delivery-retry', { ...ref });
  const overtaken = reorder ? 'the next event of its order has gone, at the latest until ' : '';
  return {
    ...(reorder ? { heldBack: true } : {}),
    reason: `Held back on purpose until ${overtaken}${formatIsoUtc(dueAt)} on the virtual clock`,
    nextAttempt: { dueAt, clock: 'virtual', n: lastAttemptNumber(event) + 1, agendaKey },
  };
}

/** Releases an event that was held back, once the next event of its order was sent. */
export function releaseHeldEvent(transaction: Transaction, ref: DeliveryRef): void {
  const event = readDelivery(transaction, ref);
  if (!event?.heldBack) return;
  const { heldBack: _, reason: __, nextAttempt, ...released } = event;
  if (nextAttempt) transaction.remove(agenda, nextAttempt.agendaKey);
  putDelivery(transaction, ref, released);
}
