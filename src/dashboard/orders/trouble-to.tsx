import { useState } from 'preact/hooks';
import { api as root, type Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Act } from '../parts/act.tsx';
import { inWords } from '../parts/words.ts';
import { troublesOf } from '../scenarios/troubles.ts';
import { useApi } from '../shell/sandbox.ts';

/** Make something go wrong with this order, if it has not passed the place where it could. */
export function TroubleTo({ orderId, product }: { readonly orderId: string; readonly product: string }) {
  const api = useApi();
  const { value } = useReading<Schemas['JourneyList']>(`${root}/journeys`, []);
  const [chosen, choose] = useState('');
  const all = troublesOf(value?.items ?? []);
  const own = all.filter(({ products }) => products.some((one) => product.toLowerCase().includes(one.toLowerCase())));
  const offered = own.length > 0 ? own : all;
  if (offered.length === 0) return null;
  const trouble = chosen || (offered[0]?.id ?? '');
  return (
    <section class="trouble-to">
      <label class="field inline">
        What if
        <select value={trouble} onChange={(event) => choose(event.currentTarget.value)}>
          {offered.map(({ id, title }) => (
            <option value={id} key={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <Act
        call={{ method: 'POST', path: api('/troubles'), body: { match: { orderId }, trouble } }}
        saying={() => `This order will meet: ${inWords(trouble)}`}
      >
        Let it happen to this order
      </Act>
    </section>
  );
}
