import type { ServerResponse } from 'node:http';
import { settings } from '../domain/sandbox.ts';
import { hubNotifications, hubOf, notifications } from '../engine/outbox.ts';
import type { IdleWatcher } from '../runtime/delivery/delivery-idle.ts';
import type { JournalEntry } from '../runtime/journal/journal.ts';
import { summaryView } from '../runtime/journal/journal-view.ts';
import type { Committed, LiveSandbox } from '../runtime/live-sandbox.ts';
import type { WallClock } from '../runtime/ports.ts';
import { Refusal } from '../runtime/refusal.ts';
import type { Sandboxes } from '../runtime/sandboxes.ts';
import { instantText } from './control-call.ts';
import { clockView, sandboxView } from './control-views.ts';
import { type ChannelLimits, LiveChannel } from './live-channel.ts';

/**
 * Server-sent events: what happens in one sandbox, as it happens. A sandbox has a channel from its first reader on; a
 * reader is a position in it and whatever its socket has not taken yet, never more than `streamBytes`.
 */
export interface LiveEventsParts {
  readonly sandboxes: Sandboxes;
  readonly deliverer: { watchIdleness(watcher: IdleWatcher): () => void };
  readonly clock: WallClock;
  readonly streams: number;
  readonly streamBytes: number;
  readonly channel?: ChannelLimits;
}

const channelLimits: ChannelLimits = { events: 10_000, characters: 4 * 1024 * 1024 };
const keepAliveMs = 15_000;
/** Looks in a row at which a reader had taken nothing of what waits for it, before its connection is closed. */
const patience = 2;

interface Reader {
  readonly response: ServerResponse;
  readonly sandboxId: string;
  position: number;
  /** At the last look: what waited, and for how many looks nothing was taken. */
  waited: number;
  stalled: number;
}

export class LiveEvents {
  readonly #parts: LiveEventsParts;
  readonly #era: string;
  readonly #channels = new Map<string, LiveChannel>();
  readonly #readers = new Map<string, Set<Reader>>();
  readonly #ends: (() => void)[];
  #count = 0;
  #opened = 0;
  #look: { cancel(): void } | undefined;

