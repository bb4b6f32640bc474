import type { Schemas } from '../control/call.ts';
import { useRows } from '../control/rows.ts';
import { Empty } from '../parts/empty.tsx';
import { Filter } from '../parts/filter.tsx';
import { RowsView } from '../parts/rows-view.tsx';
import { Split } from '../parts/split.tsx';
import { State } from '../parts/state.tsx';
import { When } from '../parts/time.tsx';
import { inWords, readably } from '../parts/words.ts';
import { addressOf, encoded, Link, type Place } from '../shell/router.tsx';
import { useApi } from '../shell/sandbox.ts';
import { CallbackDetail } from './callback-detail.tsx';
import { EndpointBanner } from './endpoint-banner.tsx';
import { eventLook, eventSubject, eventWord } from './event-words.ts';

type Event = Schemas['Event'];

export const eventStates = ['waiting', 'retrying', 'delivered', 'failed', 'suppressed'] as const;

interface CallbacksPageProps {
  readonly place: Place;
  readonly id: string | undefined;
  readonly attempt: number | undefined;
}

/** The callback inbox. */
export function CallbacksPage({ place, id, attempt }: CallbacksPageProps) {
  const api = useApi();
  const q = place.search.get('q') ?? undefined;
  const state = eventStates.find((one) => one === place.search.get('state'));
  const rows = useRows<Event>(api('/events'), { q, state }, ['events']);
  return (
    <Split
      title="Callbacks"
      open={id !== undefined}
      back={addressOf('callbacks', { q, state })}
      detailKey={id ?? ''}
      list={
        <>
          <header class="list-head">
            <h1>Callbacks</h1>
            <Filter label="Find in callbacks" value={q} />
            <nav class="chips" aria-label="Which callbacks">
              {[undefined, ...eventStates].map((one) => (
                <Link
                  class="chip"
                  key={one ?? 'all'}
                  to={addressOf('callbacks', { q, state: one })}
                  aria-current={one === state ? 'true' : undefined}
                >
                  {one === undefined ? 'All' : inWords(one)}
                  {one !== undefined && rows.counts[one] !== undefined && (
                    <span class="tab-count">{rows.counts[one]}</span>
                  )}
                </Link>
              ))}
            </nav>
            <EndpointBanner counts={rows.counts} />
          </header>
          <RowsView
            rows={rows}
            label="Callbacks, newest first"
            what="callback"
            lines={3}
            keyOf={({ eventId }) => eventId}
            to={({ eventId }) => addressOf(encoded('callbacks', eventId), { q, state })}
            chosen={id}
            empty={q || state ? <Empty title={`No callback is ${state ?? 'like this'}`} /> : <NoCallbacks />}
          >
            {(event) => <CallbackRow event={event} />}
          </RowsView>
        </>
      }
      detail={id === undefined ? <NoneChosen /> : <CallbackDetail id={id} attempt={attempt} key={id} />}
    />
  );
}

function CallbackRow({ event }: { readonly event: Event }) {
  const { eventType, orderId, externalId, at, payload, attempts = [], nextAttempt, reason } = event;
  const last = attempts.at(-1);
  const order = externalId ?? (orderId ? `Order ${orderId}` : 'No order');
  return (
    <>
      <span class="row-line">
        <strong class="row-title">{[order, eventSubject(payload)].filter(Boolean).join(' · ')}</strong>
        <State state={eventLook(event)} text={inWords(eventWord(event))} />
      </span>
      <span class="row-line">
        <span class="row-text">{eventType}</span>
        <span class="muted">
          <When at={at} wallAt={last?.wallAt} short />
        </span>
      </span>
      <span class="row-line muted">
        <span class="row-text">
          {last
            ? `Attempt ${last.n}: ${last.status ?? last.error ?? 'no answer'}`
            : readably(reason ?? 'Not tried yet')}
        </span>
        {nextAttempt && (
          <span>
            next <When at={nextAttempt.at} short />, {nextAttempt.clock}
          </span>
        )}
      </span>
    </>
  );
}

function NoCallbacks() {
  return (
    <Empty title="No callbacks yet">
      <p>
        An order sends one as it is acknowledged and at every milestone after. Without a URL of yours they land here, in
        the built-in inbox.
      </p>
      <p>
        <Link to={addressOf('')}>Place an order</Link>, or set your own listener in{' '}
        <Link to={addressOf('settings')}>Settings</Link>.
      </p>
    </Empty>
  );
}

function NoneChosen() {
  return (
    <Empty title="Choose a callback to see its payload and attempts">
      <p>
        Each attempt shows what was sent, what came back, how long it took, and when the next one is due on which clock.
      </p>
    </Empty>
  );
}
