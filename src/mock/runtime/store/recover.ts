import { join } from 'node:path';
import {
  encodeHeader,
  type LogHeader,
  type LogPosition,
  type LogRecord,
  readLogHeader,
  readRecords,
} from './change-log.ts';
import { DamagedFileError, encodeCheckedFile, readCheckedFile } from './checked-file.ts';
import { type Disk, decodeText, writeFileAtomically } from './disk.ts';
import { type Snapshot, SnapshotFiles } from './snapshot.ts';
import {
  checkFolderFormat,
  DataFolderError,
  type FolderListing,
  listFolder,
  requireStoreFormat,
  STORE_FORMAT,
  storeFileNames,
  writeFolderDescription,
} from './store-folder.ts';
import { applyLogStep, type StoredState, storedVersionOf } from './stored-state.ts';
import { type WindowedFile, WindowedFiles } from './windowed-files.ts';

/** The content of a data folder, and the position where writing continues. */
export interface RecoveredStore {
  readonly state: StoredState;
  /** The generation whose log is written now, and its end. */
  readonly generation: number;
  readonly position: LogPosition;
  /** Generations of the snapshots that are believed whole, ascending. */
  readonly snapshots: readonly number[];
  readonly snapshotBytes: number;
  /** The files that hold documents which are still text. */
  readonly files: WindowedFiles;
  /** One sentence per damage, with its repair. */
  readonly damage: readonly string[];
}

/** Recovery in progress: what was read, what was found damaged, and the repairs to make once they are allowed. */
interface RecoveryProgress {
  readonly disk: Disk;
  readonly files: WindowedFiles;
  readonly folder: string;
  readonly listing: FolderListing;
  readonly damage: string[];
  readonly repairs: (() => Promise<void>)[];
  state: StoredState;
  /** The generation of the snapshot that was used; 0: none. */
  baseGeneration: number;
  generation: number;
  position: LogPosition;
  snapshots: readonly number[];
  snapshotBytes: number;
}

/**
 * Reads a data folder: the newest whole snapshot, then every log from its generation on, as far as they are exactly
 * what was written. Everything else is moved aside, never deleted, and reported. With `refuse`, damage stops startup
 * before anything is changed.
 */
export async function recoverFolder(
  disk: Disk,
  folder: string,
  onDamage: 'recover' | 'refuse',
): Promise<RecoveredStore> {
  await checkFolderFormat(disk, folder);
  const listing = await listFolder(disk, folder);
  const progress: RecoveryProgress = {
    disk,
    files: new WindowedFiles(disk),
    folder,
    listing,
    damage: [],
    repairs: [],
    state: new Map(),
    baseGeneration: 0,
    generation: 1,
    position: { sequence: 0, checksum: 0, bytes: 0 },
    snapshots: listing.snapshots,
    snapshotBytes: 0,
  };
  try {
    await readNewestSnapshot(progress);
    await readLogs(progress);
    await compareWithLastStop(progress);
    if (progress.damage.length > 0 && onDamage === 'refuse') {
      const damageText = progress.damage.map((sentence) => `  ${sentence}`).join('\n');
      throw new DataFolderError('damaged', `${folder} is damaged. Nothing was changed. Damage:\n${damageText}`);
    }
    for (const repair of progress.repairs) await repair();
    if (!listing.about) await writeFolderDescription(disk, folder);
  } catch (error) {
    progress.files.close();
    throw error;
  }
  progress.files.releaseWindow();
  return progress;
}

/** Reads the newest whole snapshot; without one, starts empty at log 1. */
async function readNewestSnapshot(progress: RecoveryProgress): Promise<void> {
  for (const generation of progress.listing.snapshots.toReversed()) {
    const snapshot = await readSnapshot(progress, generation);
    if (snapshot === undefined) continue;
    progress.state = snapshot.state;
    progress.baseGeneration = generation;
    progress.generation = generation;
    progress.position = { ...progress.position, sequence: snapshot.sequence };
    return;
  }
}

