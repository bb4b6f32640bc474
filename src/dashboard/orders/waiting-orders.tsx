import type { Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Empty, Loading } from '../parts/empty.tsx';
import { inWords, shortDay } from '../parts/words.ts';
import { addressOf, encoded, Link } from '../shell/router.tsx';
import { useApi } from '../shell/sandbox.ts';

/** Orders that stand still until the customer decides something. */
export function WaitingOrders({ chosen }: { readonly chosen: string | undefined }) {
  const api = useApi();
  const { value } = useReading<Schemas['OpenActionList']>(api('/open-actions?state=open&limit=1000'), [
    'orders',
    'clock',
  ]);
  if (!value) return <Loading />;
  if (value.items.length === 0) {
    return (
      <Empty title="No order waits for you">
        <p>
          When BT needs a decision (extra charges, a new date, a missed appointment), the order appears here with its
          answers.
        </p>
      </Empty>
    );
  }
  return (
    <div class="rows plain">
      <ul aria-label="Orders that wait for you">
        {value.items.map(({ id, orderId, kind, text, due }) => (
          <li key={id}>
            <Link
              class="row"
              to={addressOf(encoded('orders', orderId), { waiting: 'yes' })}
              aria-current={orderId === chosen ? 'true' : undefined}
            >
              <span class="row-line">
                <strong class="row-title">{text ?? inWords(kind)}</strong>
                {due && <span class="muted">by {shortDay(due)}</span>}
              </span>
              <span class="row-line muted">Order {orderId}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
