import { eventLook, eventReason, eventWord } from '../callbacks/event-words.ts';
import type { Schemas } from '../control/call.ts';
import { lookOf, Mark } from '../parts/state.tsx';
import { readably } from '../parts/words.ts';
import { addressOf, encoded, Link } from '../shell/router.tsx';

interface NodeCallbackProps {
  readonly entry: Schemas['TimelineEntry'];
  /** The event itself, with its attempts; the entry says the gist where it is not read yet. */
  readonly event: Schemas['Event'] | undefined;
}

/** Every milestone says what became of its callback, also when none was sent. */
export function NodeCallback({ entry, event }: NodeCallbackProps) {
  const { eventId, callback } = entry;
  const told = event ?? callback;
  if (eventId === undefined || told === undefined) return null;
  return (
    <p class="hung">
      <Link to={addressOf(encoded('callbacks', eventId))}>
        <Mark look={lookOf(eventLook(told))} />
        <span>{event?.eventType ?? 'Callback'}</span>
        <span class="muted">{outcome(told, event?.attempts ?? [])}</span>
      </Link>
    </p>
  );
}

function outcome(told: Pick<Schemas['Event'], 'state' | 'reason'>, attempts: readonly Schemas['Attempt'][]): string {
  const last = attempts.at(-1);
  const how = last?.status ?? last?.error;
  const tries = attempts.length > 1 ? ` after ${attempts.length} attempts` : '';
  const reason = told.state === 'delivered' ? undefined : eventReason(told);
  return `${eventWord(told)}${tries}${how ? `, ${how}` : ''}${reason ? `: ${readably(reason)}` : ''}`;
}
