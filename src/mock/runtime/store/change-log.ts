import { crc32 } from 'node:zlib';
import type { Put } from '../../domain/sandbox.ts';
import { jsonOf, Sealed } from '../../domain/sealed.ts';
import { BATCH_BYTES, Gathered, LARGE_BYTES, type Span } from './json-apart.ts';
import type { Step } from './kept.ts';
import type { Page } from './pages.ts';

/**
 * The change log: one record a line, `sequence length checksum large json\n`. Length counts the bytes of the JSON. `large`
 * says which puts hold a large document and where it lies in the JSON (`0:57:5213`, by commas; `-`: none), so that a start
 * need not read them. The checksum is CRC-32 over both, begun with the checksum of the record before: a record that was
 * left behind by a write taken back can therefore never pass for the successor of another. Line 0 is the header.
 */
export interface LogHeader {
  readonly etherbox: 'change log';
  readonly format: number;
  readonly generation: number;
  /** Sequence of the last record of the generation before. */
  readonly after: number;
}

/** `snapshot`: from here on the snapshot of this generation is known to be whole on disk. */
export type LogRecord = Step | { readonly snapshot: number };

/** Where a log has got to: the sequence of its last record, that record's checksum, and the bytes up to its end. */
export interface LogPosition {
  readonly sequence: number;
  readonly checksum: number;
  readonly bytes: number;
}

export function encodeHeader(header: LogHeader): { readonly bytes: Buffer; readonly position: LogPosition } {
  return encodeLines([plainLine(header)], { sequence: header.after - 1, checksum: 0, bytes: 0 });
}

/** A record as text, before it has its place in the log. */
export interface LogLine {
  readonly json: string;
  /** Of the JSON as UTF-8. */
  readonly bytes: number;
  readonly large: string;
}

/** A record without large documents. */
export function plainLine(record: unknown): LogLine {
  const json = JSON.stringify(record);
  return { json, bytes: Buffer.byteLength(json), large: '-' };
}

export function lineOf(step: Step): LogLine {
  if (!('puts' in step)) return plainLine(step);
  let json = `{"sandbox":${JSON.stringify(step.sandbox)},"version":${step.version},"puts":[`;
  let bytes = Buffer.byteLength(json);
  const large: string[] = [];
  for (const [n, [collection, key, document]] of step.puts.entries()) {
    const head = `${n === 0 ? '' : ','}[${JSON.stringify(collection)},${JSON.stringify(key)},`;
    const text = jsonOf(document);
    const from = bytes + Buffer.byteLength(head);
    const length = Buffer.byteLength(text);
    if (length > LARGE_BYTES && large.length < LARGE_AT_MOST) large.push(`${n}:${from}:${length}`);
    json += `${head}${text}]`;
    bytes = from + length + 1;
  }
  return { json: `${json}]}`, bytes: bytes + 2, large: large.join() || '-' };
}

/** So that the beginning of a line stays short; a change with more large documents than that is a restored world. */
const LARGE_AT_MOST = 20;

/** Lines as records that continue the log at `position`, in one buffer. */
export function encodeLines(
  lines: readonly LogLine[],
  position: LogPosition,
): { readonly bytes: Buffer; readonly position: LogPosition } {
  const size = lines.reduce((sum, line) => sum + line.bytes + line.large.length + PREFIX_MAX, 0);
  const bytes = Buffer.allocUnsafe(size);
  let { sequence, checksum } = position;
  let at = 0;
  for (const { json, bytes: length, large } of lines) {
    sequence += 1;
    checksum = crc32(json, crc32(large, checksum));
    at += bytes.write(prefix(sequence, length, checksum, large), at, 'latin1');
    at += bytes.write(json, at, 'utf8');
    bytes[at++] = NEWLINE;
  }
  return { bytes: bytes.subarray(0, at), position: { sequence, checksum, bytes: position.bytes + at } };
}

const NEWLINE = 10;
const SPACE = 32;
/** A sequence and a length of 16 digits each, a checksum of 8, four spaces and the newline; without `large`. */
const PREFIX_MAX = 45;

