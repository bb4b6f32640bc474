import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadScenarioValue } from '#scenarios/language/load-scenario';
import type { LoadedScenario } from '#scenarios/language/scenario';
import { findInLibrary, scenarioLibrary } from '#scenarios/language/scenario-library';
import { previewLibrary, readLibraryPreviews } from '#scenarios/runner/preview';
import { followClient } from '#scenarios/runner/run-scenario';
import { scenarioService } from '#scenarios/runner/scenario-service';
import { read } from '../../support/documents.ts';
import { startReceiver } from '../../support/flaky-receiver.ts';
import { orderPath } from '../../support/sample-orders.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ scenarios: scenarioService });
});
afterAll(async () => {
  expect(server.internalErrors).toEqual([]);
  await server.close();
});

describe('the library over the control API', () => {
  test('every scenario is listed with its story and what will happen', async () => {
    const { status, body } = await server.control('GET', '/scenarios');
    expect(status).toBe(200);
    expect(body.total).toBe(scenarioLibrary().size);
    for (const one of body.items) {
      expect(one).toMatchObject({ name: expect.any(String), title: expect.any(String), story: expect.any(String) });
      const listed = [read(one, '/sequence'), read(one, '/steps')] as unknown[][];
      expect(listed.flat().length > 0).toBe(true);
    }
  });

  test('what is foreseen of each is what npm run generate has written down', async () => {
    const previews = await previewLibrary(server.serving.sandboxes.context);
    expect(readLibraryPreviews()).toEqual(JSON.parse(JSON.stringify(previews)));
  });

  test('the sequence is what the journey then does', async () => {
    const { body } = await server.control('GET', '/scenarios/survey-finds-blocked-duct');
    const texts = (read(body, '/sequence') as { text: string }[]).map(({ text }) => text);
    expect(texts).toEqual(
      expect.arrayContaining(['Desktop survey: Desktop survey complete', 'Blocked duct found', 'KCI3: Completed']),
    );
    expect(read(body, '/sequence/0')).toMatchObject({ milestone: 'Acknowledged', callback: 'ProductOrderCreateEvent' });
  });

  test('an unknown one is 404, and applying it 422 with what was meant', async () => {
    expect((await server.control('GET', '/scenarios/nothing')).status).toBe(404);
    const refused = await server.control('POST', '/sandboxes/default/scenarios', { name: 'cancel-in-tine' });
    expect(refused.status).toBe(422);
    expect(refused.body.title).toContain('Did you mean cancel-in-time?');
  });
});

