import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { VerifierResult } from '#contracts/pact/mismatch';
import { EtherboxError } from '#domain/core/etherbox-error';
import { systemClock } from '#runtime/system';
import type { VerifierReply, VerifierTask } from './official-verifier-process.ts';

/** The official verifier is not installed; the text says how to install it. */
export class VerifierMissingError extends EtherboxError {
  static {
    VerifierMissingError.prototype.name = 'VerifierMissingError';
  }

  constructor(message: string, options?: ErrorOptions) {
    super('ETHERBOX_VERIFIER_MISSING', message, options);
  }
}

/** One interaction, verified by @pact-foundation/pact in a process of its own. */
export interface OfficialVerifier {
  /** `pact`: a Pact document with one interaction. Rejects with `ETHERBOX_VERIFIER_FAILED` when there is no result. */
  verify(pact: object, port: number): Promise<VerifierResult>;
  close(): void;
}

const verifierPackage = '@pact-foundation/pact';

/** Path of the package: beside etherbox, else in the project that etherbox is run in. */
export function findVerifier(): string {
  for (const from of [import.meta.url, join(process.cwd(), 'package.json')]) {
    try {
      return createRequire(from).resolve(verifierPackage);
    } catch {
      // Try the next one.
    }
  }
  throw new VerifierMissingError(
    `Contracts are verified by ${verifierPackage}, which is not installed. Add it to your project: npm install --save-dev ${verifierPackage}`,
  );
}

export interface VerifierOptions {
  /** File of the package; default: where {@link findVerifier} finds it. */
  readonly pact?: string;
  /** Wall milliseconds for a result, beyond two requests (state and answer) that take the whole `timeoutMs`. */
  readonly graceMs?: number;
}

/**
 * Starts the process; it is started again after a crash or a time-out. `timeoutMs`: wall milliseconds for one request.
 * Throws {@link VerifierMissingError}.
 */
export function startVerifier(
  timeoutMs: number,
  { pact = findVerifier(), graceMs = 5000 }: VerifierOptions = {},
): OfficialVerifier {
  const folder = mkdtempSync(join(tmpdir(), 'etherbox-pact-'));
  let child: Promise<ChildProcess> | undefined;
  let running: ChildProcess | undefined;
  let count = 0;
  const killProcess = (): void => {
    running?.kill('SIGKILL');
    running = undefined;
    child = undefined;
  };
  return {
    async verify(document, port) {
      count += 1;
      const id = count;
      const pactFile = join(folder, `${id}.json`);
      writeFileSync(pactFile, JSON.stringify(document));
      child ??= startProcess(pact, (newChild) => {
        running = newChild;
      });
      const process = await child;
      const reply = await awaitReply(process, { id, pactFile, port, timeoutMs }, timeoutMs * 2 + graceMs).catch(
        (error) => {
          killProcess();
          throw error;
        },
      );
      rmSync(pactFile, { force: true });
      if (reply.result === undefined)
        throw new EtherboxError('ETHERBOX_VERIFIER_FAILED', reply.error ?? 'the verifier gave no verdict');
      return JSON.parse(reply.result) as VerifierResult;
    },
    close() {
      killProcess();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startProcess(pact: string, onForked: (child: ChildProcess) => void): Promise<ChildProcess> {
  const file = fileURLToPath(new URL('./official-verifier-process.ts', import.meta.url));
  const built = fileURLToPath(new URL('./official-verifier-process.js', import.meta.url));
  const fromSource = import.meta.url.endsWith('.ts');
  const child = fork(fromSource ? file : built, [pact], {
    // This version of Node may not run TypeScript.
    execArgv: fromSource
      ? ['--conditions=etherbox-source', '--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href]
      : [],
    env: verifierEnvironment(process.env),
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  onForked(child);
  child.unref();
  child.channel?.unref();
  await awaitReply(child, undefined, 30_000);
  return child;
}

/** Without variables that filter, publish, report usage or set a proxy. */
function verifierEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !/^(PACT_(?!PREBUILD)|.*_proxy$|NODE_OPTIONS$|VITEST)/i.test(name),
  );
  return { ...Object.fromEntries(kept), PACT_DO_NOT_TRACK: 'true', NO_PROXY: '127.0.0.1' };
}

function awaitReply(child: ChildProcess, task: VerifierTask | undefined, withinMs: number): Promise<VerifierReply> {
  return new Promise((resolve, reject) => {
    child.ref();
    child.channel?.ref();
    const finishWith = (complete: () => void): void => {
      timer.cancel();
      child.off('message', onReply);
      child.off('exit', onExit);
      child.unref();
      child.channel?.unref();
      complete();
    };
    const onReply = (reply: VerifierReply): void => {
      if (reply.id === (task?.id ?? 0)) finishWith(() => resolve(reply));
    };
    const onExit = (code: number | null, signal: string | null): void =>
      finishWith(() =>
        reject(
          new EtherboxError(
            'ETHERBOX_VERIFIER_FAILED',
            `the verifier's process ended (${signal ?? `exit code ${code}`})`,
          ),
        ),
      );
    const timer = systemClock.after(withinMs, () =>
      finishWith(() =>
        reject(new EtherboxError('ETHERBOX_VERIFIER_FAILED', `the verifier gave no verdict within ${withinMs} ms`)),
      ),
    );
    child.on('message', onReply);
    child.on('exit', onExit);
    if (task) child.send(task);
  });
}
