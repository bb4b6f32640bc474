import { describe, expect, test } from 'vitest';
import type { Journey, OpenActionRules, Setback } from '#domain/journey/journey';
import { progress } from '#domain/product-order/order-documents';
import { readReferenceFiles } from '#runtime/load-data';
import {
  cancellationOf,
  change,
  itemsOf,
  lastOf,
  type OrderBody,
  type OrderBodyItem,
} from '../../../support/documents.ts';
import { OrderDriver, orderingPath } from '../../../support/order-driver.ts';
import { sampleOrder } from '../../../support/sample-orders.ts';

/**
 * Every setback of every journey with each action it may apply to, and of those that ask for something every answer and silence:
 * where the order ends, and how long it takes. The expected end follows from the data in one line; the days are printed and
 * compared as a page.
 */
const { journeys: book } = new OrderDriver().referenceData;

const samples: { readonly [journey: string]: string } = {
  'eth-network': 'eth-network-provide',
  'etherflow-connected': 'etherflow-connected-provide',
  'etherflow-internet': 'etherflow-internet-provide',
  'etherway-fibre': 'etherway-fibre-provide',
  'etherway-superfast-gea': 'etherway-superfast-gea-fttp-provide',
};

/** What a modification asks for: more than the sample was provided with. */
const upgrades: { readonly [journey: string]: string } = {
  'etherflow-connected': '200Mbit/s',
  'etherflow-internet': '500Mbit/s',
  'etherway-fibre': '10Gbit/s',
  'etherway-superfast-gea': '550:75',
};

type Action = Setback['actions'][number];

interface Row {
  readonly journey: Journey;
  readonly action: Action;
  readonly setback: Setback;
  /** `cancel`: the customer cancels; undefined: nobody does or answers anything. */
  readonly answer: string | undefined;
  readonly end: string;
}

function rowsOf(journey: Journey, action: Action, setback: Setback): Row[] {
  const row = (answer: string | undefined, end: string): Row => ({ journey, action, setback, answer, end });
  if (setback.rejects) return [row(undefined, 'rejected')];
  if (setback.refusesCancel) return [row('cancel', 'completed'), row(undefined, 'completed')];
  const raises = setback.steps?.find((step) => step.raises)?.raises;
  const own = setback.steps?.map(({ state }) => state).find((state) => state === 'failed' || state === 'cancelled');
  if (own) return [row(undefined, own)];
  if (!raises) return [row(undefined, 'completed')];
  const { answers, silence } = book.openActionRules(raises);
  const limited = raises === 'endSuspension';
  const endOf = (outcome: string) => (outcome === 'cancel' ? 'cancelled' : 'completed');
  return [
    ...answers.map((one) => row(one.answer, endOf(one.outcome))),
    row(undefined, limited ? 'cancelled' : endOf(silence.outcome)),
  ];
}

const rows = book.journeys.flatMap((journey) =>
  journey.setbacks.flatMap((setback) => setback.actions.flatMap((action) => rowsOf(journey, action, setback))),
);

/** A sandbox in which what the order relies on, or changes, is installed; and the order. */
function prepared(
  { journey, action, setback }: Row,
  more: { readonly mode?: 'strict' } = {},
): { readonly driver: OrderDriver; readonly body: OrderBody } {
  const driver = new OrderDriver(more);
  const remote = action === 'provide' && setback.onlyWhen?.includes('remote');
  const body = sampleOrder(remote ? 'etherway-superfast-gea-sogea-provide' : (samples[journey.journey] ?? ''));
  const [item] = itemsOf(body);
  for (const relation of journey.role === 'flow' ? item.productOrderItemRelationship : []) {
    relation.id = installed(driver, sampleOrder('etherway-fibre-provide'));
  }
  return { driver, body: action === 'provide' ? body : changing(driver, journey, action, body) };
}

function installed(driver: OrderDriver, body: unknown): string {
  const { id } = driver.placeOrder(body);
  driver.runToEnd();
  expect(driver.state(id), driver.eventLines(id).join('\n')).toBe('completed');
  return driver.items(id)[0].product.customerFacingServiceId.value;
}

function changing(driver: OrderDriver, { journey }: Journey, action: Action, provide: OrderBody): OrderBody {
  if (journey === 'etherflow-internet') setBandwidth(provide, '100Mbit/s');
  const serviceId = installed(driver, provide);
  const body = sampleOrder(action === 'modify' ? 'etherflow-connected-modify' : 'etherflow-connected-cease');
  const [{ product }] = body.productOrderItem;
  product.id = serviceId;
  const [id] = driver.referenceData.journeys.byName(journey).products;
  change(product, '/productSpecification', { id });
  if (action === 'modify') setBandwidth(body, upgrades[journey] ?? '');
  return body;
}

function setBandwidth(body: OrderBody, value: string): void {
  const [{ product }] = body.productOrderItem;
  lastOf(product.productCharacteristic.filter(({ name }) => name === 'Bandwidth')).value = value;
}

