import { exportState, type SavedState } from '#engine/state/sandbox-lifecycle';
import { OrderDriver } from './order-driver.ts';
import { sampleOrder } from './sample-orders.ts';

/** Charges and assets come with time, not with a request: a sandbox in which some orders are done and others wait for an answer. */
export function savedOrderHistory(waiting: number): SavedState {
  const driver = new OrderDriver();
  const fibre = () => {
    const { externalId: _, ...order } = sampleOrder('etherway-fibre-provide');
    return order;
  };
  for (let n = 0; n < 5; n++) driver.placeOrder(fibre());
  driver.runToEnd();
  const [item, ...others] = fibre().productOrderItem;
  const { requiredByDate: _, ...undated } = item;
  let last = '';
  for (let n = 0; n < waiting; n++) {
    last = driver.placeOrder({ ...fibre(), productOrderItem: [undated, ...others] }).id;
    driver.attachSetback({ orderId: last }, 'ecc-raised');
  }
  driver.advanceUntil(last, 'Excess construction charges await your answer');
  return exportState(driver.documents);
}
