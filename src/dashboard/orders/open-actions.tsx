import type { Schemas } from '../control/call.ts';
import { Act } from '../parts/act.tsx';
import { inWords, shortDay } from '../parts/words.ts';
import { useApi } from '../shell/sandbox.ts';

/** What BT needs to know before the order goes on, with the answers as buttons. */
export function OpenActions({ items }: { readonly items: readonly Schemas['OpenAction'][] }) {
  const api = useApi();
  const open = items.filter(({ state }) => state === 'open');
  if (open.length === 0) return null;
  return (
    <section class="asks" aria-label="Open actions">
      {open.map(({ id, kind, text, due, default: silence, answers }) => (
        <div key={id}>
          <h3>{text ?? inWords(kind)}</h3>
          <p>
            {due && <>Answer by {shortDay(due)}. </>}
            {silence && <>Without an answer: {silence}.</>}
          </p>
          <div class="actions">
            {answers?.map((answer) => (
              <Act
                key={answer}
                call={{ method: 'POST', path: api(`/open-actions/${encodeURIComponent(id)}/answer`), body: { answer } }}
                saying={() => `Answered: ${inWords(answer)}`}
              >
                {inWords(answer)}
              </Act>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}
