import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Serving, serve } from '../src/mock/http/serve.ts';
import { loadDocuments } from '../src/mock/runtime/load-data.ts';
import { dice } from './support/dice.ts';
import { seed } from './support/seeded.ts';
import { type KnownIds, specRequests } from './support/spec-requests.ts';

/**
 * Explaining never changes the answer: the same N requests (default 400; FULL=1: 20,000) to two sandboxes that differ only
 * in the setting `explain`. One asks why, the other does not.
 */
const count = Number(process.env.N ?? (process.env.FULL ? 20_000 : 400));
const notServed = ['oauth', 'sandbox', 'order-notification', 'common'];
const documents = Object.fromEntries(Object.entries(loadDocuments()).filter(([api]) => !notServed.includes(api)));

let serving: Serving;
const tokens: { [id: string]: string } = {};

beforeAll(async () => {
  serving = await serve({ first: { id: 'default', clientId: 'cp', clientSecret: 'secret' } });
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

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | undefined;
}

async function ask(id: string, { method, path, headers, body }: Asked) {
  const response = await fetch(serving.baseUrl + path, {
    method,
    headers: { authorization: `Bearer ${tokens[id]}`, ...headers },
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, link: response.headers.get('link'), body: await response.text() };
}

/** Requests from the documents, and among them ones that no document has: other paths, methods, media types, no JSON. */
function* asks(known: KnownIds): Generator<Asked> {
  const requests = specRequests(documents, seed);
  const roll = dice(seed + 1);
  for (let n = 0; n < count; n += 1) {
    const { method, path, query, headers, body } = requests.next(known);
    const text = body === undefined ? undefined : JSON.stringify(body);
    const asked: Asked = {
      method,
      path: query === '' ? path : `${path}?${query}`,
      headers: { ...headers, ...(text === undefined ? {} : { 'content-type': 'application/json' }) },
      body: text,
    };
    yield roll.chance(0.3) ? roll.pick(spoils)(asked, roll.below(1_000_000)) : asked;
  }
}

const spoils: readonly ((asked: Asked, chance: number) => Asked)[] = [
  (asked, chance) => ({ ...asked, path: cutOut(asked.path, chance) }),
  (asked) => ({ ...asked, method: asked.body === undefined ? 'DELETE' : 'PUT' }),
  (asked) => ({ ...asked, headers: { ...asked.headers, ...(asked.body ? { 'content-type': 'text/plain' } : {}) } }),
  (asked) => ({ ...asked, ...(asked.body ? { body: asked.body.slice(0, -2) } : {}) }),
  (asked) => ({ ...asked, path: `${asked.path}/%E2%80%AE/${'x'.repeat(200)}` }),
  ({ headers: { 'APIGW-Tracking-Header': _, ...headers }, ...asked }) => ({ ...asked, headers }),
];

function cutOut(path: string, chance: number): string {
  const at = 1 + (chance % Math.max(1, path.length - 1));
  return path.slice(0, at) + path.slice(at + 1);
}

describe(`${count} requests with and without explanations (SEED=${seed})`, () => {
  it('are answered with the same status and the same body', async () => {
    const known: KnownIds = new Map();
    let refused = 0;
    for (const asked of asks(known)) {
      const told = await ask('told', asked);
      const untold = await ask('untold', asked);
      const what = `${asked.method} ${asked.path} ${asked.body?.slice(0, 300)}`;
      expect({ status: untold.status, body: untold.body }, what).toEqual({ status: told.status, body: told.body });
      expect(untold.link, what).toBeNull();
      if (told.status >= 400) refused += 1;
      expect(told.link !== null, what).toBe(told.status >= 400);
      remember(known, asked, told);
    }
    // A run in which nothing was refused would show nothing.
    expect(refused).toBeGreaterThan(count / 10);
  }, 3_600_000);

  it('and only one of the journals says why', () => {
    const why = (id: string) =>
      serving.sandboxes
        .mustGet(id)
        .journal.list()
        .items.filter(({ why, nearMisses }) => (why?.length ?? 0) > 0 || (nearMisses?.length ?? 0) > 0).length;
    expect(why('told')).toBeGreaterThan(0);
    expect(why('untold')).toBe(0);
  });
});

function remember(known: KnownIds, { path }: Asked, { status, body }: { status: number; body: string }): void {
  if (status !== 201) return;
  const { id } = JSON.parse(body) as { id?: unknown };
  const collection = path.split('?', 1)[0] as string;
  if (typeof id === 'string') known.set(collection, [...(known.get(collection) ?? []), id].slice(-200));
}
