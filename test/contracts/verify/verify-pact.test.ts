import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildParser } from '#cli/command-line';
import type { ProviderSandbox } from '#contracts/verify/contract-provider';
import { type OfficialVerifier, startVerifier } from '#contracts/verify/official-verifier';
import { scenarioStates } from '#contracts/verify/scenario-states';
import { collectStateValues } from '#contracts/verify/state-values';
import { type InteractionResult, type VerifyOptions, verifyPacts } from '#contracts/verify/verify-pact';
import type { OpenApiDocument } from '#engine/contract/openapi-document';
import { shownOperations } from '#http/reference/operation-section';
import { readOpenApiDocuments } from '#runtime/load-data';
import { scenarioLibrary } from '#scenarios/language/scenario-library';
import { change, read } from '../../support/documents.ts';
import { type AnswerMutation, type FaultyProvider, startFaultyProvider } from '../../support/faulty-provider.ts';
import { createPactFolder, httpInteraction, messageInteraction, pactOf } from '../../support/pact-samples.ts';
import { orderPath } from '../../support/sample-orders.ts';
import { provide, testProviderStates } from '../../support/test-provider-states.ts';

const folder = createPactFolder();
let provider: FaultyProvider;
let verifier: OfficialVerifier;
let order: { readonly id: string };

beforeAll(async () => {
  verifier = startVerifier(60_000);
  provider = await startFaultyProvider();
  provider.plant([]);
  const sandbox = await provider.open();
  const state = { name: 'an order has been placed', params: {} };
  const values = await testProviderStates.prepare(state, sandbox, {} as never);
  const headers = { authorization: `Bearer ${sandbox.token()}`, 'apigw-tracking-header': 'test' };
  order = (await (
    await fetch(`${sandbox.baseUrl}${orderPath}/${values?.orderId}`, { headers })
  ).json()) as typeof order;
  await sandbox.close();
});
afterAll(async () => {
  verifier.close();
  await provider.close();
  rmSync(folder.path, { recursive: true });
});

let files = 0;
function file(interactions: readonly object[], more?: object): string {
  files += 1;
  return folder.write(`${files}.json`, pactOf(interactions, more));
}

const verify = (pact: string, more: Partial<VerifyOptions> = {}) =>
  verifyPacts({ pacts: [pact], states: [testProviderStates], provider, verifier, ...more });

const reading = (description: string, more: object = {}) =>
  httpInteraction({
    description,
    state: 'an order has been placed',
    path: `${orderPath}/${order.id}`,
    pathFrom: `${orderPath}/\${orderId}`,
    answer: order,
    more,
  });

describe('faults planted in answers', () => {
  const item = '/productOrderItem/0';
  const product = `${item}/product`;
  const milestone = '/productOrderMilestone';
  const put = (pointer: string, value: unknown): readonly [string, AnswerMutation] => [
    pointer,
    ({ body }) => change(body, pointer, value),
  ];
  const drop = (pointer: string): readonly [string, AnswerMutation] => [
    pointer,
    ({ body }) => change(body, pointer, undefined),
  ];
  const shorten = (pointer: string): readonly [string, AnswerMutation] => [
    pointer,
    ({ body }) => (read(body, pointer) as unknown[]).pop(),
  ];

  /** Where the fault must be seen, and what is done. */
  const planted: readonly (readonly [pointer: string, plant: AnswerMutation])[] = [
    drop('/id'),
    put('/id', 38338060),
    put('/id', null),
    put('/state', 'Acknowledged'),
    put('/state', 'inProgress'),
    drop('/state'),
    put('/orderDate', '05/01/2026'),
    put('/orderDate', 1767603600000),
    drop('/orderDate'),
    put('/href', { href: 'x' }),
    drop('/externalId'),
    put('/externalId', ['PO-1001']),
    put('/billingAccount', '1234567890'),
    put('/billingAccount/id', 1234567890),
    drop('/billingAccount/id'),
    put('/@type', 'ProductOrder'),
    drop('/relatedParty'),
    shorten('/relatedParty'),
    put('/relatedParty/0/givenName', 7),
    put('/relatedParty/0/@referredType', 'organisation'),
    drop('/relatedParty/0/contactMedium/1/medium/number'),
    put('/relatedParty/0/contactMedium', {}),
    put(item, 'ITEM-1'),
    put(`${item}/action`, 'modify'),
    put(`${item}/state`, 'held'),
    put(`${item}/milestone`, 'KCI1'),
    put(`${item}/subStatus`, 'late'),
    drop(`${item}/internalId`),
    put(`${item}/internalId`, 5780940905),
    drop(product),
    put(`${product}/productCharacteristic/0/value`, { value: '1Gbit/s' }),
    shorten(`${product}/productCharacteristic`),
    drop(`${product}/place/0/id`),
    put(`${product}/btSiteDetails/floor`, 1),
    shorten(milestone),
    put(`${milestone}/2/milestoneDate`, 'tomorrow'),
    put(`${milestone}/0/status`, 'Complete'),
    drop('/stateChange/0/changeDate'),
    ['', (answer) => Object.assign(answer, { status: 202 })],
    [
      'header/Content-Type',
      (answer) => Object.assign(answer, { headers: { 'content-type': 'text/plain' }, text: 'ok' }),
    ],
  ];

  test('40 of them are seen where they are', async () => {
    expect(planted).toHaveLength(40);
    const pact = file(planted.map(([pointer], n) => reading(`fault ${n} at ${pointer}`)));
    provider.plant(planted.map(([, plant]) => plant));
    const { results, verdict } = await verify(pact);
    expect(verdict).toBe('failed');
    const missed = planted.filter(([pointer], n) => !seenAt(results[n] as InteractionResult, pointer));
    expect(missed.map(([pointer]) => pointer)).toEqual([]);
    expect(results.filter(({ mismatches }) => mismatches.length !== 1).map(({ interaction }) => interaction)).toEqual(
      [],
    );
  });

  test('without a fault the same contract holds', async () => {
    provider.plant([]);
    expect((await verify(file([reading('reading')]))).verdict).toBe('passed');
  });
});

