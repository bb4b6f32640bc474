import type { Found } from './find-scenarios.ts';
import { problemText } from './problem.ts';
import type { CaseResult, RunResult } from './result.ts';
import { playScenario, type RunOptions } from './run-scenario.ts';

/** How many sandboxes are played in at once: what is gained by more is little, for they share one process. */
const atOnce = 8;

export interface RunAllOptions extends RunOptions {
  /** Called as each one ends. */
  readonly progress?: (done: number, all: number, result: CaseResult) => void;
}

/** Every scenario in a sandbox of its own, several at once; results in the order in which they were named. */
export async function runAll(found: readonly Found[], options: RunAllOptions): Promise<RunResult> {
  const cases: CaseResult[] = [];
  const waiting = [...found.entries()];
  let done = 0;
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [at, one] = next;
      const result = 'loaded' in one ? await playScenario(one.loaded, options) : unusable(one);
      cases[at] = result;
      done += 1;
      options.progress?.(done, found.length, result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, found.length) }, work));
  return { title: 'scenarios', cases };
}

function unusable({ file, problems }: Exclude<Found, { readonly loaded: unknown }>): CaseResult {
  const line = problems[0]?.line;
  return {
    name: file,
    title: file,
    group: 'unusable',
    outcome: 'failed',
    message: problems.map(problemText).join('\n'),
    file,
    ...(line === undefined ? {} : { line }),
    steps: problems.map((problem) => ({
      kind: 'read',
      text: problemText(problem),
      outcome: 'failed' as const,
      ...(problem.line === undefined ? {} : { line: problem.line }),
      differences: [],
    })),
  };
}
