import type { ApiSchemas } from '../control/schemas.ts';
import type { markForState } from '../parts/state-label.tsx';
import { objectOrEmpty } from './untyped.ts';

type EventStatus = Pick<ApiSchemas['Event'], 'state' | 'reason' | 'reasonCode'>;
/** Without a URL of the customer's an event is not sent, but it has arrived: it is in the built-in inbox. */
const isInBuiltInInbox = ({ reasonCode }: EventStatus): boolean => reasonCode === 'built-in-inbox';

/** The delivery state of an event in words. */
export const deliveryStatusText = (event: EventStatus): string =>
  isInBuiltInInbox(event) ? 'in the inbox' : event.state;

/** The state of an event that {@link markForState} knows. */
export const callbackMarkState = (event: EventStatus): Parameters<typeof markForState>[0] =>
  isInBuiltInInbox(event) ? 'delivered' : event.state;

/** Why an event was not delivered; undefined when it was, or when it is in the built-in inbox. */
export const undeliveredReason = (event: EventStatus): string | undefined =>
  isInBuiltInInbox(event) ? undefined : event.reason;

/** The subject of an event from its payload: the milestones or states of its items. Undefined when it has none. */
export function eventSubject(payload: unknown): string | undefined {
  const order = objectOrEmpty(objectOrEmpty(objectOrEmpty(payload).event).productOrder);
  const items = Array.isArray(order.productOrderItem) ? order.productOrderItem : order.orderItem;
  const subjects = (Array.isArray(items) ? items : []).map(
    (item) => objectOrEmpty(item).milestone ?? objectOrEmpty(item).subStatus,
  );
  const texts = subjects.filter((word) => typeof word === 'string');
  return texts.length > 0 ? [...new Set(texts)].join(', ') : undefined;
}
