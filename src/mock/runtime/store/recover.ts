import { join } from 'node:path';
import {
  encodeHeader,
  type LogHeader,
  type LogPosition,
  type LogRecord,
  readHeader,
  readRecords,
} from './change-log.ts';
import { CheckedFileDamaged, checkedFile, readCheckedFile } from './checked-file.ts';
import { type Disk, textOf, writeWhole } from './disk.ts';
import { applyStep, type Kept, versionOf } from './kept.ts';
import { type Page, Pages } from './pages.ts';
import { type Snapshot, SnapshotFiles } from './snapshot.ts';
import {
  checkFormat,
  DataFolderUnusable,
  describeFolder,
  FORMAT,
  type FolderListing,
  listFolder,
  names,
  requireFormat,
} from './store-folder.ts';

/** What a data folder was found to hold, and where writing goes on. */
export interface Recovered {
  readonly kept: Kept;
  /** The generation whose log is written now, and its end. */
  readonly generation: number;
  readonly position: LogPosition;
  /** Generations of the snapshots believed whole, ascending. */
  readonly snapshots: readonly number[];
  readonly snapshotBytes: number;
  /** What documents that are sealed lie in. */
  readonly pages: Pages;
  /** One sentence per thing found damaged and what was done about it. */
  readonly damage: readonly string[];
}

/** Recovery under way: what was read so far, what was found wrong, and what is to be done once we may. */
interface Reading {
  readonly disk: Disk;
  readonly pages: Pages;
  readonly folder: string;
  readonly listing: FolderListing;
  readonly damage: string[];
  readonly mends: (() => Promise<void>)[];
  kept: Kept;
  /** The generation of the snapshot that was used; 0: none. */
  base: number;
  generation: number;
  position: LogPosition;
  snapshots: readonly number[];
  snapshotBytes: number;
}

/**
 * Reads a data folder: the newest whole snapshot, then every log from its generation on, as far as they are exactly
 * what was written. Everything else is moved aside, never deleted, and said. With `refuse`, damage stops the start
 * before anything is touched.
 */
export async function recover(disk: Disk, folder: string, onDamage: 'recover' | 'refuse'): Promise<Recovered> {
  await checkFormat(disk, folder);
  const listing = await listFolder(disk, folder);
  const reading: Reading = {
    disk,
    pages: new Pages(disk),
    folder,
    listing,
    damage: [],
    mends: [],
    kept: new Map(),
    base: 0,
    generation: 1,
    position: { sequence: 0, checksum: 0, bytes: 0 },
    snapshots: listing.snapshots,
    snapshotBytes: 0,
  };
  try {
    await readBase(reading);
    await readLogs(reading);
    await compareWithLastStop(reading);
    if (reading.damage.length > 0 && onDamage === 'refuse') {
      const found = reading.damage.map((sentence) => `  ${sentence}`).join('\n');
      throw new DataFolderUnusable('damaged', `${folder} is damaged, and nothing was changed. Found:\n${found}`);
    }
    for (const mend of reading.mends) await mend();
    if (!listing.about) await describeFolder(disk, folder);
  } catch (error) {
    reading.pages.close();
    throw error;
  }
  reading.pages.looked();
  return reading;
}

/** The newest whole snapshot; without one, emptiness, from which log 1 leads on. */
async function readBase(reading: Reading): Promise<void> {
  for (const generation of reading.listing.snapshots.toReversed()) {
    const snapshot = await readSnapshot(reading, generation);
    if (snapshot === undefined) continue;
    reading.kept = snapshot.kept;
    reading.base = generation;
    reading.generation = generation;
    reading.position = { ...reading.position, sequence: snapshot.sequence };
    return;
  }
}

async function readSnapshot(reading: Reading, generation: number): Promise<Snapshot | undefined> {
  const files = new SnapshotFiles(reading.disk, reading.folder, generation, { pages: reading.pages });
  try {
    const snapshot = await files.read();
    reading.snapshotBytes = files.bytes;
    return snapshot ?? undefined;
  } catch (error) {
    if (!(error instanceof CheckedFileDamaged)) throw error;
    const parts = reading.listing.parts.filter((part) => part.generation === generation);
    const aside = moveAside(reading, names.snapshot(generation));
    for (const part of parts) moveAside(reading, part.name);
    reading.damage.push(
      `${error.message}. The snapshot was left out and kept as ${aside}; older data was used instead.`,
    );
    reading.snapshots = reading.snapshots.filter((each) => each !== generation);
    return undefined;
  }
}

/** Every log from the base on, until one is missing or not whole. */
async function readLogs(reading: Reading): Promise<void> {
  const { listing } = reading;
  const base = reading.generation;
  const newest = listing.logs.at(-1) ?? base;
  if (!listing.about && listing.logs.length === 0 && listing.snapshots.length === 0) return beginLog(reading);
  let whole = true;
  for (let generation = base; generation <= newest && whole; generation += 1) {
    whole = await readLog(reading, generation);
    if (generation === base && reading.position.bytes === 0) beginLog(reading);
    if (!whole) leaveOutLogs(reading, generation);
  }
}

/** Reads one log into what is kept; false when no later one may follow. */
async function readLog(reading: Reading, generation: number): Promise<boolean> {
  const name = names.log(generation);
  const path = join(reading.folder, name);
  const page = await reading.pages.open(path);
  if (page === undefined) {
    reading.damage.push(`${name} is missing. ${upTo(reading)}`);
    return false;
  }
  const start = readHeader(page);
  if ('header' in start) requireFormat(path, start.header.format);
  const last = reading.position.sequence;
  if (!('header' in start) || start.header.generation !== generation || start.header.after !== last) {
    // A log begun at a change of generation that then failed is empty, and its predecessor went on without it.
    const begunInVain = 'header' in start && start.position.bytes === page.size && start.header.after < last;
    if (begunInVain) reading.mends.push(() => reading.disk.remove(path));
    else leaveOut(reading, name, 'problem' in start ? start.problem : `it continues change ${start.header.after}`);
    return false;
  }
  const read = readRecords(page, start.position, (record) => apply(reading, record));
  reading.generation = generation;
  reading.position = read.position;
  if (read.problem !== undefined) cutTail(reading, path, page, read.problem);
  return read.problem === undefined;
}

