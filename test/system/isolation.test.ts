import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { itemsOf, lastOf, type OrderBody, type OrderBodyItem, orderOf, pairOf } from '../support/documents.ts';
import { recordFigure, runOptions } from '../support/run-options.ts';
import { orderPath, sampleOrder } from '../support/sample-orders.ts';
import { startTestServer, type TestCustomer, type TestReply, type TestServer } from '../support/test-server.ts';

/**
 * Customers do not see each other. Each has some of everything; then each asks for what is another's, by every operation
 * that takes an id, and the answer must be the one it gets for an id that nobody has: in status, headers and bytes.
 */
const tenants = Math.max(3, runOptions(6, 1000).numRuns);

const ordering = '/v1/productOrderingManagement';
const quotePath = '/tmf-api/quoteManagement/v4/quote';
const qualificationPath = '/tmf-api/productOfferingQualificationManagement/v4/productOfferingQualification';
const inventoryPath = '/tmf-api/productInventory/v4/product';
const addressPath = '/common/geographicAddressManagement/v1/geographicAddress';
const appointmentPath = '/common/appointmentManagement/v4/appointment';

interface Tenant {
  readonly id: string;
  readonly customer: TestCustomer;
  /** What it owns, by what it is. */
  readonly owned: { readonly [kind: string]: string };
  readonly externalId: string;
}

let server: TestServer;
const all: Tenant[] = [];

beforeAll(async () => {
  // One more comes and goes below.
  server = await startTestServer({ limits: { sandboxes: tenants + 1, streams: Math.max(64, tenants) } });
  for (let n = 0; n < tenants; n += 1) all.push(await makeTenant(n));
}, 900_000);
afterAll(async () => {
  recordFigure('sandboxes that do not see each other', String(tenants), '1000');
  expect(server.internalErrors).toEqual([]);
  await server.close();
});

async function made<Body>(reply: Promise<TestReply<Body>>): Promise<Body> {
  const { status, text, body } = await reply;
  if (status !== 200 && status !== 201) throw new Error(`not made: ${status} ${text}`);
  return body;
}

async function makeTenant(n: number): Promise<Tenant> {
  const id = await server.createSandbox({ id: `tenant-${n}` });
  const customer = await server.customer(id);
  const control = <Method extends string, Path extends string>(method: Method, path: Path, body?: unknown) =>
    server.control(method, `/sandboxes/${id}${path}`, body);
  const externalId = `SECRET-OF-${n}-ONLY`;
  const completed = await customer.placeOrder(externalId);
  await made(control('POST', '/clock/advance', { until: 'completion' }));
  const quote = await made(customer.send('POST', quotePath, quoteBody(externalId)));
  const qualification = await made(customer.send('POST', qualificationPath, qualificationBody()));
  const address = await made(
    customer.send('POST', addressPath, { postcode: 'AB15 7XY', streetNr: String(n), country: 'uk', city: 'Aberdeen' }),
  );
  const appointment = await bookVisit(customer, (await made(control('GET', '/clock'))).now);
  const orderWithSetback = await customer.placeOrder(`${externalId}-ECC`);
  const setback = await made(
    control('POST', '/setbacks', { match: { orderId: orderWithSetback }, setback: 'ecc-raised' }),
  );
  await walkUntilOpenAction(id);
  const openAction = (await made(control('GET', '/open-actions?state=open'))).items[0];
  const charge = (await made(customer.send('GET', `${ordering}/charge`)))[0];
  const cancelled = await customer.placeOrder(`${externalId}-CANCEL`);
  const cancel = await made(
    customer.send('POST', `${ordering}/cancelProductOrder`, {
      productOrder: { id: cancelled },
      cancellationReason: 'None',
    }),
  );
  const asset = (await made(customer.send('GET', inventoryPath)))[0];
  const events = (await made(control('GET', '/events'))).items;
  // Faults and journal entries are counted in each sandbox: later tenants have more, so that some are nobody else's.
  let faultInjection = { id: '' };
  for (let m = 0; m <= n % 4; m += 1) {
    faultInjection = await made(
      control('POST', '/fault-injections', { operation: 'callback', status: 503, match: { orderId: 'never' } }),
    );
    for (let k = 0; k < 12; k += 1) await customer.send('GET', `${orderPath}/${completed}`);
  }
  // Its listener is registered last, so that nothing of all this is sent there.
  const hub = await made(customer.send('POST', `${ordering}/hub`, { callback: 'http://127.0.0.1:9/hub' }));
  const requests = (await made(control('GET', '/requests?limit=1000'))).items;
  const owned = {
    order: completed,
    orderWithSetback,
    cancelledOrder: cancelled,
    quote: quote.id,
    qualification: qualification.id,
    address: address.id,
    appointment: appointment.id,
    setback: setback.id,
    openAction: openAction.id,
    charge: charge.id,
    cancel: cancel.id,
    asset: asset.id,
    serviceId: serviceIdOf(asset),
    hub: hub.id,
    event: events[0].eventId,
    faultInjection: faultInjection.id,
    request: lastOf(requests).id,
  };
  return { id, customer, owned, externalId };
}

