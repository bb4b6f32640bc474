import { eventLook, eventSubject, eventWord } from '../callbacks/event-words.ts';
import type { Schemas } from '../control/call.ts';
import { Empty } from '../parts/empty.tsx';
import { State, Status } from '../parts/state.tsx';
import { When } from '../parts/time.tsx';
import { inWords } from '../parts/words.ts';
import { addressOf, encoded, Link } from '../shell/router.tsx';

/** Tabs of an order that are lists of links. */
export function OrderRequests({ requests }: { readonly requests: readonly Schemas['Request'][] }) {
  if (requests.length === 0) return <Empty title="No request of the journal is about this order" />;
  return (
    <ul class="plain-list">
      {requests.toReversed().map(({ id, method, path, status, at, wallAt }) => (
        <li key={id}>
          <Link to={addressOf(encoded('requests', id))}>
            <Status status={status} />
            <span class="mono grow">
              {method} {path}
            </span>
            <span class="muted">
              <When at={at} wallAt={wallAt} short />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

export function OrderCallbacks({ events }: { readonly events: readonly Schemas['Event'][] }) {
  if (events.length === 0) {
    return (
      <Empty title="No callback yet">
        <p>Milestones and changes of state send one each. Move the clock to the next milestone.</p>
      </Empty>
    );
  }
  return (
    <ul class="plain-list">
      {events.toReversed().map((event) => (
        <li key={event.eventId}>
          <Link to={addressOf(encoded('callbacks', event.eventId))}>
            <State state={eventLook(event)} text={inWords(eventWord(event))} />
            <span class="grow">{[event.eventType, eventSubject(event.payload)].filter(Boolean).join(' · ')}</span>
            <span class="muted">
              <When at={event.at} short />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

interface OrderNotesProps {
  readonly order: Schemas['Document'];
  readonly requests: readonly Schemas['Request'][];
}

/** Notes on the order, and what the sandbox noted about its requests: members without meaning, for one. */
export function OrderNotes({ order, requests }: OrderNotesProps) {
  const { note } = order as {
    readonly note?: readonly { readonly text?: unknown; readonly author?: unknown; readonly date?: unknown }[];
  };
  const noted = requests.flatMap(({ id, notes }) => (notes ?? []).map((text) => ({ id, text })));
  if (!note?.length && noted.length === 0) {
    return (
      <Empty title="No notes">
        <p>Notes on the order appear here, and whatever the sandbox took without giving it a meaning.</p>
      </Empty>
    );
  }
  return (
    <ul class="plain-list notes">
      {note?.map(({ text, author, date }, at) => (
        <li key={at}>
          <p>{String(text ?? '')}</p>
          <p class="muted">{[author, date].filter(Boolean).map(String).join(', ')}</p>
        </li>
      ))}
      {noted.map(({ id, text }) => (
        <li key={id + text}>
          <p>{text}</p>
          <p class="muted">
            Noted for <Link to={addressOf(encoded('requests', id))}>{id}</Link>
          </p>
        </li>
      ))}
    </ul>
  );
}
