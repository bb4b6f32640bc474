import { describe, expect, test } from 'vitest';
import { countWorkingDaysBetween } from '#domain/calendar/working-time';
import {
  type Asset,
  assetsOf,
  firstOf,
  itemsOf,
  lastOf,
  type OrderBody,
  pairOf,
  refusalOf,
} from '../../support/documents.ts';
import { OrderDriver } from '../../support/order-driver.ts';
import { sampleOrder } from '../../support/sample-orders.ts';

/** Places an Etherway Fibre, lets it complete, and returns its service id. */
function installed(driver: OrderDriver, name = 'etherway-fibre-provide'): string {
  const { id } = driver.placeOrder(sampleOrder(name));
  driver.runToEnd();
  expect(driver.state(id), driver.eventLines(id).join('\n')).toBe('completed');
  return driver.items(id)[0].product.customerFacingServiceId.value;
}

/** The sample with its relations and target pointing at what is installed. */
function rewired(name: string, { relies = [], target }: { relies?: readonly string[]; target?: string }): OrderBody {
  const body = sampleOrder(name);
  const [item] = itemsOf(body);
  const relations = item.productOrderItemRelationship;
  for (const [n, serviceId] of relies.entries()) Object.assign(relations[n] as object, { id: serviceId });
  if (relies.length > 0) (relations as unknown[]).length = relies.length;
  if (target !== undefined) item.product.id = target;
  return body;
}

function flow(driver: OrderDriver, ...relies: string[]): string {
  const { id } = driver.placeOrder(rewired('etherflow-connected-provide', { relies }));
  driver.runToEnd();
  expect(driver.state(id), driver.eventLines(id).join('\n')).toBe('completed');
  return driver.items(id)[0].product.customerFacingServiceId.value;
}

const inventory = (driver: OrderDriver, serviceId: string): Asset =>
  assetsOf(
    driver.call('listProduct', { path: '/tmf-api/productInventory/v4/product', query: { serviceId: [serviceId] } }),
  )[0];

describe('every provide completes and leaves its service', () => {
  test.each([
    ['etherway-fibre-older-shape', /^ETHA\d{8}$/],
    ['etherway-fibre-rao2', /^ETHA\d{8}$/],
    ['etherway-superfast-gea-fttp-provide', /^ETHA\d{8}$/],
    ['etherway-superfast-gea-sogea-provide', /^ETHA\d{8}$/],
    ['eth-network-provide', /^ETHN\d{8}$/],
    ['etherway-with-etherflow-provide', /^ETHA\d{8}$/],
  ])('%s', (name, serviceId) => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(sampleOrder(name));
    driver.runToEnd();
    expect(driver.eventLines(id)).toMatchSnapshot();
    expect(driver.state(id)).toBe('completed');
    expect(driver.items(id)[0].product.customerFacingServiceId.value).toMatch(serviceId);
  });

  test.each([
    ['etherflow-connected-provide', /^ETHC\d{8}$/],
    ['etherflow-internet-provide', /^ETHI\d{8}$/],
  ])('%s on installed accesses', (name, serviceId) => {
    const driver = new OrderDriver();
    const relies =
      name === 'etherflow-connected-provide' ? [installed(driver), installed(driver)] : [installed(driver)];
    const { id } = driver.placeOrder(rewired(name, { relies }));
    driver.runToEnd();
    expect(driver.eventLines(id)).toMatchSnapshot();
    expect(driver.items(id)[0].product.customerFacingServiceId.value).toMatch(serviceId);
  });
});

test('a flow waits for the access of its own order, then takes two working days', () => {
  const driver = new OrderDriver();
  const { id } = driver.placeOrder(sampleOrder('etherway-with-etherflow-provide'));
  driver.advanceUntil(id, 'Committed');
  expect(driver.items(id).map(({ state }) => state)).toEqual(['inProgress', 'pending']);
  const [access, flowItem] = pairOf(driver.items(id));
  expect(access.customerPromisedDate.slice(0, 10)).toBe('2026-02-19');
  expect(flowItem.customerPromisedDate.slice(0, 10)).toBe('2026-02-23');
  driver.runToEnd();
  const [, { product }] = pairOf(driver.items(id));
  const asset = inventory(driver, product.customerFacingServiceId.value);
  expect(asset.ipAddressBlock).toMatch(/^198\.18\.\d+\.\d+\/29$/);
  expect(asset.productRelationship[0]).toMatchObject({ relationshipType: 'reliesOn', btType: 'FromNode' });
});

