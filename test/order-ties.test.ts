import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appointments } from '../src/mock/domain/appointment/appointment.ts';
import type { Query } from '../src/mock/domain/call.ts';
import { type ProgressDocument, progress } from '../src/mock/domain/product-order/order-documents.ts';
import { timeline } from '../src/mock/domain/product-order/timeline.ts';
import { collection } from '../src/mock/domain/sandbox.ts';
import { OrderDesk, prefix, reshaped, sample } from './support/order-desk.ts';
import { runs } from './support/seeded.ts';

type Any = any;

/** A reservation as the appointment API leaves it. */
function reserve(desk: OrderDesk, id: string, start: string): void {
  const from = Date.parse(start);
  desk.change((world) =>
    world.put(appointments, id, {
      id,
      status: 'initialized',
      createdAt: world.now,
      start: from,
      end: from + 7_200_000,
      exchange: 'ABWE',
      relatedEntity: [],
    }),
  );
}

const booked = (desk: OrderDesk, id: string) => desk.reader.get(appointments, id)?.status;

function withAppointment(id: string): Any {
  const body = sample('etherway-superfast-gea-fttp-provide');
  body.productOrderItem[0].appointment = { id, '@type': 'AppointmentRef' };
  return body;
}

describe('appointments', () => {
  test('an order confirms the one it names, the visit is on its day, and completes it', () => {
    const desk = new OrderDesk();
    reserve(desk, '1234567890', '2026-01-20T13:00:00Z');
    const { id } = desk.place(withAppointment('1234567890'));
    expect(booked(desk, '1234567890')).toBe('confirmed');
    desk.until(id, 'Committed');
    expect(desk.items(id)[0].customerPromisedDate).toBe('2026-01-20T17:00:00.000Z');
    desk.until(id, 'Installed');
    expect(new Date(desk.now).toISOString()).toBe('2026-01-20T13:00:00.000Z');
    expect(booked(desk, '1234567890')).toBe('completed');
  });

  test.each([
    ['an unknown one', '9999999999'],
    ['one that another order holds', '1234567890'],
  ])('%s rejects the order when it is checked', (_name, appointmentId) => {
    const desk = new OrderDesk();
    reserve(desk, '1234567890', '2026-01-20T13:00:00Z');
    desk.place(withAppointment('1234567890'));
    const { id } = desk.place(withAppointment(appointmentId));
    desk.runOut();
    expect(desk.state(id)).toBe('rejected');
    expect(desk.read(id).errorMessage).toMatchObject([{ reason: 'Appointment not held' }]);
  });

  test.each([
    ['rejected', (desk: OrderDesk, id: string) => desk.trouble({ orderId: id }, 'duplicate-order-at-site')],
    ['cancelled', (desk: OrderDesk, id: string) => desk.cancel(id)],
  ])('an order that is %s gives its appointment back', (state, act) => {
    const desk = new OrderDesk();
    reserve(desk, '1234567890', '2026-01-20T13:00:00Z');
    const { id } = desk.place(withAppointment('1234567890'));
    act(desk, id);
    desk.runOut();
    expect([desk.state(id), booked(desk, '1234567890')]).toEqual([state, 'cancelled']);
  });

  test('a missed visit fails the appointment; the answer may name a new one', () => {
    const desk = new OrderDesk();
    reserve(desk, '1234567890', '2026-01-20T13:00:00Z');
    reserve(desk, '1234567891', '2026-02-03T09:00:00Z');
    const { id } = desk.place(withAppointment('1234567890'));
    desk.trouble({ orderId: id }, 'missed-appointment-by-supplier');
    while (desk.open(id).length === 0) desk.advanceDays(1);
    expect(booked(desk, '1234567890')).toBe('failed');
    const [action] = desk.open(id);
    expect(desk.answer(action?.id ?? '', 'rebook', { appointmentId: '0' })).toMatchObject({ refused: 'appointment' });
    desk.answer(action?.id ?? '', 'rebook', { appointmentId: '1234567891' });
    desk.until(id, 'Installed');
    expect(new Date(desk.now).toISOString()).toBe('2026-02-03T09:00:00.000Z');
    expect(booked(desk, '1234567891')).toBe('completed');
    expect(desk.items(id)[0].appointment).toMatchObject({
      id: '1234567891',
      appointmentStart: '2026-02-03T09:00:00.000Z',
    });
  });

  test('an amend takes the new one and gives the old one back', () => {
    const desk = new OrderDesk();
    reserve(desk, '1234567890', '2026-01-20T13:00:00Z');
    reserve(desk, '1234567891', '2026-01-22T09:00:00Z');
    const { id } = desk.place(withAppointment('1234567890'));
    desk.until(id, 'Committed');
    const amended = desk.amend(id, {
      amendmentReason: 'Customer changed the appointment',
      productOrderItem: [{ id: 'ITEM-1', appointment: { id: '1234567891' } }],
    });
    expect(amended.status).toBe(200);
    expect([booked(desk, '1234567890'), booked(desk, '1234567891')]).toEqual(['cancelled', 'confirmed']);
    expect(desk.items(id)[0].customerPromisedDate.slice(0, 10)).toBe('2026-01-22');
  });

  test('a failed pre-commit test leaves the visit that the customer holds: the order and the appointment say one time', () => {
    const desk = new OrderDesk();
    reserve(desk, '1234567890', '2026-01-20T13:00:00Z');
    const body = withAppointment('1234567890');
    for (const one of body.productOrderItem[0].product.productCharacteristic)
      if (one.name === 'ExistingONT') one.value = 'Yes';
    const { id } = desk.place(body);
    desk.trouble({ orderId: id }, 'pre-commit-test-fails');
    desk.until(id, 'Committed');
    expect(desk.items(id)[0].appointment).toMatchObject({
      id: '1234567890',
      appointmentStart: '2026-01-20T13:00:00.000Z',
    });
    desk.runOut();
    expect([desk.state(id), booked(desk, '1234567890')]).toEqual(['completed', 'completed']);
    expect(desk.lines(id).find((line) => line.includes('Engineer visited'))).toContain('2026-01-20');
  });

  test.each([
    ['etherway-superfast-gea-sogea-provide', {}],
    ['etherway-superfast-gea-fttp-provide', { ExistingONT: 'Yes' }],
  ])('a failed pre-commit test books a visit by itself and says when: %s', (name, changed: Any) => {
    const desk = new OrderDesk();
    const body = sample(name);
    for (const one of body.productOrderItem[0].product.productCharacteristic)
      one.value = changed[one.name] ?? one.value;
    const { id } = desk.place(body);
    expect(desk.trouble({ orderId: id }, 'pre-commit-test-fails')).not.toHaveProperty('refused');
    desk.until(id, 'Committed');
    const booked = { appointmentStart: '2026-01-13T08:00:00.000Z', '@type': 'AppointmentRef' };
    expect(desk.items(id)[0].appointment).toEqual(booked);
    expect(desk.told(id).at(-1).event.productOrder.productOrderItem[0].appointment).toEqual(booked);
    desk.runOut();
    expect(desk.lines(id).map((line) => line.split(': ')[1])).toEqual([
      'acknowledged acknowledged',
      'inProgress Access in Progress',
      'inProgress Supplier accepted',
      'inProgress Pre-commit test failed, engineer visit booked',
      'inProgress Committed',
      'inProgress Engineer visited',
      'inProgress Activated remotely',
      'completed Completed',
    ]);
  });
});

