import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Contract } from '#engine/contract/contract';
import type { OpenApiDocument } from '#engine/contract/openapi-document';
import type { SavedState } from '#engine/state/sandbox-lifecycle';
import { type RunningServer, serve } from '#http/serve';
import { readOpenApiDocuments } from '#runtime/load-data';
import { placedOrdersKey } from '../support/realistic-values.ts';
import { recordFigure, runCount, seed } from '../support/run-options.ts';
import { orderPath, sampleOrder } from '../support/sample-orders.ts';
import { savedOrderHistory } from '../support/saved-order-history.ts';
import { type KnownIds, type SpecRequest, serverOwned, specRequests } from '../support/spec-requests.ts';

/**
 * A walk of generated requests over every operation of BT's side: bodies that fit and bodies with one keyword broken.
 * N requests (default 2,000), a fresh sandbox after every 2,000.
 */
const count = runCount(2000, 100_000);
const perSandbox = 2000;
const notServed = ['oauth', 'sandbox', 'order-notification', 'common'];
const documents = Object.fromEntries(
  Object.entries(readOpenApiDocuments()).filter(([api]) => !notServed.includes(api)),
);

let serving: RunningServer;
let contract: Contract;
const internalErrors: string[] = [];

beforeAll(async () => {
  serving = await serve({
    initialSandbox: { id: 'default', clientId: 'cp', clientSecret: 'secret' },
    onInternalError: (operationId, violations) =>
      internalErrors.push(`${operationId}: ${JSON.stringify(violations).slice(0, 300)}`),
  });
  contract = serving.sandboxes.context.contract;
});
afterAll(() => serving.close());

async function tokenFor(id: string, state?: SavedState): Promise<string> {
  await serving.sandboxes.create({ id, seed: id, clientId: id, clientSecret: 'secret' });
  if (state) await serving.sandboxes.loadState(id, state);
  const authorization = `Basic ${Buffer.from(`${id}:secret`).toString('base64')}`;
  const response = await fetch(`${serving.baseUrl}/oauth/accesstoken?grant_type=client_credentials`, {
    headers: { authorization },
  });
  return ((await response.json()) as { access_token: string }).access_token;
}

async function send(request: SpecRequest, token: string) {
  const url = `${serving.baseUrl}${request.path}${request.query ? `?${request.query}` : ''}`;
  const mediaType = contract.operations.get(request.operationId)?.requestMediaTypes?.[0];
  const response = await fetch(url, {
    method: request.method,
    headers: {
      ...request.headers,
      authorization: `Bearer ${token}`,
      ...(request.body === undefined || !mediaType ? {} : { 'content-type': mediaType }),
    },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as { id?: string }) };
}

interface Walker {
  readonly known: KnownIds;
  tokenOf(path: string): string;
  leave(): Promise<void>;
}

/** Two sandboxes: an empty one, and for charges and assets one that has a past. */
async function enter(n: number, history: SavedState): Promise<Walker> {
  const ids = [`walk-${n}`, `past-${n}`] as const;
  const [fresh, past] = [await tokenFor(ids[0]), await tokenFor(ids[1], history)];
  const known: KnownIds = new Map();
  for (const path of ['/v1/productOrderingManagement/charge', '/tmf-api/productInventory/v4/product']) {
    const response = await fetch(`${serving.baseUrl}${path}?limit=100`, {
      headers: { authorization: `Bearer ${past}`, 'APIGW-Tracking-Header': 'past' },
    });
    remember(known, path, await response.json());
  }
  // Orders to amend and to cancel, whatever the walk draws.
  for (let placed = 0; placed < 40; placed++) {
    const order = { ...sampleOrder('etherway-fibre-provide'), externalId: `before-${placed}` };
    const response = await send(
      {
        method: 'POST',
        path: orderPath,
        query: '',
        headers: { 'APIGW-Tracking-Header': 'before' },
        body: order,
        operationId: 'createProductOrder',
        made: 'fits',
      },
      fresh,
    );
    remember(known, placedOrdersKey, response.body);
  }
  await registerListeners(known, fresh);
  return {
    known,
    tokenOf: (path) => (/\/(charge|productInventory)\b/.test(path) ? past : fresh),
    async leave() {
      for (const id of ids) await serving.sandboxes.remove(id);
    },
  };
}

/** Listeners to take away again. */
async function registerListeners(known: KnownIds, token: string): Promise<void> {
  const path = '/v1/productOrderingManagement/hub';
  for (let n = 0; n < 6; n++) {
    const request = {
      method: 'POST',
      path,
      query: '',
      headers: { 'APIGW-Tracking-Header': 'before' },
      body: { callback: `http://127.0.0.1:1/before/${n}`, query: 'eventType=ProductOrderCreateEvent' },
      operationId: 'createHub',
      made: 'fits',
    } as const;
    remember(known, path, (await send(request, token)).body);
  }
}

