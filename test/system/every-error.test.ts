import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ErrorFamily, type ErrorName, errorCatalogue, errorRowOf } from '#domain/errors/error-catalogue';
import { type RunningServer, serve } from '#http/serve';
import { systemClock } from '#runtime/system';

/** Every row of the catalogue, reached by a real request over a socket, in the body of the API that was called. */
let serving: RunningServer;
let token = '';
let expired = '';
let offset = 0;
const clock = { ...systemClock, now: () => systemClock.now() + offset };

beforeAll(async () => {
  serving = await serve({
    clock,
    initialSandbox: { id: 'default', clientId: 'cp', clientSecret: 'secret' },
    limits: { requestMs: 300, headersMs: 200, checkMs: 50 },
  });
  await serving.sandboxes.create({ id: 'no-duns', clientId: 'nd', clientSecret: 'secret', duns: '000000000' });
  await serving.sandboxes.create({
    id: 'limited',
    clientId: 'lim',
    clientSecret: 'secret',
    settings: { rateLimit: true },
  });
  await serving.sandboxes.create({
    id: 'limited-too',
    clientId: 'lim2',
    clientSecret: 'secret',
    settings: { rateLimit: true },
  });
  expired = await tokenOf('cp');
  offset = 4_000_000;
  token = await tokenOf('cp');
});
afterAll(() => serving.close());

