import { useState } from 'preact/hooks';
import { useSandbox, useSandboxApiPath } from '../context/current-sandbox.ts';
import { usePreferences } from '../context/preferences.ts';
import { encodePath, Link, pageUrl } from '../context/router.tsx';
import { quoteForShell } from '../control/api-client.ts';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { callbackMarkState, deliveryStatusText } from '../models/event-summary.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { displayId, formatDuration, formatInstantsInText, formatWallTime, humanize } from '../parts/format.ts';
import { HeaderTable } from '../parts/header-table.tsx';
import { JsonView } from '../parts/json-view.tsx';
import { ErrorNote, Loading } from '../parts/placeholders.tsx';
import { HttpStatusLabel, StateLabel } from '../parts/state-label.tsx';
import { Time } from '../parts/time.tsx';
import { SignatureCheck } from './signature-check.tsx';

interface AttemptsProps {
  readonly eventId: string;
  readonly attempts: readonly ApiSchemas['Attempt'][];
  /** Number of the attempt in the address. */
  readonly open: number | undefined;
  /** Id of the registered listener, when these are attempts to reach it and not the callback. */
  readonly hub?: string;
}

/** All attempts of a delivery; the last one and failed ones are open. */
export function Attempts({ eventId, attempts, open, hub }: AttemptsProps) {
  const title = hub === undefined ? 'Attempts' : `Attempts at hub ${hub}`;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {attempts.length === 0 && <p class="muted">None yet.</p>}
      <ol class="attempt-list">
        {attempts.map((attempt, index) => (
          <AttemptItem
            key={`${attempt.n}.${index}`}
            attempt={attempt}
            {...(hub === undefined
              ? { to: pageUrl(`${encodePath('callbacks', eventId)}/attempts/${attempt.n}`) }
              : { hub })}
            open={open === undefined ? index === attempts.length - 1 && attemptFailed(attempt) : open === attempt.n}
          />
        ))}
      </ol>
    </section>
  );
}

const attemptFailed = ({ status, error }: ApiSchemas['Attempt']): boolean =>
  error !== undefined || !status || status >= 300;

interface AttemptItemProps {
  readonly attempt: ApiSchemas['Attempt'];
  readonly to?: string;
  readonly hub?: string;
  readonly open: boolean;
}

function AttemptItem({ attempt, to, hub, open }: AttemptItemProps) {
  const { n, at, wallAt, url, status, durationMs, manual, error, request, response } = attempt;
  return (
    <li
      class={attemptFailed(attempt) ? 'attempt failed' : 'attempt'}
      id={hub === undefined ? `attempt-${n}` : `hub-${hub}-attempt-${n}`}
    >
      <details open={open}>
        <summary>
          <span class="attempt-n">{n}</span>
          {status ? <HttpStatusLabel status={status} /> : <HttpStatusLabel status={undefined} />}
          {manual && <span class="tag">manual</span>}
          <span class="muted">{formatDuration(durationMs)}</span>
          <span class="node-time">
            <Time virtualTime={at} wallClockTime={wallAt} short />
          </span>
        </summary>
        {error && <p class="note bad">{error}</p>}
        <dl class="facts">
          <div>
            <dt>Sent to</dt>
            <dd class="mono break">{url}</dd>
          </div>
          {wallAt && (
            <div>
              <dt>Wall time</dt>
              <dd>{formatWallTime(wallAt)}</dd>
            </div>
          )}
        </dl>
        {to && (
          <p>
            <Link to={to}>Link to this attempt</Link>
          </p>
        )}
        <HeaderTable title="Request headers" headers={request?.headers} />
        <HeaderTable title="Response headers" headers={response?.headers} />
        {response?.body !== undefined && (
          <>
            <h4>Response body{response.truncated && ' (shortened)'}</h4>
            <JsonView value={response.body} label={`Response to attempt ${n}`} />
          </>
        )}
      </details>
    </li>
  );
}

/** One callback: its payload, every attempt, and buttons to send it again. */
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
          <StateLabel state={callbackMarkState(event)} text={humanize(deliveryStatusText(event))} />
          <span class="mono" title={id}>
            {displayId(id, presenter)}
          </span>
          <Time virtualTime={at} />
          {orderId && <Link to={pageUrl(encodePath('orders', orderId))}>{externalId ?? `Order ${orderId}`}</Link>}
        </p>
        {reason && <p class="sentence">{formatInstantsInText(reason)}.</p>}
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
          {hubDelivery.reason && <p class="sentence">{formatInstantsInText(hubDelivery.reason)}.</p>}
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
      Next attempt {n !== undefined && `(number ${n}) `}at <Time virtualTime={at} /> (
      {clock === 'wall' ? 'wall time' : 'virtual time'}).
    </p>
  );
}

const describeResend = ({ state, attempts }: ApiSchemas['Event']): string => {
  const last = attempts?.at(-1);
  return `Resent (manual): ${last?.status ?? last?.error ?? state}`;
};

const formatEventCurl = (url: string, payload: unknown): string =>
  `curl -X POST ${quoteForShell(url)} -H 'Content-Type: application/json' -d ${quoteForShell(JSON.stringify(payload))}`;

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
        Send to this URL
      </ActionButton>
    </div>
  );
}
