import { toText } from '../domain/canonical.ts';

/** Something for the live stream; `data` is plain JSON. */
export interface LiveEvent {
  readonly type: string;
  readonly data: unknown;
}

/** An event as bytes on the wire, with its number in the channel. */
interface Told {
  readonly number: number;
  readonly text: string;
}

export interface ChannelLimits {
  readonly events: number;
  readonly characters: number;
}

/** What a reader gets next: a piece of text and where it stands then. */
export interface Piece {
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
  readonly #told: Told[] = [];
  /** Where the oldest stands in `#told`; what is before it is cut away from time to time. */
  #first = 0;
  #characters = 0;
  #last = 0;

  /** `era` differs from one process to the next, so that an id from before a restart is not taken for one of ours. */
  constructor(era: string, limits: ChannelLimits) {
    this.#era = era;
    this.#limits = limits;
  }

  get last(): number {
    return this.#last;
  }

  get size(): { readonly events: number; readonly characters: number } {
    return { events: this.#told.length - this.#first, characters: this.#characters };
  }

  add({ type, data }: LiveEvent): void {
    this.#last += 1;
    const text = frame(`${this.#era}-${this.#last}`, type, data);
    this.#told.push({ number: this.#last, text });
    this.#characters += text.length;
    while (this.#tooMany()) {
      this.#characters -= (this.#told[this.#first] as Told).text.length;
      this.#first += 1;
    }
    if (this.#first > 1000 && this.#first * 2 > this.#told.length) {
      this.#told.splice(0, this.#first);
      this.#first = 0;
    }
  }

  /**
   * Where a reader that names the last id it saw goes on, and what it is told first. Without an id, or with one of
   * another era, it begins at the present.
   */
  begin(lastEventId: string | undefined): { readonly position: number; readonly greeting: string } {
    if (lastEventId === undefined || lastEventId === '') return { position: this.#last, greeting: '' };
    const at = lastEventId.lastIndexOf('-');
    const number = Number(lastEventId.slice(at + 1));
    const ours = lastEventId.slice(0, at) === this.#era && Number.isSafeInteger(number) && number >= 0;
    if (ours && number <= this.#last) return { position: number, greeting: '' };
    return { position: this.#last, greeting: this.#gap(this.#last, 'the id is not one of this process') };
  }

  /** What comes after a position; undefined when nothing does yet. */
  after(position: number): Piece | undefined {
    if (position >= this.#last) return undefined;
    const oldest = (this.#told[this.#first] as Told).number;
    if (position + 1 < oldest) {
      const missed = oldest - 1 - position;
      return { number: oldest - 1, text: this.#gap(oldest - 1, `${missed} events are no longer kept`, missed) };
    }
    return this.#told[this.#first + (position + 1 - oldest)] as Told;
  }

  #gap(number: number, reason: string, missed?: number): string {
    return frame(`${this.#era}-${number}`, 'gap', { reason, ...(missed === undefined ? {} : { missed }) });
  }

  /** The newest stays, however large. */
  #tooMany(): boolean {
    const count = this.#told.length - this.#first;
    return count > 1 && (count > this.#limits.events || this.#characters > this.#limits.characters);
  }
}

function frame(id: string, type: string, data: unknown): string {
  return `id: ${id}\nevent: ${type}\ndata: ${toText(data)}\n\n`;
}
