import { describe, expect, test } from 'vitest';
import { type Asset, assetsOf, chargesOf, itemsOf, lastOf, type OrderBody } from '../../../support/documents.ts';
import { OrderDriver, orderingPath } from '../../../support/order-driver.ts';
import { inOtherShape, sampleOrder } from '../../../support/sample-orders.ts';

/** Every product with every verb, in both shapes: what it leads to, until when, and what it costs. */

interface Product {
  readonly name: string;
  readonly provide: string;
  /** Characteristics of the sample that are different. */
  readonly with?: { readonly [name: string]: string };
  /** The last step at which an order can still be amended, and the one from which it cannot. */
  readonly amend?: readonly [until: string, from: string];
  readonly cancel?: readonly [until: string, from: string, pounds: readonly number[]];
  /** What cannot be amended of this product. */
  readonly fixed?: string;
  readonly modify?: { readonly to: string; readonly until: string; readonly from: string };
  readonly cease?: { readonly from: string };
}

const products: readonly Product[] = [
  {
    name: 'Etherway Fibre',
    provide: 'etherway-fibre-provide',
    amend: ['Committed', 'Installation appointment agreed'],
    cancel: ['Installation appointment agreed', 'Installed', [175, 1980]],
    fixed: 'place',
    modify: { to: '10Gbit/s', until: 'Committed', from: 'Upgraded remotely' },
    cease: { from: 'Disconnected' },
  },
  {
    name: 'Etherway Superfast GEA, FTTP with a new ONT',
    provide: 'etherway-superfast-gea-fttp-provide',
    amend: ['Committed', 'Installed'],
    cancel: ['Committed', 'Installed', [29, 92]],
    fixed: 'place',
    modify: { to: '550:75', until: 'Committed', from: 'Speed changed remotely' },
    cease: { from: 'Disconnected; an ONT stays on the wall' },
  },
  {
    name: 'Etherway Superfast GEA, FTTP on an ONT that is there',
    provide: 'etherway-superfast-gea-fttp-provide',
    with: { ExistingONT: 'Yes' },
    amend: ['Supplier accepted', 'Activated remotely'],
    cancel: ['Supplier accepted', 'Activated remotely', [29]],
  },
  {
    name: 'Etherway Superfast GEA, SOGEA on a line that is there',
    provide: 'etherway-superfast-gea-sogea-provide',
    amend: ['Committed', 'Activated remotely'],
    cancel: ['Access in Progress', 'Activated remotely', []],
    fixed: 'place',
    modify: { to: '40:10', until: 'Committed', from: 'Speed changed remotely' },
    cease: { from: 'Disconnected; an ONT stays on the wall' },
  },
  {
    name: 'Etherway Superfast GEA, SOGEA on a new line',
    provide: 'etherway-superfast-gea-sogea-provide',
    with: { NewExchangeLine: 'Yes' },
    amend: ['Committed', 'Installed'],
    cancel: ['Committed', 'Installed', [29, 92]],
  },
  {
    name: 'Etherflow Connected',
    provide: 'etherflow-connected-provide',
    amend: ['Order validated', 'Configured'],
    cancel: ['Order validated', 'Configured', [55]],
    fixed: 'appointment',
    modify: { to: '200Mbit/s', until: 'Order validated', from: 'Bandwidth changed' },
    cease: { from: 'Disconnected' },
  },
  {
    name: 'Etherflow Internet',
    provide: 'etherflow-internet-provide',
    amend: ['Order validated', 'Configured'],
    cancel: ['acknowledged', 'Configured', []],
    fixed: 'appointment',
    modify: { to: '1Gbit/s', until: 'Order validated', from: 'Bandwidth changed' },
    cease: { from: 'Disconnected' },
  },
  { name: 'ETH Network', provide: 'eth-network-provide' },
];

type Shape = 'productOrderItem' | 'orderItem';

const characteristicsOf = ({ product }: OrderBody['productOrderItem'][number]) =>
  product.productCharacteristic ?? product.characteristic;
const serviceOf = (driver: OrderDriver, id: string): string =>
  driver.items(id)[0].product.customerFacingServiceId.value;

function shaped(body: OrderBody, shape: Shape): OrderBody {
  return body[shape] === undefined ? inOtherShape(body) : body;
}

