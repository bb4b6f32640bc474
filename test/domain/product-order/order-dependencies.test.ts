import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appointments } from '#domain/appointment/appointment';
import type { Query } from '#domain/core/call';
import { defineCollection } from '#domain/core/sandbox-state';
import { hubNotifications } from '#domain/order-notification/hub';
import { type OrderProgress, progress } from '#domain/product-order/order-documents';
import { buildTimeline } from '#domain/product-order/view/order-timeline';
import {
  change,
  chargesOf,
  hubOf,
  lastOf,
  type Notification,
  type OrderBody,
  orderOf,
  ordersOf,
  pairOf,
  read,
} from '../../support/documents.ts';
import { OrderDriver, orderingPath } from '../../support/order-driver.ts';
import { runOptions } from '../../support/run-options.ts';
import { inOtherShape, sampleOrder } from '../../support/sample-orders.ts';

/** A reservation as the appointment API leaves it. */
function reserve(driver: OrderDriver, id: string, start: string): void {
  const from = Date.parse(start);
  driver.change((transaction) =>
    transaction.put(appointments, id, {
      id,
      status: 'initialized',
      createdAt: transaction.now,
      start: from,
      end: from + 7_200_000,
      exchange: 'ABWE',
      relatedEntity: [],
    }),
  );
}

const booked = (driver: OrderDriver, id: string) => driver.reader.get(appointments, id)?.status;

function withAppointment(id: string): OrderBody {
  const body = sampleOrder('etherway-superfast-gea-fttp-provide');
  return change(body, '/productOrderItem/0/appointment', { id, '@type': 'AppointmentRef' });
}

