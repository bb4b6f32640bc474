import { describe, expect, test } from 'vitest';
import { change, itemsOf } from '../../../support/documents.ts';
import { OrderDriver } from '../../../support/order-driver.ts';
import { sampleOrder } from '../../../support/sample-orders.ts';

const driverWithAddresses = new OrderDriver();
const { addressBook, availability } = driverWithAddresses.referenceData;
const at = (postcode: string) => addressBook.blockByPostcode.get(postcode)?.premises ?? [];
const gold = at('AB15 7XY').find(({ qualifier }) => qualifier === 'Gold');
const silver = at('CF10 9GS').find(({ qualifier }) => qualifier === 'Silver');

const places = {
  'no place': undefined,
  'a Gold key': [{ id: gold?.openreachKey }],
  'a Gold key with its district': [
    { id: gold?.openreachKey, districtCode: availability.exchangeByCode.get(gold?.exchange ?? '')?.district },
  ],
  'the RoBT key of a Gold address': [{ id: gold?.robtKey }],
  'the RoBT key, then the Gold key': [{ id: gold?.robtKey }, { id: gold?.openreachKey }],
  'a Silver key': [{ id: silver?.openreachKey ?? silver?.robtKey }],
  'a UPRN': [{ uprn: gold?.uprn }],
  'a postcode': [{ postcode: 'AB15 7XY' }],
} as const;

const accessOf: { readonly [product: string]: string } = {
  Etherway: 'etherway-fibre-provide',
  SOGEA: 'etherway-superfast-gea-sogea-provide',
  FTTP: 'etherway-superfast-gea-fttp-provide',
  'Etherflow Connected': 'etherflow-connected-provide',
  'Etherflow Internet': 'etherflow-internet-provide',
  'ETH Network': 'eth-network-provide',
};

/** The reasons with which the order is rejected when it is checked. */
function reasonsOf(product: string, place: unknown): string[] {
  const driver = new OrderDriver();
  const body = sampleOrder(accessOf[product] ?? '');
  const [item] = itemsOf(body);
  change(item, '/place', undefined);
  change(item, '/product/place', undefined);
  if (place !== undefined) change(item, '/place', place);
  const { id } = driver.placeOrder(body);
  driver.advanceDays(5);
  return (driver.readOrder(id).errorMessage ?? []).map(({ reason }) => reason);
}

describe('no product is ordered for a place that its table does not accept', () => {
  const rows: [product: string, place: keyof typeof places, refusal: string | undefined][] = [
    ['FTTP', 'no place', 'Address not Gold'],
    ['FTTP', 'a postcode', 'Address not Gold'],
    ['FTTP', 'a UPRN', 'Address not Gold'],
    ['FTTP', 'the RoBT key of a Gold address', 'Address not Gold'],
    ['FTTP', 'a Silver key', 'Not available'],
    ['FTTP', 'a Gold key', undefined],
    ['FTTP', 'a Gold key with its district', undefined],
    ['FTTP', 'the RoBT key, then the Gold key', undefined],
    ['SOGEA', 'no place', undefined],
    ['SOGEA', 'a postcode', undefined],
    ['SOGEA', 'a UPRN', undefined],
    ['SOGEA', 'a Silver key', undefined],
    ['SOGEA', 'the RoBT key of a Gold address', undefined],
    ['Etherway', 'no place', undefined],
    ['Etherway', 'a postcode', undefined],
    ['Etherway', 'a UPRN', undefined],
    ['Etherway', 'a Silver key', undefined],
    ['Etherway', 'the RoBT key, then the Gold key', undefined],
    ['Etherflow Connected', 'a postcode', 'Place not accepted'],
    ['Etherflow Internet', 'a Gold key', 'Place not accepted'],
    ['ETH Network', 'a postcode', 'Place not accepted'],
  ];
  test.each(rows)('%s, %s: %s', (product, place, refusal) => {
    const reasons = reasonsOf(product, places[place]);
    if (refusal === undefined) {
      expect(reasons).not.toContain('Address not Gold');
      expect(reasons).not.toContain('Place not accepted');
      expect(reasons).not.toContain('Address not matched');
    } else expect(reasons).toContain(refusal);
  });

  test('a SOGEA is not put into a data centre', () => {
    const code = availability.sites.find(({ categories }) =>
      categories.some((one) => one.includes('Ethernet Data Centre')),
    )?.code;
    const place = [{ dataCentreCode: code }];
    expect(reasonsOf('SOGEA', place).length).toBeGreaterThan(0);
    expect(reasonsOf('Etherway', place)).toEqual([]);
  });
});

test('every product says how its place may be named', () => {
  for (const { journey, places } of driverWithAddresses.referenceData.journeys.journeys)
    expect(places, journey).not.toBeUndefined();
});
