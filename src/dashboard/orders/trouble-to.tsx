import { useState } from 'preact/hooks';
import { controlApiRoot } from '../control/call.ts';
import { useQuery } from '../control/reading.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { ActionButton } from '../parts/act.tsx';
import { humanize } from '../parts/words.ts';
import { collectSetbacks } from '../scenarios/troubles.ts';
import { useSandboxApiPath } from '../shell/sandbox.ts';

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
