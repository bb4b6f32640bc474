import { useQuery } from '../control/reading.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { EmptyState, Loading } from '../parts/empty.tsx';
import { formatShortDay, humanize } from '../parts/words.ts';
import { encodePath, Link, pageUrl } from '../shell/router.tsx';
import { useSandboxApiPath } from '../shell/sandbox.ts';

/** Orders that stand still until the customer decides something. */
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
                {due && <span class="muted">by {formatShortDay(due)}</span>}
              </span>
              <span class="row-line muted">Order {orderId}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