async function walkUntilOpenAction(id: string) {
  for (let step = 0; step < 40; step += 1) {
    if ((await server.control('GET', `/sandboxes/${id}/open-actions?state=open`)).body.total > 0) return;
    await server.control('POST', `/sandboxes/${id}/clock/advance`, { until: 'next-milestone' });
  }
  throw new Error('no open action was raised');
}

const serviceIdOf = (asset: object): string => /ETHA\d{8}/.exec(JSON.stringify(asset))?.[0] as string;

function quoteBody(externalId: string) {
  const service = (type: string, more: object) => ({ '@type': type, productSpecification: { id: type }, ...more });
  const products = [
    service('EtherwayFibreService', { bandwidth: '1 Gbit/s', resilience: 'Standard' }),
    service('EtherflowDynamicService', { bandwidth: '100 Mbit/s', cos: 'Default CoS (Standard)' }),
  ];
  const place = [{ '@type': 'PostcodeSite', postcode: 'AB15 7XY' }];
  return {
    externalId,
    quoteItem: [{ action: 'add', product: service('WholesaleEthernetElan', { place, product: products }) }],
  };
}

function qualificationBody() {
  const product = { productOffering: { id: 'Etherway' }, place: [{ postcode: 'AB15 7XY' }], productCharacteristic: [] };
  return { productOfferingQualificationItem: [{ id: '1', product }] };
}

function visit() {
  const product = {
    productSpecification: { id: 'Etherway Superfast GEA' },
    characteristic: [],
    place: [{ id: 'R0123457890', role: 'InstallationAddress', '@referredType': 'OpenreachAddress' }],
  };
  return [{ role: 'OrderInformation', product }];
}

/** The first free slot from five days on. */
async function bookVisit(customer: TestCustomer, now: string) {
  const headers = { productFamily: 'Ethernet' };
  const from = new Date(Date.parse(now) + 5 * 86_400_000).toISOString().replace('.000Z', 'Z');
  const search = { relatedEntity: visit(), requestedTimeSlot: [{ validFor: { startDateTime: from } }] };
  const found = await made(customer.send('POST', '/common/appointmentManagement/v4/searchTimeSlot', search, headers));
  const { validFor } = found.availableTimeSlot[0];
  return made(customer.send('POST', appointmentPath, { relatedEntity: visit(), validFor }, headers));
}

/** An id of the same form that nobody has: every digit and every letter of hexadecimal moves on, the prefix stays. */
function unknownLike(id: string): string {
  if (/^(req_|fault-injection-)/.test(id))
    return `${id.slice(0, -1)}${(Number(id.at(-1)) + 1) % 10}`.replace(/^(req_|fault-injection-)/, '$19');
  return id.replace(/[0-9](?=[^-]*)/g, (digit) => String((Number(digit) + 5) % 10));
}

const volatile = new Set(['date', 'x-etherbox-request-id', 'link', 'apigw-tracking-header']);

/** What an answer says, without what differs from one request to the next, and with the id taken out. */
function comparableReply({ status, headers, text }: TestReply, id: string) {
  const stableHeaders = Object.entries(headers).filter(([name]) => !volatile.has(name));
  return {
    status,
    headers: Object.fromEntries(stableHeaders.map(([name, value]) => [name, String(value).replaceAll(id, '<id>')])),
    text: text.replaceAll(id, '<id>'),
  };
}