async function readSnapshot(progress: RecoveryProgress, generation: number): Promise<Snapshot | undefined> {
  const files = new SnapshotFiles(progress.disk, progress.folder, generation, { files: progress.files });
  try {
    const snapshot = await files.read();
    progress.snapshotBytes = files.byteCount;
    return snapshot ?? undefined;
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    const parts = progress.listing.parts.filter((part) => part.generation === generation);
    const aside = moveAside(progress, storeFileNames.snapshot(generation));
    for (const part of parts) moveAside(progress, part.name);
    progress.damage.push(
      `${error.message}. The snapshot was left out and kept as ${aside}; older data was used instead.`,
    );
    progress.snapshots = progress.snapshots.filter((each) => each !== generation);
    return undefined;
  }
}

/** Reads every log from the base on, until one is missing or damaged. */
async function readLogs(progress: RecoveryProgress): Promise<void> {
  const { listing } = progress;
  const baseGeneration = progress.generation;
  const newest = listing.logs.at(-1) ?? baseGeneration;
  if (!listing.about && listing.logs.length === 0 && listing.snapshots.length === 0) return startLog(progress);
  let isIntact = true;
  for (let generation = baseGeneration; generation <= newest && isIntact; generation += 1) {
    isIntact = await readLog(progress, generation);
    if (generation === baseGeneration && progress.position.bytes === 0) startLog(progress);
    if (!isIntact) setAsideLogsAfter(progress, generation);
  }
}

/** Applies one log to the state; false when no later log may follow. */
async function readLog(progress: RecoveryProgress, generation: number): Promise<boolean> {
  const name = storeFileNames.log(generation);
  const path = join(progress.folder, name);
  const file = await progress.files.open(path);
  if (file === undefined) {
    progress.damage.push(`${name} is missing. ${recoveredUpTo(progress)}`);
    return false;
  }
  const start = readLogHeader(file);
  if ('header' in start) requireStoreFormat(path, start.header.format);
  const last = progress.position.sequence;
  if (!('header' in start) || start.header.generation !== generation || start.header.after !== last) {
    // A log started at a failed change of generation is empty, and its predecessor continued without it.
    const isAbandoned = 'header' in start && start.position.bytes === file.size && start.header.after < last;
    if (isAbandoned) progress.repairs.push(() => progress.disk.remove(path));
    else setAside(progress, name, 'problem' in start ? start.problem : `it continues change ${start.header.after}`);
    return false;
  }
  const read = readRecords(file, start.position, (record) => applyRecord(progress, record));
  progress.generation = generation;
  progress.position = read.position;
  if (read.problem !== undefined) moveTailAside(progress, path, file, read.problem);
  return read.problem === undefined;
}

/** The problem with a record that is whole in itself; undefined once it is applied. */
function applyRecord(progress: RecoveryProgress, record: LogRecord): string | undefined {
  if ('snapshot' in record) {
    // A snapshot older than the base may have been superseded and deleted.
    if (record.snapshot > progress.baseGeneration && !progress.listing.snapshots.includes(record.snapshot)) {
      progress.damage.push(
        `${storeFileNames.snapshot(record.snapshot)} is missing; older data was used instead, nothing was lost.`,
      );
    }
    return undefined;
  }
  if ('version' in record && record.version !== storedVersionOf(progress.state, record.sandbox) + 1) {
    return `it leads sandbox "${record.sandbox}" to version ${record.version}, which does not follow`;
  }
  applyLogStep(progress.state, record);
  return undefined;
}

