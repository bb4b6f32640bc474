import type { UntypedObject } from '../models/untyped.ts';

/** What is wrong with a scenario file of one's own, with line numbers. */
export function ScenarioProblems({ problems }: { readonly problems: readonly UntypedObject[] }) {
  return (
    <div class="note bad">
      <strong>This file cannot be used</strong>
      <ul>
        {problems.map((problem, index) => (
          <li key={index}>
            {problem.line !== undefined && `Line ${String(problem.line)}: `}
            {String(problem.message ?? problem.expected ?? problem.detail ?? JSON.stringify(problem))}
          </li>
        ))}
      </ul>
    </div>
  );
}
