import { describe, expect, test } from 'vitest';
import { cancellationOf, chargesOf, lastOf, refusalOf } from '../../support/documents.ts';
import { OrderDriver, orderingPath } from '../../support/order-driver.ts';
import { sampleOrder } from '../../support/sample-orders.ts';

const fibre = () => sampleOrder('etherway-fibre-provide');

test('an Etherway Fibre provide goes through its milestones and leaves an ETHA service', () => {
  const driver = new OrderDriver();
  const order = driver.placeOrder(fibre());
  expect(order).toMatchObject({ state: 'acknowledged', externalId: 'PO-1001', id: expect.stringMatching(/^\d{8}$/) });
  driver.runToEnd();
  expect(driver.eventLines(order.id)).toEqual([
    '2026-01-05 Create acknowledged: acknowledged acknowledged',
    '2026-01-06 StateChange inProgress: inProgress Order validated',
    '2026-01-07 StateChange inProgress: inProgress Supplier accepted',
    '2026-01-15 StateChange inProgress: inProgress Desktop survey complete',
    '2026-01-21 StateChange inProgress: inProgress Committed',
    '2026-02-12 StateChange inProgress: inProgress Installation appointment agreed',
    '2026-02-17 StateChange inProgress: inProgress Installed',
    '2026-02-18 StateChange inProgress: inProgress Tested',
    '2026-02-19 StateChange completed: completed Completed',
  ]);
  const read = driver.readOrder(order.id);
  expect(read).toMatchObject({ state: 'completed', completionDate: '2026-02-19T10:00:00.000Z' });
  const [item] = driver.items(order.id);
  expect(item.product.customerFacingServiceId.value).toMatch(/^ETHA\d{8}$/);
  expect(item).toMatchObject({
    contractualDeliveryDate: read.completionDate,
    customerPromisedDate: read.completionDate,
  });
  expect(read.productOrderMilestone.map(({ status }) => status)).toEqual(Array(9).fill('Completed'));
});

test('the older shape is answered, read and notified in the older shape', () => {
  const driver = new OrderDriver();
  const { productOrderItem, ...rest } = fibre();
  const order = driver.placeOrder({ ...rest, orderItem: productOrderItem });
  expect(order.orderItem).toHaveLength(1);
  expect(order.productOrderItem).toBeUndefined();
  const [{ event }] = driver.notifications(order.id);
  expect(event.productOrder.orderItem[0]).toMatchObject({ id: 'ITEM-1', state: 'acknowledged' });
  expect(event.productOrder.productOrderItem).toBeUndefined();
});

test('planned milestones move with a hold, and the promised date says why', () => {
  const driver = new OrderDriver();
  const { id } = driver.placeOrder(fibre());
  driver.attachSetback({ orderId: id }, 'ecc-raised');
  driver.advanceUntil(id, 'Excess construction charges await your answer');
  expect(driver.state(id)).toBe('held');
  const [item] = driver.items(id);
  const before = item.customerPromisedDate;
  driver.advanceDays(14);
  const [action] = driver.openActionsOf(id);
  driver.answer(action?.id ?? '', 'accept');
  const [after] = driver.items(id);
  expect(driver.state(id)).toBe('inProgress');
  expect(Date.parse(after.customerPromisedDate) - Date.parse(before)).toBe(14 * 86_400_000);
  expect(after.dateChange.at(-1)).toMatchObject({ date: 'CPD', reason: expect.stringContaining('Charges accepted') });
  driver.runToEnd();
  expect(driver.readOrder(id).completionDate).toBe(after.customerPromisedDate);
});

describe('each setback of Etherway Fibre ends as the standard allows', () => {
  test.each([
    ['survey-finds-blocked-duct', 'completed'],
    ['no-capacity', 'completed'],
    ['wayleave-refused', 'cancelled'],
    ['install-fails', 'completed'],
    ['install-impossible', 'failed'],
    ['delay-for-civils', 'completed'],
    ['failed-test', 'completed'],
    ['duplicate-order-at-site', 'rejected'],
    ['address-not-matched', 'rejected'],
    ['not-available', 'rejected'],
    ['billing-account-unknown', 'rejected'],
    ['cancelled-after-suspension', 'cancelled'],
    ['cancellation-refused', 'completed'],
  ])('%s: %s', (setback, end) => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    expect(driver.attachSetback({ orderId: id }, setback)).not.toHaveProperty('refused');
    driver.runToEnd();
    expect(driver.state(id), driver.eventLines(id).join('\n')).toBe(end);
    expect(driver.eventLines(id)).toMatchSnapshot();
  });
});

