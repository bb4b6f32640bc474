/** Checks a Standard Webhooks signature in the browser; the secret goes nowhere. Says what was found. */
export async function verifySignature(
  secret: string,
  headers: { readonly [name: string]: string | undefined },
  body: string,
): Promise<string> {
  const signatures = (headers['webhook-signature'] ?? '').split(' ').map((one) => one.replace(/^v1,/, ''));
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
