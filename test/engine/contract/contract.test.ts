import { describe, expect, test } from 'vitest';
import { closestMatch } from '#domain/core/closest-match';
import { compileContract, type OperationContract } from '#engine/contract/contract';
import { findNearMisses } from '#engine/contract/near-miss';
import { orderDocument } from '../../support/order-document.ts';

const contract = compileContract({ order: orderDocument });
const create = contract.operations.get('createOrder') as OperationContract;
const list = contract.operations.get('listOrder') as OperationContract;

const fibre = { '@type': 'Fibre', bandwidth: '10 Mbit/s' };
const good = { externalId: 'A-1', secret: 's', item: [{ action: 'add', product: fibre }] };
const withItem = (item: unknown) => ({ ...good, item: [item] });
const deep = { product: fibre, item: [{ product: fibre, item: [{ product: { '@type': 'Fibre', bandwidth: 1 } }] }] };

test('every validator of the document compiles', () => {
  contract.compileAll();
});

describe('what an operation says about itself', () => {
  test.each([
    ['operationId', 'createOrder'],
    ['api', 'order'],
    ['method', 'POST'],
    ['path', '/v1/ordering/order'],
    ['aliases', ['/tmf-api/ordering/v4/order']],
    ['family', 'tmf'],
    ['boundTo', 'domain'],
    ['successStatus', 201],
    ['statuses', [201, 400]],
    ['requestMediaTypes', ['application/json']],
    ['bodyRequired', true],
    ['maxBodyBytes', 2048],
    ['headerNames', ['productfamily']],
  ])('%s', (member, expected) => {
    expect(create[member as keyof OperationContract]).toEqual(expected);
  });

  test('an operation without a body, bound to examples', () => {
    const retrieve = contract.operations.get('retrieveOrder') as OperationContract;
    expect(retrieve).toMatchObject({ boundTo: 'examples', requestMediaTypes: undefined, bodyRequired: false });
    expect(retrieve.maxBodyBytes).toBe(1024 * 1024);
  });
});

describe('routes', () => {
  test.each([
    ['POST', '/v1/ordering/order', 'createOrder', {}],
    ['POST', '/v1/ordering/order/', 'createOrder', {}],
    ['POST', '/tmf-api/ordering/v4/order', 'createOrder', {}],
    ['HEAD', '/v1/ordering/order', 'listOrder', {}],
    ['GET', '/v1/ordering/order/7', 'retrieveOrder', { id: '7' }],
    ['HEAD', '/v1/ordering/order/7', 'retrieveOrder', { id: '7' }],
    ['GET', '/v1/ordering/order/a%20b%2Fc', 'retrieveOrder', { id: 'a b/c' }],
    ['GET', '/v1/ordering/order/%E0%A4', 'retrieveOrder', { id: '%E0%A4' }],
    ['GET', '/v1/ordering/order/7/item/8', 'retrieveOrderItem', { id: '7', itemId: '8' }],
  ])('%s %s is %s', (method, path, operationId, params) => {
    const routed = contract.route(method, path);
    expect(routed).toMatchObject({ operation: { operationId }, params });
  });

  test.each([
    ['GET', '/v1/ordering/orders'],
    ['GET', '/V1/ordering/order'],
    ['GET', '/v1/ordering/order//'],
    ['GET', '/v1/ordering/order/7/'],
    ['GET', '/v1/ordering/order/7/item/'],
    ['GET', '/tmf-api/ordering/v4/order/7'],
    ['GET', '/'],
    ['GET', ''],
    ['GET', '/__proto__'],
  ])('%s %s is nowhere', (method, path) => {
    expect(contract.route(method, path)).toBeUndefined();
  });

  test.each([
    ['PUT', '/v1/ordering/order', ['POST', 'GET', 'HEAD']],
    ['POST', '/v1/ordering/order/7', ['GET', 'HEAD', 'DELETE']],
  ])('%s %s names the methods that are there', (method, path, allow) => {
    const routed = contract.route(method, path);
    if (!routed || !('allowedMethods' in routed)) throw new Error('it was found');
    expect([...routed.allowedMethods].sort()).toEqual([...allow].sort());
    expect(routed.family).toBe('tmf');
  });
});

