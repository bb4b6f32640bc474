import { useState } from 'preact/hooks';
import type { Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { orderFacts } from '../orders/order-facts.ts';
import { Act } from '../parts/act.tsx';
import { useApi } from '../shell/sandbox.ts';
import { MiniTimeline } from './mini-timeline.tsx';
import type { TroubleFacts } from './troubles.ts';

/** A trouble of a journey, for the next order of a product or for one that is under way. */
export function TroubleCard({ trouble }: { readonly trouble: TroubleFacts }) {
  const api = useApi();
  const [to, setTo] = useState('next');
  const orders = useReading<Schemas['Documents']>(api('/orders?limit=1000'), ['orders']).value?.items ?? [];
  const [product = ''] = trouble.products;
  const match = to === 'next' ? { product } : to.startsWith('product:') ? { product: to.slice(8) } : { orderId: to };
  return (
    <article class="card">
      <h3>{trouble.title}</h3>
      {trouble.summary && <p class="card-text">{trouble.summary}</p>}
      <p class="muted small-text">{[...new Set(trouble.products)].join(', ')}</p>
      <MiniTimeline steps={trouble.steps.map((text) => ({ text }))} />
      <div class="card-end">
        <label class="field">
          Happens to
          <select value={to} onChange={(event) => setTo(event.currentTarget.value)}>
            <option value="next">the next order: {product}</option>
            {[...new Set(trouble.products)].slice(1).map((one) => (
              <option value={`product:${one}`} key={one}>
                the next order: {one}
              </option>
            ))}
            {orders.toReversed().map((order) => {
              const { id, externalId, state } = orderFacts(order);
              return (
                <option value={id} key={id}>
                  this order: {externalId ?? id} ({state})
                </option>
              );
            })}
          </select>
        </label>
        <Act
          call={{ method: 'POST', path: api('/troubles'), body: { match, trouble: trouble.id } }}
          saying={() => `Attached: ${trouble.title}`}
        >
          Apply
        </Act>
      </div>
    </article>
  );
}
