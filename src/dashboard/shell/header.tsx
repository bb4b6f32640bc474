import { useState } from 'preact/hooks';
import { useSandbox, useSandboxApiPath, useSandboxId } from '../context/current-sandbox.ts';
import { Link, navigate, pageUrl } from '../context/router.tsx';
import { controlApiRoot } from '../control/api-client.ts';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { reconnectNow, useConnectionState } from '../control/stream-session.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { Popover } from '../parts/popover.tsx';
import { Mark } from '../parts/state-label.tsx';
import { ClockButtons, ClockDisplay } from './clock.tsx';

interface PageHeaderProps {
  readonly openSearch: () => void;
  readonly toggleMenu: () => void;
  readonly menuOpen: boolean;
}

/** The header of every page: sandbox, virtual time, clock buttons, and whether callbacks arrive. */
export function PageHeader({ openSearch, toggleMenu, menuOpen }: PageHeaderProps) {
  return (
    <header class="header">
      <button
        type="button"
        class="button menu-button"
        aria-expanded={menuOpen}
        aria-controls="sections"
        onClick={toggleMenu}
      >
        Menu
      </button>
      <Link class="brand" to={pageUrl('')} aria-label="etherbox: home">
        <img src="/ui/favicon.svg" alt="" width="22" height="22" />
        <span>etherbox</span>
      </Link>
      <SandboxSwitcher />
      <ClockDisplay />
      <ClockButtons />
      <span class="header-end">
        <CallbackHealth />
        <ConnectionIndicator />
        <button type="button" class="button search-button" onClick={openSearch}>
          Search <kbd>/</kbd>
        </button>
      </span>
    </header>
  );
}

function CallbackHealth() {
  const apiPath = useSandboxApiPath();
  const { value: sandbox } = useSandbox();
  const { value } = useQuery<ApiSchemas['EventList']>(apiPath('/events?limit=1'), ['events', 'sandbox']);
  const { failed = 0, retrying = 0, waiting = 0 } = value?.counts ?? {};
  const disabled = sandbox?.callback?.disabled;
  const [markKind, text, state] = disabled
    ? (['bad', 'endpoint disabled', 'failed'] as const)
    : value?.idle
      ? (['ask', `${value.idle.due} due, none sent`, undefined] as const)
      : failed > 0
        ? (['bad', `${failed} failed`, 'failed'] as const)
        : retrying > 0
          ? (['moving', `${retrying} retrying`, 'retrying'] as const)
          : waiting > 0
            ? (['waiting', `${waiting} waiting`, 'waiting'] as const)
            : (['done', 'all sent', undefined] as const);
  return (
    <Link class="callback-health" to={pageUrl('callbacks', { state })}>
      <Mark kind={markKind} /> <span class="callback-health-name">Callbacks:</span> {text}
    </Link>
  );
}

const connectionLabels = {
  live: ['done', 'Live'],
  connecting: ['waiting', 'Connecting…'],
  lost: ['bad', 'Reconnecting…'],
} as const;

function ConnectionIndicator() {
  const connection = useConnectionState();
  const [markKind, text] = connectionLabels[connection];
  return (
    <span class="connection" role="status">
      <Mark kind={markKind} /> {text}
      {connection === 'lost' && (
        <button type="button" class="button small" onClick={reconnectNow}>
          Try now
        </button>
      )}
    </span>
  );
}

/** Chooses the current sandbox; the choice is in the address. */
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
