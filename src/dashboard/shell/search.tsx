import { useEffect, useState } from 'preact/hooks';
import { query, type Schemas, send } from '../control/call.ts';
import { orderFacts } from '../orders/order-facts.ts';
import { Dialog } from '../parts/dialog.tsx';
import { inWords } from '../parts/words.ts';
import { addressOf, encoded, Link } from './router.tsx';
import { useApi } from './sandbox.ts';

interface Hit {
  readonly kind: string;
  readonly title: string;
  readonly text: string;
  readonly to: string;
}

type Found = { readonly items: readonly Record<string, unknown>[] };

const pause = 150;
const perKind = 5;

const kinds: readonly (readonly [path: string, section: string, name: string])[] = [
  ['/orders', 'orders', 'Order'],
  ['/events', 'callbacks', 'Callback'],
  ['/requests', 'requests', 'Request'],
  ['/quotes', 'quotes', 'Quote'],
  ['/addresses', 'addresses', 'Address'],
  ['/appointments', 'appointments', 'Appointment'],
  ['/assets', 'assets', 'Asset'],
];

/** One field for everything in the sandbox. */
export function Search({ close }: { readonly close: () => void }) {
  const api = useApi();
  const [text, setText] = useState('');
  const [hits, setHits] = useState<readonly Hit[] | undefined>();
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === '') return setHits(undefined);
    let current = true;
    const timer = setTimeout(async () => {
      const found = await Promise.all(
        kinds.map(async ([path, section, name]) => {
          const outcome = await send<Found>({ method: 'GET', path: api(path) + query({ q: wanted, limit: perKind }) });
          return 'value' in outcome ? outcome.value.items.map((item) => hitOf(section, name, item)) : [];
        }),
      );
      if (current) setHits(found.flat());
    }, pause);
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
            An id, a postcode, a word of a body, a status
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
        {hits?.map(({ kind, title, text: more, to }) => (
          <li key={to}>
            <Link to={to} onClickCapture={close}>
              <span class="hit-kind">{kind}</span>
              <strong>{title}</strong>
              <span class="muted">{more}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function hitOf(section: string, kind: string, item: Record<string, unknown>): Hit {
  const id = String(item.id ?? item.eventId);
  const to = addressOf(encoded(section, id));
  if (section === 'orders') {
    const { externalId, product, state } = orderFacts(item as Schemas['Document']);
    return { kind, title: externalId ?? id, text: `${product} · ${inWords(state)}`, to };
  }
  if (section === 'requests') return { kind, title: `${item.method} ${item.path}`, text: String(item.status), to };
  if (section === 'callbacks')
    return { kind, title: String(item.eventType), text: `${item.orderId ?? ''} · ${item.state}`, to };
  return { kind, title: String(item.externalId ?? id), text: String(item.state ?? item.status ?? ''), to };
}
