import { useState } from 'preact/hooks';
import type { ApiSchemas } from '../control/schemas.ts';
import { CommandLine } from '../parts/copy.tsx';
import { verifySignature } from './verify.ts';

interface SignatureCheckProps {
  readonly attempts: readonly ApiSchemas['Attempt'][];
  readonly payload: unknown;
  readonly signed: boolean;
}

const verifySnippet = `import { Webhook } from 'standardwebhooks';
// rawBody: the bytes as they came, before any JSON parser
new Webhook(process.env.WEBHOOK_SECRET).verify(rawBody, request.headers);`;

/** Signatures are this sandbox's extra: a helper to check one, and how to check it in code. */
export function SignatureCheck({ attempts, payload, signed }: SignatureCheckProps) {
  const [secret, setSecret] = useState('');
  const [verdict, setVerdict] = useState<string | undefined>();
  const headers = withLowerCaseNames(
    attempts.findLast(({ request }) => withLowerCaseNames(request?.headers)['webhook-signature'])?.request?.headers,
  );
  if (!signed && !headers['webhook-signature']) return null;
  return (
    <section>
      <h3>Signature</h3>
      <p class="mono break">{headers['webhook-signature'] ?? 'No attempt has carried a signature yet.'}</p>
      <form
        class="send-to-url"
        onSubmit={async (event) => {
          event.preventDefault();
          setVerdict(await verifySignature(secret, headers, JSON.stringify(payload)));
        }}
      >
        <label class="field inline">
          Secret to check it with
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
        {verdict && <p role="status">{verdict}</p>}
      </form>
      <CommandLine text={verifySnippet} />
    </section>
  );
}

const withLowerCaseNames = (
  headers: { readonly [name: string]: string } | undefined,
): { readonly [name: string]: string | undefined } =>
  Object.fromEntries(Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
