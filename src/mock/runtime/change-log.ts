import { crc32 } from 'node:zlib';
import type { Put } from '../domain/sandbox.ts';
import { jsonOf } from '../domain/sealed.ts';
import { textOf } from './disk.ts';
import { LARGE_BYTES, type Span, sealed, withoutApart } from './json-apart.ts';
import type { Step } from './kept.ts';

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
  bytes: Buffer,
): { readonly header: LogHeader; readonly position: LogPosition } | { readonly problem: string } {
  const line = checkLine(bytes, { sequence: undefined, checksum: 0, bytes: 0 });
  if ('problem' in line) return line;
  const [header] = parse(bytes, [line]) as [LogHeader | null | undefined];
  const whole = header?.etherbox === 'change log' && header.after === line.position.sequence;
  return whole ? { header, position: line.position } : { problem: 'it is not the header of a change log' };
}

/**
 * Reads records from `from` until the end or the first one that is not exactly what was written. `onRecord` gets each one
 * in order and may refuse it by saying what is wrong with it; then the valid prefix ends before it. `problem`: what is
 * wrong after the prefix, undefined when nothing follows it.
 */
export function readRecords(
  bytes: Buffer,
  from: LogPosition,
  onRecord: (record: LogRecord) => string | undefined,
): { readonly position: LogPosition; readonly problem: string | undefined } {
  let position = from;
  while (position.bytes < bytes.length) {
    const { lines, problem } = checkLines(bytes, position);
    const values = parse(bytes, lines);
    for (const [n, { position: end }] of lines.entries()) {
      const value = values[n] as LogRecord | undefined;
      const refusal = value === undefined ? 'it is not JSON' : onRecord(value);
      if (refusal !== undefined) return { position, problem: refusal };
      position = end;
    }
    if (problem !== undefined) return { position, problem };
  }
  return { position, problem: undefined };
}

/** A line that is what was written: where its JSON lies, and where the line ends. */
interface Line {
  readonly json: Span;
  readonly large: readonly LargePut[];
  readonly position: LogPosition;
}

interface LargePut extends Span {
  readonly put: number;
}

/**
 * How much JSON is parsed at a time. The values of a long text are made where long-lived values live; those of many short
 * ones would each be copied there twice, which took longer than all the rest of a start.
 */
const BATCH_BYTES = 512 * 1024;

function checkLines(bytes: Buffer, from: LogPosition): { lines: readonly Line[]; problem: string | undefined } {
  const lines: Line[] = [];
  let position = from;
  while (position.bytes < bytes.length && position.bytes - from.bytes < BATCH_BYTES) {
    const line = checkLine(bytes, position);
    if ('problem' in line) return { lines, problem: line.problem };
    lines.push(line);
    position = line.position;
  }
  return { lines, problem: undefined };
}

function checkLine(
  bytes: Buffer,
  before: { readonly sequence: number | undefined; readonly checksum: number; readonly bytes: number },
): Line | { readonly problem: string } {
  const start = before.bytes;
  const sequenceEnd = spaceAfter(bytes, start);
  const lengthEnd = spaceAfter(bytes, sequenceEnd + 1);
  const checksumEnd = spaceAfter(bytes, lengthEnd + 1);
  const largeEnd = spaceAfter(bytes, checksumEnd + 1, 1000);
  if (sequenceEnd < 0 || lengthEnd < 0 || checksumEnd < 0 || largeEnd < 0)
    return { problem: 'its beginning is damaged or cut off' };
  const sequence = Number(bytes.toString('latin1', start, sequenceEnd));
  const length = Number(bytes.toString('latin1', sequenceEnd + 1, lengthEnd));
  const from = largeEnd + 1;
  const to = from + length;
  if (!Number.isSafeInteger(length) || length < 0 || to >= bytes.length) {
    return { problem: 'it is cut off, or its length is damaged' };
  }
  const large = bytes.toString('latin1', checksumEnd + 1, largeEnd);
  const checksum = crc32(bytes.subarray(from, to), crc32(large, before.checksum));
  // The prefix is compared as text with what would have been written, so that no other spelling of it passes.
  const expected = before.sequence === undefined ? sequence : before.sequence + 1;
  if (bytes.toString('latin1', start, from) !== prefix(expected, length, checksum, large) || bytes[to] !== NEWLINE) {
    return { problem: 'its checksum, sequence or end does not match' };
  }
  const position = { sequence: expected, checksum, bytes: to + 1 };
  return { json: { from, to }, large: largePuts(large, from), position };
}

function largePuts(large: string, from: number): LargePut[] {
  if (large === '-') return [];
  return large.split(',').map((each) => {
    const [put = 0, offset = 0, length = 0] = each.split(':').map(Number);
    return { put, from: from + offset, to: from + offset + length };
  });
}

/** The values of lines, parsed as one array, large documents sealed; undefined for one that is not JSON. */
function parse(bytes: Buffer, lines: readonly Line[]): unknown[] {
  const texts = lines.flatMap(({ json, large }, n) => [n === 0 ? OPENING : COMMA, withoutApart(bytes, json, large)]);
  let values: unknown[];
  try {
    values = JSON.parse(textOf(Buffer.concat([...(lines.length === 0 ? [OPENING] : texts), CLOSING])));
  } catch {
    return lines.length === 1 ? [undefined] : lines.flatMap((line) => parse(bytes, [line]));
  }
  for (const [n, { large }] of lines.entries()) seal(bytes, values[n] as LogRecord, large);
  return values;
}

function seal(bytes: Buffer, record: LogRecord, large: readonly LargePut[]): void {
  if (!('puts' in record)) return;
  const puts = record.puts as Put[];
  for (const { put, ...span } of large) {
    const [collection, key] = puts[put] as Put;
    puts[put] = [collection, key, sealed(bytes, span)];
  }
}

const OPENING = Buffer.from('[');
const CLOSING = Buffer.from(']');
const COMMA = Buffer.from(',');

/** Position of the next space at or after `from`, -1 when it is not within the next few bytes. */
function spaceAfter(bytes: Buffer, from: number, within = 17): number {
  if (from < 0) return -1;
  const end = Math.min(bytes.length, from + within);
  for (let at = from; at < end; at += 1) if (bytes[at] === SPACE) return at;
  return -1;
}
