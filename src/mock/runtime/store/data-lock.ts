import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { codeOf, type Disk } from './disk.ts';
import { DataFolderUnusable, names } from './store-folder.ts';

/** Who this process is, and whether another one still lives. A port, because the operating system knows it, not us. */
export interface ProcessFacts {
  readonly pid: number;
  readonly host: string;
  /** What tells two processes with the same pid apart (boot and start time); undefined where the system does not say. */
  startedAs(pid: number): string | undefined;
  isAlive(pid: number): boolean;
}

interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly started?: string;
}

/**
 * Makes this process the only owner of a data folder, or says who is. The lock is a file with the owner's pid and start;
 * one whose process is gone, or whose pid now belongs to a process started later, is taken over. Returns the release.
 */
export async function lockFolder(disk: Disk, folder: string, facts: ProcessFacts): Promise<() => Promise<void>> {
  const started = facts.startedAs(facts.pid);
  const self: Owner = { pid: facts.pid, host: facts.host, ...(started === undefined ? {} : { started }) };
  const lock = join(folder, names.lock);
  const mine = join(folder, `owner-${facts.pid}.tmp`);
  await disk.remove(mine);
  const file = await disk.open(mine, 'create');
  await file.write(Buffer.from(`${JSON.stringify(self)}\n`), 0);
  await file.close();
  try {
    // A link appears whole or not at all, so that nobody ever reads half an owner.
    if (!(await disk.link(mine, lock))) await takeOver(disk, folder, mine, facts);
  } finally {
    await disk.remove(mine);
  }
  if (!same(await readOwner(disk, lock), self)) throw locked(folder, await readOwner(disk, lock));
  return async () => {
    if (same(await readOwner(disk, lock), self)) await disk.remove(lock);
  };
}

/** Replaces the lock of a dead owner. Two processes that try at once are told apart by a second lock. */
async function takeOver(disk: Disk, folder: string, mine: string, facts: ProcessFacts): Promise<void> {
  const lock = join(folder, names.lock);
  const turn = `${lock}.takeover`;
  refuseLiving(folder, await readOwner(disk, lock), facts);
  if (!(await disk.link(mine, turn))) {
    refuseLiving(folder, await readOwner(disk, turn), facts);
    await disk.remove(turn);
    if (!(await disk.link(mine, turn))) throw locked(folder, await readOwner(disk, turn));
  }
  try {
    refuseLiving(folder, await readOwner(disk, lock), facts);
    await disk.remove(lock);
    await disk.link(mine, lock);
  } finally {
    await disk.remove(turn);
  }
}

function refuseLiving(folder: string, owner: Owner | undefined, facts: ProcessFacts): void {
  if (owner === undefined) return;
  if (owner.host !== facts.host) throw locked(folder, owner);
  if (!facts.isAlive(owner.pid)) return;
  const started = facts.startedAs(owner.pid);
  if (owner.started === undefined || started === undefined || owner.started === started) throw locked(folder, owner);
}

function locked(folder: string, owner: Owner | undefined): DataFolderUnusable {
  const who = owner === undefined ? 'another process' : `process ${owner.pid} on ${owner.host}`;
  return new DataFolderUnusable(
    'locked',
    `${folder} is in use by ${who}. Stop that one, or name another folder with --data. ` +
      `(If it is known to be gone, or this is a copy of its folder, delete ${join(folder, names.lock)}.)`,
  );
}

/** undefined: no lock, or one that a power cut left empty – its owner cannot be running. */
async function readOwner(disk: Disk, path: string): Promise<Owner | undefined> {
  const bytes = await disk.read(path);
  try {
    const owner = JSON.parse(bytes?.toString() ?? '') as Owner | null;
    return typeof owner?.pid === 'number' && typeof owner.host === 'string' ? owner : undefined;
  } catch {
    return undefined;
  }
}

function same(one: Owner | undefined, other: Owner): boolean {
  return one?.pid === other.pid && one.host === other.host && one.started === other.started;
}

export const thisProcess: ProcessFacts = {
  pid: process.pid,
  host: hostname(),
  startedAs(pid) {
    try {
      // Field 22 of stat is the start in clock ticks since boot; the name in field 2 may itself hold spaces.
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
      // EPERM: it lives, under another user.
      return codeOf(error) === 'EPERM';
    }
  },
};
