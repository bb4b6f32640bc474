import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readLimits } from '#cli/commands/start';
import { numericInputs } from '#runtime/limits/numeric-inputs';
import { orderPath, provideOrder } from '../../support/sample-orders.ts';
import { startTestServer, type TestCustomer, type TestServer } from '../../support/test-server.ts';

let server: TestServer;
let customer: TestCustomer;
let before: string;
const state = async () => (await server.control('GET', '/sandboxes/default/state')).text;

beforeAll(async () => {
  server = await startTestServer();
  customer = await server.customer('default');
  await customer.placeOrder('BOUNDED');
  before = await state();
});
afterAll(() => server.close());
afterEach(() => expect(server.internalErrors).toEqual([]));

const beyondLimit = /at most 10 years/;

describe('a number beyond its bound is refused at once and moves nothing', () => {
  test.each<[string, object, RegExp]>([
    ['a hundred million working days stopped the server for seconds', { by: '100000000 working days' }, beyondLimit],
    ['the longest count of weeks', { by: '999999999 weeks' }, beyondLimit],
    ['the longest ISO duration', { by: 'P999999W' }, beyondLimit],
    ['just beyond ten years of days', { by: '3655 days' }, beyondLimit],
    ['just beyond ten years of hours', { by: 'PT87700H' }, beyondLimit],
    ['2,700 working days are more than ten years', { by: '2700 working days' }, beyondLimit],
    ['an instant', { to: '2036-01-09T09:00:00Z' }, beyondLimit],
    ['the last instant', { to: '9999-12-31T23:59:59Z' }, beyondLimit],
  ])('advance: %s', async (_, goal, expected) => {
    for (const preview of [true, false]) {
      const refused = await server.control('POST', '/sandboxes/default/clock/advance', { ...goal, preview });
      expect(refused.status, refused.text).toBe(422);
      expect(refused.body.errors[0].expected).toMatch(expected);
    }
    expect(await state()).toBe(before);
  });

  const late = (lateBy: string) => ({ operation: 'callback', lateBy });
  test.each<[string, string, object, number, string]>([
    ['a callback late by an unwritable time', '/sandboxes/default/fault-injections', late('P999999W'), 422, '/lateBy'],
    ['a callback late by eleven years', '/sandboxes/default/fault-injections', late('4000 days'), 422, '/lateBy'],
    ['a start before 1970', '/sandboxes', { now: '0001-01-01T00:00:00Z' }, 400, '/now'],
    ['a start at the end of all dates', '/sandboxes', { now: '9999-12-31T00:00:00Z' }, 400, '/now'],
    [
      'a token of ages',
      '/sandboxes',
      { settings: { tokenLifetimeSeconds: 1e300 } },
      400,
      '/settings/tokenLifetimeSeconds',
    ],
    [
      'a token of no time',
      '/sandboxes',
      { settings: { tokenLifetimeSeconds: -1 } },
      400,
      '/settings/tokenLifetimeSeconds',
    ],
    [
      'a rate of everything',
      '/sandboxes',
      { settings: { rateLimit: { perHour: 1e15 } } },
      400,
      '/settings/rateLimit/perHour',
    ],
    [
      'a rate of nothing',
      '/sandboxes',
      { settings: { rateLimit: { perSecond: 0 } } },
      400,
      '/settings/rateLimit/perSecond',
    ],
  ])('%s', async (_, path, body, status, pointer) => {
    const refused = await server.control('POST', path, body);
    expect(refused.status, refused.text).toBe(status);
    expect(refused.body).toMatchObject({ errors: [{ pointer }] });
    expect(await state()).toBe(before);
  });

  test('an order for the year 9999, whose working days would be counted', async () => {
    const body = provideOrder('FAR') as { productOrderItem: { requestedCompletionDate?: string }[] };
    for (const item of body.productOrderItem) Object.assign(item, { requiredByDate: '9999-12-31T09:00:00.000Z' });
    Object.assign(body, { requestedCompletionDate: '9999-12-31T09:00:00.000Z' });
    const refused = await customer.send('POST', orderPath, body);
    expect(refused.status, refused.text).toBe(400);
    expect(refused.text).toContain('100 years');
    expect(await state()).toBe(before);
  });

  test('a clock near the last year cannot pass it: the next answer would have no date', async () => {
    const wide = await startTestServer({ limits: { advanceYears: 10_000 } });
    try {
      const passed = await wide.control('POST', '/sandboxes/default/clock/advance', { by: '3000000 days' });
      expect(passed.status, passed.text).toBe(422);
    } finally {
      await wide.close();
    }
  });

  test.each([
    ['max-json-depth', 1001],
    ['max-advance-years', 101],
  ])('a flag that would let a walk run away: --%s %d', (flag, value) => {
    expect(() => readLimits({ [flag]: value })).toThrow(new RegExp(`--${flag} is ${value}; .*at most ${value - 1}`));
    expect(readLimits({ [flag]: value - 1 })).not.toEqual({});
  });
});

interface NumberSchema {
  readonly type?: string | readonly string[];
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly $ref?: string;
}

test('every number of a request has a row in the table with the bounds that the document enforces', () => {
  const document = JSON.parse(
    readFileSync(new URL('../../../src/generated/openapi/sandbox.json', import.meta.url), 'utf8'),
  );
  const found = new Map<string, readonly (number | undefined)[]>();
  const visit = (node: unknown, name: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const { type, minimum, exclusiveMinimum, maximum, $ref } = node as NumberSchema;
    if ($ref !== undefined) visitReference($ref);
    if ([type].flat().some((one) => one === 'integer' || one === 'number'))
      found.set(name, [minimum ?? exclusiveMinimum, maximum]);
    for (const [key, member] of Object.entries(node)) {
      if (key === 'properties')
        for (const [property, schema] of Object.entries(member as object)) visit(schema, `${name}.${property}`);
      else visit(member, name);
    }
  };
  const seen = new Set<string>();
  const visitReference = (reference: string): void => {
    if (seen.has(reference)) return;
    seen.add(reference);
    const parts = reference.slice(2).split('/');
    const target = parts.reduce((node, part) => node[part], document);
    visit(target, parts.at(-1) as string);
  };
  for (const item of Object.values(document.paths) as { [method: string]: { [member: string]: unknown } }[])
    for (const operation of [item, ...Object.values(item)]) {
      visit(operation.requestBody, 'body');
      visit(operation.parameters, 'parameters');
    }
  // One is a name that may be written as a number, the other is only compared.
  for (const name of ['SandboxCreate.seed', 'State.format']) found.delete(name);
  const rows = numericInputs.map(({ input, least, most }) => [input, [least, most]] as const);
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(rows));
});
