import { describe, expect, it } from 'vitest';
import type { Json } from '#domain/core/json';
import { type ErrorName, errorCatalogue } from '#domain/errors/error-catalogue';
import { type SpecialValue, valuesAtPointer } from '#domain/special-values/special-value-index';
import { selectCannedAnswer } from '#domain/special-values/special-values';
import { contract, createManualSandbox, referenceData } from '../../support/manual-sandbox.ts';

const address = '/common/geographicAddressManagement/v1/geographicAddress';
const appointment = '/common/appointmentManagement/v4';
const where = (place: object) => [
  { role: 'OrderInformation', product: { productSpecification: { id: 'Etherway Superfast GEA' }, ...place } },
];
const from = { startDateTime: '2026-01-08T09:00:00Z' };
const slot = { ...from, endDateTime: '2026-01-08T11:00:00Z' };
const byNumber = where({ characteristic: [{ name: 'DirectoryNumber', value: '2277264355' }] });
const byPlace = where({
  place: [{ id: 'R0123457890', role: 'InstallationAddress', '@referredType': 'OpenreachAddress' }],
});

const get = (query: string, tracking?: string) =>
  createManualSandbox().call('GET', address, {
    query,
    ...(tracking ? { headers: { 'apigw-tracking-header': tracking } } : {}),
  }).answer;
const post = (path: string, body: unknown, tracking = 'mine') =>
  createManualSandbox().call('POST', path, {
    body,
    headers: { 'apigw-tracking-header': tracking, productfamily: 'ethernet' },
  }).answer;

describe('address GET answers 200 to every input that BT publishes', () => {
  it.each([
    'postcode=AB15 7XY',
    'postcode=AB15 7XY&buildingName=Riverside Tower',
    'postcode=AB15 7XY&buildingName=Riverside Tower&isSpatialRefBng=true',
    'postcode=AB15 7XY&buildingName=Riverside Tower&isSpatialRefBng=false',
    'postcode=AB15 7XY&streetNr=10',
    'postcode=AB15 7XY&streetNr=10&isSpatialRefBng=true',
    'postcode=AB15 7XY&streetNr=10&isSpatialRefBng=false',
    'city=London&streetName=Riverside Tower&streetNr=10',
    'city=London&streetName=Riverside Tower&buildingName=Riverside Tower',
    'streetNr=10&streetName=Wellbrae Terrace&city=Aberdeen',
    'buildingName=Wellbrae Terrace&streetName=Wellbrae Terrace&city=Aberdeen',
    'uprn=990000377850',
    'uprn=Z00000005015',
    'addressSource=ROBT&postcode=AB15 7XY',
    'addressSource=ROBT&postcode=LS11 8LQ',
    'addressSource=ROBT&postcode=AB15 7YZ',
    'addressSource=ROBT&postcode=CM1 2EE',
    'addressSource=ROBT&id=X05000253608',
    'postcode=AB10 1AU&isFuzzyMatch=true',
  ])('%s', (query) => {
    expect(get(encodeURI(query)).status).toBe(200);
  });
  it('and 400 code 27 to none at all', () => {
    expect(get('')).toMatchObject({ status: 400, body: { code: '27' } });
  });
});

describe('address: the selectors', () => {
  it.each([
    ['E02901', 400, '29'],
    ['E06001', 404, '60'],
    ['E00101', 500, '01'],
    ['E00501', 503, '05'],
  ])('GET with %s is %i-%s', (tracking, status, code) => {
    expect(get('postcode=AB15+7XY', tracking)).toMatchObject({ status, body: { code } });
    expect(get('', tracking)).toMatchObject({ status, body: { code } });
  });
  const body = { postcode: 'AB15 7XY', streetNr: '23', country: 'uk', city: 'London' };
  it.each([
    ['E00301', 400, '29'],
    ['E00101', 500, '01'],
    ['E00201', 503, '05'],
  ])('POST with %s is %i-%s', (tracking, status, code) => {
    expect(post(address, body, tracking)).toMatchObject({ status, body: { code } });
  });
  it.each([
    body,
    { postcode: 'AB10 1AU', buildingName: 'Odeon', country: 'united kingdom', city: 'Bristol' },
    { postcode: 'NW11 1AG', postalOrganisation: 'PNC', country: 'united kingdom', city: 'Hatfield' },
  ])('POST %j is 201', (sent) => {
    expect(post(address, sent)).toMatchObject({ status: 201, body: { id: expect.any(String) } });
  });
});

