import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvSeparator, detectSeparator, parseCsv, textPositions } from '#domain/core/csv';
import { runOptions } from '../../support/run-options.ts';

const cellsOf = (text: string, separator: CsvSeparator = ',') =>
  parseCsv(text, separator).records.map(({ cells }) => cells);

describe('rows and cells', () => {
  test.each<[string, string, string[][]]>([
    [
      'a line end at the end is no row',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'no line end at the end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CR alone',
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'blank cells',
      ',a,\n,,1\n',
      [
        ['', 'a', ''],
        ['', '', '1'],
      ],
    ],
    [
      'a blank cell at the very end',
      'a,b\n1,',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    [
      'rows without a value are left out',
      'a,b\n\n,\n , \n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['separators in quotes', 'a\n"1,2"\n', [['a'], ['1,2']]],
    [
      'line ends in quotes',
      'a,b\n"1\r\n2","3\n"\n',
      [
        ['a', 'b'],
        ['1\r\n2', '3\n'],
      ],
    ],
    ['quotes in quotes', 'a\n"say ""yes"""\n', [['a'], ['say "yes"']]],
    [
      'an empty quoted cell',
      'a,b\n"",1\n',
      [
        ['a', 'b'],
        ['', '1'],
      ],
    ],
    [
      'spaces around a quoted cell',
      'a,b\n"1" ,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['nothing', '', []],
  ])('%s', (_what, text, rows) => {
    expect(cellsOf(text)).toEqual(rows);
    expect(parseCsv(text, ',').mistakes).toEqual([]);
  });

  test.each<[string, string, number]>([
    ['a quote that is never closed', 'a,b\n1,"2\n3,4\n', 6],
    ['text after the closing quote', 'a\n"1"2\n', 5],
    ['a quote within a cell', 'a\n5" pipe\n', 3],
  ])('%s is a mistake, with its offset', (_what, text, offset) => {
    expect(parseCsv(text, ',').mistakes.map((mistake) => mistake.offset)).toEqual([offset]);
  });

  test.each<[string, CsvSeparator]>([
    ['a,b;c,d', ','],
    ['a;b;c,d', ';'],
    ['"a;b;c",d', ','],
    ['a\n1;2;3', ','],
    ['', ','],
  ])('the separator of %j', (text, separator) => {
    expect(detectSeparator(text)).toBe(separator);
  });
});

describe('any table', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', 'B', ' ', '"', ',', ';', '\n', '\r', '£', '0') });
  const tables = fc
    .tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom<CsvSeparator>(',', ';'), fc.constantFrom('\n', '\r\n', '\r'))
    .chain(([width, separator, lineEnd]) =>
      fc.record({
        rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }),
        separator: fc.constant(separator),
        lineEnd: fc.constant(lineEnd),
      }),
    );
  const written = (text: string) => (/[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  test('is read as it was written, and each cell is where it is said to be', () => {
    fc.assert(
      fc.property(tables, ({ rows, separator, lineEnd }) => {
        const text = rows.map((row) => row.map(written).join(separator)).join(lineEnd);
        const { records, mistakes } = parseCsv(text, separator);
        expect(mistakes).toEqual([]);
        expect(records.map(({ cells }) => cells)).toEqual(rows.filter((row) => row.some((one) => one.trim() !== '')));
        for (const { cells, offsetOf } of records) {
          for (const [n, cell] of cells.entries()) expect(text.startsWith(written(cell), offsetOf(n))).toBe(true);
        }
      }),
      runOptions(300, 5000),
    );
  });

  test('any text at all is read to its end', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r') }), (text) => {
        const { records, mistakes } = parseCsv(text, ',');
        for (const { offset } of mistakes) expect(offset).toBeLessThan(text.length);
        expect(records.flatMap(({ cells }) => cells).join('').length).toBeLessThanOrEqual(text.length);
      }),
      runOptions(300, 5000),
    );
  });
});

test('positions count lines and columns from 1, whatever ends a line', () => {
  const positionAt = textPositions('ab\r\nc\rd\ne');
  const places = [0, 1, 4, 6, 8].map((offset) => Object.values(positionAt(offset)).join(':'));
  expect(places).toEqual(['1:1', '1:2', '2:1', '3:1', '4:1']);
});
