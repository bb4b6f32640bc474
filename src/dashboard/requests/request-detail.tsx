import { useState } from 'preact/hooks';
import { type Schemas, send } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Act } from '../parts/act.tsx';
import { Copy } from '../parts/copy.tsx';
import { Loading, TroubleNote } from '../parts/empty.tsx';
import { Headers } from '../parts/headers.tsx';
import { Json } from '../parts/json.tsx';
import { Status } from '../parts/state.tsx';
import { When } from '../parts/time.tsx';
import { duration, wallTime } from '../parts/words.ts';
import { addressOf, encoded, go, Link } from '../shell/router.tsx';
import { useApi } from '../shell/sandbox.ts';
import { EditAndReplay } from './edit-and-replay.tsx';
import { Faults } from './faults.tsx';
import { NearMisses } from './near-misses.tsx';

type Request = Schemas['Request'];

/** One request: what was wrong first, then every byte. */
export function RequestDetail({ id }: { readonly id: string }) {
  const api = useApi();
  const [editing, edit] = useState(false);
  const path = api(`/requests/${encodeURIComponent(id)}`);
  const { value: request, trouble } = useReading<Request>(path, ['requests']);
  if (trouble && !request) return <TroubleNote trouble={trouble} what="request" />;
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
    fault,
    parent,
  } = request;
  const flags = why.map(({ pointer, expected, got }) => ({
    pointer,
    missing: got === undefined,
    text: `${got === undefined ? '' : `got ${short(got)}; `}expected ${expected}`,
  }));
  const replayed = ({ id: made }: Request) => go(addressOf(encoded('requests', made)));
  return (
    <article class="detail">
      <header class="detail-head">
        <p class="detail-kind">Request {id}</p>
        <h2 class="mono break">
          {method} {request.path}
        </h2>
        <p class="detail-facts">
          <Status status={status} />
          <span>{duration(durationMs)}</span>
          <When at={at} wallAt={wallAt} />
          <span class="muted">wall time {wallTime(wallAt)}</span>
          {operationId && <Link to={addressOf('requests', { operation: operationId })}>{operationId}</Link>}
          {orderId && <Link to={addressOf(encoded('orders', orderId))}>Order {orderId}</Link>}
          {parent && <Link to={addressOf(encoded('requests', parent))}>replays {parent}</Link>}
        </p>
      </header>
      <div class="actions">
        <Act<Request>
          call={{ method: 'POST', path: `${path}/replay`, body: {} }}
          done={replayed}
          saying={({ status: made }) => `Replayed: ${made}`}
        >
          Replay
        </Act>
        <button type="button" class="button" aria-expanded={editing} onClick={() => edit(!editing)}>
          Edit & replay
        </button>
        <Copies request={request} path={path} />
      </div>
      {editing && <EditAndReplay request={request} path={path} done={replayed} />}
      {fault && (
        <p class="note warn">This answer was injected by the fault {fault}. It says nothing about the request.</p>
      )}
      <Faults why={why} status={status} />
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
        <Headers title="Headers" headers={request.request?.headers} />
        <Json value={request.request?.body} label="Request body" flags={flags} />
      </section>
      <section class="message">
        <h3>Response</h3>
        <Headers title="Headers" headers={request.response?.headers} />
        <Json value={request.response?.body} label="Response body" />
      </section>
    </article>
  );
}

const short = (value: unknown): string => {
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};

/** The token is masked unless somebody asks for it. */
function Copies({ request, path }: { readonly request: Request; readonly path: string }) {
  const [token, setToken] = useState(false);
  const copyOf = (form: 'curl' | 'fetch') => async () => {
    if (!token && request.copy?.[form]) return request.copy[form];
    const outcome = await send<Request>({ method: 'GET', path: `${path}?includeToken=${token}` });
    return 'value' in outcome ? outcome.value.copy?.[form] : undefined;
  };
  return (
    <>
      <Copy label="Copy as curl" text={copyOf('curl')} plain />
      <Copy label="Copy as fetch" text={copyOf('fetch')} plain />
      <label class="check">
        <input type="checkbox" checked={token} onChange={(event) => setToken(event.currentTarget.checked)} />
        include the token
      </label>
    </>
  );
}
