// @ts-check
// The two tables of addresses that come with etherbox: how long the reader takes. The build does it, and later the start of a
// server with a customer's own tables. Aim: tens of milliseconds.
import { readFileSync } from 'node:fs';
import { readAddressTables } from '../dist/mock/domain/place/address-tables.js';
import { median, row } from '../test/support/measure.ts';

const read = (name) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), 'utf8');
const texts = { postcodes: read('postcodes.csv'), premises: read('premises.csv') };
const { classifications } = JSON.parse(
  readFileSync(new URL('../dist/generated/fixtures/addresses.json', import.meta.url), 'utf8'),
);

function measure() {
  const began = performance.now();
  const { problems } = readAddressTables(texts, classifications);
  const ms = performance.now() - began;
  if (problems.length > 0) throw new Error(problems[0].message);
  return ms;
}

const first = measure();
const later = Array.from({ length: 20 }, measure).sort((a, b) => a - b);
const rows = texts.postcodes.split('\n').length + texts.premises.split('\n').length - 4;
row(`${rows} rows of addresses, the first time in a process`, `${first.toFixed(0)} ms`, '100 ms or less');
row('and once warm', `${median(later).toFixed(0)} ms at the median`);
