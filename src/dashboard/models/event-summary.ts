import type { ApiSchemas } from '../control/schemas.ts';
import type { markForState } from '../parts/state-label.tsx';
import { objectOrEmpty } from './untyped.ts';

type EventStatus = Pick<ApiSchemas['Event'], 'state' | 'reason'>;
/** Without a URL of the customer's an event is not sent, but it has arrived: it is in the built-in inbox. */
const isInBuiltInInbox = ({ state, reason }: EventStatus): boolean =>
  state === 'suppressed' && /built-in inbox/i.test(reason ?? '');

export const callbackStatusText = (event: EventStatus): string =>
  isInBuiltInInbox(event) ? 'in the inbox' : event.state;

/** A state that the marks know. */
export const callbackMarkState = (event: EventStatus): Parameters<typeof markForState>[0] =>
  isInBuiltInInbox(event) ? 'delivered' : event.state;

export const undeliveredReason = (event: EventStatus): string | undefined =>
  isInBuiltInInbox(event) ? undefined : event.reason;

/** What the event is about: its items' milestones or states, out of the payload. */
export function eventSubject(payload: unknown): string | undefined {
  const order = objectOrEmpty(objectOrEmpty(objectOrEmpty(payload).event).productOrder);
  const items = Array.isArray(order.productOrderItem) ? order.productOrderItem : order.orderItem;
  const subjects = (Array.isArray(items) ? items : []).map(
    (item) => objectOrEmpty(item).milestone ?? objectOrEmpty(item).subStatus,
  );
  const texts = subjects.filter((word) => typeof word === 'string');
  return texts.length > 0 ? [...new Set(texts)].join(', ') : undefined;
}
