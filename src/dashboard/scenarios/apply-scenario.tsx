import { useState } from 'preact/hooks';
import type { Schemas } from '../control/call.ts';
import { Act } from '../parts/act.tsx';
import { useApi, useSandboxId } from '../shell/sandbox.ts';

type Applied = Schemas['ScenarioApplied'];

/** Plays a story in this sandbox, and tells how it went. */
export function ApplyScenario({ name }: { readonly name: string }) {
  const api = useApi();
  const sandbox = useSandboxId();
  const [applied, set] = useState<Applied | undefined>();
  return (
    <div class="card-end">
      <Act<Applied>
        tone="primary"
        call={{ method: 'POST', path: api('/scenarios'), body: { name } }}
        done={set}
        saying={({ passed }) =>
          passed ? `Applied to the sandbox ${sandbox}` : 'Applied, but an expectation did not hold'
        }
      >
        {`Apply to the sandbox ${sandbox}`}
      </Act>
      {applied && <AppliedNote applied={applied} />}
    </div>
  );
}

function AppliedNote({ applied: { passed, steps } }: { readonly applied: Applied }) {
  return (
    <div class={passed ? 'note good' : 'note bad'}>
      <strong>
        {!passed
          ? 'A step went otherwise'
          : steps.length > 0
            ? 'Every step went as told'
            : 'The sandbox is prepared: now it is the turn of your client'}
      </strong>
      <ol>
        {steps.map((step, at) => {
          const {
            text,
            step: said,
            name,
            passed: ok,
            problem,
            message,
          } = step as { readonly [member: string]: unknown };
          return (
            <li key={at}>
              {ok === false && '✗ '}
              {String(text ?? said ?? name ?? JSON.stringify(step))}
              {(problem ?? message) !== undefined && `: ${String(problem ?? message)}`}
            </li>
          );
        })}
      </ol>
    </div>
  );
}
