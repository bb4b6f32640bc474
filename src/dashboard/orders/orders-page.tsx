import { useSandboxApiPath } from '../context/current-sandbox.ts';
import { usePreferences } from '../context/preferences.ts';
import { encodePath, Link, type PageLocation, pageUrl } from '../context/router.tsx';
import { useQuery } from '../control/query.ts';
import { useRows } from '../control/rows.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { summarizeOrder } from '../models/order-summary.ts';
import { displayId, formatShortDay, humanize } from '../parts/format.ts';
import { EmptyState, Loading } from '../parts/placeholders.tsx';
import { RowsView } from '../parts/rows-view.tsx';
import { SplitView } from '../parts/split-view.tsx';
import { Mark, markForState, StateLabel } from '../parts/state-label.tsx';
import { TextFilter } from '../parts/text-filter.tsx';
import { OrderDetail } from './order-detail.tsx';
import { useAttachedSetbacks } from './order-setbacks.tsx';

type ListedOrder = ApiSchemas['Document'];

/** The list of orders, and beside it the selected one. */
export function OrdersPage({
  pageLocation,
  id,
}: {
  readonly pageLocation: PageLocation;
  readonly id: string | undefined;
}) {
  const q = pageLocation.search.get('q') ?? undefined;
  const onlyWaiting = pageLocation.search.get('waiting') !== null;
  const listParameters = { q, onlyWaiting: onlyWaiting ? 'yes' : undefined };
  return (
    <SplitView
      title="Orders"
      open={id !== undefined}
      backUrl={pageUrl('orders', listParameters)}
      detailKey={id ?? ''}
      list={
        <>
          <header class="list-head">
            <h1>Orders</h1>
            <TextFilter label="Find in orders" value={q} />
            <nav class="chips" aria-label="Filter orders">
              <Link class="chip" to={pageUrl('orders', { q })} aria-current={onlyWaiting ? undefined : 'true'}>
                All
              </Link>
              <Link
                class="chip"
                to={pageUrl('orders', { q, onlyWaiting: 'yes' })}
                aria-current={onlyWaiting ? 'true' : undefined}
              >
                Waiting for you
              </Link>
            </nav>
          </header>
          {onlyWaiting ? <WaitingOrders chosen={id} /> : <AllOrders q={q} chosen={id} />}
        </>
      }
      detail={id === undefined ? <NoOrderChosen /> : <OrderDetail id={id} pageLocation={pageLocation} key={id} />}
    />
  );
}

function AllOrders({ q, chosen }: { readonly q: string | undefined; readonly chosen: string | undefined }) {
  const apiPath = useSandboxApiPath();
  const setbacksOf = useAttachedSetbacks();
  const rows = useRows<ListedOrder>(apiPath('/orders'), { q }, ['orders']);
  return (
    <RowsView
      rows={rows}
      label="Orders, newest first"
      rowName="order"
      lines={3}
      keyOf={({ id }) => id}
      urlOf={({ id }) => pageUrl(encodePath('orders', id), { q })}
      chosen={chosen}
      empty={q ? <EmptyState title={`No order matches “${q}”`} /> : <NoOrders />}
    >
      {(order) => <OrderRow order={order} setbacks={setbacksOf(order.id)} />}
    </RowsView>
  );
}

interface OrderRowProps {
  readonly order: ListedOrder;
  readonly setbacks: readonly string[];
}

function OrderRow({ order, setbacks }: OrderRowProps) {
  const { presenter } = usePreferences();
  const { id, externalId, product, action, state, milestone, next, openActionCount, lastCallbackState } =
    summarizeOrder(order);
  return (
    <>
      <span class="row-line">
        <strong class="row-title">{externalId ?? displayId(id, presenter)}</strong>
        <StateLabel state={state} />
      </span>
      <span class="row-line">
        <span class="row-text">
          {product}
          {action && ` · ${humanize(action)}`}
        </span>
        {externalId && <span class="mono muted">{displayId(id, presenter)}</span>}
      </span>
      <span class="row-line muted">
        <span class="row-text">
          {next
            ? `Next: ${next.label}, ${formatShortDay(next.at)}`
            : milestone
              ? `Last: ${milestone}`
              : 'No further step is planned'}
        </span>
        <span class="row-chips">
          {setbacks.length > 0 && <span class="tag">{setbacks.join(', ')}</span>}
          {openActionCount > 0 && <span class="tag ask">waiting for you</span>}
          {openActionCount === 0 && lastCallbackState && lastCallbackState !== 'suppressed' && (
            <span class="with-mark">
              <Mark kind={markForState(lastCallbackState)} /> callback {lastCallbackState}
            </span>
          )}
        </span>
      </span>
    </>
  );
}

function NoOrders() {
  return (
    <EmptyState title="No orders yet">
      <p>An order appears here when a client posts it to the Product Order API.</p>
      <p>
        <Link to={pageUrl('')}>The first steps</Link> have a command to paste, and{' '}
        <Link to={pageUrl('scenarios')}>scenarios</Link> create orders.
      </p>
    </EmptyState>
  );
}

function NoOrderChosen() {
  return (
    <EmptyState title="Choose an order to see its timeline">
      <p>
        Past steps are solid, a line marks the current time, and planned steps are outlined with the reason for each.
      </p>
      <p class="muted">
        <kbd>j</kbd> <kbd>k</kbd> move through the list, <kbd>Enter</kbd> opens.
      </p>
    </EmptyState>
  );
}

/** Orders that wait for a decision of the customer. */
export function WaitingOrders({ chosen }: { readonly chosen: string | undefined }) {
  const apiPath = useSandboxApiPath();
  const { value } = useQuery<ApiSchemas['OpenActionList']>(apiPath('/open-actions?state=open&limit=1000'), [
    'orders',
    'clock',
  ]);
  if (!value) return <Loading />;
  if (value.items.length === 0) {
    return (
      <EmptyState title="No order is waiting for you">
        <p>
          When BT needs a decision (extra charges, a new date, a missed appointment), the order appears here with the
          possible answers.
        </p>
      </EmptyState>
    );
  }
  return (
    <div class="rows plain">
      <ul aria-label="Orders waiting for you">
        {value.items.map(({ id, orderId, kind, text, due }) => (
          <li key={id}>
            <Link
              class="row"
              to={pageUrl(encodePath('orders', orderId), { waiting: 'yes' })}
              aria-current={orderId === chosen ? 'true' : undefined}
            >
              <span class="row-line">
                <strong class="row-title">{text ?? humanize(kind)}</strong>
                {due && <span class="muted">answer by {formatShortDay(due)}</span>}
              </span>
              <span class="row-line muted">Order {orderId}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
