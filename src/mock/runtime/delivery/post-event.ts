import type { Attempt, FailureKind, ShownMessage, TokenCall } from '../../domain/order-notification/delivery.ts';
import { signatureHeaders } from '../../domain/order-notification/webhook-signature.ts';
import type { Callback } from '../../domain/sandbox.ts';
import type { AttemptResult } from '../../engine/outbox.ts';
import type { Answered, Egress, Mishap, Outcome } from '../egress/egress.ts';
import type { WallClock } from '../ports.ts';
import type { OutboundAuth, TokenFault } from './outbound-auth.ts';

/** One attempt to hand one event to one endpoint. */
export interface Post {
  readonly sandboxId: string;
  readonly eventId: string;
  /** Sent as `APIGW-Tracking-Header`: the same on every attempt. */
  readonly trackingId: string;
  readonly callback: Callback;
  /** The same bytes on every attempt. */
  readonly body: string;
  readonly n: number;
  /** Virtual. */
  readonly at: number;
  readonly manual: boolean;
  /** False leaves out what BT is not known to send: the strict profile. */
  readonly extras: boolean;
  readonly timeoutMs: number;
  /** What the wire does to it on purpose, and what it is called. */
  readonly fault?: CallbackFault;
  /** Asked only when a token is fetched. */
  readonly tokenFault: () => Promise<TokenFault | undefined>;
}

export interface CallbackFault {
  readonly id: string;
  /** The attempt is not made, as if this had been answered. */
  readonly status?: number;
  /** The attempt is not made, as if it had been lost. */
  readonly drop?: boolean;
  /** So many copies more are sent, one after the other. */
  readonly copies?: number;
  readonly mishap?: Mishap;
}

export interface PostParts {
  readonly egress: Egress;
  readonly auth: OutboundAuth;
  readonly clock: WallClock;
}

interface Sent {
  readonly outcome: Outcome;
  readonly request: ShownMessage;
  readonly copies?: readonly Outcome[];
}

/** Makes the attempt and says what came of it. Never rejects. */
export async function postEvent(post: Post, parts: PostParts): Promise<AttemptResult> {
  const wallAt = new Date(parts.clock.now()).toISOString();
  const tokenCalls: TokenCall[] = [];
  const conclude = (sent: Sent): AttemptResult => result(post, wallAt, sent, tokenCalls, parts.clock.now());
  const pretended = pretend(post);
  if (pretended) return conclude(pretended);
  let authorized = await parts.auth.authorize(post.sandboxId, post.callback.auth, post.timeoutMs, post.tokenFault);
  if (authorized.call) tokenCalls.push(authorized.call);
  if ('error' in authorized) return conclude(tokenFailed(authorized.error, authorized.call));
  let sent = await send(post, authorized.headers, parts);
  const { auth } = post.callback;
  if (auth?.type === 'oauth2' && statusOf(sent.outcome) === 401) {
    // The token may have lapsed early: one more, and one more only.
    parts.auth.refused(post.sandboxId, auth);
    authorized = await parts.auth.authorize(post.sandboxId, auth, post.timeoutMs, post.tokenFault);
    if (authorized.call) tokenCalls.push(authorized.call);
    if ('error' in authorized) return conclude(tokenFailed(authorized.error, authorized.call));
    sent = await send(post, authorized.headers, parts);
  }
  const copies: Outcome[] = [];
  while (copies.length < (post.fault?.copies ?? 0)) {
    copies.push((await send(post, authorized.headers, parts)).outcome);
  }
  return conclude({ ...sent, copies });
}

async function send(post: Post, authorization: Headers, parts: PostParts): Promise<Sent> {
  const headers = headersOf(post, authorization, parts.clock.now());
  const outcome = await parts.egress.send({
    url: post.callback.url,
    method: 'POST',
    headers,
    body: post.body,
    timeoutMs: post.timeoutMs,
    timeoutName: '--callback-timeout',
    ...(post.fault?.mishap ? { mishap: post.fault.mishap } : {}),
  });
  return { outcome, request: { headers: masked(headers, Object.keys(authorization)) } };
}

