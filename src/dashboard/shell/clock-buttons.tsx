import { useState } from 'preact/hooks';
import type { Call, Schemas } from '../control/call.ts';
import { ShowCall, useAct } from '../parts/act.tsx';
import { sayAdvance } from './advance-words.ts';
import { ClockMore } from './clock-more.tsx';
import { useApi } from './sandbox.ts';

type Request = Schemas['AdvanceRequest'];

const next = { until: 'next-milestone' } as Request;
const day = { by: '1 working day' } as Request;
const completion = { until: 'completion' } as Request;

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