/** Each with each where they are few, else each with the next two: what one asks for is then somebody's in any case. */
function others(mine: Tenant): readonly Tenant[] {
  if (all.length <= 10) return all.filter((theirs) => theirs !== mine);
  const at = all.indexOf(mine);
  return [1, 2].map((on) => all[(at + on) % all.length] as Tenant);
}

function* pairs(): Generator<readonly [mine: Tenant, theirs: Tenant]> {
  for (const mine of all) for (const theirs of others(mine)) yield [mine, theirs];
}

type TenantRequest = (tenant: Tenant, id: string) => Promise<TestReply>;
const bt =
  (method: string, path: (id: string) => string, body?: (id: string) => unknown): TenantRequest =>
  ({ customer }, id) =>
    customer.send(method, path(id), body?.(id));
const control =
  (method: string, path: (id: string) => string, body?: (id: string) => unknown): TenantRequest =>
  ({ id: sandbox }, id) =>
    server.control(method, `/sandboxes/${sandbox}${path(id)}`, body?.(id));

/** Every operation that takes an id: whose kind it is, and how it is called. Changing ones come last: what they do to one's own is done once. */
const operations: readonly (readonly [name: string, kind: string, ask: TenantRequest])[] = [
  // First: each question to a BT path is one more entry of one's own journal.
  ['retrieveRequest', 'request', control('GET', (id) => `/requests/${id}`)],
  ['replayRequest', 'request', control('POST', (id) => `/requests/${id}/replay`)],
  ['listRequests of an order', 'order', control('GET', (id) => `/requests?orderId=${id}`)],
  ['countRequests of an order', 'order', control('GET', (id) => `/requests/count?orderId=${id}`)],
  ['waitForRequests of an order', 'order', control('GET', (id) => `/requests/wait?orderId=${id}&timeoutMs=1`)],
  ['exportRequestsHar of an order', 'order', control('GET', (id) => `/requests.har?orderId=${id}`)],
  ['exportRequestsNdjson of an order', 'order', control('GET', (id) => `/requests.ndjson?orderId=${id}`)],
  ['listEvents of an order', 'order', control('GET', (id) => `/events?orderId=${id}`)],
  ['listOpenActions of an order', 'orderWithSetback', control('GET', (id) => `/open-actions?orderId=${id}`)],
  ['retrieveProductOrder', 'order', bt('GET', (id) => `${orderPath}/${id}`)],
  [
    'retrieveProductOrder by the alias',
    'order',
    bt('GET', (id) => `/tmf-api/productOrderingManagement/v4/productOrder/${id}`),
  ],
  ['retrieveCancelProductOrder', 'cancel', bt('GET', (id) => `${ordering}/cancelProductOrder/${id}`)],
  ['retrieveCharge', 'charge', bt('GET', (id) => `${ordering}/charge/${id}`)],
  ['retrieveQuote', 'quote', bt('GET', (id) => `${quotePath}/${id}`)],
  ['retrieveProductOfferingQualification', 'qualification', bt('GET', (id) => `${qualificationPath}/${id}`)],
  ['retrieveProduct', 'asset', bt('GET', (id) => `${inventoryPath}/${id}`)],
  ['browseOrder', 'order', control('GET', (id) => `/orders/${id}`)],
  ['retrieveTimeline', 'order', control('GET', (id) => `/orders/${id}/timeline`)],
  ['browseQuote', 'quote', control('GET', (id) => `/quotes/${id}`)],
  ['browseAddress', 'address', control('GET', (id) => `/addresses/${id}`)],
  ['browseAppointment', 'appointment', control('GET', (id) => `/appointments/${id}`)],
  ['browseQualification', 'qualification', control('GET', (id) => `/qualifications/${id}`)],
  ['browseAsset', 'asset', control('GET', (id) => `/assets/${id}`)],
  ['retrieveEvent', 'event', control('GET', (id) => `/events/${id}`)],
  ['retrieveSetback', 'setback', control('GET', (id) => `/setbacks/${id}`)],
  [
    'resendEvent',
    'event',
    control(
      'POST',
      (id) => `/events/${id}/resend`,
      () => ({ url: 'http://127.0.0.1:1/' }),
    ),
  ],
  [
    'addSetback',
    'orderWithSetback',
    control(
      'POST',
      () => '/setbacks',
      (id) => ({ match: { orderId: id }, setback: 'site-not-ready' }),
    ),
  ],
  [
    'advanceClock',
    'order',
    control(
      'POST',
      () => '/clock/advance',
      (id) => ({ until: { orderId: id, state: 'completed' }, preview: true }),
    ),
  ],
  [
    'patchProductOrder',
    'orderWithSetback',
    bt(
      'PATCH',
      (id) => `${orderPath}/${id}`,
      () => ({ note: [{ text: 'hello' }] }),
    ),
  ],
  [
    'patchCharge',
    'charge',
    bt(
      'PATCH',
      (id) => `${ordering}/charge/${id}`,
      (id) => chargeBody(id),
    ),
  ],
  [
    'createCancelProductOrder',
    'orderWithSetback',
    bt(
      'POST',
      () => `${ordering}/cancelProductOrder`,
      (id) => ({ productOrder: { id }, cancellationReason: 'None' }),
    ),
  ],
  [
    'answerOpenAction',
    'openAction',
    control(
      'POST',
      (id) => `/open-actions/${id}/answer`,
      () => ({ answer: 'no such answer' }),
    ),
  ],
  ['deleteHub', 'hub', bt('DELETE', (id) => `${ordering}/hub/${id}`)],
  ['removeFaultInjection', 'faultInjection', control('DELETE', (id) => `/fault-injections/${id}`)],
  ['removeSetback', 'setback', control('DELETE', (id) => `/setbacks/${id}`)],
];

