import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatIsoLondon } from '#domain/calendar/working-time';
import { interpolatePrice, parseGeaBandwidth, parseQuoteMegabits } from '#domain/quote/price-book';
import { addOneMonth, findQuote } from '#domain/quote/quote';
import { calculatePrices, type PriceInput } from '#domain/quote/quote-price';
import type { QuoteRequest } from '#domain/quote/quote-request';
import { findConfigurationViolations } from '#domain/quote/quote-request';
import { StagedTransaction } from '#engine/state/staged-transaction';
import { readOpenApiDocuments } from '#runtime/load-data';
import {
  answerOf,
  type NetworkResource,
  type NonEmpty,
  type Quote,
  quoteRefusalOf,
  read,
} from '../../support/documents.ts';
import { createManualSandbox, type ManualRequest, referenceData, startInstant } from '../../support/manual-sandbox.ts';
import { runOptions } from '../../support/run-options.ts';

const quotePath = '/tmf-api/quoteManagement/v4/quote';
const resourcePath = '/bt-wholesale/tmf-api/resourceInventoryManagement/v4/quoteNetworkResource';
const document = readOpenApiDocuments().quote;
/** The values of an enumeration of the document. */
const valuesOf = (schema: string) => read(document, `/components/schemas/${schema}/enum`) as string[];

const service = (type: string, more: object) => ({ '@type': type, productSpecification: { id: type }, ...more });
const fibre = (bandwidth = '1 Gbit/s', resilience = 'Standard') =>
  service('EtherwayFibreService', { bandwidth, resilience });
const gea = (bandwidth: string) => service('EtherwayGEAService', { bandwidth });
const connected = (bandwidth = '100 Mbit/s', cos = 'Default CoS (Standard)') =>
  service('EtherflowConnectedService', { bandwidth, cos });
const dynamic = (bandwidth = '100 Mbit/s') =>
  service('EtherflowDynamicService', { bandwidth, cos: 'Default CoS (Standard)' });
const internet = (bandwidth = '100 Mbit/s', ipAddressBlock = 'Block /29 (8 LAN IP Addresses)') =>
  service('EtherflowInternetService', { bandwidth, cos: 'Premium CoS', ipAddressBlock });
const optical = (more = {}) =>
  service('WholesaleOpticalService', { bandwidth: '1 x 10 Gbit/s', resilience: 'Standard', ...more });
const postcode = (text = 'AB15 7XY') => ({ '@type': 'PostcodeSite', postcode: text });
const item = (type: string, more: object) => ({ action: 'add', product: service(type, more) });
const elan = (place: object = postcode(), product: object[] = [fibre(), dynamic()]) =>
  item('WholesaleEthernetElan', { place: [place], product });
const eline = (more: object = {}) =>
  item('WholesaleEthernetEline', {
    place: [postcode()],
    product: [fibre()],
    quoteItem: [{ action: 'add', place: [postcode('LS1 4AP')], product: [fibre(), connected()] }],
    ...more,
  });
const opticalItem = (place: object[] = [postcode(), postcode('LS1 4AP')], more = {}) =>
  item('WholesaleOptical', { place, product: [optical(more)] });

const requestQuote = (sandbox = createManualSandbox(), body: unknown = { quoteItem: [elan()] }) =>
  answerOf<Quote>(sandbox.call('POST', quotePath, { body }).answer);
const list = <Body = NonEmpty<Quote>>(sandbox: ReturnType<typeof createManualSandbox>, query = '', path = quotePath) =>
  answerOf<Body>(sandbox.call('GET', path, { query } satisfies ManualRequest).answer);
const listResources = (sandbox: ReturnType<typeof createManualSandbox>, query: string) =>
  list<NonEmpty<NetworkResource>>(sandbox, query, resourcePath);

describe('the enumerations are those that BT publishes', () => {
  it.each([
    ['FibreBandwidth', 3],
    ['GeaBandwidth', 3 + 17 + 15],
    ['TailBandwidth', 3],
    ['OsaBandwidth', 3],
    ['Resilience', 3],
    ['RouterBandwidth', 6],
    ['RouterBundle', 4],
    ['FirewallBandwidth', 13],
    ['FirewallBundle', 4],
    ['ConnectedBandwidth', 4 + 10 + 8 + 5 + 8 + 19],
    ['DynamicBandwidth', 4 + 10 + 8 + 5 + 8 + 19 + 11],
    ['InternetBandwidth', 10 + 4 + 19],
    ['OpticalBandwidth', 13],
    ['Cos', 8],
    ['DynamicCos', 6],
    ['IpAddressBlock', 9],
  ])('%s has %i values, none twice', (name, count) => {
    const values = valuesOf(name);
    expect(new Set(values).size).toBe(count);
    expect(values).toHaveLength(count);
  });
});

