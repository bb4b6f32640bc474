import { toJsonText } from '#domain/core/json';

/** Something for the live stream; `data` is plain JSON. */
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

/** What a reader gets next: a piece of text and where it stands then. */
export interface StreamChunk {
  readonly number: number;
  readonly text: string;
}

/**
 * The newest events of one sandbox, bounded by count and size. Readers keep no queue of their own: each has a position in
 * here, and one whose position was overtaken is told so by an event `gap`.
 */
export class LiveChannel {
  readonly #era: string;
  readonly #limits: ChannelLimits;
  readonly #events: ChannelEvent[] = [];
  /** Where the oldest stands in `#told`; what is before it is cut away from time to time. */
  #firstIndex = 0;
  #characters = 0;
  #last = 0;

  /** `era` differs from one process to the next, so that an id from before a restart is not taken for one of ours. */
  constructor(channelId: string, limits: ChannelLimits) {
    this.#era = channelId;
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
    const text = sseFrame(`${this.#era}-${this.#last}`, type, data);
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
   * Where a reader that names the last id it saw goes on, and what it is told first. Without an id, or with one of
   * another era, it begins at the present.
   */
  resumeFrom(lastEventId: string | undefined): { readonly position: number; readonly greeting: string } {
    if (lastEventId === undefined || lastEventId === '') return { position: this.#last, greeting: '' };
    const separator = lastEventId.lastIndexOf('-');
    const number = Number(lastEventId.slice(separator + 1));
    const isOwnId = lastEventId.slice(0, separator) === this.#era && Number.isSafeInteger(number) && number >= 0;
    if (isOwnId && number <= this.#last) return { position: number, greeting: '' };
    return { position: this.#last, greeting: this.#gapEvent(this.#last, 'the id is not one of this process') };
  }

  /** What comes after a position; undefined when nothing does yet. */
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
    return sseFrame(`${this.#era}-${number}`, 'gap', { reason, ...(missed === undefined ? {} : { missed }) });
  }

  /** The newest stays, however large. */
  #isOverLimit(): boolean {
    const count = this.#events.length - this.#firstIndex;
    return count > 1 && (count > this.#limits.maxEvents || this.#characters > this.#limits.maxCharacters);
  }
}

function sseFrame(id: string, type: string, data: unknown): string {
  return `id: ${id}\nevent: ${type}\ndata: ${toJsonText(data)}\n\n`;
}