describe('each open action: every answer, and silence', () => {
  test.each([
    ['ecc-raised', 'accept', 'completed'],
    ['ecc-raised', 'decline', 'cancelled'],
    ['ecc-raised', undefined, 'cancelled'],
    ['wayleave-required', 'granted', 'completed'],
    ['wayleave-required', 'refused', 'cancelled'],
    ['wayleave-required', undefined, 'cancelled'],
    ['site-not-ready', 'ready', 'completed'],
    ['site-not-ready', 'notNeeded', 'cancelled'],
    ['site-not-ready', undefined, 'cancelled'],
    ['site-information-missing', 'supplied', 'completed'],
    ['site-information-missing', 'unavailable', 'cancelled'],
    ['site-information-missing', undefined, 'cancelled'],
    ['appointment-unconfirmed', 'confirm', 'completed'],
    ['appointment-unconfirmed', 'rebook', 'completed'],
    ['appointment-unconfirmed', undefined, 'completed'],
    ['date-extension', 'agree', 'completed'],
    ['date-extension', 'decline', 'cancelled'],
    ['date-extension', undefined, 'completed'],
    ['missed-appointment-by-supplier', 'rebook', 'completed'],
    ['missed-appointment-by-supplier', 'decline', 'cancelled'],
    ['missed-appointment-by-supplier', undefined, 'cancelled'],
    ['no-access-by-customer', 'rebook', 'completed'],
    ['no-access-by-customer', 'decline', 'cancelled'],
    ['no-access-by-customer', undefined, 'cancelled'],
    ['cancelled-after-suspension', 'resume', 'completed'],
    ['cancelled-after-suspension', 'decline', 'cancelled'],
  ])('%s, %s: %s', (setback, answer, end) => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    driver.attachSetback({ orderId: id }, setback);
    while (driver.openActionsOf(id).length === 0) driver.advanceDays(1);
    expect(driver.state(id)).toBe('held');
    expect(driver.items(id)[0]).toMatchObject({ state: 'held', openAction: [{ dueDate: expect.any(String) }] });
    const [action] = driver.openActionsOf(id);
    if (answer !== undefined) expect(driver.answer(action?.id ?? '', answer)).toMatchObject({ state: 'answered' });
    driver.runToEnd();
    expect(driver.state(id), driver.eventLines(id).join('\n')).toBe(end);
    expect(driver.openActionsOf(id)).toEqual([]);
    expect(driver.eventLines(id)).toMatchSnapshot();
  });
});

describe('what happens to a charge', () => {
  const charge = (driver: OrderDriver) => chargesOf(driver.call('listCharge', { path: `${orderingPath}/charge` }))[0];
  const raised = () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    driver.attachSetback({ orderId: id }, 'ecc-raised');
    while (driver.openActionsOf(id).length === 0) driver.advanceDays(1);
    return { driver, id };
  };
  const ended = (driver: OrderDriver, id: string) => [
    driver.state(id),
    charge(driver).state,
    charge(driver).chargeItem[0].state,
    driver.items(id)[0].subStatus,
  ];

  test('declined, it ends the order at once', () => {
    const { driver, id } = raised();
    const path = `${orderingPath}/charge/${charge(driver).id}`;
    const body = { chargeItem: [{ id: '1', acceptanceIndicator: 'rejected' }] };
    expect(driver.call('patchCharge', { path, params: { id: charge(driver).id }, body }).status).toBe(200);
    expect(ended(driver, id)).toEqual(['cancelled', 'completed', 'declinedByBuyer', 'Charges declined']);
  });

  test('ignored, it expires on its date and ends the order', () => {
    const { driver, id } = raised();
    const { responseDueDate } = charge(driver);
    driver.advanceTo(Date.parse(responseDueDate) - 1);
    expect(driver.state(id)).toBe('held');
    driver.runToEnd();
    expect(ended(driver, id)).toEqual(['cancelled', 'timeout', 'declinedByBuyer', 'Charges not accepted in time']);
    expect(lastOf(driver.notifications(id)).eventTime).toBe(responseDueDate);
  });
});