describe('createQuote answers every service of every product with prices', () => {
  const products: [string, object][] = [
    ['E-Line', eline()],
    ['E-LAN', elan()],
    ['Internet', item('WholesaleEthernetInternet', { place: [postcode()], product: [fibre(), internet()] })],
    ['Optical', opticalItem()],
  ];
  it.each(products)('%s', (_name, requestedItem) => {
    const { status, body, headers } = requestQuote(createManualSandbox(), {
      externalId: 'mine',
      quoteItem: [requestedItem],
    });
    expect(status).toBe(201);
    expect(headers.Location).toBe(body.href);
    expect(body).toMatchObject({ '@type': 'BtwQuote', state: 'approved', externalId: 'mine', category: 'Wholesale' });
    expect(body).not.toHaveProperty('warnings');
    const { product } = body.quoteItem[0];
    const services = [...product.product, ...(product.quoteItem ?? []).flatMap((bend) => bend.product)];
    for (const one of services) {
      expect(one.productPrice.map(({ name }) => name)).toEqual([
        '1 Year connection',
        '1 Year rental',
        '3 Year connection',
        '3 Year rental',
        '3 Year Option B connection',
        '3 Year Option B rental',
        '5 Year connection',
        '5 Year rental',
      ]);
      for (const { price } of one.productPrice) {
        expect(price.taxRate).toBe(20);
        expect(price.taxIncludedAmount.value).toBeCloseTo(price.dutyFreeAmount.value * 1.2, 2);
      }
      const isFlow = one['@type'].startsWith('Etherflow');
      expect('productInformation' in one).toBe(!isFlow);
    }
  });

  it('a 1 Gbit/s access costs about what it costs at BT: 2,000 to connect, 2,200 a year', () => {
    const [access] = requestQuote().body.quoteItem[0].product.product;
    const [connection, rental] = access.productPrice.map((one) => one.price.dutyFreeAmount.value);
    expect(connection).toBeGreaterThan(1_700);
    expect(connection).toBeLessThan(2_500);
    expect(rental).toBeGreaterThan(1_800);
    expect(rental).toBeLessThan(2_800);
  });

  it('an A-end that is there already is not charged', () => {
    const aEnd = { '@type': 'DataCentreSite', dataCentreCode: 'YDABX/TA' };
    const access = service('EtherwayDataCentreService', { bandwidth: '1 Gbit/s' });
    const { body } = requestQuote(createManualSandbox(), {
      quoteItem: [eline({ existingAend: true, place: [aEnd], product: [access] })],
    });
    const [answered] = body.quoteItem[0].product.product;
    expect(answered.productPrice.every((one) => one.price.dutyFreeAmount.value === 0)).toBe(true);
    expect(
      body.quoteItem[0].product.quoteItem[0].product[0].productPrice[0].price.dutyFreeAmount.value,
    ).toBeGreaterThan(0);
  });

  it('equipment is priced inside its access', () => {
    const cpe = service('EtherwayRouterCpe', { bundle: 'Router, Maintenance', bandwidth: '1 Gbit/s' });
    const { body } = requestQuote(createManualSandbox(), {
      quoteItem: [elan(postcode(), [{ ...fibre(), product: [cpe] }, dynamic()])],
    });
    expect(body.quoteItem[0].product.product[0].product[0].productPrice).toHaveLength(8);
  });

  it('unknown members are ignored, and the string that a client of 2021 sent for existingAend on an E-LAN too', () => {
    const requestedItem = elan();
    const { status } = requestQuote(createManualSandbox(), {
      colour: 'red',
      quoteItem: [{ ...requestedItem, product: { ...requestedItem.product, existingAend: 'True' } }],
    });
    expect(status).toBe(201);
  });

  it('takes 100 items and 100 nested items, and not 101', () => {
    const nested = (count: number) =>
      eline({
        quoteItem: Array.from({ length: count }, (_, at) => ({
          action: 'add',
          place: [postcode(`LS1 ${at % 9}AP`)],
          product: [fibre(), connected()],
        })),
      });
    expect(requestQuote(createManualSandbox(), { quoteItem: Array.from({ length: 100 }, () => elan()) }).status).toBe(
      201,
    );
    expect(requestQuote(createManualSandbox(), { quoteItem: [nested(100)] }).status).toBe(201);
    expect(
      requestQuote(createManualSandbox(), { quoteItem: Array.from({ length: 101 }, () => elan()) }).body,
    ).toMatchObject({
      code: 29,
    });
    expect(requestQuote(createManualSandbox(), { quoteItem: [nested(101)] }).body).toMatchObject({ code: 29 });
  });
});

