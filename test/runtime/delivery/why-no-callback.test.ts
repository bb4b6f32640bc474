import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { defaultCredentials } from '#cli/options/start-options';
import { logToTerminal } from '#cli/output/terminal-log';
import { type RunningServer, serve } from '#http/serve';
import { startReceiver } from '../../support/flaky-receiver.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { runCli } from '../../support/run-cli.ts';
import { sampleOrder } from '../../support/sample-orders.ts';

/** Each milestone on the timeline says what became of its callback, and where there was none, why. */
const clock = manualClock();
let serving: RunningServer;
let orderId: string;

const control = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${serving.baseUrl}/_sandbox/v1/sandboxes/default${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return (await response.json()) as { readonly past: readonly CallbackOutcome[] };
};
interface CallbackOutcome {
  readonly milestone?: string;
  readonly callback?: { readonly state: string; readonly reason?: string; readonly attempts: number };
}
const outcome = async (milestone: string) =>
  (await control('GET', `/orders/${orderId}/timeline`)).past.find((one) => one.milestone === milestone)?.callback;

/** Every event of the inbox as its state and why. */
const inbox = async () =>
  ((await control('GET', '/events')) as { readonly items?: { state: string; reason?: string }[] }).items?.map(
    ({ state, reason }) => `${state}: ${reason}`,
  );

async function place(): Promise<string> {
  const authorization = `Basic ${btoa(`${defaultCredentials.clientId}:${defaultCredentials.clientSecret}`)}`;
  const url = `${serving.baseUrl}/oauth/accesstoken?grant_type=client_credentials`;
  const { access_token: token } = (await (await fetch(url, { headers: { authorization } })).json()) as {
    access_token: string;
  };
  const placed = await fetch(`${serving.baseUrl}/v1/productOrderingManagement/productOrder`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'APIGW-Tracking-Header': 'why' },
    body: JSON.stringify(sampleOrder('etherway-fibre-provide')),
  });
  return ((await placed.json()) as { id: string }).id;
}

beforeAll(async () => {
  serving = await serve({ clock, initialSandbox: { id: 'default', ...defaultCredentials } });
  orderId = await place();
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

  test('sent manually without a URL: nothing was', async () => {
    const { items } = (await control('GET', '/events')) as unknown as { items: { eventId: string }[] };
    const { stderr } = await runCli('events', 'resend', items[0]?.eventId as string, '--base-url', serving.baseUrl);
    expect(stderr).toMatch(/^Nothing was sent: No callback URL is set/);
  });

  test('the command lists what each event reports, and a reason that several have once', async () => {
    const list = () => runCli('events', '--base-url', serving.baseUrl);
    expect((await list()).stdout).toMatch(/ acknowledged \(Acknowledged\) +suppressed +No callback URL is set.*\n$/);
    await place();
    const { stdout, stderr } = await list();
    expect(stdout).not.toContain('No callback');
    expect(stderr).toBe('2 of them: No callback URL is set: kept in the built-in inbox\n');
  });

  test('the listener is away and the clock is frozen: when it is tried again, and what to do', async () => {
    await control('PATCH', '', { callback: { url: 'http://127.0.0.1:9/hook' } });
    await control('POST', '/clock/advance', { until: 'next-milestone' });
    const reportedReason = await outcome('Validated');
    expect(reportedReason).toMatchObject({ state: 'retrying', attempts: 1 });
    expect(reportedReason?.reason).toMatch(
      /refused.*attempt 2 of \d+ is due at \S+ on the virtual clock; the clock is frozen, so advance it or retry now/,
    );
  });

  test('the event behind it waits behind it, and says so', async () => {
    await control('POST', '/clock/advance', { until: { orderId, milestone: 'KCI1' } });
    const reportedReason = await outcome('KCI1');
    expect(reportedReason?.state).toBe('waiting');
    expect(await inbox()).toContain(`waiting: ${reportedReason?.reason}`);
    expect(reportedReason?.reason).toBe('Waiting for an earlier event of the order');
  });

  test('sent manually: the attempt says so, and its number is not that of the schedule', async () => {
    const { items } = (await control('GET', `/events?orderId=${orderId}&state=retrying`)) as unknown as {
      items: { eventId: string }[];
    };
    const [{ eventId }] = items as [{ eventId: string }];
    const { stdout, stderr } = await runCli('events', 'resend', eventId, '--base-url', serving.baseUrl);
    expect(stdout).toMatch(/retrying +attempt \d+ \(manual\) .*scheduled attempt \d+ of \d+ is due/);
    expect(stderr).toMatch(/^Sent manually to http:\/\/127\.0\.0\.1:9\/hook: .*refused.*\. The event is retrying\n$/);
    const retried = await runCli('events', 'retry-now', '--base-url', serving.baseUrl);
    expect(retried.stdout).toMatch(new RegExp(`^(\\d+) sent: 0 delivered, \\1 failed\n[^]*  ${eventId}: .*refused`));
  });

  test('the last attempt failed: which it was', async () => {
    await control('POST', '/clock/advance', { by: '30 days' });
    const reportedReason = await outcome('Validated');
    expect(reportedReason?.state).toBe('failed');
    expect(reportedReason?.reason).toMatch(/that was the last of \d+ attempts/);
  });
});

