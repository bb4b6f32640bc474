import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startSandbox } from 'etherbox';
import { etherwayFibre, placeOrder } from '../place-order.mjs';

let box;
beforeAll(async () => {
  box = await startSandbox({ seed: 'jest-example' });
});
afterAll(() => box.close());

test('the customer is notified of KCI2 before anything is installed', async () => {
  const order = await placeOrder(box, etherwayFibre('PO-2'));

  await box.advance({ until: { orderId: order.id, milestone: 'KCI2' } });

  const event = await box.events.waitFor({ orderId: order.id, milestone: 'KCI2' });
  expect(event.payload.event.productOrder.state).toBe('inProgress');
  const { future } = await box.orders.timeline(order.id);
  expect(future.map(({ milestone }) => milestone)).toContain('Installed');
});
