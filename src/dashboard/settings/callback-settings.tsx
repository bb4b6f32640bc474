import { useId, useState } from 'preact/hooks';
import type { Schemas } from '../control/call.ts';
import { Act } from '../parts/act.tsx';
import { useApi } from '../shell/sandbox.ts';

type AuthType = 'none' | 'basic' | 'header' | 'oauth2';

/** Members of each kind of authentication: name, label, secret. */
const members: { readonly [type in AuthType]: readonly (readonly [name: string, label: string, secret?: true])[] } = {
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

/** Where callbacks go. What is a secret is taken and never shown again. */
export function CallbackSettings({ sandbox }: { readonly sandbox: Schemas['Sandbox'] }) {
  const api = useApi();
  const { callback } = sandbox;
  const [url, setUrl] = useState(callback?.url ?? '');
  const [type, setType] = useState<AuthType>(callback?.auth ?? 'none');
  const [values, setValues] = useState<{ readonly [name: string]: string }>({});
  const given = members[type].flatMap(([name]) => (values[name] ? [[name, values[name]]] : []));
  const body = { callback: { url, ...(type === 'none' ? {} : { auth: { type, ...Object.fromEntries(given) } }) } };
  return (
    <section>
      <h2>Callbacks</h2>
      <p>
        {callback ? (
          <>
            They go to <span class="mono break">{callback.url}</span>, authentication: {callback.auth}
            {callback.signed && ', signed'}.
          </>
        ) : (
          'They stay in the built-in inbox: nothing leaves this machine.'
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
      {members[type].map(([name, label, secret]) => (
        <Member
          key={name}
          label={label}
          secret={secret ?? false}
          value={values[name] ?? ''}
          changed={(value) => setValues({ ...values, [name]: value })}
        />
      ))}
      <div class="actions">
        <Act
          tone="primary"
          call={{ method: 'PATCH', path: api(), body }}
          notNow={url === '' ? 'Write a URL first.' : undefined}
          saying={() => 'Callbacks go there from now on'}
        >
          Use this URL
        </Act>
        {callback && (
          <Act
            call={{ method: 'PATCH', path: api(), body: { callback: null } }}
            saying={() => 'Callbacks stay in the inbox'}
          >
            Back to the built-in inbox
          </Act>
        )}
        <Act<Schemas['Attempt']>
          call={{ method: 'POST', path: api('/callback/test'), body: {} }}
          saying={({ status, error }) => `The test came back: ${status ?? error ?? 'no answer'}`}
        >
          Send a test
        </Act>
      </div>
    </section>
  );
}

interface MemberProps {
  readonly label: string;
  readonly secret: boolean;
  readonly value: string;
  readonly changed: (value: string) => void;
}

function Member({ label, secret, value, changed }: MemberProps) {
  const input = (event: { readonly currentTarget: HTMLInputElement }) => changed(event.currentTarget.value);
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {secret ? (
        <input id={id} type="password" autocomplete="off" value={value} onInput={input} />
      ) : (
        <input id={id} type="text" autocomplete="off" value={value} onInput={input} />
      )}
    </div>
  );
}