describe('appointments', () => {
  test('an order confirms the one it names, the visit is on its day, and completes it', () => {
    const driver = new OrderDriver();
    reserve(driver, '1234567890', '2026-01-20T13:00:00Z');
    const { id } = driver.placeOrder(withAppointment('1234567890'));
    expect(booked(driver, '1234567890')).toBe('confirmed');
    driver.advanceUntil(id, 'Committed');
    expect(driver.items(id)[0].customerPromisedDate).toBe('2026-01-20T17:00:00.000Z');
    driver.advanceUntil(id, 'Installed');
    expect(new Date(driver.now).toISOString()).toBe('2026-01-20T13:00:00.000Z');
    expect(booked(driver, '1234567890')).toBe('completed');
  });

  test.each([
    ['an unknown one', '9999999999'],
    ['one that another order holds', '1234567890'],
  ])('%s rejects the order when it is checked', (_name, appointmentId) => {
    const driver = new OrderDriver();
    reserve(driver, '1234567890', '2026-01-20T13:00:00Z');
    driver.placeOrder(withAppointment('1234567890'));
    const { id } = driver.placeOrder(withAppointment(appointmentId));
    driver.runToEnd();
    expect(driver.state(id)).toBe('rejected');
    expect(driver.readOrder(id).errorMessage).toMatchObject([{ reason: 'Appointment not held' }]);
  });

  test.each([
    ['rejected', (driver: OrderDriver, id: string) => driver.attachSetback({ orderId: id }, 'duplicate-order-at-site')],
    ['cancelled', (driver: OrderDriver, id: string) => driver.cancel(id)],
  ])('an order that is %s gives its appointment back', (state, act) => {
    const driver = new OrderDriver();
    reserve(driver, '1234567890', '2026-01-20T13:00:00Z');
    const { id } = driver.placeOrder(withAppointment('1234567890'));
    act(driver, id);
    driver.runToEnd();
    expect([driver.state(id), booked(driver, '1234567890')]).toEqual([state, 'cancelled']);
  });

  test('a missed visit fails the appointment; the answer may name a new one', () => {
    const driver = new OrderDriver();
    reserve(driver, '1234567890', '2026-01-20T13:00:00Z');
    reserve(driver, '1234567891', '2026-02-03T09:00:00Z');
    const { id } = driver.placeOrder(withAppointment('1234567890'));
    driver.attachSetback({ orderId: id }, 'missed-appointment-by-supplier');
    while (driver.openActionsOf(id).length === 0) driver.advanceDays(1);
    expect(booked(driver, '1234567890')).toBe('failed');
    const [action] = driver.openActionsOf(id);
    expect(driver.answer(action?.id ?? '', 'rebook', { appointmentId: '0' })).toMatchObject({ refused: 'appointment' });
    driver.answer(action?.id ?? '', 'rebook', { appointmentId: '1234567891' });
    driver.advanceUntil(id, 'Installed');
    expect(new Date(driver.now).toISOString()).toBe('2026-02-03T09:00:00.000Z');
    expect(booked(driver, '1234567891')).toBe('completed');
    expect(driver.items(id)[0].appointment).toMatchObject({
      id: '1234567891',
      appointmentStart: '2026-02-03T09:00:00.000Z',
    });
  });

  test('an amend takes the new one and gives the old one back', () => {
    const driver = new OrderDriver();
    reserve(driver, '1234567890', '2026-01-20T13:00:00Z');
    reserve(driver, '1234567891', '2026-01-22T09:00:00Z');
    const { id } = driver.placeOrder(withAppointment('1234567890'));
    driver.advanceUntil(id, 'Committed');
    const amended = driver.amend(id, {
      amendmentReason: 'Customer changed the appointment',
      productOrderItem: [{ id: 'ITEM-1', appointment: { id: '1234567891' } }],
    });
    expect(amended.status).toBe(200);
    expect([booked(driver, '1234567890'), booked(driver, '1234567891')]).toEqual(['cancelled', 'confirmed']);
    expect(driver.items(id)[0].customerPromisedDate.slice(0, 10)).toBe('2026-01-22');
  });

  test('a failed pre-commit test leaves the visit that the customer holds: the order and the appointment say one time', () => {
    const driver = new OrderDriver();
    reserve(driver, '1234567890', '2026-01-20T13:00:00Z');
    const body = withAppointment('1234567890');
    for (const one of body.productOrderItem[0].product.productCharacteristic)
      if (one.name === 'ExistingONT') one.value = 'Yes';
    const { id } = driver.placeOrder(body);
    driver.attachSetback({ orderId: id }, 'pre-commit-test-fails');
    driver.advanceUntil(id, 'Committed');
    expect(driver.items(id)[0].appointment).toMatchObject({
      id: '1234567890',
      appointmentStart: '2026-01-20T13:00:00.000Z',
    });
    driver.runToEnd();
    expect([driver.state(id), booked(driver, '1234567890')]).toEqual(['completed', 'completed']);
    expect(driver.eventLines(id).find((line) => line.includes('Engineer visited'))).toContain('2026-01-20');
  });

  test.each([
    ['etherway-superfast-gea-sogea-provide', {}],
    ['etherway-superfast-gea-fttp-provide', { ExistingONT: 'Yes' }],
  ])(
    'a failed pre-commit test books a visit by itself and says when: %s',
    (name, changed: { [name: string]: string }) => {
      const driver = new OrderDriver();
      const body = sampleOrder(name);
      for (const one of body.productOrderItem[0].product.productCharacteristic)
        one.value = changed[one.name] ?? one.value;
      const { id } = driver.placeOrder(body);
      expect(driver.attachSetback({ orderId: id }, 'pre-commit-test-fails')).not.toHaveProperty('refused');
      driver.advanceUntil(id, 'Committed');
      const booked = { appointmentStart: '2026-01-13T08:00:00.000Z', '@type': 'AppointmentRef' };
      expect(driver.items(id)[0].appointment).toEqual(booked);
      expect(lastOf(driver.notifications(id)).event.productOrder.productOrderItem[0].appointment).toEqual(booked);
      driver.runToEnd();
      expect(driver.eventLines(id).map((line) => line.split(': ')[1])).toEqual([
        'acknowledged acknowledged',
        'inProgress Access in Progress',
        'inProgress Supplier accepted',
        'inProgress Pre-commit test failed, engineer visit booked',
        'inProgress Committed',
        'inProgress Engineer visited',
        'inProgress Activated remotely',
        'completed Completed',
      ]);
    },
  );
});

test.each([
  ['of the order, alive', { quote: [{ id: 'Q1' }] }, {}, 'inProgress'],
  ['of the order, unknown', { quote: [{ id: 'Q2' }] }, {}, 'rejected'],
  ['of the order, expired when it is checked', { quote: [{ id: 'Q3' }] }, {}, 'rejected'],
  ['of an item, alive', {}, { quoteItem: { id: '1', quoteId: 'Q1' } }, 'inProgress'],
  ['of an item, unknown', {}, { quoteItem: { id: '1', quoteId: 'Q2' } }, 'rejected'],
])('a quote %s: %s', (_name, order, item, state) => {
  const driver = new OrderDriver();
  const quotes = defineCollection<{ expiresAt: number }>('quotes');
  for (const [id, hours] of [
    ['Q1', 720],
    ['Q3', 6],
  ] as const)
    driver.change((transaction) => transaction.put(quotes, id, { expiresAt: transaction.now + 3_600_000 * hours }));
  const body = { ...sampleOrder('etherway-fibre-provide'), ...order };
  Object.assign(body.productOrderItem[0], item);
  const { id } = driver.placeOrder(body);
  driver.advanceDays(3);
  expect(driver.state(id)).toBe(state);
  if (state === 'rejected') expect(driver.readOrder(id).errorMessage).toMatchObject([{ reason: 'Quote not valid' }]);
});