async function tokenOf(clientId: string): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${clientId}:secret`).toString('base64')}`;
  const response = await fetch(`${serving.baseUrl}/oauth/accesstoken?grant_type=client_credentials`, {
    headers: { authorization },
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly body?: unknown;
  readonly text?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly without?: string;
}

const quote = '/tmf-api/quoteManagement/v4/quote';
const address = '/common/geographicAddressManagement/v1/geographicAddress';
const slots = '/common/appointmentManagement/v4/searchTimeSlot';
const order = '/v1/productOrderingManagement/productOrder';

async function send({ method = 'GET', path = quote, body, text, headers = {}, without }: Sent) {
  const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const all: { [name: string]: string } = {
    authorization: `Bearer ${token}`,
    'APIGW-Tracking-Header': 'every-problem',
    productFamily: 'ethernet',
    ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  };
  if (without) delete all[without];
  const response = await fetch(`${serving.baseUrl}${path}`, {
    method,
    headers: all,
    ...(sent === undefined ? {} : { body: sent }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as { code: string | number; reason?: string },
  };
}

const provide = JSON.parse(
  readFileSync(new URL('../../fixtures/requests/etherway-fibre-provide.json', import.meta.url), 'utf8'),
) as object;

const tracked = (value: string, path = address): Sent => ({ path, headers: { 'APIGW-Tracking-Header': value } });
const postSlots = (value: string): Sent => ({
  method: 'POST',
  path: slots,
  body: {},
  headers: { 'APIGW-Tracking-Header': value },
});
const entity = (more: object, product: object = {}) => ({
  relatedEntity: [{ ...more, product: { productSpecification: { id: 'Etherway Superfast GEA' }, ...product } }],
  requestedTimeSlot: [{ validFor: { startDateTime: '2026-01-08T09:00:00Z' } }],
});
const visit = (more: object, product: object = { place: [{ id: 'R0123457890' }] }): Sent => ({
  method: 'POST',
  path: slots,
  body: entity(more, product),
});
const elan = (product: object[]) => ({
  action: 'add',
  product: {
    '@type': 'WholesaleEthernetElan',
    productSpecification: { id: 'WholesaleEthernetElan' },
    place: [{ '@type': 'PostcodeSite', postcode: 'AB15 7XY' }],
    product,
  },
});
const flow = {
  '@type': 'EtherflowDynamicService',
  productSpecification: { id: 'EtherflowDynamicService' },
  bandwidth: '1 Mbit/s',
  cos: 'Default CoS (Standard)',
};

/** Inputs that bring a problem about; those that need more than one plain request are below. */
const plain: { readonly [name in ErrorName]?: Sent } = {
  invalidUrlParameter: tracked('E02001'),
  missingBody: { method: 'POST' },
  invalidBody: { method: 'POST', text: '{"quoteItem":' },
  missingInBody: { method: 'POST', path: address, body: { postcode: 'AB15 7XY', country: 'uk', streetNr: '1' } },
  invalidInBody: {
    method: 'POST',
    path: address,
    body: { postcode: 'AB15 7XY', country: 'uk', streetNr: '1', city: 'x'.repeat(51) },
  },
  missingHeader: { without: 'APIGW-Tracking-Header' },
  invalidHeader: tracked('a b', quote),
  missingQuery: { path: address },
  invalidQuery: { path: `${order}?limit=ten` },
  badRequest: { method: 'POST', body: {} },
  invalidQuoteConfiguration: { method: 'POST', body: { quoteItem: [elan([flow, flow])] } },
  siteVisitReasonNotSupported: visit({ siteVisitReason: 'Premium' }),
  simNotSupported: visit({ simProvide: true }),
  missingLocationIdentifier: visit({}, {}),
  tooManyLocationIdentifiers: visit({}, { place: [{ id: 'R0123457890' }, { id: 'R0123457890' }] }),
  timeSlotNotSupported: postSlots('E40001'),
  accessLineIdNotRecognised: visit({}, { characteristic: [{ name: 'AccessLineId', value: 'OGEA00000404' }] }),
  newExchangeLineNotSupported: visit({ newExchangeLine: true }),
  noDirectoryNumberForAccessLineId: visit({}, { characteristic: [{ name: 'AccessLineId', value: 'OGEA00000204' }] }),
  invalidInputCombination: visit({ appointmentType: 'Expedited' }),
  timeSlotNotAvailable: postSlots('E40010'),
  exchangeLineInactive: visit({}, { characteristic: [{ name: 'DirectoryNumber', value: '2277260119' }] }),
  missingCredentialsWord: postSlots('E40012'),
  missingRequestBody: postSlots('E40013'),
  missingData: { method: 'POST', path: slots, body: {} },
  invalidData: { method: 'POST', path: slots, body: { ...entity({}), relatedEntity: 'x' } },
  missingCredentials: { without: 'authorization' },
  invalidCredentials: { headers: { authorization: 'Bearer nobody' } },
  accessDenied: tracked('E05001'),
  forbiddenRequester: tracked('E05101', quote),
  forbiddenUser: tracked('E05201'),
  blocked: tracked('E05301', quote),
  exchangeLineAssignedToAnotherCp: postSlots('E40301'),
  notFound: { path: `${quote}/nobody` },
  noSuchPath: { path: '/nothing/here' },
  methodNotAllowed: { method: 'DELETE' },
  tooLarge: { method: 'POST', text: JSON.stringify({ externalId: 'x'.repeat(1_100_000) }) },
  unsupportedMediaType: {
    method: 'POST',
    text: 'a=b',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  },
  unsupportedMediaTypeWord: postSlots('E41501'),
  requestTimeout: tracked('E06301'),
  tooManyQuotes: tracked('E08001', quote),
  tooManyRequests: tracked('E05302'),
  uriTooLong: { path: `${quote}?externalId=${'x'.repeat(9000)}` },
  internalError: tracked('E00101'),
  quoteNotImplemented: tracked('E00201', quote),
  addressInternalError: tracked('E00201'),
  notImplemented: { path: `${order}?filter=$[?(@.state)]` },
  unavailable: tracked('E00501'),
  gatewayTimeout: tracked('E00801', quote),
  addressGatewayTimeout: tracked('E06901'),
};

it.each(Object.entries(plain) as [ErrorName, Sent][])('%s', async (name, sent) => {
  const { status, body, headers } = await send(sent);
  check(name, status, body);
  expect(headers.get('APIGW-Exception-Code')).toBe(
    errorRowOf(familyOf(sent), name).raisedBy === 'gateway' ? errorCatalogue[name].code : null,
  );
});

function familyOf({ path = quote }: Sent): ErrorFamily {
  if (path.startsWith(quote)) return 'quote';
  if (path.startsWith(address)) return 'address';
  return path.startsWith(slots) ? 'appointment' : 'tmf';
}

function check(name: ErrorName, status: number, body: { readonly code: string | number }): void {
  const problem = errorCatalogue[name];
  expect({ status, code: String(body.code).padStart(problem.code.length, '0') }).toEqual({
    status: problem.status,
    code: problem.code,
  });
}

/** By a fault of the control API: nothing that BT is known to do brings these about. */
const onPurpose: { readonly [name in ErrorName]?: number } = {
  notAcceptable: 406,
  preconditionFailed: 412,
  sandboxFull: 507,
};

it.each(Object.entries(onPurpose) as [ErrorName, number][])('%s', async (name, status) => {
  const posted = await fetch(`${serving.baseUrl}/_sandbox/v1/sandboxes/default/fault-injections`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ operation: 'listProductOrder', status, times: 1 }),
  });
  expect(posted.status).toBe(201);
  const answer = await send({ path: order });
  check(name, answer.status, answer.body);
});

