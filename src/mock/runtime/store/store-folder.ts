import { join } from 'node:path';
import { EtherboxError } from '#domain/core/etherbox-error';
import { type Disk, writeFileAtomically } from './disk.ts';

/** The only format that this version reads and writes. Another is refused by name, never guessed. */
export const STORE_FORMAT = 2;

const codeByKind = {
  locked: 'ETHERBOX_DATA_FOLDER_LOCKED',
  format: 'ETHERBOX_DATA_FOLDER_FORMAT',
  damaged: 'ETHERBOX_DATA_FOLDER_DAMAGED',
  unwritable: 'ETHERBOX_DATA_FOLDER_UNWRITABLE',
} as const;

/**
 * Why a data folder cannot be used; the command line exits with 3. `locked`: another process owns it. `format`: another
 * version wrote it. `damaged`: it is damaged, and repair is forbidden or impossible. `unwritable`: the system refuses
 * access.
 */
export class DataFolderError extends EtherboxError {
  static {
    DataFolderError.prototype.name = 'DataFolderError';
  }

  readonly kind: 'locked' | 'format' | 'damaged' | 'unwritable';

  constructor(kind: DataFolderError['kind'], message: string, options?: ErrorOptions) {
    super(codeByKind[kind], message, options);
    this.kind = kind;
  }
}

/** The files of a data folder. A generation is a change log and the snapshot of everything before it. */
export const storeFileNames = {
  about: 'etherbox.json',
  lock: 'owner.lock',
  lastStop: 'last-stop.json',
  log: (generation: number) => `changes-${padNumber(generation)}.log`,
  snapshot: (generation: number) => `snapshot-${padNumber(generation)}.json`,
  part: (generation: number, part: number) => `snapshot-${padNumber(generation)}-part-${padNumber(part)}.json`,
};

function padNumber(n: number): string {
  return String(n).padStart(6, '0');
}

export interface FolderListing {
  /** Every name in the folder. */
  readonly names: readonly string[];
  readonly about: boolean;
  /** Generations, ascending. */
  readonly logs: readonly number[];
  readonly snapshots: readonly number[];
  readonly parts: readonly { readonly generation: number; readonly name: string }[];
  /** Files that were being written when an earlier process ended; never read. */
  readonly unfinished: readonly string[];
}

/** The files of a data folder by kind. */
export async function listFolder(disk: Disk, folder: string): Promise<FolderListing> {
  const names = await disk.list(folder);
  const generations = (pattern: RegExp) =>
    names.flatMap((name) => {
      const digits = pattern.exec(name)?.[1];
      return digits === undefined ? [] : [{ generation: Number(digits), name }];
    });
  const ascending = (pattern: RegExp) =>
    generations(pattern)
      .map((each) => each.generation)
      .sort((a, b) => a - b);
  return {
    names: names,
    about: names.includes(storeFileNames.about),
    logs: ascending(/^changes-(\d{6,12})\.log$/),
    snapshots: ascending(/^snapshot-(\d{6,12})\.json$/),
    parts: generations(/^snapshot-(\d{6,12})-part-\d{6,12}\.json$/),
    unfinished: names.filter((name) => /^(changes|snapshot)-[\w.-]+\.tmp$/.test(name)),
  };
}

/** Throws {@link DataFolderError} for a folder of another format, and for one whose description cannot be read. */
export async function checkFolderFormat(disk: Disk, folder: string): Promise<void> {
  const path = join(folder, storeFileNames.about);
  const bytes = await disk.read(path);
  if (bytes === undefined) return;
  let about: unknown;
  try {
    about = JSON.parse(bytes.toString());
  } catch (error) {
    throw new DataFolderError('damaged', `${path} is not JSON, so the format of the folder is unknown; ${remedy}`, {
      cause: error,
    });
  }
  requireStoreFormat(path, (about as { format?: unknown } | null)?.format);
}

/** Throws {@link DataFolderError} unless the format is {@link STORE_FORMAT}. */
export function requireStoreFormat(path: string, format: unknown): void {
  if (format === STORE_FORMAT) return;
  const formatText =
    typeof format === 'number' || typeof format === 'string' ? `format ${format}` : 'an unnamed format';
  throw new DataFolderError(
    'format',
    `${path} has ${formatText}; this version of etherbox reads format ${STORE_FORMAT} only. ${remedy}`,
  );
}

const remedy = 'Nothing was changed. Use the version that wrote it, or name another folder with --data.';

/** Writes the file that names the folder's format. */
export async function writeFolderDescription(disk: Disk, folder: string): Promise<void> {
  const about = {
    what: 'Sandboxes of etherbox. Stop etherbox before touching anything here; see docs/decisions/store.md.',
    format: STORE_FORMAT,
  };
  await writeFileAtomically(
    disk,
    join(folder, storeFileNames.about),
    Buffer.from(`${JSON.stringify(about, null, 2)}\n`),
  );
}
