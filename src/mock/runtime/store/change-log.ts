import { crc32 } from 'node:zlib';
import { documentJson, LazyDocument } from '#domain/core/lazy-document';
import type { Write } from '#domain/core/sandbox-state';
import { JsonBatch, LARGE_BYTES, PARSE_BATCH_BYTES, type Span } from './batch-json.ts';
import { byteCodes } from './byte-codes.ts';
import type { LogStep } from './stored-state.ts';
import type { WindowedFile } from './windowed-files.ts';

/**
 * The change log: one record per line, `sequence length checksum large json\n`. `length` counts the bytes of the JSON.
 * `large` says which writes hold a large document and its position in the JSON (`0:57:5213`, comma-separated; `-`:
 * none), so that startup need not read them. The checksum is CRC-32 over both, seeded with the checksum of the previous
 * record: a record left behind by a rolled back write can therefore never pass for the successor of another. Line 0 is
 * the header.
 */
export interface LogHeader {
  readonly etherbox: 'change log';
  readonly format: number;
  readonly generation: number;
  /** Sequence of the last record of the previous generation. */
  readonly after: number;
}

/** `snapshot`: the snapshot of this generation is whole on disk from here on. */
export type LogRecord = LogStep | { readonly snapshot: number };

/** The end of a log: the sequence and checksum of its last record, and its length in bytes. */
export interface LogPosition {
  readonly sequence: number;
  readonly checksum: number;
  readonly bytes: number;
}

/** The bytes of a log's first line, and the position after it. */
export function encodeHeader(header: LogHeader): { readonly bytes: Buffer; readonly position: LogPosition } {
  return encodeLines([encodePlain(header)], { sequence: header.after - 1, checksum: 0, bytes: 0 });
}

/** A record as text, without its position in the log. */
export interface LogLine {
  readonly json: string;
  /** Length of the JSON as UTF-8. */
  readonly bytes: number;
  readonly large: string;
}

/** Encodes a record without large documents. */
export function encodePlain(record: unknown): LogLine {
  const json = JSON.stringify(record);
  return { json, bytes: Buffer.byteLength(json), large: '-' };
}

/** Encodes a step, with the positions of its large documents. */
export function encodeStep(step: LogStep): LogLine {
  if (!('writes' in step)) return encodePlain(step);
  let json = `{"sandbox":${JSON.stringify(step.sandbox)},"version":${step.version},"writes":[`;
  let bytes = Buffer.byteLength(json);
  const large: string[] = [];
  for (const [n, [collection, key, document]] of step.writes.entries()) {
    const head = `${n === 0 ? '' : ','}[${JSON.stringify(collection)},${JSON.stringify(key)},`;
    const text = documentJson(document);
    const from = bytes + Buffer.byteLength(head);
    const length = Buffer.byteLength(text);
    if (length > LARGE_BYTES && large.length < MAX_LARGE_PER_LINE) large.push(`${n}:${from}:${length}`);
    json += `${head}${text}]`;
    bytes = from + length + 1;
  }
  return { json: `${json}]}`, bytes: bytes + 2, large: large.join() || '-' };
}

/** Bounds the beginning of a line. Only the change of a restored sandbox has more large documents. */
const MAX_LARGE_PER_LINE = 20;

/** Encodes lines as records that continue the log at `position`, in one buffer. */
export function encodeLines(
  lines: readonly LogLine[],
  position: LogPosition,
): { readonly bytes: Buffer; readonly position: LogPosition } {
  const size = lines.reduce((sum, line) => sum + line.bytes + line.large.length + MAX_PREFIX_BYTES, 0);
  const bytes = Buffer.allocUnsafe(size);
  let { sequence, checksum } = position;
  let offset = 0;
  for (const { json, bytes: length, large } of lines) {
    sequence += 1;
    checksum = crc32(json, crc32(large, checksum));
    offset += bytes.write(linePrefix(sequence, length, checksum, large), offset, 'latin1');
    offset += bytes.write(json, offset, 'utf8');
    bytes[offset++] = byteCodes.newline;
  }
  return { bytes: bytes.subarray(0, offset), position: { sequence, checksum, bytes: position.bytes + offset } };
}

/** A sequence and a length of 16 digits each, a checksum of 8, four spaces and the newline; without `large`. */
const MAX_PREFIX_BYTES = 45;

