import { changeItem, itemOf, type Turn } from '../product-order/order-turn.ts';
import type { Instant, World } from '../sandbox.ts';
import {
  completeAppointment,
  confirmAppointment,
  failAppointment,
  findAppointment,
  releaseAppointment,
} from './appointment.ts';

/**
 * The appointment that an item holds. Naming one in an order confirms it; the engineer's visit completes it or it fails;
 * an item that ends gives it back.
 */
export function visit(turn: Turn, at: number, outcome: 'completed' | 'failed' | 'cancelled'): void {
  const { appointmentId, appointmentAt, subStatus } = itemOf(turn, at);
  // A visit that the supplier booked by itself has no booking of the customer's.
  if (appointmentId === undefined) {
    if (appointmentAt !== undefined && outcome !== 'completed') changeItem(turn, at, { appointmentAt: undefined });
    return;
  }
  const { world } = turn;
  if (outcome === 'completed') completeAppointment(world, appointmentId);
  else if (outcome === 'failed') failAppointment(world, appointmentId, subStatus);
  else releaseAppointment(world, appointmentId, 'the order item ended');
  if (outcome !== 'completed') changeItem(turn, at, { appointmentId: undefined, appointmentAt: undefined });
}

/** Takes an appointment for an order; undefined when there is none by that id, or it is not free. */
export function takeAppointment(world: World, id: string, orderId: string): Instant | undefined {
  const found = findAppointment(world, id);
  if (!found) return undefined;
  // The items of one order may share one visit.
  if (found.status === 'confirmed' && found.orderId === orderId) return found.start;
  return confirmAppointment(world, id, orderId)?.start;
}
