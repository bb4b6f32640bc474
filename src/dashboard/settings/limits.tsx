import { api as root, type Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Scroll } from '../parts/scroll.tsx';

/** Every limit in force, with the flag that changes it. */
export function Limits() {
  const { value } = useReading<Schemas['LimitList']>(`${root}/limits`, []);
  if (!value) return null;
  return (
    <section>
      <h2>Limits</h2>
      <Scroll class="table-place" label="Limits in force">
        <table class="table">
          <thead>
            <tr>
              <th scope="col">What</th>
              <th scope="col">Limit</th>
              <th scope="col">Flag</th>
              <th scope="col">Over it</th>
            </tr>
          </thead>
          <tbody>
            {value.items.map(({ name, text, unit, value: limit, default: usual, flag, over }) => (
              <tr key={name}>
                <th scope="row">{text}</th>
                <td>
                  {limit.toLocaleString('en-GB')} {unit}
                  {limit !== usual && <span class="muted"> (default {usual.toLocaleString('en-GB')})</span>}
                </td>
                <td class="mono">{flag}</td>
                <td>{over}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </section>
  );
}