const seenAt = ({ outcome, mismatches }: InteractionResult, pointer: string): boolean =>
  outcome === 'failed' && mismatches.some((mismatch) => mismatch.pointer === pointer);

describe('what must fail', () => {
  const alone = async (pact: string, more?: Partial<VerifyOptions>) => {
    const { results, verdict } = await verify(pact, more);
    expect(results).toHaveLength(1);
    return { verdict, ...(results[0] as InteractionResult) };
  };

  test('a sandbox that dies', async () => {
    provider.plant(['die']);
    const { verdict, mismatches } = await alone(file([{ ...reading('reading'), providerStates: [] }]));
    provider.plant([]);
    expect(verdict).toBe('failed');
    expect(mismatches).toMatchObject([
      { where: 'provider', text: expect.stringMatching(/did not answer.*ECONNRESET/) },
    ]);
  });

  test('a sandbox that never answers', async () => {
    provider.plant(['hang']);
    const impatient = startVerifier(1000);
    const pact = file([{ ...reading('reading'), providerStates: [] }]);
    const { verdict, mismatches } = await alone(pact, { verifier: impatient, timeoutMs: 1000 });
    impatient.close();
    provider.plant([]);
    expect(verdict).toBe('failed');
    expect(mismatches).toMatchObject([
      { where: 'provider', text: expect.stringMatching(/did not answer GET .* within 1000 ms \(--timeout\)/) },
    ]);
  });

  test.each([
    ['gives no verdict in its time', 'new Promise(() => {})', 1, /gave no verdict within 201 ms/],
    ['dies', 'process.exit(7)', 60_000, /process ended \(exit code 7\)/],
    ['breaks', 'Promise.reject(new Error("no rust"))', 60_000, /^no rust$/],
  ])('a verifier that %s', async (_, doing, graceMs, text) => {
    const packages = createPactFolder();
    const core = join(packages.path, 'node_modules/@pact-foundation/pact-core');
    mkdirSync(core, { recursive: true });
    writeFileSync(join(core, 'index.js'), `exports.default = { verifyPacts: () => ${doing} };`);
    const broken = startVerifier(100, { pact: packages.write('pact.js', ''), graceMs });
    const pact = file([httpInteraction({ description: 'listing', path: orderPath })]);
    const { verdict, mismatches } = await alone(pact, { verifier: broken });
    broken.close();
    rmSync(packages.path, { recursive: true });
    expect(verdict).toBe('failed');
    expect(mismatches).toMatchObject([{ where: 'provider', text: expect.stringMatching(text) }]);
  });

  const readThrough = (port: number) =>
    fetch(`http://127.0.0.1:${port}${orderPath}/${order.id}`).then((got) => got.text());
  test.each<[string, (port: number) => Promise<unknown>, object]>([
    ['leaves a provider state out', readThrough, { where: 'state', text: 'the verifier skipped a provider state' }],
    ['never asks', async () => undefined, { where: 'provider', text: 'the verifier never sent the request' }],
  ])('a verifier that is content, but %s', async (_, doing, mismatch) => {
    const content: OfficialVerifier = {
      verify: (_pact, port) => doing(port).then(() => ({ result: true })),
      close: () => undefined,
    };
    const { verdict, mismatches } = await alone(file([reading('reading')]), { verifier: content });
    expect(verdict).toBe('failed');
    expect(mismatches).toMatchObject([mismatch]);
  });

  test('a provider state that nobody knows, with a skeleton to paste', async () => {
    const pact = file([httpInteraction({ description: 'reading', state: 'the moon is full', path: orderPath })]);
    const { results, ...verification } = await verify(pact);
    expect(verification).toMatchObject({ verdict: 'failed', unknownStates: ['the moon is full'] });
    expect(results[0]?.skeleton).toMatch(/^the-moon-is-full\.yaml\n {2}name: "the moon is full"/);
  });

  test('a provider state that does not come about', async () => {
    const { verdict, mismatches } = await alone(
      file([httpInteraction({ description: 'reading', state: 'a state that breaks', path: orderPath })]),
    );
    expect(verdict).toBe('failed');
    expect(mismatches).toMatchObject([
      { where: 'state', text: expect.stringMatching(/The provider state "a state that breaks" failed: it broke/) },
    ]);
  });

  test('a request that can never be valid, reported without a server', async () => {
    const body = { ...provide, productOrderItem: 'banana' };
    const pact = file([
      httpInteraction({ description: 'ordering', method: 'POST', path: orderPath, body, status: 201 }),
    ]);
    const nowhere = { open: () => Promise.reject(new Error('a server was opened')), close: async () => undefined };
    const { verdict, mismatches } = await alone(pact, { provider: nowhere });
    expect(verdict).toBe('failed');
    expect(mismatches).toContainEqual(
      expect.objectContaining({
        where: 'request',
        pointer: '/productOrderItem',
        actual: 'banana',
        spec: expect.stringMatching(/^product-order\.yaml#\//),
        text: expect.stringMatching(/can never be valid/),
      }),
    );
  });

  test.each([
    ['path', { description: 'x', path: '/v1/productOrderingManagement/productOrders' }, 'path'],
    ['method', { description: 'x', method: 'DELETE', path: orderPath }, 'method'],
    ['tracking header', { description: 'x', path: orderPath, headers: {} }, 'header/APIGW-Tracking-Header'],
    ['query', { description: 'x', path: orderPath, more: {} }, 'query/limit'],
  ])('a request with a wrong %s', async (what, parts, pointer) => {
    const interaction = httpInteraction(parts) as { request: { query?: object } };
    if (what === 'query') interaction.request.query = { limit: ['many'] };
    const { mismatches } = await alone(file([interaction]));
    expect(mismatches.map((mismatch) => mismatch.pointer)).toEqual([pointer]);
  });

  test.each([
    ['a status that is not declared', { status: 418 }, '', /never answers with this status/],
    ['a word that is not one', { status: 200, answer: { state: 'finished' } }, '/state', /never sends this answer/],
  ])('an answer that is never given: %s', async (_, parts, pointer, text) => {
    const { mismatches } = await alone(file([httpInteraction({ description: 'x', path: `${orderPath}/1`, ...parts })]));
    expect(mismatches).toMatchObject([{ pointer, text: expect.stringMatching(text) }]);
  });

  test('a callback that never comes', async () => {
    const content = { eventType: 'ProductOrderStateChangeEvent', event: { productOrder: { state: 'completed' } } };
    const { verdict, mismatches } = await alone(
      file([messageInteraction('done', 'an order has been placed', content)]),
    );
    expect(verdict).toBe('failed');
    expect(mismatches[0]?.text).toMatch(/no ProductOrderStateChangeEvent exists in this state/);
  });

  test.each([
    ['of another type', { eventType: 'ProductOrderDeleteEvent' }, '/eventType'],
    ['of an order in no known state', { event: { productOrder: { state: 'lost' } } }, '/event/productOrder/state'],
  ])('a callback %s, reported without a server', async (_, content, pointer) => {
    const { mismatches } = await alone(file([messageInteraction('never', 'an order has been placed', content)]));
    expect(mismatches).toMatchObject([
      { pointer, text: expect.stringMatching(/the sandbox never sends this callback/) },
    ]);
  });

  test('no contracts at all, or none of the requested consumer', async () => {
    expect((await verifyPacts({ pacts: [createPactFolder().path], states: [], provider, verifier })).verdict).toBe(
      'empty',
    );
    expect((await verify(file([]))).verdict).toBe('empty');
    expect((await verify(file([reading('reading')]), { filter: 'writing' })).verdict).toBe('empty');
    expect((await verify(file([reading('reading')]), { consumers: ['somebody else'] })).verdict).toBe('empty');
  });

  test.each([
    ['{', /not JSON/],
    ['{"hello":"world"}', /not a Pact file/],
    ['{"interactions":[],"metadata":{"pactSpecification":{"version":"9.0"}}}', /versions 2, 3 and 4/],
    [JSON.stringify(pactOf([{ type: 'Synchronous/Messages', description: 'x' }])), /Synchronous\/Messages/],
  ])('a file that is no contract: %s', async (text, message) => {
    const pact = folder.write('broken.json', text);
    await expect(verify(pact)).rejects.toThrow(message);
    rmSync(pact);
  });
});

const documents = readOpenApiDocuments() as { readonly [api: string]: OpenApiDocument };

/** What the document's first example of an operation makes. */
async function makeExample(
  sandbox: ProviderSandbox,
  api: string,
  operationId: string,
): Promise<{ readonly id: string }> {
  const operation = shownOperations(documents[api] as OpenApiDocument).find((one) => one.operationId === operationId);
  const answer = await fetch(sandbox.baseUrl + operation?.path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${sandbox.token()}`,
      'apigw-tracking-header': 'made',
      productFamily: 'ethernet',
      'content-type': 'application/json',
    },
    body: JSON.stringify(operation?.examples[0]?.value),
  });
  expect(answer.status).toBe(201);
  return (await answer.json()) as { readonly id: string };
}

describe('what holds', () => {
  const quoteList = '/tmf-api/quoteManagement/v4/quote';

  test('versions 2 and 3, by their own rules', async () => {
    const request = { method: 'GET', path: quoteList, headers: { 'APIGW-Tracking-Header': 'shop' } };
    const two = pactOf([{ description: 'no quotes', request, response: { status: 200, body: [] } }], {
      metadata: { pactSpecification: { version: '2.0.0' } },
    });
    const stated = { providerStates: [{ name: 'an order has been placed', params: { externalId: 'V3-1' } }] };
    const three = pactOf(
      [
        {
          description: 'the order by its own number',
          ...stated,
          request: { ...request, path: orderPath, query: { externalId: ['V3-1'] } },
          response: { status: 200, body: [{ externalId: 'V3-1' }] },
        },
      ],
      {
        messages: undefined,
        metadata: { pactSpecification: { version: '3.0.0' } },
      },
    );
    const pacts = [folder.write('two.json', two), folder.write('three.json', three)];
    const { results } = await verifyPacts({ pacts, states: [testProviderStates], provider, verifier });
    expect(results.map(({ outcome, mismatches }) => [outcome, mismatches])).toEqual([
      ['passed', []],
      ['passed', []],
    ]);
  });

  test('HTTP and callbacks in one run, with what the state supplies', async () => {
    const content = { eventType: 'ProductOrderStateChangeEvent', event: { productOrder: { state: 'completed' } } };
    const { verdict, results } = await verify(
      file([reading('reading'), messageInteraction('done', 'an order is complete', content)]),
    );
    expect(results.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ['http', 'passed'],
      ['message', 'passed'],
    ]);
    expect(verdict).toBe('passed');
  });

  test('values for fromProviderState: of what was made, or of a place where everything can be ordered', async () => {
    const sandbox = await provider.open();
    const somewhere = collectStateValues(sandbox);
    expect(somewhere).toEqual({ addressKey: expect.stringMatching(/^A\d+$/) });
    const newest: { [name: string]: unknown } = {};
    for (const [name, api, operationId] of [
      ['quoteId', 'quote', 'createQuote'],
      ['addressKey', 'address', 'createGeographicAddress'],
      ['appointmentId', 'appointment', 'createAppointment'],
      ['orderId', 'product-order', 'createProductOrder'],
    ] as const)
      newest[name] = (await makeExample(sandbox, api, operationId)).id;
    expect(collectStateValues(sandbox)).toEqual(newest);
    await sandbox.close();
  });

  test('a contract about credentials sends its own', async () => {
    const pact = file([
      httpInteraction({
        description: 'a token that nobody issued',
        path: orderPath,
        headers: { 'APIGW-Tracking-Header': ['a'], Authorization: ['Bearer none'] },
        status: 401,
        answer: { code: '41' },
      }),
    ]);
    const { results } = await verify(pact);
    expect(results[0]?.mismatches).toEqual([]);
  });

  test('pending: reported, but no failure', async () => {
    const pact = file([
      httpInteraction({ description: 'soon', path: `${orderPath}/1`, status: 200, more: { pending: true } }),
    ]);
    const { verdict, results } = await verify(pact);
    expect(verdict).toBe('passed');
    expect(results).toMatchObject([{ outcome: 'pending', mismatches: [{ where: 'status', actual: '404' }] }]);
  });
});

describe('provider states', () => {
  // All of them at full figures; otherwise every twelfth.
  const names = [...scenarioLibrary().keys()].filter((_, n) => process.env.FULL || n % 12 === 0);
  test.each(names)('the scenario %s is one', async (name) => {
    const { live, ...sandbox } = await provider.open(scenarioStates().sandboxFor?.({ name, params: {} }, {} as never));
    expect(await scenarioStates().prepare({ name, params: {} }, { live, ...sandbox }, {} as never)).toBeDefined();
    await sandbox.close();
  });

  test('their parameters reach the scenario, stop it early and let time pass', async () => {
    const content = { eventType: 'ProductOrderStateChangeEvent' };
    const state = (params: object) => ({ providerStates: [{ name: 'callbacks-as-they-should-be', params }] });
    const pact = file([
      messageInteraction('too early', '', content, state({ steps: 1 })),
      messageInteraction('later', '', content, state({ steps: 1, advance: '10 working days' })),
    ]);
    const { results } = await verify(pact, { states: [scenarioStates()] });
    expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'passed']);
  });

  test('a folder of your own scenarios goes first', async () => {
    const own = createPactFolder();
    own.write('the-moon-is-full.yaml', 'name: The moon is full\nsteps: []\n');
    const pact = file([
      httpInteraction({ description: 'reading', state: 'The moon is full', path: orderPath, answer: [] }),
    ]);
    const { results } = await verify(pact, { states: [scenarioStates([own.path])] });
    expect(results).toMatchObject([{ outcome: 'passed' }]);
    rmSync(own.path, { recursive: true });
  });
});

describe('exit codes that CI may rely on', () => {
  const exitCode = async (...args: string[]) => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const talk = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    try {
      await buildParser(['verify', ...args]).parseAsync();
      return process.exitCode;
    } finally {
      process.exitCode = undefined;
      write.mockRestore();
      talk.mockRestore();
    }
  };
  test('4 for no contracts, unless they may be missing', async () => {
    const empty = createPactFolder();
    expect(await exitCode(empty.path)).toBe(4);
    expect(await exitCode(empty.path, '--allow-empty')).toBe(0);
    rmSync(empty.path, { recursive: true });
  });
  test('4 for an unknown state, 1 for a request that can never be valid', async () => {
    expect(
      await exitCode(file([httpInteraction({ description: 'x', state: 'the moon is full', path: orderPath })])),
    ).toBe(4);
    expect(await exitCode(file([httpInteraction({ description: 'x', path: '/nowhere' })]))).toBe(1);
  });
});

test('the command that is printed runs one interaction alone', async () => {
  const same = { description: 'reading', path: orderPath, status: 404 };
  const pact = file([
    httpInteraction({ ...same, state: 'an order has been placed' }),
    httpInteraction({ ...same, state: 'an order is complete' }),
  ]);
  const { results } = await verify(pact);
  expect(results.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
  const filters = results.map(({ rerun }) => /--filter '(.*)'$/.exec(rerun)?.[1]);
  expect(filters).toEqual(['reading, given an order has been placed', 'reading, given an order is complete']);
  const again = await verify(pact, { filter: filters[1] });
  expect(again.results.map(({ interaction }) => interaction)).toEqual([filters[1]]);
});

test('the same verdict each time, word for word', async () => {
  const wrong = { ...order, state: 'held', '@type': 'x', orderDate: 'never', stateChange: [] };
  const pact = file([
    httpInteraction({ description: 'reading', state: 'an order has been placed', path: orderPath, answer: [wrong] }),
  ]);
  const verdicts = new Set<string>();
  for (let n = 0; n < (process.env.FULL ? 20 : 3); n += 1) {
    const { results } = await verify(pact);
    verdicts.add(JSON.stringify(results.map(({ durationMs: _, ...result }) => result)));
  }
  expect([...verdicts]).toHaveLength(1);
});
