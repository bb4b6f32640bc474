import type { Clock, Instant } from '../domain/sandbox.ts';
import type { WallClock } from './ports.ts';

/** A sandbox as the driver sees it. */
export interface Driven {
  readonly id: string;
  readonly clock: Clock;
  catchUp(): void;
  readonly documents: { nextDue(): { readonly due: Instant } | undefined };
}

interface Anchor {
  readonly wall: number;
  readonly virtual: Instant;
  readonly rate: number;
  timer: { cancel(): void } | undefined;
}

/** The longest wait between looks, in milliseconds of wall time: what is ordered meanwhile may be due at any moment. */
const longestWait = 250;

/** A clock with nothing due is written down this seldom: a look costs nothing, a change is kept on disk. */
const longestIdle = 60_000;

/**
 * Runs the clocks that are not frozen: the only place where virtual time follows wall time. One timer per running sandbox,
 * set for the wall instant at which its next agenda entry falls due.
 */
export class ClockDriver {
  readonly #wall: WallClock;
  readonly #broken: (sandboxId: string, error: unknown) => void;
  readonly #anchors = new Map<string, Anchor>();

  /** `broken`: a sandbox whose time cannot pass stands still and is told of; the others of this process go on. */
  constructor(wall: WallClock, broken: (sandboxId: string, error: unknown) => void) {
    this.#wall = wall;
    this.#broken = broken;
  }

  /** Where a sandbox's clock stands now. */
  instantOf(id: string, clock: Clock): Instant {
    const anchor = this.#anchors.get(id);
    if (clock.mode === 'frozen' || !anchor) return clock.now;
    return Math.max(clock.now, Math.floor(anchor.virtual + (this.#wall.now() - anchor.wall) * anchor.rate));
  }

  /** Call when a sandbox appears, or when its clock was set. */
  watch(sandbox: Driven): void {
    this.forget(sandbox);
    const { mode, now, rate } = sandbox.clock;
    if (mode === 'frozen') return;
    this.#anchors.set(sandbox.id, {
      wall: this.#wall.now(),
      virtual: now,
      rate: mode === 'real' ? 1 : rate,
      timer: undefined,
    });
    this.#wait(sandbox);
  }

  forget(sandbox: Pick<Driven, 'id'>): void {
    this.#anchors.get(sandbox.id)?.timer?.cancel();
    this.#anchors.delete(sandbox.id);
  }

  close(): void {
    for (const anchor of this.#anchors.values()) anchor.timer?.cancel();
    this.#anchors.clear();
  }

  #wait(sandbox: Driven, idleUntil = this.#wall.now() + longestIdle): void {
    const anchor = this.#anchors.get(sandbox.id);
    if (!anchor) return;
    const next = sandbox.documents.nextDue()?.due ?? Number.POSITIVE_INFINITY;
    const wait = (next - this.instantOf(sandbox.id, sandbox.clock)) / anchor.rate;
    anchor.timer = this.#wall.after(Math.min(Math.max(wait, 1), longestWait), () => {
      if (this.#anchors.get(sandbox.id) !== anchor) return;
      if (sandbox.documents.nextDue() === undefined && this.#wall.now() < idleUntil) {
        this.#wait(sandbox, idleUntil);
        return;
      }
      try {
        sandbox.catchUp();
      } catch (error) {
        this.forget(sandbox);
        this.#broken(sandbox.id, error);
        return;
      }
      this.#wait(sandbox);
    });
  }
}
