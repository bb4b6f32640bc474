import { useState } from 'preact/hooks';
import { useSandboxApiPath } from '../context/current-sandbox.ts';
import { controlApiRoot } from '../control/api-client.ts';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { collectSetbacks } from '../models/setback-summary.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { humanize } from '../parts/format.ts';

/** Make something go wrong with this order, if it has not passed the place where it could. */
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
        What if
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
        Apply to this order
      </ActionButton>
    </section>
  );
}

/** Which troubles were attached to which order: an order says what story it is in. */
export function useAttachedSetbacks(): (orderId: string) => readonly string[] {
  const apiPath = useSandboxApiPath();
  const { value } = useQuery<ApiSchemas['SetbackList']>(apiPath('/setbacks'), ['setbacks', 'orders']);
  return (orderId) =>
    (value?.items ?? []).filter(({ orderIds }) => orderIds?.includes(orderId)).map(({ setback }) => setback);
}
