import { useState } from 'preact/hooks';
import type { Schemas } from '../control/call.ts';
import { Command } from '../parts/copy.tsx';
import { verify } from './verify.ts';

interface SignatureProps {
  readonly attempts: readonly Schemas['Attempt'][];
  readonly payload: unknown;
  readonly signed: boolean;
}

const snippet = `import { Webhook } from 'standardwebhooks';
// rawBody: the bytes as they came, before any JSON parser
new Webhook(process.env.WEBHOOK_SECRET).verify(rawBody, request.headers);`;

/** Signatures are this sandbox's extra: a helper to check one, and how to check it in code. */
export function Signature({ attempts, payload, signed }: SignatureProps) {
  const [secret, setSecret] = useState('');
  const [found, setFound] = useState<string | undefined>();
  const headers = lowered(
    attempts.findLast(({ request }) => lowered(request?.headers)['webhook-signature'])?.request?.headers,
  );
  if (!signed && !headers['webhook-signature']) return null;
  return (
    <section>
      <h3>Signature</h3>
      <p class="mono break">{headers['webhook-signature'] ?? 'The attempts so far carried none.'}</p>
      <form
        class="send-elsewhere"
        onSubmit={async (event) => {
          event.preventDefault();
          setFound(await verify(secret, headers, JSON.stringify(payload)));
        }}
      >
        <label class="field inline">
          Check it with the secret
          <input
            type="password"
            autocomplete="off"
            value={secret}
            onInput={(event) => setSecret(event.currentTarget.value)}
          />
        </label>
        <button type="submit" class="button">
          Verify
        </button>
        {found && <p role="status">{found}</p>}
      </form>
      <Command text={snippet} />
    </section>
  );
}

const lowered = (
  headers: { readonly [name: string]: string } | undefined,
): { readonly [name: string]: string | undefined } =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
