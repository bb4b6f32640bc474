/** Headers as a small table, collapsed. */
export function HeaderTable({
  title,
  headers,
}: {
  readonly title: string;
  readonly headers: { readonly [name: string]: string } | undefined;
}) {
  const pairs = Object.entries(headers ?? {});
  if (pairs.length === 0) return null;
  return (
    <details class="headers">
      <summary>
        {title} ({pairs.length})
      </summary>
      <dl class="facts mono">
        {pairs.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="break">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
