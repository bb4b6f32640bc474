import type { Clock, Instant } from '#domain/core/sandbox-state';
import type { WallClock } from '#runtime/ports';

/** A sandbox as the driver sees it. */
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

/** The longest wait between looks, in milliseconds of wall time: what is ordered meanwhile may be due at any moment. */
const maxWaitMs = 250;

/** A clock with nothing due is written down this seldom: a look costs nothing, a change is kept on disk. */
const maxIdleMs = 60_000;

/**
 * Runs the clocks that are not frozen: the only place where virtual time follows wall time. One timer per running sandbox,
 * set for the wall instant at which its next agenda entry falls due.
 */
export class ClockDriver {
  readonly #wallClock: WallClock;
  readonly #onError: (sandboxId: string, error: unknown) => void;
  readonly #anchors = new Map<string, ClockAnchor>();

  /** `broken`: a sandbox whose time cannot pass stands still and is told of; the others of this process go on. */
  constructor(wallClock: WallClock, onError: (sandboxId: string, error: unknown) => void) {
    this.#wallClock = wallClock;
    this.#onError = onError;
  }

  /** Where a sandbox's clock stands now. */
  instantOf(id: string, clock: Clock): Instant {
    const anchor = this.#anchors.get(id);
    if (clock.mode === 'frozen' || !anchor) return clock.now;
    return Math.max(
      clock.now,
      Math.floor(anchor.virtualInstant + (this.#wallClock.now() - anchor.wallInstant) * anchor.rate),
    );
  }

  /** Call when a sandbox appears, or when its clock was set. */
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
