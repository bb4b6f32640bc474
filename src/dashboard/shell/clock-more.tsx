import { useState } from 'preact/hooks';
import { type Call, type Schemas, sayTrouble, send } from '../control/call.ts';
import { Act } from '../parts/act.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Scroll } from '../parts/scroll.tsx';
import { When } from '../parts/time.tsx';
import { counted, inWords } from '../parts/words.ts';
import { advanceCounts, sayAdvance } from './advance-words.ts';
import { modeWord } from './clock-face.tsx';
import { useApi, useClock } from './sandbox.ts';

type Request = Schemas['AdvanceRequest'];

const steps: readonly (readonly [name: string, request: object])[] = [
  ['Next milestone', { until: 'next-milestone' }],
  ['Next callback', { until: 'next-event' }],
  ['+1 hour', { by: 'PT1H' }],
  ['+1 working day', { by: '1 working day' }],
  ['+10 working days', { by: '10 working days' }],
  ['To completion', { until: 'completion' }],
  ['To a date', { to: '' }],
];

/** Every way to move the clock, with a look ahead before anything happens. */
export function ClockMore({ close }: { readonly close: () => void }) {
  const api = useApi();
  const clock = useClock();
  const [chosen, choose] = useState(0);
  const [date, setDate] = useState('');
  const [ahead, setAhead] = useState<Schemas['Advance'] | string | undefined>();
  const path = api('/clock/advance');
  const asked = (steps[chosen] as (typeof steps)[number])[1];
  const request = ('to' in asked ? { to: date ? `${date}:00Z` : '' } : asked) as Request;
  const look = async () => {
    const outcome = await send<Schemas['Advance']>({ method: 'POST', path, body: { ...request, preview: true } });
    setAhead('value' in outcome ? outcome.value : sayTrouble(outcome.trouble));
  };
  const pick = (at: number) => {
    choose(at);
    setAhead(undefined);
  };
  return (
    <Dialog title="Move the clock" close={close} wide>
      <div class="more-clock">
        <fieldset class="choices">
          <legend>How far</legend>
          {steps.map(([name], at) => (
            <label class="check" key={name}>
              <input type="radio" name="advance" checked={at === chosen} onChange={() => pick(at)} />
              {name}
            </label>
          ))}
          {'to' in asked && (
            <label class="field">
              Date and time (UTC)
              <input
                type="datetime-local"
                value={date}
                min={clock?.now.slice(0, 16)}
                onInput={(event) => setDate(event.currentTarget.value)}
              />
            </label>
          )}
        </fieldset>
        <div class="more-ahead">
          <div class="actions">
            <button type="button" class="button" onClick={look}>
              Preview
            </button>
            <Act<Schemas['Advance']>
              tone="primary"
              call={{ method: 'POST', path, body: request }}
              saying={sayAdvance}
              done={close}
            >
              Move the clock
            </Act>
          </div>
          {typeof ahead === 'string' && <p class="note bad">{ahead}</p>}
          {typeof ahead === 'object' && <Ahead advance={ahead} />}
          {ahead === undefined && <p class="muted">The preview says what will happen, and changes nothing.</p>}
        </div>
      </div>
      <Modes />
    </Dialog>
  );
}

const mostShown = 60;

function Ahead({ advance }: { readonly advance: Schemas['Advance'] }) {
  const { happened, to, stopped } = advance;
  const { milestones, events } = advanceCounts(advance);
  return (
    <>
      <p>
        <strong>
          {counted(milestones, 'milestone')}, {counted(events, 'callback')} will fire
        </strong>
        ; the clock will stand at <When at={to} />
        {stopped === 'nothing-due' && ', because nothing more is due then'}.
      </p>
      <Scroll class="ahead" label="What will happen">
        <ol>
          {happened.slice(0, mostShown).map((one, at) => (
            <li key={at}>
              <When at={one.at} short />
              <span>
                <strong>{one.milestone ?? inWords(one.kind)}</strong> <span class="muted">{one.text}</span>
              </span>
            </li>
          ))}
        </ol>
      </Scroll>
      {happened.length > mostShown && <p class="muted">and {happened.length - mostShown} more</p>}
    </>
  );
}

const modes: readonly (readonly [name: string, body: { mode: string; rate?: number }])[] = [
  ['Frozen', { mode: 'frozen' }],
  ['Real', { mode: 'real' }],
  ['×60', { mode: 'scaled', rate: 60 }],
  ['×3600', { mode: 'scaled', rate: 3600 }],
];

function Modes() {
  const api = useApi();
  const clock = useClock();
  const call = (body: object): Call => ({ method: 'PATCH', path: api('/clock'), body });
  return (
    <section class="modes">
      <h3>How the clock runs{clock ? `: ${modeWord(clock)}` : ''}</h3>
      <p class="muted">
        Frozen moves only when told to. Real keeps pace with the wall clock, ×60 makes an hour of it a minute.
      </p>
      <div class="actions">
        {modes.map(([name, body]) => (
          <Act key={name} call={call(body)} saying={() => `The clock runs: ${name}`}>
            {name}
          </Act>
        ))}
      </div>
    </section>
  );
}
