import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Adapter } from 'lowdb';
import { jsonOf, Sealed } from '../../domain/sealed.ts';
import { type Checked, CheckedFileDamaged, checkedContent, checkedFile, readCheckedFile } from './checked-file.ts';
import { type Disk, textOf, writeWhole } from './disk.ts';
import { LARGE_BYTES, type Span } from './json-apart.ts';
import { documentsOf, type Kept, putDocument } from './kept.ts';
import { type Page, Pages } from './pages.ts';
import { names } from './store-folder.ts';

/** What every sandbox was when the log of `generation` began. */
export interface Snapshot {
  readonly generation: number;
  /** Sequence of the last change it includes. */
  readonly sequence: number;
  readonly kept: Kept;
}

/** The largest part in bytes, unless one document alone is larger. */
export const PART_BYTES = 4 * 1024 * 1024;
/** How much is turned into text before others get a turn: about two milliseconds' worth. */
const SLICE_BYTES = 256 * 1024;

interface Manifest {
  readonly generation: number;
  readonly sequence: number;
  readonly sandboxes: readonly (readonly [id: string, version: number])[];
  /** Checksums of the parts, in order. */
  readonly parts: readonly string[];
}

export interface SnapshotOptions {
  readonly pages?: Pages;
  readonly partBytes?: number | undefined;
  readonly stop?: AbortSignal;
}

/**
 * The lowdb adapter of one snapshot: parts of at most 4 MB of readable JSON, a document a line, each part with its
 * checksum and whole on disk before the next is begun, and at last the manifest that lists them. Until the manifest is
 * there, there is no snapshot.
 */
export class SnapshotFiles implements Adapter<Snapshot> {
  readonly #disk: Disk;
  readonly #pages: Pages;
  readonly #folder: string;
  readonly #generation: number;
  readonly #partBytes: number;
  readonly #stop: AbortSignal | undefined;
  /** Of all parts together, once read or written. */
  bytes = 0;

  /**
   * `pages`: where what is read stays open. `stop` ends a write early, between two slices of work: it rejects, and there
   * is no snapshot.
   */
  constructor(
    disk: Disk,
    folder: string,
    generation: number,
    { pages = new Pages(disk), partBytes = PART_BYTES, stop }: SnapshotOptions = {},
  ) {
    this.#disk = disk;
    this.#pages = pages;
    this.#folder = folder;
    this.#generation = generation;
    this.#partBytes = partBytes;
    this.#stop = stop;
  }