  constructor(parts: LiveEventsParts) {
    this.#parts = parts;
    this.#era = parts.clock.now().toString(36);
    const { sandboxes, deliverer } = parts;
    this.#ends = [
      deliverer.watchIdleness((id, idle) => this.#tell(id, 'delivery', { idle: idle ?? null })),
      sandboxes.watch((news) => this.#committed(news)),
      sandboxes.watchJournal((id, entry) => this.#recorded(id, entry)),
      sandboxes.watchGone((id) => this.#gone(id)),
    ];
  }

  get count(): number {
    return this.#count;
  }

  /** Makes the answer a stream of the sandbox. Refuses with 503 when there are as many as may be. */
  open(live: LiveSandbox, lastEventId: string | undefined): (response: ServerResponse) => void {
    if (this.#count >= this.#parts.streams) {
      throw new Refusal(503, 'Too many live streams', [
        { pointer: '', got: this.#count, expected: `at most ${this.#parts.streams} (--max-streams)` },
      ]);
    }
    return (response) => this.#start(live, lastEventId, response);
  }

  /** Ends every stream. */
  close(): void {
    for (const end of this.#ends) end();
    this.#look?.cancel();
    for (const readers of this.#readers.values()) for (const { response } of readers) response.end();
  }

  #start(live: LiveSandbox, lastEventId: string | undefined, response: ServerResponse): void {
    const channel = this.#channels.get(live.id) ?? this.#openChannel(live.id);
    const { position, greeting } = channel.begin(lastEventId);
    const reader: Reader = { response, sandboxId: live.id, position, waited: 0, stalled: 0 };
    const readers = this.#readers.get(live.id) ?? new Set();
    this.#readers.set(live.id, readers.add(reader));
    this.#count += 1;
    response.on('drain', () => this.#pump(reader));
    response.once('close', () => this.#forget(reader));
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
    response.write(`: sandbox ${live.id} at ${instantText(live.now)}\n\n${greeting}`);
    this.#pump(reader);
    this.#look ??= this.#parts.clock.after(keepAliveMs, () => this.#lookAround());
  }

  /** Channels stay for readers that come back, but not more of them than could have readers at once. */
  #openChannel(id: string): LiveChannel {
    const unread = [...this.#channels.keys()].filter((each) => !this.#readers.has(each));
    for (const each of unread.slice(0, Math.max(0, unread.length + 1 - this.#parts.streams)))
      this.#channels.delete(each);
    this.#opened += 1;
    const channel = new LiveChannel(`${this.#era}.${this.#opened}`, this.#parts.channel ?? channelLimits);
    this.#channels.set(id, channel);
    return channel;
  }

  #forget(reader: Reader): void {
    const readers = this.#readers.get(reader.sandboxId);
    if (!readers?.delete(reader)) return;
    this.#count -= 1;
    if (readers.size === 0) this.#readers.delete(reader.sandboxId);
  }

  /** Writes what the reader has not seen, as far as its socket may hold it back; the rest follows when it drains. */
  #pump(reader: Reader): void {
    const channel = this.#channels.get(reader.sandboxId);
    const { response } = reader;
    while (channel && !response.writableEnded && !response.destroyed) {
      const piece = channel.after(reader.position);
      if (!piece || response.writableLength + piece.text.length > this.#parts.streamBytes) {
        // A single event that is larger than all that may wait goes alone.
        if (!piece || response.writableLength > 0) return;
      }
      reader.position = piece.number;
      response.write(piece.text);
    }
  }

  #lookAround(): void {
    this.#look = undefined;
    for (const readers of this.#readers.values()) {
      for (const reader of readers) {
        const waits = reader.response.writableLength;
        reader.stalled = waits > 0 && waits >= reader.waited ? reader.stalled + 1 : 0;
        reader.waited = waits;
        if (reader.stalled > patience) reader.response.destroy();
        else if (waits === 0) reader.response.write(': keep-alive\n\n');
      }
    }
    if (this.#count > 0) this.#look = this.#parts.clock.after(keepAliveMs, () => this.#lookAround());
  }

  #tell(sandboxId: string, type: string, data: unknown): void {
    const channel = this.#channels.get(sandboxId);
    if (!channel) return;
    channel.add({ type, data });
    for (const reader of this.#readers.get(sandboxId) ?? []) this.#pump(reader);
  }

  #recorded(id: string, entry: JournalEntry): void {
    if (this.#channels.has(id)) this.#tell(id, 'request', summaryView(entry));
  }

  #committed({ sandboxId, version, change, happened }: Committed): void {
    const live = this.#channels.has(sandboxId) ? this.#parts.sandboxes.get(sandboxId) : undefined;
    if (!live) return;
    for (const one of happened) this.#tell(sandboxId, 'happening', { ...one, at: instantText(one.at) });
    const touched = new Set<string>();
    for (const [collection, key] of change.puts) {
      touched.add(collection === settings.name ? key : collection);
      if (collection === notifications.name) this.#tell(sandboxId, 'event', { eventId: key, ...stateOf(live, key) });
      if (collection === hubNotifications.name) this.#tell(sandboxId, 'event', hubStateOf(live, key));
    }
    if (touched.has('clock')) this.#tell(sandboxId, 'clock', clockView(live));
    if (touched.has('profile')) this.#tell(sandboxId, 'sandbox', sandboxView(live));
    this.#tell(sandboxId, 'changed', { version, collections: [...touched] });
  }

  /** Reset or imported: the readers stay. Deleted: they are told and sent away. */
  #gone(id: string): void {
    if (!this.#channels.has(id)) return;
    const deleted = this.#parts.sandboxes.get(id) === undefined;
    this.#tell(id, deleted ? 'deleted' : 'reset', { id });
    if (!deleted) return;
    for (const { response } of this.#readers.get(id) ?? []) response.end();
    this.#channels.delete(id);
  }
}

function hubStateOf(live: LiveSandbox, key: string): { readonly [member: string]: unknown } {
  const [hub, eventId] = [hubOf(key), key.slice(key.indexOf('/') + 1)];
  const copy = live.reader.get(hubNotifications, key);
  if (!copy) return { eventId, hub, state: 'removed' };
  const { eventType, orderId, state } = copy;
  return { eventId, hub, eventType, orderId, state };
}

function stateOf(live: LiveSandbox, eventId: string): { readonly [member: string]: unknown } {
  const event = live.reader.get(notifications, eventId);
  if (!event) return { state: 'removed' };
  const { eventType, orderId, state } = event;
  return { eventType, orderId, state };
}