test('what delays the access delays the promise of the flow, and says so', () => {
  const driver = new OrderDriver();
  const { id } = driver.placeOrder(sampleOrder('etherway-with-etherflow-provide'));
  driver.attachSetback({ orderId: id }, 'delay-for-civils');
  driver.advanceUntil(id, 'Delayed for civil works');
  const [, flowItem] = pairOf(driver.items(id));
  expect(flowItem.customerPromisedDate.slice(0, 10)).toBe('2026-03-09');
  expect(lastOf(flowItem.dateChange).reason).toContain('Waits for item ACCESS');
  driver.runToEnd();
  expect(driver.readOrder(id).completionDate.slice(0, 10)).toBe('2026-03-09');
});

test('an access that cannot be had takes its flow with it', () => {
  const driver = new OrderDriver();
  const { id } = driver.placeOrder(sampleOrder('etherway-with-etherflow-provide'));
  driver.attachSetback({ orderId: id }, 'install-impossible');
  driver.runToEnd();
  expect(driver.items(id).map(({ state }) => state)).toEqual(['failed', 'cancelled']);
  expect(driver.state(id)).toBe('failed');
});

test('the access is delivered and its flow fails: the order is partial', () => {
  const driver = new OrderDriver();
  const { id } = driver.placeOrder(sampleOrder('etherway-with-etherflow-provide'));
  driver.attachSetback({ orderId: id }, 'activation-impossible');
  driver.runToEnd();
  expect(driver.items(id).map(({ state }) => state)).toEqual(['completed', 'failed']);
  expect(driver.state(id)).toBe('partial');
  expect(driver.readOrder(id).errorMessage).toMatchObject([{ code: 'ACTIVATION_FAILED' }]);
});

test('a diverse pair completes together, tied by one ETHR', () => {
  const driver = new OrderDriver();
  const { id } = driver.placeOrder(sampleOrder('etherway-fibre-rao2'));
  driver.runToEnd();
  const [a, b] = pairOf(driver.items(id));
  expect(a.product.diversePairId).toMatch(/^ETHR\d{8}$/);
  expect(b.product.diversePairId).toBe(a.product.diversePairId);
  const completions = driver
    .notifications(id)
    .filter(({ event }) => event.productOrder.productOrderItem.some(({ state }) => state === 'completed'));
  expect(new Set(completions.map(({ eventTime }) => eventTime)).size).toBe(1);
});

test.each(['answered', 'ignored'])('a half that is held keeps the other waiting; the hold is %s', (how) => {
  const driver = new OrderDriver();
  const { id } = driver.placeOrder(sampleOrder('etherway-fibre-rao2'));
  driver.attachSetback({ orderId: id }, 'wayleave-required');
  while (driver.openActionsOf(id).length === 0) driver.advanceDays(1);
  const [first, ...more] = driver.openActionsOf(id);
  for (const { id: other } of more) driver.answer(other, 'granted');
  driver.advanceDays(50);
  expect(driver.items(id).map(({ state }) => state)).toEqual(['held', 'pending']);
  if (how === 'answered') driver.answer(first?.id ?? '', 'granted');
  const start = driver.now;
  driver.runToEnd();
  const [a, b] = pairOf(driver.items(id));
  expect([a.state, b.state]).toEqual([how === 'answered' ? 'completed' : 'cancelled', 'completed']);
  const ends = driver
    .notifications(id)
    .filter(({ event }) => pairOf(event.productOrder.productOrderItem)[1].state === 'completed');
  expect(b.customerPromisedDate).toBe(firstOf(ends).eventTime);
  if (how === 'answered')
    expect([a.customerPromisedDate, b.customerPromisedDate > new Date(start + 30 * 86_400_000).toISOString()]).toEqual([
      b.customerPromisedDate,
      true,
    ]);
  else expect(lastOf(b.dateChange).reason).toBe(`Waits no more for item ${a.id}: Wayleave not obtained in time`);
});

test('a half whose other half is cancelled is no pair any more', () => {
  const driver = new OrderDriver();
  const { id } = driver.placeOrder(sampleOrder('etherway-fibre-rao2'));
  driver.cancel(id, driver.items(id)[0].id);
  driver.runToEnd();
  expect(driver.items(id).map(({ state, product }) => [state, product.diversePairId])).toEqual([
    ['cancelled', undefined],
    ['completed', undefined],
  ]);
});

