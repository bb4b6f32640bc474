import { startSandbox } from 'etherbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { etherwayFibre, placeOrder } from '../place-order.mjs';

let box;
beforeAll(async () => {
  box = await startSandbox({ seed: 'vitest-example' });
});
afterAll(() => box.close());

test('an Etherway Fibre provide completes with an ETHA service', async () => {
  const order = await placeOrder(box, etherwayFibre('PO-1'));
  expect(order.state).toBe('acknowledged');

  await box.advance({ until: 'completion' });

  const event = await box.events.waitFor({ orderId: order.id, state: 'completed' });
  const [item] = event.payload.event.productOrder.productOrderItem;
  expect(item.product.customerFacingServiceId.value).toMatch(/^ETHA\d{8}$/);
});
