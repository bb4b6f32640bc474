import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { collectBtMarks } from '../support/bt-marks.ts';

interface Evidence {
  readonly sources: { readonly [key: string]: string };
  readonly rows: readonly {
    readonly row: string;
    readonly sources: readonly string[];
    readonly marks: { readonly [document: string]: readonly string[] };
  }[];
}

const evidence: Evidence = parse(readFileSync(new URL('bt-evidence.yaml', import.meta.url), 'utf8'));
const held = evidence.rows.flatMap(({ marks }) =>
  Object.entries(marks).flatMap(([document, names]) => names.map((name) => `${document}: ${name}`)),
);
const marked = collectBtMarks();

it('no mark bt rests on nothing that BT published', () => {
  expect(marked.length).toBeGreaterThan(400);
  expect(marked.filter((mark) => !held.includes(mark))).toEqual([]);
});

it('no row holds a mark that is gone, or one twice', () => {
  expect(held.filter((mark, index) => !marked.includes(mark) || held.indexOf(mark) !== index)).toEqual([]);
});

it('no row is without a section and a public source', () => {
  for (const { row, sources } of evidence.rows) {
    expect(row).toMatch(/^§\d+(\.\d+)? \S/);
    expect(sources.length, row).toBeGreaterThan(0);
    for (const source of sources) expect(Object.keys(evidence.sources), row).toContain(source);
  }
});

it.each([
  'etherflow-internet: characteristics.IPAddressBlock',
  'etherway-superfast-gea: characteristics.NewExchangeLine',
  'product-order: OrderedProduct.diversePairId',
  'product-inventory: Product.diversePairId',
  'order-notification: NotifiedOrder.orderItem',
  'product-order: query milestone',
])('%s, which was seen nowhere, is not marked as BT’s', (mark) => {
  expect(marked).not.toContain(mark);
});
