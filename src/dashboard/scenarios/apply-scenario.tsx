import { useState } from 'preact/hooks';
import { useSandboxApiPath, useSandboxId } from '../context/current-sandbox.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import type { UntypedObject } from '../models/untyped.ts';
import { ActionButton } from '../parts/action-button.tsx';

type AppliedScenario = ApiSchemas['ScenarioApplied'];

/** Applies a scenario to this sandbox and shows the result. */
export function ApplyScenario({ name }: { readonly name: string }) {
  const apiPath = useSandboxApiPath();
  const sandbox = useSandboxId();
  const [applied, setApplied] = useState<AppliedScenario | undefined>();
  return (
    <div class="card-end">
      <ActionButton<AppliedScenario>
        tone="primary"
        call={{ method: 'POST', path: apiPath('/scenarios'), body: { name } }}
        onSuccess={setApplied}
        successMessage={({ passed }) =>
          passed ? `Applied to the sandbox ${sandbox}` : 'Applied, but an expectation failed'
        }
      >
        {`Apply to the sandbox ${sandbox}`}
      </ActionButton>
      {applied && <ScenarioResultNote applied={applied} />}
    </div>
  );
}

function ScenarioResultNote({ applied: { passed, steps } }: { readonly applied: AppliedScenario }) {
  return (
    <div class={passed ? 'note good' : 'note bad'}>
      <strong>
        {!passed
          ? 'A step failed'
          : steps.length > 0
            ? 'Every step passed'
            : 'The sandbox is prepared. Your client acts next.'}
      </strong>
      <ol>
        {steps.map((step, index) => {
          const {
            text,
            step: stepName,
            name,
            passed: stepPassed,
            problem,
            message,
          } = step as { readonly [member: string]: unknown };
          return (
            <li key={index}>
              {stepPassed === false && '✗ '}
              {String(text ?? stepName ?? name ?? JSON.stringify(step))}
              {(problem ?? message) !== undefined && `: ${String(problem ?? message)}`}
            </li>
          );
        })}
      </ol>
    </div>
  );
}

/** The problems of the user's own scenario file, with line numbers. */
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
