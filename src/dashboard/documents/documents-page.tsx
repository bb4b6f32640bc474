import { useSandboxApiPath } from '../context/current-sandbox.ts';
import { encodePath, type PageLocation, pageUrl } from '../context/router.tsx';
import { useQuery } from '../control/query.ts';
import { useRows } from '../control/rows.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { objectOrEmpty, textOrUndefined, type UntypedObject } from '../models/untyped.ts';
import { formatShortDateTime } from '../parts/format.ts';
import { JsonView } from '../parts/json-view.tsx';
import { EmptyState, ErrorNote, Loading } from '../parts/placeholders.tsx';
import { RowsView } from '../parts/rows-view.tsx';
import { SplitView } from '../parts/split-view.tsx';
import { StateLabel } from '../parts/state-label.tsx';
import { TextFilter } from '../parts/text-filter.tsx';

interface DocumentKind {
  readonly title: string;
  readonly singular: string;
  /** What would add documents to the list. */
  readonly hint: string;
}

export const documentKinds: { readonly [kind: string]: DocumentKind } = {
  quotes: {
    title: 'Quotes',
    singular: 'quote',
    hint: 'A quote appears here when a client posts one to the Quote API. It stays for a month of virtual time.',
  },
  addresses: {
    title: 'Addresses',
    singular: 'address',
    hint: 'Addresses that were searched for or created appear here. The full address book is part of the package.',
  },
  qualifications: {
    title: 'Qualifications',
    singular: 'qualification',
    hint: 'Results of the Product Qualification API appear here: which products an address can have.',
  },
  appointments: {
    title: 'Appointments',
    singular: 'appointment',
    hint: 'Search for time slots and book one through the Appointment API: the booking appears here.',
  },
  assets: {
    title: 'Assets',
    singular: 'asset',
    hint: 'A completed order adds its installed service here. A modify or cease order refers to it.',
  },
};

interface DocumentsPageProps {
  readonly pageLocation: PageLocation;
  readonly kind: string;
  readonly id: string | undefined;
}

/** The documents of the sandbox besides orders, as BT's side would answer them. */
export function DocumentsPage({ pageLocation, kind, id }: DocumentsPageProps) {
  const apiPath = useSandboxApiPath();
  const q = pageLocation.search.get('q') ?? undefined;
  const { title, singular, hint } = documentKinds[kind] as DocumentKind;
  const rows = useRows<ApiSchemas['Document']>(apiPath(`/${kind}`), { q }, ['documents', 'orders']);
  return (
    <SplitView
      title={title}
      open={id !== undefined}
      backUrl={pageUrl(kind, { q })}
      detailKey={id ?? ''}
      list={
        <>
          <header class="list-head">
            <h1>{title}</h1>
            <TextFilter label={`Find in ${title.toLowerCase()}`} value={q} />
          </header>
          <RowsView
            rows={rows}
            label={title}
            rowName={singular}
            keyOf={(row) => row.id}
            urlOf={(row) => pageUrl(encodePath(kind, row.id), { q })}
            chosen={id}
            empty={
              q ? (
                <EmptyState title={`No ${singular} matches “${q}”`} />
              ) : (
                <EmptyState title={`No ${title.toLowerCase()} yet`}>
                  <p>{hint}</p>
                </EmptyState>
              )
            }
          >
            {(row) => <DocumentRow row={row} />}
          </RowsView>
        </>
      }
      detail={
        id === undefined ? (
          <EmptyState title={`Choose one to see its details`}>
            <p>{hint}</p>
          </EmptyState>
        ) : (
          <DocumentDetail kind={kind} singular={singular} id={id} key={id} />
        )
      }
    />
  );
}

function DocumentRow({ row }: { readonly row: ApiSchemas['Document'] }) {
  const { title, state, text } = summarizeDocument(row);
  return (
    <>
      <span class="row-line">
        <strong class="row-title">{title}</strong>
        {state && <StateLabel state={state} />}
      </span>
      <span class="row-line muted">
        <span class="row-text">{text}</span>
      </span>
    </>
  );
}

function DocumentDetail({
  kind,
  singular,
  id,
}: {
  readonly kind: string;
  readonly singular: string;
  readonly id: string;
}) {
  const apiPath = useSandboxApiPath();
  const { value, error } = useQuery<ApiSchemas['Document']>(apiPath(`/${kind}/${encodeURIComponent(id)}`), [
    'documents',
    'orders',
  ]);
  if (error && !value) return <ErrorNote error={error} subject={singular} />;
  if (!value) return <Loading />;
  const { title, state, text } = summarizeDocument(value);
  return (
    <article class="detail">
      <header class="detail-head">
        <p class="detail-kind">{singular}</p>
        <h2>{title}</h2>
        <p class="detail-facts">
          {state && <StateLabel state={state} />}
          <span class="mono">{id}</span>
          {text !== '' && text !== id && <span>{text}</span>}
        </p>
      </header>
      <JsonView value={value} label={`The ${singular}`} />
    </article>
  );
}

export interface DocumentSummary {
  readonly title: string;
  readonly state: string | undefined;
  readonly text: string;
}

/** A document in two lines: its own name if it has one, its state, and what distinguishes it from others. */
export function summarizeDocument(document: ApiSchemas['Document']): DocumentSummary {
  const members = document as unknown as UntypedObject;
  const address = [
    members.subUnit,
    members.buildingName,
    members.streetNr,
    members.streetName,
    members.city,
    members.postcode,
  ]
    .map((part) => (typeof part === 'string' ? part : undefined))
    .filter((part) => part !== undefined && part !== '')
    .join(', ');
  const period = objectOrEmpty(members.validFor ?? members.validForPeriod ?? members.effectiveQuotePeriod);
  const relevantTime =
    textOrUndefined(period.startDateTime) ??
    textOrUndefined(members.quoteDate) ??
    textOrUndefined(members.orderDate) ??
    textOrUndefined(members.creationDate);
  const name = textOrUndefined(members.externalId) ?? textOrUndefined(members.name) ?? (address || undefined);
  const product =
    textOrUndefined(objectOrEmpty(members.product).name) ??
    textOrUndefined(objectOrEmpty(members.productSpecification).name) ??
    textOrUndefined(members.category);
  return {
    title: name ?? document.id,
    state: textOrUndefined(members.state) ?? textOrUndefined(members.status),
    text: [product, name === undefined ? undefined : document.id, relevantTime && formatShortDateTime(relevantTime)]
      .filter(Boolean)
      .join(' · '),
  };
}