test('the status says that the endpoint is disabled, and why; what failed before an instant is not sent again', async () => {
  await control('PATCH', '', { callback: { url: 'http://127.0.0.1:9/hook' } });
  await serving.sandboxes.patchProfile('default', {
    callbackDisabled: { reason: 'it answered 410', since: Date.UTC(2026, 0, 5, 9) },
  });
  const about = ['--base-url', serving.baseUrl];
  expect((await runCli('status', ...about)).stdout).toMatch(
    /Callbacks +http:\/\/127\.0\.0\.1:9\/hook, DISABLED since 2026-01-05T09:00:00Z \(virtual\): it answered 410\n/,
  );
  const resent = async (since: string) =>
    JSON.parse((await runCli('events', 'resend', '--failed', '--since', since, '--json', ...about)).stdout).attempted;
  expect(await resent('2026-01-05T09:00:00Z')).toBeGreaterThan(0);
  expect(await resent('2027-01-05T09:00:00Z')).toBe(0);
});

describe('callbacks are due and none is sent', () => {
  const warnings = async () =>
    ((await (await fetch(`${serving.baseUrl}/_sandbox/v1/status`)).json()) as { readonly warnings: readonly object[] })
      .warnings;
  const idle = async () => ((await control('GET', '/events?limit=1')) as { readonly idle?: object }).idle;

  test('for more than five seconds of wall time: status, log and control API say so, and why; then no more', async () => {
    const said: string[] = [];
    const log = () => said.join('');
    const target = { writableLength: 0, write: (text: string) => void said.push(text) };
    const { sandboxes, deliveryService, baseUrl } = serving;
    const stop = logToTerminal({ sandboxes, deliveryService, level: 'line', colour: false, baseUrl, target, clock });
    // What waits for the virtual clock is no such case.
    await control('PATCH', '', { callback: { url: 'http://127.0.0.1:9/hook' } });
    await control('POST', '/reset');
    await place();
    await sandboxes.getOrThrow('default').whenDurable();
    await deliveryService.whenIdle('default');
    clock.advanceBy(60_000);
    expect(((await control('GET', '/events')) as { readonly counts?: object }).counts).toMatchObject({ retrying: 1 });
    expect(await warnings()).toEqual([]);
    await control('PATCH', '', { callback: null });
    await control('POST', '/events/retry-now');
    await control('PATCH', '', { callback: { url: 'http://127.0.0.1:9/hook' } });
    await control('POST', '/clock/advance', { until: 'next-milestone', deliver: 'park' });
    clock.advanceBy(5000);
    expect([await warnings(), await idle(), log().includes('WARNING')]).toEqual([[], undefined, false]);
    clock.advanceBy(2000);
    const reportedReason = {
      due: 1,
      since: expect.stringMatching(/^2026-01-05T09:\S+Z$/),
      reason: expect.stringContaining('this advance delivers no callbacks'),
      text: expect.stringMatching(/idle for more than 5 s \(wall time\) while a callback is due: Parked/),
    };
    expect(await idle()).toEqual(reportedReason);
    expect(await warnings()).toEqual([{ kind: 'delivery-idle', sandbox: 'default', ...reportedReason }]);
    expect((await runCli('status', '--base-url', serving.baseUrl)).stdout).toMatch(
      /Warning +default: Delivery has been/,
    );
    expect(log().match(/WARNING Delivery has been idle .*Parked/g)).toHaveLength(1);
    await control('POST', '/events/retry-now');
    expect([await warnings(), await idle()]).toEqual([[], undefined]);
    expect(log()).toContain('default  Delivery is running again');
    stop();
  });
});

test('an event that is being sent says so', async () => {
  const held: (() => void)[] = [];
  const slow = await startReceiver((_, response) => void held.push(() => response.end()));
  await control('PATCH', '', { callback: { url: slow.url } });
  await control('POST', '/reset');
  await place();
  await vi.waitFor(() => expect(held).toHaveLength(1));
  expect(await inbox()).toEqual(['waiting: Being sent']);
  held.pop()?.();
  await serving.deliveryService.whenIdle('default');
  expect(await inbox()).toEqual(['delivered: undefined']);
  await slow.close();
});
