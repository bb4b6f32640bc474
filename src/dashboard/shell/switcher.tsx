import { useState } from 'preact/hooks';
import { controlApiRoot } from '../control/call.ts';
import { useQuery } from '../control/reading.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { ActionButton } from '../parts/act.tsx';
import { Popover } from '../parts/popover.tsx';
import { Link, navigate, pageUrl } from './router.tsx';
import { useSandboxId } from './sandbox.ts';

/** Which sandbox is looked at; the choice is in the address. */
export function SandboxSwitcher() {
  const currentId = useSandboxId();
  const { value } = useQuery<ApiSchemas['SandboxList']>(`${controlApiRoot}/sandboxes?limit=200`, ['sandboxes']);
  const [name, setName] = useState('');
  const sandboxes = value?.items ?? [];
  const section = location.pathname.split('/')[2] ?? '';
  return (
    <Popover
      label={`Sandbox ${currentId}: switch to another`}
      class="button switcher"
      side="start"
      button={
        <>
          <span class="switcher-name">Sandbox</span> <strong>{currentId}</strong> <span aria-hidden="true">▾</span>
        </>
      }
    >
      {(close) => (
        <>
          <p class="popover-title">
            {value ? `Sandboxes of this server (${value.total})` : 'Sandboxes of this server'}
          </p>
          <ul class="menu">
            {sandboxes.map(({ id }) => (
              <li key={id}>
                <Link
                  to={pageUrl(section, { sandbox: id })}
                  aria-current={id === currentId ? 'true' : undefined}
                  onClickCapture={close}
                >
                  {id}
                </Link>
              </li>
            ))}
          </ul>
          <div class="popover-form">
            <label class="field">
              New sandbox
              <input value={name} placeholder="id (optional)" onInput={(event) => setName(event.currentTarget.value)} />
            </label>
            <ActionButton<ApiSchemas['SandboxCreated']>
              call={{ method: 'POST', path: `${controlApiRoot}/sandboxes`, body: name ? { id: name } : {} }}
              successMessage={({ id }) => `Sandbox ${id} is ready`}
              onSuccess={({ id }) => {
                close();
                navigate(pageUrl('', { sandbox: id }));
              }}
            >
              Create
            </ActionButton>
          </div>
        </>
      )}
    </Popover>
  );
}