describe('cancelling items of an order', () => {
  test('an Etherway whose Etherflow is live is refused; the flow first, then the access', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(sampleOrder('etherway-with-etherflow-provide'));
    driver.advanceUntil(id, 'Committed');
    const refused = driver.cancel(id, 'ACCESS');
    expect(refused.status).toBe(409);
    expect(refusalOf(refused).message).toContain('cancel the Etherflow first');
    expect(driver.cancel(id, 'FLOW').status).toBe(201);
    driver.advanceDays(7);
    expect(driver.items(id).map(({ state }) => state)).toEqual(['inProgress', 'cancelled']);
    expect(driver.cancel(id, 'ACCESS').status).toBe(201);
    driver.runToEnd();
    expect(driver.state(id)).toBe('cancelled');
  });

  test('the whole order at once', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(sampleOrder('etherway-with-etherflow-provide'));
    driver.advanceUntil(id, 'Committed');
    expect(driver.cancel(id).status).toBe(201);
    driver.runToEnd();
    expect(driver.state(id)).toBe('cancelled');
    expect(driver.items(id).map(({ subStatus }) => subStatus)).toEqual(['Cancelled', 'Cancelled']);
  });

  test('ETH Network cannot be cancelled, nor amended, modified or ceased', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(sampleOrder('eth-network-provide'));
    expect(driver.cancel(id).status).toBe(409);
    expect(
      driver.amend(id, { productOrderItem: [{ id: 'ITEM-1', requiredByDate: '2026-03-02T09:00:00Z' }] }).status,
    ).toBe(409);
    expect(driver.amend(id, { externalId: 'another' }).status).toBe(409);
    const body = sampleOrder('eth-network-provide');
    for (const action of ['modify', 'delete']) {
      const answer = driver.call('createProductOrder', {
        body: { ...body, productOrderItem: [{ ...body.productOrderItem[0], action }] },
      });
      expect(answer.status).toBe(400);
      expect(refusalOf(answer).message).toContain('provide only');
    }
  });
});

