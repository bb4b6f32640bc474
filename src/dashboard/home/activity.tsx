import { useEffect, useState } from 'preact/hooks';
import type { Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Empty } from '../parts/empty.tsx';
import { Mark } from '../parts/state.tsx';
import { When } from '../parts/time.tsx';
import { Link } from '../shell/router.tsx';
import { useApi } from '../shell/sandbox.ts';
import { type ActivityRow, activityRows, milestoneRows } from './activity-rows.ts';
import { useHappenings } from './happenings.ts';
import { tailPath } from './tail.ts';

/** Requests, milestones and callbacks in one stream, newest first. */
export function Activity() {
  const api = useApi();
  const requestCount = useReading<Schemas['RequestCount']>(api('/requests/count'), ['requests']).value?.count;
  const eventCount = useReading<Schemas['EventList']>(api('/events?limit=1'), ['events', 'sandbox']).value?.total;
  const requests = useReading<Schemas['RequestList']>(tailPath(api('/requests'), requestCount), ['requests']).value;
  const events = useReading<Schemas['EventList']>(tailPath(api('/events'), eventCount), ['events']).value;
  const happenings = useHappenings();
  const latest = activityRows(requests?.items ?? [], events?.items ?? [], milestoneRows(happenings));
  const [shown, fresh, reveal] = useCalm(latest);
  if (latest.length === 0) {
    return requestCount === 0 && eventCount === 0 ? (
      <section class="activity" aria-label="Activity">
        <h2>Activity</h2>
        <Empty title="Nothing has happened yet">
          <p>Requests, milestones and callbacks appear here as they happen.</p>
        </Empty>
      </section>
    ) : null;
  }
  return (
    <section class="activity" aria-label="Activity">
      <h2>Activity</h2>
      {fresh > 0 && (
        <button type="button" class="pill" onClick={reveal}>
          {fresh} new
        </button>
      )}
      <ul class="stream" onMouseLeave={reveal}>
        {shown.map((row) => (
          <li key={row.key}>
            <Link to={row.to} class={row.bad ? 'stream-row bad' : 'stream-row'}>
              <span class="stream-kind">
                <Mark look={row.look} /> {row.kind}
              </span>
              <span class="stream-text">{row.title}</span>
              <span class="stream-more muted">{row.text}</span>
              <span class="stream-time muted">
                <When at={row.at} wallAt={row.wallAt} short />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Nothing moves under the cursor: while the pointer or the focus is in the stream, new rows wait. */
function useCalm(latest: readonly ActivityRow[]): readonly [readonly ActivityRow[], number, () => void] {
  const [shown, show] = useState(latest);
  const newest = latest[0]?.key;
  useEffect(() => {
    const stream = document.querySelector('.stream');
    if (!stream?.matches(':hover, :focus-within')) show(latest);
  }, [newest, latest.length]);
  const known = new Set(shown.map(({ key }) => key));
  const fresh = shown.length === 0 ? 0 : latest.filter(({ key }) => !known.has(key)).length;
  const current = new Map(latest.map((row) => [row.key, row]));
  const rows = shown.length === 0 ? latest : shown.map((row) => current.get(row.key) ?? row);
  return [rows, fresh, () => show(latest)];
}