it('unprocessable: an idempotency key that came with another body', async () => {
  const headers = { 'Idempotency-Key': 'twice' };
  expect((await send({ method: 'POST', path: order, body: provide, headers })).status).toBe(201);
  const { status, body } = await send({
    method: 'POST',
    path: order,
    body: { ...provide, externalId: 'other' },
    headers,
  });
  check('unprocessable', status, body);
});

it('conflict: an order that is cancelled is not amended', async () => {
  const { body: placed } = await send({ method: 'POST', path: order, body: provide });
  const { id } = placed as unknown as { id: string };
  await send({
    method: 'POST',
    path: order.replace(/productOrder$/, 'cancelProductOrder'),
    body: { productOrder: { id }, cancellationReason: 'No longer needed' },
  });
  const advanced = await fetch(`${serving.baseUrl}/_sandbox/v1/sandboxes/default/clock/advance`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ by: '5 working days' }),
  });
  expect(advanced.status).toBe(200);
  const { status, body } = await send({
    method: 'PATCH',
    path: `${order}/${id}`,
    body: { amendmentReason: 'late', description: 'x' },
  });
  check('conflict', status, body);
});

it('headersTooLarge', async () => {
  const text = await raw(`GET ${quote} HTTP/1.1\r\nHost: x\r\nX-Long: ${'x'.repeat(20_000)}\r\n\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 431 /);
  expect(text).toMatch(/APIGW-Exception-Code: 66\r\n/);
  check('headersTooLarge', 431, JSON.parse(text.slice(text.indexOf('\r\n\r\n'))));
});

it('requestTimeout: headers that never end', async () => {
  const text = await raw(`GET ${quote} HTTP/1.1\r\nHost: x\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 408 /);
  check('requestTimeout', 408, JSON.parse(text.slice(text.indexOf('\r\n\r\n'))));
});

it('what is no HTTP at all is 400', async () => {
  expect(await raw('good morning\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
});

function raw(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(serving.port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (piece) => {
      answer += piece;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });
}

it('expiredCredentials', async () => {
  const { status, body } = await send({ headers: { authorization: `Bearer ${expired}` } });
  check('expiredCredentials', status, body);
});

it('unauthorizedDuns', async () => {
  const { status, body } = await send({ headers: { authorization: `Bearer ${await tokenOf('nd')}` } });
  check('unauthorizedDuns', status, body);
});

it('tooManyQuotes, then the block, by asking too often', async () => {
  const authorization = `Bearer ${await tokenOf('lim')}`;
  const answers: { status: number; headers: Headers; body: { code: string | number } }[] = [];
  for (let n = 0; n < 60; n++) answers.push(await send({ headers: { authorization } }));
  const refused = answers.find(({ status }) => status === 429);
  check('tooManyQuotes', refused?.status ?? 0, refused?.body ?? { code: '' });
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  const last = answers.at(-1);
  check('blocked', last?.status ?? 0, last?.body ?? { code: '' });
  serving.sandboxes.rateLimiter.reset('limited');
  expect((await send({ headers: { authorization } })).status).toBe(200);
});

it('tooManyRequests on another API', async () => {
  const authorization = `Bearer ${await tokenOf('lim2')}`;
  const answers: { status: number; body: { code: string | number } }[] = [];
  for (let n = 0; n < 30; n++) answers.push(await send({ path: order, headers: { authorization } }));
  const refused = answers.find(({ status }) => status === 429);
  check('tooManyRequests', refused?.status ?? 0, refused?.body ?? { code: '' });
});

it('no row of the catalogue is left out', () => {
  const testedSeparately: ErrorName[] = [
    'unprocessable',
    'conflict',
    'headersTooLarge',
    'expiredCredentials',
    'unauthorizedDuns',
  ];
  const reached = new Set([...Object.keys(plain), ...Object.keys(onPurpose), ...testedSeparately]);
  expect(Object.keys(errorCatalogue).filter((name) => !reached.has(name))).toEqual([]);
});
