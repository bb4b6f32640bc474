import type { ApiSchemas } from '../control/schemas.ts';
import { ActionButton } from '../parts/act.tsx';
import { formatShortDay, humanize } from '../parts/words.ts';
import { useSandboxApiPath } from '../shell/sandbox.ts';

/** What BT needs to know before the order goes on, with the answers as buttons. */
export function OpenActions({ items }: { readonly items: readonly ApiSchemas['OpenAction'][] }) {
  const apiPath = useSandboxApiPath();
  const open = items.filter(({ state }) => state === 'open');
  if (open.length === 0) return null;
  return (
    <section class="open-actions" aria-label="Open actions">
      {open.map(({ id, kind, text, due, default: defaultAnswer, answers }) => (
        <div key={id}>
          <h3>{text ?? humanize(kind)}</h3>
          <p>
            {due && <>Answer by {formatShortDay(due)}. </>}
            {defaultAnswer && <>If you do not answer: {defaultAnswer}.</>}
          </p>
          <div class="actions">
            {answers?.map((answer) => (
              <ActionButton
                key={answer}
                call={{
                  method: 'POST',
                  path: apiPath(`/open-actions/${encodeURIComponent(id)}/answer`),
                  body: { answer },
                }}
                successMessage={() => `Answered: ${humanize(answer)}`}
              >
                {humanize(answer)}
              </ActionButton>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}
