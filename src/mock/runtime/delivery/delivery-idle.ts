import type { Reader } from '../../domain/sandbox.ts';
import { isDue, type Notification, readParcel } from '../../engine/outbox.ts';
import type { WallClock } from '../ports.ts';
import type { Box } from './delivery-box.ts';
import type { Lane } from './delivery-lanes.ts';

/** Callbacks of one sandbox are due and, for longer than is normal, none is being sent. */
export interface IdleDelivery {
  /** Wall time, ISO: since when. */
  readonly since: string;
  /** How many events could go now. */
  readonly due: number;
  /** Why the first of them does not go. */
  readonly reason: string;
  /** All of it, as a sentence for people. */
  readonly text: string;
}

/** Told when a sandbox falls idle with work due, and (undefined) when it no longer is. */
export type IdleWatcher = (sandboxId: string, idle: IdleDelivery | undefined) => void;

interface Due {
  readonly events: number;
  readonly reason: string;
}

interface Scan {
  readonly version: number;
  readonly due: Due | undefined;
}

/** What was seen of a sandbox at the last look. */
interface Seen {
  readonly begun: number;
  readonly due: Due | undefined;
  /** What the documents of a version say is due. */
  readonly scan: Scan | undefined;
  /** Wall time of the first look that found it like this. */
  readonly since: number;
  readonly told: boolean;
}

export interface IdleParts {
  readonly clock: WallClock;
  readonly boxes: ReadonlyMap<string, Box>;
  readonly read: (sandboxId: string) => Reader | undefined;
  /** Wall milliseconds without an attempt before it is worth a warning. */
  readonly warnAfterMs: number;
}

/** Between two looks; nothing is looked at while nothing is to be delivered. */
const lookMs = 1000;

/**
 * Notices that nothing is sent although something is due, whatever the cause: parked deliveries that nobody lets go, places
 * that others hold, a store that refuses, or a mistake of ours. A wait for the virtual clock is no such case.
 */
export class DeliveryIdle {
  readonly #parts: IdleParts;
  readonly #watchers = new Set<IdleWatcher>();
  readonly #seen = new Map<string, Seen>();
  #timer: { cancel(): void } | undefined;

  constructor(parts: IdleParts) {
    this.#parts = parts;
  }

  watch(watcher: IdleWatcher): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** There is something to deliver: look after it from now on. */
  rouse(): void {
    this.#timer ??= this.#parts.clock.after(lookMs, () => this.#look());
  }

  forget(sandboxId: string): void {
    if (this.#seen.get(sandboxId)?.told) this.#tell(sandboxId, undefined);
    this.#seen.delete(sandboxId);
  }

  close(): void {
    this.#timer?.cancel();
  }

  /** Undefined: all is well, or it has not lasted long enough. */
  of(sandboxId: string): IdleDelivery | undefined {
    const box = this.#parts.boxes.get(sandboxId);
    return box && this.#idle(this.#inspect(box));
  }

  #look(): void {
    this.#timer = undefined;
    let more = false;
    for (const box of this.#parts.boxes.values()) {
      more ||= [...box.endpoints.values()].some(({ lanes }) => lanes.size > 0);
      this.#inspect(box);
    }
    if (more) this.rouse();
  }

  #inspect(box: Box): Seen {
    const before = this.#seen.get(box.id);
    const now = this.#parts.clock.now();
    const { begun, underWay } = box.attempts;
    const scan = underWay > 0 ? undefined : this.#scan(box, before?.scan);
    const due = scan?.due;
    const lasts = due !== undefined && before?.due !== undefined && before.begun === begun;
    const seen: Seen = { begun, due, scan, since: lasts ? before.since : now, told: before?.told ?? false };
    const idle = this.#idle(seen);
    this.#seen.set(box.id, { ...seen, told: idle !== undefined });
    if ((idle !== undefined) !== seen.told) this.#tell(box.id, idle);
    return seen;
  }

  /** The documents say what is due: while none was changed there is nothing new to find. */
  #scan(box: Box, before: Scan | undefined): Scan | undefined {
    const reader = this.#parts.read(box.id);
    if (!reader || before?.version === reader.version) return before;
    return { version: reader.version, due: dueIn(box, reader) };
  }

  #idle({ due, since }: Seen): IdleDelivery | undefined {
    if (due === undefined || this.#parts.clock.now() - since <= this.#parts.warnAfterMs) return undefined;
    const { events, reason } = due;
    const seconds = this.#parts.warnAfterMs / 1000;
    const what = events === 1 ? 'a callback is' : `${events} callbacks are`;
    const text = `Delivery has been idle for more than ${seconds} s (wall time) while ${what} due: ${reason}`;
    return { since: new Date(since).toISOString(), due: events, reason, text };
  }

  #tell(sandboxId: string, idle: IdleDelivery | undefined): void {
    for (const watcher of this.#watchers) watcher(sandboxId, idle);
  }
}

function dueIn(box: Box, reader: Reader): Due | undefined {
  let events = 0;
  let reason = '';
  for (const endpoint of box.endpoints.values()) {
    for (const lane of endpoint.lanes.values()) {
      const due = [...waiting(reader, lane)];
      if (due[0] === undefined) continue;
      if (events === 0) reason = reasonOf(box, lane, due[0]);
      events += due.length;
    }
  }
  return events === 0 ? undefined : { events, reason };
}

/** The events of a lane that could go, one after the other; none when its first waits for the virtual clock or on purpose. */
function* waiting(reader: Reader, lane: Lane): Iterable<Notification> {
  for (const eventId of lane.events) {
    const event = readParcel(reader, { endpoint: lane.endpoint.name, eventId });
    if (!event || event.heldBack) continue;
    if (!isDue(event)) return;
    yield event;
  }
}

function reasonOf(box: Box, lane: Lane, event: Notification): string {
  const parked = box.window?.parked.get(lane) ?? box.parked.get(lane);
  if (parked !== undefined) return parked;
  if (lane.state === 'queued') return 'every place for deliveries is taken by other endpoints';
  if (lane.state === 'sending') return 'what came of the last attempt cannot be kept, because the store refuses';
  return event.reason ?? 'nothing is known that it waits for; "retry now" tries it again';
}
