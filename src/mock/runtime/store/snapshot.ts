import { join } from 'node:path';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Adapter } from 'lowdb';
import { documentJson, LazyDocument } from '#domain/core/lazy-document';
import { LARGE_BYTES, type Span } from './batch-json.ts';
import { byteCodes } from './byte-codes.ts';
import {
  type CheckedContent,
  DamagedFileError,
  encodeCheckedFile,
  readCheckedContent,
  readCheckedFile,
} from './checked-file.ts';
import { type Disk, decodeText, writeFileAtomically } from './disk.ts';
import { storeFileNames } from './store-folder.ts';
import { putDocument, type StoredState, writesOf } from './stored-state.ts';
import { type WindowedFile, WindowedFiles } from './windowed-files.ts';

/** Every sandbox as it was when the log of `generation` began. */
export interface Snapshot {
  readonly generation: number;
  /** Sequence of the last change that it includes. */
  readonly sequence: number;
  readonly state: StoredState;
}

/** Maximum bytes of a part, unless one document alone is larger. */
export const MAX_PART_BYTES = 4 * 1024 * 1024;
/** Bytes serialized before yielding to the event loop: about two milliseconds of work. */
const YIELD_AFTER_BYTES = 256 * 1024;

interface SnapshotManifest {
  readonly generation: number;
  readonly sequence: number;
  readonly sandboxes: readonly (readonly [id: string, version: number])[];
  /** Checksums of the parts, in order. */
  readonly parts: readonly string[];
}

export interface SnapshotOptions {
  readonly files?: WindowedFiles;
  readonly partBytes?: number | undefined;
  readonly stop?: AbortSignal;
}

/**
 * The lowdb adapter of one snapshot: parts of at most 4 MB of readable JSON with one document per line. Each part has a
 * checksum and is durable before the next begins; the manifest that lists them comes last. Without a manifest there is
 * no snapshot.
 */
export class SnapshotFiles implements Adapter<Snapshot> {
  readonly #disk: Disk;
  readonly #files: WindowedFiles;
  readonly #folder: string;
  readonly #generation: number;
  readonly #partBytes: number;
  readonly #stop: AbortSignal | undefined;
  /** Bytes of all parts together, once read or written. */
  byteCount = 0;

  /**
   * `files` holds the open files. `stop` ends a write early, between two slices of work: it rejects, and there is no
   * snapshot.
   */
  constructor(
    disk: Disk,
    folder: string,
    generation: number,
    { files = new WindowedFiles(disk), partBytes = MAX_PART_BYTES, stop }: SnapshotOptions = {},
  ) {
    this.#disk = disk;
    this.#files = files;
    this.#folder = folder;
    this.#generation = generation;
    this.#partBytes = partBytes;
    this.#stop = stop;
  }