test.each([
  ['of the order, alive', { quote: [{ id: 'Q1' }] }, {}, 'inProgress'],
  ['of the order, unknown', { quote: [{ id: 'Q2' }] }, {}, 'rejected'],
  ['of the order, expired when it is checked', { quote: [{ id: 'Q3' }] }, {}, 'rejected'],
  ['of an item, alive', {}, { quoteItem: { id: '1', quoteId: 'Q1' } }, 'inProgress'],
  ['of an item, unknown', {}, { quoteItem: { id: '1', quoteId: 'Q2' } }, 'rejected'],
])('a quote %s: %s', (_name, order, item, state) => {
  const desk = new OrderDesk();
  const quotes = collection<Any>('quotes');
  for (const [id, hours] of [
    ['Q1', 720],
    ['Q3', 6],
  ] as const)
    desk.change((world) => world.put(quotes, id, { expiresAt: world.now + 3_600_000 * hours }));
  const body = { ...sample('etherway-fibre-provide'), ...order };
  Object.assign(body.productOrderItem[0], item);
  const { id } = desk.place(body);
  desk.advanceDays(3);
  expect(desk.state(id)).toBe(state);
  if (state === 'rejected') expect(desk.read(id).errorMessage).toMatchObject([{ reason: 'Quote not valid' }]);
});

