import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Premises } from '#domain/place/address-book';
import { parseAccessType, parseSpeed } from '#domain/product-catalogue/product-catalogue';
import { parseOrder, resolveProducts } from '#domain/product-order/request/parse-order';
import { deriveConditions } from '#domain/product-order/rules/item-conditions';
import { readOpenApiDocuments } from '#runtime/load-data';
import {
  type AddressSchemas,
  type AnswerOf,
  answerOf,
  bodyAs,
  type NonEmpty,
  type Qualification,
  type QualificationItem,
  type Quote,
  read,
  refusalOf,
} from '../../support/documents.ts';
import { createManualSandbox, referenceData, startInstant } from '../../support/manual-sandbox.ts';
import { runOptions } from '../../support/run-options.ts';

const path = '/tmf-api/productOfferingQualificationManagement/v4/productOfferingQualification';
const quotePath = '/tmf-api/quoteManagement/v4/quote';

const characteristics = (all: { [name: string]: string }) =>
  Object.entries(all).map(([name, value]) => ({ name, value }));
const item = (
  offering: string | undefined,
  place: object,
  characteristicValues: { [name: string]: string } = {},
  id = '1',
) => ({
  id,
  product: {
    ...(offering ? { productOffering: { id: offering } } : {}),
    place: [place],
    productCharacteristic: characteristics(characteristicValues),
  },
});
const qualify = (items: object[], more: object = {}, box = createManualSandbox(), at = path) =>
  answerOf<Qualification>(box.call('POST', at, { body: { productOfferingQualificationItem: items, ...more } }).answer);
const first = (items: object[], more: object = {}) => qualify(items, more).body.productOfferingQualificationItem[0];
type NamedValues = { [name: string]: unknown };
/** The characteristics by name; `servingExchange.code` is a member of `servingExchange`. */
const named = (one: QualificationItem): NamedValues => {
  const root: NamedValues = {};
  for (const { name, value } of one.product.productCharacteristic) {
    const path = name.split('.');
    const last = path.pop() ?? '';
    let node = root;
    for (const part of path) {
      node[part] ??= {};
      node = node[part] as NamedValues;
    }
    node[last] = value;
  }
  return root;
};
const keyOf = (postcode: string, at = 0) => {
  const premises = referenceData.addressBook.blockByPostcode.get(postcode)?.premises[at] as Premises;
  return {
    id: premises.openreachKey,
    district: referenceData.availability.exchangeByCode.get(premises.exchange)?.district,
  };
};

describe('every orderable product where everything can be ordered', () => {
  const { id, district } = keyOf('AB15 7XY');
  const places: [string, object][] = [
    ['address key', { id }],
    ['address key and district', { id, districtId: district, '@referredType': 'btNADLocationReference' }],
    ['NAD key', { nadKey: `${id}/${district}` }],
    ['UPRN', { uprn: '990000377850' }],
    ['postcode', { postcode: 'AB15 7XY' }],
  ];
  const orderable = referenceData.catalogue.products.filter((product) => product.orderable);
  test.each(orderable.flatMap(({ name }) => places.map(([by, place]) => [name, by, place] as const)))(
    '%s by %s is qualified',
    (name, _by, place) => {
      const answer = qualify([item(name, place)]);
      expect(answer.status).toBe(201);
      expect(answer.body).toMatchObject({ state: 'done', qualificationResult: 'green' });
      expect(answer.body.productOfferingQualificationItem).toMatchObject([
        {
          id: '1',
          action: 'add',
          state: 'done',
          qualificationItemResult: 'qualified',
          serviceabilityConfidence: 'green',
        },
      ]);
      const [only] = answer.body.productOfferingQualificationItem;
      expect(Date.parse(only.expectedActivationDate)).toBeGreaterThan(startInstant);
      expect(only).not.toHaveProperty('eligibilityUnavailabilityReason');
    },
  );

  test.each([['Etherway Fibre'], ['etherflow connected'], ['Etherflow Internet'], ['EtherwayFibreService']])(
    '%s is another spelling',
    (name) => {
      expect(first([item(name, { postcode: 'AB15 7XY' })]).qualificationItemResult).toBe('qualified');
    },
  );
});