describe('a selector has no answer that its API does not document', () => {
  it.each([
    ['GET', '/tmf-api/quoteManagement/v4/quote', 403],
    ['GET', address, 429],
    ['POST', `${appointment}/searchTimeSlot`, 429],
    ['POST', `${appointment}/appointment`, 429],
  ] as const)('E05301 on %s %s is %i code 53', (method, path, status) => {
    const { answer } = createManualSandbox().call(method, path, {
      body: {},
      headers: { 'apigw-tracking-header': 'E05301', productfamily: 'ethernet' },
    });
    expect(answer.status).toBe(status);
    expect(String((answer.body as { code: unknown }).code)).toBe('53');
  });
});

describe('appointment: the selectors and the two samples', () => {
  const bodies: [string, object][] = [
    ['searchTimeSlot', { relatedEntity: byNumber, requestedTimeSlot: [{ validFor: from }] }],
    ['searchTimeSlot', { relatedEntity: byPlace, requestedTimeSlot: [{ validFor: from }] }],
    ['appointment', { relatedEntity: byNumber, validFor: slot }],
    ['appointment', { relatedEntity: byPlace, validFor: slot }],
  ];
  it.each(bodies)('%s answers 201 to the sample input', (path, body) => {
    expect(post(`${appointment}/${path}`, body).status).toBe(201);
  });
  it.each(bodies)('%s answers the two published errors', (path, body) => {
    expect(post(`${appointment}/${path}`, body, 'E40001')).toMatchObject({
      status: 400,
      body: { code: 'TimeSlotNotSupported' },
    });
    expect(post(`${appointment}/${path}`, body, 'E40301')).toMatchObject({
      status: 403,
      body: { code: 'ExchangeLineAssignedToAnotherCP' },
    });
  });
  it('every word of the back end has a selector', () => {
    const words = Object.values(errorCatalogue)
      .filter(({ code }) => /^[A-Z]/.test(code))
      .map(({ code }) => code);
    const selected = referenceData.specialValues.flatMap(({ answer }) =>
      'problem' in answer ? [errorCatalogue[answer.problem].code] : [],
    );
    expect(words.filter((word) => !selected.includes(word as never))).toEqual([]);
  });
});

describe('every row of the file', () => {
  const rows = referenceData.specialValues.flatMap((row, index) => {
    const operations = [...contract.operations.values()].filter(
      ({ api, operationId }) => !row.on || row.on.includes(api) || row.on.includes(operationId),
    );
    return operations
      .filter(({ family, api }) => family && !['oauth', 'sandbox'].includes(api))
      .map((operation) => [index, operation.operationId, row, operation] as const);
  });
  it.each(rows)(
    '%i on %s answers what its document declares, in the words of its family',
    (_index, operationId, row, operation) => {
      const call = {
        operationId,
        params: {},
        query: {},
        headers: lower(row.when.header ?? {}),
        body: {},
        path: '/',
        baseUrl: '',
      };
      const selected = selectCannedAnswer({ specialValues: [row] }, { mode: 'default', settings: {} }, call, operation);
      expect(selected).toBeDefined();
      expect(operation.checkAnswer(selected?.answer.status ?? 0, selected?.answer.body)).toEqual([]);
      const { apis: families } = errorCatalogue[(row.answer as { problem: ErrorName }).problem];
      expect(families).toContain(operation.family);
    },
  );
});

