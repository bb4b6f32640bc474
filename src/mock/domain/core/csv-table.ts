import { closestMatch } from './closest-match.ts';
import { type CsvRecord, detectSeparator, parseCsv, type TextPosition, textPositions } from './csv.ts';
import { LruCache } from './lru-cache.ts';

/**
 * A CSV text with a header row, read into typed rows by a description of its columns. All mistakes are reported, each with
 * its line and column, what was found and what would be right.
 */

/** How the cells of one column are read. Spaces at the ends of a cell are removed before. */
export interface TableColumn<Value> {
  /** The header must have the column, and no row may leave it blank. */
  readonly isRequired?: boolean;
  /** The header must have the column; its cells may be blank. */
  readonly isExpected?: boolean;
  /** The value of a blank cell, and of each row where the table has no such column. */
  readonly blank: Value;
  /** undefined: the text says no such value. */
  readonly read: (text: string) => Value | undefined;
  /** What would have been right in the place of this text, such as `a whole number`. */
  readonly expected: (text: string) => string;
}

// biome-ignore lint/suspicious/noExplicitAny: a column of any type, inferred by each table
export type TableColumns = { readonly [name: string]: TableColumn<any> };

/** A value may stand once in all of these columns together. Blank cells are no values. */
export interface UniqueColumns<Columns extends TableColumns> {
  /** As a message calls it: `UPRN`. */
  readonly name: string;
  readonly columns: readonly (keyof Columns & string)[];
}

export type TableRow<Columns extends TableColumns> = {
  readonly [name in keyof Columns]: Columns[name] extends TableColumn<infer Value> ? Value : never;
};

export interface TableProblem extends TextPosition {
  readonly message: string;
}

export interface ReadTable<Columns extends TableColumns> {
  readonly rows: readonly TableRow<Columns>[];
  readonly problems: readonly TableProblem[];
  /** The place of a cell of a row, for a rule that the columns alone cannot decide. */
  problemAt(rowIndex: number, column: keyof Columns & string, message: string): TableProblem;
}

/**
 * Reads a table. Never throws; where `problems` is not empty, rows may be missing or hold the values of blank cells.
 *
 * @param text of the file; a byte order mark at its start is ignored
 * @example
 * const columns = { postcode: { isRequired: true, blank: '', read: canonicalizePostcode, expected: () => 'a postcode' } };
 * readTable('postcode\nAB15 7XY', columns, []).rows // [{ postcode: 'AB15 7XY' }]
 */
export function readTable<Columns extends TableColumns>(
  text: string,
  columns: Columns,
  keys: readonly UniqueColumns<Columns>[],
): ReadTable<Columns> {
  const content = text.replace(/^\uFEFF/, '');
  const { records, mistakes } = parseCsv(content, detectSeparator(content));
  const problems: TableProblem[] = [];
  const positionAt = textPositions(content);
  const report: Report = (offset, message) => problems.push({ ...positionAt(offset), message });
  for (const { offset, message } of mistakes) report(offset, message);
  reportBrokenEncoding(content, report);
  const [header, ...body] = records;
  const names = readHeader(header, columns, report);
  const blankRow = Object.fromEntries(Object.entries(columns).map(([name, { blank }]) => [name, blank]));
  const rows = body.map((record) => readRow(record, names, columns, blankRow, report)) as TableRow<Columns>[];
  const offsetAt = (rowIndex: number, column: string): number =>
    body[rowIndex]?.offsetOf(Math.max(0, names.indexOf(column))) ?? 0;
  for (const key of keys) reportRepeatedKeys(rows, key, offsetAt, (offset) => positionAt(offset).line, report);
  return {
    rows,
    problems: problems.sort((a, b) => a.line - b.line || a.column - b.column),
    problemAt: (rowIndex, column, message) => ({ ...positionAt(offsetAt(rowIndex, column)), message }),
  };
}

type Report = (offset: number, message: string) => void;

/** Whoever decoded the file put U+FFFD where its bytes were no UTF-8, as in a file saved for an older Windows. */
function reportBrokenEncoding(content: string, report: Report): void {
  const offset = content.indexOf('\uFFFD');
  if (offset >= 0) report(offset, 'found bytes that are not UTF-8; expected a file saved as "CSV UTF-8"');
}

/** The columns by position; '' where the header names none that is known. */
function readHeader(header: CsvRecord | undefined, columns: TableColumns, report: Report): readonly string[] {
  const known = Object.keys(columns);
  const names = (header?.cells ?? []).map(columnName);
  for (const [position, name] of names.entries()) {
    const offset = header?.offsetOf(position) ?? 0;
    if (!Object.hasOwn(columns, name)) report(offset, unknownColumn(header?.cells[position] ?? '', name, known));
    else if (names.indexOf(name) !== position) report(offset, `found the column ${name} again; expected it once`);
  }
  for (const name of known.filter(
    (one) => (columns[one]?.isRequired || columns[one]?.isExpected) && !names.includes(one),
  ))
    report(0, `found no column ${name}; expected it in the header, the first row`);
  return names.map((name, position) => (Object.hasOwn(columns, name) && names.indexOf(name) === position ? name : ''));
}

