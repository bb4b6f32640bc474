import { useState } from 'preact/hooks';
import type { Call, Schemas } from '../control/call.ts';
import { ShowCall, useAct } from '../parts/act.tsx';
import { counted, shortTime } from '../parts/words.ts';
import { ClockMore } from './clock-more.tsx';
import { useApi } from './sandbox.ts';

type Request = Schemas['AdvanceRequest'];

const next = { until: 'next-milestone' } as Request;
const day = { by: '1 working day' } as Request;
const completion = { until: 'completion' } as Request;

/** Of everything that happened, also of what is past the first thousand. */
export function advanceCounts({ counts, happened }: Schemas['Advance']) {
  return {
    milestones: counts.milestones ?? happened.filter(({ milestone }) => milestone !== undefined).length,
    events: counts.events ?? happened.filter(({ eventId }) => eventId !== undefined).length,
  };
}

/** What came of an advance, in a sentence. */
export function sayAdvance(advance: Schemas['Advance']): string {
  const { to, stopped, parked } = advance;
  const { milestones, events } = advanceCounts(advance);
  const what =
    milestones + events === 0
      ? 'nothing was due'
      : `${counted(milestones, 'milestone')}, ${counted(events, 'callback')}`;
  const rest = parked.length > 0 ? `; ${parked.length} parked` : '';
  const why = stopped ? ` (${stopped === 'nothing-due' ? 'nothing more is due' : stopped})` : '';
  return `Now ${shortTime(to)}: ${what}${rest}${why}`;
}

/** The clock's buttons, with words on them. */
export function ClockButtons() {
  const api = useApi();
  const [busy, act] = useAct<Schemas['Advance']>();
  const [more, setMore] = useState(false);
  const call = (body: Request): Call => ({ method: 'POST', path: api('/clock/advance'), body });
  const press = (body: Request) => () => busy || void act(call(body), sayAdvance);
  return (
    <span class="clock-buttons">
      <fieldset class="button-group" aria-label="Move the clock">
        <button type="button" class="button primary" aria-disabled={busy} data-next-milestone onClick={press(next)}>
          Next milestone
        </button>
        <button type="button" class="button wide-only" aria-disabled={busy} onClick={press(day)}>
          +1 working day
        </button>
        <button type="button" class="button wide-only" aria-disabled={busy} onClick={press(completion)}>
          To completion
        </button>
        <button type="button" class="button" onClick={() => setMore(true)}>
          More…
        </button>
        <ShowCall
          what="the clock buttons"
          names={['Next milestone', '+1 working day', 'To completion']}
          calls={[call(next), call(day), call(completion)]}
        />
      </fieldset>
      {more && <ClockMore close={() => setMore(false)} />}
    </span>
  );
}
