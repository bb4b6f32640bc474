import { afterEach, describe, expect, test } from 'vitest';
import { recordPact } from '../src/contracts/record-pact.ts';
import { readTraffic } from '../src/contracts/traffic.ts';
import { type Sandbox, startSandbox } from '../src/index.ts';
import { bodyOf } from './support/body-of.ts';

const open: Sandbox[] = [];
afterEach(async () => {
  for (const box of open.splice(0)) await box.close();
});

async function start(options: Parameters<typeof startSandbox>[0] = {}): Promise<Sandbox> {
  const box = await startSandbox(options);
  open.push(box);
  return box;
}

const orderPath = '/v1/productOrderingManagement/productOrder';
const place = async (box: Sandbox, externalId: string) => {
  const { readFileSync } = await import('node:fs');
  const order = JSON.parse(readFileSync('fixtures/requests/etherway-fibre-provide.json', 'utf8'));
  const answer = await fetch(box.baseUrl + orderPath, {
    method: 'POST',
    headers: await box.headers(),
    body: JSON.stringify({ ...order, externalId }),
  });
  return (await bodyOf(answer)).id as string;
};
const list = async (box: Sandbox) => {
  const text = await (await fetch(box.baseUrl + orderPath, { headers: await box.headers() })).text();
  return text.replaceAll(box.baseUrl, '');
};

describe('a saved sandbox', () => {
  test('is the same world in another process: orders in their order, the agenda, what is to come', async () => {
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

  test('that is loaded again and again is noted once, and a contract leaves out what is not told any more', async () => {
    const box = await start();
    const saved = await box.state.save();
    await place(box, 'untold');
    await box.control.call('PATCH', '~', { settings: { orderStatus: 202 } });
    for (let n = 0; n < 3; n += 1) await box.state.load(saved);
    type Told = { readonly items: readonly { readonly kind: string }[]; readonly forgotten?: string };
    const { items, forgotten } = await box.control.get<Told>('~/interventions');
    expect(items.map(({ kind }) => kind)).toEqual(['load']);
    expect(forgotten).toBe('req_1');
    await place(box, 'told');
    const { interactions, leftOut } = recordPact(await readTraffic(box.control), 'loader');
    expect(leftOut.filter((one) => one.includes('/productOrder '))).toEqual([
      `POST ${orderPath} 201: another world was loaded over the one that it met`,
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
    ['another format', { format: 'etherbox-state', formatVersion: 2, documents: {} }, '/formatVersion'],
    ['no settings', { format: 'etherbox-state', formatVersion: 1, documents: {} }, '/documents/settings'],
    [
      'an unknown collection',
      { format: 'etherbox-state', formatVersion: 1, documents: { spells: [] } },
      '/documents/spells',
    ],
    [
      'a collection by key',
      { format: 'etherbox-state', formatVersion: 1, documents: { orders: { a: {} } } },
      '/documents/orders',
    ],
    [
      'an entry that is none',
      { format: 'etherbox-state', formatVersion: 1, documents: { orders: [['a']] } },
      '/documents/orders/0',
    ],
  ])('%s is refused by name, and nothing changes', async (_, state, pointer) => {
    const box = await start();
    await place(box, 'PO-1');
    const before = await list(box);
    await expect(box.state.load(state)).rejects.toMatchObject({ status: 422, faults: [{ pointer }] });
    expect(await list(box)).toBe(before);
  });
});
