import { describe, expect, test } from 'vitest';
import { workingDaysBetween } from '../src/mock/domain/working-time.ts';
import { OrderDesk, sample } from './support/order-desk.ts';

/** Places an Etherway Fibre, lets it complete, and returns its service id. */
function installed(desk: OrderDesk, name = 'etherway-fibre-provide'): string {
  const { id } = desk.place(sample(name));
  desk.runOut();
  expect(desk.state(id), desk.lines(id).join('\n')).toBe('completed');
  return desk.items(id)[0].product.customerFacingServiceId.value;
}

type Any = any;

/** The sample with its relations and target pointing at what is installed. */
function rewired(name: string, { relies = [], target }: { relies?: readonly string[]; target?: string }): Any {
  const body = sample(name);
  const [item] = body.productOrderItem ?? body.orderItem;
  for (const [n, serviceId] of relies.entries()) item.productOrderItemRelationship[n].id = serviceId;
  if (relies.length > 0) item.productOrderItemRelationship.length = relies.length;
  if (target !== undefined) item.product.id = target;
  return body;
}

function flow(desk: OrderDesk, ...relies: string[]): string {
  const { id } = desk.place(rewired('etherflow-connected-provide', { relies }));
  desk.runOut();
  expect(desk.state(id), desk.lines(id).join('\n')).toBe('completed');
  return desk.items(id)[0].product.customerFacingServiceId.value;
}

const inventory = (desk: OrderDesk, serviceId: string): Any =>
  (
    desk.call('listProduct', { path: '/tmf-api/productInventory/v4/product', query: { serviceId: [serviceId] } })
      .body as Any[]
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
    const desk = new OrderDesk();
    const { id } = desk.place(sample(name));
    desk.runOut();
    expect(desk.lines(id)).toMatchSnapshot();
    expect(desk.state(id)).toBe('completed');
    expect(desk.items(id)[0].product.customerFacingServiceId.value).toMatch(serviceId);
  });

  test.each([
    ['etherflow-connected-provide', /^ETHC\d{8}$/],
    ['etherflow-internet-provide', /^ETHI\d{8}$/],
  ])('%s on installed accesses', (name, serviceId) => {
    const desk = new OrderDesk();
    const relies = name === 'etherflow-connected-provide' ? [installed(desk), installed(desk)] : [installed(desk)];
    const { id } = desk.place(rewired(name, { relies }));
    desk.runOut();
    expect(desk.lines(id)).toMatchSnapshot();
    expect(desk.items(id)[0].product.customerFacingServiceId.value).toMatch(serviceId);
  });
});

test('a flow waits for the access of its own order, then takes two working days', () => {
  const desk = new OrderDesk();
  const { id } = desk.place(sample('etherway-with-etherflow-provide'));
  desk.until(id, 'Committed');
  expect(desk.items(id).map(({ state }) => state)).toEqual(['inProgress', 'pending']);
  const [access, flowItem] = desk.items(id);
  expect(access.customerPromisedDate.slice(0, 10)).toBe('2026-02-19');
  expect(flowItem.customerPromisedDate.slice(0, 10)).toBe('2026-02-23');
  desk.runOut();
  const [, { product }] = desk.items(id);
  const asset = inventory(desk, product.customerFacingServiceId.value);
  expect(asset.ipAddressBlock).toMatch(/^198\.18\.\d+\.\d+\/29$/);
  expect(asset.productRelationship[0]).toMatchObject({ relationshipType: 'reliesOn', btType: 'FromNode' });
});

test('what delays the access delays the promise of the flow, and says so', () => {
  const desk = new OrderDesk();
  const { id } = desk.place(sample('etherway-with-etherflow-provide'));
  desk.trouble({ orderId: id }, 'delay-for-civils');
  desk.until(id, 'Delayed for civil works');
  const [, flowItem] = desk.items(id);
  expect(flowItem.customerPromisedDate.slice(0, 10)).toBe('2026-03-09');
  expect(flowItem.dateChange.at(-1).reason).toContain('Waits for item ACCESS');
  desk.runOut();
  expect(desk.read(id).completionDate.slice(0, 10)).toBe('2026-03-09');
});