/** Where the id is of something that all sandboxes have alike, or of the sandbox itself. */
const ofNobody = new Set(['retrieveQuoteNetworkResource', 'listQuoteNetworkResource', 'retrieveScenario']);
/** Called below, in tests of their own. */
const testedSeparately = new Set([
  'retrieveAdvance',
  ...['listProductOrder', 'listQuote', 'listProduct', 'listGeographicAddress', 'listCharge', 'listCancelProductOrder'],
]);

interface Parameter {
  readonly name: string;
  readonly in: string;
}
type Parameters = readonly (Parameter | { readonly $ref: string })[];
/** A document, as far as it is read here. */
interface ReadDocument {
  readonly paths?: {
    readonly [path: string]: { readonly parameters?: Parameters } & {
      readonly [method: string]: { readonly operationId?: string; readonly parameters?: Parameters };
    };
  };
  readonly components?: { readonly parameters?: { readonly [name: string]: Parameter } };
}

test('every operation that takes an id is called', () => {
  const requestedOperations = new Set(operations.map(([name]) => name.split(' ')[0]));
  const folder = new URL('../../src/generated/openapi/', import.meta.url);
  const left: string[] = [];
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    const { paths = {}, components = {} } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as ReadDocument;
    const known = (parameter: Parameter | { $ref: string }): Parameter =>
      'name' in parameter ? parameter : (components.parameters?.[lastOf(parameter.$ref.split('/'))] as Parameter);
    for (const [path, { parameters: shared = [], ...calls }] of Object.entries(paths)) {
      for (const { operationId, parameters = [] } of Object.values(calls)) {
        if (operationId === undefined) continue;
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string);
        const queries = [...parameters, ...shared]
          .map(known)
          .flatMap((parameter) => (parameter.in === 'query' ? parameter.name : []));
        const takes = [...names, ...queries].filter((name) => /(^id|Id)$/.test(name) && name !== 'sandboxId');
        const isCovered =
          requestedOperations.has(operationId) || ofNobody.has(operationId) || testedSeparately.has(operationId);
        if (takes.length > 0 && !isCovered) left.push(`${operationId} (${takes.join(', ')})`);
      }
    }
  }
  expect(left).toEqual([]);
});

function ceaseBody(serviceId: string) {
  const body = sampleOrder('etherway-fibre-cease');
  body.productOrderItem[0].product.id = serviceId;
  return body;
}
const chargeBody = (_id: string) => ({ chargeItem: [{ id: '1', acceptanceIndicator: 'accepted' }] });

