import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startSandbox } from 'etherbox';
import { etherwayFibre, placeOrder } from '../place-order.mjs';

let box;
before(async () => {
  box = await startSandbox({ seed: 'node-test-example' });
});
after(() => box.close());

test('a client whose order fails twice succeeds on the third attempt', async () => {
  await box.faultInjections.add({ operation: 'createProductOrder', status: 503, times: 2 });

  let order;
  for (let attempt = 1; order === undefined && attempt <= 3; attempt += 1) {
    order = await placeOrder(box, etherwayFibre('PO-3')).catch(() => undefined);
  }

  assert.equal(order?.state, 'acknowledged');
  assert.equal((await box.requests.list({ operation: 'createProductOrder', status: '503' })).length, 2);
});
