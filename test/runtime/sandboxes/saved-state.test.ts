import { afterEach, describe, expect, test } from 'vitest';
import { recordPact } from '#contracts/record/record-pact';
import { readTraffic } from '#contracts/record/traffic';
import type { Json } from '#domain/core/json';
import { type Sandbox, type SavedState, startSandbox } from '#testing/index';
import { bodyOf } from '../../support/body-of.ts';
import type { Order } from '../../support/documents.ts';
import { runCount, seed } from '../../support/run-options.ts';
import { orderPath } from '../../support/sample-orders.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { startTestServer } from '../../support/test-server.ts';

const open: Sandbox[] = [];
afterEach(async () => {
  for (const box of open.splice(0)) await box.close();
});

async function start(options: Parameters<typeof startSandbox>[0] = {}): Promise<Sandbox> {
  const box = await startSandbox(options);
  open.push(box);
  return box;
}

const place = async (box: Sandbox, externalId: string) => {
  const { readFileSync } = await import('node:fs');
  const order = JSON.parse(readFileSync('fixtures/requests/etherway-fibre-provide.json', 'utf8'));
  const answer = await fetch(box.baseUrl + orderPath, {
    method: 'POST',
    headers: await box.headers(),
    body: JSON.stringify({ ...order, externalId }),
  });
  return (await bodyOf<Order>(answer)).id;
};
const list = async (box: Sandbox) => {
  const text = await (await fetch(box.baseUrl + orderPath, { headers: await box.headers() })).text();
  return text.replaceAll(box.baseUrl, '');
};

describe('a saved sandbox', () => {
  test('is the same state in another process: orders in their order, the agenda, what is to come', async () => {
    const one = await start({ seed: 's' });
    for (let n = 0; n < 8; n += 1) await place(one, `PO-${n}`);
    await one.advance({ by: '5 working days' });
    const saved = JSON.parse(JSON.stringify(await one.state.save()));
    const two = await start({ seed: 'another' });
    await place(two, 'gone');
    await two.state.load(saved);
    expect(await list(two)).toBe(await list(one));
    for (const box of [one, two]) await box.advance({ until: 'completion' });
    expect(await list(two)).toBe(await list(one));
    expect(await place(two, 'next')).toBe(await place(one, 'next'));
  });

  test('that is loaded again and again is noted once, and a contract leaves out what is no longer recorded', async () => {
    const box = await start();
    const saved = await box.state.save();
    await place(box, 'untold');
    await box.control.call('PATCH', '~', { settings: { orderStatus: 202 } });
    for (let n = 0; n < 3; n += 1) await box.state.load(saved);
    type EventPage = { readonly items: readonly { readonly kind: string }[]; readonly forgotten?: string };
    const { items, forgotten } = await box.control.get<EventPage>('~/interventions');
    expect(items.map(({ kind }) => kind)).toEqual(['load']);
    expect(forgotten).toBe('req_1');
    await place(box, 'told');
    const { interactions, leftOut } = recordPact(await readTraffic(box.control), 'loader');
    expect(leftOut.filter((one) => one.includes('/productOrder '))).toEqual([
      `POST ${orderPath} 201: a state that was loaded later replaced its sandbox`,
    ]);
    expect(interactions).toBeGreaterThan(0);
  });

  test('holds no secret, and the listener of the same URL keeps its own', async () => {
    const auth = { type: 'basic', username: 'bt', password: 'listener-password' } as const;
    const callback = {
      url: 'http://127.0.0.1:9/hook',
      auth,
      signing: { secret: 'whsec_c2lnbmluZy1zZWNyZXQtc2lnbmluZw==' },
    };
    const box = await start({ callback });
    const saved = await box.state.save();
    const text = JSON.stringify(saved);
    for (const secret of ['listener-password', 'whsec_', box.credentials.clientSecret])
      expect(text).not.toContain(secret);
    await box.state.load(saved);
    const shown = await box.control.get<{ callback: unknown }>('~');
    expect(shown.callback).toMatchObject({ url: callback.url, auth: 'basic', signed: true });
  });

  test.each<[string, unknown, string]>([
    ['nothing of the kind', { format: 'hello' }, '/format'],
    ['a newer format', { format: 'etherbox-state', formatVersion: 3, documents: {} }, '/formatVersion'],
    ['an older format', { format: 'etherbox-state', formatVersion: 1, documents: {} }, '/formatVersion'],
    ['no version', { format: 'etherbox-state', documents: {} }, '/formatVersion'],
    ['a version in quotes', { format: 'etherbox-state', formatVersion: '1', documents: {} }, '/formatVersion'],
    ['nothing in it', { format: 'etherbox-state', formatVersion: 2 }, '/documents/settings'],
    ['a list of documents', { format: 'etherbox-state', formatVersion: 2, documents: [] }, '/documents'],
    ['no settings', { format: 'etherbox-state', formatVersion: 2, documents: {} }, '/documents/settings'],
    [
      'an unknown collection',
      { format: 'etherbox-state', formatVersion: 2, documents: { spells: [] } },
      '/documents/spells',
    ],
    [
      'a collection by key',
      { format: 'etherbox-state', formatVersion: 2, documents: { orders: { a: {} } } },
      '/documents/orders',
    ],
    [
      'an entry that is none',
      { format: 'etherbox-state', formatVersion: 2, documents: { orders: [['a']] } },
      '/documents/orders/0',
    ],
  ])('%s is refused by name, and nothing changes', async (_, state, pointer) => {
    const box = await start();
    await place(box, 'PO-1');
    const before = await list(box);
    await expect(box.state.load(state as SavedState)).rejects.toMatchObject({ status: 422, violations: [{ pointer }] });
    expect(await list(box)).toBe(before);
  });
});

