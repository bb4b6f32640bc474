import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultCredentials } from '#cli/options/start-options';
import type { OpenApiDocument } from '#engine/contract/openapi-document';
import { requiredHeaders, type ShownOperation, shownOperations } from '#http/reference/operation-section';
import { type RunningServer, serve } from '#http/serve';
import { readOpenApiDocuments } from '#runtime/load-data';
import { scenarioService } from '#scenarios/runner/scenario-service';
import { sampleOrder } from '../../support/sample-orders.ts';

const documents = readOpenApiDocuments() as { readonly [api: string]: OpenApiDocument };
const btApis = Object.keys(documents).filter((api) => api !== 'sandbox' && api !== 'oauth');
const pages = ['', ...Object.keys(documents).map((api) => `api/${api}`), 'errors', 'journeys', 'scenarios'];

let serving: RunningServer;
let token: string;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'etherbox-reference-'));
  writeFileSync(join(folder, '.curlrc'), 'fail\nsilent\nshow-error\n');
  serving = await serve({ initialSandbox: { id: 'default', ...defaultCredentials }, scenarios: scenarioService });
  const authorization = `Basic ${btoa(`${defaultCredentials.clientId}:${defaultCredentials.clientSecret}`)}`;
  const url = `${serving.baseUrl}/oauth/accesstoken?grant_type=client_credentials`;
  token = ((await (await fetch(url, { headers: { authorization } })).json()) as { access_token: string }).access_token;
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await serving.close();
});

const read = async (path: string) => {
  const response = await fetch(`${serving.baseUrl}/docs/${path}`);
  return { status: response.status, headers: response.headers, text: await response.text() };
};

