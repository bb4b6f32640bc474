import { useState } from 'preact/hooks';
import { useQuery } from '../control/reading.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { summarizeOrder } from '../orders/order-facts.ts';
import { ActionButton } from '../parts/act.tsx';
import { useSandboxApiPath } from '../shell/sandbox.ts';
import { MiniTimeline } from './mini-timeline.tsx';
import type { SetbackSummary } from './troubles.ts';

/** A trouble of a journey, for the next order of a product or for one that is under way. */
export function SetbackCard({ setback }: { readonly setback: SetbackSummary }) {
  const apiPath = useSandboxApiPath();
  const [target, setTarget] = useState('next');
  const orders = useQuery<ApiSchemas['Documents']>(apiPath('/orders?limit=1000'), ['orders']).value?.items ?? [];
  const [product = ''] = setback.products;
  const match =
    target === 'next'
      ? { product }
      : target.startsWith('product:')
        ? { product: target.slice(8) }
        : { orderId: target };
  return (
    <article class="card">
      <h3>{setback.title}</h3>
      {setback.summary && <p class="card-text">{setback.summary}</p>}
      <p class="muted small-text">{[...new Set(setback.products)].join(', ')}</p>
      <MiniTimeline steps={setback.steps.map((text) => ({ text }))} />
      <div class="card-end">
        <label class="field">
          Applies to
          <select value={target} onChange={(event) => setTarget(event.currentTarget.value)}>
            <option value="next">the next order: {product}</option>
            {[...new Set(setback.products)].slice(1).map((one) => (
              <option value={`product:${one}`} key={one}>
                the next order: {one}
              </option>
            ))}
            {orders.toReversed().map((order) => {
              const { id, externalId, state } = summarizeOrder(order);
              return (
                <option value={id} key={id}>
                  this order: {externalId ?? id} ({state})
                </option>
              );
            })}
          </select>
        </label>
        <ActionButton
          call={{ method: 'POST', path: apiPath('/setbacks'), body: { match, setback: setback.id } }}
          successMessage={() => `Attached: ${setback.title}`}
        >
          Apply
        </ActionButton>
      </div>
    </article>
  );
}
