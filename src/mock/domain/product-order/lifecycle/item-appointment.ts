import {
  completeAppointment,
  confirmAppointment,
  failAppointment,
  findAppointment,
  releaseAppointment,
} from '#domain/appointment/appointment';
import type { Instant, Transaction } from '#domain/core/sandbox-state';
import { changeItem, itemOf, type OrderUpdate } from '#domain/product-order/order-update';

/**
 * The appointment that an item holds. Naming one in an order confirms it; the engineer's visit completes it or it fails;
 * an item that ends gives it back.
 */
export function updateAppointment(
  update: OrderUpdate,
  itemIndex: number,
  outcome: 'completed' | 'failed' | 'cancelled',
): void {
  const { appointmentId, appointmentAt, subStatus } = itemOf(update, itemIndex);
  // A visit that the supplier booked by itself has no booking of the customer's.
  if (appointmentId === undefined) {
    if (appointmentAt !== undefined && outcome !== 'completed')
      changeItem(update, itemIndex, { appointmentAt: undefined });
    return;
  }
  const { transaction } = update;
  if (outcome === 'completed') completeAppointment(transaction, appointmentId);
  else if (outcome === 'failed') failAppointment(transaction, appointmentId, subStatus);
  else releaseAppointment(transaction, appointmentId, 'the order item ended');
  if (outcome !== 'completed') changeItem(update, itemIndex, { appointmentId: undefined, appointmentAt: undefined });
}

/** Takes an appointment for an order; undefined when there is none by that id, or it is not free. */
export function confirmForOrder(transaction: Transaction, id: string, orderId: string): Instant | undefined {
  const appointment = findAppointment(transaction, id);
  if (!appointment) return undefined;
  // The items of one order may share one visit.
  if (appointment.status === 'confirmed' && appointment.orderId === orderId) return appointment.start;
  return confirmAppointment(transaction, id, orderId)?.start;
}
