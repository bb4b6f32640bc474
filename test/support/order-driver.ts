import { expect } from 'vitest';
import { openActions } from '#domain/open-action/open-action';
import { renderEvent } from '#domain/order-notification/order-notification';
import { answerOpenAction } from '#domain/product-order/lifecycle/answer-open-action';
import { attachSetback, type SetbackTarget } from '#domain/product-order/lifecycle/setback';
import { progress } from '#domain/product-order/order-documents';
import { events } from '#domain/timeline/event';
import { itemsOf, type NonEmpty, type Notification, type Order, type OrderItem, orderOf } from './documents.ts';
import { eventViolations } from './event-violations.ts';
import { PureSandbox } from './pure-sandbox.ts';

/** Does what provisioning people do, in the two pure layers: place orders, read them, act on them, read their events. */

export const orderingPath = '/v1/productOrderingManagement';

export class OrderDriver extends PureSandbox {
  placeOrder(body: unknown, status = 201): Order {
    const answer = this.call('createProductOrder', { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    return orderOf(answer);
  }

  readOrder(id: string): Order {
    const answer = this.call('retrieveProductOrder', { params: { id }, path: `${orderingPath}/productOrder/${id}` });
    expect(answer.status).toBe(200);
    return orderOf(answer);
  }

  /** The items, whichever the shape. */
  items(id: string): NonEmpty<OrderItem> {
    return itemsOf(this.readOrder(id));
  }

  amend(id: string, body: unknown) {
    return this.call('patchProductOrder', { params: { id }, path: `${orderingPath}/productOrder/${id}`, body });
  }

  cancel(id: string, ...items: string[]) {
    const productOrderItem = items.map((item) => ({ id: item }));
    return this.call('createCancelProductOrder', {
      path: `${orderingPath}/cancelProductOrder`,
      body: {
        productOrder: { id },
        cancellationReason: 'No longer needed',
        ...(items.length > 0 ? { productOrderItem } : {}),
      },
    });
  }

  answer(id: string, answer: string, more?: { appointmentId?: string }) {
    return this.change((transaction, referenceData) => answerOpenAction(transaction, referenceData, id, answer, more));
  }

  attachSetback(match: SetbackTarget, setback: string, more: { at?: string; days?: number } = {}) {
    return this.change((transaction, referenceData) =>
      attachSetback(transaction, referenceData, { match, setback, ...more }),
    );
  }

  /** Open actions of an order that wait for an answer. */
  openActionsOf(orderId: string) {
    return this.reader
      .find(openActions, 'orderId', orderId)
      .map(([, action]) => action)
      .filter(({ state }) => state === 'open');
  }

  /** Payloads, in the order emitted, each held to its document. */
  notifications(orderId: string): NonEmpty<Notification> {
    const payloads = this.reader.find(events, 'orderId', orderId).map(([, event]) => {
      const payload = renderEvent(this.reader, event);
      const violations = eventViolations(payload);
      if (violations.length > 0)
        throw new Error(`an event of ${orderId} is not as described: ${violations.join('; ')}`);
      return payload;
    });
    return payloads as object[] as NonEmpty<Notification>;
  }

  /** `2026-01-06 StateChange inProgress: inProgress Order validated`: one line per event. */
  eventLines(orderId: string): string[] {
    return this.notifications(orderId).map(({ eventTime, eventType, event }) => {
      const text = itemsOf(event.productOrder)
        .map(({ state, subStatus }) => `${state} ${subStatus}`)
        .join(' | ');
      const type = eventType.replace(/^ProductOrder|Event$/g, '');
      return `${eventTime.slice(0, 10)} ${type} ${event.productOrder.state}: ${text}`;
    });
  }

  state(orderId: string): string {
    return this.reader.get(progress, orderId)?.state ?? 'unknown';
  }

  /** Walks on until the order has taken the step with that title. */
  advanceUntil(orderId: string, title: string): void {
    for (let n = 0; n < 500; n += 1) {
      if (this.reader.get(progress, orderId)?.items.some(({ subStatus }) => subStatus === title)) return;
      const next = this.reader.nextDue();
      if (!next) break;
      this.advanceTo(next.due, 1000);
    }
    throw new Error(`order ${orderId} never came to "${title}": ${this.eventLines(orderId).join('\n')}`);
  }
}