describe.each(operations)('%s', (_, kind, sendRequest) => {
  test("answers for another customer's as for nobody's", async () => {
    let compared = 0;
    for (const [mine, theirs] of pairs()) {
      const id = theirs.owned[kind] as string;
      if (Object.values(mine.owned).includes(id)) continue;
      // Counted ids: what a customer with fewer has not, a customer with more has.
      if (kind === 'request' && server.serving.sandboxes.getOrThrow(mine.id).journal.get(id)) continue;
      if (kind === 'faultInjection' && Number(id.slice(16)) <= Number(mine.owned.faultInjection?.slice(16))) continue;
      compared += 1;
      const nobodys = unknownLike(id);
      expect(nobodys).not.toBe(id);
      expect(comparableReply(await sendRequest(mine, id), id), `${mine.id} asked for ${theirs.id}'s ${id}`).toEqual(
        comparableReply(await sendRequest(mine, nobodys), nobodys),
      );
    }
    expect(compared).toBeGreaterThan(0);
  });

  test("answers otherwise for one's own", async () => {
    const [mine] = all as [Tenant];
    const id = mine.owned[kind] as string;
    const nobodys = unknownLike(id);
    expect(comparableReply(await sendRequest(mine, id), id)).not.toEqual(
      comparableReply(await sendRequest(mine, nobodys), nobodys),
    );
  });
});

