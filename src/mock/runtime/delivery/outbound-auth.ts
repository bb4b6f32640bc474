import type { TokenCall } from '../../domain/order-notification/delivery.ts';
import type { CallbackAuth } from '../../domain/sandbox.ts';
import type { Egress, Mishap, Outcome } from '../egress/egress.ts';
import type { WallClock } from '../ports.ts';

type OAuth2 = Extract<CallbackAuth, { type: 'oauth2' }>;

export type Authorized =
  | { readonly headers: { readonly [name: string]: string }; readonly call?: TokenCall }
  | { readonly error: string; readonly call: TokenCall };

/** What a fault does to a call for a token instead of, or while, sending it. */
export interface TokenFault {
  readonly status?: number;
  readonly drop?: boolean;
  readonly mishap?: Mishap;
}

/** What belongs to the transport, or is ours to say. */
const ownHeaders = new Set(
  'host connection content-length content-type transfer-encoding expect upgrade te trailer keep-alive'.split(' '),
);

/** What is wrong with a static header; empty when it can be sent. */
export function checkHeaderAuth(
  auth: CallbackAuth | undefined,
): readonly { readonly pointer: string; readonly got?: unknown; readonly expected: string }[] {
  if (auth?.type !== 'header') return [];
  const wrong: { pointer: string; got?: unknown; expected: string }[] = [];
  if (!/^[\w!#$%&'*+.^`|~-]{1,200}$/.test(auth.name) || ownHeaders.has(auth.name.toLowerCase())) {
    const expected = 'the name of a header that is not set by the transport';
    wrong.push({ pointer: '/auth/name', got: auth.name.slice(0, 80), expected });
  }
  if (!/^[\x20-\x7e]{0,8000}$/.test(auth.value)) {
    wrong.push({ pointer: '/auth/value', expected: 'visible ASCII on one line' });
  }
  return wrong;
}

interface CachedToken {
  readonly token: string;
  readonly expiresAt: number;
}

/**
 * Access tokens for the customer's own endpoint, by the client-credentials grant, kept for as long as that endpoint
 * says. However many deliveries wait for one, it is fetched once.
 */
export class OutboundAuth {
  readonly #egress: Egress;
  readonly #clock: WallClock;
  readonly #tokens = new Map<string, CachedToken>();
  readonly #fetching = new Map<string, Promise<Authorized>>();

  constructor(egress: Egress, clock: WallClock) {
    this.#egress = egress;
    this.#clock = clock;
  }

  /** The headers that authorize a delivery of this sandbox. Undefined auth and `none` need no waiting. */
  authorize(
    sandboxId: string,
    auth: CallbackAuth | undefined,
    timeoutMs: number,
    fault: () => Promise<TokenFault | undefined>,
  ): Authorized | Promise<Authorized> {
    switch (auth?.type) {
      case undefined:
      case 'none':
        return { headers: {} };
      case 'basic':
        return { headers: { authorization: `Basic ${base64(`${auth.username}:${auth.password}`)}` } };
      case 'header':
        return { headers: { [auth.name.toLowerCase()]: auth.value } };
      case 'oauth2':
        return this.#token(sandboxId, auth, timeoutMs, fault);
    }
  }

  /** The token was refused: the next delivery fetches another. */
  refused(sandboxId: string, auth: OAuth2): void {
    this.#tokens.delete(keyOf(sandboxId, auth));
  }

  forget(sandboxId: string): void {
    for (const key of this.#tokens.keys()) if (key.startsWith(`${sandboxId}\n`)) this.#tokens.delete(key);
  }

  #token(
    sandboxId: string,
    auth: OAuth2,
    timeoutMs: number,
    fault: () => Promise<TokenFault | undefined>,
  ): Authorized | Promise<Authorized> {
    const key = keyOf(sandboxId, auth);
    const cached = this.#tokens.get(key);
    if (cached && cached.expiresAt > this.#clock.now()) {
      return { headers: bearer(cached.token), call: { url: auth.tokenUrl, durationMs: 0, cached: true } };
    }
    let fetching = this.#fetching.get(key);
    if (!fetching) {
      fetching = this.#obtain(key, auth, timeoutMs, fault).finally(() => this.#fetching.delete(key));
      this.#fetching.set(key, fetching);
    }
    return fetching;
  }

  async #obtain(
    key: string,
    auth: OAuth2,
    timeoutMs: number,
    fault: () => Promise<TokenFault | undefined>,
  ): Promise<Authorized> {
    const met = await fault();
    const call = { url: auth.tokenUrl, durationMs: 0 };
    if (met?.drop) return { error: 'The token endpoint was not called, on purpose', call };
    if (met?.status !== undefined && met.status >= 300) {
      return { error: `The token endpoint answered ${met.status}, on purpose`, call: { ...call, status: met.status } };
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
      ...(met?.mishap ? { mishap: met.mishap } : {}),
    });
    return this.#judge(key, auth, outcome);
  }

  #judge(key: string, auth: OAuth2, outcome: Outcome): Authorized {
    const answered = 'failure' in outcome ? outcome.answered : outcome;
    const call: TokenCall = {
      url: auth.tokenUrl,
      ...(answered ? { status: answered.status } : {}),
      durationMs: outcome.durationMs,
    };
    const failed = (error: string): Authorized => ({ error, call: { ...call, error } });
    if ('failure' in outcome) return failed(`No token: ${outcome.error}`);
    const grant = readGrant(outcome.body);
    if (!grant) return failed('No token: the answer has no access_token');
    // A token that is about to lapse would be refused on its way; ten seconds, or a tenth of a short life.
    const lifetime = grant.expiresInSeconds * 1000;
    const expiresAt = this.#clock.now() - outcome.durationMs + lifetime - Math.min(10_000, lifetime / 10);
    this.#tokens.set(key, { token: grant.token, expiresAt });
    return { headers: bearer(grant.token), call };
  }
}

const keyOf = (sandboxId: string, auth: OAuth2): string =>
  [sandboxId, auth.tokenUrl, auth.clientId, auth.clientSecret, auth.scope ?? ''].join('\n');
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
/** RFC 6749 §2.3.1: form-encoded before Basic. */
const formEncoded = (text: string): string => new URLSearchParams({ v: text }).toString().slice(2);

function readGrant(body: string): { readonly token: string; readonly expiresInSeconds: number } | undefined {
  let grant: unknown;
  try {
    grant = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof grant !== 'object' || grant === null) return undefined;
  const { access_token: token, expires_in: expiresIn } = grant as { access_token?: unknown; expires_in?: unknown };
  if (typeof token !== 'string' || !/^[\x21-\x7e]{1,16000}$/.test(token)) return undefined;
  // An endpoint that does not say how long is believed for five minutes.
  const seconds = Number(expiresIn ?? 300);
  return { token, expiresInSeconds: Number.isFinite(seconds) && seconds > 0 ? seconds : 0 };
}
