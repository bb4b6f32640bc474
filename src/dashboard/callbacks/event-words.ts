import type { Schemas } from '../control/call.ts';
import type { lookOf } from '../parts/state.tsx';

type Event = Pick<Schemas['Event'], 'state' | 'reason'>;
type Json = { readonly [member: string]: unknown };

/** Without a URL of the customer's an event is not sent, but it has arrived: it is in the built-in inbox. */
const inInbox = ({ state, reason }: Event): boolean => state === 'suppressed' && /built-in inbox/i.test(reason ?? '');

export const eventWord = (event: Event): string => (inInbox(event) ? 'in the inbox' : event.state);

/** A state that the marks know. */
export const eventLook = (event: Event): Parameters<typeof lookOf>[0] => (inInbox(event) ? 'delivered' : event.state);

export const eventReason = (event: Event): string | undefined => (inInbox(event) ? undefined : event.reason);

const object = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {});

/** What the event is about: its items' milestones or states, out of the payload. */
export function eventSubject(payload: unknown): string | undefined {
  const order = object(object(object(payload).event).productOrder);
  const items = Array.isArray(order.productOrderItem) ? order.productOrderItem : order.orderItem;
  const words = (Array.isArray(items) ? items : []).map((item) => object(item).milestone ?? object(item).subStatus);
  const said = words.filter((word) => typeof word === 'string');
  return said.length > 0 ? [...new Set(said)].join(', ') : undefined;
}