const ORDER = 'order.yaml#/components/schemas/Order';

describe('bodies', () => {
  test.each<[string, unknown]>([
    ['the least', good],
    ['members nobody knows', { ...good, colour: 'red' }],
    ['a server-owned member that BT lists for requests', { ...good, state: 'acknowledged' }],
    ['another tag', withItem({ product: { '@type': 'Copper', pairs: 8 } })],
    ['either of two alternatives', { ...good, payment: { account: 'x' } }],
    ['an unlisted tag that fits the base', withItem({ product: fibre, part: { '@type': 'Lamp', name: 'n' } })],
    ['no tag where the base will do', withItem({ product: fibre, part: { name: 'n' } })],
  ])('fits: %s', (_, body) => {
    expect(create.checkBody(body)).toEqual([]);
  });

  test.each<[string, unknown, readonly object[]]>([
    ['no body', undefined, [{ pointer: '', expected: 'a body, which is required', rule: 'body required' }]],
    ['not an object', 'x', [{ pointer: '', got: 'x', expected: 'an object', rule: 'schema type', spec: ORDER }]],
    [
      'a missing member, and its misspelling',
      { secret: 's', item: good.item, externalID: 'A' },
      [
        {
          pointer: '/externalId',
          expected: 'a string of 1 to 20 characters, which is required (you sent externalID)',
          rule: 'schema required',
          spec: ORDER,
        },
      ],
    ],
    [
      'a server-owned member',
      { ...good, id: '1' },
      [
        {
          pointer: '/id',
          got: '1',
          expected: 'nothing: the server sets this member',
          rule: 'server-owned',
          spec: `${ORDER}/properties/id`,
        },
      ],
    ],
    [
      'a string that is too long, shortened',
      { ...good, externalId: 'x'.repeat(500) },
      [
        {
          pointer: '/externalId',
          got: `${'x'.repeat(79)}…`,
          expected: 'a string of 1 to 20 characters',
          rule: 'schema maxLength',
          spec: `${ORDER}/properties/externalId`,
        },
      ],
    ],
    [
      'an enumeration, with what was meant',
      withItem({ action: 'modfiy', product: fibre }),
      [
        {
          pointer: '/item/0/action',
          got: 'modfiy',
          expected: 'one of add, modify, delete (did you mean modify?)',
          rule: 'schema enum',
          spec: 'order.yaml#/components/schemas/Item/properties/action',
        },
      ],
    ],
    [
      'nothing near in an enumeration',
      withItem({ action: 'banana', product: fibre }),
      [{ pointer: '/item/0/action', got: 'banana', expected: 'one of add, modify, delete', rule: 'schema enum' }],
    ],
    [
      'one typo in a tag is one fault',
      withItem({ product: { '@type': 'Fibr', bandwidth: '10 Mbit/s' } }),
      [
        {
          pointer: '/item/0/product/@type',
          got: 'Fibr',
          expected: 'one of Fibre, Copper (did you mean Fibre?)',
          rule: 'schema enum',
          spec: 'order.yaml#/components/schemas/Product/discriminator',
        },
      ],
    ],
    [
      'one typo below a tag is one fault',
      withItem({ product: { '@type': 'Fibre', bandwidth: '10Mbit/s' } }),
      [
        {
          pointer: '/item/0/product/bandwidth',
          got: '10Mbit/s',
          expected: 'one of 10 Mbit/s, 100 Mbit/s, 1 Gbit/s (did you mean 10 Mbit/s?)',
          rule: 'schema enum',
          spec: 'order.yaml#/components/schemas/Fibre/properties/bandwidth',
        },
      ],
    ],
    [
      'no tag',
      withItem({ product: {} }),
      [
        {
          pointer: '/item/0/product/@type',
          expected: 'one of Fibre, Copper, which is required',
          rule: 'schema required',
          spec: 'order.yaml#/components/schemas/Product',
        },
      ],
    ],
    [
      'an unlisted tag that does not fit the base',
      withItem({ product: fibre, part: { '@type': 'Lamp' } }),
      [{ pointer: '/item/0/part/name', expected: 'a string, which is required', rule: 'schema required' }],
    ],
    [
      'a listed tag beside the base rule',
      withItem({ product: fibre, part: { '@type': 'Plug', name: 'n', pins: 'three' } }),
      [{ pointer: '/item/0/part/pins', got: 'three', expected: 'a whole number', rule: 'schema type' }],
    ],
    [
      'the alternative that got furthest',
      { ...good, payment: { card: '12' } },
      [
        {
          pointer: '/payment/card',
          got: '12',
          expected: 'a string that matches ^\\d{4}$, such as 4711',
          rule: 'schema pattern',
          spec: 'order.yaml#/components/schemas/Card/properties/card',
        },
      ],
    ],
    [
      'one of two members must be there',
      { ...good, contact: {} },
      [{ pointer: '/contact', got: 'an object of 0 members', expected: 'one of mail, phone', rule: 'schema required' }],
    ],
    [
      'three levels down a recursive schema',
      withItem(deep),
      [{ pointer: '/item/0/item/0/item/0/product/bandwidth', got: 1, rule: 'schema enum' }],
    ],
    [
      'a date and time without a zone',
      { ...good, wanted: '2026-01-05T09:00:00' },
      [{ pointer: '/wanted', expected: 'a date and time with a zone, such as 2026-01-05T09:00:00Z' }],
    ],
  ])('does not fit: %s', (_, body, expected) => {
    const violations = create.checkBody(body);
    expect(violations).toHaveLength(expected.length);
    expect(violations).toMatchObject(expected);
  });

  test('all violations at once: a hundred, and how many more there are', () => {
    const three = create.checkBody({ externalId: '', secret: 1, item: [] });
    expect(three.map(({ pointer }) => pointer).sort()).toEqual(['/externalId', '/item', '/secret']);
    const many = create.checkBody({ ...good, item: Array.from({ length: 500 }, () => ({ action: 'x' })) });
    expect(many).toHaveLength(101);
    expect(many.at(-1)?.got).toBeGreaterThan(0);
  });

  test('the body that was checked is not changed', () => {
    const body = structuredClone(good);
    create.checkBody(body);
    create.checkBody({ ...good, externalId: '' });
    expect(body).toEqual(good);
  });
});

