import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasProgram, type ServerProcess, type startServer } from './server-process.ts';

/** A data folder whose disk is nearly full. */
export interface FullDisk {
  /** Commands and settings a server is run under to have that folder. */
  readonly run: Parameters<typeof startServer>[1];
  /** Gives a running server room. */
  freeSpace(server: ServerProcess): void;
  /** The folder is given up. */
  release(): void;
}

/** A way to have one, and what the system says when it is full. */
export interface FullDiskKind {
  readonly code: 'EFBIG' | 'ENOSPC';
  prepare(folder: string): Promise<FullDisk>;
}

/** A limit on the size of the process's files, lifted later. */
const fileSize: FullDiskKind = {
  code: 'EFBIG',
  prepare: async () => ({
    run: { under: ['prlimit', '--fsize=200000:unlimited'] },
    freeSpace: ({ pid }) => void spawnSync('prlimit', ['--pid', String(pid), '--fsize=unlimited']),
    release: () => undefined,
  }),
};

const ownMounts = ['--user', '--map-root-user', '--mount'];
const mountScript =
  'mount -t tmpfs -o size=1m tmpfs "$0" && head -c 850000 /dev/zero > "$0/filler" && echo && exec cat';

/** A volume of one megabyte, half of it somebody else's, which only processes of its own see. */
const volume: FullDiskKind = {
  code: 'ENOSPC',
  async prepare(folder) {
    const keeper = spawn('unshare', [...ownMounts, 'sh', '-c', mountScript, folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(keeper.stdout, 'data');
    const inside = ['nsenter', '--target', String(keeper.pid), '--user', '--mount', '--preserve-credentials'];
    return {
      run: { under: [...inside, 'sh', '-c', 'cd "$0" && exec "$@"', process.cwd()] },
      freeSpace: () => rmSync(join('/proc', String(keeper.pid), 'root', folder, 'filler')),
      release: () => void keeper.stdin.end(),
    };
  },
};

/** Where nothing may be mounted: the system's answer to a write on a full volume, until a file is there. */
const simulatedVolume: FullDiskKind = {
  code: 'ENOSPC',
  async prepare(folder) {
    const releaseFile = `${folder}-space-freed`;
    const preload = `--import ${new URL('full-disk-preload.mjs', import.meta.url)}`;
    return {
      run: { env: { NODE_OPTIONS: preload, ETHERBOX_TEST_SPACE_FREED: releaseFile } },
      freeSpace: () => writeFileSync(releaseFile, ''),
      release: () => rmSync(releaseFile, { force: true }),
    };
  },
};

/** One of each code that this machine can have: a full volume always. */
export function fullDisks(): readonly FullDiskKind[] {
  const mayMount = spawnSync('unshare', [...ownMounts, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
  return [mayMount && hasProgram('nsenter') ? volume : simulatedVolume, ...(hasProgram('prlimit') ? [fileSize] : [])];
}
