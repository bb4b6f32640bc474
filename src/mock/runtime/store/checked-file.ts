import { crc32 } from 'node:zlib';
import { EtherboxError } from '#domain/core/etherbox-error';
import type { Disk } from './disk.ts';
import { requireStoreFormat, STORE_FORMAT } from './store-folder.ts';

/**
 * Encodes a JSON file that detects damage. Its first line has the kind, the format and the CRC-32 of kind, format and
 * content; the rest is the content. The whole is ordinary JSON that people can read.
 */
export function encodeCheckedFile(kind: string, content: readonly Buffer[]): { bytes: Buffer; checksum: string } {
  const checksum = checksumOf(kind, STORE_FORMAT, content);
  return {
    bytes: Buffer.concat([Buffer.from(contentHead(kind, STORE_FORMAT, checksum)), ...content, CONTENT_END]),
    checksum,
  };
}

/** Such a file is not what was written. */
export class DamagedFileError extends EtherboxError {
  static {
    DamagedFileError.prototype.name = 'DamagedFileError';
  }

  constructor(path: string, problem: string) {
    super('ETHERBOX_FILE_DAMAGED', `${path} is damaged: ${problem}`);
  }
}

/** The unparsed JSON inside; undefined when the file does not exist. Rejects as {@link readCheckedContent} throws. */
export async function readCheckedFile(disk: Disk, path: string, kind: string): Promise<CheckedContent | undefined> {
  const bytes = await disk.read(path);
  return bytes === undefined ? undefined : readCheckedContent(bytes, path, kind);
}

export interface CheckedContent {
  readonly content: Buffer;
  /** Offset of the content in the file. */
  readonly offset: number;
  readonly checksum: string;
}

/** The content of a checked file. Throws {@link DamagedFileError}, or an error that names another format. */
export function readCheckedContent(bytes: Buffer, path: string, kind: string): CheckedContent {
  const line = bytes.toString('latin1', 0, Math.min(bytes.length, 200)).split('\n', 1)[0] ?? '';
  const [, format = '', checksum = ''] = /"format":(\d+),"checksum":"([0-9a-f]{8})"/.exec(line) ?? [];
  const expected = contentHead(kind, Number(format), checksum);
  const content = bytes.subarray(expected.length, -CONTENT_END.length);
  const isIntact =
    bytes.toString('latin1', 0, expected.length) === expected &&
    bytes.subarray(-CONTENT_END.length).equals(CONTENT_END) &&
    checksumOf(kind, Number(format), [content]) === checksum;
  if (!isIntact) throw new DamagedFileError(path, bytes.length === 0 ? 'it is empty' : 'its checksum does not match');
  requireStoreFormat(path, Number(format));
  return { content, offset: expected.length, checksum };
}

const CONTENT_END = Buffer.from('}\n');

function contentHead(kind: string, format: number, checksum: string): string {
  return `{"etherbox":"${kind}","format":${format},"checksum":"${checksum}","content":\n`;
}

function checksumOf(kind: string, format: number, content: readonly Buffer[]): string {
  const sum = content.reduce((before, piece) => crc32(piece, before), crc32(`${kind} ${format}`));
  return sum.toString(16).padStart(8, '0');
}