describe('productInformation', () => {
  const information = (place: object, access: object = fibre()) =>
    requestQuote(createManualSandbox(), { quoteItem: [elan(place, [access, dynamic('0.2 Mbit/s')])] }).body.quoteItem[0]
      .product.product[0].productInformation;

  it('serving exchange, switches with distances, on-net flag and indicative ECCs', () => {
    const accessInformation = information(postcode());
    expect(accessInformation).toMatchObject({
      accessProvider: 'Openreach',
      servingExchange: { code: expect.any(String) },
    });
    expect(accessInformation.openreachOnNet).toMatch(/^(Yes|No)$/);
    expect(accessInformation.ethernetSwitch[0]).toMatchObject({
      exchangeDistance: { value: expect.any(Number) },
      siteDistance: { value: expect.any(Number) },
    });
    for (const value of Object.values(accessInformation.indicativeECCs)) expect(typeof value).toBe('string');
  });

  it('KCOM serves Hull', () => {
    expect(information(postcode('HU1 3UY')).accessProvider).toBe('KCOM');
  });

  it('GEA shows its speeds', () => {
    expect(information(postcode(), gea('FTTP 160:30 Mbit/s')).geaBandwidth).toEqual({ down: '160', up: '30' });
  });

  it('optical shows both ends', () => {
    const places = [postcode(), { '@type': 'DataCentreSite', dataCentreCode: 'YDABX/TA' }];
    const { productInformation } = requestQuote(createManualSandbox(), { quoteItem: [opticalItem(places)] }).body
      .quoteItem[0].product.product[0];
    expect(productInformation).toMatchObject({
      serviceType: 'Wholesale Optical',
      aEnd: { servingExchange: { code: expect.any(String) } },
      bEnd: { dataCentre: { code: 'YDABX/TA' } },
    });
  });
});

describe('what cannot be priced says so in a 201', () => {
  const [access, flow] = [0, 1];
  const rows: [string, object, number, RegExp][] = [
    [
      'an address key that nobody knows',
      elan({ '@type': 'NadKeySite', nadKey: 'A99999999999/ZZ' }),
      access,
      /site is not known/,
    ],
    ['its flow too', elan({ '@type': 'NadKeySite', nadKey: 'A99999999999/ZZ' }), flow, /site is not known/],
    [
      'a flow faster than its access',
      elan(postcode(), [fibre('100 Mbit/s'), dynamic('1 Gbit/s')]),
      flow,
      /faster than its access/,
    ],
    [
      'SOGEA where KCOM is',
      elan(postcode('HU1 3UY'), [gea('SOGEA 40:10 Mbit/s'), dynamic('10 Mbit/s')]),
      access,
      /cannot be priced here/,
    ],
  ];
  it.each(rows)('%s', (_name, requestedItem, at, words) => {
    const { status, body } = requestQuote(createManualSandbox(), { quoteItem: [requestedItem] });
    expect(status).toBe(201);
    expect(body.quoteItem[0].product.product[at]?.errors).toMatch(words);
    expect(body.quoteItem[0].product.product[at]).not.toHaveProperty('productPrice');
    expect(body.warnings).toMatch(/could not be priced/);
  });

  it('the unknown place carries its own errors text', () => {
    const { body } = requestQuote(createManualSandbox(), { quoteItem: [elan({ '@type': 'UPRNSite', uprn: '1' })] });
    expect(body.quoteItem[0].product.place[0].errors).toMatch(/No site is known/);
  });
});

