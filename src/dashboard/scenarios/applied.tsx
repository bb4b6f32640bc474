import type { Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Act } from '../parts/act.tsx';
import { inWords } from '../parts/words.ts';
import { useApi } from '../shell/sandbox.ts';

/** Faults and troubles that are set now, each with its way out. */
export function AppliedList() {
  const api = useApi();
  const faults = useReading<Schemas['FaultList']>(api('/faults'), ['faults', 'requests', 'events']).value?.items ?? [];
  const troubles = useReading<Schemas['TroubleList']>(api('/troubles'), ['faults', 'orders']).value?.items ?? [];
  if (faults.length + troubles.length === 0) return null;
  return (
    <section class="applied" aria-label="In force in this sandbox">
      <h2>In force in this sandbox</h2>
      <ul>
        {faults.map((fault) => (
          <li key={fault.id}>
            <span>
              <strong>{inWords(fault.operation)}</strong> <span class="muted">{describe(fault)}</span>
            </span>
            <Act
              call={{ method: 'DELETE', path: api(`/faults/${encodeURIComponent(fault.id)}`) }}
              saying={() => 'The fault is gone'}
            >
              Mend
            </Act>
          </li>
        ))}
        {troubles.map(({ id, trouble, match, orderIds = [] }) => (
          <li key={id}>
            <span>
              <strong>{inWords(trouble)}</strong>{' '}
              <span class="muted">
                for{' '}
                {Object.entries(match)
                  .map(([name, value]) => `${name} ${String(value)}`)
                  .join(', ')}
                {orderIds.length > 0 && `; met ${orderIds.join(', ')}`}
              </span>
            </span>
            <Act
              call={{ method: 'DELETE', path: api(`/troubles/${encodeURIComponent(id)}`) }}
              saying={() => 'The trouble is detached'}
            >
              Detach
            </Act>
          </li>
        ))}
      </ul>
    </section>
  );
}

function describe(fault: Schemas['FaultSet']): string {
  const {
    id: _id,
    operation: _operation,
    times,
    left,
    ...rest
  } = fault as Schemas['FaultSet'] & { readonly [member: string]: unknown };
  const what = Object.entries(rest).map(
    ([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  return [...what, left === null ? 'for ever' : `${left} of ${times} left`].join(', ');
}
