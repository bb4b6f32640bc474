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
  makeRoom(server: ServerProcess): void;
  /** The folder is given up. */
  end(): void;
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
    makeRoom: ({ pid }) => void spawnSync('prlimit', ['--pid', String(pid), '--fsize=unlimited']),
    end: () => undefined,
  }),
};

const ownMounts = ['--user', '--map-root-user', '--mount'];
const mounting = 'mount -t tmpfs -o size=1m tmpfs "$0" && head -c 850000 /dev/zero > "$0/filler" && echo && exec cat';

/** A volume of one megabyte, half of it somebody else's, which only processes of its own see. */
const volume: FullDiskKind = {
  code: 'ENOSPC',
  async prepare(folder) {
    const keeper = spawn('unshare', [...ownMounts, 'sh', '-c', mounting, folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(keeper.stdout, 'data');
    const inside = ['nsenter', '--target', String(keeper.pid), '--user', '--mount', '--preserve-credentials'];
    return {
      run: { under: [...inside, 'sh', '-c', 'cd "$0" && exec "$@"', process.cwd()] },
      makeRoom: () => rmSync(join('/proc', String(keeper.pid), 'root', folder, 'filler')),
      end: () => void keeper.stdin.end(),
    };
  },
};

/** Where nothing may be mounted: the system's answer to a write on a full volume, until a file is there. */
const answered: FullDiskKind = {
  code: 'ENOSPC',
  async prepare(folder) {
    const room = `${folder}-room`;
    const preload = `--import ${new URL('full-volume.mjs', import.meta.url)}`;
    return {
      run: { env: { NODE_OPTIONS: preload, ETHERBOX_TEST_ROOM: room } },
      makeRoom: () => writeFileSync(room, ''),
      end: () => rmSync(room, { force: true }),
    };
  },
};

/** One of each code that this machine can have: a full volume always. */
export function fullDisks(): readonly FullDiskKind[] {
  const mayMount = spawnSync('unshare', [...ownMounts, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0;
  return [mayMount && hasProgram('nsenter') ? volume : answered, ...(hasProgram('prlimit') ? [fileSize] : [])];
}
