import { useQuery } from '../control/reading.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { JsonView } from '../parts/json.tsx';
import { diffJson } from '../parts/json-lines.ts';
import { ScrollArea } from '../parts/scroll.tsx';
import { Link, type PageLocation, pageUrl } from '../shell/router.tsx';
import { useSandboxApiPath } from '../shell/sandbox.ts';

interface OrderPayloadProps {
  readonly order: ApiSchemas['Document'];
  readonly requests: readonly ApiSchemas['Request'][];
  readonly pageLocation: PageLocation;
}

const payloadViews = ['stored', 'submitted', 'diff'] as const;
const payloadViewNames = { stored: 'Stored', submitted: 'Submitted', diff: 'What differs' } as const;

/** What was sent, what the order is now, and what differs between the two. */
export function OrderPayload({ order, requests, pageLocation }: OrderPayloadProps) {
  const apiPath = useSandboxApiPath();
  const view = payloadViews.find((one) => one === pageLocation.search.get('view')) ?? 'stored';
  const createRequest = requests.find(({ method, status }) => method === 'POST' && status < 300);
  const { value } = useQuery<ApiSchemas['Request']>(
    createRequest && apiPath(`/requests/${encodeURIComponent(createRequest.id)}`),
    ['requests'],
  );
  const submitted = value?.request?.body;
  return (
    <>
      <nav class="chips" aria-label="Which payload">
        {payloadViews.map((one) => (
          <Link
            class="chip"
            key={one}
            aria-current={one === view ? 'true' : undefined}
            to={pageUrl(pageLocation.path, { ...Object.fromEntries(pageLocation.search), view: one })}
          >
            {payloadViewNames[one]}
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

const abbreviateValue = (value: unknown): string => {
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
          {diffJson(before, after).map((one) => (
            <tr key={one.pointer}>
              <th scope="row" class="mono">
                {one.pointer}
              </th>
              <td class="mono">{abbreviateValue(one.before)}</td>
              <td class="mono">{abbreviateValue(one.after)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollArea>
  );
}