function prefix(sequence: number, length: number, checksum: number, large: string): string {
  return `${sequence} ${length} ${checksum.toString(16).padStart(8, '0')} ${large} `;
}

/** The header and where records begin, or what is wrong with the first line. */
export function readHeader(
  page: Page,
): { readonly header: LogHeader; readonly position: LogPosition } | { readonly problem: string } {
  const bytes = page.window(0, HEAD_BYTES);
  const line = checkLine(bytes, 0, { sequence: undefined, checksum: 0 });
  if ('problem' in line) return line;
  const [header] = parse(page, bytes, 0, [line]) as [LogHeader | null | undefined];
  const whole = header?.etherbox === 'change log' && header.after === line.sequence;
  return whole ? { header, position: positionAfter(line, 0) } : { problem: 'it is not the header of a change log' };
}

/**
 * Reads records from `from` until the end or the first one that is not exactly what was written. `onRecord` gets each one
 * in order and may refuse it by saying what is wrong with it; then the valid prefix ends before it. `problem`: what is
 * wrong after the prefix, undefined when nothing follows it. `windowBytes` are looked at together, unless a record is longer.
 */
export function readRecords(
  page: Page,
  from: LogPosition,
  onRecord: (record: LogRecord) => string | undefined,
  windowBytes = BATCH_BYTES,
): { readonly position: LogPosition; readonly problem: string | undefined } {
  let position = from;
  let least = windowBytes;
  while (position.bytes < page.size) {
    const base = position.bytes;
    const bytes = page.window(base, least);
    const { lines, flaw } = checkLines(bytes, position);
    const values = parse(page, bytes, base, lines);
    for (const [n, line] of lines.entries()) {
      const value = values[n] as LogRecord | undefined;
      const refusal = value === undefined ? 'it is not JSON' : onRecord(value);
      if (refusal !== undefined) return { position, problem: refusal };
      position = positionAfter(line, base);
    }
    const left = page.size - position.bytes;
    // The window may end within a line that the file has whole.
    const cutOff =
      flaw !== undefined && base + bytes.length < page.size && flaw.needs > base + bytes.length - position.bytes;
    if (flaw !== undefined && !(cutOff && (flaw.needs <= left || flaw.needs <= HEAD_BYTES))) {
      return { position, problem: flaw.problem };
    }
    least = Math.max(windowBytes, flaw?.needs ?? 0);
  }
  return { position, problem: undefined };
}

/** A line that is what was written. Where things lie is counted from the beginning of the window. */
interface Line {
  readonly json: Span;
  readonly large: readonly LargePut[];
  readonly sequence: number;
  readonly checksum: number;
  /** Behind its newline. */
  readonly end: number;
}

interface LargePut extends Span {
  readonly put: number;
}

/** Why a line cannot be read, and how many bytes from its beginning on would have to be there to say so for certain. */
interface Flaw {
  readonly problem: string;
  readonly needs: number;
}

function positionAfter({ sequence, checksum, end }: Line, base: number): LogPosition {
  return { sequence, checksum, bytes: base + end };
}

function checkLines(bytes: Buffer, from: LogPosition): { lines: readonly Line[]; flaw: Flaw | undefined } {
  const lines: Line[] = [];
  let before: Pick<Line, 'sequence' | 'checksum' | 'end'> = { ...from, end: 0 };
  while (before.end < bytes.length) {
    const line = checkLine(bytes, before.end, before);
    if ('problem' in line) return { lines, flaw: line };
    lines.push(line);
    before = line;
  }
  return { lines, flaw: undefined };
}

