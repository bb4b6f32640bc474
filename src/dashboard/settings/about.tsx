import type { ApiSchemas } from '../control/schemas.ts';
import { formatDateTime, formatWallTime } from '../parts/words.ts';

interface AboutProps {
  readonly sandbox: ApiSchemas['Sandbox'];
  readonly status: ApiSchemas['Status'] | undefined;
}

export function AboutSection({ sandbox, status }: AboutProps) {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Seed', sandbox.seed],
    ['Profile', sandbox.profile],
    ['Virtual start', `${formatDateTime(sandbox.start)} (virtual)`],
    ['Working days', 'England & Wales, Scotland, Northern Ireland; London time'],
    ['State', status?.persistence.text],
    ['Damage found at start', status?.persistence.damage.join('; ') || undefined],
    ['Refusing requests', status?.persistence.refusing],
    ['etherbox', status?.version],
    ['Running since', status && `${formatWallTime(status.startedAt)} (wall)`],
    ['Egress', status?.egress],
    ['Sandboxes', status && String(status.sandboxes)],
  ];
  return (
    <section>
      <h2>About</h2>
      <dl class="facts wide-facts">
        {rows.map(([name, text]) =>
          text === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="break">{text}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