describe('modify and cease are new orders on what is installed', () => {
  test('a bandwidth goes up in five working days, and not down within a month', () => {
    const driver = new OrderDriver();
    const access = installed(driver);
    const serviceId = flow(driver, access, installed(driver));
    const up = driver.placeOrder(rewired('etherflow-connected-modify', { target: serviceId }));
    driver.runToEnd();
    expect(driver.eventLines(up.id)).toHaveLength(4);
    expect(inventory(driver, serviceId).productCharacteristic).toContainEqual({
      name: 'Bandwidth',
      value: '200Mbit/s',
    });
    const body = rewired('etherflow-connected-modify', { target: serviceId });
    body.productOrderItem[0].product.productCharacteristic[0].value = '50Mbit/s';
    const soon = driver.placeOrder(body);
    driver.runToEnd();
    expect(driver.state(soon.id)).toBe('rejected');
    expect(driver.readOrder(soon.id).errorMessage[0]).toMatchObject({ reason: 'Downgrade too soon' });
    driver.advanceDays(31);
    const later = driver.placeOrder(body);
    driver.runToEnd();
    expect(driver.state(later.id)).toBe('completed');
    expect(inventory(driver, serviceId).productCharacteristic).toContainEqual({ name: 'Bandwidth', value: '50Mbit/s' });
  });

  test('a name is the same in whatever case, and another size of block is another block', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(rewired('etherflow-internet-provide', { relies: [installed(driver)] }));
    driver.runToEnd();
    const serviceId = driver.items(id)[0].product.customerFacingServiceId.value;
    const before = inventory(driver, serviceId).ipAddressBlock;
    const change = (...productCharacteristic: { name: string; value: string }[]) => {
      const body = rewired('etherflow-connected-modify', { target: serviceId });
      Object.assign(body.productOrderItem[0].product, {
        productSpecification: { id: 'Etherflow - Internet' },
        productCharacteristic,
      });
      driver.placeOrder(body);
      driver.runToEnd();
      return inventory(driver, serviceId);
    };
    const faster = change({ name: 'bandwidth', value: '1Gbit/s' });
    expect(faster.ipAddressBlock).toBe(before);
    expect(faster.productCharacteristic.filter(({ name }) => name.toLowerCase() === 'bandwidth')).toEqual([
      { name: 'bandwidth', value: '1Gbit/s' },
    ]);
    const larger = change({ name: 'IPAddressBlock', value: '/27' });
    expect([before, larger.ipAddressBlock]).toEqual([
      expect.stringMatching(/\/28$/),
      expect.stringMatching(/^198\.19\.\d+\.\d+\/27$/),
    ]);
  });

  test('an upgrade beyond what the core has takes 33 working days', () => {
    const driver = new OrderDriver();
    const serviceId = flow(driver, installed(driver), installed(driver));
    const start = driver.now;
    const body = rewired('etherflow-connected-modify', { target: serviceId });
    body.productOrderItem[0].product.productCharacteristic[0].value = '1Gbit/s';
    const { id } = driver.placeOrder(body);
    driver.runToEnd();
    const { divisions } = driver.referenceData.calendar;
    const lasted = countWorkingDaysBetween(
      start,
      Date.parse(driver.readOrder(id).completionDate),
      divisions['england-and-wales'],
    );
    expect(lasted).toBe(33);
  });

  test('the cease of an access is refused while a flow relies on it, and waits for it in the same order', () => {
    const driver = new OrderDriver();
    const [from, to] = [installed(driver), installed(driver)];
    const serviceId = flow(driver, from, to);
    const refused = driver.placeOrder(rewired('etherway-fibre-cease', { target: from }));
    driver.runToEnd();
    expect(driver.state(refused.id)).toBe('rejected');
    expect(driver.eventLines(refused.id).at(-1)).toContain('Create rejected');

    const both = sampleOrder('etherway-fibre-cease');
    both.productOrderItem[0].product.id = from;
    const [flowItem] = rewired('etherflow-connected-cease', { target: serviceId }).productOrderItem;
    both.productOrderItem.push({ ...flowItem, id: 'FLOW' });
    const { id } = driver.placeOrder(both);
    driver.runToEnd();
    expect(driver.state(id), driver.eventLines(id).join('\n')).toBe('completed');
    expect(driver.eventLines(id)).toMatchSnapshot();
    expect(inventory(driver, from).status).toBe('terminated');
    expect(inventory(driver, serviceId)).toMatchObject({
      status: 'terminated',
      product: [{ name: 'Maintenance Category 3', status: 'terminated' }],
    });
    expect(inventory(driver, to).status).toBe('active');
  });

  test('the cease of an access ends with the cease of its flow, when that is cancelled', () => {
    const driver = new OrderDriver();
    const [from, to] = [installed(driver), installed(driver)];
    const serviceId = flow(driver, from, to);
    const both = rewired('etherway-fibre-cease', { target: from });
    const [flowItem] = rewired('etherflow-connected-cease', { target: serviceId }).productOrderItem;
    both.productOrderItem.push({ ...flowItem, id: 'FLOW' });
    const { id } = driver.placeOrder(both);
    driver.advanceUntil(id, 'Waiting for another item');
    expect(driver.items(id).map(({ state }) => state)).toEqual(['pending', 'inProgress']);
    expect(driver.cancel(id, 'FLOW').status).toBe(201);
    driver.runToEnd();
    expect(
      driver
        .eventLines(id)
        .slice(-2)
        .map((line) => line.slice(11)),
    ).toEqual([
      'StateChange pending: pending Waiting for another item | cancelled Cancelled',
      'StateChange cancelled: cancelled Cancelled: a flow still relies on it | cancelled Cancelled',
    ]);
    expect([from, serviceId].map((one) => inventory(driver, one).status)).toEqual(['active', 'active']);
  });

  test.each([
    ['a service that is not there', 'ETHC99999999', 'Service not found'],
    ['the wrong product', undefined, 'Wrong product'],
  ])('%s is found out when the order is checked', (_name, target, reason) => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(rewired('etherflow-connected-modify', { target: target ?? installed(driver) }));
    driver.runToEnd();
    expect(driver.state(id)).toBe('rejected');
    expect(driver.readOrder(id).errorMessage[0]).toMatchObject({ reason });
  });

  test('a flow cannot be put on a service that is unknown, or being ceased', () => {
    const driver = new OrderDriver();
    const [from, to] = [installed(driver), installed(driver)];
    driver.placeOrder(rewired('etherway-fibre-cease', { target: from }));
    driver.advanceDays(2);
    const busy = driver.placeOrder(rewired('etherflow-connected-provide', { relies: [from, to] }));
    const unknown = driver.placeOrder(rewired('etherflow-connected-provide', { relies: [to, 'ETHA00000000'] }));
    driver.runToEnd();
    expect([busy, unknown].map(({ id }) => driver.readOrder(id).errorMessage[0].reason)).toEqual([
      'Service being ceased',
      'Service not found',
    ]);
  });

  test('of several orders that change a service, the one that came first is carried out', () => {
    const driver = new OrderDriver();
    const [from, to] = [installed(driver), installed(driver)];
    const serviceId = flow(driver, from, to);
    const placed = ['60Mbit/s', '70Mbit/s'].map((bandwidth) => {
      const body = rewired('etherflow-connected-modify', { target: serviceId });
      body.productOrderItem[0].product.productCharacteristic[0].value = bandwidth;
      return driver.placeOrder(body);
    });
    placed.push(driver.placeOrder(rewired('etherflow-connected-cease', { target: serviceId })));
    driver.runToEnd();
    expect(placed.map(({ id }) => driver.state(id))).toEqual(['completed', 'rejected', 'rejected']);
    const [first, second] = pairOf(placed);
    expect(driver.readOrder(second.id).errorMessage[0].message).toBe(
      `Order ${first.id} is changing ${serviceId}; a modify must wait for it.`,
    );

    const [other, spare] = [installed(driver), installed(driver)];
    const coming = driver.placeOrder(rewired('etherflow-connected-provide', { relies: [other, to] }));
    const ceases = [other, spare].map((target) => driver.placeOrder(rewired('etherway-fibre-cease', { target })));
    const late = driver.placeOrder(rewired('etherflow-connected-provide', { relies: [spare, to] }));
    driver.runToEnd();
    const all = [coming, ...ceases, late];
    expect(all.map(({ id }) => [driver.state(id), driver.readOrder(id).errorMessage?.[0].reason])).toEqual([
      ['completed', undefined],
      ['rejected', 'Flow being ordered'],
      ['completed', undefined],
      ['rejected', 'Service being ceased'],
    ]);
  });

  test('one order cannot change a service twice, nor put a flow on a flow', () => {
    const driver = new OrderDriver();
    const serviceId = flow(driver, installed(driver), installed(driver));
    const twice = rewired('etherflow-connected-modify', { target: serviceId });
    const [ceased] = rewired('etherflow-connected-cease', { target: serviceId }).productOrderItem;
    twice.productOrderItem.push({ ...ceased, id: 'AGAIN' });
    const orders = [twice, rewired('etherflow-connected-provide', { relies: [serviceId] })].map((body) =>
      driver.placeOrder(body),
    );
    driver.runToEnd();
    expect(orders.map(({ id }) => driver.readOrder(id).errorMessage[0].reason)).toEqual([
      'Service named twice',
      'Wrong product',
    ]);
  });

  test.each([
    ['FromNode', 'a network', 400],
    ['ToNode', 'a network', 201],
    ['Network', 'a network', 201],
    ['Network', 'an access', 400],
  ])('as %s a flow may name %s of its own order: %i', (btType, what, status) => {
    const body = sampleOrder('etherway-with-etherflow-provide');
    const [access, flowItem] = pairOf(body.productOrderItem);
    const [network] = sampleOrder('eth-network-provide').productOrderItem;
    body.productOrderItem.push({ ...network, id: 'NETWORK' });
    const other = {
      ...flowItem.productOrderItemRelationship[0],
      id: what === 'a network' ? 'NETWORK' : access.id,
      btType,
    };
    if (btType === 'FromNode') flowItem.productOrderItemRelationship = [other];
    else flowItem.productOrderItemRelationship.push(other);
    expect(new OrderDriver().call('createProductOrder', { body }).status).toBe(status);
  });

  test('two orders cannot change one service at a time', () => {
    const driver = new OrderDriver();
    const serviceId = flow(driver, installed(driver), installed(driver));
    const first = driver.placeOrder(rewired('etherflow-connected-modify', { target: serviceId }));
    const second = driver.placeOrder(rewired('etherflow-connected-cease', { target: serviceId }));
    driver.runToEnd();
    expect([driver.state(first.id), driver.state(second.id)].sort()).toEqual(['completed', 'rejected']);
  });
});
