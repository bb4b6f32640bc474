import { controlApiRoot } from '../control/call.ts';
import { useQuery } from '../control/reading.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { ScrollArea } from '../parts/scroll.tsx';

/** Every limit in force, with the flag that changes it. */
export function LimitsSection() {
  const { value } = useQuery<ApiSchemas['LimitList']>(`${controlApiRoot}/limits`, []);
  if (!value) return null;
  return (
    <section>
      <h2>Limits</h2>
      <ScrollArea class="table-place" label="Limits in force">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Limit</th>
              <th scope="col">Flag</th>
              <th scope="col">When exceeded</th>
            </tr>
          </thead>
          <tbody>
            {value.items.map(
              ({ name, text, unit, value: currentValue, default: defaultValue, flag, over: whenExceeded }) => (
                <tr key={name}>
                  <th scope="row">{text}</th>
                  <td>
                    {currentValue.toLocaleString('en-GB')} {unit}
                    {currentValue !== defaultValue && (
                      <span class="muted"> (default {defaultValue.toLocaleString('en-GB')})</span>
                    )}
                  </td>
                  <td class="mono">{flag}</td>
                  <td>{whenExceeded}</td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </ScrollArea>
    </section>
  );
}
