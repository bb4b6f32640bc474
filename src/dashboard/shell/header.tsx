import type { Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { reconnectNow, useConnection } from '../control/session.ts';
import { Mark } from '../parts/state.tsx';
import { ClockButtons } from './clock-buttons.tsx';
import { ClockFace } from './clock-face.tsx';
import { addressOf, Link } from './router.tsx';
import { useApi, useSandbox } from './sandbox.ts';
import { Switcher } from './switcher.tsx';

interface HeaderProps {
  readonly search: () => void;
  readonly menu: () => void;
  readonly menuOpen: boolean;
}

/** Always there: which sandbox, what time it is in it, how to move it, and whether callbacks arrive. */
export function Header({ search, menu, menuOpen }: HeaderProps) {
  return (
    <header class="header">
      <button type="button" class="button menu-button" aria-expanded={menuOpen} aria-controls="sections" onClick={menu}>
        Menu
      </button>
      <Link class="brand" to={addressOf('')} aria-label="etherbox: home">
        <img src="/ui/favicon.svg" alt="" width="22" height="22" />
        <span>etherbox</span>
      </Link>
      <Switcher />
      <ClockFace />
      <ClockButtons />
      <span class="header-end">
        <CallbackHealth />
        <ConnectionDot />
        <button type="button" class="button search-button" onClick={search}>
          Search <kbd>/</kbd>
        </button>
      </span>
    </header>
  );
}

function CallbackHealth() {
  const api = useApi();
  const { value: sandbox } = useSandbox();
  const { value } = useReading<Schemas['EventList']>(api('/events?limit=1'), ['events', 'sandbox']);
  const { failed = 0, retrying = 0, waiting = 0 } = value?.counts ?? {};
  const disabled = sandbox?.callback?.disabled;
  const [look, text, state] = disabled
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
    <Link class="health" to={addressOf('callbacks', { state })}>
      <Mark look={look} /> <span class="health-name">Callbacks:</span> {text}
    </Link>
  );
}

const lines = {
  live: ['done', 'Live'],
  connecting: ['waiting', 'Connecting…'],
  lost: ['bad', 'Reconnecting…'],
} as const;

function ConnectionDot() {
  const connection = useConnection();
  const [look, text] = lines[connection];
  return (
    <span class="connection" role="status">
      <Mark look={look} /> {text}
      {connection === 'lost' && (
        <button type="button" class="button small" onClick={reconnectNow}>
          Try now
        </button>
      )}
    </span>
  );
}
