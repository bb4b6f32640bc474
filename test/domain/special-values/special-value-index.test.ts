import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OperationCall } from '#domain/core/call';
import { type SpecialValue, SpecialValueIndex, valuesAtPointer } from '#domain/special-values/special-value-index';
import { referenceData } from '../../support/manual-sandbox.ts';
import { runOptions } from '../../support/run-options.ts';

/** What the index must find, by looking at every row. */
function scan(rows: readonly SpecialValue[], call: OperationCall, api: string): SpecialValue | undefined {
  const isEqual = (value: unknown, expected: unknown): boolean =>
    value !== undefined && (typeof value !== 'object' || value === null) && String(value) === String(expected);
  const all = (inputs: object | undefined, read: (name: string) => readonly unknown[]): boolean =>
    Object.entries(inputs ?? {}).every(([name, expected]) => read(name).some((value) => isEqual(value, expected)));
  return rows.find(
    ({ on, when }) =>
      (!on || on.includes(api) || on.includes(call.operationId)) &&
      all(when.header, (name) => [call.headers[name.toLowerCase()]]) &&
      all(when.query, (name) => call.query[name] ?? []) &&
      all(when.path, (name) => [call.params[name]]) &&
      all(when.body, (pointer) => valuesAtPointer(call.body, pointer)),
  );
}

const text = fc.constantFrom('a', 'b', '1');
const value = fc.oneof(text, fc.constantFrom(1, true));
const inputs = (...names: string[]) =>
  fc.option(fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 2 }), { nil: undefined });
const anyRow: fc.Arbitrary<SpecialValue> = fc.record(
  {
    on: fc.subarray(['quote', 'address', 'listQuote', 'createQuote']),
    when: fc.record(
      {
        header: inputs('X-One', 'x-two'),
        query: inputs('q', 'r'),
        path: inputs('id'),
        body: inputs('', '/a', '/list/*/a', '/list/0'),
      },
      { requiredKeys: [] },
    ),
    answer: fc.constant({ status: 418 }),
  },
  { requiredKeys: ['when', 'answer'] },
) as fc.Arbitrary<SpecialValue>;
const anyCall: fc.Arbitrary<OperationCall> = fc.record({
  operationId: fc.constantFrom('listQuote', 'createQuote', 'other'),
  params: fc.dictionary(fc.constant('id'), text),
  query: fc.dictionary(fc.constantFrom('q', 'r'), fc.array(text, { maxLength: 2 })),
  headers: fc.dictionary(fc.constantFrom('x-one', 'x-two'), text),
  body: fc.oneof(
    fc.constantFrom(undefined, null, 1, 'a'),
    fc.record({ a: value, list: fc.array(fc.oneof(text, fc.record({ a: value })), { maxLength: 3 }) }),
  ),
  path: fc.constant('/'),
  baseUrl: fc.constant(''),
});

describe('the index of special values', () => {
  test('finds the row that a look at every row finds, whatever came before', () => {
    fc.assert(
      fc.property(
        fc.array(anyRow, { maxLength: 12 }),
        fc.array(fc.tuple(anyCall, fc.constantFrom('quote', 'address')), { minLength: 1, maxLength: 6 }),
        (rows, calls) => {
          const index = new SpecialValueIndex(rows);
          for (const [call, api] of calls) expect(index.firstMatch(call, api)).toBe(scan(rows, call, api));
        },
      ),
      runOptions(500, 20_000),
    );
  });

  test('passes over rows that are not eligible', () => {
    const rows: SpecialValue[] = [
      { source: 'modelled', when: {}, answer: { status: 500 } },
      { source: 'bt', when: { query: { q: 'a' } }, answer: { status: 501 } },
    ];
    const call: OperationCall = {
      operationId: 'x',
      params: {},
      query: { q: ['a'] },
      headers: {},
      body: undefined,
      path: '/',
      baseUrl: '',
    };
    const index = new SpecialValueIndex(rows);
    expect(index.firstMatch(call, 'quote')).toBe(rows[0]);
    expect(index.firstMatch(call, 'quote', ({ source }) => source === 'bt')).toBe(rows[1]);
  });

  test('compares no row of the file with a request that names none of its values', () => {
    let looks = 0;
    const rows = referenceData.specialValues.map(
      (row) =>
        new Proxy(row, {
          get(target, member, receiver) {
            if (member === 'when') looks += 1;
            return Reflect.get(target, member, receiver);
          },
        }),
    );
    const index = new SpecialValueIndex(rows);
    const call: OperationCall = {
      operationId: 'listGeographicAddress',
      params: {},
      query: { postcode: ['AB15 7XY'] },
      headers: { 'apigw-tracking-header': 'mine' },
      body: undefined,
      path: '/',
      baseUrl: '',
    };
    index.firstMatch(call, 'address');
    looks = 0;
    expect(index.firstMatch(call, 'address')).toBeUndefined();
    expect(looks).toBe(0);
    expect(index.firstMatch({ ...call, headers: { 'apigw-tracking-header': 'E02901' } }, 'address')).toBeDefined();
    expect(looks).toBe(1);
  });
});