describe('hosted: the sandbox is prepared and the client makes the calls', () => {
  test('installed services and orders in progress are there from the start, at the start', async () => {
    const made = await server.control('POST', '/sandboxes', { id: 'hosted-demo', scenario: 'demo' });
    expect(made.status).toBe(201);
    const orders = (await server.control('GET', '/sandboxes/hosted-demo/orders')).body.items;
    expect(orders.map((one) => [read(one, '/externalId'), read(one, '/state')])).toEqual([
      ['SAMPLE-FINISHED', 'completed'],
      ['SAMPLE-RUNNING', 'inProgress'],
    ]);
    const { seed, now, version } = (await server.control('GET', '/sandboxes/hosted-demo')).body;
    expect(seed).toBe('demo');
    expect(now > '2026-01-05').toBe(true);
    const again = await server.control('POST', '/sandboxes', { id: 'hosted-again', scenario: 'demo' });
    const copy = (await server.control('GET', '/sandboxes/hosted-again/orders')).body.items;
    expect(copy.map(({ id }) => id)).toEqual(orders.map(({ id }) => id));
    expect(again.status + version).toBeGreaterThan(201);
    const demo = findInLibrary('demo') as LoadedScenario;
    const verified = await followClient(demo, { baseUrl: server.baseUrl, sandbox: 'hosted-again', mode: 'verify' });
    expect(verified).toMatchObject({ outcome: 'passed', requests: [] });
    await server.control('POST', '/sandboxes/hosted-again/reset');
    expect((await server.control('GET', '/sandboxes/hosted-again')).body.now).toBe('2026-01-05T09:00:00Z');
  });

  test('a seed and a start that were requested stay', async () => {
    const request = { id: 'hosted-own', seed: 'mine', now: '2027-03-01T09:00:00Z', scenario: 'demo' };
    expect((await server.control('POST', '/sandboxes', request)).status).toBe(201);
    const { seed, now } = (await server.control('GET', '/sandboxes/hosted-own')).body;
    expect(seed).toBe('mine');
    expect(now.slice(0, 4)).toBe('2027');
  });

  test('the client’s own order meets the setback', async () => {
    await server.control('POST', '/sandboxes', { id: 'hosted-setback' });
    const path = '/sandboxes/hosted-setback';
    const applied = await server.control('POST', `${path}/scenarios`, { name: 'survey-finds-blocked-duct' });
    expect(applied.body).toMatchObject({ name: 'survey-finds-blocked-duct', passed: true });
    const customer = await server.customer('hosted-setback');
    const id = await customer.placeOrder('CLIENT-1');
    await server.control('POST', `${path}/clock/advance`, { until: 'completion' });
    const line = (await server.control('GET', `${path}/orders/${id}/timeline`)).body;
    const past = line.past.map(({ text }) => text);
    expect(past).toContain('inProgress: Blocked duct found');
  });

  test('a sandbox in use keeps what it has, and the client’s listener is not notified of what was prepared', async () => {
    const callback = { url: 'http://127.0.0.1:9/never' };
    await server.control('POST', '/sandboxes', { id: 'hosted-used', callback });
    const customer = await server.customer('hosted-used');
    await customer.placeOrder('BEFORE');
    const path = '/sandboxes/hosted-used';
    const inline = {
      name: 'x',
      orders: [{ body: 'requests/etherway-fibre-provide.json', at: 'Validated' }],
      steps: [],
    };
    const applied = await server.control('POST', `${path}/scenarios`, { inline });
    expect(applied.body).toMatchObject({ passed: true, saved: { duns: expect.any(String) } });
    const { items } = (await server.control('GET', `${path}/events`)).body;
    const prepared = items.filter(({ externalId }) => externalId === 'PO-1001');
    expect(prepared.map(({ state }) => state)).toEqual(['suppressed', 'suppressed']);
    expect((await server.control('GET', path)).body.callback?.url).toBe(callback.url);
  });

  test.each([
    ['YAML', 'name: a\nstepz: []\nsteps: []', '/inline/stepz', 'did you mean steps? (line 2, column 1)'],
    ['JSON text', '{"name":"a","steps":[{"cal":1}]}', '/inline/steps/0/cal', 'did you mean call?'],
    ['a value', { name: 'a' }, '/inline', 'the member steps'],
  ])('an inline scenario that is none, as %s', async (_, inline, pointer, expected) => {
    const { status, body } = await server.control('POST', '/sandboxes/default/scenarios', { inline });
    expect(status).toBe(422);
    expect(body.errors[0]).toMatchObject({ pointer, expected: expect.stringContaining(expected) });
  });

  test('a starting state that cannot be made is refused with its reason', async () => {
    const inline = { name: 'x', orders: [{ body: { nothing: true } }], steps: [] };
    const { status, body } = await server.control('POST', '/sandboxes/default/scenarios', { inline });
    expect(status).toBe(422);
    expect(body.title).toContain('orders/0: createProductOrder was answered 400');
  });
});

