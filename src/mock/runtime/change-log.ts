import { crc32 } from 'node:zlib';
import { textOf } from './disk.ts';
import type { Step } from './kept.ts';

/**
 * The change log: one record a line, `sequence length checksum json\n`. Length counts the bytes of the JSON. The
 * checksum is CRC-32 over the JSON, begun with the checksum of the record before: a record that was left behind by a
 * write taken back can therefore never pass for the successor of another. Line 0 is the header.
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
  return encodeLines([JSON.stringify(header)], { sequence: header.after - 1, checksum: 0, bytes: 0 });
}

/** Lines of JSON as records that continue the log at `position`, in one buffer. */
export function encodeLines(
  lines: readonly string[],
  position: LogPosition,
): { readonly bytes: Buffer; readonly position: LogPosition } {
  const lengths = lines.map((line) => Buffer.byteLength(line));
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + length + PREFIX_MAX, 0));
  let { sequence, checksum } = position;
  let at = 0;
  for (const [n, line] of lines.entries()) {
    const length = lengths[n] as number;
    sequence += 1;
    checksum = crc32(line, checksum);
    at += bytes.write(prefix(sequence, length, checksum), at, 'latin1');
    at += bytes.write(line, at, 'utf8');
    bytes[at++] = NEWLINE;
  }
  return { bytes: bytes.subarray(0, at), position: { sequence, checksum, bytes: position.bytes + at } };
}

const NEWLINE = 10;
const SPACE = 32;
/** A sequence and a length of 16 digits each, a checksum of 8, three spaces and the newline. */
const PREFIX_MAX = 44;

function prefix(sequence: number, length: number, checksum: number): string {
  return `${sequence} ${length} ${checksum.toString(16).padStart(8, '0')} `;
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
  readonly from: number;
  readonly to: number;
  readonly position: LogPosition;
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
  if (sequenceEnd < 0 || lengthEnd < 0 || checksumEnd < 0) return { problem: 'its beginning is damaged or cut off' };
  const sequence = Number(bytes.toString('latin1', start, sequenceEnd));
  const length = Number(bytes.toString('latin1', sequenceEnd + 1, lengthEnd));
  const from = checksumEnd + 1;
  const to = from + length;
  if (!Number.isSafeInteger(length) || length < 0 || to >= bytes.length) {
    return { problem: 'it is cut off, or its length is damaged' };
  }
  const checksum = crc32(bytes.subarray(from, to), before.checksum);
  // The prefix is compared as text with what would have been written, so that no other spelling of it passes.
  const expected = before.sequence === undefined ? sequence : before.sequence + 1;
  if (bytes.toString('latin1', start, from) !== prefix(expected, length, checksum) || bytes[to] !== NEWLINE) {
    return { problem: 'its checksum, sequence or end does not match' };
  }
  return { from, to, position: { sequence: expected, checksum, bytes: to + 1 } };
}

/** The values of lines, parsed as one array; undefined for one that is not JSON. */
function parse(bytes: Buffer, lines: readonly Line[]): unknown[] {
  const text = Buffer.allocUnsafe(lines.reduce((sum, { from, to }) => sum + to - from + 1, 1));
  let at = 0;
  for (const { from, to } of lines) {
    text[at] = at === 0 ? OPENING : COMMA;
    at += 1 + bytes.copy(text, at + 1, from, to);
  }
  text[at] = CLOSING;
  try {
    return lines.length === 0 ? [] : JSON.parse(textOf(text));
  } catch {
    return lines.length === 1 ? [] : lines.flatMap((line) => parse(bytes, [line]).concat(undefined).slice(0, 1));
  }
}

const OPENING = 91;
const CLOSING = 93;
const COMMA = 44;

/** Position of the next space at or after `from`, -1 when it is not within the next few bytes. */
function spaceAfter(bytes: Buffer, from: number): number {
  if (from < 0) return -1;
  const end = Math.min(bytes.length, from + 17);
  for (let at = from; at < end; at += 1) if (bytes[at] === SPACE) return at;
  return -1;
}