describe('the site decides', () => {
  const at = (place: object) => {
    const body = sample('etherway-fibre-provide');
    body.productOrderItem[0].product.place = [place];
    return body;
  };
  test('an address key that is none is found out when the order is checked', () => {
    const desk = new OrderDesk();
    const { id } = desk.place(at({ id: 'A99999999999' }));
    desk.runOut();
    expect(desk.read(id)).toMatchObject({ state: 'rejected', errorMessage: [{ reason: 'Address not matched' }] });
  });

  test('excess charges of the site are raised at the amount that a quote names', () => {
    const desk = new OrderDesk();
    const { placeByPostcode } = desk.ground.availability;
    const [postcode] = [...placeByPostcode].find(([, { outcomes }]) => outcomes.includes('excessCharges')) ?? [];
    const { id } = desk.place(at({ postcode }));
    while (desk.open(id).length === 0) desk.advanceDays(1);
    const [charge] = desk.call('listCharge', { path: `${prefix}/charge` }).body as Any[];
    expect(charge).toMatchObject({
      state: 'awaitingResponse',
      chargeItem: [{ priceCategory: 'construction', blocking: true, price: { dutyFreeAmount: { value: 6414.5 } } }],
    });
    const path = `${prefix}/charge/${charge.id}`;
    const params = { id: charge.id };
    expect(desk.call('patchCharge', { path, params, body: { chargeItem: [] } }).status).toBe(400);
    const accept = { chargeItem: [{ id: '1', acceptanceIndicator: 'accepted' }] };
    expect(desk.call('patchCharge', { path, params, body: accept }).body).toMatchObject({
      state: 'completed',
      chargeItem: [{ state: 'acceptedByBuyer', acceptanceIndicator: 'accepted' }],
    });
    expect(desk.call('patchCharge', { path, params, body: accept }).status).toBe(409);
    desk.runOut();
    expect(desk.state(id)).toBe('completed');
  });
});