/** The provide, on accesses that are installed. */
function provideOf(driver: OrderDriver, { provide, with: changed = {} }: Product, shape: Shape): OrderBody {
  const body = sampleOrder(provide);
  const [item] = itemsOf(body);
  for (const relation of item.productOrderItemRelationship ?? [])
    relation.id = completed(driver, sampleOrder('etherway-fibre-provide'));
  for (const one of characteristicsOf(item) ?? []) one.value = changed[one.name] ?? one.value;
  return shaped(body, shape);
}

function completed(driver: OrderDriver, body: OrderBody): string {
  const { id } = driver.placeOrder(body);
  driver.runToEnd();
  expect(driver.state(id), driver.eventLines(id).join('\n')).toBe('completed');
  return serviceOf(driver, id);
}

/** A modify or cease of the service, in the words of its provide. */
function changeOf(action: 'modify' | 'delete', provide: OrderBody, serviceId: string, bandwidth?: string): OrderBody {
  const list = provide.productOrderItem === undefined ? 'orderItem' : 'productOrderItem';
  const { product } = provide[list][0];
  const named = { name: 'Bandwidth', value: bandwidth };
  const changed = {
    id: serviceId,
    productSpecification: product.productSpecification,
    ...(bandwidth === undefined ? {} : { productCharacteristic: [named] }),
  };
  const body: object = { [list]: [{ id: 'ITEM-1', action, product: changed }] };
  return body as OrderBody;
}

const later = (shape: Shape, change: object = { requiredByDate: '2027-03-01T09:00:00Z' }) => ({
  amendmentReason: 'Customer requested a new date',
  [shape]: [{ id: 'ITEM-1', ...change }],
});

function cancelIn(driver: OrderDriver, shape: Shape, id: string) {
  const body = { productOrder: { id }, cancellationReason: 'No longer needed', [shape]: [{ id: 'ITEM-1' }] };
  return driver.call('createCancelProductOrder', { path: `${orderingPath}/cancelProductOrder`, body });
}

const poundsOf = (driver: OrderDriver): number[] =>
  chargesOf(driver.call('listCharge', { path: `${orderingPath}/charge` }))
    .flatMap(({ chargeItem }) => chargeItem)
    .map(({ price }) => price.dutyFreeAmount.value);

const asset = (driver: OrderDriver, serviceId: string): Asset =>
  assetsOf(
    driver.call('listProduct', { path: '/tmf-api/productInventory/v4/product', query: { serviceId: [serviceId] } }),
  )[0];

/** Every event of the order is in the shape it came in, and the last of it is the end. */
function expectEnd(driver: OrderDriver, shape: Shape, id: string, end: string): void {
  driver.runToEnd();
  expect(driver.state(id), driver.eventLines(id).join('\n')).toBe(end);
  for (const { event } of driver.notifications(id)) expect(event.productOrder[shape]).toHaveLength(1);
  expect(driver.readOrder(id)[shape]).toHaveLength(1);
}

const both = ['productOrderItem', 'orderItem'] as const;
const rows = products.flatMap((product) => both.map((shape) => [product.name, shape, product] as const));

