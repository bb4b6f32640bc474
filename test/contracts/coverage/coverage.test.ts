import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Coverage, measureCoverage } from '#contracts/coverage/coverage';
import { coverageHtml, formatCoverage } from '#contracts/coverage/coverage-report';
import { parsePact } from '#contracts/pact/pact-file';
import { readTraffic, type Traffic } from '#contracts/record/traffic';
import { type Sandbox, startSandbox } from '#testing/index';
import { createPactFolder, httpInteraction, messageInteraction, pactOf } from '../../support/pact-samples.ts';
import { provide } from '../../support/test-provider-states.ts';
import { runCli } from '../../support/run-cli.ts';
import { orderPath } from '../../support/sample-orders.ts';

let box: Sandbox;
let traffic: Traffic;
let covered: Coverage;

const group = ({ groups }: Coverage, name: string) => groups.find((one) => one.name === name);
const count = (coverage: Coverage, name: string, key: string) => {
  const item = group(coverage, name)?.items.find((one) => one.key === key);
  if (!item) throw new Error(`${name} has no item ${key}`);
  return item.count;
};
const call = async (method: string, path: string, body?: object) =>
  fetch(box.baseUrl + path, {
    method,
    headers: await box.headers(),
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

beforeAll(async () => {
  box = await startSandbox({ seed: 'coverage' });
  await box.setbacks.add({ match: { externalId: 'BLOCKED' }, setback: 'survey-finds-blocked-duct' });
  await call('POST', orderPath, { ...provide, externalId: 'BLOCKED' });
  await call('POST', orderPath, { ...provide, externalId: 'SECOND' });
  await box.setbacks
    .add({ match: { externalId: 'CHARGED' }, setback: 'excess-construction-charges' })
    .catch(() => undefined);
  await box.advance({ by: '15 working days' });
  await box.faultInjections.add({ operation: 'listQuote', status: 503, times: 1 });
  await call('GET', '/tmf-api/quoteManagement/v4/quote');
  await call('GET', '/tmf-api/quoteManagement/v4/quote/Q1');
  traffic = await readTraffic(box.control);
  covered = measureCoverage([], [traffic]);
});
afterAll(() => box.close());

describe('of what was done with a sandbox', () => {
  test.each([
    ['outcomes', 'createProductOrder 201', 2],
    ['outcomes', 'listQuote 5xx', 1],
    ['outcomes', 'retrieveQuote 404', 1],
    ['outcomes', 'createQuote 201', 0],
    ['outcomes', 'createQuote 429', 0],
    ['journeys', 'etherway-fibre provide', 2],
    ['journeys', 'etherway-fibre cease', 0],
    ['callbacks', 'ProductOrderCreateEvent acknowledged', 2],
    ['callbacks', 'retried', 0],
    ['faultInjections', 'call status', 1],
    ['faultInjections', 'callback duplicate', 0],
  ])('%s: %s, %i times', (name, key, times) => {
    expect(count(covered, name, key)).toBe(times);
  });

  test('milestones and setbacks that callbacks reported', () => {
    expect(count(covered, 'milestones', 'etherway-fibre provide KCI1')).toBeGreaterThan(0);
    expect(count(covered, 'milestones', 'etherway-fibre provide KCI3')).toBe(0);
    expect(count(covered, 'setbacks', 'etherway-fibre survey-finds-blocked-duct')).toBeGreaterThan(0);
  });

  test('a journal that lost something says so', () => {
    expect(covered.warnings).toEqual([]);
    expect(measureCoverage([], [{ ...traffic, evicted: 7 }]).warnings[0]).toMatch(/first 7 requests/);
  });
});

describe('of contracts', () => {
  const pact = (interactions: readonly object[]) => parsePact(JSON.stringify(pactOf(interactions)), 'a.json');

  test('requests, callbacks, and what their provider states put into the sandbox', () => {
    const contract = pact([
      httpInteraction({
        description: 'a quote that is refused',
        method: 'POST',
        path: '/tmf-api/quoteManagement/v4/quote',
        status: 429,
      }),
      httpInteraction({
        description: 'ordering',
        state: 'order-api-is-down',
        method: 'POST',
        path: orderPath,
        body: provide,
        status: 201,
      }),
      messageInteraction('late', 'survey-finds-blocked-duct', {
        eventType: 'ProductOrderStateChangeEvent',
        event: { productOrder: { state: 'completed' } },
      }),
    ]);
    const coverage = measureCoverage([contract]);
    expect(count(coverage, 'outcomes', 'createQuote 429')).toBe(1);
    expect(count(coverage, 'journeys', 'etherway-fibre provide')).toBe(1);
    expect(count(coverage, 'callbacks', 'ProductOrderStateChangeEvent completed')).toBe(1);
    expect(count(coverage, 'setbacks', 'etherway-fibre survey-finds-blocked-duct')).toBe(1);
    expect(count(coverage, 'faultInjections', 'call status')).toBe(1);
    expect(coverage.seen).toBe(6);
  });

  test('and a journal add to the same', () => {
    const one = pact([httpInteraction({ description: 'no quotes', path: '/tmf-api/quoteManagement/v4/quote' })]);
    expect(measureCoverage([one], [traffic]).seen).toBe(covered.seen + 1);
    expect(measureCoverage([one, one]).seen).toBe(1);
  });
});

describe('reports', () => {
  test('text says what no test has ever seen', () => {
    const text = formatCoverage(covered, Number.POSITIVE_INFINITY).join('\n');
    const missing = text.slice(text.indexOf('Not covered by any test:'));
    for (const never of [
      '429 on createQuote',
      'a duplicate callback',
      'Accept or decline excess construction charges: decline',
    ])
      expect(missing).toContain(never);
    expect(missing).not.toContain('201 on createProductOrder\n');
    expect(formatCoverage(covered, 2).join('\n')).toMatch(/and \d+ more/);
  });

  test('a page that needs nothing else', () => {
    const page = coverageHtml(covered);
    expect(page).toContain(`${covered.seen} of ${covered.total} seen`);
    expect(page).not.toMatch(/<script|https?:|src=|href=/);
    expect(page).toContain('429 on createQuote</td><td>never');
  });

  test('every item has a key of its own in its group', () => {
    for (const { name, items } of covered.groups) {
      expect(items.length, name).toBeGreaterThan(0);
      expect(new Set(items.map(({ key }) => key)).size, name).toBe(items.length);
    }
  });
});

describe('on the command line', () => {
  const folder = createPactFolder();
  const pacts = join(folder.path, 'pacts');
  mkdirSync(pacts);
  folder.write(
    'pacts/shop.json',
    pactOf([httpInteraction({ description: 'no quotes', path: '/tmf-api/quoteManagement/v4/quote' })]),
  );
  afterAll(() => rmSync(folder.path, { recursive: true }));
  const percent = async (...args: string[]): Promise<number> =>
    (JSON.parse((await runCli('coverage', ...args, '--json')).stdout) as Coverage).percent;

  test('--min: as much as was seen is enough, a tenth more is not', async () => {
    const seen = await percent(pacts);
    expect(seen).toBeGreaterThan(0);
    expect(await runCli('coverage', pacts, '--min', String(seen))).toMatchObject({ code: 0, stderr: '' });
    expect(await runCli('coverage', pacts, '--min', String(seen + 0.1))).toMatchObject({
      code: 1,
      stderr: `Coverage is ${seen} %; --min requires ${seen + 0.1} %\n`,
    });
  });

  test('--html: the page is written, into a folder that is not there yet, and the text is printed as well', async () => {
    const page = join(folder.path, 'out/deep/coverage.html');
    const { code, stdout } = await runCli('coverage', pacts, '--html', page);
    expect([code, existsSync(page)]).toEqual([0, true]);
    expect(stdout).toContain('Not covered by any test:');
    expect(readFileSync(page, 'utf8')).toBe(
      coverageHtml(measureCoverage([parsePact(readFileSync(join(pacts, 'shop.json'), 'utf8'), 'x')])),
    );
  });

  test('without files it is a running sandbox; --live adds one to files', async () => {
    const at = ['--base-url', box.baseUrl];
    expect(await percent(...at)).toBe(covered.percent);
    expect(await percent(pacts, '--live', ...at)).toBeGreaterThan(covered.percent);
  });

  test.each([
    ['a folder that is not there', ['no-such-folder'], 1, /no-such-folder/],
    ['a file that is no contract', [folder.write('broken.json', '{')], 1, /not JSON/],
    ['a --min that is no number', [pacts, '--min', 'much'], 2, /--min/],
    ['a --min above everything', [pacts, '--min', '101'], 2, /--min/],
  ])('%s', async (_, args, code, said) => {
    const ran = await runCli('coverage', ...args);
    expect([ran.code, ran.stdout]).toEqual([code, '']);
    expect(ran.stderr).toMatch(said);
  });
});