describe('the site decides', () => {
  const at = (place: object) => {
    const body = sampleOrder('etherway-fibre-provide');
    return change(body, '/productOrderItem/0/product/place', [place]);
  };
  test('an address key that is none is found out when the order is checked', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(at({ id: 'A99999999999' }));
    driver.runToEnd();
    expect(driver.readOrder(id)).toMatchObject({
      state: 'rejected',
      errorMessage: [{ reason: 'Address not matched' }],
    });
  });

  test('excess charges of the site are raised at the amount that a quote names', () => {
    const driver = new OrderDriver();
    const { fixturePlaceByPostcode } = driver.referenceData.availability;
    const [postcode] = [...fixturePlaceByPostcode].find(([, { outcomes }]) => outcomes.includes('excessCharges')) ?? [];
    const { id } = driver.placeOrder(at({ postcode }));
    while (driver.openActionsOf(id).length === 0) driver.advanceDays(1);
    const [charge] = chargesOf(driver.call('listCharge', { path: `${orderingPath}/charge` }));
    expect(charge).toMatchObject({
      state: 'awaitingResponse',
      chargeItem: [{ priceCategory: 'construction', blocking: true, price: { dutyFreeAmount: { value: 6414.5 } } }],
    });
    const path = `${orderingPath}/charge/${charge.id}`;
    const params = { id: charge.id };
    expect(driver.call('patchCharge', { path, params, body: { chargeItem: [] } }).status).toBe(400);
    const accept = { chargeItem: [{ id: '1', acceptanceIndicator: 'accepted' }] };
    expect(driver.call('patchCharge', { path, params, body: accept }).body).toMatchObject({
      state: 'completed',
      chargeItem: [{ state: 'acceptedByBuyer', acceptanceIndicator: 'accepted' }],
    });
    expect(driver.call('patchCharge', { path, params, body: accept }).status).toBe(409);
    driver.runToEnd();
    expect(driver.state(id)).toBe('completed');
  });
});

