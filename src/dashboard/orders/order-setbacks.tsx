import { useState } from 'preact/hooks';
import { useSandboxApiPath } from '../context/current-sandbox.ts';
import { controlApiRoot } from '../control/api-client.ts';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { collectSetbacks } from '../models/setback-summary.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { humanize } from '../parts/format.ts';

/** Attaches a setback to this order, if the order has not passed the step where it applies. */
export function AttachSetback({ orderId, product }: { readonly orderId: string; readonly product: string }) {
  const apiPath = useSandboxApiPath();
  const { value } = useQuery<ApiSchemas['JourneyList']>(`${controlApiRoot}/journeys`, []);
  const [chosen, choose] = useState('');
  const allSetbacks = collectSetbacks(value?.items ?? []);
  const productSetbacks = allSetbacks.filter(({ products }) =>
    products.some((name) => product.toLowerCase().includes(name.toLowerCase())),
  );
  const offeredSetbacks = productSetbacks.length > 0 ? productSetbacks : allSetbacks;
  if (offeredSetbacks.length === 0) return null;
  const setback = chosen || (offeredSetbacks[0]?.id ?? '');
  return (
    <section class="attach-setback">
      <label class="field inline">
        Setback
        <select value={setback} onChange={(event) => choose(event.currentTarget.value)}>
          {offeredSetbacks.map(({ id, title }) => (
            <option value={id} key={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <ActionButton
        call={{ method: 'POST', path: apiPath('/setbacks'), body: { match: { orderId }, setback } }}
        successMessage={() => `Setback attached: ${humanize(setback)}`}
      >
        Attach to this order
      </ActionButton>
    </section>
  );
}

/** Returns a function that lists the setbacks attached to an order. */
export function useAttachedSetbacks(): (orderId: string) => readonly string[] {
  const apiPath = useSandboxApiPath();
  const { value } = useQuery<ApiSchemas['SetbackList']>(apiPath('/setbacks'), ['setbacks', 'orders']);
  return (orderId) =>
    (value?.items ?? []).filter(({ orderIds }) => orderIds?.includes(orderId)).map(({ setback }) => setback);
}
