import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, serve } from '#http/serve';
import { readOpenApiDocuments } from '#runtime/load-data';
import { seed } from '../../support/run-options.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { type KnownIds, specRequests } from '../../support/spec-requests.ts';

/**
 * Explaining never changes the answer: the same N requests (default 400; FULL=1: 20,000) to two sandboxes that differ only
 * in the setting `explain`. One asks why, the other does not.
 */
const count = Number(process.env.N ?? (process.env.FULL ? 20_000 : 400));
const notServed = ['oauth', 'sandbox', 'order-notification', 'common'];
const documents = Object.fromEntries(
  Object.entries(readOpenApiDocuments()).filter(([api]) => !notServed.includes(api)),
);

let serving: RunningServer;
const tokens: { [id: string]: string } = {};

beforeAll(async () => {
  serving = await serve({ initialSandbox: { id: 'default', clientId: 'cp', clientSecret: 'secret' } });
  for (const [id, explain] of [
    ['told', true],
    ['untold', false],
  ] as const) {
    const customer = { duns: '210000009', portalLoginId: 'same' };
    await serving.sandboxes.create({
      id,
      seed: 'same',
      clientId: id,
      clientSecret: 'secret',
      ...customer,
      settings: { explain },
    });
    const authorization = `Basic ${btoa(`${id}:secret`)}`;
    const url = `${serving.baseUrl}/oauth/accesstoken?grant_type=client_credentials`;
    tokens[id] = (
      (await (await fetch(url, { headers: { authorization } })).json()) as { access_token: string }
    ).access_token;
  }
});
afterAll(() => serving.close());

interface SentRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | undefined;
}

async function sendRequest(id: string, { method, path, headers, body }: SentRequest) {
  const response = await fetch(serving.baseUrl + path, {
    method,
    headers: { authorization: `Bearer ${tokens[id]}`, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, link: response.headers.get('link'), body: await response.text() };
}

/** Requests from the documents, and among them ones that no document has: other paths, methods, media types, no JSON. */
function* generateRequests(known: KnownIds): Generator<SentRequest> {
  const requests = specRequests(documents, seed);
  const roll = seededRandom(seed + 1);
  for (let n = 0; n < count; n += 1) {
    const { method, path, query, headers, body } = requests.next(known);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const request: SentRequest = {
      method,
      path: query === '' ? path : `${path}?${query}`,
      headers: { ...headers, ...(text === undefined ? {} : { 'content-type': 'application/json' }) },
      body: text,
    };
    yield roll.boolean(0.3) ? roll.pick(requestMutations)(request, roll.integerBelow(1_000_000)) : request;
  }
}

const requestMutations: readonly ((request: SentRequest, ratio: number) => SentRequest)[] = [
  (request, ratio) => ({ ...request, path: cutOut(request.path, ratio) }),
  (request) => ({ ...request, method: request.body === undefined ? 'DELETE' : 'PUT' }),
  (request) => ({
    ...request,
    headers: { ...request.headers, ...(request.body ? { 'content-type': 'text/plain' } : {}) },
  }),
  (request) => ({ ...request, ...(request.body ? { body: request.body.slice(0, -2) } : {}) }),
  (request) => ({ ...request, path: `${request.path}/%E2%80%AE/${'x'.repeat(200)}` }),
  ({ headers: { 'APIGW-Tracking-Header': _, ...headers }, ...request }) => ({ ...request, headers }),
];

function cutOut(path: string, ratio: number): string {
  const at = 1 + (ratio % Math.max(1, path.length - 1));
  return path.slice(0, at) + path.slice(at + 1);
}

describe(`${count} requests with and without explanations (SEED=${seed})`, () => {
  it('are answered with the same status and the same body', async () => {
    const known: KnownIds = new Map();
    let refused = 0;
    for (const request of generateRequests(known)) {
      const explained = await sendRequest('told', request);
      const untold = await sendRequest('untold', request);
      const what = `${request.method} ${request.path} ${request.body?.slice(0, 300)}`;
      expect({ status: untold.status, body: untold.body }, what).toEqual({
        status: explained.status,
        body: explained.body,
      });
      expect(untold.link, what).toBeNull();
      if (explained.status >= 400) refused += 1;
      expect(explained.link !== null, what).toBe(explained.status >= 400);
      remember(known, request, explained);
    }
    // A run in which nothing was refused would show nothing.
    expect(refused).toBeGreaterThan(count / 10);
  }, 3_600_000);

  it('and only one of the journals says why', () => {
    const why = (id: string) =>
      serving.sandboxes
        .getOrThrow(id)
        .journal.list()
        .items.filter(({ why, nearMisses }) => (why?.length ?? 0) > 0 || (nearMisses?.length ?? 0) > 0).length;
    expect(why('told')).toBeGreaterThan(0);
    expect(why('untold')).toBe(0);
  });
});

function remember(known: KnownIds, { path }: SentRequest, { status, body }: { status: number; body: string }): void {
  if (status !== 201) return;
  const { id } = JSON.parse(body) as { id?: unknown };
  const collection = path.split('?', 1)[0] as string;
  if (typeof id === 'string') known.set(collection, [...(known.get(collection) ?? []), id].slice(-200));
}
