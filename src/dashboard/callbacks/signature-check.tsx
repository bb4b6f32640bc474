import { useState } from 'preact/hooks';
import type { ApiSchemas } from '../control/schemas.ts';
import { CommandLine } from '../parts/copy-button.tsx';

/**
 * Checks a Standard Webhooks signature in the browser; the secret is sent nowhere. Resolves to the finding as a
 * sentence.
 */
export async function verifySignature(
  secret: string,
  headers: { readonly [name: string]: string | undefined },
  body: string,
): Promise<string> {
  const signatures = (headers['webhook-signature'] ?? '').split(' ').map((signature) => signature.replace(/^v1,/, ''));
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  if (!('subtle' in crypto)) return 'Browsers can check signatures only on https or localhost.';
  let key: Uint8Array<ArrayBuffer>;
  try {
    key = toByteArray(atob(secret.replace(/^whsec_/, '')));
  } catch {
    return 'The secret must be whsec_ followed by base64.';
  }
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(content)));
  const expected = btoa(String.fromCharCode(...digest));
  return signatures.includes(expected)
    ? 'The signature is valid.'
    : 'The signature does not match this secret and payload.';
}

const toByteArray = (binary: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(binary, (character) => character.charCodeAt(0));

interface SignatureCheckProps {
  readonly attempts: readonly ApiSchemas['Attempt'][];
  readonly payload: unknown;
  readonly signed: boolean;
}

const verifySnippet = `import { Webhook } from 'standardwebhooks';
// rawBody: the bytes as they came, before any JSON parser
new Webhook(process.env.WEBHOOK_SECRET).verify(rawBody, request.headers);`;

/** A form that checks a signature, and the code that does it. Signatures are an extra of this sandbox. */
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
