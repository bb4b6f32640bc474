import type { Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { useRows } from '../control/rows.ts';
import { Empty, Loading, TroubleNote } from '../parts/empty.tsx';
import { Filter } from '../parts/filter.tsx';
import { Json } from '../parts/json.tsx';
import { RowsView } from '../parts/rows-view.tsx';
import { Split } from '../parts/split.tsx';
import { State } from '../parts/state.tsx';
import { addressOf, encoded, type Place } from '../shell/router.tsx';
import { useApi } from '../shell/sandbox.ts';
import { summaryOf } from './summaries.ts';

interface Inventory {
  readonly title: string;
  readonly one: string;
  /** What would fill the list. */
  readonly teach: string;
}

export const inventories: { readonly [kind: string]: Inventory } = {
  quotes: {
    title: 'Quotes',
    one: 'quote',
    teach: 'A quote appears here when a client posts one to the Quote API. It stays for a month of virtual time.',
  },
  addresses: {
    title: 'Addresses',
    one: 'address',
    teach: 'Searches and temporary addresses show up here; the address book itself is part of the package.',
  },
  qualifications: {
    title: 'Qualifications',
    one: 'qualification',
    teach: 'Ask the Product Qualification API what can be had at an address, and its answer is kept here.',
  },
  appointments: {
    title: 'Appointments',
    one: 'appointment',
    teach: 'Search for time slots and book one through the Appointment API: the booking appears here.',
  },
  assets: {
    title: 'Assets',
    one: 'asset',
    teach: 'A completed order leaves an installed service here: what a modify or a cease names.',
  },
};

interface BrowsePageProps {
  readonly place: Place;
  readonly kind: string;
  readonly id: string | undefined;
}

/** What the sandbox holds besides orders, as BT's side would answer it. */
export function BrowsePage({ place, kind, id }: BrowsePageProps) {
  const api = useApi();
  const q = place.search.get('q') ?? undefined;
  const { title, one, teach } = inventories[kind] as Inventory;
  const rows = useRows<Schemas['Document']>(api(`/${kind}`), { q }, ['documents', 'orders']);
  return (
    <Split
      title={title}
      open={id !== undefined}
      back={addressOf(kind, { q })}
      detailKey={id ?? ''}
      list={
        <>
          <header class="list-head">
            <h1>{title}</h1>
            <Filter label={`Find in ${title.toLowerCase()}`} value={q} />
          </header>
          <RowsView
            rows={rows}
            label={title}
            what={one}
            keyOf={(row) => row.id}
            to={(row) => addressOf(encoded(kind, row.id), { q })}
            chosen={id}
            empty={
              q ? (
                <Empty title={`No ${one} holds “${q}”`} />
              ) : (
                <Empty title={`No ${title.toLowerCase()} yet`}>
                  <p>{teach}</p>
                </Empty>
              )
            }
          >
            {(row) => <BrowseRow row={row} />}
          </RowsView>
        </>
      }
      detail={
        id === undefined ? (
          <Empty title={`Choose one to see it whole`}>
            <p>{teach}</p>
          </Empty>
        ) : (
          <BrowseDetail kind={kind} one={one} id={id} key={id} />
        )
      }
    />
  );
}

function BrowseRow({ row }: { readonly row: Schemas['Document'] }) {
  const { title, state, text } = summaryOf(row);
  return (
    <>
      <span class="row-line">
        <strong class="row-title">{title}</strong>
        {state && <State state={state} />}
      </span>
      <span class="row-line muted">
        <span class="row-text">{text}</span>
      </span>
    </>
  );
}

function BrowseDetail({ kind, one, id }: { readonly kind: string; readonly one: string; readonly id: string }) {
  const api = useApi();
  const { value, trouble } = useReading<Schemas['Document']>(api(`/${kind}/${encodeURIComponent(id)}`), [
    'documents',
    'orders',
  ]);
  if (trouble && !value) return <TroubleNote trouble={trouble} what={one} />;
  if (!value) return <Loading />;
  const { title, state, text } = summaryOf(value);
  return (
    <article class="detail">
      <header class="detail-head">
        <p class="detail-kind">{one}</p>
        <h2>{title}</h2>
        <p class="detail-facts">
          {state && <State state={state} />}
          <span class="mono">{id}</span>
          {text !== '' && text !== id && <span>{text}</span>}
        </p>
      </header>
      <Json value={value} label={`The ${one}`} />
    </article>
  );
}