test('an access that cannot be had takes its flow with it', () => {
  const desk = new OrderDesk();
  const { id } = desk.place(sample('etherway-with-etherflow-provide'));
  desk.trouble({ orderId: id }, 'install-impossible');
  desk.runOut();
  expect(desk.items(id).map(({ state }) => state)).toEqual(['failed', 'cancelled']);
  expect(desk.state(id)).toBe('failed');
});

test('the access is delivered and its flow fails: the order is partial', () => {
  const desk = new OrderDesk();
  const { id } = desk.place(sample('etherway-with-etherflow-provide'));
  desk.trouble({ orderId: id }, 'activation-impossible');
  desk.runOut();
  expect(desk.items(id).map(({ state }) => state)).toEqual(['completed', 'failed']);
  expect(desk.state(id)).toBe('partial');
  expect(desk.read(id).errorMessage).toMatchObject([{ code: 'ACTIVATION_FAILED' }]);
});

test('a diverse pair completes together, tied by one ETHR', () => {
  const desk = new OrderDesk();
  const { id } = desk.place(sample('etherway-fibre-rao2'));
  desk.runOut();
  const [a, b] = desk.items(id);
  expect(a.product.diversePairId).toMatch(/^ETHR\d{8}$/);
  expect(b.product.diversePairId).toBe(a.product.diversePairId);
  const completions = desk
    .told(id)
    .filter(({ event }) => event.productOrder.productOrderItem.some(({ state }: Any) => state === 'completed'));
  expect(new Set(completions.map(({ eventTime }) => eventTime)).size).toBe(1);
});

test.each(['answered', 'ignored'])('a half that is held keeps the other waiting; the hold is %s', (how) => {
  const desk = new OrderDesk();
  const { id } = desk.place(sample('etherway-fibre-rao2'));
  desk.trouble({ orderId: id }, 'wayleave-required');
  while (desk.open(id).length === 0) desk.advanceDays(1);
  const [first, ...more] = desk.open(id);
  for (const { id: other } of more) desk.answer(other, 'granted');
  desk.advanceDays(50);
  expect(desk.items(id).map(({ state }) => state)).toEqual(['held', 'pending']);
  if (how === 'answered') desk.answer(first?.id ?? '', 'granted');
  const start = desk.now;
  desk.runOut();
  const [a, b] = desk.items(id);
  expect([a.state, b.state]).toEqual([how === 'answered' ? 'completed' : 'cancelled', 'completed']);
  const ends = desk.told(id).filter(({ event }) => event.productOrder.productOrderItem[1].state === 'completed');
  expect(b.customerPromisedDate).toBe(ends[0].eventTime);
  if (how === 'answered')
    expect([a.customerPromisedDate, b.customerPromisedDate > new Date(start + 30 * 86_400_000).toISOString()]).toEqual([
      b.customerPromisedDate,
      true,
    ]);
  else expect(b.dateChange.at(-1).reason).toBe(`Waits no more for item ${a.id}: Wayleave not obtained in time`);
});

test('a half whose other half is cancelled is no pair any more', () => {
  const desk = new OrderDesk();
  const { id } = desk.place(sample('etherway-fibre-rao2'));
  desk.cancel(id, desk.items(id)[0].id);
  desk.runOut();
  expect(desk.items(id).map(({ state, product }) => [state, product.diversePairId])).toEqual([
    ['cancelled', undefined],
    ['completed', undefined],
  ]);
});

