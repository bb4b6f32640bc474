import { useSandboxApiPath } from '../context/current-sandbox.ts';
import { encodePath, Link, type PageLocation, pageUrl } from '../context/router.tsx';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { callbackMarkState, deliveryStatusText, eventSubject } from '../models/event-summary.ts';
import { humanize } from '../parts/format.ts';
import { diffJson, JsonView } from '../parts/json-view.tsx';
import { EmptyState } from '../parts/placeholders.tsx';
import { ScrollArea } from '../parts/scroll-area.tsx';
import { HttpStatusLabel, StateLabel } from '../parts/state-label.tsx';
import { Time } from '../parts/time.tsx';

interface OrderPayloadProps {
  readonly order: ApiSchemas['Document'];
  readonly requests: readonly ApiSchemas['Request'][];
  readonly pageLocation: PageLocation;
}

const payloadViews = ['stored', 'submitted', 'diff'] as const;
const payloadViewNames = { stored: 'Stored', submitted: 'Submitted', diff: 'What differs' } as const;

/** The order as it was sent, as it is now, and the difference. */
export function OrderPayload({ order, requests, pageLocation }: OrderPayloadProps) {
  const apiPath = useSandboxApiPath();
  const view = payloadViews.find((payloadView) => payloadView === pageLocation.search.get('view')) ?? 'stored';
  const createRequest = requests.find(({ method, status }) => method === 'POST' && status < 300);
  const { value } = useQuery<ApiSchemas['Request']>(
    createRequest && apiPath(`/requests/${encodeURIComponent(createRequest.id)}`),
    ['requests'],
  );
  const submitted = value?.request?.body;
  return (
    <>
      <nav class="chips" aria-label="Choose a payload">
        {payloadViews.map((payloadView) => (
          <Link
            class="chip"
            key={payloadView}
            aria-current={payloadView === view ? 'true' : undefined}
            to={pageUrl(pageLocation.path, { ...Object.fromEntries(pageLocation.search), view: payloadView })}
          >
            {payloadViewNames[payloadView]}
          </Link>
        ))}
      </nav>
      {view === 'stored' && <JsonView value={order} label="Order as stored" />}
      {view !== 'stored' && submitted === undefined && (
        <p class="muted">
          The journal does not hold the request that created this order: a scenario created it, or the entry was
          evicted.
        </p>
      )}
      {view === 'submitted' && submitted !== undefined && <JsonView value={submitted} label="Order as submitted" />}
      {view === 'diff' && submitted !== undefined && <PayloadDiff before={submitted} after={order} />}
    </>
  );
}

const shortValue = (value: unknown): string => {
  const text = value === undefined ? '–' : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
};

function PayloadDiff({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  return (
    <ScrollArea class="table-place" label="What differs">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">Pointer</th>
            <th scope="col">Submitted</th>
            <th scope="col">Stored</th>
          </tr>
        </thead>
        <tbody>
          {diffJson(before, after).map((difference) => (
            <tr key={difference.pointer}>
              <th scope="row" class="mono">
                {difference.pointer}
              </th>
              <td class="mono">{shortValue(difference.before)}</td>
              <td class="mono">{shortValue(difference.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}

/** The requests of an order, as links. */
export function OrderRequests({ requests }: { readonly requests: readonly ApiSchemas['Request'][] }) {
  if (requests.length === 0) return <EmptyState title="The journal has no request for this order" />;
  return (
    <ul class="plain-list">
      {requests.toReversed().map(({ id, method, path, status, at, wallAt }) => (
        <li key={id}>
          <Link to={pageUrl(encodePath('requests', id))}>
            <HttpStatusLabel status={status} />
            <span class="mono grow">
              {method} {path}
            </span>
            <span class="muted">
              <Time virtualTime={at} wallClockTime={wallAt} short />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** The callbacks of an order, as links. */
export function OrderCallbacks({ events }: { readonly events: readonly ApiSchemas['Event'][] }) {
  if (events.length === 0) {
    return (
      <EmptyState title="No callback yet">
        <p>Every milestone and state change sends one. Advance the clock to the next milestone.</p>
      </EmptyState>
    );
  }
  return (
    <ul class="plain-list">
      {events.toReversed().map((event) => (
        <li key={event.eventId}>
          <Link to={pageUrl(encodePath('callbacks', event.eventId))}>
            <StateLabel state={callbackMarkState(event)} text={humanize(deliveryStatusText(event))} />
            <span class="grow">{[event.eventType, eventSubject(event.payload)].filter(Boolean).join(' · ')}</span>
            <span class="muted">
              <Time virtualTime={event.at} short />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

interface OrderNotesProps {
  readonly order: ApiSchemas['Document'];
  readonly requests: readonly ApiSchemas['Request'][];
}

/** Notes on the order, and the journal's notes on its requests, for example about ignored members. */
export function OrderNotes({ order, requests }: OrderNotesProps) {
  const { note } = order as {
    readonly note?: readonly { readonly text?: unknown; readonly author?: unknown; readonly date?: unknown }[];
  };
  const requestNotes = requests.flatMap(({ id, notes }) => (notes ?? []).map((text) => ({ id, text })));
  if (!note?.length && requestNotes.length === 0) {
    return (
      <EmptyState title="No notes">
        <p>Notes on the order appear here, and members of its requests that the sandbox accepted but ignored.</p>
      </EmptyState>
    );
  }
  return (
    <ul class="plain-list notes">
      {note?.map(({ text, author, date }, index) => (
        <li key={index}>
          <p>{String(text ?? '')}</p>
          <p class="muted">{[author, date].filter(Boolean).map(String).join(', ')}</p>
        </li>
      ))}
      {requestNotes.map(({ id, text }) => (
        <li key={id + text}>
          <p>{text}</p>
          <p class="muted">
            Notes on <Link to={pageUrl(encodePath('requests', id))}>{id}</Link>
          </p>
        </li>
      ))}
    </ul>
  );
}
