import { readFileSync } from 'node:fs';
import type { OrderBody, OrderBodyItem } from './documents.ts';

export const orderPath = '/v1/productOrderingManagement/productOrder';

/** A request of `fixtures/requests`, by its name. */
export function sampleOrder(name: string): OrderBody {
  return JSON.parse(readFileSync(new URL(`../../fixtures/requests/${name}.json`, import.meta.url), 'utf8'));
}

const provide = sampleOrder('etherway-fibre-provide');

/** An Etherway Fibre provide with an external id of its own. */
export function provideOrder(externalId: string): OrderBody {
  return { ...provide, externalId };
}

/** The same padded with a note to the 5 kB at which other servers were measured, as text. */
export function orderOf5kB(): string {
  const missing = 5000 - JSON.stringify(provide).length;
  return JSON.stringify({ ...provide, note: [{ id: '1', text: 'x'.repeat(Math.max(0, missing - 30)) }] });
}

/** The sample in the other of the two shapes. */
export function inOtherShape(body: OrderBody): OrderBody {
  const { productOrderItem, orderItem, ...rest } = body;
  const [items, list, other] = productOrderItem
    ? ([productOrderItem, 'productCharacteristic', 'characteristic'] as const)
    : ([orderItem, 'characteristic', 'productCharacteristic'] as const);
  const converted = items.map((item: OrderBodyItem) => {
    const { [list]: named, ...product } = item.product;
    return { ...item, product: named === undefined ? product : { ...product, [other]: named } };
  });
  const made: object = { ...rest, [productOrderItem ? 'orderItem' : 'productOrderItem']: converted };
  return made as OrderBody;
}
