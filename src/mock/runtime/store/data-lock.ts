import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { type Disk, errorCode } from './disk.ts';
import { DataFolderError, storeFileNames } from './store-folder.ts';

/** Identifies this process and checks whether another one is alive. A port, because only the operating system knows. */
export interface ProcessFacts {
  readonly pid: number;
  readonly host: string;
  /** Distinguishes processes with the same pid (boot and start time); undefined when the system does not say. */
  startedAs(pid: number): string | undefined;
  isAlive(pid: number): boolean;
}

interface LockOwner {
  readonly pid: number;
  readonly host: string;
  readonly started?: string;
}

/**
 * Makes this process the only owner of a data folder, or throws with the owner. The lock is a file with the owner's pid
 * and start time. A lock whose process is gone, or whose pid belongs to a process that started later, is taken over.
 * Returns the release function.
 */
export async function lockFolder(disk: Disk, folder: string, facts: ProcessFacts): Promise<() => Promise<void>> {
  const started = facts.startedAs(facts.pid);
  const self: LockOwner = { pid: facts.pid, host: facts.host, ...(started === undefined ? {} : { started }) };
  const lock = join(folder, storeFileNames.lock);
  const ownFile = join(folder, `owner-${facts.pid}.tmp`);
  await disk.remove(ownFile);
  const file = await disk.open(ownFile, 'create');
  await file.write(Buffer.from(`${JSON.stringify(self)}\n`), 0);
  await file.close();
  try {
    // A link appears whole or not at all, so that nobody reads half an owner.
    if (!(await disk.link(ownFile, lock))) await takeOverLock(disk, folder, ownFile, facts);
  } finally {
    await disk.remove(ownFile);
  }
  if (!isSameOwner(await readOwner(disk, lock), self)) throw lockedError(folder, await readOwner(disk, lock));
  return async () => {
    if (isSameOwner(await readOwner(disk, lock), self)) await disk.remove(lock);
  };
}

/** Replaces the lock of a dead owner. A second lock decides between two processes that try at once. */
async function takeOverLock(disk: Disk, folder: string, ownFile: string, facts: ProcessFacts): Promise<void> {
  const lock = join(folder, storeFileNames.lock);
  const takeoverLock = `${lock}.takeover`;
  refuseIfAlive(folder, await readOwner(disk, lock), facts);
  if (!(await disk.link(ownFile, takeoverLock))) {
    refuseIfAlive(folder, await readOwner(disk, takeoverLock), facts);
    await disk.remove(takeoverLock);
    if (!(await disk.link(ownFile, takeoverLock))) throw lockedError(folder, await readOwner(disk, takeoverLock));
  }
  try {
    refuseIfAlive(folder, await readOwner(disk, lock), facts);
    await disk.remove(lock);
    await disk.link(ownFile, lock);
  } finally {
    await disk.remove(takeoverLock);
  }
}

function refuseIfAlive(folder: string, owner: LockOwner | undefined, facts: ProcessFacts): void {
  if (owner === undefined) return;
  if (owner.host !== facts.host) throw lockedError(folder, owner);
  if (!facts.isAlive(owner.pid)) return;
  const started = facts.startedAs(owner.pid);
  if (owner.started === undefined || started === undefined || owner.started === started)
    throw lockedError(folder, owner);
}

function lockedError(folder: string, owner: LockOwner | undefined): DataFolderError {
  const who = owner === undefined ? 'another process' : `process ${owner.pid} on ${owner.host}`;
  return new DataFolderError(
    'locked',
    `${folder} is in use by ${who}. Stop that process, or name another folder with --data. ` +
      `(If that process has ended, or this is a copy of its folder, delete ${join(folder, storeFileNames.lock)}.)`,
  );
}

/** Undefined: no lock, or one that a power cut left empty – its owner cannot be running. */
async function readOwner(disk: Disk, path: string): Promise<LockOwner | undefined> {
  const bytes = await disk.read(path);
  try {
    const owner = JSON.parse(bytes?.toString() ?? '') as LockOwner | null;
    return typeof owner?.pid === 'number' && typeof owner.host === 'string' ? owner : undefined;
  } catch {
    return undefined;
  }
}

function isSameOwner(owner: LockOwner | undefined, other: LockOwner): boolean {
  return owner?.pid === other.pid && owner.host === other.host && owner.started === other.started;
}

export const thisProcess: ProcessFacts = {
  pid: process.pid,
  host: hostname(),
  startedAs(pid) {
    try {
      // Field 22 of stat is the start in clock ticks since boot; the name in field 2 may contain spaces.
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
      const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim();
      return ticks === undefined ? undefined : `${boot}/${ticks}`;
    } catch {
      return undefined;
    }
  },
  isAlive(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // EPERM: the process is alive, under another user.
      return errorCode(error) === 'EPERM';
    }
  },
};
