import type { ServerResponse } from 'node:http';
import { formatIsoUtcShort } from '#domain/calendar/working-time';
import { clockDocument, profileDocument, settings } from '#domain/core/sandbox-state';
import { hubIdOf, hubNotifications } from '#domain/order-notification/hub';
import { events } from '#domain/timeline/event';
import { clockView, sandboxView } from '#http/control/sandbox-views';
import { ControlRequestError } from '#runtime/control-request-error';
import type { StallWatcher } from '#runtime/delivery/stall-monitor';
import type { JournalEntry } from '#runtime/journal/journal';
import { entrySummaryView } from '#runtime/journal/journal-view';
import type { WallClock } from '#runtime/ports';
import type { CommittedChange, LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import type { Sandboxes } from '#runtime/sandboxes/sandboxes';
import { type ChannelLimits, LiveChannel } from './live-channel.ts';

/**
 * Server-sent events of one sandbox. A sandbox has a channel from its first reader on. A reader consists of its
 * position there and of unsent bytes, at most `streamBytes`.
 */
export interface LiveEventsOptions {
  readonly sandboxes: Sandboxes;
  readonly deliveryService: { watchStalls(watcher: StallWatcher): () => void };
  readonly clock: WallClock;
  readonly maxStreams: number;
  readonly maxStreamBytes: number;
  readonly channel?: ChannelLimits;
}

const defaultChannelLimits: ChannelLimits = { maxEvents: 10_000, maxCharacters: 4 * 1024 * 1024 };
const keepAliveMs = 15_000;
/** Consecutive checks without any progress after which a reader's connection is closed. */
const maxStalledChecks = 2;

interface StreamSubscriber {
  readonly response: ServerResponse;
  readonly sandboxId: string;
  position: number;
  /** Unsent bytes at the latest check; `stalledChecks` counts checks without progress. */
  pendingBytes: number;
  stalledChecks: number;
}

/** The live streams of all sandboxes. */
export class LiveEvents {
  readonly #options: LiveEventsOptions;
  readonly #startId: string;
  readonly #channels = new Map<string, LiveChannel>();
  readonly #readers = new Map<string, Set<StreamSubscriber>>();
  readonly #unsubscribers: (() => void)[];
  #count = 0;
  #openedChannels = 0;
  #stallCheck: { cancel(): void } | undefined;

  constructor(options: LiveEventsOptions) {
    this.#options = options;
    this.#startId = options.clock.now().toString(36);
    const { sandboxes, deliveryService } = options;
    this.#unsubscribers = [
      deliveryService.watchStalls((id, idle) => this.#publish(id, 'delivery', { idle: idle ?? null })),
      sandboxes.watchCommits((news) => this.#onCommit(news)),
      sandboxes.watchJournal((id, entry) => this.#onJournalEntry(id, entry)),
      sandboxes.watchRemoved((id) => this.#onSandboxGone(id)),
    ];
  }

  get streamCount(): number {
    return this.#count;
  }

  /**
   * Returns a function that opens a stream of the sandbox on a response. Throws 503 when the limit of streams is
   * reached.
   */
  open(live: LiveSandbox, lastEventId: string | undefined): (response: ServerResponse) => void {
    if (this.#count >= this.#options.maxStreams) {
      throw new ControlRequestError(503, 'Limit of live streams reached', [
        { pointer: '', got: this.#count, expected: `at most ${this.#options.maxStreams} (--max-streams)` },
      ]);
    }
    return (response) => this.#subscribe(live, lastEventId, response);
  }

  /** Ends every stream. */
  close(): void {
    for (const unsubscribe of this.#unsubscribers) unsubscribe();
    this.#stallCheck?.cancel();
    for (const subscribers of this.#readers.values()) for (const { response } of subscribers) response.end();
  }

  #subscribe(live: LiveSandbox, lastEventId: string | undefined, response: ServerResponse): void {
    const channel = this.#channels.get(live.id) ?? this.#openChannel(live.id);
    const { position, greeting } = channel.resumeFrom(lastEventId);
    const subscriber: StreamSubscriber = { response, sandboxId: live.id, position, pendingBytes: 0, stalledChecks: 0 };
    const subscribers = this.#readers.get(live.id) ?? new Set();
    this.#readers.set(live.id, subscribers.add(subscriber));
    this.#count += 1;
    response.on('drain', () => this.#flush(subscriber));
    response.once('close', () => this.#removeSubscriber(subscriber));
    response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
    response.write(`: sandbox ${live.id} at ${formatIsoUtcShort(live.virtualNow)}\n\n${greeting}`);
    this.#flush(subscriber);
    this.#stallCheck ??= this.#options.clock.after(keepAliveMs, () => this.#checkStalledStreams());
  }

  /** Channels stay for readers that reconnect, but at most as many as there may be streams. */
  #openChannel(id: string): LiveChannel {
    const unread = [...this.#channels.keys()].filter((each) => !this.#readers.has(each));
    for (const each of unread.slice(0, Math.max(0, unread.length + 1 - this.#options.maxStreams)))
      this.#channels.delete(each);
    this.#openedChannels += 1;
    const channel = new LiveChannel(
      `${this.#startId}.${this.#openedChannels}`,
      this.#options.channel ?? defaultChannelLimits,
    );
    this.#channels.set(id, channel);
    return channel;
  }

  #removeSubscriber(subscriber: StreamSubscriber): void {
    const subscribers = this.#readers.get(subscriber.sandboxId);
    if (!subscribers?.delete(subscriber)) return;
    this.#count -= 1;
    if (subscribers.size === 0) this.#readers.delete(subscriber.sandboxId);
  }

  /** Writes what the reader has not seen, as far as its socket may buffer it; the rest follows when it drains. */
  #flush(subscriber: StreamSubscriber): void {
    const channel = this.#channels.get(subscriber.sandboxId);
    const { response } = subscriber;
    while (channel && !response.writableEnded && !response.destroyed) {
      const chunk = channel.nextAfter(subscriber.position);
      if (!chunk || response.writableLength + chunk.text.length > this.#options.maxStreamBytes) {
        // A single event larger than the buffer limit is sent alone.
        if (!chunk || response.writableLength > 0) return;
      }
      subscriber.position = chunk.number;
      response.write(chunk.text);
    }
  }

  #checkStalledStreams(): void {
    this.#stallCheck = undefined;
    for (const subscribers of this.#readers.values()) {
      for (const subscriber of subscribers) {
        const pendingBytes = subscriber.response.writableLength;
        subscriber.stalledChecks =
          pendingBytes > 0 && pendingBytes >= subscriber.pendingBytes ? subscriber.stalledChecks + 1 : 0;
        subscriber.pendingBytes = pendingBytes;
        if (subscriber.stalledChecks > maxStalledChecks) subscriber.response.destroy();
        else if (pendingBytes === 0) subscriber.response.write(': keep-alive\n\n');
      }
    }
    if (this.#count > 0) this.#stallCheck = this.#options.clock.after(keepAliveMs, () => this.#checkStalledStreams());
  }

  #publish(sandboxId: string, type: string, data: unknown): void {
    const channel = this.#channels.get(sandboxId);
    if (!channel) return;
    channel.append({ type, data });
    for (const subscriber of this.#readers.get(sandboxId) ?? []) this.#flush(subscriber);
  }

  #onJournalEntry(id: string, entry: JournalEntry): void {
    if (this.#channels.has(id)) this.#publish(id, 'request', entrySummaryView(entry));
  }

  #onCommit({ sandboxId, version, changeSet, emitted }: CommittedChange): void {
    const live = this.#channels.has(sandboxId) ? this.#options.sandboxes.get(sandboxId) : undefined;
    if (!live) return;
    for (const one of emitted) this.#publish(sandboxId, 'domain-event', { ...one, at: formatIsoUtcShort(one.at) });
    const touchedCollections = new Set<string>();
    for (const [collection, key] of changeSet.writes) {
      touchedCollections.add(collection === settings.name ? key : collection);
      if (collection === events.name) this.#publish(sandboxId, 'event', { eventId: key, ...eventState(live, key) });
      if (collection === hubNotifications.name) this.#publish(sandboxId, 'event', hubEventState(live, key));
    }
    if (touchedCollections.has(clockDocument.key)) this.#publish(sandboxId, 'clock', clockView(live));
    if (touchedCollections.has(profileDocument.key)) this.#publish(sandboxId, 'sandbox', sandboxView(live));
    this.#publish(sandboxId, 'changed', { version, collections: [...touchedCollections] });
  }

  /** After a reset or an import the readers stay. After a deletion they are notified and disconnected. */
  #onSandboxGone(id: string): void {
    if (!this.#channels.has(id)) return;
    const deleted = this.#options.sandboxes.get(id) === undefined;
    this.#publish(id, deleted ? 'deleted' : 'reset', { id });
    if (!deleted) return;
    for (const { response } of this.#readers.get(id) ?? []) response.end();
    this.#channels.delete(id);
  }
}

function hubEventState(live: LiveSandbox, key: string): { readonly [member: string]: unknown } {
  const [hub, eventId] = [hubIdOf(key), key.slice(key.indexOf('/') + 1)];
  const copy = live.reader.get(hubNotifications, key);
  if (!copy) return { eventId, hub, state: 'removed' };
  const { eventType, orderId, state } = copy;
  return { eventId, hub, eventType, orderId, state };
}

function eventState(live: LiveSandbox, eventId: string): { readonly [member: string]: unknown } {
  const event = live.reader.get(events, eventId);
  if (!event) return { state: 'removed' };
  const { eventType, orderId, state } = event;
  return { eventType, orderId, state };
}
