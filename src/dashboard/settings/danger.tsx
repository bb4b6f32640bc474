import { useState } from 'preact/hooks';
import type { ApiCall } from '../control/call.ts';
import { ActionButton } from '../parts/act.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { defaultSandboxId, navigate, pageUrl } from '../shell/router.tsx';
import { useSandboxApiPath } from '../shell/sandbox.ts';

/** What cannot be taken back names what it takes. */
export function ResetSection({ id }: { readonly id: string }) {
  const apiPath = useSandboxApiPath();
  const [pendingAction, setPendingAction] = useState<'reset' | 'delete' | undefined>();
  const call: ApiCall =
    pendingAction === 'delete' ? { method: 'DELETE', path: apiPath() } : { method: 'POST', path: apiPath('/reset') };
  return (
    <section>
      <h2>Reset or delete</h2>
      <div class="actions">
        <a class="button" href={apiPath('/state')} download={`${id}.json`}>
          Download the state
        </a>
        <button type="button" class="button danger" onClick={() => setPendingAction('reset')}>
          Reset {id}…
        </button>
        {id !== defaultSandboxId && (
          <button type="button" class="button danger" onClick={() => setPendingAction('delete')}>
            Delete {id}…
          </button>
        )}
      </div>
      {pendingAction && (
        <Dialog
          title={pendingAction === 'reset' ? `Reset the sandbox ${id}?` : `Delete the sandbox ${id}?`}
          close={() => setPendingAction(undefined)}
        >
          <p>
            {pendingAction === 'reset'
              ? `Every order, quote, appointment, callback and journal entry of ${id} is deleted. Its id and credentials stay. Other sandboxes are not touched.`
              : `${id} and everything in it is deleted, and its credentials stop working. Other sandboxes are not touched.`}
          </p>
          <div class="actions">
            <ActionButton
              tone="danger"
              call={call}
              successMessage={() => (pendingAction === 'reset' ? `${id} is back at its start` : `${id} is deleted`)}
              onSuccess={() => {
                setPendingAction(undefined);
                if (pendingAction === 'delete') navigate(pageUrl('', { sandbox: defaultSandboxId }));
              }}
            >
              {pendingAction === 'reset' ? `Reset ${id}` : `Delete ${id}`}
            </ActionButton>
            <button type="button" class="button" onClick={() => setPendingAction(undefined)}>
              Cancel
            </button>
          </div>
        </Dialog>
      )}
    </section>
  );
}