describe('the tracker', () => {
  const driver = new OrderDriver();
  const fibre = driver.placeOrder({ ...sampleOrder('etherway-fibre-provide'), externalId: 'A' });
  const held = driver.placeOrder({ ...sampleOrder('etherway-fibre-provide'), externalId: 'B ecc-raised' });
  const network = driver.placeOrder({ ...sampleOrder('eth-network-provide'), externalId: 'C' });
  const older = driver.placeOrder({ ...sampleOrder('etherway-fibre-older-shape'), externalId: 'D' });
  const bad = driver.placeOrder({ ...sampleOrder('etherway-fibre-provide'), externalId: 'E duplicate-order-at-site' });
  driver.advanceDays(11);
  const names = new Map([fibre, held, network, older, bad].map((order) => [order.id, order.externalId[0]]));
  const find = (query: Query) =>
    ordersOf(driver.call('listProductOrder', { query }))
      .map(({ id }) => names.get(id))
      .join('');

  test.each<[Query, string]>([
    [{}, 'ABCDE'],
    [{ state: ['held'] }, 'B'],
    [{ state: ['completed,rejected'] }, 'CE'],
    [{ openAction: ['acceptExcessConstructionCharges'] }, 'B'],
    [{ milestone: ['Desktop survey'] }, 'ABD'],
    [{ product: ['ETH Network'] }, 'C'],
    [{ externalId: ['D'] }, 'D'],
    [{ id: [network.id] }, 'C'],
    [{ 'orderDate.gte': ['2026-01-05'], 'orderDate.lt': ['2026-01-06'] }, 'ABCDE'],
    [{ 'orderDate.gt': ['2026-01-06'] }, ''],
    [{ 'completionDate.gt': ['2026-01-01'] }, 'C'],
    [{ 'productOrderItem.state': ['held'] }, 'B'],
    [{ 'productOrderItem.product.id': ['ETH Network'] }, 'C'],
    [{ sort: ['-externalId'], limit: ['2'] }, 'ED'],
  ])('%j finds %s', (query, expected) => expect(find(query)).toBe(expected));

  test('an index finds what looking at every order finds, in the order placed, while orders move', () => {
    const many = new OrderDriver();
    const filters = fc.oneof(
      fc.tuple(fc.constant('state'), fc.constantFrom('held', 'inProgress', 'completed', 'rejected', 'held,rejected')),
      fc.tuple(fc.constant('milestone'), fc.constantFrom('KCI1', 'KCI2', 'KCI3', 'Desktop survey', 'never')),
      fc.tuple(fc.constant('product'), fc.constantFrom('ETH Network', 'EtherFlow Connected', 'Etherway Fibre')),
      fc.tuple(fc.constant('openAction'), fc.constantFrom('acceptExcessConstructionCharges', 'confirmSiteReady')),
    );
    const orderArbitrary = fc.record({
      filters: fc.uniqueArray(filters, { maxLength: 2, selector: ([name]) => name }),
      sort: fc.constantFrom('', '-orderDate', 'state,-externalId', 'milestone'),
      offset: fc.nat(3),
    });
    type RandomOrder = typeof orderArbitrary extends fc.Arbitrary<infer A> ? A : never;
    const attributes: { readonly [name: string]: (one: OrderProgress) => readonly unknown[] } = {
      state: ({ state }) => [state],
      milestone: ({ items }) => items.map(({ milestone }) => milestone),
      product: ({ items }) => items.map(({ product }) => product),
      openAction: ({ items }) => items.map(({ openAction }) => openAction?.kind),
      orderDate: ({ orderDate }) => [orderDate],
      externalId: ({ externalId }) => [externalId],
    };
    const valuesOf = (one: OrderProgress, name: string) => attributes[name]?.(one) ?? [];
    const scanned = ({ sort, offset, filters: wanted }: RandomOrder) =>
      [...many.reader.list(progress)]
        .map(([, one]) => one)
        .filter((one) =>
          wanted.every(([name, text]) => valuesOf(one, name).some((value) => text.split(',').includes(`${value}`))),
        )
        .sort((a, b) => {
          for (const name of sort.split(',').filter((part) => part !== '')) {
            const [x, y] = [a, b].map((one) => valuesOf(one, name.replace('-', ''))[0]) as [
              string | undefined,
              string | undefined,
            ];
            const order = x === y ? 0 : x === undefined ? 1 : y === undefined || x < y ? -1 : 1;
            if (order !== 0) return name.startsWith('-') ? -order : order;
          }
          return 0;
        })
        .map(({ orderId }) => orderId)
        .slice(offset, offset + 5);
    const listed = ({ filters: wanted, sort, offset }: RandomOrder) => {
      const named = Object.fromEntries(wanted.map(([name, text]) => [name, [text]]));
      const query: Query = { ...named, sort: [sort], offset: [String(offset)], limit: ['5'] };
      return ordersOf(many.call('listProductOrder', { query })).map(({ id }) => id);
    };
    const kinds = ['etherway-fibre-provide', 'eth-network-provide', 'etherway-with-etherflow-provide'];
    const setbackSuffixes = ['', ' ecc-raised', ' site-not-ready', '', ' no-capacity', ' duplicate-order-at-site', ''];
    const often = runOptions(50, 500);
    for (let day = 0; day < 10; day += 1) {
      for (let n = 0; n < 2; n += 1) {
        const externalId = `P${day}${n}${setbackSuffixes[(2 * day + n) % setbackSuffixes.length]}`;
        many.placeOrder({ ...sampleOrder(kinds[(day + n) % kinds.length] as string), externalId });
      }
      many.advanceDays(4);
      fc.assert(
        fc.property(orderArbitrary, (one) => {
          expect(listed(one)).toEqual(scanned(one));
        }),
        often,
      );
    }
  });

  test('milestones, jeopardies and the open action are on the order', () => {
    const order = driver.readOrder(held.id);
    expect(order.productOrderItem[0].openAction).toMatchObject([
      { kind: 'acceptExcessConstructionCharges', dueDate: '2026-02-14T15:00:00.000Z' },
    ]);
    expect(order.productOrderJeopardyAlert).toMatchObject([{ name: 'ecc-raised', jeopardyType: 'Critical' }]);
    expect(order.productOrderMilestone.filter(({ status }) => status === 'Completed').map(({ name }) => name)).toEqual([
      'Acknowledged',
      'Validated',
      'KCI1',
      'Desktop survey',
    ]);
    expect(driver.readOrder(fibre.id).productOrderMilestone.at(-1)).toMatchObject({
      name: 'KCI3',
      status: 'Yet-To-Reach',
      milestoneDate: '2026-02-19T10:00:00.000Z',
    });
  });

  test('the timeline lists the past and plans the future, and says why', () => {
    const found = buildTimeline(driver.reader, held.id, driver.referenceData, driver.now);
    expect(found?.past.filter(({ kind }) => kind === 'event')).toHaveLength(5);
    expect(found?.future[0]).toMatchObject({ kind: 'step', because: expect.stringContaining('is answered now') });
    expect(found?.future.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['open-action-due', 'suspension-limit']),
    );
    const plain = buildTimeline(driver.reader, fibre.id, driver.referenceData, driver.now);
    expect(plain?.future.map(({ at, milestone, because }) => `${at.slice(0, 10)} ${milestone}: ${because}`)).toEqual([
      '2026-01-21 KCI2: 4 working days after "Desktop survey complete"',
      '2026-02-12 Installation appointment: 16 working days after "Committed"',
      '2026-02-17 Installed: 3 working days after "Installation appointment agreed"',
      '2026-02-18 Tested: 1 working day after "Installed"',
      '2026-02-19 KCI3: 1 working day after "Tested"',
    ]);
    expect(buildTimeline(driver.reader, '00000000', driver.referenceData, driver.now)).toBeUndefined();
  });
});