describe('cancelling items of an order', () => {
  test('an Etherway whose Etherflow is live is refused; the flow first, then the access', () => {
    const desk = new OrderDesk();
    const { id } = desk.place(sample('etherway-with-etherflow-provide'));
    desk.until(id, 'Committed');
    const refused = desk.cancel(id, 'ACCESS');
    expect(refused.status).toBe(409);
    expect((refused.body as Any).message).toContain('cancel the Etherflow first');
    expect(desk.cancel(id, 'FLOW').status).toBe(201);
    desk.advanceDays(7);
    expect(desk.items(id).map(({ state }) => state)).toEqual(['inProgress', 'cancelled']);
    expect(desk.cancel(id, 'ACCESS').status).toBe(201);
    desk.runOut();
    expect(desk.state(id)).toBe('cancelled');
  });

  test('the whole order at once', () => {
    const desk = new OrderDesk();
    const { id } = desk.place(sample('etherway-with-etherflow-provide'));
    desk.until(id, 'Committed');
    expect(desk.cancel(id).status).toBe(201);
    desk.runOut();
    expect(desk.state(id)).toBe('cancelled');
    expect(desk.items(id).map(({ subStatus }) => subStatus)).toEqual(['Cancelled', 'Cancelled']);
  });

  test('ETH Network cannot be cancelled, nor amended, modified or ceased', () => {
    const desk = new OrderDesk();
    const { id } = desk.place(sample('eth-network-provide'));
    expect(desk.cancel(id).status).toBe(409);
    expect(
      desk.amend(id, { productOrderItem: [{ id: 'ITEM-1', requiredByDate: '2026-03-02T09:00:00Z' }] }).status,
    ).toBe(409);
    expect(desk.amend(id, { externalId: 'another' }).status).toBe(409);
    const body = sample('eth-network-provide');
    for (const action of ['modify', 'delete']) {
      const answer = desk.call('createProductOrder', {
        body: { ...body, productOrderItem: [{ ...body.productOrderItem[0], action }] },
      });
      expect(answer.status).toBe(400);
      expect((answer.body as Any).message).toContain('provide only');
    }
  });
});

