/**
 * Every random test takes SEED and N from the environment and says how to run it again. `numRuns` is small by default so
 * that the whole suite stays quick.
 */
export const seed = Number(process.env.SEED ?? 20260105);

export function runs(byDefault: number, full: number): { readonly seed: number; readonly numRuns: number } {
  const numRuns = Number(process.env.N ?? (process.env.FULL ? full : byDefault));
  return { seed, numRuns };
}