describe('the tracker', () => {
  const desk = new OrderDesk();
  const fibre = desk.place({ ...sample('etherway-fibre-provide'), externalId: 'A' });
  const held = desk.place({ ...sample('etherway-fibre-provide'), externalId: 'B ecc-raised' });
  const network = desk.place({ ...sample('eth-network-provide'), externalId: 'C' });
  const older = desk.place({ ...sample('etherway-fibre-older-shape'), externalId: 'D' });
  const bad = desk.place({ ...sample('etherway-fibre-provide'), externalId: 'E duplicate-order-at-site' });
  desk.advanceDays(11);
  const names = new Map([fibre, held, network, older, bad].map((order) => [order.id, order.externalId[0]]));
  const find = (query: Query) =>
    (desk.call('listProductOrder', { query }).body as Any[]).map(({ id }) => names.get(id)).join('');

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
    const many = new OrderDesk();
    const filters = fc.oneof(
      fc.tuple(fc.constant('state'), fc.constantFrom('held', 'inProgress', 'completed', 'rejected', 'held,rejected')),
      fc.tuple(fc.constant('milestone'), fc.constantFrom('KCI1', 'KCI2', 'KCI3', 'Desktop survey', 'never')),
      fc.tuple(fc.constant('product'), fc.constantFrom('ETH Network', 'EtherFlow Connected', 'Etherway Fibre')),
      fc.tuple(fc.constant('openAction'), fc.constantFrom('acceptExcessConstructionCharges', 'confirmSiteReady')),
    );
    const asked = fc.record({
      filters: fc.uniqueArray(filters, { maxLength: 2, selector: ([name]) => name }),
      sort: fc.constantFrom('', '-orderDate', 'state,-externalId', 'milestone'),
      offset: fc.nat(3),
    });
    type Asked = typeof asked extends fc.Arbitrary<infer A> ? A : never;
    const attributes: { readonly [name: string]: (one: ProgressDocument) => readonly unknown[] } = {
      state: ({ state }) => [state],
      milestone: ({ items }) => items.map(({ milestone }) => milestone),
      product: ({ items }) => items.map(({ product }) => product),
      openAction: ({ items }) => items.map(({ openAction }) => openAction?.kind),
      orderDate: ({ orderDate }) => [orderDate],
      externalId: ({ externalId }) => [externalId],
    };
    const valuesOf = (one: ProgressDocument, name: string) => attributes[name]?.(one) ?? [];
    const scanned = ({ sort, offset, filters: wanted }: Asked) =>
      [...many.reader.list(progress)]
        .map(([, one]) => one)
        .filter((one) =>
          wanted.every(([name, text]) => valuesOf(one, name).some((value) => text.split(',').includes(`${value}`))),
        )
        .sort((a, b) => {
          for (const name of sort.split(',').filter((part) => part !== '')) {
            const [x, y] = [a, b].map((one) => valuesOf(one, name.replace('-', ''))[0]) as [Any, Any];
            const order = x === y ? 0 : x === undefined ? 1 : y === undefined || x < y ? -1 : 1;
            if (order !== 0) return name.startsWith('-') ? -order : order;
          }
          return 0;
        })
        .map(({ orderId }) => orderId)
        .slice(offset, offset + 5);
    const listed = ({ filters: wanted, sort, offset }: Asked) => {
      const named = Object.fromEntries(wanted.map(([name, text]) => [name, [text]]));
      const query: Query = { ...named, sort: [sort], offset: [String(offset)], limit: ['5'] };
      return (many.call('listProductOrder', { query }).body as Any[]).map(({ id }) => id);
    };
    const kinds = ['etherway-fibre-provide', 'eth-network-provide', 'etherway-with-etherflow-provide'];
    const troubles = ['', ' ecc-raised', ' site-not-ready', '', ' no-capacity', ' duplicate-order-at-site', ''];
    const often = runs(50, 500);
    for (let day = 0; day < 10; day += 1) {
      for (let n = 0; n < 2; n += 1) {
        const externalId = `P${day}${n}${troubles[(2 * day + n) % troubles.length]}`;
        many.place({ ...sample(kinds[(day + n) % kinds.length] as string), externalId });
      }
      many.advanceDays(4);
      fc.assert(
        fc.property(asked, (one) => {
          expect(listed(one)).toEqual(scanned(one));
        }),
        often,
      );
    }
  });

  test('milestones, jeopardies and the open action are on the order', () => {
    const order = desk.read(held.id);
    expect(order.productOrderItem[0].openAction).toMatchObject([
      { kind: 'acceptExcessConstructionCharges', dueDate: '2026-02-14T15:00:00.000Z' },
    ]);
    expect(order.productOrderJeopardyAlert).toMatchObject([{ name: 'ecc-raised', jeopardyType: 'Critical' }]);
    expect(
      order.productOrderMilestone.filter(({ status }: Any) => status === 'Completed').map(({ name }: Any) => name),
    ).toEqual(['Acknowledged', 'Validated', 'KCI1', 'Desktop survey']);
    expect(desk.read(fibre.id).productOrderMilestone.at(-1)).toMatchObject({
      name: 'KCI3',
      status: 'Yet-To-Reach',
      milestoneDate: '2026-02-19T10:00:00.000Z',
    });
  });

  test('the timeline tells the past and plans the future, and says why', () => {
    const found = timeline(desk.reader, held.id, desk.ground, desk.now);
    expect(found?.past.filter(({ kind }) => kind === 'event')).toHaveLength(5);
    expect(found?.future[0]).toMatchObject({ kind: 'step', because: expect.stringContaining('is answered now') });
    expect(found?.future.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['open-action-due', 'suspension-limit']),
    );
    const plain = timeline(desk.reader, fibre.id, desk.ground, desk.now);
    expect(plain?.future.map(({ at, milestone, because }) => `${at.slice(0, 10)} ${milestone}: ${because}`)).toEqual([
      '2026-01-21 KCI2: 4 working days after "Desktop survey complete"',
      '2026-02-12 Installation appointment: 16 working days after "Committed"',
      '2026-02-17 Installed: 3 working days after "Installation appointment agreed"',
      '2026-02-18 Tested: 1 working day after "Installed"',
      '2026-02-19 KCI3: 1 working day after "Tested"',
    ]);
    expect(timeline(desk.reader, '00000000', desk.ground, desk.now)).toBeUndefined();
  });
});

