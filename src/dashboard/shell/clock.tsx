import { useState } from 'preact/hooks';
import { useClock, useSandboxApiPath } from '../context/current-sandbox.ts';
import { encodePath, Link, pageUrl } from '../context/router.tsx';
import { type ApiCall, describeApiError, sendCall } from '../control/api-client.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { countMilestonesAndEvents, describeAdvance } from '../models/advance-summary.ts';
import { ActionButton, ShowCallButton, useApiCall } from '../parts/action-button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { formatCount, formatDateTime, humanize } from '../parts/format.ts';
import { Popover } from '../parts/popover.tsx';
import { ScrollArea } from '../parts/scroll-area.tsx';
import { Time } from '../parts/time.tsx';

const advanceChoices: readonly (readonly [name: string, request: object])[] = [
  ['Next milestone', { until: 'next-milestone' }],
  ['Next callback', { until: 'next-event' }],
  ['+1 hour', { by: 'PT1H' }],
  ['+1 working day', { by: '1 working day' }],
  ['+10 working days', { by: '10 working days' }],
  ['To completion', { until: 'completion' }],
  ['To a date', { to: '' }],
];

/** All ways to advance the clock, with a preview. */
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
    <Dialog title="Advance the clock" close={close} wide>
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
              Advance the clock
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

/** The mode of a clock in words. */
export const clockModeLabel = ({ mode, rate }: ApiSchemas['Clock']): string =>
  mode === 'scaled' ? `×${rate}` : mode === 'real' ? 'Real' : 'Frozen';

/** Virtual date and time, the mode of the clock, and what waits for it. */
export function ClockDisplay() {
  const clock = useClock();
  if (!clock) return <span class="clock-face" />;
  const waitingText =
    clock.mode === 'frozen' && clock.waiting > 0 ? ` – ${formatCount(clock.waiting, 'item')} waiting` : '';
  return (
    <span class="clock-face">
      <time dateTime={clock.now} title={`Virtual time, ${clock.now}`}>
        {formatDateTime(clock.now)}
      </time>
      <Popover
        label={`Clock ${clockModeLabel(clock)}${waitingText}: what is next`}
        class={`badge ${clock.mode}`}
        side="start"
        button={clockModeLabel(clock) + waitingText}
      >
        {clock.next ? (
          <NextDueItem next={clock.next} waiting={clock.waiting} />
        ) : (
          <p>Nothing is due. Orders schedule their own steps.</p>
        )}
      </Popover>
    </span>
  );
}

function NextDueItem({
  next,
  waiting,
}: {
  readonly next: NonNullable<ApiSchemas['Clock']['next']>;
  readonly waiting: number;
}) {
  return (
    <>
      <p class="popover-title">Next of {formatCount(waiting, 'item')} due</p>
      <p>
        <strong>{next.milestone ?? next.text ?? humanize(next.kind)}</strong>
        <br />
        <Time virtualTime={next.at} />
      </p>
      <p>
        {next.orderId ? (
          <Link to={pageUrl(encodePath('orders', next.orderId))}>Order {next.orderId}</Link>
        ) : (
          <Link to={pageUrl('orders')}>See the orders</Link>
        )}
      </p>
    </>
  );
}

const untilNextMilestone = { until: 'next-milestone' } as ApiSchemas['AdvanceRequest'];
const byOneWorkingDay = { by: '1 working day' } as ApiSchemas['AdvanceRequest'];
const untilCompletion = { until: 'completion' } as ApiSchemas['AdvanceRequest'];

/** The labelled buttons of the clock. */
export function ClockButtons() {
  const apiPath = useSandboxApiPath();
  const [busy, performCall] = useApiCall<ApiSchemas['Advance']>();
  const [dialogOpen, setDialogOpen] = useState(false);
  const call = (body: ApiSchemas['AdvanceRequest']): ApiCall => ({
    method: 'POST',
    path: apiPath('/clock/advance'),
    body,
  });
  const press = (body: ApiSchemas['AdvanceRequest']) => () => busy || void performCall(call(body), describeAdvance);
  return (
    <span class="clock-buttons">
      <fieldset class="button-group" aria-label="Advance the clock">
        <button
          type="button"
          class="button primary"
          aria-disabled={busy}
          data-next-milestone
          onClick={press(untilNextMilestone)}
        >
          Next milestone
        </button>
        <button type="button" class="button wide-only" aria-disabled={busy} onClick={press(byOneWorkingDay)}>
          +1 working day
        </button>
        <button type="button" class="button wide-only" aria-disabled={busy} onClick={press(untilCompletion)}>
          To completion
        </button>
        <button type="button" class="button" onClick={() => setDialogOpen(true)}>
          More…
        </button>
        <ShowCallButton
          subject="the clock buttons"
          names={['Next milestone', '+1 working day', 'To completion']}
          calls={[call(untilNextMilestone), call(byOneWorkingDay), call(untilCompletion)]}
        />
      </fieldset>
      {dialogOpen && <AdvanceDialog close={() => setDialogOpen(false)} />}
    </span>
  );
}