function linePrefix(sequence: number, length: number, checksum: number, large: string): string {
  return `${sequence} ${length} ${checksum.toString(16).padStart(8, '0')} ${large} `;
}

/** The header and the position of the first record, or the problem with the first line. */
export function readLogHeader(
  file: WindowedFile,
): { readonly header: LogHeader; readonly position: LogPosition } | { readonly problem: string } {
  const bytes = file.window(0, MAX_HEAD_BYTES);
  const line = checkLine(bytes, 0, { sequence: undefined, checksum: 0 });
  if ('problem' in line) return line;
  const [header] = parseLines(file, bytes, 0, [line]) as [LogHeader | null | undefined];
  const isIntact = header?.etherbox === 'change log' && header.after === line.sequence;
  return isIntact ? { header, position: positionAfter(line, 0) } : { problem: 'it is not the header of a change log' };
}

/**
 * Reads records from `from` until the end or the first one that is not exactly what was written. `onRecord` gets each
 * record in order and may refuse it by returning the problem; then the valid prefix ends before it. `problem` in the
 * result describes what follows the prefix; undefined when nothing does. `windowBytes` are read together, unless a
 * record is longer.
 */
export function readRecords(
  file: WindowedFile,
  from: LogPosition,
  onRecord: (record: LogRecord) => string | undefined,
  windowBytes = PARSE_BATCH_BYTES,
): { readonly position: LogPosition; readonly problem: string | undefined } {
  let position = from;
  let minBytes = windowBytes;
  while (position.bytes < file.size) {
    const base = position.bytes;
    const bytes = file.window(base, minBytes);
    const { lines, flaw } = checkLines(bytes, position);
    const values = parseLines(file, bytes, base, lines);
    for (const [n, line] of lines.entries()) {
      const value = values[n] as LogRecord | undefined;
      const problem = value === undefined ? 'it is not JSON' : onRecord(value);
      if (problem !== undefined) return { position, problem: problem };
      position = positionAfter(line, base);
    }
    const remaining = file.size - position.bytes;
    // The window may end within a line that is whole in the file.
    const cutOff =
      flaw !== undefined && base + bytes.length < file.size && flaw.bytesNeeded > base + bytes.length - position.bytes;
    if (flaw !== undefined && !(cutOff && (flaw.bytesNeeded <= remaining || flaw.bytesNeeded <= MAX_HEAD_BYTES))) {
      return { position, problem: flaw.problem };
    }
    minBytes = Math.max(windowBytes, flaw?.bytesNeeded ?? 0);
  }
  return { position, problem: undefined };
}

/** A line that is exactly what was written. Positions count from the beginning of the window. */
interface CheckedLine {
  readonly json: Span;
  readonly large: readonly LargeWrite[];
  readonly sequence: number;
  readonly checksum: number;
  /** Position after its newline. */
  readonly end: number;
}

interface LargeWrite extends Span {
  readonly writeIndex: number;
}

/** Why a line cannot be read, and how many bytes from its beginning are needed to be certain. */
interface LineFlaw {
  readonly problem: string;
  readonly bytesNeeded: number;
}

function positionAfter({ sequence, checksum, end }: CheckedLine, base: number): LogPosition {
  return { sequence, checksum, bytes: base + end };
}

function checkLines(bytes: Buffer, from: LogPosition): { lines: readonly CheckedLine[]; flaw: LineFlaw | undefined } {
  const lines: CheckedLine[] = [];
  let previous: Pick<CheckedLine, 'sequence' | 'checksum' | 'end'> = { ...from, end: 0 };
  while (previous.end < bytes.length) {
    const line = checkLine(bytes, previous.end, previous);
    if ('problem' in line) return { lines, flaw: line };
    lines.push(line);
    previous = line;
  }
  return { lines, flaw: undefined };
}