describe('modify and cease are new orders on what is installed', () => {
  test('a bandwidth goes up in five working days, and not down within a month', () => {
    const desk = new OrderDesk();
    const access = installed(desk);
    const serviceId = flow(desk, access, installed(desk));
    const up = desk.place(rewired('etherflow-connected-modify', { target: serviceId }));
    desk.runOut();
    expect(desk.lines(up.id)).toHaveLength(4);
    expect(inventory(desk, serviceId).productCharacteristic).toContainEqual({ name: 'Bandwidth', value: '200Mbit/s' });
    const body = rewired('etherflow-connected-modify', { target: serviceId });
    body.productOrderItem[0].product.productCharacteristic[0].value = '50Mbit/s';
    const soon = desk.place(body);
    desk.runOut();
    expect(desk.state(soon.id)).toBe('rejected');
    expect(desk.read(soon.id).errorMessage[0]).toMatchObject({ reason: 'Downgrade too soon' });
    desk.advanceDays(31);
    const later = desk.place(body);
    desk.runOut();
    expect(desk.state(later.id)).toBe('completed');
    expect(inventory(desk, serviceId).productCharacteristic).toContainEqual({ name: 'Bandwidth', value: '50Mbit/s' });
  });

  test('a name is the same in whatever case, and another size of block is another block', () => {
    const desk = new OrderDesk();
    const { id } = desk.place(rewired('etherflow-internet-provide', { relies: [installed(desk)] }));
    desk.runOut();
    const serviceId = desk.items(id)[0].product.customerFacingServiceId.value;
    const before = inventory(desk, serviceId).ipAddressBlock;
    const change = (...productCharacteristic: Any[]) => {
      const body = rewired('etherflow-connected-modify', { target: serviceId });
      Object.assign(body.productOrderItem[0].product, {
        productSpecification: { id: 'Etherflow - Internet' },
        productCharacteristic,
      });
      desk.place(body);
      desk.runOut();
      return inventory(desk, serviceId);
    };
    const faster = change({ name: 'bandwidth', value: '1Gbit/s' });
    expect(faster.ipAddressBlock).toBe(before);
    expect(faster.productCharacteristic.filter(({ name }: Any) => name.toLowerCase() === 'bandwidth')).toEqual([
      { name: 'bandwidth', value: '1Gbit/s' },
    ]);
    const larger = change({ name: 'IPAddressBlock', value: '/27' });
    expect([before, larger.ipAddressBlock]).toEqual([
      expect.stringMatching(/\/28$/),
      expect.stringMatching(/^198\.19\.\d+\.\d+\/27$/),
    ]);
  });

  test('an upgrade beyond what the core has takes 33 working days', () => {
    const desk = new OrderDesk();
    const serviceId = flow(desk, installed(desk), installed(desk));
    const start = desk.now;
    const body = rewired('etherflow-connected-modify', { target: serviceId });
    body.productOrderItem[0].product.productCharacteristic[0].value = '1Gbit/s';
    const { id } = desk.place(body);
    desk.runOut();
    const { divisions } = desk.ground.calendar;
    const lasted = workingDaysBetween(start, Date.parse(desk.read(id).completionDate), divisions['england-and-wales']);
    expect(lasted).toBe(33);
  });

  test('the cease of an access is refused while a flow relies on it, and waits for it in the same order', () => {
    const desk = new OrderDesk();
    const [from, to] = [installed(desk), installed(desk)];
    const serviceId = flow(desk, from, to);
    const refused = desk.place(rewired('etherway-fibre-cease', { target: from }));
    desk.runOut();
    expect(desk.state(refused.id)).toBe('rejected');
    expect(desk.lines(refused.id).at(-1)).toContain('Create rejected');

    const both = sample('etherway-fibre-cease');
    both.productOrderItem[0].product.id = from;
    const [flowItem] = rewired('etherflow-connected-cease', { target: serviceId }).productOrderItem;
    both.productOrderItem.push({ ...flowItem, id: 'FLOW' });
    const { id } = desk.place(both);
    desk.runOut();
    expect(desk.state(id), desk.lines(id).join('\n')).toBe('completed');
    expect(desk.lines(id)).toMatchSnapshot();
    expect(inventory(desk, from).status).toBe('terminated');
    expect(inventory(desk, serviceId)).toMatchObject({
      status: 'terminated',
      product: [{ name: 'Maintenance Category 3', status: 'terminated' }],
    });
    expect(inventory(desk, to).status).toBe('active');
  });

  test('the cease of an access ends with the cease of its flow, when that is cancelled', () => {
    const desk = new OrderDesk();
    const [from, to] = [installed(desk), installed(desk)];
    const serviceId = flow(desk, from, to);
    const both = rewired('etherway-fibre-cease', { target: from });
    const [flowItem] = rewired('etherflow-connected-cease', { target: serviceId }).productOrderItem;
    both.productOrderItem.push({ ...flowItem, id: 'FLOW' });
    const { id } = desk.place(both);
    desk.until(id, 'Waiting for another item');
    expect(desk.items(id).map(({ state }) => state)).toEqual(['pending', 'inProgress']);
    expect(desk.cancel(id, 'FLOW').status).toBe(201);
    desk.runOut();
    expect(
      desk
        .lines(id)
        .slice(-2)
        .map((line) => line.slice(11)),
    ).toEqual([
      'StateChange pending: pending Waiting for another item | cancelled Cancelled',
      'StateChange cancelled: cancelled Cancelled: a flow still relies on it | cancelled Cancelled',
    ]);
    expect([from, serviceId].map((one) => inventory(desk, one).status)).toEqual(['active', 'active']);
  });

  test.each([
    ['a service that is not there', 'ETHC99999999', 'Service not found'],
    ['the wrong product', undefined, 'Wrong product'],
  ])('%s is found out when the order is checked', (_name, target, reason) => {
    const desk = new OrderDesk();
    const { id } = desk.place(rewired('etherflow-connected-modify', { target: target ?? installed(desk) }));
    desk.runOut();
    expect(desk.state(id)).toBe('rejected');
    expect(desk.read(id).errorMessage[0]).toMatchObject({ reason });
  });

  test('a flow cannot be put on a service that is unknown, or being ceased', () => {
    const desk = new OrderDesk();
    const [from, to] = [installed(desk), installed(desk)];
    desk.place(rewired('etherway-fibre-cease', { target: from }));
    desk.advanceDays(2);
    const busy = desk.place(rewired('etherflow-connected-provide', { relies: [from, to] }));
    const unknown = desk.place(rewired('etherflow-connected-provide', { relies: [to, 'ETHA00000000'] }));
    desk.runOut();
    expect([busy, unknown].map(({ id }) => desk.read(id).errorMessage[0].reason)).toEqual([
      'Service being ceased',
      'Service not found',
    ]);
  });

  test('of several orders that change a service, the one that came first is carried out', () => {
    const desk = new OrderDesk();
    const [from, to] = [installed(desk), installed(desk)];
    const serviceId = flow(desk, from, to);
    const placed = ['60Mbit/s', '70Mbit/s'].map((bandwidth) => {
      const body = rewired('etherflow-connected-modify', { target: serviceId });
      body.productOrderItem[0].product.productCharacteristic[0].value = bandwidth;
      return desk.place(body);
    });
    placed.push(desk.place(rewired('etherflow-connected-cease', { target: serviceId })));
    desk.runOut();
    expect(placed.map(({ id }) => desk.state(id))).toEqual(['completed', 'rejected', 'rejected']);
    expect(desk.read(placed[1].id).errorMessage[0].message).toBe(
      `Order ${placed[0].id} is changing ${serviceId}; a modify must wait for it.`,
    );

    const [other, spare] = [installed(desk), installed(desk)];
    const coming = desk.place(rewired('etherflow-connected-provide', { relies: [other, to] }));
    const ceases = [other, spare].map((target) => desk.place(rewired('etherway-fibre-cease', { target })));
    const late = desk.place(rewired('etherflow-connected-provide', { relies: [spare, to] }));
    desk.runOut();
    const all = [coming, ...ceases, late];
    expect(all.map(({ id }) => [desk.state(id), desk.read(id).errorMessage?.[0].reason])).toEqual([
      ['completed', undefined],
      ['rejected', 'Flow being ordered'],
      ['completed', undefined],
      ['rejected', 'Service being ceased'],
    ]);
  });

  test('one order cannot change a service twice, nor put a flow on a flow', () => {
    const desk = new OrderDesk();
    const serviceId = flow(desk, installed(desk), installed(desk));
    const twice = rewired('etherflow-connected-modify', { target: serviceId });
    const [ceased] = rewired('etherflow-connected-cease', { target: serviceId }).productOrderItem;
    twice.productOrderItem.push({ ...ceased, id: 'AGAIN' });
    const orders = [twice, rewired('etherflow-connected-provide', { relies: [serviceId] })].map((body) =>
      desk.place(body),
    );
    desk.runOut();
    expect(orders.map(({ id }) => desk.read(id).errorMessage[0].reason)).toEqual([
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
    const body = sample('etherway-with-etherflow-provide');
    const [access, flowItem] = body.productOrderItem;
    const [network] = sample('eth-network-provide').productOrderItem;
    body.productOrderItem.push({ ...network, id: 'NETWORK' });
    const other = {
      ...flowItem.productOrderItemRelationship[0],
      id: what === 'a network' ? 'NETWORK' : access.id,
      btType,
    };
    if (btType === 'FromNode') flowItem.productOrderItemRelationship = [other];
    else flowItem.productOrderItemRelationship.push(other);
    expect(new OrderDesk().call('createProductOrder', { body }).status).toBe(status);
  });

  test('two orders cannot change one service at a time', () => {
    const desk = new OrderDesk();
    const serviceId = flow(desk, installed(desk), installed(desk));
    const first = desk.place(rewired('etherflow-connected-modify', { target: serviceId }));
    const second = desk.place(rewired('etherflow-connected-cease', { target: serviceId }));
    desk.runOut();
    expect([desk.state(first.id), desk.state(second.id)].sort()).toEqual(['completed', 'rejected']);
  });
});
