import { useEffect, useState } from 'preact/hooks';
import { useSandboxApiPath } from '../context/current-sandbox.ts';
import { encodePath, Link, pageUrl } from '../context/router.tsx';
import { queryString, sendCall } from '../control/api-client.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { summarizeOrder } from '../models/order-summary.ts';
import { Dialog } from '../parts/dialog.tsx';
import { humanize } from '../parts/format.ts';

interface SearchHit {
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly to: string;
}

type SearchedPage = { readonly items: readonly Record<string, unknown>[] };

const searchDelayMs = 150;
const maxHitsPerList = 5;

const searchedLists: readonly (readonly [path: string, section: string, name: string])[] = [
  ['/orders', 'orders', 'Order'],
  ['/events', 'callbacks', 'Callback'],
  ['/requests', 'requests', 'Request'],
  ['/quotes', 'quotes', 'Quote'],
  ['/addresses', 'addresses', 'Address'],
  ['/appointments', 'appointments', 'Appointment'],
  ['/assets', 'assets', 'Asset'],
];

/** One search field for everything in the sandbox. */
export function SearchDialog({ close }: { readonly close: () => void }) {
  const apiPath = useSandboxApiPath();
  const [text, setText] = useState('');
  const [hits, setHits] = useState<readonly SearchHit[] | undefined>();
  useEffect(() => {
    const searchText = text.trim();
    if (searchText === '') return setHits(undefined);
    let current = true;
    const timer = setTimeout(async () => {
      const results = await Promise.all(
        searchedLists.map(async ([path, section, name]) => {
          const outcome = await sendCall<SearchedPage>({
            method: 'GET',
            path: apiPath(path) + queryString({ q: searchText, limit: maxHitsPerList }),
          });
          return 'value' in outcome ? outcome.value.items.map((item) => toSearchHit(section, name, item)) : [];
        }),
      );
      if (current) setHits(results.flat());
    }, searchDelayMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text]);
  return (
    <Dialog title="Search this sandbox" close={close} wide>
      <search>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            document.querySelector<HTMLElement>('.hits a')?.click();
          }}
        >
          <label class="field">
            Id, postcode, status or text of a body
            <input
              type="search"
              autofocus
              autocomplete="off"
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
            />
          </label>
        </form>
      </search>
      <p class="muted" role="status">
        {hits === undefined
          ? 'Orders, callbacks, requests, quotes, addresses, appointments, assets.'
          : hits.length === 0
            ? 'Nothing found.'
            : `${hits.length} found. Enter opens the first.`}
      </p>
      <ul class="hits">
        {hits?.map(({ kind, title, text: details, to }) => (
          <li key={to}>
            <Link to={to} onClickCapture={close}>
              <span class="hit-kind">{kind}</span>
              <strong>{title}</strong>
              <span class="muted">{details}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function toSearchHit(section: string, kind: string, item: Record<string, unknown>): SearchHit {
  const id = String(item.id ?? item.eventId);
  const to = pageUrl(encodePath(section, id));
  if (section === 'orders') {
    const { externalId, product, state } = summarizeOrder(item as ApiSchemas['Document']);
    return { kind, title: externalId ?? id, text: `${product} · ${humanize(state)}`, to };
  }
  if (section === 'requests') return { kind, title: `${item.method} ${item.path}`, text: String(item.status), to };
  if (section === 'callbacks')
    return { kind, title: String(item.eventType), text: `${item.orderId ?? ''} · ${item.state}`, to };
  return { kind, title: String(item.externalId ?? id), text: String(item.state ?? item.status ?? ''), to };
}