describe('outcomes', () => {
  test.each([
    ['Etherway', 'LS1 9NX', {}, ['noCapacity']],
    ['Etherway Superfast GEA', 'LS1 9NX', {}, ['noCapacity']],
    ['Etherflow - Internet', 'LS1 9NX', {}, ['noCapacity']],
    ['Etherway', 'IV27 9TF', {}, ['outOfReach']],
    ['Etherway Superfast GEA', 'HU1 9HU', {}, ['otherProvider']],
    ['Etherway Superfast GEA', 'EX1 9FP', { AccessTechnology: 'SOGEA New Line' }, ['copperStopSell']],
    ['Etherway Superfast GEA', 'NR1 9SG', { AccessTechnology: 'Generic Ethernet Access - FTTP' }, ['noFttp']],
    ['Etherway Superfast GEA', 'LL13 9SN', { Bandwidth: 'SOGEA 330:50 Mbit/s' }, ['bandwidthNotAvailable']],
    ['Etherway', 'AB15 7XY', { Bandwidth: '100 Gbit/s' }, ['bandwidthNotAvailable']],
    ['Etherflow - Connected', 'AB15 7XY', { Bandwidth: '1.5 Gbit/s' }, ['bandwidthNotAvailable']],
    ['Etherway', 'AB15 7XY', { AccessTechnology: 'FTTP' }, ['accessNotOfProduct']],
    ['Etherflow - Dynamic', 'AB15 7XY', {}, ['quoteOnly']],
    ['Etherway Radio', 'AB15 7XY', {}, ['quoteOnly']],
  ])('%s at %s %j is unqualified: %j', (name, postcode, requested, codes) => {
    const answer = qualify([item(name, { postcode }, requested as { [name: string]: string })]);
    const [one] = answer.body.productOfferingQualificationItem;
    expect(one).toMatchObject({
      state: 'done',
      qualificationItemResult: 'unqualified',
      serviceabilityConfidence: 'red',
    });
    expect(one.eligibilityUnavailabilityReason.map(({ code }) => code)).toEqual(codes);
    expect(one.eligibilityUnavailabilityReason.every(({ label }) => label.length > 10)).toBe(true);
    expect(answer.body.qualificationResult).toBe('red');
    expect(one).not.toHaveProperty('expectedActivationDate');
  });

  test.each([
    ['Etherway', 'CM1 9SY', {}, 'PointToPointFibre', 'Y', '40', '2026-03-02'],
    ['Etherway', 'BS1 9EX', {}, 'PointToPointFibre', 'Y', '45', '2026-03-09'],
    ['Etherway Superfast GEA', 'NE1 9WA', {}, 'FTTP', 'W', '30', '2026-02-16'],
    ['Etherway Superfast GEA', 'MK9 9NB', {}, 'FTTP', 'P', '30', '2026-02-16'],
  ])('%s at %s %j is qualified, but not simply: %s %s', (name, postcode, requested, access, flag, days, date) => {
    const one = first([item(name, { postcode }, requested as { [name: string]: string })]);
    expect(one).toMatchObject({ qualificationItemResult: 'qualified', serviceabilityConfidence: 'yellow' });
    expect(named(one)).toMatchObject({ AccessTechnology: access, availabilityFlag: flag, leadTimeWorkingDays: days });
    expect(one.expectedActivationDate.slice(0, 10)).toBe(date);
  });

  test.each(['Etherway', 'Etherway Superfast GEA', 'Etherflow - Connected', 'ETH Network'])(
    'no characteristic of %s is anything but a text, or is there twice',
    (name) => {
      for (const postcode of ['AB15 7XY', 'HU1 9HU', 'LS1 9NX', 'NR1 9SG']) {
        const { productCharacteristic } = first([item(name, { postcode }, { AccessTechnology: 'FTTP' })]).product;
        for (const { value } of productCharacteristic) expect(value).toBeTypeOf('string');
        const names = productCharacteristic.map(({ name }) => name);
        expect(names).toEqual([...new Set(names)]);
      }
    },
  );

  test('KCOM provides in Hull, and the exchange is named', () => {
    expect(named(first([item('Etherway', { postcode: 'HU1 9HU' })]))).toMatchObject({
      accessProvider: 'KCOM',
      servingExchange: { code: 'HULC', name: 'Hull Central' },
    });
  });

  test('indicative excess construction charges are there as a quote has them', () => {
    const { indicativeECCs } = named(first([item('Etherway', { postcode: 'BS1 9EX' })]));
    expect(indicativeECCs).toMatchObject({ circuitDeliveryCategory: '2', indicativeExtraECCs: '6414.50' });
  });
});

