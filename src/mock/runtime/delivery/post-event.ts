import type { CapturedMessage, DeliveryAttempt, FailureKind, TokenCallRecord } from '#domain/callback/delivery-state';
import { signatureHeaders } from '#domain/callback/signature';
import type { Callback } from '#domain/core/sandbox-state';
import type { WireFault } from '#domain/fault-injection/fault-injection';
import type { AttemptResult } from '#engine/delivery/outbox';
import type { Egress, OutboundOutcome, OutboundResponse } from '#runtime/egress/egress';
import type { WallClock } from '#runtime/ports';
import type { InjectedTokenFault, OutboundAuth } from './outbound-auth.ts';

/** One attempt to deliver one event to one endpoint. */
export interface AttemptSpec {
  readonly sandboxId: string;
  readonly eventId: string;
  /** Sent as `APIGW-Tracking-Header`; the same on every attempt. */
  readonly trackingId: string;
  readonly callback: Callback;
  /** The same bytes on every attempt. */
  readonly body: string;
  readonly n: number;
  /** Virtual time. */
  readonly occurredAt: number;
  readonly manual: boolean;
  /** False leaves out the headers that BT is not known to send: the strict profile. */
  readonly extras: boolean;
  readonly timeoutMs: number;
  /** The fault injection that applies to this attempt. */
  readonly injection?: AttemptFault;
  /** Called only when a token is requested. */
  readonly injectTokenFault: () => Promise<InjectedTokenFault | undefined>;
}

export interface AttemptFault {
  readonly id: string;
  /** Sends nothing and records this status as the answer. */
  readonly status?: number;
  /** Sends nothing and records the request as lost. */
  readonly drop?: boolean;
  /** How many extra copies are sent, one after another. */
  readonly copies?: number;
  readonly wireFault?: WireFault;
}

export interface PostEventDependencies {
  readonly egress: Egress;
  readonly auth: OutboundAuth;
  readonly clock: WallClock;
}

interface SentAttempt {
  readonly outcome: OutboundOutcome;
  readonly request: CapturedMessage;
  readonly copies?: readonly OutboundOutcome[];
}

/** Makes the attempt and returns its result. Never rejects. */
export async function postEvent(spec: AttemptSpec, dependencies: PostEventDependencies): Promise<AttemptResult> {
  const wallAt = new Date(dependencies.clock.now()).toISOString();
  const tokenCalls: TokenCallRecord[] = [];
  const conclude = (sent: SentAttempt): AttemptResult =>
    toAttemptResult(spec, wallAt, sent, tokenCalls, dependencies.clock.now());
  const simulated = simulateResponse(spec);
  if (simulated) return conclude(simulated);
  let authorized = await dependencies.auth.authorize(
    spec.sandboxId,
    spec.callback.auth,
    spec.timeoutMs,
    spec.injectTokenFault,
  );
  if (authorized.call) tokenCalls.push(authorized.call);
  if ('error' in authorized) return conclude(tokenFailure(authorized.error, authorized.call));
  let sent = await sendOnce(spec, authorized.headers, dependencies);
  const { auth } = spec.callback;
  if (auth?.type === 'oauth2' && statusOf(sent.outcome) === 401) {
    // The token may have expired early: try once more with a new one.
    dependencies.auth.discardToken(spec.sandboxId, auth);
    authorized = await dependencies.auth.authorize(spec.sandboxId, auth, spec.timeoutMs, spec.injectTokenFault);
    if (authorized.call) tokenCalls.push(authorized.call);
    if ('error' in authorized) return conclude(tokenFailure(authorized.error, authorized.call));
    sent = await sendOnce(spec, authorized.headers, dependencies);
  }
  const copies: OutboundOutcome[] = [];
  while (copies.length < (spec.injection?.copies ?? 0)) {
    copies.push((await sendOnce(spec, authorized.headers, dependencies)).outcome);
  }
  return conclude({ ...sent, copies });
}

async function sendOnce(
  spec: AttemptSpec,
  authorization: HeaderMap,
  dependencies: PostEventDependencies,
): Promise<SentAttempt> {
  const headers = attemptHeaders(spec, authorization, dependencies.clock.now());
  const outcome = await dependencies.egress.send({
    url: spec.callback.url,
    method: 'POST',
    headers,
    body: spec.body,
    timeoutMs: spec.timeoutMs,
    timeoutName: '--callback-timeout',
    ...(spec.injection?.wireFault ? { wireFault: spec.injection.wireFault } : {}),
  });
  return { outcome, request: { headers: maskSecrets(headers, Object.keys(authorization)) } };
}

