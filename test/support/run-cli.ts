import { run } from '../../src/cli/command-line.ts';

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One command of the command line in this process: what it wrote, and the code it would have ended with. */
export async function runCli(...args: readonly string[]): Promise<CliRun> {
  const said = { stdout: '', stderr: '' };
  const kept = { stdout: process.stdout.write, stderr: process.stderr.write, code: process.exitCode };
  const taking = (stream: 'stdout' | 'stderr') =>
    ((text: string | Uint8Array) => {
      said[stream] += typeof text === 'string' ? text : new TextDecoder().decode(text);
      return true;
    }) as typeof process.stdout.write;
  process.stdout.write = taking('stdout');
  process.stderr.write = taking('stderr');
  process.exitCode = undefined;
  try {
    await run(args);
    return { code: Number(process.exitCode ?? 0), ...said };
  } finally {
    process.stdout.write = kept.stdout;
    process.stderr.write = kept.stderr;
    process.exitCode = kept.code;
  }
}
