import { afterAll, beforeAll, expect, test } from 'vitest';
import { collections } from '#engine/state/collections';
import { startTestServer, type TestServer } from '../../support/test-server.ts';

/**
 * What becomes of each part of a sandbox. `created`: as given at creation. `own`: that of the sandbox itself. `other`: that
 * of the sandbox it comes from. `gone`: as in a new sandbox.
 */
type Fate = 'kept' | 'created' | 'gone' | 'own' | 'other' | 'contained' | 'left out';
const table: { readonly [part: string]: { [after in 'reset' | 'fork' | 'export' | 'import']: Fate } } = {
  id: { reset: 'kept', fork: 'own', export: 'contained', import: 'own' },
  seed: { reset: 'kept', fork: 'other', export: 'contained', import: 'other' },
  clientId: { reset: 'kept', fork: 'own', export: 'left out', import: 'own' },
  start: { reset: 'kept', fork: 'other', export: 'contained', import: 'other' },
  callback: { reset: 'kept', fork: 'other', export: 'contained', import: 'other' },
  profile: { reset: 'created', fork: 'other', export: 'contained', import: 'other' },
  settings: { reset: 'created', fork: 'other', export: 'contained', import: 'other' },
  now: { reset: 'created', fork: 'other', export: 'contained', import: 'other' },
  clock: { reset: 'created', fork: 'other', export: 'contained', import: 'other' },
  documents: { reset: 'gone', fork: 'other', export: 'contained', import: 'other' },
};

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  expect(server.internalErrors).toEqual([]);
  await server.close();
});

const callback = { url: 'http://127.0.0.1:9/hook' };
const asCreated = { callback, seed: 'seven', settings: { orderStatus: 202 } };
type View = { readonly [part: string]: unknown };

async function viewOf(id: string): Promise<View> {
  const { clock, counts, version: _, ...view } = (await server.control('GET', `/sandboxes/${id}`)).body;
  // Deliveries to a listener that is not there are tried again meanwhile.
  const { agenda: __, endpointHealth: ___, ...documents } = counts;
  return { ...view, clock: { mode: clock.mode, rate: clock.rate }, documents };
}

/** A sandbox in which every part differs from what it was created with. */
async function changed(id: string): Promise<{ readonly fresh: View; readonly used: View }> {
  await server.control('POST', '/sandboxes', { id, ...asCreated });
  const fresh = await viewOf(id);
  const path = `/sandboxes/${id}`;
  await server.control('PATCH', path, { settings: { orderStatus: null, explain: false }, profile: 'strict' });
  const placed = await (await server.customer(id)).placeOrder('ONE');
  expect(placed).not.toBe('');
  await server.control('POST', `${path}/fault-injections`, { operation: 'createQuote', status: 503, times: 1 });
  await server.control('POST', `${path}/clock/advance`, { by: 'P3D', deliver: 'park' });
  return { fresh, used: await viewOf(id) };
}

test('reset kept settings, profile and the pace of the clock although the sandbox is as new', async () => {
  const { fresh, used } = await changed('reset-me');
  const customer = await server.customer('reset-me');
  const after =
    (await server.control('POST', '/sandboxes/reset-me/reset')).status === 200 && (await viewOf('reset-me'));
  for (const [part, { reset }] of Object.entries(table)) {
    const expected = { kept: used, created: fresh, gone: fresh }[reset as 'kept'][part];
    expect((after as View)[part], part).toEqual(expected);
  }
  expect(fresh.settings).not.toEqual(used.settings);
  expect((await customer.send('GET', '/v1/productOrderingManagement/productOrder')).body).toEqual([]);
});

test('fork, export and import: what each part becomes', async () => {
  const { used } = await changed('parent');
  await server.control('POST', '/sandboxes', { id: 'child', from: 'parent' });
  await server.control('POST', '/sandboxes', { id: 'target', seed: 'eight' });
  const target = await viewOf('target');
  const state = (await server.control('GET', '/sandboxes/parent/state')).body;
  expect((await server.control('PUT', '/sandboxes/target/state', state)).status).toBe(200);
  const results = { fork: await viewOf('child'), import: await viewOf('target') };
  const profile = new Map<string, View>(
    (state as unknown as { documents: { settings: [string, View][] } }).documents.settings,
  ).get('profile') as View;
  for (const [part, fates] of Object.entries(table)) {
    for (const after of ['fork', 'import'] as const) {
      if (fates[after] === 'other') expect(results[after][part], `${part} after ${after}`).toEqual(used[part]);
      else expect(results[after][part], `${part} after ${after}`).not.toEqual(used[part]);
    }
    if (fates.export === 'left out') expect(JSON.stringify(state), part).not.toContain(String(used[part]));
  }
  expect(results.import.clientId).toBe(target.clientId);
  expect(profile).not.toHaveProperty('created');
  // A fork was created with what it began with; an imported sandbox with what it was given itself.
  for (const [id, expected] of [
    ['child', used.settings],
    ['target', target.settings],
  ] as const) {
    await server.control('POST', `/sandboxes/${id}/reset`);
    expect((await viewOf(id)).settings, id).toEqual(expected);
  }
});

test('delete leaves nothing: the id is free, and its tokens are unknown', async () => {
  await changed('short');
  const customer = await server.customer('short');
  expect((await server.control('DELETE', '/sandboxes/short')).status).toBe(204);
  expect((await customer.send('GET', '/v1/productOrderingManagement/productOrder')).status).toBe(401);
  await server.control('POST', '/sandboxes', { id: 'short' });
  const { documents } = await viewOf('short');
  const names = collections
    .map(({ name }) => name)
    .filter((name) => !['settings', 'agenda', 'endpointHealth'].includes(name));
  expect(documents).toEqual(Object.fromEntries(names.map((name) => [name, 0])));
});
