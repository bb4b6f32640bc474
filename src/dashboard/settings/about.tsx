import type { Schemas } from '../control/call.ts';
import { fullTime, wallTime } from '../parts/words.ts';

interface AboutProps {
  readonly sandbox: Schemas['Sandbox'];
  readonly status: Schemas['Status'] | undefined;
}

export function About({ sandbox, status }: AboutProps) {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Seed', sandbox.seed],
    ['Profile', sandbox.profile],
    ['Began at', `${fullTime(sandbox.start)} (virtual)`],
    ['Working days', 'England & Wales, Scotland, Northern Ireland; London time'],
    ['State', status?.persistence.text],
    ['Damage found', status?.persistence.damage.join('; ') || undefined],
    ['Refusing', status?.persistence.refusing],
    ['etherbox', status?.version],
    ['Running since', status && `${wallTime(status.startedAt)} (wall)`],
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
