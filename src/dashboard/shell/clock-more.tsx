import { useState } from 'preact/hooks';
import { type ApiCall, describeApiError, sendCall } from '../control/call.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { ActionButton } from '../parts/act.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { ScrollArea } from '../parts/scroll.tsx';
import { Time } from '../parts/time.tsx';
import { formatCount, humanize } from '../parts/words.ts';
import { countMilestonesAndEvents, describeAdvance } from './advance-words.ts';
import { clockModeLabel } from './clock-face.tsx';
import { useClock, useSandboxApiPath } from './sandbox.ts';

const advanceChoices: readonly (readonly [name: string, request: object])[] = [
  ['Next milestone', { until: 'next-milestone' }],
  ['Next callback', { until: 'next-event' }],
  ['+1 hour', { by: 'PT1H' }],
  ['+1 working day', { by: '1 working day' }],
  ['+10 working days', { by: '10 working days' }],
  ['To completion', { until: 'completion' }],
  ['To a date', { to: '' }],
];

/** Every way to move the clock, with a look ahead before anything happens. */
export function AdvanceDialog({ close }: { readonly close: () => void }) {
  const apiPath = useSandboxApiPath();
  const clock = useClock();
  const [chosenIndex, setChosenIndex] = useState(0);
  const [date, setDate] = useState('');
  const [previewResult, setPreviewResult] = useState<ApiSchemas['Advance'] | string | undefined>();
  const path = apiPath('/clock/advance');
  const chosenRequest = (advanceChoices[chosenIndex] as (typeof advanceChoices)[number])[1];
  const request = (
    'to' in chosenRequest ? { to: date ? `${date}:00Z` : '' } : chosenRequest
  ) as ApiSchemas['AdvanceRequest'];
  const loadPreview = async () => {
    const outcome = await sendCall<ApiSchemas['Advance']>({
      method: 'POST',
      path,
      body: { ...request, preview: true },
    });
    setPreviewResult('value' in outcome ? outcome.value : describeApiError(outcome.error));
  };
  const chooseStep = (index: number) => {
    setChosenIndex(index);
    setPreviewResult(undefined);
  };
  return (
    <Dialog title="Move the clock" close={close} wide>
      <div class="more-clock">
        <fieldset class="choices">
          <legend>How far</legend>
          {advanceChoices.map(([name], index) => (
            <label class="check" key={name}>
              <input type="radio" name="advance" checked={index === chosenIndex} onChange={() => chooseStep(index)} />
              {name}
            </label>
          ))}
          {'to' in chosenRequest && (
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
        <div class="clock-preview">
          <div class="actions">
            <button type="button" class="button" onClick={loadPreview}>
              Preview
            </button>
            <ActionButton<ApiSchemas['Advance']>
              tone="primary"
              call={{ method: 'POST', path, body: request }}
              successMessage={describeAdvance}
              onSuccess={close}
            >
              Move the clock
            </ActionButton>
          </div>
          {typeof previewResult === 'string' && <p class="note bad">{previewResult}</p>}
          {typeof previewResult === 'object' && <AdvancePreview advance={previewResult} />}
          {previewResult === undefined && (
            <p class="muted">The preview shows what will happen without changing anything.</p>
          )}
        </div>
      </div>
      <ClockModeButtons />
    </Dialog>
  );
}

const maxPreviewEntries = 60;

function AdvancePreview({ advance }: { readonly advance: ApiSchemas['Advance'] }) {
  const { happened, to, stopped } = advance;
  const { milestones, events } = countMilestonesAndEvents(advance);
  return (
    <>
      <p>
        <strong>
          {formatCount(milestones, 'milestone')}, {formatCount(events, 'callback')} due
        </strong>
        ; the clock will then show <Time virtualTime={to} />
        {stopped === 'nothing-due' && ', because nothing more is due'}.
      </p>
      <ScrollArea class="preview-entries" label="What will happen">
        <ol>
          {happened.slice(0, maxPreviewEntries).map((entry, index) => (
            <li key={index}>
              <Time virtualTime={entry.at} short />
              <span>
                <strong>{entry.milestone ?? humanize(entry.kind)}</strong> <span class="muted">{entry.text}</span>
              </span>
            </li>
          ))}
        </ol>
      </ScrollArea>
      {happened.length > maxPreviewEntries && <p class="muted">and {happened.length - maxPreviewEntries} more</p>}
    </>
  );
}

const clockModes: readonly (readonly [name: string, body: { mode: string; rate?: number }])[] = [
  ['Frozen', { mode: 'frozen' }],
  ['Real', { mode: 'real' }],
  ['×60', { mode: 'scaled', rate: 60 }],
  ['×3600', { mode: 'scaled', rate: 3600 }],
];

function ClockModeButtons() {
  const apiPath = useSandboxApiPath();
  const clock = useClock();
  const call = (body: object): ApiCall => ({ method: 'PATCH', path: apiPath('/clock'), body });
  return (
    <section class="modes">
      <h3>Clock mode{clock ? `: ${clockModeLabel(clock)}` : ''}</h3>
      <p class="muted">
        Frozen: the clock moves only when you advance it. Real: it follows the wall clock. ×60: one virtual hour passes
        per minute.
      </p>
      <div class="actions">
        {clockModes.map(([name, body]) => (
          <ActionButton key={name} call={call(body)} successMessage={() => `Clock mode: ${name}`}>
            {name}
          </ActionButton>
        ))}
      </div>
    </section>
  );
}
