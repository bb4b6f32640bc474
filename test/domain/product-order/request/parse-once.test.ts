import { expect, test } from 'vitest';
import { sourcesIn, target } from '../../../architecture/source-file.ts';
import { countCalls } from '../../../support/call-counts.ts';
import { OrderDriver, orderingPath } from '../../../support/order-driver.ts';
import { sampleOrder } from '../../../support/sample-orders.ts';

const folder = 'src/mock/domain/product-order/request';
const rawReaderFiles = ['src/mock/domain/core/json.ts', `${folder}/order-shape.ts`];
const parser = `${folder}/parse-order.ts`;

/** The body without what the checks of the documents call. */
function place(driver: OrderDriver, body: unknown): string {
  const answer = driver.callUnchecked('createProductOrder', { body });
  expect(answer.status).toBe(201);
  return answer.orderId as string;
}

/** Calls of anything that looks members up in raw JSON; writing JSON is no reading. */
async function countReads(work: () => void): Promise<number> {
  const calls = await countCalls(work, rawReaderFiles);
  return [...calls].reduce((sum, [key, count]) => (key.endsWith(': toJsonText') ? sum : sum + count), 0);
}

test.each(['etherway-fibre-provide', 'etherway-with-etherflow-provide'])(
  'a POST of %s reads raw JSON at most 60 times',
  async (name) => {
    const driver = new OrderDriver();
    // The second POST: what is built once per process has been built.
    place(driver, sampleOrder(name));
    const body = sampleOrder(name);
    const reads = await countReads(() => place(driver, body));
    expect(reads).toBeGreaterThan(20);
    expect(reads).toBeLessThanOrEqual(60);
  },
);

test('steps, views and notifications of an order do not parse it again; an amend is parsed, and so is its result', async () => {
  const driver = new OrderDriver();
  const parses = async (work: () => void) => (await countCalls(work, [parser])).get(`${parser}: parseOrder`) ?? 0;
  let id = '';
  expect(await parses(() => (id = place(driver, sampleOrder('etherway-with-etherflow-provide'))))).toBe(1);
  expect(await parses(() => driver.advanceDays(2))).toBe(0);
  expect(await parses(() => driver.readOrder(id))).toBe(0);
  expect(await parses(() => driver.notifications(id))).toBe(0);
  const amend = {
    amendmentReason: 'Customer requested a new date',
    productOrderItem: [{ id: 'ACCESS', requiredByDate: '2026-05-04T09:00:00Z' }],
  };
  const params = { id };
  const path = `${orderingPath}/productOrder/${id}`;
  let status = 0;
  const parsesOfAmend = await parses(() => {
    ({ status } = driver.callUnchecked('patchProductOrder', { params, path, body: amend }));
  });
  expect(status).toBe(200);
  expect(parsesOfAmend).toBe(2);
  expect(await parses(() => driver.runToEnd())).toBe(0);
  expect(driver.state(id)).toBe('completed');
});

test('only the parsers read an order body by its shape', () => {
  const importers = sourcesIn('src').filter((source) =>
    source.imports.some((specifier) => target(source, specifier) === `${folder}/order-shape.ts`),
  );
  expect(importers.map(({ path }) => path)).toEqual([parser]);
});
