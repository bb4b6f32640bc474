import { counts, failed, type RunResult } from '../result.ts';

/** Everything, for programs. The shape is that of src/scenarios/result.ts, with a summary before it. */
export function jsonReport(result: RunResult): string {
  const summary = { passed: !failed(result), counts: counts(result) };
  return `${JSON.stringify({ ...summary, ...result }, null, 2)}\n`;
}
