import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AssetDocument, assets } from '../src/mock/domain/product-inventory/asset-documents.ts';
import { cancellations } from '../src/mock/domain/product-order/cancellation-documents.ts';
import { openActions } from '../src/mock/domain/product-order/open-action.ts';
import { progress } from '../src/mock/domain/product-order/order-documents.ts';
import { checkAllEnded, checkAssets, checkOrder } from './support/order-book-rules.ts';
import { OrderDesk, reshaped, sample } from './support/order-desk.ts';
import { figure, runs, seed } from './support/seeded.ts';

/**
 * Random order books: place, amend, cancel, answer, ignore, advance, attach troubles, in any order. After every command the
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
const troubleNames = [
  ...new Set(new OrderDesk().ground.journeys.journeys.flatMap(({ troubles }) => troubles.map(({ id }) => id))),
].sort();

type Model = { placed: number };
type Command = fc.Command<Model, OrderDesk>;

const pick = <T>(from: readonly T[], n: number): T | undefined =>
  from.length === 0 ? undefined : from[n % from.length];
const orderIds = (desk: OrderDesk) => [...desk.reader.list(progress)].map(([id]) => id);
const active = (desk: OrderDesk, role: string) =>
  [...desk.reader.list(assets)].map(([, asset]) => asset).filter((one) => one.status === 'active' && one.role === role);

/** Every order that is, or was a moment ago, in flight. */
function checkAll(desk: OrderDesk): void {
  for (const id of orderIds(desk)) checkOrder(desk, id);
  checkAssets(desk);
}

let performed = 0;

function command(name: string, perform: (desk: OrderDesk) => void): Command {
  return {
    check: () => true,
    run: (_model, desk) => {
      performed += 1;
      perform(desk);
      checkAll(desk);
    },
    toString: () => name,
  };
}

/** An item that changes or ends what is installed; `which` tells it from others, and up from down. */
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
    .tuple(fc.constantFrom(...provides), n, fc.option(fc.constantFrom(...troubleNames), { freq: 3 }), fc.boolean())
    .map(([name, which, trouble, turned]) =>
      command(`place ${name}${turned ? ' in the other shape' : ''}${trouble ? ` ${trouble}` : ''} ${which}`, (desk) => {
        const body = sample(name);
        const [item] = body.productOrderItem ?? body.orderItem;
        if (name.startsWith('etherflow')) {
          for (const [at, relation] of item.productOrderItemRelationship.entries())
            relation.id = pick(active(desk, 'access'), which + at)?.serviceId ?? 'ETHA00000000';
        }
        desk.place({ ...(turned ? reshaped(body) : body), externalId: trouble ? `PO ${trouble}` : `PO-${which}` });
      }),
    ),
  fc.tuple(fc.constantFrom(...changes), n).map(([name, which]) =>
    command(`${name} ${which}`, (desk) => {
      const asset = pick(active(desk, name.startsWith('etherflow') ? 'flow' : 'access'), which);
      if (asset)
        desk.place({ productOrderItem: [changed(asset, name.endsWith('modify') ? 'modify' : 'delete', which)] });
    }),
  ),
  n.map((which) =>
    command(`cease an access with its flows ${which}`, (desk) => {
      const access = pick(active(desk, 'access'), which);
      if (!access) return;
      const flows = desk.reader.find(assets, 'reliesOn', access.serviceId).map(([, asset]) => asset);
      desk.place({ productOrderItem: [access, ...flows].map((asset, at) => changed(asset, 'delete', at)) });
    }),
  ),
  fc.tuple(n, fc.integer({ min: 1, max: 90 })).map(([which, days]) =>
    command(`amend ${which} by ${days}`, (desk) => {
      const id = pick(orderIds(desk), which);
      const item = id === undefined ? undefined : pick(desk.items(id), which);
      if (id === undefined || !item) return;
      const requiredByDate = new Date(desk.now + days * 86_400_000).toISOString();
      const { status } = desk.amend(id, {
        amendmentReason: 'Customer requested a new date',
        productOrderItem: [{ id: item.id, requiredByDate }],
      });
      expect([200, 400, 409]).toContain(status);
    }),
  ),
  fc.tuple(n, fc.boolean()).map(([which, whole]) =>
    command(`cancel ${which} ${whole ? 'whole' : 'item'}`, (desk) => {
      const id = pick(orderIds(desk), which);
      const item = id === undefined ? undefined : pick(desk.items(id), which);
      if (id === undefined || !item) return;
      expect([201, 409]).toContain(desk.cancel(id, ...(whole ? [] : [item.id])).status);
    }),
  ),
  fc.tuple(n, n).map(([which, choice]) =>
    command(`answer ${which} ${choice}`, (desk) => {
      const [, open] = pick(desk.reader.find(openActions, 'state', 'open'), which) ?? [];
      const known = open && desk.ground.journeys.openAction(open.kind).answers.map(({ answer }) => answer);
      const answer = known && pick([...known, 'perhaps'], choice);
      if (!open || answer === undefined) return;
      const { state, refused } = desk.answer(open.id, answer) as { state?: string; refused?: string };
      if (answer === 'perhaps') expect(refused).toBe('not an answer');
      else expect(state ?? refused).toMatch(/^(answered|cancelling)$/);
    }),
  ),
  fc.tuple(n, n).map(([which, name]) =>
    command(`rename ${which} ${name}`, (desk) => {
      const id = pick(orderIds(desk), which);
      if (id === undefined) return;
      const { status } = desk.amend(id, { amendmentReason: 'Other', externalId: `PO-${name}` });
      expect([200, 409]).toContain(status);
    }),
  ),
  fc.tuple(n, fc.constantFrom(...troubleNames)).map(([which, trouble]) =>
    command(`trouble ${which} ${trouble}`, (desk) => {
      const orderId = pick(orderIds(desk), which);
      if (orderId !== undefined) desk.trouble({ orderId }, trouble);
    }),
  ),
  fc.constantFrom(0, 1, 2, 5, 12, 40).map((days) => command(`advance ${days} days`, (desk) => desk.advanceDays(days))),
  fc.constant(
    command('next step', (desk) => {
      const next = desk.reader.nextDue();
      if (next) desk.advanceTo(next.due);
    }),
  ),
];

