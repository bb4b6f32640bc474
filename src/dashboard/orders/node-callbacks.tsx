import { eventLook, eventReason, eventWord } from '../callbacks/event-words.ts';
import type { Schemas } from '../control/call.ts';
import { lookOf, Mark } from '../parts/state.tsx';
import { addressOf, encoded, Link } from '../shell/router.tsx';

interface NodeCallbacksProps {
  readonly events: readonly Schemas['Event'][];
  /** What became of the notification, in words, where no event tells it. */
  readonly said: string | undefined;
}

/** Every milestone says what became of its callback, also when none was sent. */
export function NodeCallbacks({ events, said }: NodeCallbacksProps) {
  if (events.length === 0) return said ? <p class="node-text muted">Callback: {said}</p> : null;
  return (
    <ul class="hung">
      {events.map((event) => (
        <li key={event.eventId}>
          <Link to={addressOf(encoded('callbacks', event.eventId))}>
            <Mark look={lookOf(eventLook(event))} />
            <span>{event.eventType}</span>
            <span class="muted">{outcome(event)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

function outcome(event: Schemas['Event']): string {
  const { attempts = [] } = event;
  const last = attempts.at(-1);
  const how = last?.status ?? last?.error;
  const tries = attempts.length > 1 ? ` after ${attempts.length} attempts` : '';
  const reason = event.state === 'delivered' ? undefined : eventReason(event);
  return `${eventWord(event)}${tries}${how === undefined ? '' : `, ${how}`}${reason ? `: ${reason}` : ''}`;
}