describe('listeners', () => {
  const path = `${orderingPath}/hub`;
  test('each gets a copy of the events in its query, until it is taken away', () => {
    const driver = new OrderDriver();
    const all = driver.call('createHub', { path, body: { callback: 'http://127.0.0.1:9000/all' } });
    const some = driver.call('createHub', {
      path,
      body: { callback: 'http://127.0.0.1:9000/some', query: 'eventType=ProductOrderCreateEvent' },
    });
    expect(all).toMatchObject({ status: 201, body: { callback: 'http://127.0.0.1:9000/all' } });
    const { id } = hubOf(all);
    expect(all.headers?.Location).toBe(`http://sandbox${path}/${id}`);
    driver.placeOrder(sampleOrder('eth-network-provide'));
    driver.runToEnd();
    const count = (hub: string) =>
      [...driver.reader.list(hubNotifications)].filter(([key]) => key.startsWith(`${hub}/`)).length;
    expect([count(id), count(hubOf(some).id)]).toEqual([3, 1]);
    expect(driver.call('deleteHub', { path: `${path}/${id}`, params: { id } }).status).toBe(204);
    expect(driver.call('deleteHub', { path: `${path}/${id}`, params: { id } }).status).toBe(404);
    driver.placeOrder(sampleOrder('eth-network-provide'));
    expect(count(id)).toBe(3);
  });

  test.each([
    ['no URL', { callback: 'orders' }, 400],
    ['a query that is not understood', { callback: 'http://127.0.0.1:9000/', query: 'state=held' }, 400],
    ['the same again', { callback: 'http://127.0.0.1:9000/all' }, 409],
  ])('%s is refused', (_name, body, status) => {
    const driver = new OrderDriver();
    driver.call('createHub', { path, body: { callback: 'http://127.0.0.1:9000/all' } });
    expect(driver.call('createHub', { path, body }).status).toBe(status);
  });

  test('the strict profile has none', () => {
    const driver = new OrderDriver({ mode: 'strict' });
    expect(driver.call('createHub', { path, body: { callback: 'http://127.0.0.1:9000/all' } }).status).toBe(404);
  });
});

