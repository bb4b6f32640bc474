import { events } from '../product-order/order-documents.ts';
import { type Clock, type Reader, settings } from '../sandbox.ts';
import type { Delivery } from './delivery.ts';

interface Told {
  readonly state: Delivery['state'];
  readonly reason?: string | undefined;
  readonly eventId: string;
  readonly orderId: string;
}

/**
 * Why the customer has not heard of an event, in words; once delivered there is nothing to explain. `hub`: it is a
 * registered listener's copy, and whose turn it is there is not looked for.
 */
export function outcomeReason(reader: Reader, told: Told, hub = false): { readonly reason?: string } {
  const { state, reason } = told;
  if (state === 'waiting' && reason === undefined) return { reason: turnOf(reader, told, hub) };
  if (reason === undefined) return {};
  const clock = reader.get(settings, 'clock') as Clock | undefined;
  const frozen = state === 'retrying' && clock?.mode === 'frozen';
  return { reason: frozen ? `${reason}; the clock is frozen, so advance it or retry now` : reason };
}

function turnOf(reader: Reader, { eventId, orderId }: Told, hub: boolean): string {
  const behind = 'Its turn has not come: an event before it is still under way';
  if (hub) return `${behind}, or it is being sent`;
  const underWay = reader.find(events, 'orderId', orderId).find(([, { state }]) => open.includes(state));
  return underWay?.[0] === eventId ? 'It is being sent' : behind;
}

const open: readonly Delivery['state'][] = ['waiting', 'retrying'];
