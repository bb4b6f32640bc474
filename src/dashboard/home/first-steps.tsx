import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Act } from '../parts/act.tsx';
import { Command } from '../parts/copy.tsx';
import { Mark } from '../parts/state.tsx';
import { sayAdvance } from '../shell/advance-words.ts';
import { usePreferences } from '../shell/preferences.ts';
import { addressOf, Link } from '../shell/router.tsx';
import { useApi } from '../shell/sandbox.ts';
import { addressCommand, orderCommand, tokenCommand } from './first-commands.ts';

/** Four steps that tick themselves off when the server has seen them: the empty state is the tutorial. */
export function FirstSteps({ sandbox }: { readonly sandbox: Schemas['Sandbox'] }) {
  const api = useApi();
  const { presenter } = usePreferences();
  const [again, showAgain] = useState(false);
  const credentials = useReading<Schemas['Credentials']>(api('/credentials'), ['sandbox']).value;
  const asked = useReading<Schemas['RequestList']>(api('/requests?status=2xx&limit=200'), ['requests']).value;
  const events = useReading<Schemas['EventList']>(api('/events?limit=1'), ['events', 'sandbox']).value;
  const orders = useReading<Schemas['Documents']>(api('/orders?limit=1'), ['orders']).value;
  if (!credentials || !asked || !events || !orders) return null;

  const isToken = ({ path }: Schemas['Request']) => path.startsWith('/oauth/');
  const ordered = orders.total > 0;
  // A later step proves the earlier ones, also where the journal has lost them.
  const moved = ordered && sandbox.now !== sandbox.start && events.total > 0;
  const got = asked.items.some((request) => !isToken(request)) || ordered;
  const token = asked.items.some(isToken) || got;
  const done = [token, got, ordered, moved];
  if (done.every(Boolean) && !again) {
    return (
      <p class="steps-done">
        <Mark look="done" /> The four first steps are done.{' '}
        <button type="button" class="link" onClick={() => showAgain(true)}>
          Show them again
        </button>
      </p>
    );
  }
  const shown = presenter ? { ...credentials, clientSecret: '••••••••' } : credentials;
  const now = done.indexOf(false);
  return (
    <section class="steps" aria-label="Getting going">
      <h2>Getting going</h2>
      <p class="lead">
        Four steps from nothing to the first callback. Each ticks itself off when the sandbox has seen it.
      </p>
      <ol>
        <Step title="Get a token" done={token} now={now === 0}>
          <Command text={tokenCommand(credentials)} shown={tokenCommand(shown)} label="Copy" />
        </Step>
        <Step title="Ask for something: where can Ethernet be had?" done={got} now={now === 1}>
          <Command text={addressCommand(credentials)} shown={addressCommand(shown)} label="Copy" />
        </Step>
        <Step title="Place an order" done={ordered} now={now === 2}>
          <Command text={orderCommand(credentials)} shown={orderCommand(shown)} label="Copy" />
          <div class="actions">
            <Act<Schemas['ScenarioApplied']>
              call={{ method: 'POST', path: api('/scenarios'), body: { name: 'demo' } }}
              saying={() => 'The demo is loaded: see the orders'}
            >
              Or load the demo
            </Act>
            <Link to={addressOf('scenarios')}>Other stories</Link>
          </div>
        </Step>
        <Step title="Move the clock, and see the first callback" done={moved} now={now === 3}>
          <Act<Schemas['Advance']>
            tone={ordered ? 'primary' : 'plain'}
            call={{ method: 'POST', path: api('/clock/advance'), body: { until: 'next-milestone' } }}
            saying={sayAdvance}
            notNow={ordered ? undefined : 'There is no order yet that could reach one.'}
          >
            Next milestone
          </Act>
          <p class="muted">
            Time stands still until you move it. What BT would send then lands in the{' '}
            <Link to={addressOf('callbacks')}>inbox</Link>.
          </p>
        </Step>
      </ol>
    </section>
  );
}

interface StepProps {
  readonly title: string;
  readonly done: boolean;
  readonly now: boolean;
  readonly children: ComponentChildren;
}

function Step({ title, done, now, children }: StepProps) {
  return (
    <li class={done ? 'step done' : now ? 'step now' : 'step'}>
      <details open={!done}>
        <summary>
          <Mark look={done ? 'done' : 'waiting'} />
          <span>{title}</span>
          <span class="visually-hidden">{done ? 'done' : 'to do'}</span>
        </summary>
        {children}
      </details>
    </li>
  );
}
