import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type HubDocument, hubs } from '../src/mock/domain/order-notification/hub.ts';
import { hubNotifications } from '../src/mock/engine/outbox.ts';
import { type Serving, serve } from '../src/mock/http/serve.ts';
import { advance } from '../src/mock/runtime/advance.ts';
import { type Received, type Receiver, startReceiver } from './support/flaky-receiver.ts';
import { sample } from './support/order-desk.ts';

const base = '/v1/productOrderingManagement';

describe('registered listeners', () => {
  let box: Serving;
  let hub: Receiver;
  let callback: Receiver;
  let token: string;
  const open = async (profile: 'default' | 'strict' = 'default') => {
    const first = { id: 'default', clientId: 'c', clientSecret: 's', profile, callback: { url: callback.url } };
    box = await serve({ first });
    const grant = await fetch(`${box.baseUrl}/oauth/accesstoken`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa('c:s')}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
    });
    token = ((await grant.json()) as { access_token: string }).access_token;
  };
  beforeEach(async () => {
    hub = await startReceiver();
    callback = await startReceiver();
  });
  afterEach(async () => {
    await box.close();
    await hub.close();
    await callback.close();
  });
  const call = (method: string, path: string, body?: unknown) =>
    fetch(`${box.baseUrl}${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'apigw-tracking-header': 'hub-test',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const register = async (query?: string) => {
    const answer = await call('POST', '/hub', { callback: hub.url, ...(query === undefined ? {} : { query }) });
    expect(answer.status).toBe(201);
    const made = (await answer.json()) as HubDocument;
    expect(answer.headers.get('location')).toBe(`${box.baseUrl}${base}/hub/${made.id}`);
    return made;
  };
  const live = () => box.sandboxes.mustGet('default');
  const runOut = () =>
    advance(live(), { until: 'completion' }, box.deliverer, box.sandboxes.house.ground.calendar.divisions.scotland);
  const place = async () =>
    expect((await call('POST', '/productOrder', sample('etherway-fibre-provide'))).status).toBe(201);
  const bodies = (receiver: Receiver) => receiver.received.map(({ body }: Received) => body);

  test('are told the same bytes as the callback, of what they asked for', async () => {
    await open();
    await register();
    await place();
    await runOut();
    expect(hub.received.length).toBeGreaterThan(5);
    expect(bodies(hub)).toEqual(bodies(callback));
    const { id } = await register('eventType=ProductOrderCreateEvent');
    await place();
    await runOut();
    const told = [...live().reader.list(hubNotifications)].filter(([key]) => key.startsWith(id));
    expect(told).toHaveLength(1);
    expect(told[0]?.[1]).toMatchObject({ state: 'delivered', attempts: [{ n: 1, status: 204, url: hub.url }] });
  });

  test('that are dead hold up neither the callback nor the order, and are disabled by 410 for themselves', async () => {
    await open();
    hub.behave = (_, response) => void response.writeHead(410).end();
    const { id } = await register();
    await place();
    await runOut();
    expect(hub.received).toHaveLength(1);
    expect(callback.received.length).toBeGreaterThan(5);
    expect(live().profile.callbackDisabled).toBeUndefined();
    const states = [...live().reader.list(hubNotifications)].map(([, { state, reason }]) => [state, reason]);
    expect(states[0]).toEqual(['failed', expect.stringContaining('disabled')]);
    expect(states[1]).toEqual(['suppressed', expect.stringContaining(`Hub ${id} is disabled: it answered 410`)]);
  });

  test('are told of nothing more once they are removed', async () => {
    await open();
    const { id } = await register();
    expect((await call('DELETE', `/hub/${id}`)).status).toBe(204);
    expect((await call('DELETE', `/hub/${id}`)).status).toBe(404);
    await place();
    await runOut();
    expect(hub.received).toHaveLength(0);
  });

  test.each<readonly [body: object, pointer: string]>([
    [{}, '/callback'],
    [{ callback: 'ftp://x/' }, '/callback'],
    [{ callback: 'http://x/', query: 'colour=red' }, '/query'],
    [{ callback: 'http://x/', id: 'mine' }, '/id'],
  ])('%j is refused at %s', async (body, pointer) => {
    await open();
    const answer = await call('POST', '/hub', body);
    expect(answer.status).toBe(400);
    expect(
      live()
        .journal.list()
        .items.flatMap(({ why = [] }) => why.map((one) => one.pointer)),
    ).toContain(pointer);
    expect(live().reader.count(hubs)).toBe(0);
  });

  test('are not known in the strict profile', async () => {
    await open('strict');
    expect((await call('POST', '/hub', { callback: hub.url })).status).toBe(404);
  });
});
