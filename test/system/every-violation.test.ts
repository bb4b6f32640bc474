import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderPath, provideOrder } from '../support/sample-orders.ts';
import { startTestServer, type TestCustomer, type TestServer } from '../support/test-server.ts';

let server: TestServer;
let customer: TestCustomer;
beforeAll(async () => {
  server = await startTestServer({ limits: { arrayItems: 300, stringLength: 400 } });
  customer = await server.customer('default');
});
afterAll(async () => {
  expect(server.internalErrors).toEqual([]);
  await server.close();
});

interface Listed {
  readonly pointer: string;
  readonly expected: string;
  readonly got?: unknown;
}

/** What the journal lists of the newest request. */
async function why(reply: { readonly headers: object }): Promise<readonly Listed[]> {
  const id = (reply.headers as { readonly [name: string]: string })['x-etherbox-request-id'];
  return (await server.control('GET', `/sandboxes/default/requests/${id}`)).body.why;
}

const order = (changes: object, item: object = {}): object => {
  const body = structuredClone(provideOrder('ALL')) as { productOrderItem: object[] };
  Object.assign(body, changes);
  Object.assign(body.productOrderItem[0] as object, item);
  return body;
};
const quotePath = '/tmf-api/quoteManagement/v4/quote';
const tooLong = 'x'.repeat(401);

test.each<[string, string, object, readonly string[]]>([
  [
    'a violation of the schema hid those of the rules',
    orderPath,
    order({ externalId: 5 }, { action: 'nonsense', requestedCompletionDate: 'soon' }),
    ['/externalId', '/productOrderItem/0/action', '/productOrderItem/0/requestedCompletionDate'],
  ],
  [
    'the items of the other shape hid those of the rules',
    orderPath,
    order({ orderItem: [{ id: '1', action: 'add' }] }, { requestedCompletionDate: 'soon' }),
    ['/orderItem', '/productOrderItem/0/requestedCompletionDate'],
  ],
  [
    'a text too long hid the other one and the list too long',
    orderPath,
    order({ externalId: tooLong, note: [{ text: tooLong }], relatedParty: Array.from({ length: 301 }, () => ({})) }),
    ['/externalId', '/note/0/text', '/relatedParty'],
  ],
  [
    'of two items of a quote both are listed',
    quotePath,
    { quoteItem: [{ action: 'add' }, { action: 'no' }], description: 5 },
    ['/quoteItem/0/product', '/quoteItem/1/action', '/quoteItem/1/product'],
  ],
])('%s', async (_, path, body, pointers) => {
  const refused = await customer.send('POST', path, body);
  expect(refused.status, refused.text).toBe(400);
  const listed = (await why(refused)).map(({ pointer }) => pointer);
  for (const pointer of pointers) {
    expect(listed, JSON.stringify(listed)).toContain(pointer);
  }
  expect(new Set(listed).size, listed.join(' ')).toBeGreaterThanOrEqual(pointers.length);
});

test.each([1, 99, 100, 101, 137, 299])(
  'of %d violations the first hundred are listed and the rest is counted',
  async (count) => {
    const note = Array.from({ length: count }, () => ({ text: 5 }));
    const refused = await customer.send('POST', orderPath, order({ note }));
    expect(refused.status, refused.text).toBe(400);
    const listed = await why(refused);
    expect(listed.slice(0, 100).map(({ pointer }) => pointer)).toEqual(
      note.slice(0, 100).map((_, index) => `/note/${index}/text`),
    );
    expect(listed.slice(100)).toMatchObject(
      count > 100 ? [{ got: count - 100, expected: `${count - 100} more violations are not listed` }] : [],
    );
    expect(refused.body.message.includes('more'), refused.body.message).toBe(count > 10);
    if (count > 10) expect(refused.body.message).toContain(`and ${count - 10} more`);
  },
);