type Headers = { readonly [name: string]: string };

function headersOf(post: Post, authorization: Headers, wallNow: number): Headers {
  const { signing } = post.callback;
  return {
    ...authorization,
    'content-type': 'application/json',
    accept: 'application/json',
    // Answers are never unpacked.
    'accept-encoding': 'identity',
    'apigw-tracking-header': post.trackingId,
    ...(post.extras ? { 'x-etherbox-attempt': String(post.n) } : {}),
    ...(post.extras && signing
      ? signatureHeaders(signing.secret, post.eventId, Math.floor(wallNow / 1000), post.body)
      : {}),
  };
}

function masked(headers: Headers, secret: readonly string[]): Headers {
  const shown = { ...headers };
  for (const name of secret) shown[name] = (shown[name] as string).replace(/^(Basic |Bearer )?.*$/s, '$1***');
  return shown;
}

/** A fault that stands in for the receiver: nothing is sent. */
function pretend({ fault }: Post): Sent | undefined {
  if (fault?.drop) return unsent('fault', 'Not sent: the delivery was dropped on purpose');
  if (fault?.status === undefined) return undefined;
  const answered: Answered = { status: fault.status, headers: {}, body: '', truncated: false, durationMs: 0 };
  if (fault.status >= 200 && fault.status < 300) return { outcome: answered, request: { headers: {} } };
  const error = `Not sent: taken as answered ${fault.status} on purpose`;
  return { outcome: { failure: 'fault', error, durationMs: 0, answered }, request: { headers: {} } };
}

const unsent = (failure: FailureKind, error: string): Sent => ({
  outcome: { failure, error, durationMs: 0 },
  request: { headers: {} },
});

function tokenFailed(error: string, call: TokenCall): Sent {
  return { outcome: { failure: 'token', error, durationMs: call.durationMs }, request: { headers: {} } };
}

const answeredOf = (outcome: Outcome): Answered | undefined => ('failure' in outcome ? outcome.answered : outcome);
const statusOf = (outcome: Outcome): number | undefined => answeredOf(outcome)?.status;

function result(
  post: Post,
  wallAt: string,
  sent: Sent,
  tokenCalls: readonly TokenCall[],
  wallNow: number,
): AttemptResult {
  const { outcome, request } = sent;
  const answered = answeredOf(outcome);
  const attempt: Attempt = {
    n: post.n,
    at: post.at,
    wallAt,
    url: post.callback.url,
    ...(answered ? { status: answered.status } : {}),
    durationMs: outcome.durationMs,
    ...('failure' in outcome ? { failure: outcome.failure, error: outcome.error } : {}),
    ...(post.manual ? { manual: true } : {}),
    ...(tokenCalls.length > 0 ? { tokenCalls } : {}),
    request,
    ...(answered ? { response: shown(answered) } : {}),
    ...(post.fault ? { fault: post.fault.id } : {}),
    ...(sent.copies?.length ? { copies: sent.copies.map(copyOf) } : {}),
  };
  const retryAfterMs = retryAfter(answered?.headers, wallNow);
  return { attempt, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function copyOf(outcome: Outcome): NonNullable<Attempt['copies']>[number] {
  const status = statusOf(outcome);
  return { ...(status === undefined ? {} : { status }), ...('error' in outcome ? { error: outcome.error } : {}) };
}

function shown({ headers, body, truncated }: Answered): ShownMessage {
  return { headers, ...(body === '' ? {} : { body }), ...(truncated ? { truncated } : {}) };
}

/** Seconds, or a date by the receiver's own clock where it sends one. */
function retryAfter(headers: Headers | undefined, wallNow: number): number | undefined {
  const text = headers?.['retry-after']?.trim();
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const until = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until)) return undefined;
  const theirNow = Date.parse(headers?.date ?? '');
  return Math.max(0, until - (Number.isNaN(theirNow) ? wallNow : theirNow));
}