describe.each(pages)('/docs/%s', (page) => {
  test('is a page of this server alone: nothing from elsewhere, nothing inline that runs', async () => {
    const { status, headers, text } = await read(page);
    expect(status).toBe(200);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toContain('unsafe');
    const named = [...text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, target]) => target as string);
    expect(named.filter((target) => !/^[/#]/.test(target))).toEqual([]);
    expect(text).not.toMatch(/ on\w+=| style=|<style/);
  });

  test('every anchor leads somewhere, and no id is used twice', async () => {
    const { text } = await read(page);
    const ids = [...text.matchAll(/\bid="?([\w.-]+)/g)].map(([, id]) => id as string);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    const missing = [...text.matchAll(/href="#([^"]+)"/g)]
      .map(([, id]) => id as string)
      .filter((id) => !ids.includes(id));
    expect([...new Set(missing)]).toEqual([]);
  });
});

test('every operation of every document is there, with its marks', async () => {
  for (const [api, document] of Object.entries(documents)) {
    const { text } = await read(`api/${api}`);
    for (const { operationId } of shownOperations(document)) expect(text).toContain(`id="${operationId}"`);
    if (api === 'sandbox' || api === 'oauth') continue;
    expect(text, api).toMatch(/class="mark mark-(bt|tmf)"/);
  }
});

test('links between the pages are not broken', async () => {
  const links = new Set<string>();
  for (const page of pages) {
    for (const [, to] of (await read(page)).text.matchAll(/href="\/docs\/([^"]*)"/g)) links.add(to as string);
  }
  const errors = (await read('errors')).text;
  for (const link of links) {
    const [path = '', anchor] = link.split('#');
    if (path !== 'errors' || anchor === undefined) expect((await read(path)).status, link).toBe(200);
    else if (anchor !== 'e202') expect(errors, link).toMatch(new RegExp(`id="?${anchor}\\b`));
  }
});

test('what stands in a document is shown as text', async () => {
  const { text } = await read('api/quote');
  expect(text).not.toMatch(/<script(?! src="\/docs\/reference.js"| type="application\/json")/);
});

test.each([
  ['nothing', 404],
  ['api/nothing', 404],
  ['api/..%2fquote', 404],
])('/docs/%s is %d', async (page, status) => {
  expect((await read(page)).status).toBe(status);
});

test('only reading', async () => {
  const response = await fetch(`${serving.baseUrl}/docs/errors`, { method: 'DELETE' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
});

describe('the examples run as they are printed, in one shell after the other', () => {
  const examples = ['oauth', ...btApis].flatMap((api) =>
    shownOperations(documents[api] as OpenApiDocument).flatMap((operation) =>
      operation.examples.map(
        (example, n) => [operation.operationId, example.name, { api, operation, example, n }] as const,
      ),
    ),
  );
  // Orders first: others name them. What is cancelled cannot be amended, and for a charge time must pass.
  const ranks: { readonly [operationId: string]: number } = {
    createProductOrder: -1,
    createCancelProductOrder: 1,
    patchCharge: 2,
  };
  const rank = (operationId: string) => ranks[operationId] ?? 0;
  const inOrder = [...examples].sort(([a], [b]) => rank(a) - rank(b));

  test.each(inOrder)('%s, %s', async (operationId, _name, { api, operation, example, n }) => {
    if (operationId === 'patchCharge') await raiseCharge();
    if (!hasCurl) return expect(await asFetch(operation, example.value)).toBeLessThan(300);
    const [first] = printed((await read('')).text);
    const page = (await read(`api/${api}`)).text;
    const section = page.split('<section class="operation" id="').find((text) => text.startsWith(`${operationId}"`));
    const lines = printed(section as string)[n] as string;
    const answer = await inShell(`${first}\n${lines}`);
    expect(JSON.parse(answer)).toEqual(expect.any(Object));
  });

  test('every operation that takes a body has one', () => {
    const without = btApis.flatMap((api) =>
      shownOperations(documents[api] as OpenApiDocument).filter(
        ({ mediaType, examples: some }) => mediaType !== undefined && some.length === 0,
      ),
    );
    expect(without.map(({ operationId }) => operationId)).toEqual([]);
  });
});

/** What stands in the shown code of a page. */
const printed = (page: string): string[] =>
  [...page.matchAll(/<pre tabindex="0">([\s\S]*?)<\/pre>/g)].map(([, code]) =>
    (code as string).replaceAll(/&(#39|quot|lt|gt|amp);/g, (_, name: string) => plain[name] as string),
  );
const plain: { readonly [entity: string]: string } = { '#39': "'", quot: '"', lt: '<', gt: '>', amp: '&' };

const hasCurl = spawnSync('curl', ['--version']).status === 0;

/** curl ends with an error for every answer from 400 on: .curlrc says so, and what is run is what was printed. */
async function inShell(script: string): Promise<string> {
  const env = { ...process.env, CURL_HOME: folder };
  return (await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', script], { env })).stdout;
}

/** Where there is no curl: the status of the same call. */
async function asFetch(operation: ShownOperation, value: unknown): Promise<number> {
  const order = JSON.stringify(await newest('/v1/productOrderingManagement/productOrder'));
  const form = operation.mediaType === 'application/x-www-form-urlencoded';
  const body = form
    ? String(new URLSearchParams(value as Record<string, string>))
    : JSON.stringify(value).replace('"12345678"', order);
  const { clientId, clientSecret } = defaultCredentials;
  const response = await send(operation.method, await filled(operation), body, {
    ...requiredHeaders(operation),
    'content-type': operation.mediaType ?? '',
    ...(form ? { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` } : {}),
  });
  return response.status;
}

const send = (method: string, path: string, body?: string, headers: { readonly [name: string]: string } = {}) =>
  fetch(serving.baseUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'APIGW-Tracking-Header': 'reference-page',
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });

async function filled({ path }: ShownOperation): Promise<string> {
  return path.includes('{id}') ? path.replace('{id}', await newest(path.slice(0, path.indexOf('/{')))) : path;
}

async function newest(collection: string): Promise<string> {
  const items = (await (await send('GET', `${collection}?limit=100`)).json()) as { id: string }[];
  return items.at(-1)?.id ?? 'none';
}

/** A survey that finds a blocked duct asks the customer to accept its costs. */
async function raiseCharge(): Promise<void> {
  const control = async (path: string, body?: unknown): Promise<void> => {
    const response = await fetch(`${serving.baseUrl}/_sandbox/v1/sandboxes/default${path}`, {
      method: 'POST',
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    expect(response.ok, `${path}: ${response.status}`).toBe(true);
  };
  // A second order for a site is refused later on; this is to be the first.
  await control('/reset');
  await control('/setbacks', { match: { product: 'Etherway' }, setback: 'ecc-raised' });
  const ordered = JSON.stringify(sampleOrder('etherway-fibre-provide'));
  const placed = await send('POST', '/v1/productOrderingManagement/productOrder', ordered, {
    'content-type': 'application/json',
  });
  expect(placed.status).toBe(201);
  await control('/clock/advance', { by: '25 working days' });
}
