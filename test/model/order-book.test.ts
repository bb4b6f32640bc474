import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openActions } from '#domain/open-action/open-action';
import { type AssetDocument, assets } from '#domain/product-inventory/asset';
import { cancellations, progress } from '#domain/product-order/order-documents';
import { OrderDriver } from '../support/order-driver.ts';
import { checkAllEnded, checkAssets, checkOrder } from '../support/order-invariants.ts';
import { recordFigure, runOptions, seed } from '../support/run-options.ts';
import { inOtherShape, sampleOrder } from '../support/sample-orders.ts';

/**
 * Random order books: place, amend, cancel, answer, ignore, advance, attach setbacks, in any order. After every command the
 * orders it could have moved keep the rules; at the end the clock runs out and every order has ended.
 */
const provides = [
  'etherway-fibre-provide',
  'etherway-fibre-rao2',
  'etherway-superfast-gea-fttp-provide',
  'etherway-superfast-gea-sogea-provide',
  'eth-network-provide',
  'etherway-with-etherflow-provide',
  'etherflow-connected-provide',
  'etherflow-internet-provide',
];
const changes = [
  'etherflow-connected-modify',
  'etherflow-connected-cease',
  'etherway-fibre-modify',
  'etherway-fibre-cease',
];
const setbackIds = [
  ...new Set(new OrderDriver().referenceData.journeys.journeys.flatMap(({ setbacks }) => setbacks.map(({ id }) => id))),
].sort();

type Model = { placed: number };
type Command = fc.Command<Model, OrderDriver>;

const pick = <T>(from: readonly T[], n: number): T | undefined =>
  from.length === 0 ? undefined : from[n % from.length];
const orderIds = (driver: OrderDriver) => [...driver.reader.list(progress)].map(([id]) => id);
const active = (driver: OrderDriver, role: string) =>
  [...driver.reader.list(assets)]
    .map(([, asset]) => asset)
    .filter((one) => one.status === 'active' && one.role === role);

/** Every order that is, or was a moment ago, in flight. */
function checkAll(driver: OrderDriver): void {
  for (const id of orderIds(driver)) checkOrder(driver, id);
  checkAssets(driver);
}

let performed = 0;

function command(name: string, perform: (driver: OrderDriver) => void): Command {
  return {
    check: () => true,
    run: (_model, driver) => {
      performed += 1;
      perform(driver);
      checkAll(driver);
    },
    toString: () => name,
  };
}

/** An item that changes or ends what is installed; `which` names one of several, and the direction. */
function changed({ serviceId, product, journey }: AssetDocument, action: 'modify' | 'delete', which: number) {
  const speeds = journey === 'etherway-superfast-gea' ? ['40:10', '80:20'] : ['100Mbit/s', '1Gbit/s'];
  const characteristics = [{ name: 'Bandwidth', value: pick(speeds, which) }];
  return {
    id: `ITEM-${which}`,
    action,
    product: {
      id: serviceId,
      productSpecification: { id: product },
      ...(action === 'modify' ? { productCharacteristic: characteristics } : {}),
    },
  };
}