/** Says what is wrong with a record that is whole in itself; undefined once it is applied. */
function apply(reading: Reading, record: LogRecord): string | undefined {
  if ('snapshot' in record) {
    // One that is older than the base may have been superseded and swept away.
    if (record.snapshot > reading.base && !reading.listing.snapshots.includes(record.snapshot)) {
      reading.damage.push(
        `${names.snapshot(record.snapshot)} is missing; older data was used instead, nothing was lost.`,
      );
    }
    return undefined;
  }
  if ('version' in record && record.version !== versionOf(reading.kept, record.sandbox) + 1) {
    return `it leads sandbox "${record.sandbox}" to version ${record.version}, which does not follow`;
  }
  applyStep(reading.kept, record);
  return undefined;
}

function cutTail(reading: Reading, path: string, page: Page, problem: string): void {
  const { position, disk, folder } = reading;
  const name = names.log(reading.generation);
  const aside = asideName(reading, name);
  reading.mends.push(async () => {
    await writeWhole(disk, join(folder, aside), page.window(position.bytes));
    const file = await disk.open(path, 'existing');
    try {
      await file.truncate(position.bytes);
      page.cut(position.bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  });
  reading.damage.push(
    `${name} is damaged from byte ${position.bytes} on: ${problem}. ${upTo(reading)} ` +
      `The ${page.size - position.bytes} bytes after it were kept as ${aside}.`,
  );
}

function leaveOut(reading: Reading, name: string, problem: string): void {
  const aside = moveAside(reading, name);
  reading.damage.push(`${name} was left out: ${problem}. ${upTo(reading)} The file was kept as ${aside}.`);
}

function leaveOutLogs(reading: Reading, after: number): void {
  for (const generation of reading.listing.logs) {
    if (generation > after) leaveOut(reading, names.log(generation), 'what came before it is lost');
  }
}

function upTo(reading: Reading): string {
  const last = reading.position.sequence;
  return last === 0
    ? 'Nothing before it was kept: the state is empty.'
    : `Everything up to change ${last} was recovered.`;
}

function beginLog(reading: Reading): void {
  const { disk, folder, generation } = reading;
  const header = logHeader(generation, reading.position.sequence);
  const { bytes, position } = encodeHeader(header);
  reading.position = position;
  reading.mends.push(() => writeWhole(disk, join(folder, names.log(generation)), bytes));
}

export function logHeader(generation: number, after: number): LogHeader {
  return { etherbox: 'change log', format: FORMAT, generation, after };
}

/** Renames a file once we may; returns its new name. */
function moveAside(reading: Reading, name: string): string {
  const { disk, folder } = reading;
  const aside = asideName(reading, name);
  reading.mends.push(async () => {
    await disk.rename(join(folder, name), join(folder, aside));
    await disk.syncFolder(folder);
  });
  return aside;
}

function asideName(reading: Reading, name: string): string {
  for (let n = 1; ; n += 1) {
    const aside = `damaged-${n}-${name}`;
    if (!reading.listing.names.includes(aside)) return aside;
  }
}

/** A clean stop notes how far it got, so that a log cut off exactly between two records is noticed too. */
export async function noteLastStop(disk: Disk, folder: string, sequence: number): Promise<void> {
  const file = checkedFile('last stop', [Buffer.from(JSON.stringify({ sequence }))]);
  await writeWhole(disk, join(folder, names.lastStop), file.bytes);
}

async function compareWithLastStop(reading: Reading): Promise<void> {
  try {
    const noted = await readCheckedFile(reading.disk, join(reading.folder, names.lastStop), 'last stop');
    const { sequence } =
      noted === undefined ? { sequence: 0 } : (JSON.parse(textOf(noted.content)) as { sequence: number });
    const missing = sequence - reading.position.sequence;
    if (missing > 0 && reading.damage.length === 0) {
      reading.damage.push(`The last ${missing} changes before the last stop are missing. ${upTo(reading)}`);
    }
  } catch (error) {
    if (!(error instanceof CheckedFileDamaged)) throw error;
    reading.damage.push(`${error.message}. It only says how far the log should reach; nothing was lost by it.`);
    reading.mends.push(() => reading.disk.remove(join(reading.folder, names.lastStop)));
  }
}

/** Deletes what is superseded: everything before the second newest whole snapshot, and what was never finished. */
export async function sweep(disk: Disk, folder: string, snapshots: readonly number[]): Promise<void> {
  const listing = await listFolder(disk, folder);
  const oldest = snapshots.at(-2) ?? 1;
  const needed = (generation: number) => generation >= oldest && snapshots.includes(generation);
  const remove = async (names: readonly string[]) => {
    for (const name of names) await disk.remove(join(folder, name));
  };
  // A list must be gone for good before its parts go, or a power cut could bring it back without them.
  const lists = listing.snapshots.filter((generation) => !needed(generation));
  await remove(lists.map(names.snapshot));
  if (lists.length > 0) await disk.syncFolder(folder);
  await remove(listing.parts.filter((part) => !needed(part.generation)).map((part) => part.name));
  await remove(listing.logs.filter((generation) => generation < oldest).map(names.log));
  await remove(listing.unfinished);
}