  /** null: there is no manifest. Rejects with {@link CheckedFileDamaged} when anything is not as it was written. */
  async read(): Promise<Snapshot | null> {
    const generation = this.#generation;
    const path = join(this.#folder, names.snapshot(generation));
    const found = await readCheckedFile(this.#disk, path, 'snapshot');
    if (found === undefined) return null;
    const manifest = JSON.parse(textOf(found.content)) as Manifest;
    if (manifest.generation !== generation) throw new CheckedFileDamaged(path, 'it belongs to another generation');
    const kept: Kept = new Map(manifest.sandboxes.map(([id, version]) => [id, { version, documents: new Map() }]));
    for (const [n, checksum] of manifest.parts.entries()) await this.#readPart(kept, n + 1, checksum);
    return { generation, sequence: manifest.sequence, kept };
  }

  async #readPart(kept: Kept, number: number, checksum: string): Promise<void> {
    const path = join(this.#folder, names.part(this.#generation, number));
    const page = await this.#pages.open(path);
    if (page === undefined) throw new CheckedFileDamaged(path, 'it is missing');
    const found = checkedContent(page.window(0), path, 'snapshot part');
    if (found.checksum !== checksum) throw new CheckedFileDamaged(path, 'it is not the part its snapshot lists');
    this.bytes += found.content.length;
    walkPart(found, page, (id, collection, key, document) => {
      const sandbox = kept.get(id);
      if (sandbox === undefined) throw new CheckedFileDamaged(path, `it names the unlisted sandbox "${id}"`);
      putDocument(sandbox, collection, key, document);
    });
  }

  /** `snapshot.kept` must not change until this resolves. Other work gets a turn every few milliseconds. */
  async write(snapshot: Snapshot): Promise<void> {
    const { generation, sequence, kept } = snapshot;
    const parts: string[] = [];
    for await (const documents of inParts(kept, this.#partBytes, this.#stop)) {
      const part = parts.length + 1;
      const head = Buffer.from(`{"generation":${generation},"part":${part},"documents":[\n`);
      const file = checkedFile('snapshot part', [head, ...documents, Buffer.from('\n]}')]);
      await writeWhole(this.#disk, join(this.#folder, names.part(generation, part)), file.bytes);
      parts.push(file.checksum);
      this.bytes += file.bytes.length;
    }
    const sandboxes = [...kept].map(([id, sandbox]) => [id, sandbox.version] as const);
    const manifest: Manifest = { generation, sequence, sandboxes, parts };
    const file = checkedFile('snapshot', [Buffer.from(JSON.stringify(manifest, null, 1))]);
    await writeWhole(this.#disk, join(this.#folder, names.snapshot(generation)), file.bytes);
  }
}

/** The documents as lines of JSON, gathered into parts: the pieces of one part at a time. */
async function* inParts(kept: Kept, partBytes: number, stop?: AbortSignal): AsyncGenerator<Buffer[]> {
  let pieces: Buffer[] = [];
  let pieceText = '';
  let bytes = 0;
  for (const [id, sandbox] of kept) {
    for (const [collection, key, document] of documentsOf(sandbox)) {
      const line = `${JSON.stringify([id, collection, key]).slice(0, -1)},${jsonOf(document)}]`;
      const size = Buffer.byteLength(line) + 2;
      if (bytes > 0 && bytes + size > partBytes) {
        yield [...pieces, Buffer.from(pieceText)];
        pieces = [];
        pieceText = '';
        bytes = 0;
      }
      pieceText += bytes === 0 ? line : `,\n${line}`;
      bytes += size;
      if (pieceText.length < SLICE_BYTES) continue;
      pieces.push(Buffer.from(pieceText));
      pieceText = '';
      await nextTurn();
      stop?.throwIfAborted();
    }
  }
  if (bytes > 0) yield [...pieces, Buffer.from(pieceText)];
}

/** Every document of a part, sealed where it is large. Each has a line to itself, after the one that opens the list. */
function walkPart(
  { content, at }: Checked,
  page: Page,
  onDocument: (sandbox: string, collection: string, key: string, document: unknown) => void,
): void {
  let from = content.indexOf(NEWLINE) + 1;
  for (let end = content.indexOf(NEWLINE, from); end > 0; end = content.indexOf(NEWLINE, from)) {
    const lies = documentIn(content, from, end);
    const names = `${textOf(content.subarray(from, lies.from - 1))}]`;
    const [sandbox, collection, key] = JSON.parse(names) as [string, string, string];
    const large = lies.to - lies.from > LARGE_BYTES;
    const document = large
      ? new Sealed(page, at + lies.from, at + lies.to)
      : JSON.parse(textOf(content.subarray(lies.from, lies.to)));
    onDocument(sandbox, collection, key, document);
    from = end + 1;
  }
}

const NEWLINE = 10;
const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;

/** Where the document lies in a line `["sandbox","collection","key",document],`. */
function documentIn(content: Buffer, lineFrom: number, lineTo: number): Span {
  let from = lineFrom + 1;
  for (let names = 0; names < 3; names += 1) {
    for (from += 1; content[from] !== QUOTE; from += 1) if (content[from] === BACKSLASH) from += 1;
    from += 2;
  }
  return { from, to: lineTo - (content[lineTo - 1] === COMMA ? 2 : 1) };
}
