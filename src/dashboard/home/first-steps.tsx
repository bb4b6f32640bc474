import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useSandboxApiPath } from '../context/current-sandbox.ts';
import { usePreferences } from '../context/preferences.ts';
import { Link, pageUrl } from '../context/router.tsx';
import { quoteForShell } from '../control/api-client.ts';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { describeAdvance } from '../models/advance-summary.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { CommandLine } from '../parts/copy-button.tsx';
import { Mark } from '../parts/state-label.tsx';

/** The fixture of an Etherway Fibre provide as one line of JSON, inserted when the page is built. */
declare const sampleOrder: string;

type ClientCredentials = ApiSchemas['Credentials'];

/** A command for each step. Each requests its own token, so that it works alone and in any order. */
export const tokenCommand = ({ tokenUrl, clientId, clientSecret }: ClientCredentials): string =>
  `curl -s -u ${clientId}:${clientSecret} -d grant_type=client_credentials ${tokenUrl}`;

const tokenAssignment = (credentials: ClientCredentials): string =>
  `TOKEN=$(${tokenCommand(credentials)} | sed 's/.*"access_token" *: *"\\([^"]*\\)".*/\\1/')`;

const curlHeaders = `-H "Authorization: Bearer $TOKEN" -H "APIGW-Tracking-Header: $(uuidgen 2>/dev/null || echo 7b1f4d2e-0c4e-4c7a-9f55-0d4d1d6a9c01)"`;

/** The command that looks up an address. */
export const addressCommand = (credentials: ClientCredentials): string =>
  [
    tokenAssignment(credentials),
    `curl -s ${curlHeaders} \\`,
    `  '${credentials.baseUrl}/common/geographicAddressManagement/v1/geographicAddress?postcode=AB15%207XY'`,
  ].join('\n');

/** The command that places an order. */
export const orderCommand = (credentials: ClientCredentials): string =>
  [
    tokenAssignment(credentials),
    `curl -s ${curlHeaders} -H 'Content-Type: application/json' \\`,
    `  -d ${quoteForShell(sampleOrder)} \\`,
    `  ${credentials.baseUrl}/v1/productOrderingManagement/productOrder`,
  ].join('\n');

/** Four steps that are ticked off when the server has seen them. */
export function FirstSteps({ sandbox }: { readonly sandbox: ApiSchemas['Sandbox'] }) {
  const apiPath = useSandboxApiPath();
  const { presenter } = usePreferences();
  const [shownAgain, setShownAgain] = useState(false);
  const credentials = useQuery<ApiSchemas['Credentials']>(apiPath('/credentials'), ['sandbox']).value;
  const acceptedRequests = useQuery<ApiSchemas['RequestList']>(apiPath('/requests?status=2xx&limit=200'), [
    'requests',
  ]).value;
  const events = useQuery<ApiSchemas['EventList']>(apiPath('/events?limit=1'), ['events', 'sandbox']).value;
  const orders = useQuery<ApiSchemas['Documents']>(apiPath('/orders?limit=1'), ['orders']).value;
  if (!credentials || !acceptedRequests || !events || !orders) return null;

  const isTokenRequest = ({ path }: ApiSchemas['Request']) => path.startsWith('/oauth/');
  const ordered = orders.total > 0;
  // A later step proves the earlier ones, even when the journal has evicted them.
  const clockMoved = ordered && sandbox.now !== sandbox.start && events.total > 0;
  const dataRequested = acceptedRequests.items.some((request) => !isTokenRequest(request)) || ordered;
  const tokenRequested = acceptedRequests.items.some(isTokenRequest) || dataRequested;
  const done = [tokenRequested, dataRequested, ordered, clockMoved];
  if (done.every(Boolean) && !shownAgain) {
    return (
      <p class="steps-done">
        <Mark kind="done" /> You have completed the first steps.{' '}
        <button type="button" class="link" onClick={() => setShownAgain(true)}>
          Show them again
        </button>
      </p>
    );
  }
  const displayedCredentials = presenter ? { ...credentials, clientSecret: '••••••••' } : credentials;
  const currentStep = done.indexOf(false);
  return (
    <section class="steps" aria-label="Getting started">
      <h2>Getting started</h2>
      <p class="lead">Four steps to your first callback. The sandbox ticks each step when it has seen it.</p>
      <ol>
        <FirstStep title="Get a token" done={tokenRequested} isCurrent={currentStep === 0}>
          <CommandLine
            text={tokenCommand(credentials)}
            displayedText={tokenCommand(displayedCredentials)}
            label="Copy"
          />
        </FirstStep>
        <FirstStep title="Look up an address that can have Ethernet" done={dataRequested} isCurrent={currentStep === 1}>
          <CommandLine
            text={addressCommand(credentials)}
            displayedText={addressCommand(displayedCredentials)}
            label="Copy"
          />
        </FirstStep>
        <FirstStep title="Place an order" done={ordered} isCurrent={currentStep === 2}>
          <CommandLine
            text={orderCommand(credentials)}
            displayedText={orderCommand(displayedCredentials)}
            label="Copy"
          />
          <div class="actions">
            <ActionButton<ApiSchemas['ScenarioApplied']>
              call={{ method: 'POST', path: apiPath('/scenarios'), body: { name: 'demo' } }}
              successMessage={() => 'The demo scenario is loaded: see Orders'}
            >
              Or load the demo scenario
            </ActionButton>
            <Link to={pageUrl('scenarios')}>Other scenarios</Link>
          </div>
        </FirstStep>
        <FirstStep title="Advance the clock and see the first callback" done={clockMoved} isCurrent={currentStep === 3}>
          <ActionButton<ApiSchemas['Advance']>
            tone={ordered ? 'primary' : 'plain'}
            call={{ method: 'POST', path: apiPath('/clock/advance'), body: { until: 'next-milestone' } }}
            successMessage={describeAdvance}
            disabledReason={ordered ? undefined : 'Place an order first.'}
          >
            Next milestone
          </ActionButton>
          <p class="muted">
            Virtual time is frozen until you advance it. Callbacks that BT would send arrive in the{' '}
            <Link to={pageUrl('callbacks')}>inbox</Link>.
          </p>
        </FirstStep>
      </ol>
    </section>
  );
}

interface FirstStepProps {
  readonly title: string;
  readonly done: boolean;
  readonly isCurrent: boolean;
  readonly children: ComponentChildren;
}

function FirstStep({ title, done, isCurrent, children }: FirstStepProps) {
  return (
    <li class={done ? 'step done' : isCurrent ? 'step now' : 'step'}>
      <details open={!done}>
        <summary>
          <Mark kind={done ? 'done' : 'waiting'} />
          <span>{title}</span>
          <span class="visually-hidden">{done ? 'done' : 'to do'}</span>
        </summary>
        {children}
      </details>
    </li>
  );
}
