import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultCredentials } from '../src/cli/start-options.ts';
import { type Serving, serve } from '../src/mock/http/serve.ts';
import { sample } from './support/order-desk.ts';

/** Each milestone on the timeline says what became of its callback, and where there was none, why. */
let serving: Serving;
let orderId: string;

const control = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${serving.baseUrl}/_sandbox/v1/sandboxes/default${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return (await response.json()) as { readonly past: readonly Told[] };
};
interface Told {
  readonly milestone?: string;
  readonly callback?: { readonly state: string; readonly reason?: string; readonly attempts: number };
}
const outcome = async (milestone: string) =>
  (await control('GET', `/orders/${orderId}/timeline`)).past.find((one) => one.milestone === milestone)?.callback;

beforeAll(async () => {
  serving = await serve({ first: { id: 'default', ...defaultCredentials } });
  const authorization = `Basic ${btoa(`${defaultCredentials.clientId}:${defaultCredentials.clientSecret}`)}`;
  const url = `${serving.baseUrl}/oauth/accesstoken?grant_type=client_credentials`;
  const { access_token: token } = (await (await fetch(url, { headers: { authorization } })).json()) as {
    access_token: string;
  };
  const placed = await fetch(`${serving.baseUrl}/v1/productOrderingManagement/productOrder`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'APIGW-Tracking-Header': 'why' },
    body: JSON.stringify(sample('etherway-fibre-provide')),
  });
  orderId = ((await placed.json()) as { id: string }).id;
});
afterAll(() => serving.close());

describe('why no callback', () => {
  test('no URL is set: it is in the inbox', async () => {
    expect(await outcome('Acknowledged')).toMatchObject({
      state: 'suppressed',
      attempts: 0,
      reason: expect.stringContaining('No callback URL is set'),
    });
  });

  test('the listener is away and the clock is frozen: when it is tried again, and what to do', async () => {
    await control('PATCH', '', { callback: { url: 'http://127.0.0.1:9/hook' } });
    await control('POST', '/clock/advance', { until: 'next-milestone' });
    const told = await outcome('Validated');
    expect(told).toMatchObject({ state: 'retrying', attempts: 1 });
    expect(told?.reason).toMatch(
      /refused.*attempt 2 of \d+ is due at \S+ on the virtual clock; the clock is frozen, so advance it or retry now/,
    );
  });

  test('the event behind it waits for its turn, and says so', async () => {
    await control('POST', '/clock/advance', { until: { orderId, milestone: 'KCI1' }, deliver: 'park' });
    const told = await outcome('KCI1');
    expect(told?.state).toBe('waiting');
    expect(told?.reason ?? '').not.toBe('');
  });

  test('the last attempt failed: which it was', async () => {
    await control('POST', '/clock/advance', { by: '30 days' });
    const told = await outcome('Validated');
    expect(told?.state).toBe('failed');
    expect(told?.reason).toMatch(/that was the last of \d+ attempts/);
  });
});