describe('alternatives, when requested', () => {
  const wanting = (requested: { [name: string]: string }, postcode: string, name = 'Etherway Superfast GEA') =>
    first([item(name, { postcode }, requested)], { provideAlternative: true });

  test('a slower bandwidth of the same product', () => {
    const one = wanting({ AccessTechnology: 'SOGEA', Bandwidth: '160:30' }, 'NR1 9SG');
    expect(one.qualificationItemResult).toBe('alternate');
    expect(one.alternateProductOfferingProposal[0]).toMatchObject({
      id: '1',
      alternateProductOffering: { id: 'Etherway Superfast GEA' },
      alternateProduct: { productCharacteristic: [{ name: 'Bandwidth', value: 'SOGEA 80:20 Mbit/s' }] },
      alternateActivationDate: expect.stringMatching(/^2026-01-19/),
    });
    expect(one.eligibilityUnavailabilityReason).toHaveLength(1);
  });

  test('another access where the requested one cannot be had', () => {
    const offered = wanting({}, 'HU1 9HU').alternateProductOfferingProposal;
    expect(offered.map((one) => one.alternateProductOffering.id)).toEqual(['Etherway', 'Etherway', 'Etherway']);
  });

  test('none where nothing can be had, and none unasked', () => {
    expect(wanting({}, 'LS1 9NX')).toMatchObject({ qualificationItemResult: 'unqualified' });
    expect(first([item('Etherway Superfast GEA', { postcode: 'HU1 9HU' })])).toMatchObject({
      qualificationItemResult: 'unqualified',
    });
  });
});

describe('the three flags', () => {
  const mixed = [
    item('Etherway', { postcode: 'AB15 7XY' }, {}, 'good'),
    item('Etherway', { postcode: 'LS1 9NX' }, {}, 'bad'),
  ];
  const ids = ({ body }: AnswerOf<Qualification>) => body.productOfferingQualificationItem.map(({ id }) => id);

  test('provideOnlyAvailable leaves out what cannot be had', () => {
    expect(ids(qualify(mixed))).toEqual(['good', 'bad']);
    expect(ids(qualify(mixed, { provideOnlyAvailable: false }))).toEqual(['good', 'bad']);
    expect(ids(qualify(mixed, { provideOnlyAvailable: true }))).toEqual(['good']);
  });

  test('provideUnavailabilityReason false keeps the reason back', () => {
    expect(
      first([item('Etherway', { postcode: 'LS1 9NX' })], { provideUnavailabilityReason: false }),
    ).not.toHaveProperty('eligibilityUnavailabilityReason');
  });

  test('an item without a product asks what there is', () => {
    const offered = (postcode: string, more: object = {}) =>
      qualify([item(undefined, { postcode })], more).body.productOfferingQualificationItem.map((one) =>
        read(one, '/product/productOffering/id'),
      );
    expect(offered('AB15 7XY')).toHaveLength(5);
    expect(offered('LS1 9NX')).toEqual(['ETH Network']);
    expect(offered('HU1 9HU')).toEqual(['Etherway', 'Etherflow - Connected', 'Etherflow - Internet', 'ETH Network']);
    expect(offered('LS1 9NX', { provideOnlyAvailable: false })).toHaveLength(5);
  });
});

