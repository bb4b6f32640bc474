import type { Clock, Instant } from '#domain/core/sandbox-state';
import type { WallClock } from '#runtime/ports';

/** The part of a sandbox that the clock driver uses. */
export interface DrivenSandbox {
  readonly id: string;
  readonly clock: Clock;
  catchUp(): void;
  readonly sandboxState: { nextDue(): { readonly due: Instant } | undefined };
}

interface ClockAnchor {
  readonly wallInstant: number;
  readonly virtualInstant: Instant;
  readonly rate: number;
  timer: { cancel(): void } | undefined;
}

/** The longest wait between checks, in wall milliseconds: an order placed meanwhile may be due at any moment. */
const maxWaitMs = 250;

/** How often an idle clock is stored, in wall milliseconds: a check is cheap, a stored change is not. */
const maxIdleMs = 60_000;

/**
 * Runs the clocks that are not frozen: the only place where virtual time follows wall time. One timer per running
 * sandbox, set for the wall instant at which its next agenda entry is due.
 */
export class ClockDriver {
  readonly #wallClock: WallClock;
  readonly #onError: (sandboxId: string, error: unknown) => void;
  readonly #anchors = new Map<string, ClockAnchor>();

  /** `onError` reports a sandbox whose time cannot pass. Its clock stops; the others continue. */
  constructor(wallClock: WallClock, onError: (sandboxId: string, error: unknown) => void) {
    this.#wallClock = wallClock;
    this.#onError = onError;
  }

  /** The virtual instant of a sandbox now. */
  instantOf(id: string, clock: Clock): Instant {
    const anchor = this.#anchors.get(id);
    if (clock.mode === 'frozen' || !anchor) return clock.now;
    return Math.max(
      clock.now,
      Math.floor(anchor.virtualInstant + (this.#wallClock.now() - anchor.wallInstant) * anchor.rate),
    );
  }

  /** Call when a sandbox is created, or when its clock is set. */
  watch(sandbox: DrivenSandbox): void {
    this.forget(sandbox);
    const { mode, now, rate } = sandbox.clock;
    if (mode === 'frozen') return;
    this.#anchors.set(sandbox.id, {
      wallInstant: this.#wallClock.now(),
      virtualInstant: now,
      rate: mode === 'real' ? 1 : rate,
      timer: undefined,
    });
    this.#scheduleCheck(sandbox);
  }

  forget(sandbox: Pick<DrivenSandbox, 'id'>): void {
    this.#anchors.get(sandbox.id)?.timer?.cancel();
    this.#anchors.delete(sandbox.id);
  }

  close(): void {
    for (const anchor of this.#anchors.values()) anchor.timer?.cancel();
    this.#anchors.clear();
  }

  #scheduleCheck(sandbox: DrivenSandbox, idleUntil = this.#wallClock.now() + maxIdleMs): void {
    const anchor = this.#anchors.get(sandbox.id);
    if (!anchor) return;
    const next = sandbox.sandboxState.nextDue()?.due ?? Number.POSITIVE_INFINITY;
    const delayMs = (next - this.instantOf(sandbox.id, sandbox.clock)) / anchor.rate;
    anchor.timer = this.#wallClock.after(Math.min(Math.max(delayMs, 1), maxWaitMs), () => {
      if (this.#anchors.get(sandbox.id) !== anchor) return;
      if (sandbox.sandboxState.nextDue() === undefined && this.#wallClock.now() < idleUntil) {
        this.#scheduleCheck(sandbox, idleUntil);
        return;
      }
      try {
        sandbox.catchUp();
      } catch (error) {
        this.forget(sandbox);
        this.#onError(sandbox.id, error);
        return;
      }
      this.#scheduleCheck(sandbox);
    });
  }
}
