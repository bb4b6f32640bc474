import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '#domain/core/json';
import { type LocatedValue, type OrderItemRequest, parseOrder } from '#domain/product-order/request/parse-order';
import { inOtherShape, sampleOrder } from '../../../support/sample-orders.ts';

const samples = [
  'eth-network-provide',
  'etherflow-connected-cease',
  'etherflow-connected-modify',
  'etherflow-connected-provide',
  'etherway-fibre-older-shape',
  'etherway-fibre-provide',
  'etherway-fibre-rao2',
  'etherway-superfast-gea-sogea-provide',
  'etherway-with-etherflow-provide',
];

/** RFC 6901, for names without `~` and `/`. */
function resolve(document: Json, pointer: string): Json | undefined {
  return pointer
    .split('/')
    .slice(1)
    .reduce<Json | undefined>((value, name) => (value as JsonObject | undefined)?.[name], document);
}

/** What an item says, apart from where and in which names it says it. */
function meaningOf(item: OrderItemRequest): object {
  const { pointer: _, body, productBody, relationsPointer, targetPointer, characteristicsPointer, ...members } = item;
  const withoutPointers = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value), (name, one) => (name === 'pointer' ? undefined : one));
  return withoutPointers(members) as object;
}

describe.each(samples)('%s', (name) => {
  const sample = sampleOrder(name);
  const body: JsonObject = sample;
  const order = parseOrder(body);

  test('a pointer leads to the value beside it', () => {
    expect(order.items.length).toBeGreaterThan(0);
    for (const item of order.items) {
      expect(resolve(body, item.pointer)).toBe(item.body);
      const located: (LocatedValue | undefined)[] = [
        item.requiredByText,
        item.billingAccount,
        ...item.productNames.map(({ value, pointer }) => ({ value, pointer: item.pointer + pointer })),
        ...item.characteristics.map((one) => ({
          value: one.name,
          pointer: `${item.characteristicsPointer}/${one.index}/name`,
        })),
        ...(item.target === undefined ? [] : [{ value: item.target, pointer: item.targetPointer }]),
      ];
      for (const one of located) if (one) expect(resolve(body, one.pointer), one.pointer).toBe(one.value);
      for (const [n, { reference }] of item.reliesOn.entries())
        expect(resolve(body, `${item.relationsPointer}/${n}/id`)).toBe(reference);
    }
  });

  test('the other shape says the same', () => {
    const other = parseOrder(inOtherShape(sample));
    expect(other.shape).not.toBe(order.shape);
    expect(other.items.map(meaningOf)).toEqual(order.items.map(meaningOf));
  });
});

const itemOf = (item: JsonObject, rest: JsonObject = {}): OrderItemRequest => {
  const [parsed] = parseOrder({ ...rest, productOrderItem: [item] }).items;
  if (!parsed) throw new Error('the order has no item');
  return parsed;
};

test('an item says for itself what it says, and takes the rest from its order', () => {
  const rest = { requiredByDate: '2026-03-02', billingAccount: [{ id: '1111111111' }] };
  expect(itemOf({}, rest)).toMatchObject({
    ownRequiredBy: undefined,
    requiredByText: { value: '2026-03-02', pointer: '/requiredByDate' },
    requiredBy: Date.parse('2026-03-02T09:00:00Z'),
    billingAccount: { value: '1111111111', pointer: '/billingAccount/0/id' },
  });
  const own = { requestedCompletionDate: ' 2026-04-01T12:00:00Z ', billingAccount: { id: '2222222222' } };
  expect(itemOf(own, rest)).toMatchObject({
    requiredByText: { value: '2026-04-01T12:00:00Z', pointer: '/productOrderItem/0/requestedCompletionDate' },
    requiredBy: Date.parse('2026-04-01T12:00:00Z'),
    billingAccount: { value: '2222222222', pointer: '/productOrderItem/0/billingAccount/id' },
  });
});

test('a blank text, null, or a value of another type is absent', () => {
  const absent = itemOf({
    id: ' ',
    action: null,
    product: 'Etherway',
    billingAccount: null,
    place: 7,
    appointment: [],
  });
  expect(absent).toMatchObject({ id: '', productNames: [], characteristics: [], children: [], reliesOn: [] });
  for (const member of ['action', 'target', 'billingAccount', 'site', 'appointmentId', 'productBody'] as const)
    expect(absent[member], member).toBeUndefined();
});

test('places name one site by several keys; the first to give a key counts', () => {
  const place = [{ id: 'A54291275706/SN' }, { postcode: 'AB15 7XY', districtCode: 'XX' }];
  const product = { place: { uprn: '100', postCode: 'EH1 1AA' } };
  expect(itemOf({ place, product }).site).toEqual({
    addressKey: 'A54291275706',
    districtCode: 'SN',
    postcode: 'AB15 7XY',
    uprn: '100',
  });
  expect(itemOf({ place: [{ id: 'LDN01', '@referredType': 'BTDataCentre' }] }).site).toEqual({
    dataCentreCode: 'LDN01',
  });
  expect(itemOf({ place: [{ districtCode: 'SN' }] }).site).toBeUndefined();
});

test('of two items with one id a reference means the last; an id of no item is a service', () => {
  const relation = (id: string) => ({ id, relationshipType: 'reliesOn' });
  const items = [
    { id: 'A' },
    { id: 'A' },
    {
      id: 'F',
      productOrderItemRelationship: [relation('A'), relation('ETHA00000001'), { id: 'A', relationshipType: 'bundles' }],
    },
  ];
  expect(parseOrder({ productOrderItem: items }).items[2]?.reliesOn).toEqual([
    { reference: 'A', itemIndex: 1 },
    { reference: 'ETHA00000001', serviceId: 'ETHA00000001' },
  ]);
});

test('a body with the lists of both shapes is one violation', () => {
  expect(parseOrder({ productOrderItem: [], orderItem: [] }).shapeViolations).toHaveLength(1);
  expect(parseOrder({ orderItem: [] }).shapeViolations).toEqual([]);
});