describe('places', () => {
  const known: [string, object, object][] = [
    ['PostcodeSite', postcode(), fibre()],
    ['PostcodeSite without its space', postcode('ab157xy'), fibre()],
    ['DataCentreSite', { '@type': 'DataCentreSite', dataCentreCode: 'YDABX/TA' }, fibre()],
    ['AccessLineIdSite', { '@type': 'AccessLineIdSite', accessLineId: 'OGEA00000001' }, fibre()],
    ['DirectoryNumberSite', { '@type': 'DirectoryNumberSite', directoryNumber: '2277264355' }, fibre()],
    [
      'CoordinateSite',
      { '@type': 'CoordinateSite', easting: 529449, northing: 175313, type: 'BritishNationalGrid' },
      fibre(),
    ],
  ];
  it.each(known)('%s is found', (_name, place, access) => {
    const { status, body } = requestQuote(createManualSandbox(), { quoteItem: [elan(place, [access, dynamic()])] });
    expect(status).toBe(201);
    expect(body.quoteItem[0].product.place[0]).not.toHaveProperty('errors');
  });

  it('every network site can be quoted at under its own type', () => {
    for (const site of referenceData.availability.sites) {
      for (const category of site.categories) {
        const place = placeOf(category, site.code);
        const requestedItem = category.startsWith('Wholesale Optical')
          ? opticalItem([place, postcode('LS1 4AP')])
          : elan(place);
        const { product } = requestQuote(createManualSandbox(), { quoteItem: [requestedItem] }).body.quoteItem[0];
        expect(product.place[0], site.code).not.toHaveProperty('errors');
      }
    }
  });

  it.each([
    ['Ethernet does not know optical nodes', elan({ '@type': 'OpticalCoreNodeSite', opticalCoreNodeCode: 'X' })],
    [
      'optical does not know exchanges',
      opticalItem([{ '@type': 'ExchangeConnectSite', exchangeConnectCode: 'X' }, postcode()]),
    ],
    [
      'optical does not know coordinates',
      opticalItem([{ '@type': 'CoordinateSite', easting: 1, northing: 1, type: 'IrishGrid' }, postcode()]),
    ],
    ['a postcode must look like one', elan(postcode('HELLO'))],
    ['a place needs its own member', elan({ '@type': 'UPRNSite', postcode: 'AB15 7XY' })],
  ])('%s: 400 code 29', (_name, requestedItem) => {
    expect(requestQuote(createManualSandbox(), { quoteItem: [requestedItem] })).toMatchObject({
      status: 400,
      body: { code: 29, errors: [expect.anything()] },
    });
  });
});

function placeOf(category: string, code: string): object {
  if (category.endsWith('Data Centre')) return { '@type': 'DataCentreSite', dataCentreCode: code };
  if (category === 'Wholesale Optical Node') return { '@type': 'OpticalCoreNodeSite', opticalCoreNodeCode: code };
  return { '@type': 'ExchangeConnectSite', exchangeConnectCode: code };
}

describe('schema faults: 400, code 29 as an integer, every fault in errors[]', () => {
  const rows: [string, unknown, string][] = [
    ['no items', { quoteItem: [] }, '/quoteItem'],
    ['another action', { quoteItem: [{ ...elan(), action: 'modify' }] }, '/quoteItem/0/action'],
    ['a long external id', { externalId: 'x'.repeat(101), quoteItem: [elan()] }, '/externalId'],
    [
      'an unknown product',
      { quoteItem: [item('WholesaleEthernetThing', { place: [], product: [] })] },
      '/quoteItem/0/product/@type',
    ],
    [
      'a bandwidth that is not sold',
      { quoteItem: [elan(postcode(), [fibre('2 Gbit/s'), dynamic()])] },
      '/quoteItem/0/product/product/0/bandwidth',
    ],
    [
      'a class of service that E-LAN does not have',
      { quoteItem: [elan(postcode(), [fibre(), { ...dynamic(), cos: 'Premium CoS' }])] },
      '/quoteItem/0/product/product/1/cos',
    ],
    [
      'a flow of another product',
      { quoteItem: [elan(postcode(), [fibre(), connected()])] },
      '/quoteItem/0/product/product/1/@type',
    ],
    [
      'type and specification differ',
      { quoteItem: [{ ...elan(), product: { ...elan().product, productSpecification: { id: 'WholesaleOptical' } } }] },
      '/quoteItem/0/product/productSpecification/id',
    ],
    [
      'two places',
      {
        quoteItem: [item('WholesaleEthernetElan', { place: [postcode(), postcode()], product: [fibre(), dynamic()] })],
      },
      '/quoteItem/0/product/place',
    ],
    ['an E-Line without a B-end', { quoteItem: [eline({ quoteItem: [] })] }, '/quoteItem/0/product/quoteItem'],
    ["state is the server's", { state: 'approved', quoteItem: [elan()] }, '/state'],
    ["quoteDate is the server's", { quoteDate: '2026-01-05T09:00:00Z', quoteItem: [elan()] }, '/quoteDate'],
    ["the state of an item is the server's", { quoteItem: [{ ...elan(), state: 'approved' }] }, '/quoteItem/0/state'],
  ];
  it.each(rows)('%s', (_name, body, pointer) => {
    const { status, body: answer } = requestQuote(createManualSandbox(), body);
    expect(status).toBe(400);
    expect(answer).toMatchObject({ code: 29, reason: 'Bad request', message: 'Request failed schema validation.' });
    expect(quoteRefusalOf({ body: answer }).errors.map(({ path }) => path)).toContain(pointer);
  });

  it('names all faults at once', () => {
    const { body } = requestQuote(createManualSandbox(), {
      externalId: 'x'.repeat(101),
      quoteItem: [{ ...elan(), action: 'modify' }],
    });
    expect(quoteRefusalOf({ body }).errors).toHaveLength(2);
  });
});

