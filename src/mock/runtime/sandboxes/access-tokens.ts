import type { RandomSource, WallClock } from '#runtime/ports';

/**
 * Access tokens: opaque, 28 letters and digits as in BT's samples, wall-clock lifetime, in memory only. At most 1,000
 * valid ones per sandbox; a new one beyond that revokes the oldest. Lifetime default 3,600 s (modelled: BT's is not
 * public).
 */
export interface TokenGrant {
  readonly token: string;
  readonly expiresInSeconds: number;
  readonly issuedAt: number;
}

interface TokenRecord {
  readonly sandboxId: string;
  readonly expiresAt: number;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const defaultTokenLimits = { maxPerSandbox: 1000, lifetimeSeconds: 3600 };

/** Issues and looks up access tokens. */
export class AccessTokens {
  readonly #tokens = new Map<string, TokenRecord>();
  readonly #bySandbox = new Map<string, Set<string>>();
  readonly #maxPerSandbox: number;
  readonly #clock: WallClock;
  readonly #randomSource: RandomSource;

  constructor(clock: WallClock, randomSource: RandomSource, maxPerSandbox = defaultTokenLimits.maxPerSandbox) {
    this.#maxPerSandbox = maxPerSandbox;
    this.#clock = clock;
    this.#randomSource = randomSource;
  }

  issue(sandboxId: string, lifetimeSeconds = defaultTokenLimits.lifetimeSeconds): TokenGrant {
    const token = this.#generateToken();
    const issuedAt = this.#clock.now();
    this.#tokens.set(token, { sandboxId, expiresAt: issuedAt + lifetimeSeconds * 1000 });
    const alive = this.#bySandbox.get(sandboxId) ?? new Set();
    this.#bySandbox.set(sandboxId, alive.add(token));
    if (alive.size > this.#maxPerSandbox) this.#revokeOldest(alive);
    return { token, expiresInSeconds: lifetimeSeconds, issuedAt };
  }

  /**
   * The sandbox of a token. An expired token still names its sandbox, so that the journal there can explain the
   * refusal. Undefined when the token is unknown.
   */
  lookUp(token: string): { readonly sandboxId: string; readonly expired: boolean } | undefined {
    const record = this.#tokens.get(token);
    return record && { sandboxId: record.sandboxId, expired: this.#clock.now() >= record.expiresAt };
  }

  /** Expires every token of a sandbox at once; they are answered as expired until the sandbox is deleted. */
  expireAll(sandboxId: string): void {
    for (const token of this.#bySandbox.get(sandboxId) ?? []) this.#tokens.set(token, { sandboxId, expiresAt: 0 });
  }

  /** Removes every token of a deleted sandbox; they are unknown from now on. */
  forgetSandbox(sandboxId: string): void {
    for (const token of this.#bySandbox.get(sandboxId) ?? []) this.#tokens.delete(token);
    this.#bySandbox.delete(sandboxId);
  }

  #revokeOldest(alive: Set<string>): void {
    const [oldest] = alive;
    if (oldest === undefined) return;
    alive.delete(oldest);
    this.#tokens.delete(oldest);
  }

  #generateToken(): string {
    let token = '';
    while (token.length < 28) {
      // 248 is the largest multiple of 62 in a byte: larger values would make the choice uneven.
      for (const byte of this.#randomSource.bytes(32))
        if (byte < 248 && token.length < 28) token += alphabet[byte % 62];
    }
    return token;
  }
}
