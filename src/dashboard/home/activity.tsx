import { useEffect, useState } from 'preact/hooks';
import { useQuery } from '../control/reading.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { EmptyState } from '../parts/empty.tsx';
import { Mark } from '../parts/state.tsx';
import { Time } from '../parts/time.tsx';
import { Link } from '../shell/router.tsx';
import { useSandboxApiPath } from '../shell/sandbox.ts';
import { type ActivityRow, buildActivityRows, toMilestoneRows } from './activity-rows.ts';
import { useDomainEvents } from './happenings.ts';
import { newestItemsPath } from './tail.ts';

/** Requests, milestones and callbacks in one stream, newest first. */
export function Activity() {
  const apiPath = useSandboxApiPath();
  const requestCount = useQuery<ApiSchemas['RequestCount']>(apiPath('/requests/count'), ['requests']).value?.count;
  const eventCount = useQuery<ApiSchemas['EventList']>(apiPath('/events?limit=1'), ['events', 'sandbox']).value?.total;
  const requests = useQuery<ApiSchemas['RequestList']>(newestItemsPath(apiPath('/requests'), requestCount), [
    'requests',
  ]).value;
  const events = useQuery<ApiSchemas['EventList']>(newestItemsPath(apiPath('/events'), eventCount), ['events']).value;
  const domainEvents = useDomainEvents();
  const latest = buildActivityRows(requests?.items ?? [], events?.items ?? [], toMilestoneRows(domainEvents));
  const [shown, newCount, showLatest] = useSteadyRows(latest);
  if (latest.length === 0) {
    return requestCount === 0 && eventCount === 0 ? (
      <section class="activity" aria-label="Activity">
        <h2>Activity</h2>
        <EmptyState title="Nothing has happened yet">
          <p>Requests, milestones and callbacks appear here as they happen.</p>
        </EmptyState>
      </section>
    ) : null;
  }
  return (
    <section class="activity" aria-label="Activity">
      <h2>Activity</h2>
      {newCount > 0 && (
        <button type="button" class="pill" onClick={showLatest}>
          {newCount} new
        </button>
      )}
      <ul class="stream" onMouseLeave={showLatest}>
        {shown.map((row) => (
          <li key={row.key}>
            <Link to={row.url} class={row.isFailure ? 'stream-row bad' : 'stream-row'}>
              <span class="stream-kind">
                <Mark kind={row.markKind} /> {row.kind}
              </span>
              <span class="stream-text">{row.title}</span>
              <span class="stream-more muted">{row.text}</span>
              <span class="stream-time muted">
                <Time virtualTime={row.at} wallClockTime={row.wallAt} short />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Nothing moves under the cursor: while the pointer or the focus is in the stream, new rows wait. */
function useSteadyRows(latest: readonly ActivityRow[]): readonly [readonly ActivityRow[], number, () => void] {
  const [shown, setShown] = useState(latest);
  const newestKey = latest[0]?.key;
  useEffect(() => {
    const stream = document.querySelector('.stream');
    if (!stream?.matches(':hover, :focus-within')) setShown(latest);
  }, [newestKey, latest.length]);
  const shownKeys = new Set(shown.map(({ key }) => key));
  const newCount = shown.length === 0 ? 0 : latest.filter(({ key }) => !shownKeys.has(key)).length;
  const latestByKey = new Map(latest.map((row) => [row.key, row]));
  const rows = shown.length === 0 ? latest : shown.map((row) => latestByKey.get(row.key) ?? row);
  return [rows, newCount, () => setShown(latest)];
}