describe('combinations: 400, code 32', () => {
  const cpe = service('EtherwayRouterCpe', { bundle: 'Router', bandwidth: '1 Gbit/s' });
  const rows: [string, object[], string][] = [
    ['two products in one quote', [elan(), opticalItem()], '/quoteItem/1/product/@type'],
    ['two accesses', [elan(postcode(), [fibre(), fibre()])], '/quoteItem/0/product/product'],
    ['two flows', [elan(postcode(), [dynamic(), dynamic()])], '/quoteItem/0/product/product'],
    [
      'two flows at a B-end',
      [eline({ quoteItem: [{ action: 'add', place: [postcode()], product: [connected(), connected()] }] })],
      '/quoteItem/0/product/quoteItem/0/product',
    ],
    [
      'GEA in a data centre',
      [
        elan({ '@type': 'DataCentreSite', dataCentreCode: 'YDABX/TA' }, [
          gea('FTTP 40:10 Mbit/s'),
          dynamic('10 Mbit/s'),
        ]),
      ],
      '/quoteItem/0/product/product/0/@type',
    ],
    [
      'a data centre tail at a postcode',
      [elan(postcode(), [service('EtherwayDataCentreService', { bandwidth: '1 Gbit/s' }), dynamic()])],
      '/quoteItem/0/product/product/0/@type',
    ],
    [
      'two routers',
      [elan(postcode(), [{ ...fibre(), product: [cpe, cpe] }, dynamic()])],
      '/quoteItem/0/product/product/0/product',
    ],
    ['a wavelength to where it starts', [opticalItem([postcode(), postcode('ab157xy')])], '/quoteItem/0/product/place'],
  ];
  it.each(rows)('%s', (_name, quoteItem, pointer) => {
    const sandbox = createManualSandbox();
    const { status, body } = requestQuote(sandbox, { quoteItem });
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 32, reason: 'Invalid quote configuration' });
    expect(quoteRefusalOf({ body }).errors.map(({ path }) => path)).toContain(pointer);
    expect(sandbox.documents.version).toBe(1);
  });

  it('finds every fault of every item', () => {
    const request = { quoteItem: [elan(postcode(), [fibre(), fibre()]), opticalItem()] } as unknown as QuoteRequest;
    expect(findConfigurationViolations(request)).toHaveLength(2);
  });
});

describe('a quote is kept for one month', () => {
  it.each([
    ['2026-01-05T09:00:00Z', '2026-02-05T09:00:00Z'],
    ['2026-01-31T09:00:00Z', '2026-02-28T09:00:00Z'],
    ['2026-12-15T09:00:00Z', '2027-01-15T09:00:00Z'],
    ['2026-03-15T09:00:00Z', '2026-04-15T09:00:00+01:00'],
  ])('%s until %s', (from, until) => {
    expect(formatIsoLondon(addOneMonth(Date.parse(from)))).toBe(until);
  });

  it('is there to the last millisecond, then 404 and gone from lists', () => {
    const sandbox = createManualSandbox();
    const { body } = requestQuote(sandbox);
    const one = `${quotePath}/${body.id}`;
    expect(sandbox.call('GET', one).answer.body).toEqual(body);
    sandbox.advanceTo(Date.parse(body.validFor.endDateTime) - 1);
    expect(sandbox.call('GET', one).answer.status).toBe(200);
    const ticks = sandbox.advanceTo(Date.parse(body.validFor.endDateTime));
    expect(ticks.flatMap(({ emitted }) => emitted)).toMatchObject([{ kind: 'quote-expiry' }]);
    expect(sandbox.call('GET', one).answer).toMatchObject({ status: 404, body: { code: 60 } });
    expect(list(sandbox)).toMatchObject({ status: 200, body: [], headers: { 'X-Total-Count': '0' } });
  });
});