/** What was taken away is not requested again. */
function forget(known: KnownIds, path: string): void {
  const gone = path.slice(path.lastIndexOf('/') + 1);
  for (const [from, ids] of known) if (ids.includes(gone)) known.set(from, withoutOne(ids, gone));
}

const withoutOne = (ids: readonly string[], gone: string): string[] => ids.filter((id) => id !== gone);

/** Ids of what was created or listed: later requests read them. */
function remember(known: KnownIds, path: string, body: unknown): void {
  const ids = [body]
    .flat()
    .flatMap((one) => (typeof (one as { id?: unknown })?.id === 'string' ? [(one as { id: string }).id] : []));
  if (ids.length > 0) known.set(path, [...(known.get(path) ?? []), ...ids].slice(-200));
}

interface Tally {
  requestCount: number;
  good: number;
  fitted: number;
  sample?: string;
}

describe(`a walk of ${count} requests (SEED=${seed})`, () => {
  const tallies = new Map<string, Tally>();
  const wrong: string[] = [];

  it('is answered within its documents, without one 5xx', async () => {
    const requests = specRequests(documents, seed);
    const history = savedOrderHistory(120);
    let walker: Walker | undefined;
    for (let n = 0; n < count; n++) {
      if (n % perSandbox === 0) {
        if (walker) await walker.leave();
        walker = await enter(n, history);
      }
      const { known, tokenOf } = walker as Walker;
      const request = requests.next(known);
      const { status, body } = await send(request, tokenOf(request.path));
      const label = `${n} ${request.operationId} ${request.method} ${request.path}?${request.query} ${JSON.stringify(request.body)?.slice(0, 400)} -> ${status} ${JSON.stringify(body)?.slice(0, 300)}`;
      checkReply(request, status, body, label);
      // Which charges wait for an answer is known from the start; a list would name those that have one.
      if (status < 300 && !request.path.endsWith('/charge')) remember(known, request.path, body);
      if (status === 201 && request.operationId === 'createProductOrder') remember(known, placedOrdersKey, body);
      if (status === 204 && request.method === 'DELETE') forget(known, request.path);
      const tally = tallies.get(request.operationId) ?? { requestCount: 0, good: 0, fitted: 0 };
      tally.requestCount += 1;
      if (request.made === 'fits') tally.fitted += 1;
      if (status < 300) tally.good += 1;
      else tally.sample = label;
      tallies.set(request.operationId, tally);
    }
    expect(wrong.slice(0, 5)).toEqual([]);
    expect(internalErrors.slice(0, 5)).toEqual([]);
    const shares = [...tallies.values()].map(({ requestCount, good }) => good / requestCount);
    recordFigure(
      'a walk of generated requests: 5xx, answers outside their documents, least share of 2xx',
      `0, 0 of ${count}, ${(100 * Math.min(...shares)).toFixed(0)} %`,
      '0, 0 of 100000, 40 % or more',
    );
  }, 3_600_000);

  function checkReply(request: SpecRequest, status: number, body: unknown, label: string): void {
    const operation = contract.operations.get(request.operationId);
    const violations = operation?.checkAnswer(status, body) ?? [];
    if (violations.length > 0)
      wrong.push(`does not fit its document: ${JSON.stringify(violations).slice(0, 300)}: ${label}`);
    if (status >= 500) wrong.push(`5xx: ${label}`);
    const unfit = request.body === undefined ? 0 : (operation?.checkBody(request.body).length ?? 0);
    if (request.made === 'fits' && unfit > 0) wrong.push(`made to fit, and does not: ${label}`);
    if (request.made === 'mutated' && unfit === 0)
      wrong.push(`${request.mutation?.keyword} at ${request.mutation?.pointer} was broken, and it fits: ${label}`);
    if (request.made === 'mutated' && status < 400) wrong.push(`broken and taken: ${label}`);
  }

  it.each(specRequests(documents, seed).operationIds)('%s: two of five are 2xx, or more', (operationId) => {
    const tally = tallies.get(operationId);
    expect(tally?.requestCount ?? 0).toBeGreaterThan(0);
    expect((tally?.good ?? 0) / (tally?.requestCount ?? 1), tally?.sample).toBeGreaterThanOrEqual(0.4);
  });
});

