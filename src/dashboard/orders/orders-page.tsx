import type { Schemas } from '../control/call.ts';
import { useRows } from '../control/rows.ts';
import { Empty } from '../parts/empty.tsx';
import { Filter } from '../parts/filter.tsx';
import { RowsView } from '../parts/rows-view.tsx';
import { Split } from '../parts/split.tsx';
import { lookOf, Mark, State } from '../parts/state.tsx';
import { inWords, shortDay, shownId } from '../parts/words.ts';
import { usePreferences } from '../shell/preferences.ts';
import { addressOf, encoded, Link, type Place } from '../shell/router.tsx';
import { useApi } from '../shell/sandbox.ts';
import { OrderDetail } from './order-detail.tsx';
import { orderFacts } from './order-facts.ts';
import { useTroublesMet } from './troubles-met.ts';
import { WaitingOrders } from './waiting-orders.tsx';

type Order = Schemas['Document'];

export function OrdersPage({ place, id }: { readonly place: Place; readonly id: string | undefined }) {
  const q = place.search.get('q') ?? undefined;
  const waiting = place.search.get('waiting') !== null;
  const keep = { q, waiting: waiting ? 'yes' : undefined };
  return (
    <Split
      title="Orders"
      open={id !== undefined}
      back={addressOf('orders', keep)}
      detailKey={id ?? ''}
      list={
        <>
          <header class="list-head">
            <h1>Orders</h1>
            <Filter label="Find in orders" value={q} />
            <nav class="chips" aria-label="Which orders">
              <Link class="chip" to={addressOf('orders', { q })} aria-current={waiting ? undefined : 'true'}>
                All
              </Link>
              <Link
                class="chip"
                to={addressOf('orders', { q, waiting: 'yes' })}
                aria-current={waiting ? 'true' : undefined}
              >
                Waiting for you
              </Link>
            </nav>
          </header>
          {waiting ? <WaitingOrders chosen={id} /> : <AllOrders q={q} chosen={id} />}
        </>
      }
      detail={id === undefined ? <NoOrderChosen /> : <OrderDetail id={id} place={place} key={id} />}
    />
  );
}

function AllOrders({ q, chosen }: { readonly q: string | undefined; readonly chosen: string | undefined }) {
  const api = useApi();
  const troublesOf = useTroublesMet();
  const rows = useRows<Order>(api('/orders'), { q }, ['orders']);
  return (
    <RowsView
      rows={rows}
      label="Orders, newest first"
      what="order"
      lines={3}
      keyOf={({ id }) => id}
      to={({ id }) => addressOf(encoded('orders', id), { q })}
      chosen={chosen}
      empty={q ? <Empty title={`No order holds “${q}”`} /> : <NoOrders />}
    >
      {(order) => <OrderRow order={order} troubles={troublesOf(order.id)} />}
    </RowsView>
  );
}

interface OrderRowProps {
  readonly order: Order;
  readonly troubles: readonly string[];
}

function OrderRow({ order, troubles }: OrderRowProps) {
  const { presenter } = usePreferences();
  const { id, externalId, product, action, state, milestone, next, openActions, lastCallback } = orderFacts(order);
  return (
    <>
      <span class="row-line">
        <strong class="row-title">{externalId ?? shownId(id, presenter)}</strong>
        <State state={state} />
      </span>
      <span class="row-line">
        <span class="row-text">
          {product}
          {action && ` · ${inWords(action)}`}
        </span>
        {externalId && <span class="mono muted">{shownId(id, presenter)}</span>}
      </span>
      <span class="row-line muted">
        <span class="row-text">
          {next ? `Next: ${next.what}, ${shortDay(next.at)}` : milestone ? `Last: ${milestone}` : 'Nothing is planned'}
        </span>
        <span class="row-chips">
          {troubles.length > 0 && <span class="tag">{troubles.join(', ')}</span>}
          {openActions > 0 && <span class="tag ask">waits for you</span>}
          {openActions === 0 && lastCallback && lastCallback !== 'suppressed' && (
            <span class="with-mark">
              <Mark look={lookOf(lastCallback)} /> callback {lastCallback}
            </span>
          )}
        </span>
      </span>
    </>
  );
}

function NoOrders() {
  return (
    <Empty title="No orders yet">
      <p>An order appears here the moment a client posts one to the Product Order API.</p>
      <p>
        <Link to={addressOf('')}>The first steps</Link> have a line to paste, and{' '}
        <Link to={addressOf('scenarios')}>scenarios</Link> bring orders of their own.
      </p>
    </Empty>
  );
}

function NoOrderChosen() {
  return (
    <Empty title="Choose an order to see its timeline">
      <p>What has happened is solid, now is a line, and what is planned is outlined with what will make it happen.</p>
      <p class="muted">
        <kbd>j</kbd> <kbd>k</kbd> move through the list, <kbd>Enter</kbd> opens.
      </p>
    </Empty>
  );
}