function checkLine(
  bytes: Buffer,
  start: number,
  previous: { readonly sequence: number | undefined; readonly checksum: number },
): CheckedLine | LineFlaw {
  const sequenceEnd = findSpace(bytes, start);
  const lengthEnd = findSpace(bytes, sequenceEnd + 1);
  const checksumEnd = findSpace(bytes, lengthEnd + 1);
  const largeEnd = findSpace(bytes, checksumEnd + 1, MAX_LARGE_BYTES);
  if (sequenceEnd < 0 || lengthEnd < 0 || checksumEnd < 0 || largeEnd < 0)
    return { problem: 'its beginning is damaged or cut off', bytesNeeded: MAX_HEAD_BYTES };
  // Numbers must have the spelling in which they are written, so that no other spelling passes.
  const sequence = parseDecimal(bytes, start, sequenceEnd);
  const length = parseDecimal(bytes, sequenceEnd + 1, lengthEnd);
  const from = largeEnd + 1;
  const to = from + length;
  if (length < 0 || to >= bytes.length)
    return { problem: 'it is cut off, or its length is damaged', bytesNeeded: length < 0 ? 0 : to + 1 - start };
  const checksum = crc32(bytes.subarray(from, to), crc32(bytes.subarray(checksumEnd + 1, largeEnd), previous.checksum));
  const follows = sequence >= 0 && (previous.sequence === undefined || sequence === previous.sequence + 1);
  if (!follows || checksum !== parseHex(bytes, lengthEnd + 1, checksumEnd) || bytes[to] !== byteCodes.newline) {
    return { problem: 'its checksum, sequence or end does not match', bytesNeeded: 0 };
  }
  const large = parseLargeWrites(bytes, checksumEnd + 1, largeEnd);
  return { json: { from, to }, large, sequence, checksum, end: to + 1 };
}

/** Maximum length of `large`. */
const MAX_LARGE_BYTES = 1000;
/** Enough for all that precedes the JSON of a line, and for a whole header. */
const MAX_HEAD_BYTES = 2000;

/** A whole number without leading zeros; -1 for anything else. */
function parseDecimal(bytes: Buffer, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index += 1) {
    const digit = (bytes[index] as number) - byteCodes.zero;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  const needless = to - from > 1 && bytes[from] === byteCodes.zero;
  return to > from && !needless && Number.isSafeInteger(value) ? value : -1;
}

/** Eight lower-case hexadecimal digits; -1 for anything else. */
function parseHex(bytes: Buffer, from: number, to: number): number {
  let value = 0;
  for (let index = from; index < to; index += 1) {
    const code = bytes[index] as number;
    const digit = code >= byteCodes.lowerCaseA ? code - byteCodes.lowerCaseA + 10 : code - byteCodes.zero;
    if (digit < 0 || digit > 15 || (digit > 9 && code < byteCodes.lowerCaseA)) return -1;
    value = value * 16 + digit;
  }
  return to - from === 8 ? value : -1;
}

function parseLargeWrites(bytes: Buffer, from: number, to: number): readonly LargeWrite[] {
  if (bytes[from] === byteCodes.dash) return noLargeWrites;
  const large = bytes.toString('latin1', from, to);
  return large.split(',').map((each) => {
    const [writeIndex = 0, offset = 0, length = 0] = each.split(':').map(Number);
    return { writeIndex, from: to + 1 + offset, to: to + 1 + offset + length };
  });
}

const noLargeWrites: readonly LargeWrite[] = [];

/** The values of lines, parsed as one array, with large documents as text; undefined for a line that is not JSON. */
function parseLines(file: WindowedFile, bytes: Buffer, base: number, lines: readonly CheckedLine[]): unknown[] {
  const batch = new JsonBatch(lines.reduce((size, { json }) => size + json.to - json.from + 1, 0));
  for (const { json, large } of lines) batch.add(bytes, json, large);
  let values: unknown[];
  try {
    values = batch.parseAll();
  } catch {
    return lines.length === 1 ? [undefined] : lines.flatMap((line) => parseLines(file, bytes, base, [line]));
  }
  for (const [n, { large }] of lines.entries()) attachLazyDocuments(file, base, values[n] as LogRecord, large);
  return values;
}

function attachLazyDocuments(file: WindowedFile, base: number, record: LogRecord, large: readonly LargeWrite[]): void {
  if (!('writes' in record)) return;
  const writes = record.writes as Write[];
  for (const { writeIndex, from, to } of large) {
    const [collection, key] = writes[writeIndex] as Write;
    writes[writeIndex] = [collection, key, new LazyDocument(file, base + from, base + to)];
  }
}

/** Position of the next space at or after `from`; -1 when it is not within the next few bytes. */
function findSpace(bytes: Buffer, from: number, within = 17): number {
  if (from < 0) return -1;
  const end = Math.min(bytes.length, from + within);
  for (let index = from; index < end; index += 1) if (bytes[index] === byteCodes.space) return index;
  return -1;
}
