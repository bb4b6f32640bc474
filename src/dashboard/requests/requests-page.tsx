import { useSandboxApiPath } from '../context/current-sandbox.ts';
import { encodePath, Link, type PageLocation, pageUrl } from '../context/router.tsx';
import { queryString } from '../control/api-client.ts';
import { useQuery } from '../control/query.ts';
import { useRows } from '../control/rows.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { formatCount, formatDuration } from '../parts/format.ts';
import { EmptyState } from '../parts/placeholders.tsx';
import { RowsView } from '../parts/rows-view.tsx';
import { SplitView } from '../parts/split-view.tsx';
import { HttpStatusLabel } from '../parts/state-label.tsx';
import { TextFilter } from '../parts/text-filter.tsx';
import { Time } from '../parts/time.tsx';
import { RequestDetail } from './request-detail.tsx';

const statusFilters: readonly (readonly [status: string | undefined, name: string])[] = [
  [undefined, 'All'],
  ['refused', 'Rejected'],
  ['2xx', 'Accepted'],
  ['5xx', 'Server errors'],
];

/** The journal: requests, answers and reasons. */
export function RequestsPage({
  pageLocation,
  id,
}: {
  readonly pageLocation: PageLocation;
  readonly id: string | undefined;
}) {
  const apiPath = useSandboxApiPath();
  const q = pageLocation.search.get('q') ?? undefined;
  const status = pageLocation.search.get('status') ?? undefined;
  const operation = pageLocation.search.get('operation') ?? undefined;
  const listParameters = { q, status, operation };
  const rows = useRows<ApiSchemas['Request']>(apiPath('/requests'), listParameters, ['requests']);
  const rejectedCount = useQuery<ApiSchemas['RequestCount']>(apiPath('/requests/count?status=refused'), ['requests'])
    .value?.count;
  return (
    <SplitView
      title="Requests"
      open={id !== undefined}
      backUrl={pageUrl('requests', listParameters)}
      detailKey={id ?? ''}
      list={
        <>
          <header class="list-head">
            <h1>Requests</h1>
            <TextFilter label="Find in requests" value={q} />
            <nav class="chips" aria-label="Filter requests">
              {statusFilters.map(([one, name]) => (
                <Link
                  class="chip"
                  key={name}
                  to={pageUrl('requests', { ...listParameters, status: one })}
                  aria-current={one === status ? 'true' : undefined}
                >
                  {name}
                  {one === 'refused' && rejectedCount !== undefined && <span class="tab-count">{rejectedCount}</span>}
                </Link>
              ))}
              {operation && (
                <Link class="chip" to={pageUrl('requests', { q, status })} aria-current="true">
                  {operation} ×
                </Link>
              )}
            </nav>
          </header>
          <RowsView
            rows={rows}
            label="Requests, newest first"
            rowName="request"
            lines={3}
            keyOf={(request) => request.id}
            urlOf={(request) => pageUrl(encodePath('requests', request.id), listParameters)}
            chosen={id}
            empty={q || status || operation ? <EmptyState title="No request matches" /> : <NoRequests />}
          >
            {(request) => <RequestRow request={request} />}
          </RowsView>
          <footer class="list-foot">
            <span>
              {rows.evicted > 0
                ? `${formatCount(rows.evicted, 'older entry', 'older entries')} evicted.`
                : 'No entry evicted.'}
            </span>
            <span>
              Export <a href={apiPath(`/requests.har${queryString(listParameters)}`)}>HAR</a>{' '}
              <a href={apiPath(`/requests.ndjson${queryString(listParameters)}`)}>NDJSON</a>
            </span>
          </footer>
        </>
      }
      detail={id === undefined ? <NoRequestChosen /> : <RequestDetail id={id} key={id} />}
    />
  );
}

function RequestRow({ request }: { readonly request: ApiSchemas['Request'] }) {
  const { id, method, path, status, durationMs, at, wallAt, operationId, why, faultInjection, parent } = request;
  const first = why?.[0];
  return (
    <>
      <span class="row-line">
        <span class="row-title mono">
          <strong>{method}</strong> {path}
        </span>
        <HttpStatusLabel status={status} />
      </span>
      <span class="row-line">
        <span class="row-text">{operationId ?? 'No operation'}</span>
        <span class="muted">
          <Time virtualTime={at} wallClockTime={wallAt} short />
        </span>
      </span>
      <span class="row-line muted">
        <span class="row-text">
          {faultInjection
            ? `Injected: ${faultInjection}`
            : first
              ? `${first.pointer || 'body'}: ${first.expected}${moreViolationsText(why)}`
              : id}
        </span>
        <span class="row-chips">
          {parent && <span class="tag">replay</span>}
          {formatDuration(durationMs)}
        </span>
      </span>
    </>
  );
}

const moreViolationsText = (why: ApiSchemas['Request']['why']): string =>
  why && why.length > 1 ? ` and ${why.length - 1} more` : '';

function NoRequests() {
  return (
    <EmptyState title="No requests yet">
      <p>Every request to the BT APIs appears here at once: tokens, quotes and orders, and why any was rejected.</p>
      <p>
        <Link to={pageUrl('')}>Paste the first command</Link>
      </p>
    </EmptyState>
  );
}

function NoRequestChosen() {
  return (
    <EmptyState title="Choose a request to see what was sent and the reason for its answer">
      <p>A rejected request shows every violation on the line of the body that it concerns.</p>
    </EmptyState>
  );
}
