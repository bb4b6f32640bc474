import type { Answer, OperationCall } from '#domain/core/call';
import { hashParts } from '#domain/core/ids';
import { toJsonText } from '#domain/core/json';
import { defineCollection, type Transaction } from '#domain/core/sandbox-state';
import { type ErrorFamily, refuse } from '#domain/errors/error-catalogue';

/**
 * A retried POST makes one order: the header `Idempotency-Key` (IETF draft-07), a sandbox extra that the strict profile
 * switches off. The first answer is stored for 24 hours of wall time, of at most 10,000 keys per sandbox, also across restarts.
 */
export interface IdempotentAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: unknown;
  readonly orderId?: string;
  readonly wallAt: number;
}

export const idempotentAnswers = defineCollection<IdempotentAnswer>('idempotency');
export const idempotencyLimits = { maxKeys: 10_000, maxAgeMs: 24 * 3_600_000 };

/** The stored answer when the key was used before with the same request; a refusal when with another; else undefined. */
export function replayIdempotentAnswer(
  transaction: Transaction,
  call: OperationCall,
  family: ErrorFamily,
  wallNow: number,
  limits = idempotencyLimits,
): Answer | undefined {
  const key = idempotencyKeyOf(transaction, call);
  const stored = key === undefined ? undefined : transaction.get(idempotentAnswers, key);
  if (!stored || wallNow - stored.wallAt > limits.maxAgeMs) return undefined;
  if (stored.fingerprint !== requestFingerprint(call)) {
    return refuse(family, 'unprocessable', 'This Idempotency-Key was used with another request', [
      {
        pointer: 'header/idempotency-key',
        got: call.headers['idempotency-key'],
        expected: 'a new key for a new request',
        rule: 'idempotency-key draft-07',
      },
    ]);
  }
  const { status, headers, body, orderId } = stored;
  return { status, headers: { ...headers, 'Idempotent-Replayed': 'true' }, body, ...(orderId ? { orderId } : {}) };
}

/** Stores the answer of a request that carried a key. */
export function storeIdempotentAnswer(
  transaction: Transaction,
  call: OperationCall,
  answer: Answer,
  wallNow: number,
  limits = idempotencyLimits,
): void {
  const key = idempotencyKeyOf(transaction, call);
  if (key === undefined || answer.status >= 400) return;
  if (transaction.count(idempotentAnswers) >= limits.maxKeys) {
    const [oldest] = transaction.list(idempotentAnswers);
    if (oldest) transaction.remove(idempotentAnswers, oldest[0]);
  }
  const { status, headers = {}, body, orderId } = answer;
  transaction.put(idempotentAnswers, key, {
    fingerprint: requestFingerprint(call),
    status,
    headers,
    body,
    wallAt: wallNow,
    ...(orderId ? { orderId } : {}),
  });
}

function idempotencyKeyOf(transaction: Transaction, call: OperationCall): string | undefined {
  const key = call.headers['idempotency-key'];
  if (key === undefined || key === '' || call.body === undefined || transaction.profile.mode === 'strict')
    return undefined;
  return `${call.operationId}/${key.slice(0, 255)}`;
}

function requestFingerprint(call: OperationCall): string {
  return hashParts(call.operationId, toJsonText(call.params), toJsonText(call.body)).toString('base64url');
}