describe('refusals', () => {
  test.each([
    [{}, '23', /productOfferingQualificationItem/],
    [{ productOfferingQualificationItem: [] }, '24', /productOfferingQualificationItem/],
    [{ productOfferingQualificationItem: [{ product: {} }] }, '23', /0\/id/],
    [
      { productOfferingQualificationItem: [{ id: '1', product: { productOffering: { id: 'Etherway' } } }] },
      '23',
      /place/,
    ],
    [{ productOfferingQualificationItem: [{ id: '1', product: { place: [{ districtId: 'SN' }] } }] }, '23', /place/],
    [{ productOfferingQualificationItem: [item('Banana', { postcode: 'AB15 7XY' })] }, '24', /one of Etherway/],
    [{ state: 'done', productOfferingQualificationItem: [item('Etherway', { postcode: 'AB15 7XY' })] }, '24', /state/],
    [{ id: '1', productOfferingQualificationItem: [item('Etherway', { postcode: 'AB15 7XY' })] }, '24', /id/],
    [
      {
        productOfferingQualificationItem: [
          { ...item('Etherway', { postcode: 'AB15 7XY' }), qualificationItemResult: 'x' },
        ],
      },
      '24',
      /qualificationItemResult/,
    ],
  ])('%j is 400-%s', (body, code, message) => {
    const { answer } = createManualSandbox().call('POST', path, { body });
    expect(answer).toMatchObject({ status: 400, body: { code, status: '400', '@type': 'Error' } });
    expect(refusalOf(answer).message).toMatch(message);
  });

  test('every fault at once', () => {
    const { violations } = qualify([item('Banana', {}), item('Etherway', {})]);
    expect(violations.map(({ pointer }) => pointer)).toEqual([
      '/productOfferingQualificationItem/0/product/productOffering/id',
      '/productOfferingQualificationItem/0/product/place',
      '/productOfferingQualificationItem/1/product/place',
    ]);
  });

  test.each([
    [{ id: 'A00000000000' }, 'placeNotKnown'],
    [{ uprn: '1' }, 'placeNotKnown'],
    [{ postcode: 'ZZ1 1ZZ' }, 'placeNotKnown'],
    [{ id: keyOf('AB15 7XY').id, districtId: 'LS' }, 'placeContradictory'],
    [{ uprn: '990000377850', postcode: 'LS1 9NX' }, 'placeContradictory'],
  ])('%j ends the item with an error: %s', (place, id) => {
    const answer = qualify([item('Etherway', place), item('Etherway', { postcode: 'AB15 7XY' }, {}, '2')]);
    expect(answer.body).toMatchObject({ state: 'done' });
    expect(answer.body.productOfferingQualificationItem).toMatchObject([
      { id: '1', state: 'terminatedWithError', terminationError: [{ id }] },
      { id: '2', state: 'done', qualificationItemResult: 'qualified' },
    ]);
    expect(qualify([item('Etherway', place)]).body.state).toBe('terminatedWithError');
  });
});

describe('reading back', () => {
  test('what POST answered is what GET answers, at its Location', () => {
    const box = createManualSandbox();
    const { body, headers } = qualify(
      [item('Etherway', { postcode: 'AB15 7XY' })],
      { description: 'head office' },
      box,
    );
    expect(headers.Location).toBe(body.href);
    const again = box.call('GET', new URL(body.href).pathname).answer;
    expect(again).toMatchObject({ status: 200, body });
    expect(body.relatedParty).toEqual([{ id: expect.any(String), role: 'customer', '@referredType': 'Organization' }]);
  });

  test('the alias answers the same and points to the same place', () => {
    const items = [item('Etherway', { postcode: 'AB15 7XY' })];
    expect(qualify(items, {}, createManualSandbox(), '/bt-wholesale/v1/product-qualification/ethernet')).toEqual(
      qualify(items),
    );
  });

  test('lists are paged, filtered and cut to fields', () => {
    const box = createManualSandbox();
    for (const postcode of ['AB15 7XY', 'LS1 9NX', 'AB15 7XY']) qualify([item('Etherway', { postcode })], {}, box);
    const list = (query: string) => answerOf<NonEmpty<Qualification>>(box.call('GET', path, { query }).answer);
    expect(list('').body).toHaveLength(3);
    expect(list('limit=2').headers).toEqual({ 'X-Total-Count': '3', 'X-Result-Count': '2' });
    expect(list('offset=2&fields=id').body).toEqual([{ id: expect.stringMatching(/^\d{10}$/) }]);
    expect(list('qualificationResult=red').body).toHaveLength(1);
    expect(list('state=done&productOfferingQualificationItem.qualificationItemResult=qualified').body).toHaveLength(2);
    expect(list('limit=x').status).toBe(400);
    expect(list('filter=%24..x').status).toBe(501);
  });

  test('an unknown id is 404, and another sandbox knows nothing of it', () => {
    const { body } = qualify([item('Etherway', { postcode: 'AB15 7XY' })]);
    for (const id of ['1', body.id]) {
      const { answer } = createManualSandbox().call('GET', `${path}/${id}`);
      expect(answer).toMatchObject({ status: 404, body: { code: '60', status: '404' } });
    }
  });

  test('after thirty days it is gone', () => {
    const box = createManualSandbox();
    const { body } = qualify([item('Etherway', { postcode: 'AB15 7XY' })], {}, box);
    expect(body.expirationDate).toBe('2026-02-04T09:00:00Z');
    box.advanceTo(startInstant + 30 * 86_400_000 - 1);
    expect(box.call('GET', `${path}/${body.id}`).answer.status).toBe(200);
    const [ticked] = box.advanceTo(startInstant + 30 * 86_400_000);
    expect(ticked?.emitted[0]?.text).toMatch(/no longer holds/);
    expect(box.call('GET', `${path}/${body.id}`).answer.status).toBe(404);
  });
});

