import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { events, progress } from '../src/mock/domain/order-documents.ts';
import { renderEvent } from '../src/mock/domain/order-notification.ts';
import { PureSandbox } from './support/pure-sandbox.ts';

const sample = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/requests/${name}.json`, import.meta.url), 'utf8'));

// biome-ignore lint/suspicious/noExplicitAny: a test asserts on members that a wrong answer may not have
const place = (box: PureSandbox, body: unknown): any => {
  const answer = box.call('createProductOrder', { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
};

// biome-ignore lint/suspicious/noExplicitAny: as above
const told = (box: PureSandbox, orderId: string) =>
  box.reader.find(events, 'orderId', orderId).map(([, event]) => renderEvent(box.reader, event)) as any[];

test('an Etherway Fibre provide goes through its milestones and leaves an ETHA service', () => {
  const box = new PureSandbox();
  const order = place(box, sample('etherway-fibre-provide'));
  expect(order).toMatchObject({ state: 'acknowledged', externalId: 'PO-1001', id: expect.stringMatching(/^\d{8}$/) });
  box.runOut();
  const lines = told(box, order.id).map(({ eventTime, eventType, event }) => {
    const [item] = event.productOrder.productOrderItem;
    return `${eventTime.slice(0, 10)} ${eventType} ${event.productOrder.state} ${item.state} ${item.subStatus}`;
  });
  expect(lines).toMatchInlineSnapshot(`
    [
      "2026-01-05 ProductOrderCreateEvent acknowledged acknowledged acknowledged",
      "2026-01-06 ProductOrderStateChangeEvent inProgress inProgress Order validated",
      "2026-01-07 ProductOrderStateChangeEvent inProgress inProgress Supplier accepted",
      "2026-01-15 ProductOrderStateChangeEvent inProgress inProgress Desktop survey complete",
      "2026-01-21 ProductOrderStateChangeEvent inProgress inProgress Committed",
      "2026-02-12 ProductOrderStateChangeEvent inProgress inProgress Installation appointment agreed",
      "2026-02-17 ProductOrderStateChangeEvent inProgress inProgress Installed",
      "2026-02-18 ProductOrderStateChangeEvent inProgress inProgress Tested",
      "2026-02-19 ProductOrderStateChangeEvent completed completed Completed",
    ]
  `);
  const read = box.call('retrieveProductOrder', {
    params: { id: order.id },
    path: `/v1/productOrderingManagement/productOrder/${order.id}`,
    // biome-ignore lint/suspicious/noExplicitAny: as above
  }).body as any;
  expect(read.state).toBe('completed');
  expect(read.productOrderItem[0].product.customerFacingServiceId.value).toMatch(/^ETHA\d{8}$/);
  expect(box.reader.get(progress, order.id)?.items[0]?.cdd).toBeDefined();
});
