import { useState } from 'preact/hooks';
import { sendCall } from '../control/call.ts';
import { useQuery } from '../control/reading.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { ActionButton } from '../parts/act.tsx';
import { CopyButton } from '../parts/copy.tsx';
import { ErrorNote, Loading } from '../parts/empty.tsx';
import { HeaderTable } from '../parts/headers.tsx';
import { JsonView } from '../parts/json.tsx';
import { HttpStatusLabel } from '../parts/state.tsx';
import { Time } from '../parts/time.tsx';
import { formatDuration, formatWallTime } from '../parts/words.ts';
import { encodePath, Link, navigate, pageUrl } from '../shell/router.tsx';
import { useSandboxApiPath } from '../shell/sandbox.ts';
import { EditAndReplay } from './edit-and-replay.tsx';
import { Violations } from './faults.tsx';
import { NearMisses } from './near-misses.tsx';

/** One request: what was wrong first, then every byte. */
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
          <h3>Noted</h3>
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

/** The token is masked unless somebody asks for it. */
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
