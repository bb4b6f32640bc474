import { describe, expect, test } from 'vitest';
import { refuse } from '#domain/errors/error-catalogue';
import {
  type Caller,
  handleRequest,
  type PipelineSteps,
  type RateCheck,
  runPipeline,
  type SandboxView,
} from '#engine/request/pipeline';
import type { RawBody, RequestHead, TokenState } from '#engine/request/request-checks';
import { sourcesIn } from '../../architecture/source-file.ts';
import { contract, createManualSandbox, referenceData } from '../../support/manual-sandbox.ts';

const quotes = '/tmf-api/quoteManagement/v4/quote';

interface Options {
  readonly token?: TokenState;
  readonly rate?: RateCheck;
  readonly body?: RawBody | undefined;
}

/** Runs one request and says which of the waiting steps were called, in order. */
async function run(head: Partial<RequestHead>, options: Options = {}) {
  const called: string[] = [];
  const { documents: reader } = createManualSandbox();
  const view: SandboxView = { token: 'good', reader, referenceData };
  const { token = 'good', rate = {}, body = { kind: 'none' } } = options;
  const steps: PipelineSteps<RequestHead, SandboxView, Caller<SandboxView>> = {
    route(method, path) {
      called.push('route');
      return contract.route(method, path);
    },
    authenticate() {
      called.push('authenticate');
      return { token, sandbox: view };
    },
    limitRate(_, family) {
      called.push(`limitRate ${family}`);
      return rate;
    },
    async readBody() {
      called.push('readBody');
      return 'body' in options ? options.body : body;
    },
    async serve(sandbox, request, match) {
      called.push('serve');
      return handleRequest(request, match, sandbox);
    },
  };
  const request: RequestHead = {
    method: 'GET',
    path: quotes,
    rawQuery: '',
    headers: { 'apigw-tracking-header': 't' },
    baseUrl: 'http://127.0.0.1:4480',
    wallNow: 0,
    ...head,
  };
  const served = await runPipeline(request, steps);
  return { called, served, status: served?.handled.answer.status };
}

describe('the steps of a request come in one order', () => {
  test('a good request passes all of them, each once', async () => {
    const { called, status } = await run({});
    expect(called).toEqual(['route', 'authenticate', 'limitRate quote', 'readBody', 'serve']);
    expect(status).toBe(200);
  });

  test.each(['missing', 'invalid', 'expired', 'inQuery'] as const)(
    'a token that is %s is refused before the rate is counted and the body is read, but after the path',
    async (token) => {
      expect(await run({}, { token })).toMatchObject({ called: ['route', 'authenticate'], status: 401 });
      expect(await run({ path: '/nothing' }, { token })).toMatchObject({ status: 404 });
      expect(await run({ method: 'PUT' }, { token })).toMatchObject({ status: 405 });
    },
  );

  test('a request over the rate limit is refused before its body is read, whatever its path is', async () => {
    const refused = refuse('quote', 'tooManyQuotes', 'Too many');
    const headers = { 'X-RateLimit-Remaining': '0' };
    const limited = await run({ path: '/nothing' }, { rate: { refused, headers } });
    expect(limited).toMatchObject({ called: ['route', 'authenticate', 'limitRate tmf'], status: 429 });
    expect(limited.served?.rateHeaders).toBe(headers);
  });

  test('with a good token, an unknown path and a wrong method count and are read before they are refused', async () => {
    const all = ['readBody', 'serve'];
    expect(await run({ path: '/nothing' })).toMatchObject({ called: expect.arrayContaining(all), status: 404 });
    expect(await run({ method: 'PUT' })).toMatchObject({ called: expect.arrayContaining(all), status: 405 });
  });

  test('nothing is served to a client that went away', async () => {
    const { called, served } = await run({}, { body: undefined });
    expect(called).toEqual(['route', 'authenticate', 'limitRate quote', 'readBody']);
    expect(served).toBeUndefined();
  });

  test('headers come before the body, the body before the schema', async () => {
    const text = (value: string): RawBody => ({ kind: 'text', text: value });
    const json = { 'apigw-tracking-header': 't', 'content-type': 'application/json' };
    const post = { method: 'POST', headers: json };
    const reasonOf = async (head: Partial<RequestHead>, body: RawBody) =>
      (await run(head, { body })).served?.handled.answer.body;
    expect(await reasonOf({ method: 'POST', headers: {} }, text('{'))).toMatchObject({ code: 25 });
    expect(await reasonOf(post, text('{'))).toMatchObject({ code: 22 });
    expect(await run(post, { body: text('{"quoteItem":7}') })).toMatchObject({ status: 400 });
  });

  test('each check is called in one place of the sources, and that is the pipeline', () => {
    const steps =
      'refuseRoute refuseToken refuseHeaders parseJsonBody documentCallOf applyRequestFault selectCannedAnswer replayIdempotentAnswer checkCapacity';
    const sources = sourcesIn('src');
    const callers = steps.split(' ').map((step) => {
      const call = new RegExp(`(?<!function )\\b${step}\\(`, 'g');
      return sources.flatMap(({ path, code }) => [...code.matchAll(call)].map(() => `${step} in ${path}`));
    });
    expect(callers).toEqual(steps.split(' ').map((step) => [`${step} in src/mock/engine/request/pipeline.ts`]));
  });
});