describe('what the server owns', () => {
  const places = serverOwned(documents, seed, 60);
  const requests = [...places.values()];
  const of = (keyword: string) => requests.filter(({ mutation }) => mutation.keyword === keyword);

  it('is refused at its place by every operation that takes a body, wherever it is in it', async () => {
    const token = await tokenFor('owned');
    const before = JSON.stringify(serving.sandboxes.saveState('owned'));
    const checked = new Set<string>();
    for (const request of of('readOnly')) {
      const { status, body } = await send(request, token);
      const label = `${request.operationId} ${request.mutation.pointer} -> ${status} ${JSON.stringify(body)}`;
      expect(status, label).toBe(400);
      const violations = contract.operations.get(request.operationId)?.checkBody(request.body) ?? [];
      expect(violations.map(({ pointer, rule }) => `${rule} ${pointer}`)).toContain(
        `server-owned ${request.mutation.pointer}`,
      );
      for (const { spec, rule } of violations) if (rule === 'server-owned') checked.add(spec as string);
    }
    expect(JSON.stringify(serving.sandboxes.saveState('owned'))).toBe(before);
    expect([...ownedIn(documents)].filter((place) => !checked.has(place))).toEqual([]);
  });

  it('and that BT lists for requests all the same is taken, and never kept', async () => {
    const token = await tokenFor('listed');
    let acceptedCount = 0;
    for (const request of of('requestMember')) {
      const { status, body } = await send(request, token);
      if (status < 300) acceptedCount += 1;
      expect(JSON.stringify(body), `${request.operationId} ${request.mutation.pointer}`).not.toMatch(
        /of-my-own|48151\.62/,
      );
    }
    expect(acceptedCount).toBeGreaterThan(10);
    const storedDocuments = [...serving.sandboxes.getOrThrow('listed').sandboxState.all()].filter(
      ([name]) => name !== 'idempotency',
    );
    expect(JSON.stringify(storedDocuments)).not.toMatch(/of-my-own|48151\.62/);
  });
});

/** Where the documents say that a member is the server's, in schemas that a request can reach. */
function ownedIn(apis: { readonly [api: string]: object }): Set<string> {
  const found = new Set<string>();
  for (const [api, document] of Object.entries(apis)) {
    const { paths = {}, components } = document as OpenApiDocument;
    const seen = new Set<unknown>();
    const visit = (schema: unknown, at: string): void => {
      if (typeof schema !== 'object' || schema === null || seen.has(schema)) return;
      seen.add(schema);
      const { $ref, properties = {} } = schema as { $ref?: string; properties?: { [name: string]: unknown } };
      if ($ref !== undefined) {
        const name = $ref.split('/').at(-1) as string;
        const target = components?.schemas?.[name] as { readonly 'x-from'?: string } | undefined;
        visit(target, `${target?.['x-from'] ?? api}.yaml#/components/schemas/${name}`);
      }
      for (const [name, member] of Object.entries(properties)) {
        const { readOnly, 'x-request-member': listed } = member as { readOnly?: boolean; 'x-request-member'?: boolean };
        if (readOnly && !listed) found.add(`${at}/properties/${name}`);
        else if (!readOnly) visit(member, `${at}/properties/${name}`);
      }
      for (const [keyword, inner] of Object.entries(schema)) {
        if (['items', 'additionalProperties'].includes(keyword)) visit(inner, `${at}/${keyword}`);
        if (['allOf', 'oneOf', 'anyOf'].includes(keyword))
          for (const [n, one] of (inner as unknown[]).entries()) visit(one, `${at}/${keyword}/${n}`);
      }
      const { discriminator } = schema as {
        readonly discriminator?: { readonly mapping?: { readonly [tag: string]: string } };
      };
      for (const target of Object.values(discriminator?.mapping ?? {})) visit({ $ref: target }, '');
    };
    for (const item of Object.values(paths))
      for (const operation of Object.values(item as { readonly [method: string]: unknown })) {
        const { requestBody } = (operation ?? {}) as {
          requestBody?: { content?: { [type: string]: { schema: unknown } } };
        };
        for (const { schema } of Object.values(requestBody?.content ?? {})) visit(schema, '');
      }
  }
  return found;
}

it('the same seed makes the same requests', () => {
  const take = () => {
    const requests = specRequests(documents, seed);
    return Array.from({ length: 200 }, () => requests.next(new Map()));
  };
  expect(JSON.stringify(take())).toBe(JSON.stringify(take()));
});

it('walks every operation that is served', () => {
  const written = Object.values(documents)
    .flatMap((document) => Object.values((document as OpenApiDocument).paths ?? {}))
    .flatMap((item) => ['get', 'post', 'patch', 'delete'].filter((method) => item[method])).length;
  expect(new Set(specRequests(documents, 1).operationIds).size).toBe(written);
});
