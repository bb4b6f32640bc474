import { itemOf, type Turn } from './order-turn.ts';

/** The engineer's visit took place, failed, or is not needed any more: the appointment that the item holds says so. */
export function visit(turn: Turn, at: number, _outcome: 'completed' | 'failed' | 'cancelled'): void {
  if (itemOf(turn, at).appointmentId === undefined) return;
}