type Documents = { [collection: string]: [key: string, document: Json][] };
type EditableState = Omit<SavedState, 'documents'> & { readonly documents: Documents };

/** A sandbox with something of most kinds, as it is saved. */
async function createRichState(): Promise<EditableState> {
  const box = await start({ callback: 'http://127.0.0.1:9/hook' });
  await place(box, 'PO-1');
  await box.setbacks.add({ match: { externalId: 'PO-2' }, setback: 'ecc-raised' });
  await box.faultInjections.add({ operation: 'createQuote', status: 503 });
  await place(box, 'PO-2');
  await box.advance({ until: 'next-milestone', deliver: 'park' });
  while ((await box.openActions.list({ state: 'open' })).length === 0)
    await box.advance({ by: 'P1D', deliver: 'park' });
  return JSON.parse(JSON.stringify(await box.state.save())) as EditableState;
}

describe('a saved sandbox that somebody has edited', () => {
  const order = (documents: Documents) => documents.progress?.[0]?.[1] as Record<string, unknown>;
  const item = (documents: Documents) => (order(documents).items as Record<string, unknown>[])[0] as object;
  const entry = (documents: Documents, name: string, at = 0) => documents[name]?.[at]?.[1] as object;

  test('is refused where it says what cannot be, by its place, and nothing changes', async () => {
    const saved = await createRichState();
    const box = await start();
    await place(box, 'PO-KEPT');
    const before = await list(box);
    const edits: readonly (readonly [pointer: string, edit: (documents: Documents) => unknown])[] = [
      ['/documents/settings/0/1/settings', (all) => Reflect.deleteProperty(entry(all, 'settings'), 'settings')],
      ['/documents/settings/1/1/now', (all) => Object.assign(entry(all, 'settings', 1), { now: 'Monday' })],
      ['/documents/settings/1/1/mode', (all) => Object.assign(entry(all, 'settings', 1), { mode: 'fast' })],
      ['/documents/agenda/0/1/kind', (all) => Object.assign(entry(all, 'agenda'), { kind: 'magic' })],
      ['/documents/orders/0/1/submitted', (all) => Reflect.deleteProperty(entry(all, 'orders'), 'submitted')],
      ['/documents/orders/0/1/orderId', (all) => Object.assign(entry(all, 'orders'), { orderId: '1' })],
      ['/documents/progress/0/1/items/0/state', (all) => Object.assign(item(all), { state: 'nearly' })],
      ['/documents/orders/0', (all) => all.progress?.shift()],
      ['/documents/events/0/1/orderId', (all) => Object.assign(entry(all, 'events'), { orderId: 'nobody' })],
      ['/documents/orders/2/0', (all) => all.orders?.push(all.orders[0] as never)],
      // The shape is right, and yet no journey knows it: found by walking a copy.
      ['/documents', (all) => Object.assign(item(all), { journey: 'to-the-moon' })],
    ];
    for (const [pointer, edit] of edits) {
      const state = structuredClone(saved);
      edit(state.documents);
      const refused = await box.state.load(state).catch((error: unknown) => error);
      expect(refused, pointer).toMatchObject({ status: 422, violations: [{ pointer }] });
    }
    expect(await list(box)).toBe(before);
    await box.state.load(saved);
    expect(await list(box)).not.toBe(before);
  });

  test('is refused, or works: whatever was changed in it, nobody is answered 5xx', async () => {
    const saved = await createRichState();
    const server = await startTestServer();
    const random = seededRandom(seed);
    const box = '/sandboxes/default';
    const counts = { refused: 0, taken: 0 };
    for (let n = runCount(60, 3000); n > 0; n -= 1) {
      const state = structuredClone(saved);
      const what = damage(state.documents, random);
      const { status } = await server.control('PUT', `${box}/state`, state);
      expect([200, 422], what).toContain(status);
      counts[status === 200 ? 'taken' : 'refused'] += 1;
      if (status !== 200) continue;
      const customer = await server.customer('default');
      const readAll = [
        await customer.send('GET', orderPath),
        ...(await Promise.all(
          ['', '/orders', '/events', '/open-actions', '/setbacks', '/fault-injections'].map((path) =>
            server.control('GET', box + path),
          ),
        )),
        await server.control('POST', `${box}/clock/advance`, { until: 'completion', preview: true }),
        await server.control('POST', `${box}/clock/advance`, { by: 'P20D', deliver: 'park' }),
      ];
      for (const reply of readAll) expect(reply.status, `${what}: ${reply.text.slice(0, 300)}`).toBeLessThan(500);
    }
    expect(Math.min(counts.refused, counts.taken)).toBeGreaterThan(0);
    await server.close();
  });
});

/** Takes one member away, or puts something else in its place, somewhere in one document. Says what it did. */
function damage(documents: Documents, random: ReturnType<typeof seededRandom>): string {
  const name = random.pick(Object.keys(documents));
  const entries = documents[name] as Documents[string];
  let holder: unknown = entries[random.integerBelow(entries.length)]?.[1];
  let path = name;
  for (;;) {
    const members = Object.keys(holder as object);
    if (members.length === 0) return `${path} as it was`;
    const member = random.pick(members);
    path += `/${member}`;
    const inside = (holder as Record<string, unknown>)[member];
    if (typeof inside === 'object' && inside !== null && random.integerBelow(3) > 0) {
      holder = inside;
      continue;
    }
    const value = random.pick([undefined, null, -1, 1e300, 'x', '', [], {}, [{}], true]);
    if (value === undefined && !Array.isArray(holder)) Reflect.deleteProperty(holder as object, member);
    else (holder as Record<string, unknown>)[member] = value ?? null;
    return `${path} = ${JSON.stringify(value)}`;
  }
}
