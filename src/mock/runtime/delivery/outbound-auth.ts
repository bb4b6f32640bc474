import type { TokenCallRecord } from '#domain/callback/delivery-state';
import type { CallbackAuth } from '#domain/core/sandbox-state';
import type { WireFault } from '#domain/fault-injection/fault-injection';
import type { Egress, OutboundOutcome } from '#runtime/egress/egress';
import type { WallClock } from '#runtime/ports';

type OAuth2Settings = Extract<CallbackAuth, { type: 'oauth2' }>;

export type AuthorizationResult =
  | { readonly headers: { readonly [name: string]: string }; readonly call?: TokenCallRecord }
  | { readonly error: string; readonly call: TokenCallRecord };

/** The effect of a fault injection on a token request. */
export interface InjectedTokenFault {
  readonly status?: number;
  readonly drop?: boolean;
  readonly wireFault?: WireFault;
}

/** Headers of the transport, and those that etherbox sets itself. */
const reservedHeaders = new Set(
  'host connection content-length content-type transfer-encoding expect upgrade te trailer keep-alive'.split(' '),
);

/** The violations of a static auth header; empty when it can be sent. */
export function checkHeaderAuth(
  auth: CallbackAuth | undefined,
): readonly { readonly pointer: string; readonly got?: unknown; readonly expected: string }[] {
  if (auth?.type !== 'header') return [];
  const violations: { pointer: string; got?: unknown; expected: string }[] = [];
  if (!/^[\w!#$%&'*+.^`|~-]{1,200}$/.test(auth.name) || reservedHeaders.has(auth.name.toLowerCase())) {
    const expected = 'a header that HTTP does not set itself';
    violations.push({ pointer: '/auth/name', got: auth.name.slice(0, 80), expected });
  }
  if (!/^[\x20-\x7e]{0,8000}$/.test(auth.value)) {
    violations.push({ pointer: '/auth/value', expected: 'visible ASCII on one line' });
  }
  return violations;
}

interface CachedToken {
  readonly token: string;
  readonly expiresAt: number;
}

/**
 * Access tokens for the customer's own endpoint (client-credentials grant), cached for as long as the token endpoint
 * says. Concurrent deliveries share one token request.
 */
export class OutboundAuth {
  readonly #egress: Egress;
  readonly #clock: WallClock;
  readonly #tokens = new Map<string, CachedToken>();
  readonly #pendingFetches = new Map<string, Promise<AuthorizationResult>>();

  constructor(egress: Egress, clock: WallClock) {
    this.#egress = egress;
    this.#clock = clock;
  }

  /**
   * The auth headers for a delivery of this sandbox, or the failed token request. Without auth, or with `none`, nothing
   * is requested.
   */
  authorize(
    sandboxId: string,
    auth: CallbackAuth | undefined,
    timeoutMs: number,
    injectFault: () => Promise<InjectedTokenFault | undefined>,
  ): AuthorizationResult | Promise<AuthorizationResult> {
    switch (auth?.type) {
      case undefined:
      case 'none':
        return { headers: {} };
      case 'basic':
        return { headers: { authorization: `Basic ${base64(`${auth.username}:${auth.password}`)}` } };
      case 'header':
        return { headers: { [auth.name.toLowerCase()]: auth.value } };
      case 'oauth2':
        return this.#getToken(sandboxId, auth, timeoutMs, injectFault);
    }
  }

  /** Call when the receiver refused the token: the next delivery requests another. */
  discardToken(sandboxId: string, auth: OAuth2Settings): void {
    this.#tokens.delete(tokenCacheKey(sandboxId, auth));
  }

  forget(sandboxId: string): void {
    for (const key of this.#tokens.keys()) if (key.startsWith(`${sandboxId}\n`)) this.#tokens.delete(key);
  }

  #getToken(
    sandboxId: string,
    auth: OAuth2Settings,
    timeoutMs: number,
    injectFault: () => Promise<InjectedTokenFault | undefined>,
  ): AuthorizationResult | Promise<AuthorizationResult> {
    const key = tokenCacheKey(sandboxId, auth);
    const cached = this.#tokens.get(key);
    if (cached && cached.expiresAt > this.#clock.now()) {
      return { headers: bearerHeaders(cached.token), call: { url: auth.tokenUrl, durationMs: 0, cached: true } };
    }
    let pending = this.#pendingFetches.get(key);
    if (!pending) {
      pending = this.#fetchToken(key, auth, timeoutMs, injectFault).finally(() => this.#pendingFetches.delete(key));
      this.#pendingFetches.set(key, pending);
    }
    return pending;
  }

  async #fetchToken(
    key: string,
    auth: OAuth2Settings,
    timeoutMs: number,
    injectFault: () => Promise<InjectedTokenFault | undefined>,
  ): Promise<AuthorizationResult> {
    const injected = await injectFault();
    const call = { url: auth.tokenUrl, durationMs: 0 };
    if (injected?.drop) return { error: 'Token endpoint not called: fault injection', call };
    if (injected?.status !== undefined && injected.status >= 300) {
      return {
        error: `Token endpoint answered ${injected.status}: fault injection`,
        call: { ...call, status: injected.status },
      };
    }
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      ...(auth.scope ? { scope: auth.scope } : {}),
    });
    const outcome = await this.#egress.send({
      url: auth.tokenUrl,
      method: 'POST',
      headers: {
        authorization: `Basic ${base64(`${formEncoded(auth.clientId)}:${formEncoded(auth.clientSecret)}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
        accept: 'application/json',
        'accept-encoding': 'identity',
      },
      body: form.toString(),
      timeoutMs,
      timeoutName: '--callback-timeout',
      ...(injected?.wireFault ? { wireFault: injected.wireFault } : {}),
    });
    return this.#readTokenResponse(key, auth, outcome);
  }

  #readTokenResponse(key: string, auth: OAuth2Settings, outcome: OutboundOutcome): AuthorizationResult {
    const response = 'failure' in outcome ? outcome.response : outcome;
    const call: TokenCallRecord = {
      url: auth.tokenUrl,
      ...(response ? { status: response.status } : {}),
      durationMs: outcome.durationMs,
    };
    const failed = (error: string): AuthorizationResult => ({ error, call: { ...call, error } });
    if ('failure' in outcome) return failed(`No token: ${outcome.error}`);
    const grant = parseGrant(outcome.body);
    if (!grant) return failed('No token: the answer has no access_token');
    // A token about to expire would be refused on arrival, so it is renewed ten seconds, or a tenth of a short
    // lifetime, early.
    const lifetime = grant.expiresInSeconds * 1000;
    const expiresAt = this.#clock.now() - outcome.durationMs + lifetime - Math.min(10_000, lifetime / 10);
    this.#tokens.set(key, { token: grant.token, expiresAt });
    return { headers: bearerHeaders(grant.token), call };
  }
}

const tokenCacheKey = (sandboxId: string, auth: OAuth2Settings): string =>
  [sandboxId, auth.tokenUrl, auth.clientId, auth.clientSecret, auth.scope ?? ''].join('\n');
const bearerHeaders = (token: string) => ({ authorization: `Bearer ${token}` });
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
/** RFC 6749 §2.3.1: form-encode before Basic. */
const formEncoded = (text: string): string => new URLSearchParams({ v: text }).toString().slice(2);

function parseGrant(body: string): { readonly token: string; readonly expiresInSeconds: number } | undefined {
  let grant: unknown;
  try {
    grant = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof grant !== 'object' || grant === null) return undefined;
  const { access_token: token, expires_in: expiresIn } = grant as { access_token?: unknown; expires_in?: unknown };
  if (typeof token !== 'string' || !/^[\x21-\x7e]{1,16000}$/.test(token)) return undefined;
  // A grant without a lifetime is used for five minutes.
  const seconds = Number(expiresIn ?? 300);
  return { token, expiresInSeconds: Number.isFinite(seconds) && seconds > 0 ? seconds : 0 };
}