test('no forbidden transition, no order that never ends, no event out of order, no asset without an order', () => {
  fc.assert(
    // Half of the most is what a run has on average.
    fc.property(fc.commands(commands, { maxCommands: 100, size: 'max' }), (list) => {
      const desk = new OrderDesk({ seed: String(seed) });
      fc.modelRun(() => ({ model: { placed: 0 }, real: desk }), list);
      desk.runOut();
      checkAll(desk);
      checkAllEnded(desk);
    }),
    { ...runs(60, 2000), verbose: 1 },
  );
  figure('commands on random order books', `${performed}`, '100000');
}, 1_200_000);

test('a cancellation that races the visit has exactly one winner', () => {
  const visit = Date.parse('2026-02-17T13:00:00Z');
  const minutes = fc.integer({ min: -3 * 24 * 60, max: 60 });
  fc.assert(
    fc.property(
      minutes,
      fc.constantFrom(...provides.slice(0, 1), 'etherway-with-etherflow-provide'),
      (offset, name) => {
        const desk = new OrderDesk();
        const { id } = desk.place(sample(name));
        desk.advanceTo(visit + offset * 60_000);
        const { status, body } = desk.cancel(id);
        desk.runOut();
        checkOrder(desk, id);
        const task = body as { id: string };
        const cancellation = desk.reader.get(cancellations, task.id ?? '');
        const won = status === 201 && cancellation?.state === 'done';
        // What comes first wins: the assessment of the request, or the visit.
        if (status === 201) expect(won).toBe((cancellation?.states[1]?.[1] ?? 0) < visit);
        expect(desk.state(id)).toBe(won ? 'cancelled' : 'completed');
        expect([...desk.reader.list(assets)].length > 0).toBe(!won);
        if (!won && status === 201) expect(cancellation?.state).toBe('terminatedWithError');
        if (status !== 201) expect(offset).toBeGreaterThanOrEqual(0);
        const ends = desk.told(id).filter(({ event }) => ['cancelled', 'completed'].includes(event.productOrder.state));
        expect(ends).toHaveLength(1);
      },
    ),
    runs(60, 200),
  );
}, 120_000);

test('however the days are split, the order book is the same', () => {
  const orders = fc.array(fc.tuple(fc.constantFrom(...provides), fc.option(fc.constantFrom(...troubleNames))), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(orders, fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 12 }), (placed, days) => {
      const total = days.reduce((sum, one) => sum + one, 0);
      const walked = [[total], days, Array<number>(total).fill(1)].map((split) => {
        const desk = new OrderDesk();
        for (const [name, trouble] of placed) desk.place({ ...sample(name), externalId: `PO ${trouble ?? ''}` });
        for (const one of split) desk.advanceDays(one);
        return [...desk.documents.all()];
      });
      expect(walked[1]).toEqual(walked[0]);
      expect(walked[2]).toEqual(walked[0]);
    }),
    runs(25, 200),
  );
}, 120_000);
