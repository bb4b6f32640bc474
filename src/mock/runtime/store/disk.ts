import { isAscii } from 'node:buffer';
import { close, closeSync, fdatasync, fstatSync, ftruncate, open, openSync, readSync, write } from 'node:fs';
import { link, mkdir, open as openHandle, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The few things the file store asks of a disk, so that a simulated disk can stand in for it: one that loses whatever
 * was not synced, fails at any call, or stops at any point. Failures reject with the system's own error (`code` ENOSPC,
 * EFBIG, EIO, …). Paths are whole paths.
 */
export interface Disk {
  makeFolder(path: string): Promise<void>;
  /** Names in a folder, sorted. */
  list(folder: string): Promise<readonly string[]>;
  /** For small files. undefined: there is no such file. */
  read(path: string): Promise<Buffer | undefined>;
  /** undefined: there is no such file. It stays readable when its name is removed. */
  openToRead(path: string): Promise<ReadableFile | undefined>;
  /** Opens for writing; with `create` the file must not exist yet. */
  open(path: string, how: 'create' | 'existing'): Promise<DiskFile>;
  rename(from: string, to: string): Promise<void>;
  /** A second name for a file; false when that name is taken. Needs no sync to be exclusive between processes. */
  link(from: string, to: string): Promise<boolean>;
  /** No error when it is already gone. */
  remove(path: string): Promise<void>;
  /** Makes names created, renamed and removed in a folder outlive a power cut. */
  syncFolder(folder: string): Promise<void>;
}

/** Reads at once: at a start nobody waits for anything else, and a single document is read in less time than a turn takes. */
export interface ReadableFile {
  /** When it was opened, in bytes. */
  readonly size: number;
  /** Fills `into` from `position` on; throws when the file has less, or as the system does. */
  readInto(into: Uint8Array, position: number): void;
  close(): void;
}

export interface DiskFile {
  /** Writes all of `bytes` at `position`, or rejects; then any part of them may have been written. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Makes what was written outlive a power cut. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** Writes a file that is, at every instant and after a power cut, either absent (or what it was before) or whole. */
export async function writeFileAtomically(disk: Disk, path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.tmp`;
  await disk.remove(temporary);
  const file = await disk.open(temporary, 'create');
  try {
    await file.write(bytes, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await disk.rename(temporary, path);
  await disk.syncFolder(dirname(path));
}

/** UTF-8 as text; what is plain ASCII, as almost all of it is, without being decoded. */
export function decodeText(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}

export function errorCode(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

const reasonByCode: { readonly [code: string]: string } = {
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file has reached the largest size this process may write',
  EIO: 'the device reported an input/output error',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
};

/** Why the disk refused, for people: "no space left on the device (ENOSPC)". */
export function diskErrorReason(error: unknown): string {
  const code = errorCode(error);
  const reason = code === undefined ? undefined : reasonByCode[code];
  return reason === undefined ? String((error as Error)?.message ?? error) : `${reason} (${code})`;
}

/**
 * Not `recursive` of mkdir: where a system says that a folder does not exist although its parent does (/proc), Node 20
 * asks again for ever.
 */
async function makeFolderWithParents(path: string): Promise<void> {
  if (await ensureFolder(path)) return;
  const parent = dirname(path);
  if (parent === path) throw Object.assign(new Error(`${path} cannot be made`), { code: 'ENOENT' });
  await makeFolderWithParents(parent);
  if (!(await ensureFolder(path)))
    throw Object.assign(new Error(`no folder can be made in ${parent}`), { code: 'ENOENT' });
}

/** False: its parent does not exist. */
async function ensureFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return true;
    if (code === 'ENOENT') return false;
    throw error;
  }
}

export const realDisk: Disk = {
  async makeFolder(path) {
    await makeFolderWithParents(path);
  },
  async list(folder) {
    return (await readdir(folder)).sort();
  },
  async read(path) {
    try {
      return await readFile(path);
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  },
  async openToRead(path) {
    try {
      return realReadableFile(openSync(path, 'r'));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  },
  open: (path, how) =>
    new Promise((resolve, reject) => {
      open(path, how === 'create' ? 'wx' : 'r+', 0o600, (error, descriptor) => {
        if (error) reject(error);
        else resolve(realFile(descriptor));
      });
    }),
  rename,
  async link(from, to) {
    try {
      await link(from, to);
      return true;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') return false;
      throw error;
    }
  },
  async remove(path) {
    try {
      await unlink(path);
    } catch (error) {
      if (errorCode(error) !== 'ENOENT') throw error;
    }
  },
  async syncFolder(folder) {
    // Windows cannot open a folder for syncing; there a rename is as durable as it gets.
    if (process.platform === 'win32') return;
    const handle = await openHandle(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

function realReadableFile(descriptor: number): ReadableFile {
  return {
    size: fstatSync(descriptor).size,
    readInto(into, position) {
      for (let offset = 0; offset < into.length; ) {
        const read = readSync(descriptor, into, offset, into.length - offset, position + offset);
        if (read === 0) throw new Error('a file of the store became shorter');
        offset += read;
      }
    },
    close: () => closeSync(descriptor),
  };
}

function realFile(descriptor: number): DiskFile {
  return {
    write: (bytes, position) => writeAll(descriptor, bytes, position),
    sync: () => awaitCallback((done) => fdatasync(descriptor, done)),
    truncate: (length) => awaitCallback((done) => ftruncate(descriptor, length, done)),
    close: () => awaitCallback((done) => close(descriptor, done)),
  };
}

/** A write may be cut short (by a signal, by the last free block); what is left is written until an error says why not. */
function writeAll(descriptor: number, bytes: Uint8Array, position: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const next = (offset: number): void => {
      write(descriptor, bytes, offset, bytes.length - offset, position + offset, (error, written) => {
        if (error) reject(error);
        else if (offset + written < bytes.length) next(offset + written);
        else resolve();
      });
    };
    next(0);
  });
}

function awaitCallback(start: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
}