describe('lists, filters and counts', () => {
  const lists: readonly (readonly [path: string, filter: string, kind: string])[] = [
    [`${orderPath}?limit=100`, 'id', 'order'],
    [`${ordering}/cancelProductOrder?limit=100`, 'id', 'cancel'],
    [`${ordering}/charge?limit=100`, 'id', 'charge'],
    [`${quotePath}?limit=100`, 'id', 'quote'],
    [`${qualificationPath}?limit=100`, 'id', 'qualification'],
    [`${inventoryPath}?limit=100`, 'id', 'asset'],
  ];
  test.each(lists)("%s holds one's own only", async (path, filter, kind) => {
    for (const [mine, theirs] of pairs()) {
      const reply = await mine.customer.send('GET', path);
      expect(reply.status).toBe(200);
      expect(reply.text).not.toContain(theirs.externalId);
      for (const id of strongIds(theirs)) expect(reply.text).not.toContain(id);
      const id = theirs.owned[kind] as string;
      const requestedOperations = await mine.customer.send('GET', `${path}&${filter}=${id}`);
      const nobodys = unknownLike(id);
      expect(comparableReply(requestedOperations, id)).toEqual(
        comparableReply(await mine.customer.send('GET', `${path}&${filter}=${nobodys}`), nobodys),
      );
    }
  });

  test.each([
    'orders',
    'quotes',
    'appointments',
    'qualifications',
    'assets',
    'events',
    'requests',
    'setbacks',
    'fault-injections',
    'open-actions',
    'state',
    'requests.har',
    'requests.ndjson',
  ])("the control API's %s of a sandbox hold its own only", async (what) => {
    for (const mine of all) {
      const paged = !/^(state|requests\.|setbacks|fault-injections)/.test(what);
      const { status, text } = await server.control(
        'GET',
        `/sandboxes/${mine.id}/${what}${paged ? '?limit=1000' : ''}`,
      );
      expect(status).toBe(200);
      const named = new Set([...text.matchAll(/"(SECRET-OF-\d+-ONLY)/g)].map(([, name]) => name));
      named.delete(mine.externalId);
      expect([...named]).toEqual([]);
      for (const theirs of others(mine)) {
        // Before this, every customer requested what is the others': the journal of the asker has those ids, in paths it sent itself.
        if (!/^(requests|fault-injections)/.test(what))
          for (const id of strongIds(theirs)) expect(text).not.toContain(id);
      }
    }
  });

  test("the same externalId finds one's own", async () => {
    for (const mine of all) {
      const { body, headers } = await mine.customer.send('GET', `${orderPath}?externalId=${all[1]?.externalId}`);
      expect(body.length).toBe(mine === all[1] ? 1 : 0);
      expect(headers['x-total-count']).toBe(String(body.length));
    }
  });
});

/** Ids that no other customer can have by counting. */
const strongIds = ({ owned }: Tenant): string[] =>
  Object.entries(owned)
    .filter(([kind]) => !['request', 'faultInjection'].includes(kind))
    .map(([, id]) => id);

test('an unknown sandbox, a deleted one and one that never was are answered alike', async () => {
  const gone = await server.createSandbox({ id: 'tenant-gone' });
  const customer = await server.customer(gone);
  await server.control('DELETE', `/sandboxes/${gone}`);
  for (const path of ['', '/clock', '/events', '/requests', '/state', '/stream', '/orders', '/credentials']) {
    const [one, two] = await Promise.all(
      [gone, 'tenant-none'].map((id) => server.control('GET', `/sandboxes/${id}${path}`)),
    );
    expect(one?.status).toBe(404);
    expect(comparableReply(one as TestReply, gone)).toEqual(comparableReply(two as TestReply, 'tenant-none'));
  }
  expect((await customer.send('GET', orderPath)).status).toBe(401);
});

describe("another customer's id in a body is one that nobody has", () => {
  const place = (id: string) => [{ id, role: 'InstallationAddress', '@referredType': 'OpenreachAddress' }];
  const at = (id: string) => visit().map((one) => ({ ...one, product: { ...one.product, place: place(id) } }));
  const order = (name: string, alter: (body: OrderBody) => void) => {
    const body = sampleOrder(name);
    alter(body);
    return body;
  };
  const provided = (alter: (item: OrderBodyItem, body: OrderBody) => void) =>
    order('etherway-fibre-provide', (body) => alter(body.productOrderItem[0], body));
  const ethernet = { productFamily: 'Ethernet' };
  let otherEnd = '';
  beforeAll(async () => {
    const [{ id, customer }] = all as [Tenant];
    const orderId = await customer.placeOrder('OTHER-END');
    const until = { orderId, state: 'completed' };
    await made(server.control('POST', `/sandboxes/${id}/clock/advance`, { until, deliver: 'park' }));
    otherEnd = serviceIdOf(await made(customer.send('GET', `${orderPath}/${orderId}`)));
  });
  const validFor = { startDateTime: '2026-06-15T09:00:00Z', endDateTime: '2026-06-15T11:00:00Z' };

  /** What is requested, whose kind of thing it names, where it goes, and whether one's own is not refused there. */
  const bodies: readonly (readonly [what: string, kind: string, path: string, body: (id: string) => unknown])[] = [
    [
      'a search for visits at an address',
      'address',
      '/common/appointmentManagement/v4/searchTimeSlot',
      (id) => ({ relatedEntity: at(id), requestedTimeSlot: [{ validFor }] }),
    ],
    ['a visit at an address', 'address', appointmentPath, (id) => ({ relatedEntity: at(id), validFor })],
    [
      'a qualification of an address',
      'address',
      qualificationPath,
      (id) => ({
        productOfferingQualificationItem: [
          { id: '1', product: { productOffering: { id: 'Etherway' }, place: [{ id }], productCharacteristic: [] } },
        ],
      }),
    ],
    [
      'a quote for an address',
      'address',
      quotePath,
      (id) =>
        JSON.parse(
          JSON.stringify(quoteBody('Q')).replace(
            '{"@type":"PostcodeSite","postcode":"AB15 7XY"}',
            `{"@type":"NadKeySite","nadKey":"${id}"}`,
          ),
        ),
    ],
    [
      'an order for an address',
      'address',
      orderPath,
      (id) => provided((item) => Object.assign(item.product, { place: place(id) })),
    ],
    [
      'an order with an appointment',
      'appointment',
      orderPath,
      (id) => provided((item) => Object.assign(item, { appointment: { id, '@type': 'AppointmentRef' } })),
    ],
    [
      'an order from a quote',
      'quote',
      orderPath,
      (id) => provided((_, body) => Object.assign(body, { quote: [{ id }] })),
    ],
    [
      'a flow over a service',
      'serviceId',
      orderPath,
      (id) =>
        order('etherflow-connected-provide', (body) => {
          const [from, to] = pairOf(body.orderItem[0].productOrderItemRelationship);
          Object.assign(from, { id });
          Object.assign(to, { id: otherEnd });
        }),
    ],
    // After the flow: one's own service is ceased by it.
    ['a cease of a service', 'serviceId', orderPath, ceaseBody],
    ['a rebooked visit', 'appointment', 'rebook', (appointmentId) => ({ answer: 'rebook', appointmentId })],
  ];

  /** What became of it, an order a week later, without the ids that every answer has of its own. */
  async function outcome(mine: Tenant, path: string, body: unknown, id: string): Promise<string> {
    const reply = path === 'rebook' ? await rebook(mine, body) : await mine.customer.send('POST', path, body, ethernet);
    let text = reply.text;
    if (path === orderPath && reply.status === 201) {
      await server.control('POST', `/sandboxes/${mine.id}/clock/advance`, { by: 'P7D', deliver: 'park' });
      const order = (await mine.customer.send('GET', `${orderPath}/${orderOf(reply).id}`)).body;
      const errors = itemsOf(order).map((item) => [item.state, item.errorMessage]);
      text = JSON.stringify({ state: order.state, errors });
    }
    const shown = text.replaceAll(id, '<id>').replaceAll(/"Q?\d{8,}"|\/Q?\d{8,}|\d{4}-\d\d-\d\dT[\d:.]+[Z+:\d]*/g, '#');
    return `${reply.status} ${shown}`;
  }

  /** Reservations lapse in a day and quotes in a month: what is named must be there for its owner. */
  async function alive({ id, customer, owned }: Tenant, kind: string): Promise<string> {
    if (kind === 'quote') return (await made(customer.send('POST', quotePath, quoteBody('ALIVE')))).id;
    if (kind !== 'appointment') return owned[kind] as string;
    const { now } = (await server.control('GET', `/sandboxes/${id}/clock`)).body;
    return (await bookVisit(customer, now)).id;
  }

  async function rebook(mine: Tenant, body: unknown): Promise<TestReply> {
    const control = <Method extends string, Path extends string>(method: Method, path: Path, sent?: unknown) =>
      server.control(method, `/sandboxes/${mine.id}${path}`, sent);
    const { items } = (await control('GET', '/open-actions?state=open')).body;
    let missed = items.find(({ kind }) => kind === 'rebookAppointment');
    if (missed === undefined) {
      const orderId = await mine.customer.placeOrder('MISSED');
      await made(control('POST', '/setbacks', { match: { orderId }, setback: 'missed-appointment-by-supplier' }));
      await made(control('POST', '/clock/advance', { until: { orderId, state: 'held' }, deliver: 'park' }));
      missed = (await control('GET', `/open-actions?state=open&orderId=${orderId}`)).body.items[0];
    }
    return control('POST', `/open-actions/${missed.id}/answer`, body);
  }

  test.each(bodies)('%s', async (_, kind, path, body) => {
    const [mine, theirs] = all as [Tenant, Tenant];
    const id = await alive(theirs, kind);
    const nobodys = unknownLike(id);
    const foreign = await outcome(mine, path, body(id), id);
    expect(foreign).toBe(await outcome(mine, path, body(nobodys), nobodys));
    const own = await alive(mine, kind);
    expect(await outcome(mine, path, body(own), own)).not.toBe(foreign);
  });
});

test('addresses of others are in no list of addresses, and named by no query', async () => {
  for (const [mine, theirs] of [[all[0], all[1]]] as [Tenant, Tenant][]) {
    const id = theirs.owned.address as string;
    for (const query of [`postcode=AB15%207XY`, `city=Aberdeen&postcode=AB15%207XY`]) {
      const { status, text } = await mine.customer.send('GET', `${addressPath}?${query}`);
      expect([status, text.includes(id)]).toEqual([200, false]);
    }
    const findAddress = (key: string) => mine.customer.send('GET', `${addressPath}?addressSource=ROBT&id=${key}`);
    expect(comparableReply(await findAddress(id), id)).toEqual(
      comparableReply(await findAddress(unknownLike(id)), unknownLike(id)),
    );
    const own = mine.owned.address as string;
    expect((await findAddress(own)).text).not.toBe((await findAddress(unknownLike(own))).text);
  }
});

test("an advance of another's clock is one that nobody made", async () => {
  const [mine, theirs] = all as [Tenant, Tenant];
  const advances = (tenant: Tenant, n: number) => server.control('GET', `/sandboxes/${tenant.id}/clock/advances/${n}`);
  let newest = 0;
  while (newest < 200) {
    const { body } = await server.control('POST', `/sandboxes/${theirs.id}/clock/advance`, {
      by: 'PT1S',
      deliver: 'park',
    });
    newest = body.advance;
    if ((await advances(mine, newest)).status === 404) break;
  }
  expect((await advances(theirs, newest)).status).toBe(200);
  const { status, text } = await advances(mine, newest);
  expect({ status, text }).toEqual({ status: 404, text: (await advances(mine, 999_999)).text });
});

test("what is ordered in another customer's name is one's own all the same", async () => {
  const [mine, theirs] = all as [Tenant, Tenant];
  const { duns, portalLoginId } = (await server.control('GET', `/sandboxes/${theirs.id}/credentials`)).body;
  const before = (await server.control('GET', `/sandboxes/${theirs.id}`)).body;
  const names = { btDuns: duns, duns, 'apigw-client-id': 'cp-b', userId: portalLoginId };
  const customer = { id: duns, role: 'customer', '@referredType': 'Organization', name: duns };
  const order = sampleOrder('etherway-fibre-provide');
  const sent: readonly (readonly [path: string, body: object])[] = [
    [orderPath, { ...order, relatedParty: [...order.relatedParty, customer], duns, portalLoginId }],
    [quotePath, { ...quoteBody('NAMED'), relatedParty: [customer], duns }],
    [qualificationPath, { ...qualificationBody(), relatedParty: [customer], duns }],
    [addressPath, { postcode: 'AB15 7XY', streetNr: '9', country: 'uk', city: 'Aberdeen', duns }],
  ];
  for (const [path, body] of sent) {
    const { status, text } = await mine.customer.send('POST', path, body, names);
    expect(status, `${path} ${text}`).toBeLessThan(500);
  }
  expect((await server.control('GET', `/sandboxes/${theirs.id}`)).body).toEqual(before);
  expect((await server.control('GET', `/sandboxes/${mine.id}/credentials`)).body.duns).not.toBe(duns);
});

test('a token opens its own sandbox whatever else the request names', async () => {
  const [mine, theirs] = all as [Tenant, Tenant];
  const reply = await mine.customer.send('GET', `${orderPath}?sandbox=${theirs.id}&tenant=${theirs.id}`, undefined, {
    'x-sandbox': theirs.id,
    'x-etherbox-sandbox': theirs.id,
    duns: '123456789',
  });
  expect(reply.text).not.toContain(theirs.externalId);
});

/** All that a live stream has said so far, and a wait for something in it. */
async function liveText(sandboxId: string) {
  const ended = new AbortController();
  const answer = await fetch(`${server.baseUrl}/_sandbox/v1/sandboxes/${sandboxId}/stream`, { signal: ended.signal });
  const reader = (answer.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    text: () => text,
    async until(said: string) {
      while (!text.includes(said)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream of ${sandboxId} ended before it said ${said}: ${text}`);
        text += value;
      }
    },
    end: () => ended.abort(),
  };
}

test('a live stream reports its own sandbox only', async () => {
  const atOnce = 60;
  for (let first = 0; first < all.length; first += atOnce) {
    const some = all.slice(first, first + atOnce);
    const streams = await Promise.all(some.map(({ id }) => liveText(id)));
    const placed: string[] = [];
    // What the first round brings about anywhere has been sent by the time that the second is.
    for (const round of ['FIRST', 'SECOND']) {
      const orders = await Promise.all(some.map(({ customer, externalId }) => customer.placeOrder(externalId + round)));
      await Promise.all(streams.map((stream, n) => stream.until(orders[n] as string)));
      placed.push(...orders);
    }
    for (const [n, stream] of streams.entries()) {
      const theirs = placed.filter(
        (order, at) => at % some.length !== n && !placed.some((own, k) => k % some.length === n && own === order),
      );
      expect(theirs.filter((order) => stream.text().includes(order))).toEqual([]);
      expect([...stream.text().matchAll(/tenant-\d+/g)].map(String).filter((id) => id !== some[n]?.id)).toEqual([]);
    }
    for (const stream of streams) stream.end();
  }
}, 900_000);
