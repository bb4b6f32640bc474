import { useId, useState } from 'preact/hooks';
import { useSandboxApiPath } from '../context/current-sandbox.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { ActionButton } from '../parts/action-button.tsx';

type AuthType = 'none' | 'basic' | 'header' | 'oauth2';

/** The members of each kind of authentication: name, label, secret. */
const authMembers: { readonly [type in AuthType]: readonly (readonly [name: string, label: string, secret?: true])[] } =
  {
    none: [],
    basic: [
      ['username', 'User name'],
      ['password', 'Password', true],
    ],
    header: [
      ['name', 'Header name'],
      ['value', 'Header value', true],
    ],
    oauth2: [
      ['tokenUrl', 'Token URL'],
      ['clientId', 'Client id'],
      ['clientSecret', 'Client secret', true],
      ['scope', 'Scope (optional)'],
    ],
  };

/** The callback setting. Secrets can be entered and are never shown again. */
export function CallbackSection({ sandbox }: { readonly sandbox: ApiSchemas['Sandbox'] }) {
  const apiPath = useSandboxApiPath();
  const { callback } = sandbox;
  const [url, setUrl] = useState(callback?.url ?? '');
  const [type, setType] = useState<AuthType>(callback?.auth ?? 'none');
  const [values, setValues] = useState<{ readonly [name: string]: string }>({});
  const filledMembers = authMembers[type].flatMap(([name]) => (values[name] ? [[name, values[name]]] : []));
  const body = {
    callback: { url, ...(type === 'none' ? {} : { auth: { type, ...Object.fromEntries(filledMembers) } }) },
  };
  return (
    <section>
      <h2>Callbacks</h2>
      <p>
        {callback ? (
          <>
            Callbacks go to <span class="mono break">{callback.url}</span>, authentication: {callback.auth}
            {callback.signed && ', signed'}.
          </>
        ) : (
          'Callbacks stay in the built-in inbox: nothing leaves this machine.'
        )}
      </p>
      <label class="field">
        Your callback URL
        <input
          type="url"
          placeholder="http://localhost:3000/callback"
          value={url}
          onInput={(event) => setUrl(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        Authentication
        <select value={type} onChange={(event) => setType(event.currentTarget.value as AuthType)}>
          <option value="none">None</option>
          <option value="basic">Basic</option>
          <option value="header">A header</option>
          <option value="oauth2">OAuth 2 client credentials</option>
        </select>
      </label>
      {authMembers[type].map(([name, label, secret]) => (
        <AuthField
          key={name}
          label={label}
          secret={secret ?? false}
          value={values[name] ?? ''}
          onChange={(value) => setValues({ ...values, [name]: value })}
        />
      ))}
      <div class="actions">
        <ActionButton
          tone="primary"
          call={{ method: 'PATCH', path: apiPath(), body }}
          disabledReason={url === '' ? 'Enter a URL first.' : undefined}
          successMessage={() => 'Callbacks now go to this URL'}
        >
          Use this URL
        </ActionButton>
        {callback && (
          <ActionButton
            call={{ method: 'PATCH', path: apiPath(), body: { callback: null } }}
            successMessage={() => 'Callbacks stay in the inbox'}
          >
            Back to the built-in inbox
          </ActionButton>
        )}
        <ActionButton<ApiSchemas['Attempt']>
          call={{ method: 'POST', path: apiPath('/callback/test'), body: {} }}
          successMessage={({ status, error }) => `Test callback: ${status ?? error ?? 'no answer'}`}
        >
          Send a test callback
        </ActionButton>
      </div>
    </section>
  );
}

interface AuthFieldProps {
  readonly label: string;
  readonly secret: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function AuthField({ label, secret, value, onChange }: AuthFieldProps) {
  const onInput = (event: { readonly currentTarget: HTMLInputElement }) => onChange(event.currentTarget.value);
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {secret ? (
        <input id={id} type="password" autocomplete="off" value={value} onInput={onInput} />
      ) : (
        <input id={id} type="text" autocomplete="off" value={value} onInput={onInput} />
      )}
    </div>
  );
}
