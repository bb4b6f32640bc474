/**
 * CSV as spreadsheets save it (RFC 4180, with `;` as well as `,` between cells, and any line end), with the place of each
 * cell, so that a mistake can be shown at its line and column. The libraries for it report rows, not places.
 */

export type CsvSeparator = ',' | ';';

/** One row of the text. */
export interface CsvRecord {
  readonly cells: readonly string[];
  /** Where in the text a cell begins, from its position in the row (0 and up). */
  offsetOf(position: number): number;
}

/** `offset` counts UTF-16 code units from the start of the text. */
export interface CsvMistake {
  readonly offset: number;
  readonly message: string;
}

export interface CsvRecords {
  readonly records: readonly CsvRecord[];
  readonly mistakes: readonly CsvMistake[];
}

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/**
 * The records of a text, its header among them. Rows without any value are left out: spreadsheets save empty rows too.
 *
 * @param text without a byte order mark
 * @example parseCsv('postcode;number\nAB15 7XY;"1;2"', ';').records[1].cells // ['AB15 7XY', '1;2']
 */
export function parseCsv(text: string, separator: CsvSeparator): CsvRecords {
  const records: CsvRecord[] = [];
  const mistakes: CsvMistake[] = [];
  let offset = 0;
  while (offset < text.length) {
    const { record, end } = readLine(text, offset, separator) ?? readRecord(text, offset, separator, mistakes);
    if (record.cells.some((cell) => cell.trim() !== '')) records.push(record);
    offset = end;
  }
  return { records, mistakes };
}

interface ReadRecord {
  readonly record: CsvRecord;
  /** Where the next record begins. */
  readonly end: number;
}

/** The quick way for a line without quotes, as nearly all are; undefined where cells must be read one by one. */
function readLine(text: string, start: number, separator: CsvSeparator): ReadRecord | undefined {
  const lineEnd = text.indexOf('\n', start);
  const end = lineEnd < 0 ? text.length : lineEnd;
  const line = text.slice(start, text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end);
  if (line.includes('"') || line.includes('\r')) return undefined;
  const cells = line.split(separator);
  const offsetOf = (position: number): number =>
    cells.slice(0, position).reduce((offset, cell) => offset + cell.length + 1, start);
  return { record: { cells, offsetOf }, end: end + 1 };
}

function readRecord(text: string, start: number, separator: CsvSeparator, mistakes: CsvMistake[]): ReadRecord {
  const separatorCode = separator.charCodeAt(0);
  const cells: string[] = [];
  const offsets: number[] = [];
  let offset = start;
  for (;;) {
    const readCell = text.charCodeAt(offset) === quote ? readQuotedCell : readPlainCell;
    const { value, end } = readCell(text, offset, separatorCode, mistakes);
    cells.push(value);
    offsets.push(offset);
    offset = end;
    if (text.charCodeAt(offset) !== separatorCode) break;
    offset += 1;
  }
  const offsetOf = (position: number): number => offsets[position] as number;
  return { record: { cells, offsetOf }, end: afterLineEnd(text, offset) };
}

/** The separator that stands more often in the first line, outside its quotes; a comma where there is none. */
export function detectSeparator(text: string): CsvSeparator {
  const firstLine = (/^[^\r\n]*/.exec(text)?.[0] ?? '').replace(/"[^"]*"/g, '');
  return firstLine.split(';').length > firstLine.split(',').length ? ';' : ',';
}

/** Counted from 1. A tab is one column, as editors count. */
export interface TextPosition {
  readonly line: number;
  readonly column: number;
}

/** Finds the positions of a text. Its lines are counted once, when the first position is needed. */
export function textPositions(text: string): (offset: number) => TextPosition {
  let lineStarts: readonly number[] | undefined;
  return (offset) => {
    lineStarts ??= [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map(({ 0: lineEnd, index }) => index + lineEnd.length)];
    const line = countUpTo(lineStarts, offset);
    return { line, column: offset - (lineStarts[line - 1] as number) + 1 };
  };
}

/** How many of the ascending numbers are at most `limit`. */
function countUpTo(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

interface ReadCell {
  readonly value: string;
  /** Where the separator, the line end or the end of the text stands. */
  readonly end: number;
}

function readPlainCell(text: string, start: number, separatorCode: number, mistakes: CsvMistake[]): ReadCell {
  const end = cellEnd(text, start, separatorCode);
  const value = text.slice(start, end);
  const quoteInside = value.indexOf('"');
  if (quoteInside >= 0) {
    const message = 'found a quote within a cell; expected the whole cell in quotes, with this quote written twice';
    mistakes.push({ offset: start + quoteInside, message });
  }
  return { value, end };
}

function readQuotedCell(text: string, start: number, separatorCode: number, mistakes: CsvMistake[]): ReadCell {
  const close = closingQuote(text, start);
  if (close < 0) {
    mistakes.push({
      offset: start,
      message: 'found a quote that is never closed; expected another at the end of the cell',
    });
    return { value: text.slice(start + 1), end: text.length };
  }
  const end = cellEnd(text, close + 1, separatorCode);
  const rest = text.slice(close + 1, end);
  if (rest.trim() !== '') {
    const message = `found ${JSON.stringify(rest)} after the closing quote; expected the next cell or the end of the line`;
    mistakes.push({ offset: close + 1, message });
  }
  return { value: text.slice(start + 1, close).replaceAll('""', '"'), end };
}

/** A quote written twice stands for one and closes nothing. -1: there is none. */
function closingQuote(text: string, start: number): number {
  let close = text.indexOf('"', start + 1);
  while (close >= 0 && text.charCodeAt(close + 1) === quote) close = text.indexOf('"', close + 2);
  return close;
}

function cellEnd(text: string, start: number, separatorCode: number): number {
  let end = start;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === separatorCode || code === lineFeed || code === carriageReturn) break;
  }
  return end;
}

function afterLineEnd(text: string, offset: number): number {
  const isPair = text.charCodeAt(offset) === carriageReturn && text.charCodeAt(offset + 1) === lineFeed;
  return offset + (isPair ? 2 : 1);
}
