import { useState } from 'preact/hooks';
import { useSandboxApiPath } from '../context/current-sandbox.ts';
import { encodePath, Link, navigate, pageUrl } from '../context/router.tsx';
import { sendCall } from '../control/api-client.ts';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { formatDuration, formatWallTime } from '../parts/format.ts';
import { HeaderTable } from '../parts/header-table.tsx';
import { JsonView } from '../parts/json-view.tsx';
import { ErrorNote, Loading } from '../parts/placeholders.tsx';
import { HttpStatusLabel } from '../parts/state-label.tsx';
import { Time } from '../parts/time.tsx';
import { EditAndReplay } from './edit-and-replay.tsx';

const describeReceived = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

/** All violations: where, what was found, what is expected, and where the specification says so. */
export function Violations({ why, status }: { readonly why: readonly ApiSchemas['Why'][]; readonly status: number }) {
  if (why.length === 0) return null;
  return (
    <section class="violations" aria-label="Violations">
      <h3>
        {status >= 400 ? 'Why it was rejected' : 'Findings'}:{' '}
        {why.length === 1 ? 'one violation' : `${why.length} violations`}
      </h3>
      <ol>
        {why.map(({ pointer, got, expected, rule, spec }, index) => (
          <li key={`${pointer}.${index}`}>
            <p class="mono break violation-pointer">{pointer === '' ? 'the whole body' : pointer}</p>
            <dl class="facts">
              <div>
                <dt>Got</dt>
                <dd class="break">{describeReceived(got)}</dd>
              </div>
              <div>
                <dt>Expected</dt>
                <dd class="break">{expected}</dd>
              </div>
              <div>
                <dt>Rule</dt>
                <dd class="break">
                  {rule}
                  {spec && <span class="muted mono"> {spec}</span>}
                </dd>
              </div>
            </dl>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One request: its violations first, then every byte. */
export function RequestDetail({ id }: { readonly id: string }) {
  const apiPath = useSandboxApiPath();
  const [isEditing, setEditing] = useState(false);
  const path = apiPath(`/requests/${encodeURIComponent(id)}`);
  const { value: request, error } = useQuery<ApiSchemas['Request']>(path, ['requests']);
  if (error && !request) return <ErrorNote error={error} subject="request" />;
  if (!request) return <Loading />;
  const {
    method,
    status,
    at,
    wallAt,
    durationMs,
    operationId,
    orderId,
    why = [],
    nearMisses = [],
    notes = [],
    faultInjection,
    parent,
  } = request;
  const annotations = why.map(({ pointer, expected, got }) => ({
    pointer,
    missing: got === undefined,
    text: `${got === undefined ? '' : `got ${abbreviateReceived(got)}; `}expected ${expected}`,
  }));
  const replayed = ({ id: replayResult }: ApiSchemas['Request']) =>
    navigate(pageUrl(encodePath('requests', replayResult)));
  return (
    <article class="detail">
      <header class="detail-head">
        <p class="detail-kind">Request {id}</p>
        <h2 class="mono break">
          {method} {request.path}
        </h2>
        <p class="detail-facts">
          <HttpStatusLabel status={status} />
          <span>{formatDuration(durationMs)}</span>
          <Time virtualTime={at} wallClockTime={wallAt} />
          <span class="muted">wall time {formatWallTime(wallAt)}</span>
          {operationId && <Link to={pageUrl('requests', { operation: operationId })}>{operationId}</Link>}
          {orderId && <Link to={pageUrl(encodePath('orders', orderId))}>Order {orderId}</Link>}
          {parent && <Link to={pageUrl(encodePath('requests', parent))}>replays {parent}</Link>}
        </p>
      </header>
      <div class="actions">
        <ActionButton<ApiSchemas['Request']>
          call={{ method: 'POST', path: `${path}/replay`, body: {} }}
          onSuccess={replayed}
          successMessage={({ status: replayResult }) => `Replayed: ${replayResult}`}
        >
          Replay
        </ActionButton>
        <button type="button" class="button" aria-expanded={isEditing} onClick={() => setEditing(!isEditing)}>
          Edit & replay
        </button>
        <CopyRequestButtons request={request} path={path} />
      </div>
      {isEditing && <EditAndReplay request={request} path={path} done={replayed} />}
      {faultInjection && (
        <p class="note warn">This answer was produced by the fault injection {faultInjection}, not by the request.</p>
      )}
      <Violations why={why} status={status} />
      <NearMisses nearMisses={nearMisses} />
      {notes.length > 0 && (
        <section>
          <h3>Notes</h3>
          <ul>
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </section>
      )}
      <section class="message">
        <h3>Request</h3>
        <HeaderTable title="Headers" headers={request.request?.headers} />
        <JsonView value={request.request?.body} label="Request body" annotations={annotations} />
      </section>
      <section class="message">
        <h3>Response</h3>
        <HeaderTable title="Headers" headers={request.response?.headers} />
        <JsonView value={request.response?.body} label="Response body" />
      </section>
    </article>
  );
}

const abbreviateReceived = (value: unknown): string => {
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};

/** The token is masked unless the user asks for it. */
function CopyRequestButtons({ request, path }: { readonly request: ApiSchemas['Request']; readonly path: string }) {
  const [includeToken, setIncludeToken] = useState(false);
  const loadCopy = (form: 'curl' | 'fetch') => async () => {
    if (!includeToken && request.copy?.[form]) return request.copy[form];
    const outcome = await sendCall<ApiSchemas['Request']>({
      method: 'GET',
      path: `${path}?includeToken=${includeToken}`,
    });
    return 'value' in outcome ? outcome.value.copy?.[form] : undefined;
  };
  return (
    <>
      <CopyButton label="Copy as curl" text={loadCopy('curl')} plain />
      <CopyButton label="Copy as fetch" text={loadCopy('fetch')} plain />
      <label class="check">
        <input
          type="checkbox"
          checked={includeToken}
          onChange={(event) => setIncludeToken(event.currentTarget.checked)}
        />
        include the token
      </label>
    </>
  );
}

/** The nearest operations to a request that matched none, with a tick or a cross per criterion. */
export function NearMisses({ nearMisses }: { readonly nearMisses: readonly ApiSchemas['NearMiss'][] }) {
  if (nearMisses.length === 0) return null;
  return (
    <section>
      <h3>Did you mean</h3>
      <ul class="near-misses">
        {nearMisses.map(({ operationId, method, path, matches }) => (
          <li key={operationId}>
            <p class="mono break">
              <strong>{method.toUpperCase()}</strong> {path}
            </p>
            <p>
              {operationId}
              {Object.entries(matches).map(([criterion, isMatch]) => (
                <span class={isMatch ? 'criterion fits' : 'criterion'} key={criterion}>
                  <span aria-hidden="true">{isMatch ? '✓' : '✗'}</span> {criterion}
                  <span class="visually-hidden">{isMatch ? ' matches' : ' does not match'}</span>
                </span>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
