import { createHmac } from 'node:crypto';

/**
 * Headers of a Standard Webhooks signature, an extra of this sandbox: BT is not known to sign. `secrets` is one secret,
 * or several separated by spaces while a secret is being rotated; each adds its own signature. A secret is `whsec_` and
 * base64, or plain text. `timestamp` is wall time in whole seconds, because receivers refuse old ones.
 */
export function signatureHeaders(
  secrets: string,
  eventId: string,
  timestamp: number,
  body: string,
): { readonly [header: string]: string } {
  const signed = `${eventId}.${timestamp}.${body}`;
  const signatures = secrets
    .split(/\s+/)
    .filter((secret) => secret !== '')
    .map((secret) => `v1,${createHmac('sha256', secretKeyOf(secret)).update(signed).digest('base64')}`);
  return {
    'webhook-id': eventId,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signatures.join(' '),
  };
}

function secretKeyOf(secret: string): Buffer {
  return secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : Buffer.from(secret);
}
