type Json = { readonly [member: string]: unknown };

/** What is wrong with a scenario file of one's own, with line numbers. */
export function ScenarioProblems({ problems }: { readonly problems: readonly Json[] }) {
  return (
    <div class="note bad">
      <strong>This file cannot be used</strong>
      <ul>
        {problems.map((problem, at) => (
          <li key={at}>
            {problem.line !== undefined && `Line ${String(problem.line)}: `}
            {String(problem.message ?? problem.expected ?? problem.detail ?? JSON.stringify(problem))}
          </li>
        ))}
      </ul>
    </div>
  );
}
