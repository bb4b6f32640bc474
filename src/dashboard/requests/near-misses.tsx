import type { ApiSchemas } from '../control/schemas.ts';

/** The nearest operations to a request that found none, with a tick or a cross per criterion. */
export function NearMisses({ nearMisses }: { readonly nearMisses: readonly ApiSchemas['NearMiss'][] }) {
  if (nearMisses.length === 0) return null;
  return (
    <section>
      <h3>Did you mean</h3>
      <ul class="near-misses">
        {nearMisses.map(({ operationId, method, path, matches }) => (
          <li key={operationId}>
            <p class="mono break">
              <strong>{method.toUpperCase()}</strong> {path}
            </p>
            <p>
              {operationId}
              {Object.entries(matches).map(([criterion, isMatch]) => (
                <span class={isMatch ? 'criterion fits' : 'criterion'} key={criterion}>
                  <span aria-hidden="true">{isMatch ? '✓' : '✗'}</span> {criterion}
                  <span class="visually-hidden">{isMatch ? ' matches' : ' does not match'}</span>
                </span>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