function checkLine(
  bytes: Buffer,
  start: number,
  before: { readonly sequence: number | undefined; readonly checksum: number },
): Line | Flaw {
  const sequenceEnd = spaceAfter(bytes, start);
  const lengthEnd = spaceAfter(bytes, sequenceEnd + 1);
  const checksumEnd = spaceAfter(bytes, lengthEnd + 1);
  const largeEnd = spaceAfter(bytes, checksumEnd + 1, LARGE_MAX);
  if (sequenceEnd < 0 || lengthEnd < 0 || checksumEnd < 0 || largeEnd < 0)
    return { problem: 'its beginning is damaged or cut off', needs: HEAD_BYTES };
  // Numbers count only as they would have been written, so that no other spelling of them passes.
  const sequence = decimal(bytes, start, sequenceEnd);
  const length = decimal(bytes, sequenceEnd + 1, lengthEnd);
  const from = largeEnd + 1;
  const to = from + length;
  if (length < 0 || to >= bytes.length)
    return { problem: 'it is cut off, or its length is damaged', needs: length < 0 ? 0 : to + 1 - start };
  const checksum = crc32(bytes.subarray(from, to), crc32(bytes.subarray(checksumEnd + 1, largeEnd), before.checksum));
  const follows = sequence >= 0 && (before.sequence === undefined || sequence === before.sequence + 1);
  if (!follows || checksum !== hex(bytes, lengthEnd + 1, checksumEnd) || bytes[to] !== NEWLINE) {
    return { problem: 'its checksum, sequence or end does not match', needs: 0 };
  }
  const large = largePuts(bytes, checksumEnd + 1, largeEnd);
  return { json: { from, to }, large, sequence, checksum, end: to + 1 };
}

/** The longest `large` there is. */
const LARGE_MAX = 1000;
/** Enough to hold all of a line that comes before its JSON, and a whole header. */
const HEAD_BYTES = 2000;

/** A whole number without needless zeros; -1: there is another thing. */
function decimal(bytes: Buffer, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  const needless = to - from > 1 && bytes[from] === ZERO;
  return to > from && !needless && Number.isSafeInteger(value) ? value : -1;
}

/** Eight hexadecimal digits, small letters; -1: there is another thing. */
function hex(bytes: Buffer, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const code = bytes[at] as number;
    const digit = code >= SMALL_A ? code - SMALL_A + 10 : code - ZERO;
    if (digit < 0 || digit > 15 || (digit > 9 && code < SMALL_A)) return -1;
    value = value * 16 + digit;
  }
  return to - from === 8 ? value : -1;
}

const ZERO = 48;
const SMALL_A = 97;
const DASH = 45;

function largePuts(bytes: Buffer, from: number, to: number): readonly LargePut[] {
  if (bytes[from] === DASH) return none;
  const large = bytes.toString('latin1', from, to);
  return large.split(',').map((each) => {
    const [put = 0, offset = 0, length = 0] = each.split(':').map(Number);
    return { put, from: to + 1 + offset, to: to + 1 + offset + length };
  });
}

const none: readonly LargePut[] = [];

/** The values of lines, parsed as one array, large documents sealed; undefined for one that is not JSON. */
function parse(page: Page, bytes: Buffer, base: number, lines: readonly Line[]): unknown[] {
  const gathered = new Gathered(lines.reduce((size, { json }) => size + json.to - json.from + 1, 0));
  for (const { json, large } of lines) gathered.add(bytes, json, large);
  let values: unknown[];
  try {
    values = gathered.values();
  } catch {
    return lines.length === 1 ? [undefined] : lines.flatMap((line) => parse(page, bytes, base, [line]));
  }
  for (const [n, { large }] of lines.entries()) seal(page, base, values[n] as LogRecord, large);
  return values;
}

function seal(page: Page, base: number, record: LogRecord, large: readonly LargePut[]): void {
  if (!('puts' in record)) return;
  const puts = record.puts as Put[];
  for (const { put, from, to } of large) {
    const [collection, key] = puts[put] as Put;
    puts[put] = [collection, key, new Sealed(page, base + from, base + to)];
  }
}

/** Position of the next space at or after `from`, -1 when it is not within the next few bytes. */
function spaceAfter(bytes: Buffer, from: number, within = 17): number {
  if (from < 0) return -1;
  const end = Math.min(bytes.length, from + within);
  for (let at = from; at < end; at += 1) if (bytes[at] === SPACE) return at;
  return -1;
}
