import { describe, expect, test } from 'vitest';
import { derivedNumber } from '#domain/core/ids';
import type { Violation } from '#domain/core/violation';
import { compileContract } from '#engine/contract/contract';
import { parsePreferHeader } from '#engine/request/document-call';
import { handleRequest } from '#engine/request/pipeline';
import { creationChangeSet } from '#engine/state/sandbox-lifecycle';
import { SandboxState } from '#engine/state/sandbox-state';
import { answerFromDocument, answerFromSpec } from '#runtime/spec/spec-answers';
import { compiledContractOf, prismOperation, requireEnforceable, unenforceableSchemas } from '#runtime/spec/spec-prism';
import { referenceData } from '../../support/manual-sandbox.ts';
import { orderDocument } from '../../support/order-document.ts';
import { documents, examplesOf } from '../../support/spec-documents.ts';

const SEED = process.env.SEED ?? 'prism';
const MUTANTS = Number(process.env.N ?? (process.env.FULL ? 400 : 25));
const request = { path: '/', seed: SEED };

describe.each(documents)('$api', ({ document }) => {
  test('prism can enforce every operation: no canary comes back', async () => {
    expect(await unenforceableSchemas(document)).toEqual([]);
  });

  test(`prism and our validator agree on good and bad bodies (SEED=${SEED} N=${MUTANTS})`, async () => {
    const differ: object[] = [];
    const seen = new Set<string>();
    for (const [operationId, operation] of compiledContractOf(document).operations) {
      const examples = examplesOf(document).filter((example) => {
        if (example.operationId !== operationId || example.mediaType !== 'application/json') return false;
        // Refusals that every operation gives are looked at once.
        const key = JSON.stringify([example.status, example.value]);
        const known = (example.status ?? 0) >= 400 && seen.has(key);
        seen.add(key);
        return !known;
      });
      if (examples.length === 0) continue;
      const prism = await prismOperation(document, operationId);
      for (const { status, name, value } of examples) {
        for (const body of corpus(value, `${operationId}/${status}/${name}`)) {
          const violations = status === undefined ? operation.checkBody(body) : operation.checkAnswer(status, body);
          const isAcceptedByPrism = status === undefined ? prism.acceptsBody(body) : prism.acceptsAnswer(status, body);
          if (isAcceptedByPrism !== isWithoutViolations(violations))
            differ.push({
              operationId,
              status,
              name,
              body: JSON.stringify(body),
              faults: violations,
              taken: isAcceptedByPrism,
            });
        }
      }
    }
    expect(differ.slice(0, 5)).toEqual([]);
  });
});

/** Prism lets a client send what the server owns; that rule is ours alone. */
const isWithoutViolations = (violations: readonly Violation[]): boolean =>
  violations.every(({ rule }) => rule === 'server-owned');

const REPLACEMENTS: readonly unknown[] = ['banana', '', -1, 1.5, true, null, [], {}, 'x'.repeat(300), undefined];

/** The body itself, and copies with one thing changed. */
function corpus(body: unknown, key: string): readonly unknown[] {
  const places = placesOf(body, []);
  const mutants = Array.from({ length: MUTANTS }, (_, n) => {
    const place = places[derivedNumber(places.length, SEED, key, 'place', n)] as readonly string[];
    const value = REPLACEMENTS[derivedNumber(REPLACEMENTS.length, SEED, key, 'value', n)];
    return replaced(body, place, value);
  });
  return [body, ...mutants.filter((mutant) => mutant !== undefined)];
}

function placesOf(node: unknown, at: readonly string[]): readonly (readonly string[])[] {
  if (node === null || typeof node !== 'object') return [at];
  return [at, ...Object.entries(node).flatMap(([key, value]) => placesOf(value, [...at, key]))];
}

/** A copy with the value at a place replaced; undefined takes a member out. */
function replaced(node: unknown, place: readonly string[], value: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return value;
  if (Array.isArray(node)) {
    const changed = node.map((entry, n) => (String(n) === key ? replaced(entry, rest, value) : entry));
    return changed.filter((entry) => entry !== undefined);
  }
  const entries = Object.entries(node as object).map(([name, entry]) => [
    name,
    name === key ? replaced(entry, rest, value) : entry,
  ]);
  return Object.fromEntries(entries.filter(([, entry]) => entry !== undefined));
}

describe('a schema that prism cannot compile', () => {
  // Ours refuses to compile such a document; prism says nothing and lets every body through.
  const broken = structuredClone(orderDocument) as typeof orderDocument;
  (broken.components.schemas.Item.properties.action as { pattern?: string }).pattern = '(';

  test('takes anything there: that is what the canary is for', async () => {
    const prism = await prismOperation(broken, 'createOrder');
    expect(prism.acceptsBody('anything at all')).toBe(true);
  });
});

