/** Checks a Standard Webhooks signature in the browser; the secret goes nowhere. Says what was found. */
export async function verify(
  secret: string,
  headers: { readonly [name: string]: string | undefined },
  body: string,
): Promise<string> {
  const signatures = (headers['webhook-signature'] ?? '').split(' ').map((one) => one.replace(/^v1,/, ''));
  const content = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  if (!('subtle' in crypto)) return 'This browser computes signatures on https or localhost only.';
  let key: Uint8Array<ArrayBuffer>;
  try {
    key = bytesOf(atob(secret.replace(/^whsec_/, '')));
  } catch {
    return 'The secret is not whsec_ and base64.';
  }
  const imported = await crypto.subtle.importKey('raw', key, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
  const digest = new Uint8Array(await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(content)));
  const expected = btoa(String.fromCharCode(...digest));
  return signatures.includes(expected)
    ? 'The signature is right.'
    : 'The signature does not fit this secret and these bytes.';
}

const bytesOf = (binary: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(binary, (character) => character.charCodeAt(0));
