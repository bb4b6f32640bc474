import { useQuery } from '../control/reading.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { reconnectNow, useConnectionState } from '../control/session.ts';
import { Mark } from '../parts/state.tsx';
import { ClockButtons } from './clock-buttons.tsx';
import { ClockDisplay } from './clock-face.tsx';
import { Link, pageUrl } from './router.tsx';
import { useSandbox, useSandboxApiPath } from './sandbox.ts';
import { SandboxSwitcher } from './switcher.tsx';

interface PageHeaderProps {
  readonly openSearch: () => void;
  readonly toggleMenu: () => void;
  readonly menuOpen: boolean;
}

/** Always there: which sandbox, what time it is in it, how to move it, and whether callbacks arrive. */
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