describe('answers from the document alone', () => {
  const document = structuredClone(orderDocument) as unknown as {
    paths: { '/v1/ordering/order/{id}': { get: { responses: object } } };
  };
  const order = { id: '1', externalId: 'A', item: [{ product: { '@type': 'Copper', pairs: 2 } }] };
  document.paths['/v1/ordering/order/{id}'].get.responses = {
    '200': {
      description: 'The order',
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/Order' },
          examples: { one: { value: order }, two: { value: { ...order, id: '2' } } },
        },
      },
    },
    '404': {
      description: 'None',
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/Refusal' },
          examples: { none: { value: { code: '60' } } },
        },
      },
    },
  };
  const answerFor = (prefer?: string) => answerFromSpec(document, 'retrieveOrder', request, parsePreferHeader(prefer));

  test.each<[string | undefined, number, object]>([
    [undefined, 200, { id: '1' }],
    ['example=two', 200, { id: '2' }],
    ['code=404', 404, { code: '60' }],
    ['code=404, example=none', 404, { code: '60' }],
    ['example=none', 404, { code: '60' }],
    [
      'code=418',
      404,
      { reason: 'Resource not found', message: 'The document declares no answer 418; it has 200, 404' },
    ],
    ['example=three', 404, { message: 'The document has no example three; it has one, two, none' }],
    ['code=200; example=none', 404, { message: 'The document has no example none; it has one, two' }],
    ['respond-async', 200, { id: '1' }],
  ])('Prefer: %s is %i', async (prefer, status, body) => {
    const answer = await answerFor(prefer);
    expect(answer).toMatchObject({ status, body });
  });

  test('made-up data fits, and is the same for the same seed', async () => {
    const first = await answerFor('dynamic=true');
    expect(compiledContractOf(document).operations.get('retrieveOrder')?.checkAnswer(200, first.body)).toEqual([]);
    expect(await answerFor('dynamic=true')).toEqual(first);
    const other = await answerFromSpec(document, 'retrieveOrder', { ...request, seed: 'another' }, { dynamic: true });
    expect(other.body).not.toEqual(first.body);
  });

  test('the same question twice is answered the same twice: prism’s settings are fresh each time', async () => {
    expect(await answerFor('code=404')).toEqual(await answerFor('code=404'));
    expect(await answerFor()).toMatchObject({ status: 200 });
  });
});

test.each([
  [undefined, undefined],
  ['', undefined],
  ['return=minimal', undefined],
  ['code=99', undefined],
  ['dynamic=false', undefined],
  ['code="404"; example="busy one", dynamic=true', { code: 404, example: 'busy one', dynamic: true }],
])('Prefer: %s', (header, expected) => {
  expect(parsePreferHeader(header)).toEqual(expected);
});

describe('whether the document answers, or the engine', () => {
  const contract = compileContract({ order: orderDocument });
  const good = { externalId: 'A-1', secret: 's', item: [{ product: { '@type': 'Copper' } }] };
  const tracked = { 'apigw-tracking-header': 't', productfamily: 'ethernet', 'content-type': 'application/json' };
  const sendToSandbox = async (
    method: string,
    path: string,
    prefer: string | undefined,
    body: unknown,
    mode: 'default' | 'strict',
  ): Promise<readonly [answeredBy: 'document' | 'engine', status: number]> => {
    const reader = new SandboxState();
    reader.apply(creationChangeSet({ id: 'a', seed: SEED, start: 0, clientId: 'c', clientSecret: 'x', mode }));
    const { documentCall, answer } = handleRequest(
      {
        method,
        path,
        rawQuery: '',
        headers: { ...tracked, ...(prefer === undefined ? {} : { prefer }) },
        baseUrl: 'http://localhost',
        wallNow: 0,
        body: body === undefined ? { kind: 'none' } : { kind: 'text', text: JSON.stringify(body) },
      },
      contract.route(method, path),
      { token: 'good', reader, referenceData },
    );
    if (!documentCall) return ['engine', answer.status];
    return ['document', (await answerFromDocument(documentCall)).status];
  };
  const orders = '/v1/ordering/order';

  test.each<[string, string, string, string | undefined, unknown, 'default' | 'strict', 'document' | 'engine', number]>(
    [
      ['no wish', 'POST', orders, undefined, good, 'default', 'engine', 501],
      ['a wish that is not ours', 'POST', orders, 'return=minimal', good, 'default', 'engine', 501],
      ['a wish', 'POST', orders, 'code=201', good, 'default', 'document', 201],
      ['a wish in a strict sandbox', 'POST', orders, 'code=201', good, 'strict', 'engine', 501],
      ['a wish with a wrong body', 'POST', orders, 'code=201', {}, 'default', 'engine', 400],
      ['an operation bound to its examples', 'GET', `${orders}/7`, undefined, undefined, 'strict', 'document', 200],
      ['nothing there', 'GET', '/nothing', 'code=200', undefined, 'default', 'engine', 404],
      ['another method', 'PUT', orders, 'code=200', undefined, 'default', 'engine', 405],
    ],
  )('%s', async (_, method, path, prefer, body, mode, answeredBy, status) => {
    expect(await sendToSandbox(method, path, prefer, body, mode)).toEqual([answeredBy, status]);
  });
});

test('an operation whose canary is dead is not answered', async () => {
  await expect(requireEnforceable({ paths: {} }, 'nothing', 200)).rejects.toThrow(/no operation nothing/);
});