test('days of suspension add up: BT cancels when ninety are reached, whatever for', () => {
  const driver = new OrderDriver();
  const { id } = driver.placeOrder(fibre());
  for (const setback of ['site-information-missing', 'wayleave-required', 'site-not-ready'])
    driver.attachSetback({ orderId: id }, setback);
  const hold = (days: number, answer: string) => {
    while (driver.openActionsOf(id).length === 0) driver.advanceDays(1);
    const [action] = driver.openActionsOf(id);
    driver.advanceTo((action?.raisedAt ?? 0) + days * 86_400_000);
    driver.answer(action?.id ?? '', answer);
  };
  hold(29, 'supplied');
  hold(40, 'granted');
  while (driver.openActionsOf(id).length === 0) driver.advanceDays(1);
  const [last] = driver.openActionsOf(id);
  driver.runToEnd();
  expect([driver.state(id), driver.items(id)[0].subStatus]).toEqual([
    'cancelled',
    'Cancelled by BT: suspended for 90 days',
  ]);
  // 21 days were left, fewer than the 60 that the action gives.
  expect(Date.parse(lastOf(driver.notifications(id)).eventTime) - (last?.raisedAt ?? 0)).toBe(21 * 86_400_000);
});

test('an order that is promised for later than agreed shows its end as violated; what is settled is not critical', () => {
  const driver = new OrderDriver();
  const { id } = driver.placeOrder(fibre());
  for (const setback of ['delay-for-civils', 'site-not-ready']) driver.attachSetback({ orderId: id }, setback);
  const end = () => driver.readOrder(id).productOrderMilestone.at(-1);
  driver.advanceUntil(id, 'Desktop survey complete');
  expect(end()).toMatchObject({ name: 'KCI3', status: 'Yet-To-Reach' });
  while (driver.openActionsOf(id).length === 0) driver.advanceDays(1);
  expect(end()).toMatchObject({ name: 'KCI3', status: 'Violated' });
  const alerts = driver.readOrder(id).productOrderJeopardyAlert;
  expect(alerts.map(({ name, jeopardyType }) => [name, jeopardyType])).toEqual([
    ['delay-for-civils', 'Normal'],
    ['site-not-ready', 'Critical'],
  ]);
});