test('every open action is raised by a setback', () => {
  const file = readReferenceFiles().journeys['open-actions'] as { readonly openActions: readonly OpenActionRules[] };
  const known = file.openActions;
  const setbackSteps = book.journeys.flatMap(({ setbacks }) => setbacks.flatMap(({ steps = [] }) => steps));
  expect(new Set(setbackSteps.flatMap(({ raises }) => raises ?? []))).toEqual(new Set(known.map(({ kind }) => kind)));
});

/** The row of each setback and action, whatever the answers. */
const rowPerSetback = rows.filter(
  (row, at) =>
    rows.findIndex((one) => one.journey === row.journey && one.action === row.action && one.setback === row.setback) ===
    at,
);

describe('a reference that names a setback draws it as if it had been attached', () => {
  test.each(rowPerSetback.map((row) => [row.journey.journey, row.action, row.setback.id, row] as const))(
    '%s, %s, %s',
    (_journey, _action, setback, row) => {
      const plans = (['attached', 'named', 'strict'] as const).map((how) => {
        const { driver, body } = prepared(row, how === 'strict' ? { mode: 'strict' } : {});
        const externalId = how === 'attached' ? 'PO-7' : `PO-7 ${setback}`;
        const { id } = driver.placeOrder({ ...body, externalId });
        if (how === 'attached') driver.attachSetback({ orderId: id }, setback);
        const { pendingSetbacks, remainingSteps } = driver.reader.get(progress, id)?.items[0] ?? {};
        return JSON.stringify({ awaits: pendingSetbacks, ahead: remainingSteps });
      });
      const [attached, named, strict] = plans as [string, string, string];
      expect(named).toBe(attached);
      expect(named).toContain(setback);
      expect(strict).not.toContain(setback);
    },
  );
});

describe('a value or a place in an order draws its setback', () => {
  const drawn = (
    name: string,
    alter: (item: OrderBodyItem, body: OrderBody) => unknown,
  ): [state: string, told: string] => {
    const driver = new OrderDriver();
    const body = sampleOrder(name);
    const [item] = itemsOf(body);
    for (const relation of item.productOrderItemRelationship ?? [])
      relation.id = installed(driver, sampleOrder('etherway-fibre-provide'));
    alter(item, body);
    const { id } = driver.placeOrder(body);
    for (let days = 0; days < 40 && driver.openActionsOf(id).length === 0; days += 1) driver.advanceDays(1);
    const [error] = driver.readOrder(id).errorMessage ?? [];
    const observed = `${error?.reason ?? ''}${driver.openActionsOf(id)[0]?.kind ?? ''}${driver.eventLines(id).join()}`;
    driver.runToEnd();
    return [driver.state(id), observed];
  };

  test.each(Object.entries(samples))('%s: an account of zeros, of the order or of an item', (_name, provide) => {
    const account = { id: '0000000000' };
    for (const alter of [
      (_: OrderBodyItem, body: OrderBody) => Object.assign(body, { billingAccount: account }),
      (item: OrderBodyItem) => Object.assign(item, { billingAccount: account }),
    ]) {
      const [state, lastEvent] = drawn(provide, alter);
      expect([state, lastEvent.startsWith('Billing account unknown')]).toEqual(['rejected', true]);
    }
  });

  test.each(Object.entries(samples).slice(1))('%s: a site that is not ready', (_name, provide) => {
    const characteristics = [{ name: 'Site Constraint', value: 'Site Not Ready' }];
    const [state, lastEvent] = drawn(provide, (item) =>
      Object.assign(item.product, { btSiteDetails: { characteristics } }),
    );
    expect([state, lastEvent.slice(0, 16)]).toEqual(['cancelled', 'confirmSiteReady']);
  });

  const [fibre, fttp, sogea] = [
    'etherway-fibre-provide',
    'etherway-superfast-gea-fttp-provide',
    'etherway-superfast-gea-sogea-provide',
  ];
  /** FTTP is ordered by a Gold key; where there is none, by any other. */
  const keyAt = (postcode: string): string | undefined => {
    const premises = new OrderDriver().referenceData.addressBook.blockByPostcode.get(postcode)?.premises ?? [];
    return (premises.find(({ qualifier }) => qualifier === 'Gold') ?? premises[0])?.openreachKey;
  };
  test.each([
    ['LS1 9NX', fibre, 'rejected', 'Not available'],
    ['LS1 9NX', fttp, 'rejected', 'Not available'],
    ['LS1 9NX', sogea, 'rejected', 'Not available'],
    ['CM1 9SY', fibre, 'completed', 'Planning complete'],
    ['BS1 9EX', fibre, 'cancelled', 'acceptExcessConstructionCharges'],
    ['HU1 9HU', fibre, 'completed', 'Committed'],
    ['HU1 9HU', fttp, 'rejected', 'Not available'],
    ['NE1 9WA', fttp, 'completed', 'Network not yet available'],
    ['EX1 9FP', fttp, 'completed', 'Installed'],
    ['EX1 9FP', sogea, 'rejected', 'Not available'],
    ['NR1 9SG', fttp, 'rejected', 'Not available'],
    ['NR1 9SG', sogea, 'completed', 'Activated remotely'],
    ['MK9 9NB', fttp, 'completed', 'Network not yet available'],
    ['LL13 9SN', fttp, 'rejected', 'Not available'],
    ['IV27 9TF', fibre, 'rejected', 'Not available'],
  ] as const)('%s, %s: %s, "%s"', (postcode, provide, end, says) => {
    const place = provide === fttp ? { id: keyAt(postcode) } : { postcode };
    const [state, lastEvent] = drawn(provide as string, (item) => change(item, '/product/place', [place]));
    expect([state, lastEvent]).toEqual([end, expect.stringContaining(says)]);
  });

  test.each([
    ['LL13 9SN', fttp, {}, 'needs an Openreach Gold address key.'],
    ['EX1 9FP', sogea, {}, 'no longer sold at this exchange.'],
    ['AB15 7XY', sogea, { Bandwidth: '1000:115' }, 'is more than this access can carry here.'],
  ] as const)('%s, %s, %j: the rejection says why', (postcode, provide, wanted, why) => {
    const driver = new OrderDriver();
    const body = sampleOrder(provide as string);
    const [{ product }] = body.productOrderItem;
    change(product, '/place', [{ postcode }]);
    for (const one of product.productCharacteristic)
      Object.assign(one, { value: (wanted as Record<string, string>)[one.name] ?? one.value });
    const { id } = driver.placeOrder(body);
    driver.runToEnd();
    const { message } = driver.readOrder(id).errorMessage[0];
    expect([message.startsWith('The access cannot be provided at this site: '), message]).toEqual([
      true,
      expect.stringContaining(why),
    ]);
  });

  test.each([
    ['a key that is none', { id: 'A99999999999' }],
    ['names that contradict each other', { id: 'A54291275706', postcode: 'LS1 4AP' }],
    ['a UPRN that is none', { uprn: '1' }],
  ])('%s is not matched', (_name, place) => {
    const [state, lastEvent] = drawn('etherway-fibre-provide', (item) => change(item, '/product/place', [place]));
    expect([state, lastEvent.slice(0, 19)]).toEqual(['rejected', 'Address not matched']);
  });
});