describe('query and headers', () => {
  const since = ['2026-01-05'];
  test.each<[string, { [name: string]: string[] }, string[]]>([
    ['numbers and truths from text', { since, limit: ['20'], open: ['true'] }, []],
    ['a list by comma', { since, state: ['held,done'] }, []],
    ['a list by repetition', { since, state: ['held', 'done'] }, []],
    ['a name nobody knows', { since, colour: ['red'] }, []],
    ['a missing one', {}, ['query/since']],
    ['not a number', { since, limit: ['ten'] }, ['query/limit']],
    ['not a whole number', { since, limit: ['1.5'] }, ['query/limit']],
    ['an empty one', { since, limit: [''] }, ['query/limit']],
    ['too small', { since, limit: ['-1'] }, ['query/limit']],
    ['not a truth', { since, open: ['yes'] }, ['query/open']],
    ['one of a list', { since, state: ['held,nope'] }, ['query/state']],
    ['several at once', { since: ['monday'], limit: ['x'] }, ['query/limit', 'query/since']],
  ])('%s', (_, query, pointers) => {
    expect(list.checkQuery(query).map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test('a fault says what was sent, what is wanted and where that is written', () => {
    expect(list.checkQuery({ since, limit: ['x'] })).toEqual([
      {
        pointer: 'query/limit',
        got: 'x',
        expected: 'a whole number of at least 0',
        rule: 'schema type',
        spec: 'order.yaml#/paths/~1v1~1ordering~1order/get/parameters/0/schema',
      },
    ]);
  });

  test.each<[string, { [name: string]: string }, string[]]>([
    ['there', { productfamily: 'ethernet' }, []],
    ['missing; the tracking header is the gateway’s to check', {}, ['header/productFamily']],
    ['wrong', { productfamily: 'tea' }, ['header/productFamily']],
  ])('a header: %s', (_, headers, pointers) => {
    expect(create.checkHeaders(headers).map(({ pointer }) => pointer)).toEqual(pointers);
  });
});

describe('answers', () => {
  const answer = { id: '1', externalId: 'A-1', state: 'acknowledged', item: [{ product: fibre }] };
  test.each<[string, string, number, unknown, string[]]>([
    ['what only the client sends is not required', 'createOrder', 201, answer, []],
    ['what the server owns is required', 'createOrder', 201, { ...answer, id: undefined }, ['/id']],
    ['a refusal has its own schema', 'createOrder', 400, { code: '23' }, []],
    ['a refusal with a member too many', 'createOrder', 400, { code: '23', stack: 'x' }, ['/stack']],
    ['a status that is not declared', 'createOrder', 200, answer, ['']],
    ['no body where none is declared', 'deleteOrder', 204, undefined, []],
    ['a body where none is declared', 'deleteOrder', 204, {}, ['']],
    ['an entry of a list', 'listOrder', 200, [answer, { ...answer, state: 'lost' }], ['/1/state']],
  ])('%s', (_, operationId, status, body, pointers) => {
    const plain = body === undefined ? undefined : JSON.parse(JSON.stringify(body));
    const violations = (contract.operations.get(operationId) as OperationContract).checkAnswer(status, plain);
    expect(violations.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  test('a shared component is written in common.yaml', () => {
    const [violation] = create.checkAnswer(400, { code: 23 });
    expect(violation?.spec).toBe('common.yaml#/components/schemas/Refusal/properties/code');
  });
});

test('two operations with one name, or on one path, are refused', () => {
  expect(() => compileContract({ a: orderDocument, b: orderDocument })).toThrow(/listOrder is used twice/);
  const post = { operationId: 'a', responses: {} };
  const twice = { paths: { '/x': { 'x-aliases': ['/x'], post } } };
  expect(() => compileContract({ a: twice })).toThrow(/POST \/x is declared twice/);
});

test.each([
  ['acknowledge', ['acknowledged', 'inProgress'], 'acknowledged'],
  ['10Mbps', ['10 Mbit/s', '1 Gbit/s'], undefined],
  ['Etherwya', ['Etherway', 'Etherflow'], 'Etherway'],
  ['x', ['add', 'modify'], undefined],
])('nearest to %s', (given, candidates, expected) => {
  expect(closestMatch(given, candidates)).toBe(expected);
});

describe('near misses', () => {
  const tick = { method: true, path: true, versionPrefix: true };
  test.each<[string, string, string | undefined, string, object]>([
    ['PUT', '/v1/ordering/order', undefined, 'createOrder', { ...tick, method: false }],
    ['POST', '/v1/ordering/orders', undefined, 'createOrder', { ...tick, path: false }],
    ['POST', '/v2/ordering/order', undefined, 'createOrder', { ...tick, path: false, versionPrefix: false }],
    ['POST', '/v1/ordering/order', 'text/xml', 'createOrder', { ...tick, contentType: false }],
    ['GET', '/v1/ordering/Order/77', undefined, 'retrieveOrder', { ...tick, path: false }],
    ['POST', '/oauth/token', undefined, 'createAccessToken', { ...tick, path: false }],
    ['POST', '/tmf-api/ordering/v3/order', undefined, 'createOrder', { method: true, versionPrefix: false }],
  ])('%s %s (%s) is near %s', (method, path, contentType, operationId, matches) => {
    const [first, ...others] = findNearMisses(contract, method, path, contentType);
    expect(first).toMatchObject({ operationId, matches });
    expect(others.length).toBeLessThanOrEqual(2);
  });

  test('nothing is near something else altogether', () => {
    expect(findNearMisses(contract, 'GET', '/favicon.ico')).toEqual([]);
    expect(findNearMisses(contract, 'GET', `/${'x'.repeat(100_000)}`)).toEqual([]);
  });
});
