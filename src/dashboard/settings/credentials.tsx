import { useState } from 'preact/hooks';
import type { Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Act } from '../parts/act.tsx';
import { Copy } from '../parts/copy.tsx';
import { usePreferences } from '../shell/preferences.ts';
import { useApi } from '../shell/sandbox.ts';

/** What a client needs to connect. The secret is masked until somebody asks; in presenter mode it stays so. */
export function Credentials() {
  const api = useApi();
  const { presenter } = usePreferences();
  const [shown, show] = useState(false);
  const { value } = useReading<Schemas['Credentials']>(api('/credentials'), ['sandbox']);
  if (!value) return null;
  const secret = shown && !presenter ? value.clientSecret : '••••••••••••';
  const rows: readonly (readonly [string, string, string])[] = [
    ['Base URL', value.baseUrl, value.baseUrl],
    ['Token URL', value.tokenUrl, value.tokenUrl],
    ['Client id', value.clientId, value.clientId],
    ['Client secret', secret, value.clientSecret],
    ['DUNS', value.duns, value.duns],
    ['Portal login id', value.portalLoginId, value.portalLoginId],
  ];
  return (
    <section>
      <h2>Credentials</h2>
      <dl class="facts wide-facts">
        {rows.map(([name, text, copied]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span class="mono break">{text}</span>
              {name === 'Client secret' && (
                <button
                  type="button"
                  class="button small"
                  aria-pressed={shown}
                  disabled={presenter}
                  onClick={() => show(!shown)}
                >
                  {shown && !presenter ? 'Hide' : 'Reveal'}
                </button>
              )}
              <Copy label="Copy" text={copied} />
            </dd>
          </div>
        ))}
      </dl>
      <div class="actions">
        <Act
          call={{ method: 'POST', path: api('/tokens/expire') }}
          saying={() => 'Every token of this sandbox has expired'}
        >
          Expire all tokens
        </Act>
        <Act
          call={{ method: 'POST', path: api('/rate-limit/reset') }}
          saying={() => 'The calls counted so far are forgotten'}
        >
          Reset the rate limit
        </Act>
      </div>
    </section>
  );
}
