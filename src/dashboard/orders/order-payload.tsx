import type { Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Json } from '../parts/json.tsx';
import { differences } from '../parts/json-lines.ts';
import { Scroll } from '../parts/scroll.tsx';
import { addressOf, Link, type Place } from '../shell/router.tsx';
import { useApi } from '../shell/sandbox.ts';

interface OrderPayloadProps {
  readonly order: Schemas['Document'];
  readonly requests: readonly Schemas['Request'][];
  readonly place: Place;
}

const views = ['stored', 'submitted', 'diff'] as const;
const names = { stored: 'Stored', submitted: 'Submitted', diff: 'What differs' } as const;

/** What was sent, what the order is now, and what differs between the two. */
export function OrderPayload({ order, requests, place }: OrderPayloadProps) {
  const api = useApi();
  const view = views.find((one) => one === place.search.get('view')) ?? 'stored';
  const created = requests.find(({ method, status }) => method === 'POST' && status < 300);
  const { value } = useReading<Schemas['Request']>(created && api(`/requests/${encodeURIComponent(created.id)}`), [
    'requests',
  ]);
  const submitted = value?.request?.body;
  return (
    <>
      <nav class="chips" aria-label="Which payload">
        {views.map((one) => (
          <Link
            class="chip"
            key={one}
            aria-current={one === view ? 'true' : undefined}
            to={addressOf(place.path, { ...Object.fromEntries(place.search), view: one })}
          >
            {names[one]}
          </Link>
        ))}
      </nav>
      {view === 'stored' && <Json value={order} label="Order as stored" />}
      {view !== 'stored' && submitted === undefined && (
        <p class="muted">
          The request that made this order is not in the journal: a scenario made it, or it made room for newer ones.
        </p>
      )}
      {view === 'submitted' && submitted !== undefined && <Json value={submitted} label="Order as submitted" />}
      {view === 'diff' && submitted !== undefined && <Diff before={submitted} after={order} />}
    </>
  );
}

const short = (value: unknown): string => {
  const text = value === undefined ? '–' : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
};

function Diff({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  return (
    <Scroll class="table-place" label="What differs">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Pointer</th>
            <th scope="col">Submitted</th>
            <th scope="col">Stored</th>
          </tr>
        </thead>
        <tbody>
          {differences(before, after).map((one) => (
            <tr key={one.pointer}>
              <th scope="row" class="mono">
                {one.pointer}
              </th>
              <td class="mono">{short(one.before)}</td>
              <td class="mono">{short(one.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