  /** Null when there is no manifest. Rejects with {@link DamagedFileError} when anything is not as it was written. */
  async read(): Promise<Snapshot | null> {
    const generation = this.#generation;
    const path = join(this.#folder, storeFileNames.snapshot(generation));
    const manifestFile = await readCheckedFile(this.#disk, path, 'snapshot');
    if (manifestFile === undefined) return null;
    const manifest = JSON.parse(decodeText(manifestFile.content)) as SnapshotManifest;
    if (manifest.generation !== generation) throw new DamagedFileError(path, 'it belongs to another generation');
    const state: StoredState = new Map(
      manifest.sandboxes.map(([id, version]) => [id, { version, documents: new Map() }]),
    );
    for (const [n, checksum] of manifest.parts.entries()) await this.#readPart(state, n + 1, checksum);
    return { generation, sequence: manifest.sequence, state };
  }

  async #readPart(state: StoredState, number: number, checksum: string): Promise<void> {
    const path = join(this.#folder, storeFileNames.part(this.#generation, number));
    const partFile = await this.#files.open(path);
    if (partFile === undefined) throw new DamagedFileError(path, 'it is missing');
    const part = readCheckedContent(partFile.window(0), path, 'snapshot part');
    if (part.checksum !== checksum) throw new DamagedFileError(path, 'it is not the part its snapshot lists');
    this.byteCount += part.content.length;
    forEachDocument(part, partFile, (id, collection, key, document) => {
      const sandbox = state.get(id);
      if (sandbox === undefined) throw new DamagedFileError(path, `it names the unlisted sandbox "${id}"`);
      putDocument(sandbox, collection, key, document);
    });
  }

  /** `snapshot.state` must not change until this resolves. Yields to the event loop every few milliseconds. */
  async write(snapshot: Snapshot): Promise<void> {
    const { generation, sequence, state } = snapshot;
    const parts: string[] = [];
    for await (const documents of splitIntoParts(state, this.#partBytes, this.#stop)) {
      const part = parts.length + 1;
      const head = Buffer.from(`{"generation":${generation},"part":${part},"documents":[\n`);
      const file = encodeCheckedFile('snapshot part', [head, ...documents, Buffer.from('\n]}')]);
      await writeFileAtomically(this.#disk, join(this.#folder, storeFileNames.part(generation, part)), file.bytes);
      parts.push(file.checksum);
      this.byteCount += file.bytes.length;
    }
    const sandboxes = [...state].map(([id, sandbox]) => [id, sandbox.version] as const);
    const manifest: SnapshotManifest = { generation, sequence, sandboxes, parts };
    const file = encodeCheckedFile('snapshot', [Buffer.from(JSON.stringify(manifest, null, 1))]);
    await writeFileAtomically(this.#disk, join(this.#folder, storeFileNames.snapshot(generation)), file.bytes);
  }
}

/** The documents as lines of JSON, split into parts: the chunks of one part at a time. */
async function* splitIntoParts(state: StoredState, partBytes: number, stop?: AbortSignal): AsyncGenerator<Buffer[]> {
  let pieces: Buffer[] = [];
  let pieceText = '';
  let bytes = 0;
  for (const [id, sandbox] of state) {
    for (const [collection, key, document] of writesOf(sandbox)) {
      const line = `${JSON.stringify([id, collection, key]).slice(0, -1)},${documentJson(document)}]`;
      const size = Buffer.byteLength(line) + 2;
      if (bytes > 0 && bytes + size > partBytes) {
        yield [...pieces, Buffer.from(pieceText)];
        pieces = [];
        pieceText = '';
        bytes = 0;
      }
      pieceText += bytes === 0 ? line : `,\n${line}`;
      bytes += size;
      if (pieceText.length < YIELD_AFTER_BYTES) continue;
      pieces.push(Buffer.from(pieceText));
      pieceText = '';
      await yieldToEventLoop();
      stop?.throwIfAborted();
    }
  }
  if (bytes > 0) yield [...pieces, Buffer.from(pieceText)];
}

/** Every document of a part, as text when it is large. Each has its own line, after the line that opens the list. */
function forEachDocument(
  { content, offset }: CheckedContent,
  partFile: WindowedFile,
  onDocument: (sandbox: string, collection: string, key: string, document: unknown) => void,
): void {
  let from = content.indexOf(byteCodes.newline) + 1;
  for (let end = content.indexOf(byteCodes.newline, from); end > 0; end = content.indexOf(byteCodes.newline, from)) {
    const span = locateDocument(content, from, end);
    const names = `${decodeText(content.subarray(from, span.from - 1))}]`;
    const [sandbox, collection, key] = JSON.parse(names) as [string, string, string];
    const large = span.to - span.from > LARGE_BYTES;
    const document = large
      ? new LazyDocument(partFile, offset + span.from, offset + span.to)
      : JSON.parse(decodeText(content.subarray(span.from, span.to)));
    onDocument(sandbox, collection, key, document);
    from = end + 1;
  }
}

/** The position of the document in a line `["sandbox","collection","key",document],`. */
function locateDocument(content: Buffer, lineFrom: number, lineTo: number): Span {
  let from = lineFrom + 1;
  for (let names = 0; names < 3; names += 1) {
    for (from += 1; content[from] !== byteCodes.quote; from += 1) if (content[from] === byteCodes.backslash) from += 1;
    from += 2;
  }
  return { from, to: lineTo - (content[lineTo - 1] === byteCodes.comma ? 2 : 1) };
}