describe('cancelling', () => {
  test.each([
    ['Order validated', 0],
    ['Supplier accepted', 1],
    ['Committed', 2],
    ['Installation appointment agreed', 2],
  ])('after "%s" it is assessed, accepted and done, with %i charges', (title, charges) => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    driver.advanceUntil(id, title);
    const { status, body } = driver.cancel(id);
    expect(status).toBe(201);
    expect(body).toMatchObject({ state: 'acknowledged', productOrder: { id } });
    expect(driver.state(id)).toBe('assessingCancellation');
    driver.runToEnd();
    expect(
      driver
        .eventLines(id)
        .slice(-3)
        .map((line) => line.slice(11)),
    ).toEqual([
      'StateChange assessingCancellation: assessingCancellation Cancellation requested',
      'StateChange pendingCancellation: pendingCancellation Cancellation accepted',
      'StateChange cancelled: cancelled Cancelled',
    ]);
    const raised = chargesOf(driver.call('listCharge', { path: '/charge' }));
    expect(raised.flatMap(({ chargeItem }) => chargeItem)).toHaveLength(charges);
  });

  test.each([
    ['Installed', 409],
    ['Completed', 409],
  ])('after "%s" it is too late', (title, expected) => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    driver.advanceUntil(id, title);
    expect(driver.cancel(id).status).toBe(expected);
    driver.runToEnd();
    expect(driver.state(id)).toBe('completed');
  });

  test.each(['productOrderItem', 'orderItem'])(
    '%s within the reference cancels nothing, least of all the whole order',
    (list) => {
      const driver = new OrderDriver();
      const { id } = driver.placeOrder(fibre());
      const body = { productOrder: { id, [list]: [{ id: 'ITEM-1' }] }, cancellationReason: 'No longer needed' };
      const { status, body: refused } = driver.call('createCancelProductOrder', { path: '/cancelProductOrder', body });
      expect(status).toBe(400);
      expect(refused).toMatchObject({ message: expect.stringContaining(`/productOrder/${list}: no items`) });
      expect(driver.state(id)).toBe('acknowledged');
    },
  );

  test('the supplier refuses: the item goes on where it stood', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    driver.advanceUntil(id, 'Committed');
    driver.attachSetback({ orderId: id }, 'cancellation-refused');
    const task = cancellationOf(driver.cancel(id));
    driver.advanceDays(2);
    expect(driver.state(id)).toBe('inProgress');
    const read = driver.call('retrieveCancelProductOrder', { params: { id: task.id } }).body;
    expect(read).toMatchObject({ state: 'terminatedWithError', errorMessage: [{ code: 'TOO_LATE' }] });
    driver.runToEnd();
    expect(driver.state(id)).toBe('completed');
  });

  test('a refusal that came when the next step was due moves the promise, and says so', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    driver.advanceUntil(id, 'Installation appointment agreed');
    driver.attachSetback({ orderId: id }, 'cancellation-refused');
    driver.advanceTo(Date.parse('2026-02-17T10:00:00Z'));
    driver.cancel(id);
    driver.advanceDays(2);
    expect(driver.items(id)[0].dateChange.at(-1)).toMatchObject({
      date: 'CPD',
      from: '2026-02-19T10:00:00.000Z',
      to: '2026-02-20T10:00:00.000Z',
      reason: 'Cancellation refused: Cancellation refused',
    });
    driver.runToEnd();
    expect(driver.readOrder(id).completionDate).toBe('2026-02-20T10:00:00.000Z');
  });

  test('requested while the visit is a day away: the visit happens first, and the request is refused', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    driver.advanceUntil(id, 'Installation appointment agreed');
    driver.advanceTo(Date.parse('2026-02-17T10:00:00Z'));
    expect(driver.cancel(id).status).toBe(201);
    driver.runToEnd();
    expect(driver.state(id), driver.eventLines(id).join('\n')).toBe('completed');
  });

  test('while an open action waits: it is withdrawn with the order', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    driver.attachSetback({ orderId: id }, 'ecc-raised');
    while (driver.openActionsOf(id).length === 0) driver.advanceDays(1);
    const [action] = driver.openActionsOf(id);
    driver.cancel(id);
    expect(driver.answer(action?.id ?? '', 'accept')).toMatchObject({ refused: 'cancelling' });
    driver.runToEnd();
    expect(driver.state(id)).toBe('cancelled');
    const [charge] = chargesOf(driver.call('listCharge', { path: '/charge' }));
    expect(charge.state).toBe('withdrawnBySeller');
  });

  test.each([
    ['an unknown order', { productOrder: { id: '00000000' }, cancellationReason: 'x' }, 404],
    ['no reason', {}, 400],
    ['an unknown item', { cancellationReason: 'x', productOrderItem: [{ id: 'nobody' }] }, 400],
    ['both lists', { cancellationReason: 'x', productOrderItem: [{ id: 'ITEM-1' }], orderItem: [] }, 400],
  ])('%s is refused', (_name, change, status) => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    const body = { productOrder: { id }, ...change };
    expect(driver.call('createCancelProductOrder', { body }).status).toBe(status);
    expect(driver.state(id)).toBe('acknowledged');
  });
});