describe('expect judges what the client did', () => {
  const scenario = loadScenarioValue({
    name: 'the client amends its order',
    steps: [
      { call: 'createProductOrder', status: 201, save: { order: 'id' } },
      { advance: { order: '$order', milestone: 'KCI1' } },
      { awaitCall: 'retrieveProductOrder', times: 2 },
      { expect: { order: '$order', state: 'inProgress', requests: { operation: 'retrieveProductOrder', count: 2 } } },
    ],
  });
  const options = () => ({ baseUrl: server.baseUrl, sandbox: 'followed', clientTimeoutMs: 20_000 });

  test('while it happens, and again afterwards', async () => {
    await server.control('POST', '/sandboxes', { id: 'followed' });
    const customer = await server.customer('followed');
    let following: ReturnType<typeof followClient> | undefined;
    await new Promise<void>((onPrepared) => {
      following = followClient(scenario, { ...options(), mode: 'assist', onPrepared });
    });
    const id = await customer.placeOrder('FOLLOWED');
    for (let n = 0; n < 2; n += 1) await customer.send('GET', `${orderPath}/${id}`);
    expect(await following).toMatchObject({ outcome: 'passed' });
    const verified = await followClient(scenario, { ...options(), mode: 'verify' });
    expect(verified.steps.map(({ outcome }) => outcome)).toEqual(['passed', 'skipped', 'passed', 'passed']);
  });

  test('a client that did not do it fails', async () => {
    await server.control('POST', '/sandboxes', { id: 'idle' });
    const verified = await followClient(scenario, { ...options(), sandbox: 'idle', mode: 'verify' });
    expect(verified).toMatchObject({ outcome: 'failed', message: expect.stringContaining('by the client') });
  });
});

describe('expect judges what the client was notified of', () => {
  const callbackScenario = (callbacks: object, first: object = { count: 1 }) =>
    loadScenarioValue({
      name: 'callbacks to a client',
      listener: {},
      orders: [{ body: 'requests/etherway-fibre-provide.json', at: 'Validated' }],
      steps: [
        { call: 'createProductOrder', status: 201, save: { order: 'id' } },
        { expect: { callbacks: { order: '$order', ...first } } },
        { inject: { operation: 'callback', duplicate: true, times: 1, match: { externalId: 'TOLD' } } },
        { advance: { order: '$order', milestone: 'Validated' } },
        { inject: { operation: 'callback', reorder: true, times: 1, match: { externalId: 'TOLD' } } },
        { advance: { order: '$order', milestone: 'Desktop survey' } },
        { expect: { callbacks: { order: '$order', ...callbacks } } },
      ],
    });
  const all = { count: 5, different: 4, inOrder: false, notified: ['Order validated'], each: { body: { event: {} } } };

  test.each([
    ['its own listener', true],
    ['the built-in inbox', false],
  ])('by %s: while it happens, and again afterwards', async (_, own) => {
    const receiver = await startReceiver();
    const sandbox = own ? 'told-own' : 'told-inbox';
    const callback = own ? { url: receiver.url } : null;
    await server.control('POST', '/sandboxes', { id: sandbox, callback });
    const customer = await server.customer(sandbox);
    // Refused once: what the client did not take does not count.
    let refused = 0;
    receiver.behave = ({ body }, response) => {
      const refuse = refused === 0 && body.includes('"externalId":"TOLD"');
      if (refuse) refused += 1;
      response.writeHead(refuse ? 500 : 204).end();
    };
    const wanted = own ? all : { count: 4, different: 4, inOrder: true, notified: ['Order validated'] };
    const first = own ? { count: 0 } : { count: 1 };
    const options = { baseUrl: server.baseUrl, sandbox, clientTimeoutMs: 20_000 };
    let following: ReturnType<typeof followClient> | undefined;
    await new Promise<void>((onPrepared) => {
      following = followClient(callbackScenario(wanted, first), { ...options, mode: 'assist', onPrepared });
    });
    await customer.placeOrder('TOLD');
    expect((await following)?.message).toBeUndefined();
    for (const [scenario, outcome] of [
      [callbackScenario(wanted, first), 'passed'],
      [callbackScenario({ ...wanted, count: 7 }, first), 'failed'],
      [callbackScenario({ ...wanted, inOrder: own }, first), 'failed'],
      [callbackScenario({ ...wanted, notified: ['Completed'] }, first), 'failed'],
    ] as const) {
      expect(await followClient(scenario, { ...options, mode: 'verify' })).toMatchObject({ outcome });
    }
    await receiver.close();
  });
});

test('a name in plain words finds its scenario', () => {
  expect(findInLibrary('The survey finds a blocked duct')?.name).toBe('survey-finds-blocked-duct');
  expect(findInLibrary('Survey finds blocked duct')?.name).toBe('survey-finds-blocked-duct');
});

test('docs/scenarios.md says what the library says', () => {
  const { status, stderr } = spawnSync(process.execPath, ['tools/docs/scenarios.mjs', '--check'], { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBe(0);
});
