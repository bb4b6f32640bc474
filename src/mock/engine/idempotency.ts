import type { Call } from '../domain/call.ts';
import { toText } from '../domain/canonical.ts';
import { keyed } from '../domain/ids.ts';
import { type Answer, type Family, refuse } from '../domain/problem.ts';
import { collection, type World } from '../domain/sandbox.ts';

/**
 * A retried POST is one order: the `Idempotency-Key` header (IETF draft-07), a sandbox extra that the strict profile
 * switches off. The first answer is kept for 24 hours of wall time, at most 10,000 keys in a sandbox, and survives a restart.
 */
export interface KeptAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: unknown;
  readonly orderId?: string;
  readonly wallAt: number;
}

export const keptAnswers = collection<KeptAnswer>('idempotency');
export const idempotencyLimits = { keys: 10_000, wallMs: 24 * 3_600_000 };

/** The kept answer when this key was used before with the same request; a refusal when with another; else undefined. */
export function replayAnswer(
  world: World,
  call: Call,
  family: Family,
  wallNow: number,
  limits = idempotencyLimits,
): Answer | undefined {
  const key = keyOf(world, call);
  const kept = key === undefined ? undefined : world.get(keptAnswers, key);
  if (!kept || wallNow - kept.wallAt > limits.wallMs) return undefined;
  if (kept.fingerprint !== fingerprint(call)) {
    return refuse(family, 'unprocessable', 'This Idempotency-Key was used with another request', [
      {
        pointer: 'header/idempotency-key',
        got: call.headers['idempotency-key'],
        expected: 'a new key for a new request',
        rule: 'idempotency-key draft-07',
      },
    ]);
  }
  const { status, headers, body, orderId } = kept;
  return { status, headers: { ...headers, 'Idempotent-Replayed': 'true' }, body, ...(orderId ? { orderId } : {}) };
}

/** Remember the answer of a request that carried a key. */
export function keepAnswer(
  world: World,
  call: Call,
  answer: Answer,
  wallNow: number,
  limits = idempotencyLimits,
): void {
  const key = keyOf(world, call);
  if (key === undefined || answer.status >= 400) return;
  if (world.count(keptAnswers) >= limits.keys) {
    const [oldest] = world.list(keptAnswers);
    if (oldest) world.remove(keptAnswers, oldest[0]);
  }
  const { status, headers = {}, body, orderId } = answer;
  world.put(keptAnswers, key, {
    fingerprint: fingerprint(call),
    status,
    headers,
    body,
    wallAt: wallNow,
    ...(orderId ? { orderId } : {}),
  });
}

function keyOf(world: World, call: Call): string | undefined {
  const key = call.headers['idempotency-key'];
  if (key === undefined || key === '' || call.body === undefined || world.profile.mode === 'strict') return undefined;
  return `${call.operationId}/${key.slice(0, 255)}`;
}

function fingerprint(call: Call): string {
  return keyed(call.operationId, toText(call.params), toText(call.body)).toString('base64url');
}
