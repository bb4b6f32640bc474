import { useSandboxApiPath } from '../context/current-sandbox.ts';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { humanize } from '../parts/format.ts';

/** Active fault injections and setbacks, each with a button that removes it. */
export function ActiveInjections() {
  const apiPath = useSandboxApiPath();
  const faultInjections =
    useQuery<ApiSchemas['FaultInjectionList']>(apiPath('/fault-injections'), ['faultInjections', 'requests', 'events'])
      .value?.items ?? [];
  const setbacks = useQuery<ApiSchemas['SetbackList']>(apiPath('/setbacks'), ['setbacks', 'orders']).value?.items ?? [];
  if (faultInjections.length + setbacks.length === 0) return null;
  return (
    <section class="applied" aria-label="Active in this sandbox">
      <h2>Active in this sandbox</h2>
      <ul>
        {faultInjections.map((faultInjection) => (
          <li key={faultInjection.id}>
            <span>
              <strong>{humanize(faultInjection.operation)}</strong>{' '}
              <span class="muted">{faultInjectionSummary(faultInjection)}</span>
            </span>
            <ActionButton
              call={{ method: 'DELETE', path: apiPath(`/fault-injections/${encodeURIComponent(faultInjection.id)}`) }}
              successMessage={() => 'Fault injection removed'}
            >
              Remove
            </ActionButton>
          </li>
        ))}
        {setbacks.map(({ id, setback, match, orderIds = [] }) => (
          <li key={id}>
            <span>
              <strong>{humanize(setback)}</strong>{' '}
              <span class="muted">
                for{' '}
                {Object.entries(match)
                  .map(([name, value]) => `${name} ${String(value)}`)
                  .join(', ')}
                {orderIds.length > 0 && `; applied to ${orderIds.join(', ')}`}
              </span>
            </span>
            <ActionButton
              call={{ method: 'DELETE', path: apiPath(`/setbacks/${encodeURIComponent(id)}`) }}
              successMessage={() => 'Setback detached'}
            >
              Detach
            </ActionButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function faultInjectionSummary(faultInjection: ApiSchemas['FaultInjectionSet']): string {
  const {
    id: _id,
    operation: _operation,
    times,
    left,
    ...rest
  } = faultInjection as ApiSchemas['FaultInjectionSet'] & { readonly [member: string]: unknown };
  const settings = Object.entries(rest).map(
    ([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`,
  );
  return [...settings, left === null ? 'no limit' : `${left} of ${times} left`].join(', ');
}