describe.each(rows)('%s as %s', (_name, shape, product) => {
  const { amend, cancel, fixed, modify, cease } = product;
  const begun = () => {
    const driver = new OrderDriver();
    const provide = provideOf(driver, product, shape);
    return { driver, provide, id: driver.placeOrder(provide).id };
  };
  const installed = () => {
    const { driver, provide, id } = begun();
    driver.runToEnd();
    return { driver, provide, serviceId: serviceOf(driver, id) };
  };

  if (amend && cancel) {
    const [until, from] = amend;
    test(`an order can be amended at "${until}", and not from "${from}" on`, () => {
      const { driver, id } = begun();
      driver.advanceUntil(id, until);
      if (fixed) expect(driver.amend(id, later(shape, { [fixed]: { id: 'another' } })).status).toBe(400);
      expect(driver.amend(id, later(shape)).status).toBe(200);
      const [item] = driver.items(id);
      expect(item.customerRequiredDate).toBe('2027-03-01T09:00:00.000Z');
      expect(lastOf(item.dateChange)).toMatchObject({ reason: 'Customer requested a new date' });
      driver.advanceUntil(id, from);
      expect(driver.amend(id, later(shape, { requiredByDate: '2027-05-01T09:00:00Z' })).status).toBe(409);
      expectEnd(driver, shape, id, 'completed');
      expect(driver.readOrder(id).completionDate).toMatch(/^2027-03-01/);
    });

    const [last, late, pounds] = cancel;
    test(`an order can be cancelled at "${last}" for £${pounds.join(' and £') || 0}, and not from "${late}" on`, () => {
      const { driver, id } = begun();
      driver.advanceUntil(id, last);
      expect(cancelIn(driver, shape, id).status).toBe(201);
      expectEnd(driver, shape, id, 'cancelled');
      expect(poundsOf(driver)).toEqual(pounds);
      const second = driver.placeOrder(provideOf(driver, product, shape)).id;
      driver.advanceUntil(second, late);
      expect(cancelIn(driver, shape, second).status).toBe(409);
      expectEnd(driver, shape, second, 'completed');
    });
  }

  if (modify) {
    test(`the service can be changed to ${modify.to}; the change amended and cancelled until "${modify.from}"`, () => {
      const { driver, provide, serviceId } = installed();
      const before = asset(driver, serviceId);
      const body = changeOf('modify', provide, serviceId, modify.to);
      const dropped = driver.placeOrder(body).id;
      driver.advanceUntil(dropped, modify.until);
      expect(cancelIn(driver, shape, dropped).status).toBe(201);
      expectEnd(driver, shape, dropped, 'cancelled');
      expect([poundsOf(driver), asset(driver, serviceId)]).toEqual([[], before]);
      const { id } = driver.placeOrder(body);
      driver.advanceUntil(id, modify.until);
      expect(driver.amend(id, later(shape)).status).toBe(200);
      driver.advanceUntil(id, modify.from);
      expect([
        driver.amend(id, later(shape, { requiredByDate: '2027-05-01' })),
        cancelIn(driver, shape, id),
      ]).toMatchObject([{ status: 409 }, { status: 409 }]);
      expectEnd(driver, shape, id, 'completed');
      const after = asset(driver, serviceId);
      expect(after).toMatchObject({ id: before.id, status: 'active', startDate: before.startDate });
      expect(after.productCharacteristic).toContainEqual({ name: 'Bandwidth', value: modify.to });
      expect(after.productCharacteristic).toHaveLength(before.productCharacteristic.length);
    });
  }

  if (cease) {
    test(`the service can be ceased on the day requested, the cease not amended; it is cancelled until "${cease.from}"`, () => {
      const { driver, provide, serviceId } = installed();
      const body = changeOf('delete', provide, serviceId);
      const dropped = driver.placeOrder(body).id;
      driver.advanceDays(1);
      expect(cancelIn(driver, shape, dropped).status).toBe(201);
      expectEnd(driver, shape, dropped, 'cancelled');
      expect(asset(driver, serviceId).status).toBe('active');
      const { id } = driver.placeOrder({
        ...body,
        [shape]: [{ ...body[shape][0], requiredByDate: '2027-02-01T09:00:00Z' }],
      });
      driver.advanceDays(3);
      expect(driver.amend(id, later(shape)).status).toBe(409);
      driver.advanceUntil(id, cease.from);
      expect(cancelIn(driver, shape, id).status).toBe(409);
      expectEnd(driver, shape, id, 'completed');
      expect(asset(driver, serviceId)).toMatchObject({
        status: 'terminated',
        terminationDate: driver.readOrder(id).completionDate,
      });
      expect(driver.readOrder(id).completionDate).toMatch(/^2027-02-01/);
    });
  }

  if (product.provide === 'eth-network-provide') {
    test('it can be provided, and nothing else', () => {
      const { driver, provide, id } = begun();
      driver.advanceUntil(id, 'In Progress');
      expect([driver.amend(id, later(shape)).status, cancelIn(driver, shape, id).status]).toEqual([409, 409]);
      expectEnd(driver, shape, id, 'completed');
      for (const action of ['modify', 'delete'] as const) {
        const body = changeOf(action, provide, serviceOf(driver, id));
        const { status, violations } = driver.call('createProductOrder', { body });
        expect([status, violations?.[0]]).toMatchObject([400, { pointer: `/${shape}/0/action` }]);
      }
      expect(asset(driver, serviceOf(driver, id)).status).toBe('active');
    });
  }
});
