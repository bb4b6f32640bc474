import { useState } from 'preact/hooks';
import type { ApiCall } from '../control/call.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { ShowCallButton, useApiCall } from '../parts/act.tsx';
import { describeAdvance } from './advance-words.ts';
import { AdvanceDialog } from './clock-more.tsx';
import { useSandboxApiPath } from './sandbox.ts';

const untilNextMilestone = { until: 'next-milestone' } as ApiSchemas['AdvanceRequest'];
const byOneWorkingDay = { by: '1 working day' } as ApiSchemas['AdvanceRequest'];
const untilCompletion = { until: 'completion' } as ApiSchemas['AdvanceRequest'];

/** The clock's buttons, with words on them. */
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
      <fieldset class="button-group" aria-label="Move the clock">
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