const printed: string[] = [];

describe.each(book.journeys.map((journey) => [journey.journey, journey] as const))('%s', (_name, journey) => {
  test.each(
    rows
      .filter((row) => row.journey === journey)
      .map((row) => [row.action, row.setback.id, row.answer ?? 'silence', row.end, row] as const),
  )('%s, %s, %s: %s', (action, _setback, _answer, end, row) => {
    const { setback, answer } = row;
    const { driver, body } = prepared(row);
    const start = driver.now;
    const { id } = driver.placeOrder(body);
    expect(driver.attachSetback({ orderId: id }, setback.id)).not.toHaveProperty('refused');
    const needsAnswer = setback.steps?.some((step) => step.raises);
    if (needsAnswer) {
      for (let days = 0; driver.openActionsOf(id).length === 0 && days < 100; days += 1) driver.advanceDays(1);
      expect(driver.state(id), driver.eventLines(id).join('\n')).toBe('held');
      if (answer !== undefined)
        expect(driver.answer(driver.openActionsOf(id)[0]?.id ?? '', answer)).toMatchObject({ state: 'answered' });
    }
    if (answer === 'cancel') {
      const cancelled = driver.cancel(id);
      expect(cancelled.status).toBe(201);
      const task = cancellationOf(cancelled);
      driver.runToEnd();
      const path = `${orderingPath}/cancelProductOrder/${task.id}`;
      expect(driver.call('retrieveCancelProductOrder', { params: { id: task.id }, path }).body).toMatchObject({
        state: 'terminatedWithError',
      });
    }
    driver.runToEnd();
    expect(driver.state(id), driver.eventLines(id).join('\n')).toBe(end);
    const events = driver.notifications(id).map(({ eventType }) => eventType.replace(/^ProductOrder|Event$/g, ''));
    expect(new Set(events)).toEqual(new Set(end === 'rejected' ? ['Create'] : ['Create', 'StateChange']));
    if (end === 'completed') expect(driver.readOrder(id).errorMessage).toBeUndefined();
    else expect(driver.eventLines(id).join('\n')).toContain(end);
    const ended = Date.parse(lastOf(driver.notifications(id)).eventTime);
    printed.push(
      `| ${journey.journey} | ${action} | \`${setback.id}\` | ${needsAnswer ? (answer ?? '*silence*') : (answer ?? '')} | ${end} | ${Math.round((ended - start) / 86_400_000)} |`,
    );
  });
});

test('docs/journeys/setbacks.md is what happens', async () => {
  const head = [
    '# Every setback, every answer, and silence',
    '',
    'Printed by `test/domain/product-order/lifecycle/setback.test.ts`: an order of each product and action meets each setback of its journey. Where an open action is raised, it is answered the day after, or never. Days are calendar days from the order to its end.',
    '',
    '| journey | action | setback | answer | the order ends | after days |',
    '|---|---|---|---|---|---|',
  ];
  await expect(`${[...head, ...printed].join('\n')}\n`).toMatchFileSnapshot('../../../../docs/journeys/setbacks.md');
});
