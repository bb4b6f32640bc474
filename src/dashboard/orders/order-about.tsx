import { callbackMarkState, callbackStatusText, eventSubject } from '../callbacks/event-words.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { EmptyState } from '../parts/empty.tsx';
import { HttpStatusLabel, StateLabel } from '../parts/state.tsx';
import { Time } from '../parts/time.tsx';
import { humanize } from '../parts/words.ts';
import { encodePath, Link, pageUrl } from '../shell/router.tsx';

/** Tabs of an order that are lists of links. */
export function OrderRequests({ requests }: { readonly requests: readonly ApiSchemas['Request'][] }) {
  if (requests.length === 0) return <EmptyState title="The journal has no request for this order" />;
  return (
    <ul class="plain-list">
      {requests.toReversed().map(({ id, method, path, status, at, wallAt }) => (
        <li key={id}>
          <Link to={pageUrl(encodePath('requests', id))}>
            <HttpStatusLabel status={status} />
            <span class="mono grow">
              {method} {path}
            </span>
            <span class="muted">
              <Time virtualTime={at} wallClockTime={wallAt} short />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function OrderCallbacks({ events }: { readonly events: readonly ApiSchemas['Event'][] }) {
  if (events.length === 0) {
    return (
      <EmptyState title="No callback yet">
        <p>Every milestone and state change sends one. Advance the clock to the next milestone.</p>
      </EmptyState>
    );
  }
  return (
    <ul class="plain-list">
      {events.toReversed().map((event) => (
        <li key={event.eventId}>
          <Link to={pageUrl(encodePath('callbacks', event.eventId))}>
            <StateLabel state={callbackMarkState(event)} text={humanize(callbackStatusText(event))} />
            <span class="grow">{[event.eventType, eventSubject(event.payload)].filter(Boolean).join(' · ')}</span>
            <span class="muted">
              <Time virtualTime={event.at} short />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

interface OrderNotesProps {
  readonly order: ApiSchemas['Document'];
  readonly requests: readonly ApiSchemas['Request'][];
}

/** Notes on the order, and what the sandbox noted about its requests: members without meaning, for one. */
export function OrderNotes({ order, requests }: OrderNotesProps) {
  const { note } = order as {
    readonly note?: readonly { readonly text?: unknown; readonly author?: unknown; readonly date?: unknown }[];
  };
  const requestNotes = requests.flatMap(({ id, notes }) => (notes ?? []).map((text) => ({ id, text })));
  if (!note?.length && requestNotes.length === 0) {
    return (
      <EmptyState title="No notes">
        <p>Notes on the order appear here, and members of its requests that the sandbox accepted but ignored.</p>
      </EmptyState>
    );
  }
  return (
    <ul class="plain-list notes">
      {note?.map(({ text, author, date }, index) => (
        <li key={index}>
          <p>{String(text ?? '')}</p>
          <p class="muted">{[author, date].filter(Boolean).map(String).join(', ')}</p>
        </li>
      ))}
      {requestNotes.map(({ id, text }) => (
        <li key={id + text}>
          <p>{text}</p>
          <p class="muted">
            Noted for <Link to={pageUrl(encodePath('requests', id))}>{id}</Link>
          </p>
        </li>
      ))}
    </ul>
  );
}
