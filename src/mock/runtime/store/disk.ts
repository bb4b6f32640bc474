import { isAscii } from 'node:buffer';
import { close, closeSync, fdatasync, fstatSync, ftruncate, open, openSync, readSync, write } from 'node:fs';
import { link, mkdir, open as openHandle, readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EtherboxError } from '#domain/core/etherbox-error';

/**
 * The disk operations of the file store, so that tests can replace them with a simulated disk that loses unsynced data,
 * fails at any call or stops at any point. Failures reject with the system's own error (`code` ENOSPC, EFBIG, EIO, …).
 * Paths are absolute.
 */
export interface Disk {
  makeFolder(path: string): Promise<void>;
  /** Names in a folder, sorted. */
  list(folder: string): Promise<readonly string[]>;
  /** For small files. Undefined when the file does not exist. */
  read(path: string): Promise<Buffer | undefined>;
  /** Undefined when the file does not exist. An open file stays readable when its name is removed. */
  openToRead(path: string): Promise<ReadableFile | undefined>;
  /** Opens for writing; with `create` the file must not exist yet. */
  open(path: string, how: 'create' | 'existing'): Promise<DiskFile>;
  rename(from: string, to: string): Promise<void>;
  /** Adds a second name for a file; false when that name exists. Exclusive between processes without a sync. */
  link(from: string, to: string): Promise<boolean>;
  /** No error when the file does not exist. */
  remove(path: string): Promise<void>;
  /** Makes created, renamed and removed names in a folder survive a power cut. */
  syncFolder(folder: string): Promise<void>;
}

/**
 * A file with synchronous reads: at startup nothing else waits, and reading a single document takes less time than an
 * asynchronous call.
 */
export interface ReadableFile {
  /** Bytes when it was opened. */
  readonly size: number;
  /** Fills `into` from `position` on; throws when the file is shorter, or with the system's error. */
  readInto(into: Uint8Array, position: number): void;
  close(): void;
}

export interface DiskFile {
  /** Writes all of `bytes` at `position`, or rejects; then any part of them may have been written. */
  write(bytes: Uint8Array, position: number): Promise<void>;
  /** Makes what was written survive a power cut. */
  sync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

/** Writes a file that is, at every instant and after a power cut, either unchanged (or absent) or whole. */
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

/** UTF-8 as text. Plain ASCII, which is nearly everything, skips the decoder. */
export function decodeText(bytes: Buffer): string {
  return bytes.toString(isAscii(bytes) ? 'latin1' : 'utf8');
}

/** The system's error code (`ENOSPC`), or undefined. */
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
 * Does not use mkdir's `recursive`: where a system reports that a folder does not exist although its parent does
 * (/proc), Node 20 retries without end.
 */
async function makeFolderWithParents(path: string): Promise<void> {
  if (await ensureFolder(path)) return;
  const parent = dirname(path);
  if (parent === path) throw Object.assign(new Error(`${path} cannot be made`), { code: 'ENOENT' });
  await makeFolderWithParents(parent);
  if (!(await ensureFolder(path)))
    throw Object.assign(new Error(`no folder can be made in ${parent}`), { code: 'ENOENT' });
}

/** False when its parent does not exist. */
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
    // Windows cannot open a folder to sync it; there a rename is already as durable as possible.
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
        if (read === 0) throw new EtherboxError('ETHERBOX_STORE_FAILED', 'a file of the store became shorter');
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

/** A write may be short (a signal, the last free block); the rest is written until an error gives the reason. */
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
