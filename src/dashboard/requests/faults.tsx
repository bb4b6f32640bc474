import type { Schemas } from '../control/call.ts';

const short = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

/** Every fault at once: where, what was found, what would be right, and where the spec says so. */
export function Faults({ why, status }: { readonly why: readonly Schemas['Why'][]; readonly status: number }) {
  if (why.length === 0) return null;
  return (
    <section class="faults" aria-label="Faults">
      <h3>
        {status >= 400 ? 'Why it was refused' : 'Noticed'}: {why.length === 1 ? 'one fault' : `${why.length} faults`}
      </h3>
      <ol>
        {why.map(({ pointer, got, expected, rule, spec }, at) => (
          <li key={`${pointer}.${at}`}>
            <p class="mono break fault-pointer">{pointer === '' ? 'the whole body' : pointer}</p>
            <dl class="facts">
              <div>
                <dt>Got</dt>
                <dd class="break">{short(got)}</dd>
              </div>
              <div>
                <dt>Expected</dt>
                <dd class="break">{expected}</dd>
              </div>
              <div>
                <dt>Rule</dt>
                <dd class="break">
                  {rule}
                  {spec && <span class="muted mono"> {spec}</span>}
                </dd>
              </div>
            </dl>
          </li>
        ))}
      </ol>
    </section>
  );
}
