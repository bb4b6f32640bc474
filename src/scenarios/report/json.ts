import { countOutcomes, hasFailed, type RunResult } from '../result.ts';

/** Everything, for programs. The shape is that of src/scenarios/result.ts, with a summary before it. */
export function jsonReport(result: RunResult): string {
  const summary = { passed: !hasFailed(result), counts: countOutcomes(result) };
  return `${JSON.stringify({ ...summary, ...result }, null, 2)}\n`;
}
