import type { ApiSchemas } from '../control/schemas.ts';

const describeReceived = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};

/** Every fault at once: where, what was found, what would be right, and where the spec says so. */
export function Violations({ why, status }: { readonly why: readonly ApiSchemas['Why'][]; readonly status: number }) {
  if (why.length === 0) return null;
  return (
    <section class="violations" aria-label="Violations">
      <h3>
        {status >= 400 ? 'Why it was rejected' : 'Findings'}:{' '}
        {why.length === 1 ? 'one violation' : `${why.length} violations`}
      </h3>
      <ol>
        {why.map(({ pointer, got, expected, rule, spec }, index) => (
          <li key={`${pointer}.${index}`}>
            <p class="mono break violation-pointer">{pointer === '' ? 'the whole body' : pointer}</p>
            <dl class="facts">
              <div>
                <dt>Got</dt>
                <dd class="break">{describeReceived(got)}</dd>
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
