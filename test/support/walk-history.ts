import { type SavedState, saveState } from '../../src/mock/engine/world.ts';
import { OrderDesk, sample } from './order-desk.ts';

/** Charges and assets come with time, not with a request: a sandbox in which some orders are done and others wait for an answer. */
export function historyOfOrders(waiting: number): SavedState {
  const desk = new OrderDesk();
  const fibre = () => {
    const { externalId: _, ...order } = sample('etherway-fibre-provide');
    return order;
  };
  for (let n = 0; n < 5; n++) desk.place(fibre());
  desk.runOut();
  const [item, ...others] = fibre().productOrderItem;
  const { requiredByDate: _, ...undated } = item;
  let last = '';
  for (let n = 0; n < waiting; n++) {
    last = desk.place({ ...fibre(), productOrderItem: [undated, ...others] }).id;
    desk.trouble({ orderId: last }, 'ecc-raised');
  }
  desk.until(last, 'Excess construction charges await your answer');
  return saveState(desk.documents);
}
