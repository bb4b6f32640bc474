import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { controlToken } from '../control/call.ts';
import { changedByUs, reconnectNow } from '../control/session.ts';
import { useSandbox } from './sandbox.ts';

/** A server that others can reach wants its control token before anything else. */
export function ControlTokenGate({ children }: { readonly children: ComponentChildren }) {
  const { trouble } = useSandbox();
  const [token, set] = useState('');
  if (trouble?.status !== 403) return <>{children}</>;
  return (
    <form
      class="page narrow"
      onSubmit={(event) => {
        event.preventDefault();
        controlToken.set(token);
        changedByUs();
        reconnectNow();
      }}
    >
      <h1>This server asks for its control token</h1>
      <p>
        It was started with <code>--control-token</code>. The token stays in this tab and goes nowhere but to this
        server.
      </p>
      <label class="field">
        Control token
        <input type="password" autocomplete="off" value={token} onInput={(event) => set(event.currentTarget.value)} />
      </label>
      <button type="submit" class="button primary">
        Use this token
      </button>
    </form>
  );
}
