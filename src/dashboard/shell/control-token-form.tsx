import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useSandbox } from '../context/current-sandbox.ts';
import { controlToken } from '../control/api-client.ts';
import { reconnectNow, refreshAfterOwnCall } from '../control/stream-session.ts';

/** Asks for the control token, which a shared server requires before anything else. */
export function ControlTokenForm({ children }: { readonly children: ComponentChildren }) {
  const { error } = useSandbox();
  const [token, setToken] = useState('');
  if (error?.status !== 403) return <>{children}</>;
  return (
    <form
      class="page narrow"
      onSubmit={(event) => {
        event.preventDefault();
        controlToken.set(token);
        refreshAfterOwnCall();
        reconnectNow();
      }}
    >
      <h1>Control token required</h1>
      <p>
        It was started with <code>--control-token</code>. The token stays in this tab and is sent only to this server.
      </p>
      <label class="field">
        Control token
        <input
          type="password"
          autocomplete="off"
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
      </label>
      <button type="submit" class="button primary">
        Use this token
      </button>
    </form>
  );
}