describe('amending', () => {
  const later = { amendmentReason: 'Customer requested a new date' };
  const date = (requiredByDate: string) => ({ ...later, productOrderItem: [{ id: 'ITEM-1', requiredByDate }] });

  test('a later required date sets CRD, CDD and CPD anew', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    driver.advanceUntil(id, 'Committed');
    const { status } = driver.amend(id, date('2026-04-20T09:00:00.000Z'));
    expect(status).toBe(200);
    const [item] = driver.items(id);
    expect(item).toMatchObject({
      customerRequiredDate: '2026-04-20T09:00:00.000Z',
      contractualDeliveryDate: '2026-04-20T09:00:00.000Z',
      customerPromisedDate: '2026-04-20T09:00:00.000Z',
      requiredByDate: '2026-04-20T09:00:00.000Z',
    });
    expect(driver.eventLines(id).at(-1)).toContain('inProgress Amended');
    // The same date once more, written otherwise, is no change of it.
    expect(driver.amend(id, date('2026-04-20T10:00:00+01:00')).status).toBe(200);
    const changes = driver.items(id)[0].dateChange as { date: string; from?: string; to: string }[];
    expect(changes.filter(({ from, to }) => from === to)).toEqual([]);
    driver.runToEnd();
    expect(driver.readOrder(id).completionDate).toBe('2026-04-20T09:00:00.000Z');
  });

  test.each([
    [
      'no reason',
      { productOrderItem: [{ id: 'ITEM-1', requiredByDate: '2026-04-20T09:00:00Z' }] },
      400,
      'amendmentReason',
    ],
    ['an unknown reason', { ...date('2026-04-20T09:00:00Z'), amendmentReason: 'because' }, 400, 'amendmentReason'],
    ['a date before the committed one', date('2026-02-02T09:00:00Z'), 400, 'committed'],
    ['a date that is none', date('soon'), 400, 'requiredByDate'],
    ['a date in the past', date('2025-12-01T09:00:00Z'), 400, '--now today'],
    ['another product', { ...later, productOrderItem: [{ id: 'ITEM-1', product: { id: 'ETH Network' } }] }, 400, '/id'],
    ['another account', { ...later, billingAccount: { id: '9999999999' } }, 400, '/billingAccount'],
    ['a date of the whole order', { ...later, requestedCompletionDate: '2026-04-20T09:00:00Z' }, 400, 'per item'],
    ['another action', { ...later, productOrderItem: [{ id: 'ITEM-1', action: 'delete' }] }, 400, 'action'],
    [
      'another bandwidth',
      { ...later, productOrderItem: [{ id: 'ITEM-1', product: { productCharacteristic: [] } }] },
      400,
      'productCharacteristic',
    ],
    ['an unknown item', { ...later, productOrderItem: [{ id: 'nobody' }] }, 400, 'ITEM-1'],
    [
      'an item that is named twice',
      { ...later, productOrderItem: [{ id: 'ITEM-1' }, { id: 'ITEM-1' }] },
      400,
      '/productOrderItem/1/id',
    ],
    ['both lists', { ...date('2026-04-20T09:00:00Z'), orderItem: [{ id: 'ITEM-1' }] }, 400, 'not both'],
    [
      'an appointment that is not free',
      { ...later, productOrderItem: [{ id: 'ITEM-1', appointment: { id: '1' } }] },
      422,
      'Appointment 1',
    ],
  ])('%s is refused and changes nothing', (_name, body, status, says) => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    driver.advanceUntil(id, 'Committed');
    const before = driver.readOrder(id);
    const answer = driver.amend(id, body);
    expect(answer.status).toBe(status);
    expect(refusalOf(answer).message).toContain(says);
    expect(driver.readOrder(id)).toEqual(before);
  });

  test('a date in the past is refused before anything was committed, too', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    const { status, violations } = driver.amend(id, date('2025-12-01T09:00:00Z'));
    expect([status, violations?.[0]?.pointer]).toEqual([400, '/productOrderItem/0/requiredByDate']);
  });

  test('a new date while the order is held sets all three dates, and holding moves the promise from there', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    driver.attachSetback({ orderId: id }, 'date-extension');
    while (driver.openActionsOf(id).length === 0) driver.advanceDays(1);
    const { status } = driver.amend(id, date('2026-06-01T09:00:00.000Z'));
    const dates = {
      customerRequiredDate: '2026-06-01T09:00:00.000Z',
      contractualDeliveryDate: '2026-06-01T09:00:00.000Z',
      customerPromisedDate: '2026-06-01T09:00:00.000Z',
    };
    expect([status, driver.items(id)[0]]).toMatchObject([200, { ...dates, state: 'held' }]);
    driver.answer(driver.openActionsOf(id)[0]?.id ?? '', 'agree');
    driver.runToEnd();
    expect(driver.items(id)[0]).toMatchObject({ ...dates, state: 'completed' });
  });

  test('what is not a member of an order is ignored, and what the order is called can change', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    const { status } = driver.amend(id, { ...later, externalId: 'PO-2', colour: 'red' });
    expect([status, driver.readOrder(id)]).toMatchObject([200, { externalId: 'PO-2' }]);
    expect(driver.readOrder(id)).not.toHaveProperty('colour');
    expect(driver.call('listProductOrder', { query: { externalId: ['PO-2'] } }).body).toHaveLength(1);
  });

  test('the reason is one of the product that changes', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(sampleOrder('etherway-with-etherflow-provide'));
    const change = (item: string) => ({
      amendmentReason: 'Site information corrected',
      productOrderItem: [{ id: item, requiredByDate: '2026-06-01T09:00:00Z' }],
    });
    expect([driver.amend(id, change('FLOW')).status, driver.amend(id, change('ACCESS')).status]).toEqual([400, 200]);
  });

  test('too late once the installation appointment is agreed; site details until then', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    driver.advanceUntil(id, 'Committed');
    const btSiteDetails = { Room: 'Basement' };
    const change = {
      amendmentReason: 'Site information corrected',
      productOrderItem: [{ id: 'ITEM-1', product: { btSiteDetails } }],
    };
    expect(driver.amend(id, change).status).toBe(200);
    expect(driver.items(id)[0].product.btSiteDetails).toMatchObject({ Room: 'Basement', floor: '1' });
    driver.advanceUntil(id, 'Installation appointment agreed');
    expect(
      driver.amend(id, {
        ...change,
        productOrderItem: [{ id: 'ITEM-1', product: { btSiteDetails: { Room: 'Attic' } } }],
      }).status,
    ).toBe(409);
  });
});

