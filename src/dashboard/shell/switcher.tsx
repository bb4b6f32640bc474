import { useState } from 'preact/hooks';
import { api, type Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Act } from '../parts/act.tsx';
import { Popover } from '../parts/popover.tsx';
import { addressOf, go, Link } from './router.tsx';
import { useSandboxId } from './sandbox.ts';

/** Which sandbox is looked at; the choice is in the address. */
export function Switcher() {
  const current = useSandboxId();
  const { value } = useReading<Schemas['SandboxList']>(`${api}/sandboxes?limit=200`, ['sandboxes']);
  const [name, setName] = useState('');
  const known = value?.items ?? [];
  const section = location.pathname.split('/')[2] ?? '';
  return (
    <Popover
      label={`Sandbox ${current}: choose another`}
      class="button switcher"
      side="start"
      button={
        <>
          <span class="switcher-name">Sandbox</span> <strong>{current}</strong> <span aria-hidden="true">▾</span>
        </>
      }
    >
      {(close) => (
        <>
          <p class="popover-title">
            {value ? `Sandboxes of this server (${value.total})` : 'Sandboxes of this server'}
          </p>
          <ul class="menu">
            {known.map(({ id }) => (
              <li key={id}>
                <Link
                  to={addressOf(section, { sandbox: id })}
                  aria-current={id === current ? 'true' : undefined}
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
              <input
                value={name}
                placeholder="its id, or leave empty"
                onInput={(event) => setName(event.currentTarget.value)}
              />
            </label>
            <Act<Schemas['SandboxCreated']>
              call={{ method: 'POST', path: `${api}/sandboxes`, body: name ? { id: name } : {} }}
              saying={({ id }) => `Sandbox ${id} is ready`}
              done={({ id }) => {
                close();
                go(addressOf('', { sandbox: id }));
              }}
            >
              Create
            </Act>
          </div>
        </>
      )}
    </Popover>
  );
}
