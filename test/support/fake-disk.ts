import { dirname } from 'node:path';
import type { Disk, DiskFile, ReadableFile } from '#runtime/store/disk';
import { type SeededRandom, seededRandom } from './seeded-random.ts';

/**
 * A disk in memory that keeps its promises to the letter and not one inch further: what was written survives a power cut
 * only once it was synced, a name only once its folder was. What was not synced survives wholly, in torn sectors, or not
 * at all, as the dice fall. Any call can be made to fail, and power can be cut at any call.
 */
export class FakeDisk implements Disk {
  /** Files that are open for reading. */
  openReaders = 0;
  /** Calls so far. */
  calls = 0;
  /** The power goes at this call; it and all later ones fail. */
  powerCutAt = Number.POSITIVE_INFINITY;
  /** What a call fails with; undefined: it does not. Called with the number of the call and what it does. */
  failWith: (call: number, what: string) => string | undefined = () => undefined;
  /** One line per call, for people and for tests of order. */
  readonly trace: string[] = [];
  readonly #random: SeededRandom;
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  #renamings: NameChange[] = [];

  constructor(seed = 1) {
    this.#random = seededRandom(seed);
  }

  /** What a process finds that starts on this disk after the power came back. */
  afterPowerCut(): FakeDisk {
    const survivor = new FakeDisk(this.#random.integerBelow(2 ** 31));
    // A journalling file system replays name changes in order, up to some point.
    const survived = this.#random.integerBelow(this.#renamings.length + 1);
    for (const change of this.#renamings.slice(0, survived)) applyName(this.#durableNames, change);
    for (const [path, inode] of this.#durableNames) survivor.place(path, inode.afterPowerCut(this.#random));
    return survivor;
  }

  /** Puts a synced file there, from outside. */
  place(path: string, content: Buffer): void {
    const inode = new Inode(content);
    this.#names.set(path, inode);
    this.#durableNames.set(path, inode);
  }

  content(path: string): Buffer | undefined {
    const inode = this.#names.get(path);
    return inode && Buffer.from(inode.content);
  }

  /** Every file and its content as it stands, for copying. */
  files(): [path: string, content: Buffer][] {
    return [...this.#names].map(([path, inode]) => [path, Buffer.from(inode.content)]);
  }

  async makeFolder(path: string): Promise<void> {
    this.#call(`makeFolder ${path}`);
  }

  async list(folder: string): Promise<readonly string[]> {
    this.#call(`list ${folder}`);
    const inside = [...this.#names.keys()].filter((path) => dirname(path) === folder);
    return inside.map((path) => path.slice(folder.length + 1)).sort();
  }

  async read(path: string): Promise<Buffer | undefined> {
    this.#call(`read ${path}`);
    return this.content(path);
  }

  async openToRead(path: string): Promise<ReadableFile | undefined> {
    this.#call(`openToRead ${path}`);
    const inode = this.#names.get(path);
    if (inode === undefined) return undefined;
    this.openReaders += 1;
    return {
      size: inode.content.length,
      readInto(into, position) {
        const read = inode.content.copy(into, 0, position);
        if (read < into.length) throw ioError('EIO');
      },
      close: () => {
        this.openReaders -= 1;
      },
    };
  }

  async open(path: string, how: 'create' | 'existing'): Promise<DiskFile> {
    this.#call(`open ${path}`);
    if (how === 'create') {
      if (this.#names.has(path)) throw ioError('EEXIST');
      this.#change({ folder: dirname(path), add: path, inode: new Inode(Buffer.alloc(0)) });
    }
    const inode = this.#names.get(path);
    if (inode === undefined) throw ioError('ENOENT');
    return {
      write: async (bytes, position) => {
        const what = `write ${path} ${position}+${bytes.length}`;
        // A write that fails may have got part of the way.
        this.#call(what, () => inode.write(bytes.subarray(0, this.#random.integerBelow(bytes.length + 1)), position));
        inode.write(bytes, position);
      },
      sync: async () => {
        this.#call(`sync ${path}`);
        inode.sync();
      },
      truncate: async (length) => {
        this.#call(`truncate ${path} ${length}`);
        inode.truncate(length);
      },
      close: async () => this.#call(`close ${path}`),
    };
  }

  async rename(from: string, to: string): Promise<void> {
    this.#call(`rename ${from} ${to}`);
    const inode = this.#names.get(from);
    if (inode === undefined) throw ioError('ENOENT');
    this.#change({ folder: dirname(to), add: to, inode, drop: from });
  }

  async link(from: string, to: string): Promise<boolean> {
    this.#call(`link ${from} ${to}`);
    const inode = this.#names.get(from);
    if (inode === undefined) throw ioError('ENOENT');
    if (this.#names.has(to)) return false;
    this.#change({ folder: dirname(to), add: to, inode });
    return true;
  }

  async remove(path: string): Promise<void> {
    this.#call(`remove ${path}`);
    if (this.#names.has(path)) this.#change({ folder: dirname(path), drop: path });
  }

  async syncFolder(folder: string): Promise<void> {
    this.#call(`syncFolder ${folder}`);
    for (const change of this.#renamings) if (change.folder === folder) applyName(this.#durableNames, change);
    this.#renamings = this.#renamings.filter((change) => change.folder !== folder);
  }

  #change(change: NameChange): void {
    applyName(this.#names, change);
    this.#renamings.push(change);
  }

  #call(what: string, partialWork?: () => void): void {
    this.calls += 1;
    this.trace.push(what);
    if (this.calls > this.powerCutAt) throw ioError('EIO');
    const code = this.calls === this.powerCutAt ? 'EIO' : this.failWith(this.calls, what);
    if (code === undefined) return;
    partialWork?.();
    throw ioError(code);
  }
}

const SECTOR = 512;

class Inode {
  content: Buffer;
  #durable: Buffer;
  #unsynced: Effect[] = [];

  constructor(content: Buffer) {
    this.content = content;
    this.#durable = content;
  }

  write(bytes: Uint8Array, position: number): void {
    this.#apply({ bytes: Buffer.from(bytes), position });
  }

  truncate(length: number): void {
    this.#apply({ length });
  }

  #apply(effect: Effect): void {
    this.content = applyEffect(this.content, effect);
    this.#unsynced.push(effect);
  }

  sync(): void {
    this.#durable = this.content;
    this.#unsynced = [];
  }

  afterPowerCut(random: SeededRandom): Buffer {
    const fate = random.pick(['nothing', 'everything', 'sectors'] as const);
    if (fate === 'nothing') return this.#durable;
    if (fate === 'everything') return this.content;
    return this.#unsynced
      .flatMap(sectors)
      .filter(() => random.boolean(0.5))
      .reduce(applyEffect, this.#durable);
  }
}

type Effect = { readonly bytes: Buffer; readonly position: number } | { readonly length: number };

function applyEffect(content: Buffer, effect: Effect): Buffer {
  if ('length' in effect) {
    const cut = Buffer.alloc(effect.length);
    content.copy(cut);
    return cut;
  }
  const result = Buffer.alloc(Math.max(content.length, effect.position + effect.bytes.length));
  content.copy(result);
  effect.bytes.copy(result, effect.position);
  return result;
}

/** A write as the device does it: sector by sector, each of which may or may not have been reached. */
function sectors(effect: Effect): Effect[] {
  if ('length' in effect) return [effect];
  const pieces: Effect[] = [];
  for (let offset = 0; offset < effect.bytes.length; ) {
    const position = effect.position + offset;
    const length = Math.min(effect.bytes.length - offset, SECTOR - (position % SECTOR));
    pieces.push({ bytes: effect.bytes.subarray(offset, offset + length), position });
    offset += length;
  }
  return pieces;
}

interface NameChange {
  readonly folder: string;
  readonly add?: string;
  readonly inode?: Inode;
  readonly drop?: string;
}

function applyName(names: Map<string, Inode>, { add, inode, drop }: NameChange): void {
  if (drop !== undefined) names.delete(drop);
  if (add !== undefined && inode !== undefined) names.set(add, inode);
}

function ioError(code: string): Error {
  return Object.assign(new Error(`${code}: simulated`), { code });
}