it('a request that comes before the tick does not see a quote whose month is over', () => {
  const sandbox = createManualSandbox();
  const { id, validFor } = requestQuote(sandbox).body;
  const end = Date.parse(validFor.endDateTime);
  expect(findQuote(new StagedTransaction(sandbox.documents, end - 1), id)).toBeDefined();
  expect(findQuote(new StagedTransaction(sandbox.documents, end), id)).toBeUndefined();
});

describe('listQuote', () => {
  const filled = () => {
    const sandbox = createManualSandbox();
    for (let n = 0; n < 11; n++) requestQuote(sandbox, { externalId: `e${n}`, quoteItem: [elan()] });
    sandbox.advanceTo(startInstant + 3_600_000);
    requestQuote(sandbox, { quoteItem: [opticalItem()] });
    return sandbox;
  };

  it.each(['10', '20', '30', '40', '50', '100'])('limit=%s is taken', (limit) => {
    expect(list(filled(), `limit=${limit}`).status).toBe(200);
  });
  it.each(['0', '1', '15', '1000', 'ten', '-10'])('limit=%s is 400 code 29', (limit) => {
    expect(list(filled(), `limit=${limit}`)).toMatchObject({ status: 400, body: { code: 29 } });
  });
  it.each([
    ['', 12, 10],
    ['limit=20', 12, 12],
    ['offset=10', 12, 2],
    ['offset=100', 12, 0],
    ['product=WholesaleOptical', 1, 1],
    ['product=WholesaleEthernetElan', 11, 10],
    ['externalId=e3', 1, 1],
    ['category=Wholesale', 12, 10],
    ['startDateTime=2026-01-05T09:30:00Z', 1, 1],
    ['endDateTime=2026-01-05T09:30:00Z', 11, 10],
    ['startDateTime=2026-01-05T09:00:00%2B00:00&endDateTime=2026-01-05T09:00:00Z', 11, 10],
    ['id=nobody', 0, 0],
  ])('?%s matches %i and answers %i', (query, total, result) => {
    const { status, body, headers } = list(filled(), query);
    expect(status).toBe(200);
    expect(headers).toEqual({ 'X-Total-Count': String(total), 'X-Result-Count': String(result) });
    expect(body).toHaveLength(result);
  });
  it.each([
    ['category=Retail', 'query/category'],
    ['product=Etherway', 'query/product'],
    ['startDateTime=yesterday', 'query/startDateTime'],
  ])('?%s is 400 code 29', (query, path) => {
    expect(list(filled(), query)).toMatchObject({ status: 400, body: { code: 29, errors: [{ path }] } });
  });
  it('sorts', () => {
    const [first] = list(filled(), 'sort=-quoteDate').body;
    expect(first.quoteItem[0].product['@type']).toBe('WholesaleOptical');
  });
  it('fields keeps top-level members; a dotted name is the member it begins with', () => {
    expect(Object.keys(list(filled(), 'fields=id,state').body[0])).toEqual(['id', 'state']);
    expect(list(filled(), 'fields=quoteItem.action').body[0].quoteItem[0]).toHaveProperty('product');
  });
  it('fields on one quote', () => {
    const sandbox = createManualSandbox();
    const { id } = requestQuote(sandbox).body;
    expect(list(sandbox, 'fields=id', `${quotePath}/${id}`).body).toEqual({ id });
  });
});

describe('quoteNetworkResource', () => {
  it.each(valuesOf('NetworkCategory'))('%s has entries, each with code, name and postcode', (category) => {
    const { status, body, headers } = listResources(
      createManualSandbox(),
      `category=${encodeURIComponent(category)}&limit=10000`,
    );
    expect(status).toBe(200);
    expect(body.length).toBeGreaterThan(0);
    expect(headers['X-Total-Count']).toBe(String(body.length));
    for (const one of body)
      expect(one).toMatchObject({ code: expect.any(String), name: expect.any(String), postcode: expect.any(String) });
    const read = list(createManualSandbox(), 'fields=code', `${resourcePath}/${body[0].id}`);
    expect(read).toMatchObject({ status: 200, body: { code: body[0].code } });
  });
  it.each([
    ['', 29],
    ['category=Nothing', 29],
    ['category=Wholesale%20Optical%20Node&limit=20', 29],
  ])('?%s is 400 code %i', (query, code) => {
    expect(list(createManualSandbox(), query, resourcePath)).toMatchObject({ status: 400, body: { code } });
  });
  it('is found by code and by postcode', () => {
    const query = 'category=Wholesale%20Ethernet%20Data%20Centre';
    const [site] = listResources(createManualSandbox(), query).body;
    expect(
      list(createManualSandbox(), `${query}&code=${encodeURIComponent(site.code)}`, resourcePath).body,
    ).toHaveLength(1);
    const near = listResources(
      createManualSandbox(),
      `${query}&postcode=${site.postcode.toLowerCase().replace(' ', '')}`,
    );
    expect(near.body.map(({ code }) => code)).toContain(site.code);
  });
  it('an unknown id is 404 code 60', () => {
    expect(list(createManualSandbox(), '', `${resourcePath}/nobody`)).toMatchObject({
      status: 404,
      body: { code: 60 },
    });
  });
});