describe('bandwidths and technologies as clients write them', () => {
  test.each([
    ['1 Gbit/s', 1000, 1000],
    ['1Gbit/s', 1000, 1000],
    ['100Mbit/s', 100, 100],
    ['0.2 Mbit/s', 0.2, 0.2],
    ['FTTP 160:30 Mbit/s', 160, 30],
    ['80:20', 80, 20],
  ])('%s', (text, down, up) => {
    expect(parseSpeed(text)).toEqual({ down, up });
  });
  test.each([
    ['SOGEA GFAST New Line', 'sogea'],
    ['Generic Ethernet Access - FTTP', 'fttp'],
    ['Generic Ethernet Access – FTTP', 'fttp'],
    ['FoD 330:50 Mbit/s', 'fod'],
    ['Generic Ethernet Access', undefined],
  ])('%s is %s', (text, access) => {
    expect(parseAccessType(text)).toBe(access);
  });
});

describe('qualification, quote and address never contradict each other', () => {
  const everyone = referenceData.addressBook.blocks
    .flatMap((block) => block.premises)
    .filter((one) => one.openreachKey !== '');
  const namedPostcodes = new Set(referenceData.availability.places.map(({ postcode }) => postcode));
  const troubled = everyone.filter((one) => namedPostcodes.has(one.postcode));
  const anyPremises = fc.oneof(fc.constantFrom(...everyone), fc.constantFrom(...troubled));
  const fibre = fc.constantFrom('100 Mbit/s', '1 Gbit/s', '10 Gbit/s');
  const gea = fc.constantFrom('SOGEA 40:10', 'SOGEA 80:20', 'FTTP 160:30', 'FTTP 1000:220', 'FTTP 1100:1100');

  test('a quote prices just what is qualified, and both agree on the place', () => {
    const box = createManualSandbox();
    fc.assert(
      fc.property(
        anyPremises,
        fc.oneof(
          fibre,
          gea.map((text) => `${text} Mbit/s`),
        ),
        (premises, bandwidth) => {
          const isGea = /^(SOGEA|FTTP)/.test(bandwidth);
          const district = referenceData.availability.exchangeByCode.get(premises.exchange)?.district;
          const nadKey = premises.qualifier === 'Gold' ? `${premises.openreachKey}/${district}` : premises.openreachKey;
          const access = isGea
            ? { '@type': 'EtherwayGEAService', productSpecification: { id: 'EtherwayGEAService' }, bandwidth }
            : {
                '@type': 'EtherwayFibreService',
                productSpecification: { id: 'EtherwayFibreService' },
                bandwidth,
                resilience: 'Standard',
              };
          const flow = {
            '@type': 'EtherflowDynamicService',
            productSpecification: { id: 'EtherflowDynamicService' },
            bandwidth: '1 Mbit/s',
            cos: 'Default CoS (Standard)',
          };
          const product = {
            '@type': 'WholesaleEthernetElan',
            productSpecification: { id: 'WholesaleEthernetElan' },
            place: [{ '@type': 'NadKeySite', nadKey, postcode: premises.postcode }],
            product: [access, flow],
          };
          const { answer } = box.call('POST', quotePath, { body: { quoteItem: [{ action: 'add', product }] } });
          const quoted = answerOf<Quote>(answer);
          expect(quoted.status).toBe(201);
          const [priced] = quoted.body.quoteItem[0].product.product;

          const offering = isGea ? 'Etherway Superfast GEA' : 'Etherway';
          const one = first([item(offering, { id: premises.openreachKey }, { Bandwidth: bandwidth })]);
          expect(one.qualificationItemResult === 'qualified').toBe(priced.errors === undefined);
          const qualifiedNames = named(one);
          expect(qualifiedNames.servingExchange).toEqual(priced.productInformation.servingExchange);
          expect(Object.values(qualifiedNames.ethernetSwitch as object)).toEqual(
            priced.productInformation.ethernetSwitch.map((one) => ({
              ...one,
              exchangeDistance: `${one.exchangeDistance.value} ${one.exchangeDistance.unit}`,
              siteDistance: `${one.siteDistance.value} ${one.siteDistance.unit}`,
            })),
          );
          expect(qualifiedNames.indicativeECCs).toEqual(priced.productInformation.indicativeECCs);
          expect(qualifiedNames.accessProvider).toBe(priced.productInformation.accessProvider);
          expect(qualifiedNames.openreachOnNet).toBe(priced.productInformation.openreachOnNet);

          const query = `addressSource=Openreach&id=${premises.openreachKey}&isTechonologyMarkersRequired=true`;
          const addressPath = '/common/geographicAddressManagement/v1/geographicAddress';
          const [record] = bodyAs<NonEmpty<AddressSchemas['GeographicAddress']>>(
            box.call('GET', addressPath, { query }).answer,
          );
          // An Openreach row of a flat may have neither.
          if (record.id === undefined) return;
          expect(record.exchangeGroupCode).toBe(read(qualifiedNames, '/servingExchange/code'));
          expect(record.qualifier).toBe(qualifiedNames.addressQualifier);
          const has = (technology: string) =>
            record.siteReference.listOfTechnology.technology.some(
              (entry) => entry.technologyName === technology && entry.technologyValue === 'Y',
            );
          if (one.qualificationItemResult === 'qualified' && isGea) {
            if (bandwidth.startsWith('SOGEA')) expect(has('Copper')).toBe(true);
            else expect(has('FTTPBrownfield') || has('FTTPGreenfield')).toBe(true);
            if (bandwidth.startsWith('FTTP')) expect(record.qualifier).toBe('Gold');
          }
        },
      ),
      runOptions(150, 3000),
    );
  });

  test('an order draws the setback "not-available" just where it is unqualified, and a charge just where one is indicated', () => {
    const reader = createManualSandbox().documents;
    const itemArbitrary = fc.oneof(
      fibre.map((text) => ({ product: 'Etherway', Bandwidth: text })),
      gea.map((text) => {
        const [AccessTechnology = '', Bandwidth = ''] = text.split(' ');
        return { product: 'Etherway Superfast GEA', AccessTechnology, Bandwidth };
      }),
    );
    fc.assert(
      fc.property(anyPremises, itemArbitrary, (premises, { product, ...wanted }) => {
        const place = { id: premises.openreachKey };
        const one = first([item(product, place, wanted)]);
        const body = {
          productOrderItem: [
            {
              id: '1',
              action: 'add',
              product: {
                productSpecification: { id: product },
                place: [place],
                productCharacteristic: characteristics(wanted),
              },
            },
          ],
        };
        const [ordered] = resolveProducts(parseOrder(body), referenceData);
        if (!ordered) throw new Error('the order has no item');
        const { setbacks, eccPence = 0 } = deriveConditions(reader, ordered, referenceData, undefined);
        expect(setbacks.includes('not-available')).toBe(one.qualificationItemResult === 'unqualified');
        expect(setbacks).not.toContain('address-not-matched');
        if (product === 'Etherway') {
          expect((eccPence / 100).toFixed(2)).toBe(read(named(one), '/indicativeECCs/indicativeExtraECCs'));
        }
      }),
      runOptions(150, 3000),
    );
  });
});

describe('examples of the document', () => {
  const document = readOpenApiDocuments()['product-qualification'];
  const content = read(document, `/paths/${path.replaceAll('/', '~1')}/post/requestBody/content`);
  const examples = read(content, '/application~1json/examples') as { [name: string]: { value: unknown } };
  test.each(Object.keys(examples))('%s can be sent as it is', (name) => {
    const { answer } = createManualSandbox().call('POST', path, { body: examples[name]?.value });
    expect(answer).toMatchObject({ status: 201, body: { state: 'done' } });
  });
});
