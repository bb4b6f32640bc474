import { useState } from 'preact/hooks';
import { shellQuote } from '../control/call.ts';
import { useQuery } from '../control/reading.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { ActionButton } from '../parts/act.tsx';
import { CopyButton } from '../parts/copy.tsx';
import { ErrorNote, Loading } from '../parts/empty.tsx';
import { JsonView } from '../parts/json.tsx';
import { StateLabel } from '../parts/state.tsx';
import { Time } from '../parts/time.tsx';
import { displayId, formatInstantsIn, humanize } from '../parts/words.ts';
import { usePreferences } from '../shell/preferences.ts';
import { encodePath, Link, pageUrl } from '../shell/router.tsx';
import { useSandbox, useSandboxApiPath } from '../shell/sandbox.ts';
import { Attempts } from './attempts.tsx';
import { callbackMarkState, callbackStatusText } from './event-words.ts';
import { SignatureCheck } from './signature.tsx';

/** One callback: its payload, every attempt, and sending it again. */
export function CallbackDetail({ id, attempt }: { readonly id: string; readonly attempt: number | undefined }) {
  const apiPath = useSandboxApiPath();
  const { presenter } = usePreferences();
  const path = apiPath(`/events/${encodeURIComponent(id)}`);
  const { value: event, error } = useQuery<ApiSchemas['Event']>(path, ['events']);
  const { value: sandbox } = useSandbox();
  if (error && !event) return <ErrorNote error={error} subject="callback" />;
  if (!event) return <Loading />;
  const { eventType, orderId, externalId, at, reason, payload, attempts = [], nextAttempt, copy, hubs = [] } = event;
  const url = attempts.at(-1)?.url ?? sandbox?.callback?.url ?? 'http://localhost:3000/callback';
  return (
    <article class="detail">
      <header class="detail-head">
        <p class="detail-kind">Callback</p>
        <h2>{eventType}</h2>
        <p class="detail-facts">
          <StateLabel state={callbackMarkState(event)} text={humanize(callbackStatusText(event))} />
          <span class="mono" title={id}>
            {displayId(id, presenter)}
          </span>
          <Time virtualTime={at} />
          {orderId && <Link to={pageUrl(encodePath('orders', orderId))}>{externalId ?? `Order ${orderId}`}</Link>}
        </p>
        {reason && <p class="sentence">{formatInstantsIn(reason)}.</p>}
        <NextAttempt attempt={nextAttempt} />
      </header>
      <div class="actions">
        <ActionButton<ApiSchemas['Event']>
          tone="primary"
          call={{ method: 'POST', path: `${path}/resend`, body: {} }}
          successMessage={describeResend}
        >
          Resend
        </ActionButton>
        <CopyButton label="Copy as curl" text={copy?.curl ?? formatEventCurl(url, payload)} plain />
        {copy?.fetch && <CopyButton label="Copy as fetch" text={copy.fetch} plain />}
      </div>
      <SendToOtherUrl path={path} />
      <Attempts eventId={id} attempts={attempts} open={attempt} />
      {hubs.map((hubDelivery) => (
        <div key={hubDelivery.hub}>
          <Attempts eventId={id} attempts={hubDelivery.attempts} open={undefined} hub={hubDelivery.hub} />
          {hubDelivery.reason && <p class="sentence">{formatInstantsIn(hubDelivery.reason)}.</p>}
          <NextAttempt attempt={hubDelivery.nextAttempt} />
        </div>
      ))}
      <h3>Payload</h3>
      <JsonView value={payload} label="Payload of the callback" />
      <SignatureCheck attempts={attempts} payload={payload} signed={sandbox?.callback?.signed ?? false} />
    </article>
  );
}

function NextAttempt({ attempt }: { readonly attempt: ApiSchemas['Event']['nextAttempt'] }) {
  if (!attempt) return null;
  const { n, at, clock } = attempt;
  return (
    <p class="sentence">
      Next attempt {n !== undefined && `(number ${n}) `}at <Time virtualTime={at} />, on the{' '}
      {clock === 'wall' ? 'wall clock' : "sandbox's virtual clock"}.
    </p>
  );
}

const describeResend = ({ state, attempts }: ApiSchemas['Event']): string => {
  const last = attempts?.at(-1);
  return `Sent again (manual): ${last?.status ?? last?.error ?? state}`;
};

const formatEventCurl = (url: string, payload: unknown): string =>
  `curl -X POST ${shellQuote(url)} -H 'Content-Type: application/json' -d ${shellQuote(JSON.stringify(payload))}`;

function SendToOtherUrl({ path }: { readonly path: string }) {
  const [url, setUrl] = useState('');
  return (
    <div class="send-to-url">
      <label class="field inline">
        Send to another URL
        <input
          type="url"
          placeholder="http://localhost:3000/callback"
          value={url}
          onInput={(event) => setUrl(event.currentTarget.value)}
        />
      </label>
      <ActionButton<ApiSchemas['Event']>
        call={{ method: 'POST', path: `${path}/resend`, body: { url } }}
        disabledReason={url === '' ? 'Enter a URL first.' : undefined}
        successMessage={describeResend}
      >
        Send there
      </ActionButton>
    </div>
  );
}
