import type { Schemas } from '../control/call.ts';

/** The nearest operations to a request that found none, with a tick or a cross per criterion. */
export function NearMisses({ nearMisses }: { readonly nearMisses: readonly Schemas['NearMiss'][] }) {
  if (nearMisses.length === 0) return null;
  return (
    <section>
      <h3>Did you mean</h3>
      <ul class="near">
        {nearMisses.map(({ operationId, method, path, matches }) => (
          <li key={operationId}>
            <p class="mono break">
              <strong>{method.toUpperCase()}</strong> {path}
            </p>
            <p>
              {operationId}
              {Object.entries(matches).map(([criterion, fits]) => (
                <span class={fits ? 'criterion fits' : 'criterion'} key={criterion}>
                  <span aria-hidden="true">{fits ? '✓' : '✗'}</span> {criterion}
                  <span class="visually-hidden">{fits ? ' fits' : ' does not fit'}</span>
                </span>
              ))}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
