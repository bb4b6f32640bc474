import { useState } from 'preact/hooks';
import type { Call } from '../control/call.ts';
import { Act } from '../parts/act.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { addressOf, defaultSandbox, go } from '../shell/router.tsx';
import { useApi } from '../shell/sandbox.ts';

/** What cannot be taken back names what it takes. */
export function Danger({ id }: { readonly id: string }) {
  const api = useApi();
  const [asking, ask] = useState<'reset' | 'delete' | undefined>();
  const call: Call = asking === 'delete' ? { method: 'DELETE', path: api() } : { method: 'POST', path: api('/reset') };
  return (
    <section>
      <h2>Start over</h2>
      <div class="actions">
        <a class="button" href={api('/state')} download={`${id}.json`}>
          Save the state
        </a>
        <button type="button" class="button danger" onClick={() => ask('reset')}>
          Reset {id}…
        </button>
        {id !== defaultSandbox && (
          <button type="button" class="button danger" onClick={() => ask('delete')}>
            Delete {id}…
          </button>
        )}
      </div>
      {asking && (
        <Dialog
          title={asking === 'reset' ? `Reset the sandbox ${id}?` : `Delete the sandbox ${id}?`}
          close={() => ask(undefined)}
        >
          <p>
            {asking === 'reset'
              ? `Every order, quote, appointment, callback and journal entry of ${id} goes. Its id and credentials stay, and other sandboxes are not touched.`
              : `${id} and everything in it goes, and its credentials end. Other sandboxes are not touched.`}
          </p>
          <div class="actions">
            <Act
              tone="danger"
              call={call}
              saying={() => (asking === 'reset' ? `${id} is back at its start` : `${id} is gone`)}
              done={() => {
                ask(undefined);
                if (asking === 'delete') go(addressOf('', { sandbox: defaultSandbox }));
              }}
            >
              {asking === 'reset' ? `Reset ${id}` : `Delete ${id}`}
            </Act>
            <button type="button" class="button" onClick={() => ask(undefined)}>
              Keep it
            </button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