describe('listeners', () => {
  const path = `${prefix}/hub`;
  const events = collection<Any>('hubNotifications');
  test('each gets a copy of the events it asked for, until it is taken away', () => {
    const desk = new OrderDesk();
    const all = desk.call('createHub', { path, body: { callback: 'http://127.0.0.1:9000/all' } });
    const some = desk.call('createHub', {
      path,
      body: { callback: 'http://127.0.0.1:9000/some', query: 'eventType=ProductOrderCreateEvent' },
    });
    expect(all).toMatchObject({ status: 201, body: { callback: 'http://127.0.0.1:9000/all' } });
    const { id } = all.body as Any;
    expect(all.headers?.Location).toBe(`http://sandbox${path}/${id}`);
    desk.place(sample('eth-network-provide'));
    desk.runOut();
    const count = (hub: string) => [...desk.reader.list(events)].filter(([key]) => key.startsWith(`${hub}/`)).length;
    expect([count(id), count((some.body as Any).id)]).toEqual([3, 1]);
    expect(desk.call('deleteHub', { path: `${path}/${id}`, params: { id } }).status).toBe(204);
    expect(desk.call('deleteHub', { path: `${path}/${id}`, params: { id } }).status).toBe(404);
    desk.place(sample('eth-network-provide'));
    expect(count(id)).toBe(3);
  });

  test.each([
    ['no URL', { callback: 'orders' }, 400],
    ['a query that is not understood', { callback: 'http://127.0.0.1:9000/', query: 'state=held' }, 400],
    ['the same again', { callback: 'http://127.0.0.1:9000/all' }, 409],
  ])('%s is refused', (_name, body, status) => {
    const desk = new OrderDesk();
    desk.call('createHub', { path, body: { callback: 'http://127.0.0.1:9000/all' } });
    expect(desk.call('createHub', { path, body }).status).toBe(status);
  });

  test('the strict profile has none', () => {
    const desk = new OrderDesk({ mode: 'strict' });
    expect(desk.call('createHub', { path, body: { callback: 'http://127.0.0.1:9000/all' } }).status).toBe(404);
  });
});