describe.each(['as it is', 'in the other shape'])('what events carry, of every sample %s', (shape) => {
  test.each(readdirSync(new URL('../../../fixtures/requests/', import.meta.url)))('%s', (file) => {
    const driver = new OrderDriver();
    const installed = () => {
      const { id } = driver.placeOrder(sampleOrder('etherway-fibre-provide'));
      driver.runToEnd();
      return driver.items(id)[0].product.customerFacingServiceId.value;
    };
    const given = sampleOrder(file.replace(/\.json$/, ''));
    const body = shape === 'as it is' ? given : inOtherShape(given);
    const list = body.productOrderItem === undefined ? 'orderItem' : 'productOrderItem';
    for (const item of body[list]) {
      for (const relation of item.productOrderItemRelationship ?? [])
        if (/^ETH/.test(relation.id)) relation.id = installed();
      if (item.action === 'add') continue;
      const flow = /Etherflow/.test(item.product.productSpecification.id);
      const provide = sampleOrder('etherflow-connected-provide');
      for (const relation of provide.orderItem[0].productOrderItemRelationship) relation.id = installed();
      const { id } = flow ? driver.placeOrder(provide) : { id: '' };
      driver.runToEnd();
      item.product.id = flow ? driver.items(id)[0].product.customerFacingServiceId.value : installed();
    }
    const { id } = driver.placeOrder(body);
    driver.runToEnd();
    const notifications = driver.notifications(id);
    const changes = body[list].some(({ action }) => action !== 'add');
    for (const [n, { event }] of notifications.entries()) {
      const { productOrder } = event;
      const items = productOrder[list];
      expect(items.every((item) => /^\d{10}$/.test(item.internalId) && item.subStatus !== '')).toBe(true);
      expect(productOrder.errorMessage).toEqual([]);
      // The service id is there from the first event in flight on; the asset and the date at the end.
      const named = items.filter(({ product }) => /^ETH\w\d{8}$/.test(product.customerFacingServiceId?.value ?? ''));
      expect(named).toHaveLength(n > 0 || changes ? items.length : 0);
      for (const { product, state } of items) expect(/^\d{10}$/.test(product.id)).toBe(state === 'completed');
      expect(productOrder.completionDate !== undefined).toBe(n === notifications.length - 1);
    }
    expect(lastOf(notifications).event.productOrder.state).toBe('completed');
    const ids = ({ event }: Notification) =>
      event.productOrder[list].map(({ product }) => product.customerFacingServiceId.value);
    expect(ids(lastOf(notifications))).toEqual(ids(pairOf(notifications)[1]));
  });
});

test('an order of 200 items is one order; one more is refused', () => {
  const driver = new OrderDriver();
  const [item] = sampleOrder('eth-network-provide').productOrderItem;
  const items = (count: number) => Array.from({ length: count }, (_, n) => ({ ...item, id: `ITEM-${n}` }));
  const { id } = driver.placeOrder({ productOrderItem: items(200) });
  const more = driver.call('createProductOrder', { body: { productOrderItem: items(201) } });
  expect([more.status, more.violations?.[0]?.pointer]).toEqual([400, '/productOrderItem']);
  driver.runToEnd();
  expect(driver.state(id)).toBe('completed');
});

test('nested items go where their parent goes', () => {
  const driver = new OrderDriver();
  const body = sampleOrder('etherway-fibre-provide');
  change(body, '/productOrderItem/0/productOrderItem', [
    { id: 'ITEM-1.1', action: 'add', product: { id: 'Maintenance Category 3' } },
  ]);
  const { id } = driver.placeOrder(body);
  driver.runToEnd();
  const [parent] = driver.items(id);
  expect(read(parent, '/productOrderItem/0')).toMatchObject({
    id: 'ITEM-1.1',
    state: 'completed',
    internalId: expect.stringMatching(/^\d{10}$/),
  });
  const ended = lastOf(driver.notifications(id)).event.productOrder.productOrderItem[0];
  expect(ended.productOrderItem).toMatchObject([{ id: 'ITEM-1.1', state: 'completed' }]);
});

test.each([
  ['orderStatus 202', { orderStatus: 202 }, 202],
  ['nothing', {}, 201],
])('with the setting %s an order is answered %i', (_name, settings, status) => {
  const answer = new OrderDriver({ settings }).call('createProductOrder', {
    body: sampleOrder('etherway-fibre-provide'),
  });
  expect(answer.status).toBe(status);
  expect(answer.headers?.Location).toBe(orderOf(answer).href);
});

test('the same externalId twice makes two orders, unless the sandbox refuses it', () => {
  const body = sampleOrder('etherway-fibre-provide');
  const lax = new OrderDriver();
  expect(lax.placeOrder(body).id).not.toBe(lax.placeOrder(body).id);
  const strict = new OrderDriver({ settings: { duplicateExternalId: 'reject' } });
  strict.placeOrder(body);
  expect(strict.call('createProductOrder', { body }).status).toBe(409);
  // By an amend it is twice the same, too; its own again is no other.
  const { id } = strict.placeOrder({ ...body, externalId: 'OTHER' });
  const amended = (externalId: string) =>
    strict.amend(id, { externalId, amendmentReason: 'Customer changed the appointment' }).status;
  expect([amended(body.externalId), amended('OTHER')]).toEqual([409, 200]);
});
