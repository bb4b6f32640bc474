import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const START_TIMEOUT_MS = 60_000;

/** What the first line of `start --json` says. */
export interface StartedServer {
  readonly ready: true;
  readonly baseUrl: string;
  readonly tokenUrl: string;
  readonly controlUrl: string;
  readonly persistence: string;
  readonly sandbox: { readonly id: string; readonly clientId: string; readonly clientSecret: string };
}

export interface ExitStatus {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningProcess {
  readonly pid: number;
  /** Milliseconds from its start until it was ready. */
  readonly readyMs: number;
  /** Everything it wrote to stderr so far. */
  stderr(): string;
  /** Sends a signal to the process and waits for its end. */
  end(signal: NodeJS.Signals): Promise<ExitStatus>;
  readonly ended: Promise<ExitStatus>;
}

export type ServerProcess = StartedServer & RunningProcess;

/** The server did not become ready: how it ended and what it said. */
export class ServerStartError extends Error {
  readonly code: number | null;
  readonly stderr: string;
  constructor({ code, signal }: ExitStatus, stderr: string) {
    super(`the server ended with ${code ?? signal} before it was ready:\n${stderr}`);
    this.code = code;
    this.stderr = stderr;
  }
}

export interface ServerProcessOptions {
  /** A command the server is run under: `['prlimit', '--fsize=100000']`. It must end by becoming the server. */
  readonly under?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Starts `etherbox start --port 0 --json …` as a process of its own: the built product when ETHERBOX_BUILT is set,
 * else the sources. Rejects with {@link ServerStartError} when it ends before it is ready.
 */
export async function startServer(
  args: readonly string[] = [],
  { under = [], env = {} }: ServerProcessOptions = {},
): Promise<ServerProcess> {
  return startProcess<StartedServer>(
    [...under, ...etherbox, 'start', '--port', '0', '--json', '--log', 'quiet', ...args],
    env,
  );
}

/**
 * Starts a process that prints one line of JSON when it is ready: what the line says, beside the process. Rejects with
 * {@link ServerStartError} when it ends before.
 */
export async function startProcess<Ready extends object>(
  command: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Ready & RunningProcess> {
  const began = performance.now();
  const child = spawn(command[0] as string, command.slice(1), {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = waitForExit(child);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const first = once(createInterface({ input: child.stdout }), 'line', {
    signal: AbortSignal.timeout(START_TIMEOUT_MS),
  });
  // When the process ends, its output ends: that is said better by the exit below.
  first.catch(() => {});
  const line = await Promise.race([first.then(([text]) => text as string), ended]);
  if (typeof line !== 'string') throw new ServerStartError(line, stderr);
  return {
    ...(JSON.parse(line) as Ready),
    pid: child.pid as number,
    readyMs: performance.now() - began,
    stderr: () => stderr,
    ended,
    async end(signal) {
      child.kill(signal);
      const status = await ended;
      if (stderr.includes('Internal error in etherbox')) throw new Error(`the server reported: ${stderr}`);
      return status;
    },
  };
}

/** What runs the command line, without a command: add `start`, `status`, … */
export const etherbox: readonly string[] = process.env.ETHERBOX_BUILT
  ? [process.execPath, `${root}dist/cli/main.js`]
  : [process.execPath, '--conditions=etherbox-source', '--import', 'tsx', `${root}src/cli/main.ts`];

function waitForExit(child: ChildProcess): Promise<ExitStatus> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // `close`, not `exit`: by then everything it wrote has been read.
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

/** Whether a program is there to be run. */
export function hasProgram(name: string): boolean {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/${name}`));
}
