import { runCommandLine } from '#cli/command-line';

export interface CliRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One command of the command line in this process: what it wrote, and the code it would have ended with. */
export async function runCli(...args: readonly string[]): Promise<CliRun> {
  const output = { stdout: '', stderr: '' };
  const original = { stdout: process.stdout.write, stderr: process.stderr.write, code: process.exitCode };
  const collect = (stream: 'stdout' | 'stderr') =>
    ((text: string | Uint8Array) => {
      output[stream] += typeof text === 'string' ? text : new TextDecoder().decode(text);
      return true;
    }) as typeof process.stdout.write;
  process.stdout.write = collect('stdout');
  process.stderr.write = collect('stderr');
  process.exitCode = undefined;
  try {
    await runCommandLine(args);
    return { code: Number(process.exitCode ?? 0), ...output };
  } finally {
    process.stdout.write = original.stdout;
    process.stderr.write = original.stderr;
    process.exitCode = original.code;
  }
}
