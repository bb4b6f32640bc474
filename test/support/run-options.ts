import { appendFileSync } from 'node:fs';
import { expect, onTestFinished } from 'vitest';

/**
 * Every random test takes SEED and N from the environment and says how to run it again. N is small by default so that
 * the whole suite stays quick; with FULL=1 it is what the promise names, and what was done is printed beside it.
 */
export const seed = Number(process.env.SEED ?? 20260105);

export function runOptions(byDefault: number, full: number): { readonly seed: number; readonly numRuns: number } {
  return { seed, numRuns: runCount(byDefault, full) };
}

/** N of the environment, `full` with FULL=1, else `byDefault`. */
export function runCount(byDefault: number, full: number, given = process.env.N): number {
  const n = Number(given ?? (process.env.FULL ? full : byDefault));
  const { currentTestName } = expect.getState();
  if (currentTestName !== undefined) {
    onTestFinished(({ task }) =>
      recordFigure(currentTestName, `${n}, ${task.result?.state === 'fail' ? 'FAILED' : 'passed'}`, `${full}`),
    );
  }
  return n;
}

/** A figure beside its aim: `npm run test:full` collects them and prints one table. */
export function recordFigure(what: string, measured: string, aim: string): void {
  const file = process.env.ETHERBOX_FIGURES;
  if (file) appendFileSync(file, `${JSON.stringify({ what, measured, aim })}\n`);
}