const n = fc.nat(1000);
const commands = [
  fc
    .tuple(fc.constantFrom(...provides), n, fc.option(fc.constantFrom(...setbackIds), { freq: 3 }), fc.boolean())
    .map(([name, which, setback, turned]) =>
      command(
        `place ${name}${turned ? ' in the other shape' : ''}${setback ? ` ${setback}` : ''} ${which}`,
        (driver) => {
          const body = sampleOrder(name);
          const [item] = body.productOrderItem ?? body.orderItem;
          if (name.startsWith('etherflow')) {
            for (const [at, relation] of item.productOrderItemRelationship.entries())
              relation.id = pick(active(driver, 'access'), which + at)?.serviceId ?? 'ETHA00000000';
          }
          driver.placeOrder({
            ...(turned ? inOtherShape(body) : body),
            externalId: setback ? `PO ${setback}` : `PO-${which}`,
          });
        },
      ),
    ),
  fc.tuple(fc.constantFrom(...changes), n).map(([name, which]) =>
    command(`${name} ${which}`, (driver) => {
      const asset = pick(active(driver, name.startsWith('etherflow') ? 'flow' : 'access'), which);
      if (asset)
        driver.placeOrder({ productOrderItem: [changed(asset, name.endsWith('modify') ? 'modify' : 'delete', which)] });
    }),
  ),
  n.map((which) =>
    command(`cease an access with its flows ${which}`, (driver) => {
      const access = pick(active(driver, 'access'), which);
      if (!access) return;
      const flows = driver.reader.find(assets, 'reliesOn', access.serviceId).map(([, asset]) => asset);
      driver.placeOrder({ productOrderItem: [access, ...flows].map((asset, at) => changed(asset, 'delete', at)) });
    }),
  ),
  fc.tuple(n, fc.integer({ min: 1, max: 90 })).map(([which, days]) =>
    command(`amend ${which} by ${days}`, (driver) => {
      const id = pick(orderIds(driver), which);
      const item = id === undefined ? undefined : pick(driver.items(id), which);
      if (id === undefined || !item) return;
      const requiredByDate = new Date(driver.now + days * 86_400_000).toISOString();
      const { status } = driver.amend(id, {
        amendmentReason: 'Customer requested a new date',
        productOrderItem: [{ id: item.id, requiredByDate }],
      });
      expect([200, 400, 409]).toContain(status);
    }),
  ),
  fc.tuple(n, fc.boolean()).map(([which, whole]) =>
    command(`cancel ${which} ${whole ? 'whole' : 'item'}`, (driver) => {
      const id = pick(orderIds(driver), which);
      const item = id === undefined ? undefined : pick(driver.items(id), which);
      if (id === undefined || !item) return;
      expect([201, 409]).toContain(driver.cancel(id, ...(whole ? [] : [item.id])).status);
    }),
  ),
  fc.tuple(n, n).map(([which, choice]) =>
    command(`answer ${which} ${choice}`, (driver) => {
      const [, open] = pick(driver.reader.find(openActions, 'state', 'open'), which) ?? [];
      const known =
        open && driver.referenceData.journeys.openActionRules(open.kind).answers.map(({ answer }) => answer);
      const answer = known && pick([...known, 'perhaps'], choice);
      if (!open || answer === undefined) return;
      const { state, refused } = driver.answer(open.id, answer) as { state?: string; refused?: string };
      if (answer === 'perhaps') expect(refused).toBe('not an answer');
      else expect(state ?? refused).toMatch(/^(answered|cancelling)$/);
    }),
  ),
  fc.tuple(n, n).map(([which, name]) =>
    command(`rename ${which} ${name}`, (driver) => {
      const id = pick(orderIds(driver), which);
      if (id === undefined) return;
      const { status } = driver.amend(id, { amendmentReason: 'Other', externalId: `PO-${name}` });
      expect([200, 409]).toContain(status);
    }),
  ),
  fc.tuple(n, fc.constantFrom(...setbackIds)).map(([which, setback]) =>
    command(`trouble ${which} ${setback}`, (driver) => {
      const orderId = pick(orderIds(driver), which);
      if (orderId !== undefined) driver.attachSetback({ orderId }, setback);
    }),
  ),
  fc
    .constantFrom(0, 1, 2, 5, 12, 40)
    .map((days) => command(`advance ${days} days`, (driver) => driver.advanceDays(days))),
  fc.constant(
    command('next step', (driver) => {
      const next = driver.reader.nextDue();
      if (next) driver.advanceTo(next.due);
    }),
  ),
];

test('no forbidden transition, no order that never ends, no event out of order, no asset without an order', () => {
  fc.assert(
    // Half of the most is what a run has on average.
    fc.property(fc.commands(commands, { maxCommands: 100, size: 'max' }), (list) => {
      const driver = new OrderDriver({ seed: String(seed) });
      fc.modelRun(() => ({ model: { placed: 0 }, real: driver }), list);
      driver.runToEnd();
      checkAll(driver);
      checkAllEnded(driver);
    }),
    { ...runOptions(60, 2000), verbose: 1 },
  );
  recordFigure('commands on random order books', `${performed}`, '100000');
}, 1_200_000);

test('a cancellation that races the visit has exactly one winner', () => {
  const visit = Date.parse('2026-02-17T13:00:00Z');
  const minutes = fc.integer({ min: -3 * 24 * 60, max: 60 });
  fc.assert(
    fc.property(
      minutes,
      fc.constantFrom(...provides.slice(0, 1), 'etherway-with-etherflow-provide'),
      (offset, name) => {
        const driver = new OrderDriver();
        const { id } = driver.placeOrder(sampleOrder(name));
        driver.advanceTo(visit + offset * 60_000);
        const { status, body } = driver.cancel(id);
        driver.runToEnd();
        checkOrder(driver, id);
        const task = body as { id: string };
        const cancellation = driver.reader.get(cancellations, task.id ?? '');
        const won = status === 201 && cancellation?.state === 'done';
        // What comes first wins: the assessment of the request, or the visit.
        if (status === 201) expect(won).toBe((cancellation?.stateHistory[1]?.[1] ?? 0) < visit);
        expect(driver.state(id)).toBe(won ? 'cancelled' : 'completed');
        expect([...driver.reader.list(assets)].length > 0).toBe(!won);
        if (!won && status === 201) expect(cancellation?.state).toBe('terminatedWithError');
        if (status !== 201) expect(offset).toBeGreaterThanOrEqual(0);
        const ends = driver
          .notifications(id)
          .filter(({ event }) => ['cancelled', 'completed'].includes(event.productOrder.state));
        expect(ends).toHaveLength(1);
      },
    ),
    runOptions(60, 200),
  );
}, 120_000);

test('however the days are split, the order book is the same', () => {
  const orders = fc.array(fc.tuple(fc.constantFrom(...provides), fc.option(fc.constantFrom(...setbackIds))), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(orders, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 }), (placed, days) => {
      const total = days.reduce((sum, one) => sum + one, 0);
      const walked = [[total], days, Array<number>(total).fill(1)].map((split) => {
        const driver = new OrderDriver();
        for (const [name, setback] of placed)
          driver.placeOrder({ ...sampleOrder(name), externalId: `PO ${setback ?? ''}` });
        for (const one of split) driver.advanceDays(one);
        return [...driver.documents.all()];
      });
      expect(walked[1]).toEqual(walked[0]);
      expect(walked[2]).toEqual(walked[0]);
    }),
    runOptions(25, 200),
  );
}, 120_000);
