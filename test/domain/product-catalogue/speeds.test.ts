import { describe, expect, test } from 'vitest';
import { bodyAs, change, itemsOf, type Qualification } from '../../support/documents.ts';
import { OrderDriver } from '../../support/order-driver.ts';
import { sampleOrder } from '../../support/sample-orders.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { documents } from '../../support/spec-documents.ts';

const quoteSchemas = documents.find(({ api }) => api === 'quote')?.document.components?.schemas ?? {};
/** What can be quoted, straight from the published document. */
const quoted = (list: string): readonly string[] => (quoteSchemas[list] as { readonly enum: readonly string[] }).enum;

const driver = new OrderDriver();

/** The answer to an order for this speed: 201, or 400. */
function order(sample: string, bandwidth: string, technology?: string): number {
  const body = sampleOrder(sample);
  const [{ product }] = itemsOf(body);
  const name = product.productCharacteristic === undefined ? 'characteristic' : 'productCharacteristic';
  const others = product[name].filter(({ name }) => name !== 'Bandwidth' && name !== 'AccessTechnology');
  const named = technology === undefined ? [] : [{ name: 'AccessTechnology', value: technology }];
  change(product, `/${name}`, [...others, ...named, { name: 'Bandwidth', value: bandwidth }]);
  return driver.call('createProductOrder', { body }).status;
}

/** Whether a place that has everything qualifies for this speed. */
function qualified(product: string, bandwidth: string): boolean {
  const answer = driver.call('createProductOfferingQualification', {
    path: '/tmf-api/productOfferingQualificationManagement/v4/productOfferingQualification',
    body: {
      productOfferingQualificationItem: [
        {
          id: '1',
          product: {
            productOffering: { id: product },
            place: [{ postcode: 'AB15 7XY' }],
            productCharacteristic: [{ name: 'Bandwidth', value: bandwidth }],
          },
        },
      ],
    },
  });
  const [item] = bodyAs<Qualification>(answer).productOfferingQualificationItem;
  return item.qualificationItemResult === 'qualified';
}

const gea = 'etherway-superfast-gea-fttp-provide';
const megabits = (text: string): number => Number.parseFloat(text) * (text.includes('Gbit') ? 1000 : 1);
/** BT takes no orders for fibre on demand, nor for an Etherflow Connected beyond 1 Gbit/s. */
const products = [
  ['Etherway', 'FibreBandwidth', 'etherway-fibre-provide', () => true],
  ['Etherway Superfast GEA', 'GeaBandwidth', gea, (text: string) => !text.startsWith('FoD')],
  [
    'Etherflow - Connected',
    'ConnectedBandwidth',
    'etherflow-connected-provide',
    (text: string) => megabits(text) <= 1000,
  ],
  ['Etherflow - Internet', 'InternetBandwidth', 'etherflow-internet-provide', () => true],
] as const;

describe('no speed can be quoted and not ordered, or ordered and not quoted', () => {
  test.each(products)('%s: every speed of %s', (product, list, sample, canBeOrdered) => {
    for (const text of quoted(list)) {
      const status = canBeOrdered(text) ? 201 : 400;
      expect([text, order(sample, text)]).toEqual([text, status]);
      expect([
        text,
        order(
          sample,
          text.replace(/ Mbit| Gbit/, (unit) => unit.trim()),
        ),
      ]).toEqual([text, status]);
      expect([text, qualified(product, text)]).toEqual([text, canBeOrdered(text)]);
    }
  });

  test('Etherway Superfast GEA: as an order names the technology', () => {
    for (const text of quoted('GeaBandwidth')) {
      const [technology = '', speeds = ''] = text.split(' ');
      if (technology === 'FoD') continue;
      expect([text, order(gea, speeds, technology)]).toEqual([text, 201]);
      expect([text, order(gea, text, technology)]).toEqual([text, 201]);
    }
    expect(order(gea, 'FTTP 330:50 Mbit/s', 'SOGEA')).toBe(400);
  });

  test.each(products)('%s: no other speed than those of %s', (product, list, sample) => {
    const random = seededRandom(Number(process.env.SEED ?? 16));
    const known = new Set(quoted(list).map((text) => text.replace(/^(SOGEA|FTTP|FoD) /, '')));
    const numbers = [...new Set([...known].join(' ').match(/\d+(\.\d+)?/g)), '15', '33', '0.3', '999', '1200', '0'];
    for (let n = 0; n < 150; n += 1) {
      const number = () => random.pick(numbers);
      const unit = random.pick(['Mbit/s', 'Gbit/s']);
      const text = list === 'GeaBandwidth' ? `${number()}:${number()} Mbit/s` : `${number()} ${unit}`;
      const same = [...known].some((one) => list !== 'GeaBandwidth' && megabits(one) === megabits(text));
      if (known.has(text) || same) continue;
      expect([text, order(sample, text)]).toEqual([text, 400]);
      expect([text, qualified(product, text)]).toEqual([text, false]);
    }
  });

  test.each(['', 'fast', '100', '1e3Mbit/s', '100 Mbit/s, 1 Gbit/s', '-1 Mbit/s', '100 Mbit/s 1U', ' '])(
    'a text that is no speed is not ordered: "%s"',
    (text) => {
      for (const [, , sample] of products) expect(order(sample, text)).toBe(400);
    },
  );
});

test('an alternative that a qualification proposes can be ordered', () => {
  for (const { name, bandwidths = [], speeds = [] } of driver.referenceData.catalogue.products.filter(
    ({ orderable }) => orderable,
  ))
    for (const one of bandwidths)
      expect(
        speeds.map(({ quoted: text }) => text),
        name,
      ).toContain(one);
});
