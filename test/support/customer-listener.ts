import type { ServerResponse } from 'node:http';
import { type Received, type Receiver, startReceiver } from './flaky-receiver.ts';

interface ReceivedNotification {
  readonly eventId: string;
  readonly eventTime: string;
  readonly eventType: string;
  readonly event: { readonly productOrder: { readonly id: string; readonly state: string } };
}

export interface CustomerListener extends Receiver {
  /** `GET /orders/<id>` answers what this customer believes of an order. */
  readonly probeUrl: string;
}

/** Something that this customer does wrong: true when it answered itself. */
export type Flaw = (
  notification: ReceivedNotification,
  received: Received,
  response: ServerResponse,
  customer: CustomerState,
) => boolean;

interface CustomerState {
  readonly seen: Set<string>;
  readonly orders: Map<string, { state: string; occurredAt: number; events: number }>;
}

/** A customer's listener as it should be, with a token, and with at most one flaw. */
export async function customerListener({
  token,
  flaw,
}: {
  token?: string;
  flaw?: Flaw;
} = {}): Promise<CustomerListener> {
  const state: CustomerState = { seen: new Set(), orders: new Map() };
  const answer = (response: ServerResponse, status: number, body?: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body ? JSON.stringify(body) : undefined);
  };
  const receiver = await startReceiver((received, response) => {
    if (received.path.startsWith('/orders/')) {
      const order = state.orders.get(received.path.slice('/orders/'.length));
      return answer(response, order ? 200 : 404, order ? { state: order.state, events: order.events } : {});
    }
    if (token !== undefined && received.headers.authorization !== `Bearer ${token}`) return answer(response, 401);
    const notification: ReceivedNotification = JSON.parse(received.body);
    if (flaw?.(notification, received, response, state)) return;
    recordNotification(state, notification);
    answer(response, 204);
  });
  return Object.assign(receiver, { probeUrl: `http://127.0.0.1:${receiver.port}/orders/{orderId}` });
}

export function recordNotification(
  { seen, orders }: CustomerState,
  { eventId, eventTime, eventType, event }: ReceivedNotification,
): void {
  if (seen.has(eventId) || !/^ProductOrder(Create|StateChange)Event$/.test(eventType)) return;
  seen.add(eventId);
  const { id, state } = event.productOrder;
  const occurredAt = Date.parse(eventTime.replace(/\+0000$/, 'Z'));
  const known = orders.get(id) ?? { state, occurredAt: 0, events: 0 };
  // The latest by its own time, not the last to arrive; at one instant the later state is the further one.
  const isLater =
    occurredAt > known.occurredAt ||
    (occurredAt === known.occurredAt && (stateRanks[state] ?? 0) >= (stateRanks[known.state] ?? 0));
  orders.set(id, {
    ...(isLater ? { state, occurredAt } : { state: known.state, occurredAt: known.occurredAt }),
    events: known.events + 1,
  });
}

const stateRanks: { readonly [state: string]: number } = {
  acknowledged: 1,
  pending: 2,
  inProgress: 3,
  held: 4,
  partial: 5,
  cancelled: 6,
  rejected: 6,
  failed: 6,
  completed: 7,
};
