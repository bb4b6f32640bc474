import { useState } from 'preact/hooks';
import { useSandboxApiPath } from '../context/current-sandbox.ts';
import { usePreferences } from '../context/preferences.ts';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { CopyButton } from '../parts/copy-button.tsx';

/** The credentials of a client. The secret is masked until the user asks for it; in presenter mode it stays masked. */
export function CredentialsSection() {
  const apiPath = useSandboxApiPath();
  const { presenter } = usePreferences();
  const [secretShown, setSecretShown] = useState(false);
  const { value } = useQuery<ApiSchemas['Credentials']>(apiPath('/credentials'), ['sandbox']);
  if (!value) return null;
  const secret = secretShown && !presenter ? value.clientSecret : '••••••••••••';
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
        {rows.map(([name, text, copiedValue]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span class="mono break">{text}</span>
              {name === 'Client secret' && (
                <button
                  type="button"
                  class="button small"
                  aria-pressed={secretShown}
                  disabled={presenter}
                  onClick={() => setSecretShown(!secretShown)}
                >
                  {secretShown && !presenter ? 'Hide' : 'Reveal'}
                </button>
              )}
              <CopyButton label="Copy" text={copiedValue} />
            </dd>
          </div>
        ))}
      </dl>
      <div class="actions">
        <ActionButton
          call={{ method: 'POST', path: apiPath('/tokens/expire') }}
          successMessage={() => 'All tokens of this sandbox have expired'}
        >
          Expire all tokens
        </ActionButton>
        <ActionButton
          call={{ method: 'POST', path: apiPath('/rate-limit/reset') }}
          successMessage={() => 'Rate limit counters reset'}
        >
          Reset the rate limit
        </ActionButton>
      </div>
    </section>
  );
}