type HeaderMap = { readonly [name: string]: string };

function attemptHeaders(spec: AttemptSpec, authorization: HeaderMap, wallNow: number): HeaderMap {
  const { signing } = spec.callback;
  return {
    ...authorization,
    'content-type': 'application/json',
    accept: 'application/json',
    // Answers are never decompressed.
    'accept-encoding': 'identity',
    'apigw-tracking-header': spec.trackingId,
    ...(spec.extras ? { 'x-etherbox-attempt': String(spec.n) } : {}),
    ...(spec.extras && signing
      ? signatureHeaders(signing.secret, spec.eventId, Math.floor(wallNow / 1000), spec.body)
      : {}),
  };
}

function maskSecrets(headers: HeaderMap, secret: readonly string[]): HeaderMap {
  const maskedHeaders = { ...headers };
  for (const name of secret)
    maskedHeaders[name] = (maskedHeaders[name] as string).replace(/^(Basic |Bearer )?.*$/s, '$1***');
  return maskedHeaders;
}

/** The result of an injection that replaces the receiver; undefined when the request must be sent. */
function simulateResponse({ injection: injectedFault }: AttemptSpec): SentAttempt | undefined {
  if (injectedFault?.drop) return notSent('fault-injection', 'Not sent: a fault injection dropped the delivery');
  if (injectedFault?.status === undefined) return undefined;
  const simulated: OutboundResponse = {
    status: injectedFault.status,
    headers: {},
    body: '',
    truncated: false,
    durationMs: 0,
  };
  if (injectedFault.status >= 200 && injectedFault.status < 300)
    return { outcome: simulated, request: { headers: {} } };
  const error = `Not sent: a fault injection answered ${injectedFault.status}`;
  return {
    outcome: { failure: 'fault-injection', error, durationMs: 0, response: simulated },
    request: { headers: {} },
  };
}

const notSent = (failure: FailureKind, error: string): SentAttempt => ({
  outcome: { failure, error, durationMs: 0 },
  request: { headers: {} },
});

function tokenFailure(error: string, call: TokenCallRecord): SentAttempt {
  return { outcome: { failure: 'token', error, durationMs: call.durationMs }, request: { headers: {} } };
}

const responseOf = (outcome: OutboundOutcome): OutboundResponse | undefined =>
  'failure' in outcome ? outcome.response : outcome;
const statusOf = (outcome: OutboundOutcome): number | undefined => responseOf(outcome)?.status;

function toAttemptResult(
  spec: AttemptSpec,
  wallAt: string,
  sent: SentAttempt,
  tokenCalls: readonly TokenCallRecord[],
  wallNow: number,
): AttemptResult {
  const { outcome, request } = sent;
  const received = responseOf(outcome);
  const attempt: DeliveryAttempt = {
    n: spec.n,
    at: spec.occurredAt,
    wallAt,
    url: spec.callback.url,
    ...(received ? { status: received.status } : {}),
    durationMs: outcome.durationMs,
    ...('failure' in outcome ? { failure: outcome.failure, error: outcome.error } : {}),
    ...(spec.manual ? { manual: true } : {}),
    ...(tokenCalls.length > 0 ? { tokenCalls } : {}),
    request,
    ...(received ? { response: responseView(received) } : {}),
    ...(spec.injection ? { faultInjection: spec.injection.id } : {}),
    ...(sent.copies?.length ? { copies: sent.copies.map(copyView) } : {}),
  };
  const retryAfterMs = parseRetryAfter(received?.headers, wallNow);
  return { attempt, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

function copyView(outcome: OutboundOutcome): NonNullable<DeliveryAttempt['copies']>[number] {
  const status = statusOf(outcome);
  return { ...(status === undefined ? {} : { status }), ...('error' in outcome ? { error: outcome.error } : {}) };
}

function responseView({ headers, body, truncated }: OutboundResponse): CapturedMessage {
  return { headers, ...(body === '' ? {} : { body }), ...(truncated ? { truncated } : {}) };
}

/** The value of `Retry-After` in milliseconds: seconds, or a date relative to the receiver's own `Date` header. */
function parseRetryAfter(headers: HeaderMap | undefined, wallNow: number): number | undefined {
  const text = headers?.['retry-after']?.trim();
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000;
  const until = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(until)) return undefined;
  const receiverNow = Date.parse(headers?.date ?? '');
  return Math.max(0, until - (Number.isNaN(receiverNow) ? wallNow : receiverNow));
}
