import { toJsonText } from '#domain/core/json';

/** An entry of the live stream; `data` is plain JSON. */
export interface LiveEvent {
  readonly type: string;
  readonly data: unknown;
}

/** An event as bytes on the wire, with its number in the channel. */
interface ChannelEvent {
  readonly number: number;
  readonly text: string;
}

export interface ChannelLimits {
  readonly maxEvents: number;
  readonly maxCharacters: number;
}

/** The next text for a reader, and the reader's position after it. */
export interface StreamChunk {
  readonly number: number;
  readonly text: string;
}

/**
 * The latest events of one sandbox, bounded by count and size. Readers have no queue of their own, only a position
 * here; a reader whose position was evicted gets an event `gap`.
 */
export class LiveChannel {
  readonly #channelId: string;
  readonly #limits: ChannelLimits;
  readonly #events: ChannelEvent[] = [];
  /** Index of the oldest event in `#events`; evicted events before it are removed from time to time. */
  #firstIndex = 0;
  #characters = 0;
  #last = 0;

  /** `channelId` differs between processes, so that an id from before a restart is not mistaken for one of ours. */
  constructor(channelId: string, limits: ChannelLimits) {
    this.#channelId = channelId;
    this.#limits = limits;
  }

  get lastNumber(): number {
    return this.#last;
  }

  get size(): { readonly events: number; readonly characters: number } {
    return { events: this.#events.length - this.#firstIndex, characters: this.#characters };
  }

  append({ type, data }: LiveEvent): void {
    this.#last += 1;
    const text = sseFrame(`${this.#channelId}-${this.#last}`, type, data);
    this.#events.push({ number: this.#last, text });
    this.#characters += text.length;
    while (this.#isOverLimit()) {
      this.#characters -= (this.#events[this.#firstIndex] as ChannelEvent).text.length;
      this.#firstIndex += 1;
    }
    if (this.#firstIndex > 1000 && this.#firstIndex * 2 > this.#events.length) {
      this.#events.splice(0, this.#firstIndex);
      this.#firstIndex = 0;
    }
  }

  /**
   * The position of a reader that names its last event id, and the text that it gets first. Without an id, or with one
   * of another channel, it begins at the present.
   */
  resumeFrom(lastEventId: string | undefined): { readonly position: number; readonly greeting: string } {
    if (lastEventId === undefined || lastEventId === '') return { position: this.#last, greeting: '' };
    const separator = lastEventId.lastIndexOf('-');
    const number = Number(lastEventId.slice(separator + 1));
    const isOwnId = lastEventId.slice(0, separator) === this.#channelId && Number.isSafeInteger(number) && number >= 0;
    if (isOwnId && number <= this.#last) return { position: number, greeting: '' };
    return { position: this.#last, greeting: this.#gapEvent(this.#last, 'the id is not one of this process') };
  }

  /** The text after a position; undefined when there is none yet. */
  nextAfter(position: number): StreamChunk | undefined {
    if (position >= this.#last) return undefined;
    const oldest = (this.#events[this.#firstIndex] as ChannelEvent).number;
    if (position + 1 < oldest) {
      const missed = oldest - 1 - position;
      return { number: oldest - 1, text: this.#gapEvent(oldest - 1, `${missed} events are no longer kept`, missed) };
    }
    return this.#events[this.#firstIndex + (position + 1 - oldest)] as ChannelEvent;
  }

  #gapEvent(number: number, reason: string, missed?: number): string {
    return sseFrame(`${this.#channelId}-${number}`, 'gap', { reason, ...(missed === undefined ? {} : { missed }) });
  }

  /** The latest event stays, however large. */
  #isOverLimit(): boolean {
    const count = this.#events.length - this.#firstIndex;
    return count > 1 && (count > this.#limits.maxEvents || this.#characters > this.#limits.maxCharacters);
  }
}

function sseFrame(id: string, type: string, data: unknown): string {
  return `id: ${id}\nevent: ${type}\ndata: ${toJsonText(data)}\n\n`;
}