function moveTailAside(progress: RecoveryProgress, path: string, source: WindowedFile, problem: string): void {
  const { position, disk, folder } = progress;
  const name = storeFileNames.log(progress.generation);
  const aside = asideName(progress, name);
  progress.repairs.push(async () => {
    await writeFileAtomically(disk, join(folder, aside), source.window(position.bytes));
    const file = await disk.open(path, 'existing');
    try {
      await file.truncate(position.bytes);
      source.truncateTo(position.bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  });
  progress.damage.push(
    `${name} is damaged from byte ${position.bytes} on: ${problem}. ${recoveredUpTo(progress)} ` +
      `The ${source.size - position.bytes} bytes after it were kept as ${aside}.`,
  );
}

function setAside(progress: RecoveryProgress, name: string, problem: string): void {
  const aside = moveAside(progress, name);
  progress.damage.push(`${name} was left out: ${problem}. ${recoveredUpTo(progress)} The file was kept as ${aside}.`);
}

function setAsideLogsAfter(progress: RecoveryProgress, after: number): void {
  for (const generation of progress.listing.logs) {
    if (generation > after) setAside(progress, storeFileNames.log(generation), 'what came before it is lost');
  }
}

function recoveredUpTo(progress: RecoveryProgress): string {
  const last = progress.position.sequence;
  return last === 0
    ? 'Nothing before it was kept: the state is empty.'
    : `Everything up to change ${last} was recovered.`;
}

function startLog(progress: RecoveryProgress): void {
  const { disk, folder, generation } = progress;
  const header = logHeader(generation, progress.position.sequence);
  const { bytes, position } = encodeHeader(header);
  progress.position = position;
  progress.repairs.push(() => writeFileAtomically(disk, join(folder, storeFileNames.log(generation)), bytes));
}

/** The header of a generation's log. `after`: the sequence at which the previous generation ends. */
export function logHeader(generation: number, after: number): LogHeader {
  return { etherbox: 'change log', format: STORE_FORMAT, generation, after };
}

/** Plans to rename a file; returns its new name. */
function moveAside(progress: RecoveryProgress, name: string): string {
  const { disk, folder } = progress;
  const aside = asideName(progress, name);
  progress.repairs.push(async () => {
    await disk.rename(join(folder, name), join(folder, aside));
    await disk.syncFolder(folder);
  });
  return aside;
}

function asideName(progress: RecoveryProgress, name: string): string {
  for (let n = 1; ; n += 1) {
    const aside = `damaged-${n}-${name}`;
    if (!progress.listing.names.includes(aside)) return aside;
  }
}

/** Records where a clean stop ended, so that a log truncated exactly between two records is noticed, too. */
export async function writeLastStop(disk: Disk, folder: string, sequence: number): Promise<void> {
  const file = encodeCheckedFile('last stop', [Buffer.from(JSON.stringify({ sequence }))]);
  await writeFileAtomically(disk, join(folder, storeFileNames.lastStop), file.bytes);
}

async function compareWithLastStop(progress: RecoveryProgress): Promise<void> {
  try {
    const lastStop = await readCheckedFile(progress.disk, join(progress.folder, storeFileNames.lastStop), 'last stop');
    const { sequence } =
      lastStop === undefined ? { sequence: 0 } : (JSON.parse(decodeText(lastStop.content)) as { sequence: number });
    const missing = sequence - progress.position.sequence;
    if (missing > 0 && progress.damage.length === 0) {
      progress.damage.push(`The last ${missing} changes before the last stop are missing. ${recoveredUpTo(progress)}`);
    }
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    progress.damage.push(`${error.message}. It only says how far the log should reach; nothing was lost by it.`);
    progress.repairs.push(() => progress.disk.remove(join(progress.folder, storeFileNames.lastStop)));
  }
}

/** Deletes superseded files: everything before the second newest whole snapshot, and unfinished files. */
export async function removeSuperseded(disk: Disk, folder: string, snapshots: readonly number[]): Promise<void> {
  const listing = await listFolder(disk, folder);
  const oldest = snapshots.at(-2) ?? 1;
  const needed = (generation: number) => generation >= oldest && snapshots.includes(generation);
  const remove = async (names: readonly string[]) => {
    for (const name of names) await disk.remove(join(folder, name));
  };
  // A manifest must be durably removed before its parts, or a power cut could restore it without them.
  const lists = listing.snapshots.filter((generation) => !needed(generation));
  await remove(lists.map(storeFileNames.snapshot));
  if (lists.length > 0) await disk.syncFolder(folder);
  await remove(listing.parts.filter((part) => !needed(part.generation)).map((part) => part.name));
  await remove(listing.logs.filter((generation) => generation < oldest).map(storeFileNames.log));
  await remove(listing.unfinished);
}
