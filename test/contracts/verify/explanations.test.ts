import { readFileSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OfficialVerifier, startVerifier } from '#contracts/verify/official-verifier';
import { verifyPacts } from '#contracts/verify/verify-pact';
import { type FaultyProvider, startFaultyProvider } from '../../support/faulty-provider.ts';
import { createPactFolder, messageInteraction, pactOf } from '../../support/pact-samples.ts';
import { orderPath } from '../../support/sample-orders.ts';
import { testProviderStates } from '../../support/test-provider-states.ts';

const folder = createPactFolder();
let provider: FaultyProvider;
let verifier: OfficialVerifier;
beforeAll(async () => {
  verifier = startVerifier(60_000);
  provider = await startFaultyProvider();
  provider.plant([]);
});
afterAll(async () => {
  verifier.close();
  await provider.close();
  rmSync(folder.path, { recursive: true });
});

async function verified(interaction: object, version = '4.0', member = 'interactions') {
  const document = { ...pactOf([]), metadata: { pactSpecification: { version } }, interactions: undefined };
  const pact = folder.write('pact.json', { ...document, [member]: [{ description: 'it', ...interaction }] });
  const { results } = await verifyPacts({ pacts: [pact], states: [testProviderStates], provider, verifier });
  return results[0];
}

const order = JSON.parse(readFileSync('fixtures/requests/etherway-fibre-provide.json', 'utf8')) as object;
const tracking = { 'APIGW-Tracking-Header': 'shop-1' };
const typed = { ...tracking, 'Content-Type': 'application/json' };

describe('a rule about the status is more than its example', () => {
  const reading = (status: number, matcher: object) => ({
    type: 'Synchronous/HTTP',
    request: { method: 'GET', path: `${orderPath}/nobody`, headers: { 'APIGW-Tracking-Header': ['shop-1'] } },
    response: { status, matchingRules: { status: { combine: 'AND', matchers: [matcher] } } },
  });
  // The answer is 404.
  test.each<readonly [outcome: string, example: number, matcher: object]>([
    ['passed', 499, { match: 'statusCode', status: 'clientError' }],
    ['passed', 410, { match: 'statusCode', status: [404, 410] }],
    ['passed', 410, { match: 'regex', regex: '^4\\d\\d$' }],
    ['failed', 404, { match: 'statusCode', status: [400] }],
    ['failed', 404, { match: 'statusCode', status: 'serverError' }],
    ['failed', 500, { match: 'statusCode', status: 'nonError' }],
  ])('%s: example %i, rule %j', async (outcome, example, matcher) => {
    expect(await verified(reading(example, matcher))).toMatchObject({ outcome });
  });

  test('no accepted status is ever answered: the sentence names the declared ones', async () => {
    const result = await verified(reading(499, { match: 'statusCode', status: [499] }));
    expect(result?.mismatches).toMatchObject([{ where: 'status', expected: expect.stringContaining('404') }]);
  });
});

describe('metadata of a message is compared, not taken from the contract', () => {
  const content = { eventType: 'ProductOrderCreateEvent' };
  const message = (metadata: object) =>
    messageInteraction('it', 'an order has been placed', content, { metadata, matchingRules: undefined });

  test('version 4: contentType holds', async () => {
    expect(await verified(message({ contentType: 'application/json' }))).toMatchObject({ outcome: 'passed' });
  });

  test.each([
    [{ contentType: 'application/json', topic: 'orders' }, 'topic'],
    [{ contentType: 'application/json', eventType: 'ProductOrderCreateEvent' }, 'eventType'],
    [{ contentType: 'text/xml' }, 'ontent'],
  ])('version 4: %j does not', async (metadata, key) => {
    const result = await verified(message(metadata));
    expect(result).toMatchObject({ outcome: 'failed' });
    expect(JSON.stringify(result?.mismatches)).toContain(key);
  });

  test('the sentence says which keys a callback carries', async () => {
    const result = await verified(message({ contentType: 'application/json', topic: 'orders' }));
    expect(result?.mismatches).toMatchObject([
      { where: 'metadata', text: expect.stringMatching(/a callback carries the metadata contentType$/) },
    ]);
  });
});

describe('a contract without a Content-Type: the mismatch names the line to add', () => {
  const wrapped = { contentType: 'application/json', encoded: false, content: order };
  test.each<readonly [what: string, version: string, request: object]>([
    ['2', '2.0.0', { headers: tracking, body: order }],
    ['3', '3.0.0', { headers: tracking, body: order }],
    ['4, with the type beside its body', '4.0', { headers: tracking, body: wrapped }],
  ])('request, version %s: not a bare 415', async (_, version, request) => {
    const interaction = { request: { method: 'POST', path: orderPath, ...request }, response: { status: 201 } };
    const result = await verified({ type: 'Synchronous/HTTP', ...interaction }, version);
    expect(result?.mismatches).toMatchObject([
      {
        where: 'request',
        pointer: 'header/Content-Type',
        expected: 'application/json',
        text: expect.stringMatching(/^add "Content-Type": "application\/json" to request\.headers .* 415$/),
      },
    ]);
  });

  test('a form: its own media type', async () => {
    const request = { method: 'POST', path: '/oauth/accesstoken', body: 'grant_type=client_credentials' };
    const result = await verified({ request, response: { status: 200 } }, '3.0.0');
    expect(result?.mismatches).toMatchObject([{ expected: 'application/x-www-form-urlencoded' }]);
  });

  test('a contract about the 415 itself needs none', async () => {
    const request = { method: 'POST', path: orderPath, headers: tracking, body: order };
    expect(await verified({ request, response: { status: 415 } }, '3.0.0')).toMatchObject({ outcome: 'passed' });
  });

  test.each(['2.0.0', '3.0.0'])('answer with @type, version %s: not a bare text/plain', async (version) => {
    const request = { method: 'POST', path: orderPath, headers: typed, body: order };
    const response = { status: 201, body: { '@type': 'btProductOrder' } };
    const result = await verified({ request, response }, version);
    expect(result?.mismatches).toMatchObject([
      { text: expect.stringMatching(/^add "Content-Type": "application\/json" to response\.headers .* text\/plain$/) },
    ]);
    const mended = { ...response, headers: { 'Content-Type': 'application/json' } };
    expect((await verified({ request, response: mended }, version))?.mismatches.map(({ text }) => text)).not.toEqual(
      expect.arrayContaining([expect.stringContaining('text/plain')]),
    );
  });
});