describe.each(['as it is', 'in the other shape'])('what events carry, of every sample %s', (shape) => {
  test.each(readdirSync(new URL('../fixtures/requests/', import.meta.url)))('%s', (file) => {
    const desk = new OrderDesk();
    const installed = () => {
      const { id } = desk.place(sample('etherway-fibre-provide'));
      desk.runOut();
      return desk.items(id)[0].product.customerFacingServiceId.value as string;
    };
    const given = sample(file.replace(/\.json$/, ''));
    const body = shape === 'as it is' ? given : reshaped(given);
    const list = body.productOrderItem === undefined ? 'orderItem' : 'productOrderItem';
    for (const item of body[list]) {
      for (const relation of item.productOrderItemRelationship ?? [])
        if (/^ETH/.test(relation.id)) relation.id = installed();
      if (item.action === 'add') continue;
      const flow = /Etherflow/.test(item.product.productSpecification.id);
      const provide = sample('etherflow-connected-provide');
      for (const relation of provide.orderItem[0].productOrderItemRelationship) relation.id = installed();
      const { id } = flow ? desk.place(provide) : { id: '' };
      desk.runOut();
      item.product.id = flow ? desk.items(id)[0].product.customerFacingServiceId.value : installed();
    }
    const { id } = desk.place(body);
    desk.runOut();
    const told = desk.told(id);
    const changes = body[list].some(({ action }: Any) => action !== 'add');
    for (const [n, { event }] of told.entries()) {
      const { productOrder } = event;
      const items: Any[] = productOrder[list];
      expect(items.every((item) => /^\d{10}$/.test(item.internalId) && item.subStatus !== '')).toBe(true);
      expect(productOrder.errorMessage).toEqual([]);
      // The service id is there from the first event in flight on; the asset and the date at the end.
      const named = items.filter(({ product }) => /^ETH\w\d{8}$/.test(product.customerFacingServiceId?.value ?? ''));
      expect(named).toHaveLength(n > 0 || changes ? items.length : 0);
      for (const { product, state } of items) expect(/^\d{10}$/.test(product.id)).toBe(state === 'completed');
      expect(productOrder.completionDate !== undefined).toBe(n === told.length - 1);
    }
    expect(told.at(-1).event.productOrder.state).toBe('completed');
    const ids = (payload: Any) =>
      payload.event.productOrder[list].map(({ product }: Any) => product.customerFacingServiceId.value);
    expect(ids(told.at(-1))).toEqual(ids(told[1]));
  });
});

test('an order of 200 items is one order; one more is refused', () => {
  const desk = new OrderDesk();
  const [item] = sample('eth-network-provide').productOrderItem;
  const items = (count: number) => Array.from({ length: count }, (_, n) => ({ ...item, id: `ITEM-${n}` }));
  const { id } = desk.place({ productOrderItem: items(200) });
  const more = desk.call('createProductOrder', { body: { productOrderItem: items(201) } });
  expect([more.status, more.why?.[0]?.pointer]).toEqual([400, '/productOrderItem']);
  desk.runOut();
  expect(desk.state(id)).toBe('completed');
});

test('nested items go where their parent goes', () => {
  const desk = new OrderDesk();
  const body = sample('etherway-fibre-provide');
  body.productOrderItem[0].productOrderItem = [
    { id: 'ITEM-1.1', action: 'add', product: { id: 'Maintenance Category 3' } },
  ];
  const { id } = desk.place(body);
  desk.runOut();
  const [parent] = desk.items(id);
  expect(parent.productOrderItem[0]).toMatchObject({
    id: 'ITEM-1.1',
    state: 'completed',
    internalId: expect.stringMatching(/^\d{10}$/),
  });
  const last = desk.told(id).at(-1).event.productOrder.productOrderItem[0];
  expect(last.productOrderItem).toMatchObject([{ id: 'ITEM-1.1', state: 'completed' }]);
});

test.each([
  ['orderStatus 202', { orderStatus: 202 }, 202],
  ['nothing', {}, 201],
])('with the setting %s an order is answered %i', (_name, settings, status) => {
  const answer = new OrderDesk({ settings }).call('createProductOrder', { body: sample('etherway-fibre-provide') });
  expect(answer.status).toBe(status);
  expect(answer.headers?.Location).toBe((answer.body as Any).href);
});

test('the same externalId twice makes two orders, unless the sandbox refuses it', () => {
  const body = sample('etherway-fibre-provide');
  const lax = new OrderDesk();
  expect(lax.place(body).id).not.toBe(lax.place(body).id);
  const strict = new OrderDesk({ settings: { duplicateExternalId: 'reject' } });
  strict.place(body);
  expect(strict.call('createProductOrder', { body }).status).toBe(409);
  // By an amend it is twice the same, too; its own again is no other.
  const { id } = strict.place({ ...body, externalId: 'OTHER' });
  const amended = (externalId: string) =>
    strict.amend(id, { externalId, amendmentReason: 'Customer changed the appointment' }).status;
  expect([amended(body.externalId), amended('OTHER')]).toEqual([409, 200]);
});