const lower = (headers: { readonly [name: string]: unknown }) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));

describe('a sandbox adds its own', () => {
  const own = (...specialValues: SpecialValue[]) =>
    createManualSandbox({ settings: { specialValues: specialValues as unknown as Json } });
  const quote = '/tmf-api/quoteManagement/v4/quote';
  it('a problem by a tracking header', () => {
    const box = own({
      on: ['quote'],
      when: { header: { 'APIGW-Tracking-Header': 'fail-me' } },
      answer: { problem: 'unavailable' },
    });
    expect(box.call('GET', quote, { headers: { 'apigw-tracking-header': 'fail-me' } }).answer).toMatchObject({
      status: 503,
      body: { code: 5 },
    });
    expect(box.call('GET', quote).answer.status).toBe(200);
  });
  it('a whole answer by a query, a path or a member of the body, even one that no document declares', () => {
    const teapot = { status: 418, body: { short: 'and stout' } };
    const box = own(
      { on: ['listQuote'], when: { query: { externalId: 'tea' } }, answer: teapot },
      { on: ['retrieveQuote'], when: { path: { id: 'tea' } }, answer: teapot },
      { on: ['createQuote'], when: { body: { '/quoteItem/*/product/place/*/postcode': 'TE4 1AA' } }, answer: teapot },
    );
    expect(box.call('GET', quote, { query: 'externalId=tea' }).answer).toMatchObject(teapot);
    expect(box.call('GET', `${quote}/tea`).answer).toMatchObject(teapot);
    const body = { quoteItem: [{ product: { place: [{ postcode: 'AB1 1AA' }, { postcode: 'TE4 1AA' }] } }] };
    expect(box.call('POST', quote, { body }).answer).toMatchObject(teapot);
    expect(box.documents.version).toBe(1);
  });
  it('comes before the file, and the file still answers', () => {
    const box = own({ when: { header: { 'APIGW-Tracking-Header': 'E02901' } }, answer: { problem: 'unavailable' } });
    expect(box.call('GET', address, { headers: { 'apigw-tracking-header': 'E02901' } }).answer.status).toBe(503);
    expect(box.call('GET', address, { headers: { 'apigw-tracking-header': 'E06001' } }).answer.status).toBe(404);
  });
  it.each([
    'everything',
    { when: {} },
    [
      null,
      7,
      'x',
      { when: 1 },
      { when: {}, answer: { problem: 'nothing' } },
      { when: { header: 'x' }, answer: { status: 200 } },
      { when: {}, answer: { status: 99 } },
    ],
  ] as Json[])('a setting that is no list of rows changes nothing: %j', (specialValues) => {
    expect(createManualSandbox({ settings: { specialValues } }).call('GET', quote).answer.status).toBe(200);
  });
  it('the strict profile has BT’s rows only', () => {
    const settings = { specialValues: [{ when: {}, answer: { status: 418 } }] as unknown as Json };
    const select = (tracking: string) =>
      selectCannedAnswer(
        referenceData,
        { mode: 'strict', settings },
        {
          operationId: 'listGeographicAddress',
          params: {},
          query: {},
          headers: { 'apigw-tracking-header': tracking },
          body: undefined,
          path: '/',
          baseUrl: '',
        },
        { api: 'address', family: 'address' },
      );
    expect(select('E02901')?.answer.status).toBe(400);
    expect(select('E06301')).toBeUndefined();
    expect(select('anything')).toBeUndefined();
  });
});

it.each([
  ['', [{ a: [{ b: 1 }, { b: 2 }] }]],
  ['/a/*/b', [1, 2]],
  ['/a/1/b', [2]],
  ['/a/7/b', []],
  ['/x', []],
  ['/a/b', []],
])('the pointer "%s"', (pointer, expected) => {
  expect(valuesAtPointer({ a: [{ b: 1 }, { b: 2 }] }, pointer)).toEqual(expected);
});