describe('what is wrong with a request is refused at once', () => {
  const item = (change: object) => {
    const body = fibre();
    return { ...body, productOrderItem: [{ ...body.productOrderItem[0], ...change }] };
  };
  const { product } = fibre().productOrderItem[0];
  test.each([
    [
      'an unknown product',
      item({ product: { ...product, id: 'Etherflow Dynamic', productSpecification: { id: 'Etherflow Dynamic' } } }),
      '/productOrderItem/0/product/productSpecification/id',
    ],
    ['an unknown action', item({ action: 'banana' }), '/productOrderItem/0/action'],
    [
      'no bandwidth',
      item({ product: { ...product, productCharacteristic: [] } }),
      '/productOrderItem/0/product/productCharacteristic',
    ],
    [
      'an impossible bandwidth',
      item({ product: { ...product, productCharacteristic: [{ name: 'Bandwidth', value: '2Gbit/s' }] } }),
      '/productOrderItem/0/product/productCharacteristic/0/value',
    ],
    [
      'an impossible bandwidth in the older list',
      item({
        product: {
          ...product,
          productCharacteristic: undefined,
          characteristic: [
            { name: 'InterfaceType', value: '1' },
            { name: 'bandwidth', value: '2Gbit/s' },
          ],
        },
      }),
      '/productOrderItem/0/product/characteristic/1/value',
    ],
    [
      'no bandwidth in the older shape',
      {
        ...fibre(),
        productOrderItem: undefined,
        orderItem: [{ ...fibre().productOrderItem[0], product: { ...product, productCharacteristic: undefined } }],
      },
      '/orderItem/0/product/characteristic',
    ],
    [
      'a date that is none, under its other name',
      item({ requiredByDate: undefined, requestedCompletionDate: '02/03/2026' }),
      '/productOrderItem/0/requestedCompletionDate',
    ],
    [
      'a date that is none, of the whole order',
      { ...item({ requiredByDate: undefined }), requestedCompletionDate: '02/03/2026' },
      '/requestedCompletionDate',
    ],
    [
      'an account of nine digits, of the whole order',
      { ...fibre(), billingAccount: { id: '123456789' } },
      '/billingAccount/id',
    ],
    [
      'an account of nine digits, of an item',
      item({ billingAccount: [{ id: '123456789' }] }),
      '/productOrderItem/0/billingAccount/0/id',
    ],
    ['a date that is none', item({ requiredByDate: '02/03/2026' }), '/productOrderItem/0/requiredByDate'],
    ['a date in the past', item({ requiredByDate: '2025-12-01T09:00:00Z' }), '/productOrderItem/0/requiredByDate'],
    [
      'a relation of an access',
      item({ productOrderItemRelationship: [{ id: 'ETHA00000001', relationshipType: 'reliesOn' }] }),
      '/productOrderItem/0/productOrderItemRelationship/0',
    ],
    ['a modify that names no service', item({ action: 'modify' }), '/productOrderItem/0/product/id'],
    ['its items in both shapes', { ...fibre(), orderItem: fibre().productOrderItem }, '/orderItem'],
    [
      'the same item id twice',
      { ...fibre(), productOrderItem: [fibre().productOrderItem[0], fibre().productOrderItem[0]] },
      '/productOrderItem/1/id',
    ],
  ])('%s', (_name, body, pointer) => {
    const driver = new OrderDriver();
    const answer = driver.call('createProductOrder', { body });
    expect(answer.status).toBe(400);
    expect(answer.violations?.map((violation) => violation.pointer)).toEqual([pointer]);
    expect(answer.body).toMatchObject({ code: '24', status: '400', '@type': 'Error' });
  });

  test.each([
    [
      'a misspelt characteristic',
      item({ product: { ...product, productCharacteristic: [{ name: 'Bandwith', value: '1Gbit/s' }] } }),
      {
        pointer: '/productOrderItem/0/product/productCharacteristic/0/name',
        got: 'Bandwith',
        expected: 'Bandwidth, which is missing (you sent Bandwith): one of 100Mbit/s, 1Gbit/s, 10Gbit/s',
      },
    ],
    [
      'a misspelt product',
      item({ product: { ...product, id: undefined, productSpecification: { id: 'Etherwey' } } }),
      {
        pointer: '/productOrderItem/0/product/productSpecification/id',
        got: 'Etherwey',
        expected: expect.stringMatching(/^one of .*"Etherway".* \(did you mean Etherway\?\)$/),
      },
    ],
    [
      'a verb of another API',
      item({ action: 'create' }),
      { pointer: '/productOrderItem/0/action', got: 'create', expected: 'add, modify or delete (did you mean add?)' },
    ],
    [
      'a modify that names its service and no product',
      item({ action: 'modify', product: { id: 'ETHA00000001' } }),
      {
        pointer: '/productOrderItem/0/product/productSpecification/id',
        expected: expect.stringMatching(/^one of .*"Etherway Superfast GEA"$/),
      },
    ],
  ])('%s: what was sent, and what was probably meant', (_name, body, violation) => {
    expect(new OrderDriver().call('createProductOrder', { body }).violations).toEqual([
      expect.objectContaining(violation),
    ]);
  });

  test.each([
    ['sogea', 'sogea is an AccessTechnology of "Etherway Superfast GEA"'],
    ['EtherwayGEAService', 'an order names it "Etherway Superfast GEA"'],
    ['Etherflow Dynamic', '"Etherflow - Dynamic" can be quoted, not ordered'],
  ])('%s is no product of an order, and the refusal names what it is', (id, hint) => {
    const body = item({ product: { ...product, id: undefined, productSpecification: { id } } });
    const [violation] = new OrderDriver().call('createProductOrder', { body }).violations ?? [];
    expect(violation).toMatchObject({
      got: id,
      expected: expect.stringContaining(`, "Etherway Superfast GEA" (${hint})`),
    });
  });

  test('an amend points at what was sent, too', () => {
    const driver = new OrderDriver();
    const { id } = driver.placeOrder(fibre());
    driver.advanceUntil(id, 'Committed');
    const change = { id: 'ITEM-1', requestedCompletionDate: 'soon' };
    const { violations } = driver.amend(id, {
      amendmentReason: 'Customer requested a new date',
      orderItem: [change, { id: 'nobody' }],
    });
    const pointers = violations?.map(({ pointer }) => pointer);
    expect(pointers).toEqual(['/orderItem/0/requestedCompletionDate', '/orderItem/1/id']);
  });

  test('a real date names the virtual time and the flag', () => {
    const answer = new OrderDriver().call('createProductOrder', {
      body: item({ requiredByDate: '2025-12-01T09:00:00Z' }),
    });
    expect(refusalOf(answer).message).toMatch(/2026-01-05T09:00:00.000Z.*--now today/);
  });
});