describe('a DUNS that the pricing tool does not know: 401, code 43', () => {
  it.each(['', '000000000', '12345'])('"%s"', (duns) => {
    const sandbox = createManualSandbox({ duns });
    for (const answer of [
      requestQuote(sandbox),
      list(sandbox),
      list(sandbox, '', `${quotePath}/x`),
      list(sandbox, '', `${resourcePath}/x`),
    ]) {
      expect(answer).toMatchObject({ status: 401, body: { code: 43, reason: 'Unauthorized DUNS Id' } });
    }
  });
});

describe('prices', () => {
  const book = referenceData.priceBook;
  const value = (question: PriceInput) =>
    (calculatePrices(question, book) ?? []).map(({ price }) => price.dutyFreeAmount.value);
  const anyQuestion: fc.Arbitrary<PriceInput> = fc.record({
    service: fc.constantFrom('EtherflowConnectedService', 'EtherflowDynamicService', 'EtherflowInternetService'),
    bandwidth: fc.constantFrom(...valuesOf('InternetBandwidth')),
    cos: fc.constantFrom(...valuesOf('Cos')),
    exchange: fc.constantFrom('CLPM', 'CITL', 'MANC'),
    endsDistance: fc.nat(900_000),
  });

  it('every bandwidth, block, bundle, resilience and class of service of the document is in the book', () => {
    for (const [service, schema] of [
      ['EtherwayFibreService', 'FibreBandwidth'],
      ['EtherwayGEAService', 'GeaBandwidth'],
      ['EtherwayExchangeConnectService', 'TailBandwidth'],
      ['EtherwayDataCentreService', 'TailBandwidth'],
      ['EtherwayOSAService', 'OsaBandwidth'],
      ['EtherwayRouterCpe', 'RouterBandwidth'],
      ['EtherwayFirewallCpe', 'FirewallBandwidth'],
      ['EtherflowConnectedService', 'ConnectedBandwidth'],
      ['EtherflowDynamicService', 'DynamicBandwidth'],
      ['EtherflowInternetService', 'InternetBandwidth'],
      ['WholesaleOpticalService', 'OpticalBandwidth'],
    ] as const) {
      for (const bandwidth of valuesOf(schema)) {
        const prices = value({ service, bandwidth });
        expect(prices, `${service} ${bandwidth}`).toHaveLength(8);
        expect(prices.every((price) => price >= 0 && Number.isFinite(price))).toBe(true);
        expect(prices[1]).toBeGreaterThan(0);
      }
    }
    expect(Object.keys(book.resilience).sort()).toEqual([...valuesOf('Resilience')].sort());
    expect(Object.keys(book.cos).sort()).toEqual([...valuesOf('Cos')].sort());
    expect(Object.keys(book.flow.EtherflowInternetService?.ipAddressBlock ?? {})).toEqual(valuesOf('IpAddressBlock'));
    for (const [service, schema] of [
      ['EtherwayRouterCpe', 'RouterBundle'],
      ['EtherwayFirewallCpe', 'FirewallBundle'],
    ] as const) {
      const parts = new Set(valuesOf(schema).flatMap((bundle) => bundle.split(', ')));
      for (const part of Object.keys(book.cpe[service]?.bundle ?? {})) expect(parts).toContain(part);
    }
  });

  it('the same question gets the same price, in every sandbox and at every time', () => {
    const first = requestQuote(createManualSandbox({ seed: 'one' }), { quoteItem: [eline()] }).body;
    const later = createManualSandbox({ seed: 'two' });
    later.advanceTo(startInstant + 40 * 86_400_000);
    expect(requestQuote(later, { quoteItem: [eline()] }).body.quoteItem).toEqual(first.quoteItem);
  });

  it('a price is what the book says: list, level of the exchange, distance, term, tax', () => {
    const bare = { service: 'EtherwayFibreService', bandwidth: '1 Gbit/s', resilience: 'Diverse (RAO2)' };
    expect(value({ ...bare, switchDistanceMetres: 10_000 })).toEqual([
      3038, 3704, 1367.1, 3481.76, 0, 4148.48, 0, 3333.6,
    ]);
    const flow = {
      service: 'EtherflowInternetService',
      bandwidth: '150 Mbit/s',
      cos: 'Premium CoS',
      ipAddressBlock: 'Block /28 (16 LAN IP Addresses)',
    };
    expect(value(flow)[1]).toBe(Math.round((980 + (1010 * 50) / 400) * 1.7 * 100) / 100 + 24);
    const [at] = calculatePrices({ ...bare, exchange: 'CLPM' }, book) ?? [];
    const again = calculatePrices({ ...bare, exchange: 'MANC' }, book)?.[0];
    expect(at?.price.dutyFreeAmount.value).toBeGreaterThan(3038);
    expect(at?.price.dutyFreeAmount.value).toBeLessThan(3038 * 1.06);
    expect(again).not.toEqual(at);
  });

  it('a faster flow never costs less', () => {
    fc.assert(
      fc.property(anyQuestion, fc.constantFrom(...valuesOf('InternetBandwidth')), (question, other) => {
        const [slow, fast] = [question.bandwidth, other].sort(
          (a, b) => parseQuoteMegabits(a) - parseQuoteMegabits(b),
        ) as [string, string];
        const [less, more] = [value({ ...question, bandwidth: slow }), value({ ...question, bandwidth: fast })];
        expect(more.every((price, at) => price >= (less[at] ?? 0))).toBe(true);
      }),
      runOptions(300, 20_000),
    );
  });

  it('more distance, more resilience and a better class never cost less', () => {
    fc.assert(
      fc.property(anyQuestion, fc.nat(500_000), (question, further) => {
        const far = value({ ...question, endsDistanceMetres: (question.endsDistanceMetres ?? 0) + further });
        expect(far.every((price, at) => price >= (value(question)[at] ?? 0))).toBe(true);
        const plain = value({ ...question, cos: 'Default CoS (Standard)' });
        expect(plain.every((price, at) => price <= (value({ ...question, cos: 'Premium CoS' })[at] ?? 0))).toBe(true);
      }),
      runOptions(300, 20_000),
    );
    const fibreAt = (resilience: string, switchDistanceMetres = 0) =>
      value({
        service: 'EtherwayFibreService',
        bandwidth: '1 Gbit/s',
        resilience,
        exchange: 'CLPM',
        switchDistanceMetres,
      });
    const [standard, diverse, plus] = (valuesOf('Resilience') as string[]).map((name) => fibreAt(name)[1] ?? 0) as [
      number,
      number,
      number,
    ];
    expect(standard).toBeLessThan(diverse);
    expect(diverse).toBeLessThan(plus);
    expect(fibreAt('Standard', 40_000)[1]).toBeGreaterThan(standard);
  });

  it('a faster access never costs less at the same place', () => {
    for (const [service, schema] of [
      ['EtherwayFibreService', 'FibreBandwidth'],
      ['EtherwayDataCentreService', 'TailBandwidth'],
      ['EtherwayExchangeConnectService', 'TailBandwidth'],
    ] as const) {
      const rentals = valuesOf(schema).map((bandwidth) => value({ service, bandwidth, exchange: 'CLPM' })[1] ?? 0);
      expect(rentals).toEqual([...rentals].sort((a, b) => a - b));
    }
  });

  it.each([
    ['0.2 Mbit/s', 0.2],
    ['1.5 Gbit/s', 1500],
    ['2 x 10 Gbit/s', 20_000],
    ['10 Gbit/s 7U', 10_000],
    ['50 Mbit/s (upgrade available to 100 Mbit/s)', 50],
    ['10 Mbit/s, 250 Users', 10],
  ])('%s is %d Mbit/s', (bandwidth, expected) => {
    expect(parseQuoteMegabits(bandwidth)).toBe(expected);
  });

  it('takes a GEA bandwidth apart, and reads between the points of a curve', () => {
    expect(parseGeaBandwidth('FoD 0.5:0.5 Mbit/s')).toEqual({ technology: 'FoD', down: '0.5', up: '0.5' });
    const curve = { 10: 100, 1: 10, 20: 300 };
    expect([0.5, 1, 5.5, 10, 15, 20, 99].map((speed) => interpolatePrice(curve, speed))).toEqual([
      10, 10, 55, 100, 200, 300, 300,
    ]);
  });
});
