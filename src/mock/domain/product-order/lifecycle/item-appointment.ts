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
 * Updates the appointment that an item holds. An order that names one confirms it; the engineer's visit completes or fails
 * it; an item that ends releases it.
 */
export function updateAppointment(
  update: OrderUpdate,
  itemIndex: number,
  outcome: 'completed' | 'failed' | 'cancelled',
): void {
  const { appointmentId, appointmentAt, subStatus } = itemOf(update, itemIndex);
  // The supplier's own visits have no appointment of the customer.
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

/** Confirms an appointment for an order. Returns its start; undefined where the id is unknown or the slot is not free. */
export function confirmForOrder(transaction: Transaction, id: string, orderId: string): Instant | undefined {
  const appointment = findAppointment(transaction, id);
  if (!appointment) return undefined;
  // The items of one order may share one visit.
  if (appointment.status === 'confirmed' && appointment.orderId === orderId) return appointment.start;
  return confirmAppointment(transaction, id, orderId)?.start;
}
