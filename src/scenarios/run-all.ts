import type { FoundScenario } from './find-scenarios.ts';
import { formatProblem } from './problem.ts';
import type { CaseResult, RunResult } from './result.ts';
import { type RunOptions, runScenario } from './run-scenario.ts';

/** How many sandboxes are played in at once: what is gained by more is little, for they share one process. */
const maxConcurrent = 8;

export interface RunAllOptions extends RunOptions {
  /** Called as each one ends. */
  readonly progress?: (done: number, all: number, result: CaseResult) => void;
}

/** Every scenario in a sandbox of its own, several at once; results in the order in which they were named. */
export async function runAllScenarios(scenarios: readonly FoundScenario[], options: RunAllOptions): Promise<RunResult> {
  const cases: CaseResult[] = [];
  const queue = [...scenarios.entries()];
  let done = 0;
  const runNext = async (): Promise<void> => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, one] = next;
      const result = 'loaded' in one ? await runScenario(one.loaded, options) : invalidScenarioResult(one);
      cases[index] = result;
      done += 1;
      options.progress?.(done, scenarios.length, result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(maxConcurrent, scenarios.length) }, runNext));
  return { title: 'scenarios', cases };
}

function invalidScenarioResult({ file, problems }: Exclude<FoundScenario, { readonly loaded: unknown }>): CaseResult {
  const line = problems[0]?.line;
  return {
    name: file,
    title: file,
    group: 'unusable',
    outcome: 'failed',
    message: problems.map(formatProblem).join('\n'),
    file,
    ...(line === undefined ? {} : { line }),
    steps: problems.map((problem) => ({
      kind: 'read',
      text: formatProblem(problem),
      outcome: 'failed' as const,
      ...(problem.line === undefined ? {} : { line: problem.line }),
      differences: [],
    })),
  };
}
