import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseTermMonths } from '#domain/product-catalogue/term';
import { createManualSandbox } from '../../support/manual-sandbox.ts';

it.each([
  ['1 Year', 12],
  ['3 years', 36],
  ['5Years', 60],
  ['12 months', 12],
  ['36 Months', 36],
  ['12', 12],
  ['60', 60],
  ['1', 12],
  ['3', 36],
  ['5', 60],
  [' 12 ', 12],
  ['1 month', 1],
])('%j is no other term than %i months', (text, months) => {
  expect(parseTermMonths(text)).toBe(months);
});

it.each(['', 'a year', '1.5 years', '-12', '12 weeks', '1 Year rental'])('%j is no term', (text) => {
  expect(parseTermMonths(text)).toBeUndefined();
});

const provide = readFileSync(
  new URL('../../../fixtures/requests/etherway-fibre-provide.json', import.meta.url),
  'utf8',
);

it.each([
  ['1 Year', 201],
  ['12 months', 201],
  ['12', 201],
  [12, 201],
  [1, 201],
  ['60 Months', 201],
  ['2 Years', 400],
  ['1 month', 400],
  [13, 400],
] as const)('a term of BT is not refused for how it is written: %j is %i', (value, status) => {
  const written = '"name": "accessPricingPeriod", "value": ';
  expect(provide).toContain(`${written}"3"`);
  const body = JSON.parse(provide.replace(`${written}"3"`, written + JSON.stringify(value)));
  const { answer } = createManualSandbox().call('POST', '/v1/productOrderingManagement/productOrder', { body });
  expect(answer.status).toBe(status);
});
