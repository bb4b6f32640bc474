import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { compileContract } from '#engine/contract/contract';
import { readOpenApiDocuments } from '#runtime/load-data';
import { orderPath } from '../../support/sample-orders.ts';
import { startTestServer, type TestServer } from '../../support/test-server.ts';

const contract = compileContract(readOpenApiDocuments());
const found = (operationId: string, body: unknown) => contract.operations.get(operationId)?.unknownMembers(body);
const unknown = (operationId: string, body: unknown) => found(operationId, body)?.map(({ pointer }) => pointer);
const sample = (file: string) => JSON.parse(readFileSync(`fixtures/requests/${file}`, 'utf8'));
const provide = sample('etherway-fibre-provide.json');

describe('members that a document does not name', () => {
  test.each(readdirSync('fixtures/requests'))('%s has none', (file) => {
    expect(unknown('createProductOrder', sample(file))).toEqual([]);
  });

  test.each([
    ['at the top', { ...provide, colour: 'red' }, ['/colour']],
    ['misspelt', { ...provide, externalID: 'PO-1' }, ['/externalID']],
    [
      'in an item',
      { productOrderItem: [{ ...provide.productOrderItem[0], acton: 'add' }] },
      ['/productOrderItem/0/acton'],
    ],
    ['with a slash in the name', { 'a/b': 1 }, ['/a~1b']],
    ['named like what every object has', { constructor: 1, toString: 1 }, ['/constructor', '/toString']],
    ['inside one of them', { colour: { red: 1 } }, ['/colour']],
    ['of no body', undefined, []],
    ['of a body that is no object', [1], []],
  ])('%s', (_, body, expected) => {
    expect(unknown('createProductOrder', body)).toEqual(expected);
  });

  test.each([
    ['in another case', { externalID: '1' }, 'externalId'],
    ['misspelt', { externlId: '1' }, 'externalId'],
    ['what is meant was sent, too', { externalID: '1', externalId: '1' }, undefined],
    ['nothing is near', { colour: 'red' }, undefined],
  ])('what was meant: %s', (_, body, meant) => {
    expect(found('createProductOrder', body)?.[0]?.suggestion).toBe(meant);
  });

  test('in every alternative of a quote item', () => {
    const product = { '@type': 'WholesaleEthernetElan', place: [{ '@type': 'UPRNSite', uprn: '1', uprm: '1' }] };
    expect(unknown('createQuote', { quoteItem: [{ action: 'add', product }] })).toEqual([
      '/quoteItem/0/product/place/0/uprm',
    ]);
  });

  test('no more than twenty', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, n) => [`x${n}`, n]));
    expect(unknown('createProductOrder', many)).toHaveLength(20);
  });
});

describe('the journal notes what had no meaning', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
    return () => server.close();
  });

  test('a member and a parameter that no document names, and nothing else', async () => {
    const id = await server.createSandbox({ id: 'notes' });
    const customer = await server.customer(id);
    const placed = await customer.send('POST', orderPath, { ...provide, colour: 'red', catagory: 'x' });
    expect(placed.status).toBe(201);
    await customer.send('GET', `${orderPath}?stat=held&state=held&fields=id`);
    await customer.send(
      'GET',
      `${orderPath}?state=complete,held&milestone=kci2&orderDate.gt=2026-01-01&orderDate%3E=2026-01-01`,
    );
    await customer.send('POST', orderPath, provide);
    const { items } = (await server.control('GET', `/sandboxes/${id}/requests?path=productOrder`)).body;
    const notes = await Promise.all(
      items.map(async (one) => {
        return (await server.control('GET', `/sandboxes/${id}/requests/${one.id}`)).body.notes;
      }),
    );
    expect(notes).toEqual([
      ['/colour: unknown member, ignored', '/catagory: unknown member, ignored; did you mean category?'],
      ['query/stat: no parameter of listProductOrder; treated as a filter; did you mean state?'],
      [
        'query/state: "complete" is no value of this member of an order; did you mean completed?',
        'query/milestone: "kci2" is no value of this member of an order; did you mean KCI2?',
      ],
      undefined,
    ]);
  });
});
