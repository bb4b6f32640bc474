import type { Chance, WallClock } from './ports.ts';

/**
 * Access tokens: opaque, 28 letters and digits as in BT's samples, wall-clock lifetime, in memory only. At most 1,000 alive
 * per sandbox; the oldest is revoked. Lifetime default 3,600 s (modelled: BT's is not public).
 */
export interface TokenGrant {
  readonly token: string;
  readonly expiresInSeconds: number;
  readonly issuedAt: number;
}

interface Held {
  readonly sandboxId: string;
  readonly expiresAt: number;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
export const tokenLimits = { alivePerSandbox: 1000, lifetimeSeconds: 3600 };

export class Tokens {
  readonly #held = new Map<string, Held>();
  readonly #bySandbox = new Map<string, Set<string>>();
  readonly #alivePerSandbox: number;
  readonly #clock: WallClock;
  readonly #chance: Chance;

  constructor(clock: WallClock, chance: Chance, alivePerSandbox = tokenLimits.alivePerSandbox) {
    this.#alivePerSandbox = alivePerSandbox;
    this.#clock = clock;
    this.#chance = chance;
  }

  issue(sandboxId: string, lifetimeSeconds = tokenLimits.lifetimeSeconds): TokenGrant {
    const token = this.#random();
    const issuedAt = this.#clock.now();
    this.#held.set(token, { sandboxId, expiresAt: issuedAt + lifetimeSeconds * 1000 });
    const alive = this.#bySandbox.get(sandboxId) ?? new Set();
    this.#bySandbox.set(sandboxId, alive.add(token));
    if (alive.size > this.#alivePerSandbox) this.#revokeOldest(alive);
    return { token, expiresInSeconds: lifetimeSeconds, issuedAt };
  }

  /** Whose token it is. An expired one still says whose it was, so that the refusal can be explained there. */
  look(token: string): { readonly sandboxId: string; readonly expired: boolean } | undefined {
    const held = this.#held.get(token);
    return held && { sandboxId: held.sandboxId, expired: this.#clock.now() >= held.expiresAt };
  }

  /** Every token of a sandbox is expired at once; they answer "expired" until the sandbox is deleted. */
  expireAll(sandboxId: string): void {
    for (const token of this.#bySandbox.get(sandboxId) ?? []) this.#held.set(token, { sandboxId, expiresAt: 0 });
  }

  /** Every token of a deleted sandbox is unknown from now on. */
  forget(sandboxId: string): void {
    for (const token of this.#bySandbox.get(sandboxId) ?? []) this.#held.delete(token);
    this.#bySandbox.delete(sandboxId);
  }

  #revokeOldest(alive: Set<string>): void {
    const [oldest] = alive;
    if (oldest === undefined) return;
    alive.delete(oldest);
    this.#held.delete(oldest);
  }

  #random(): string {
    let token = '';
    while (token.length < 28) {
      // 248 is the largest multiple of 62 in a byte: above it the choice would not be even.
      for (const byte of this.#chance.bytes(32)) if (byte < 248 && token.length < 28) token += alphabet[byte % 62];
    }
    return token;
  }
}