/** `Sub-building` and `SUB BUILDING` are the column sub_building. */
const columnName = (cell: string): string =>
  cell
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

function unknownColumn(cell: string, name: string, known: readonly string[]): string {
  const meant = closestMatch(name, known);
  const hint = meant === undefined ? `expected one of ${known.join(', ')}` : `did you mean ${meant}?`;
  return `found the column ${JSON.stringify(cell.trim())}, which is not known; ${hint}`;
}

function readRow(
  record: CsvRecord,
  names: readonly string[],
  columns: TableColumns,
  blankRow: object,
  report: Report,
): object {
  const row: { [name: string]: unknown } = { ...blankRow };
  if (record.cells.length !== names.length) {
    const message = `found ${record.cells.length} cells in the row; expected ${names.length}, as many as the header has`;
    report(record.offsetOf(0), message);
    return row;
  }
  for (let position = 0; position < names.length; position += 1) {
    const name = names[position] as string;
    const column = columns[name];
    if (column === undefined) continue;
    const text = (record.cells[position] as string).trim();
    if (text === '' && !column.isRequired) continue;
    const value = text === '' ? undefined : column.read(text);
    if (value === undefined) {
      const found = text === '' ? 'nothing' : JSON.stringify(text);
      report(record.offsetOf(position), `${name}: found ${found}; expected ${column.expected(text)}`);
    } else row[name] = value;
  }
  return row;
}

function reportRepeatedKeys<Columns extends TableColumns>(
  rows: readonly TableRow<Columns>[],
  { name: keyName, columns }: UniqueColumns<Columns>,
  offsetAt: (rowIndex: number, column: string) => number,
  lineAt: (offset: number) => number,
  report: Report,
): void {
  const firstRows = new Map<unknown, { readonly rowIndex: number; readonly column: string }>();
  for (const [rowIndex, row] of rows.entries()) {
    for (const column of columns) {
      const value: unknown = row[column];
      if (value === '' || value === undefined) continue;
      const first = firstRows.get(value);
      if (first === undefined) firstRows.set(value, { rowIndex, column });
      else {
        const firstLine = lineAt(offsetAt(first.rowIndex, first.column));
        const message = `${column}: found ${value} again; expected each ${keyName} once, and line ${firstLine} has it`;
        report(offsetAt(rowIndex, column), message);
      }
    }
  }
}

/** Any text of at most so many characters. */
export function textColumn(maxLength: number): TableColumn<string> {
  return {
    blank: '',
    read: (text) => (text.length <= maxLength ? text : undefined),
    expected: (text) => `at most ${maxLength} characters, not ${text.length}`,
  };
}

/** A text of one shape. `shape` says it in words and with an example: `A and 11 digits (A54291275706)`. */
export function patternColumn(pattern: RegExp, shape: string): TableColumn<string> {
  return { blank: '', read: (text) => (pattern.test(text) ? text : undefined), expected: () => shape };
}

/** A number from `min` to `max` with a decimal point; `unit` is as in `degrees`. */
export function numberColumn(options: {
  readonly min: number;
  readonly max: number;
  readonly unit: string;
  readonly isWhole?: boolean;
}): TableColumn<number | undefined> {
  const { min, max, unit, isWhole = false } = options;
  const pattern = isWhole ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/;
  const isInRange = (value: number): boolean => value >= min && value <= max;
  return {
    blank: undefined,
    read: (text) => (pattern.test(text) && isInRange(Number(text)) ? Number(text) : undefined),
    expected: () => `${isWhole ? 'a whole number of' : 'a decimal number of'} ${unit} from ${min} to ${max}`,
  };
}

/** One of a few values. The spelling must be exact; the nearest is named. */
export function choiceColumn<Value extends string, Blank extends Value | ''>(
  values: readonly Value[],
  blank: Blank,
): TableColumn<Value | Blank> {
  return {
    blank,
    read: (text) => values.find((value) => value === text),
    expected: (text) => expectedChoice(text, values),
  };
}

/** Some of a few values, with `|` between them in any order; they are read in the order of `values`. */
export function choicesColumn<Value extends string>(values: readonly Value[]): TableColumn<readonly Value[]> {
  const readChoices = (text: string): readonly Value[] | undefined => {
    const parts = text.split('|').map((part) => part.trim());
    const areKnown = parts.every((part) => values.includes(part as Value)) && new Set(parts).size === parts.length;
    return areKnown ? values.filter((value) => parts.includes(value)) : undefined;
  };
  // A table repeats few lists thousands of times.
  const cache = new LruCache<string, readonly Value[]>(100);
  return {
    blank: [],
    read: (text) => {
      const known = cache.get(text);
      if (known !== undefined) return known;
      const choices = readChoices(text);
      if (choices !== undefined) cache.set(text, choices);
      return choices;
    },
    expected: (text) => {
      const unknown = text.split('|').find((part) => !values.includes(part.trim() as Value));
      return `${expectedChoice(unknown ?? text, values)}; several with | between them, each once`;
    },
  };
}

function expectedChoice(text: string, values: readonly string[]): string {
  const meant = closestMatch(text.trim(), values);
  return `${values.join(', ')}${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
}
