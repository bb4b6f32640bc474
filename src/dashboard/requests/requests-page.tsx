import { query, type Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { useRows } from '../control/rows.ts';
import { Empty } from '../parts/empty.tsx';
import { Filter } from '../parts/filter.tsx';
import { RowsView } from '../parts/rows-view.tsx';
import { Split } from '../parts/split.tsx';
import { Status } from '../parts/state.tsx';
import { When } from '../parts/time.tsx';
import { counted, duration } from '../parts/words.ts';
import { addressOf, encoded, Link, type Place } from '../shell/router.tsx';
import { useApi } from '../shell/sandbox.ts';
import { RequestDetail } from './request-detail.tsx';

type Request = Schemas['Request'];

const kinds: readonly (readonly [status: string | undefined, name: string])[] = [
  [undefined, 'All'],
  ['refused', 'Rejected'],
  ['2xx', 'Accepted'],
  ['5xx', 'Faults'],
];

/** The journal: what was asked, what was answered, and why. */
export function RequestsPage({ place, id }: { readonly place: Place; readonly id: string | undefined }) {
  const api = useApi();
  const q = place.search.get('q') ?? undefined;
  const status = place.search.get('status') ?? undefined;
  const operation = place.search.get('operation') ?? undefined;
  const keep = { q, status, operation };
  const rows = useRows<Request>(api('/requests'), keep, ['requests']);
  const rejected = useReading<Schemas['RequestCount']>(api('/requests/count?status=refused'), ['requests']).value
    ?.count;
  return (
    <Split
      title="Requests"
      open={id !== undefined}
      back={addressOf('requests', keep)}
      detailKey={id ?? ''}
      list={
        <>
          <header class="list-head">
            <h1>Requests</h1>
            <Filter label="Find in requests" value={q} />
            <nav class="chips" aria-label="Which requests">
              {kinds.map(([one, name]) => (
                <Link
                  class="chip"
                  key={name}
                  to={addressOf('requests', { ...keep, status: one })}
                  aria-current={one === status ? 'true' : undefined}
                >
                  {name}
                  {one === 'refused' && rejected !== undefined && <span class="tab-count">{rejected}</span>}
                </Link>
              ))}
              {operation && (
                <Link class="chip" to={addressOf('requests', { q, status })} aria-current="true">
                  {operation} ×
                </Link>
              )}
            </nav>
          </header>
          <RowsView
            rows={rows}
            label="Requests, newest first"
            what="request"
            lines={3}
            keyOf={(request) => request.id}
            to={(request) => addressOf(encoded('requests', request.id), keep)}
            chosen={id}
            empty={q || status || operation ? <Empty title="No request is like this" /> : <NoRequests />}
          >
            {(request) => <RequestRow request={request} />}
          </RowsView>
          <footer class="list-foot">
            <span>
              {rows.evicted > 0
                ? `${counted(rows.evicted, 'older entry', 'older entries')} made room for newer ones.`
                : 'None evicted.'}
            </span>
            <span>
              Export <a href={api(`/requests.har${query(keep)}`)}>HAR</a>{' '}
              <a href={api(`/requests.ndjson${query(keep)}`)}>NDJSON</a>
            </span>
          </footer>
        </>
      }
      detail={id === undefined ? <NoneChosen /> : <RequestDetail id={id} key={id} />}
    />
  );
}

function RequestRow({ request }: { readonly request: Request }) {
  const { id, method, path, status, durationMs, at, wallAt, operationId, why, fault, parent } = request;
  const first = why?.[0];
  return (
    <>
      <span class="row-line">
        <span class="row-title mono">
          <strong>{method}</strong> {path}
        </span>
        <Status status={status} />
      </span>
      <span class="row-line">
        <span class="row-text">{operationId ?? 'No operation'}</span>
        <span class="muted">
          <When at={at} wallAt={wallAt} short />
        </span>
      </span>
      <span class="row-line muted">
        <span class="row-text">
          {fault ? `Injected: ${fault}` : first ? `${first.pointer || 'body'}: ${first.expected}${more(why)}` : id}
        </span>
        <span class="row-chips">
          {parent && <span class="tag">replay</span>}
          {duration(durationMs)}
        </span>
      </span>
    </>
  );
}

const more = (why: Request['why']): string => (why && why.length > 1 ? ` and ${why.length - 1} more` : '');

function NoRequests() {
  return (
    <Empty title="No requests yet">
      <p>
        Everything that a client asks of the BT APIs appears here at once: tokens, quotes, orders, and what was wrong
        with them.
      </p>
      <p>
        <Link to={addressOf('')}>Paste the first line</Link>
      </p>
    </Empty>
  );
}

function NoneChosen() {
  return (
    <Empty title="Choose a request to see what was sent and why it was answered so">
      <p>A refused one shows every fault at once, on the line of the body it is about.</p>
    </Empty>
  );
}
