import { headersFor, sandboxPath } from './call.ts';
import { readEvents } from './read-events.ts';

/** One thing that happened, as the stream told it. `gap`: some were missed, so everything shown must be read again. */
export interface News {
  readonly id: string;
  readonly kind: string;
  readonly data: unknown;
}

export type Connection = 'live' | 'connecting' | 'lost';

type Said =
  | { readonly news: News }
  | { readonly connection: Connection }
  /** A tab that has just opened asks how the line is. */
  | { readonly ask: true };

const firstPause = 500;
const longestPause = 8000;
/** The server says something at least every 15 s; a line that is silent for longer is dead. */
const silence = 40_000;

/**
 * What happens in one sandbox, live. A browser keeps six connections to one host, so one tab holds the stream and tells
 * the others: whoever has the lock reads, everybody listens. When that tab closes the next one goes on from the last id
 * that it heard of.
 */
export class Live {
  readonly #sandbox: string;
  readonly #channel: BroadcastChannel;
  readonly #closing = new AbortController();
  readonly #listeners = new Set<(news: News) => void>();
  readonly #lineListeners = new Set<(connection: Connection) => void>();
  #lastId = '';
  #reading = false;
  #wake: (() => void) | undefined;
  connection: Connection = 'connecting';

  constructor(sandbox: string) {
    this.#sandbox = sandbox;
    this.#channel = new BroadcastChannel(`etherbox.${sandbox}`);
    this.#channel.onmessage = ({ data }: MessageEvent<Said>) => this.#hear(data);
    this.#channel.postMessage({ ask: true } satisfies Said);
    void this.#lead();
  }

  /** Told of every piece of news until what is returned is called. */
  onNews(listener: (news: News) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onConnection(listener: (connection: Connection) => void): () => void {
    this.#lineListeners.add(listener);
    return () => this.#lineListeners.delete(listener);
  }

  /** Do not wait for the next try. */
  retryNow(): void {
    this.#wake?.();
  }

  close(): void {
    this.#closing.abort();
    this.#channel.close();
    this.#listeners.clear();
    this.#lineListeners.clear();
  }

  #hear(said: Said): void {
    if ('news' in said) this.#tell(said.news);
    else if ('connection' in said) this.#setConnection(said.connection);
    else if (this.#reading) this.#channel.postMessage({ connection: this.connection } satisfies Said);
  }

  async #lead(): Promise<void> {
    const { signal } = this.#closing;
    const read = () => this.#readForEver();
    // Locks exist only where the page is trusted (https or loopback); elsewhere every tab reads for itself.
    if (!('locks' in navigator)) return read();
    await navigator.locks.request(`etherbox.${this.#sandbox}`, { signal }, read).catch(() => undefined);
  }

  async #readForEver(): Promise<void> {
    this.#reading = true;
    let pause = firstPause;
    while (!this.#closing.signal.aborted) {
      const heard = await this.#readOnce();
      if (this.#closing.signal.aborted) return;
      this.#share({ connection: 'lost' });
      pause = heard ? firstPause : Math.min(pause * 2, longestPause);
      await this.#pause(pause);
    }
  }

  /** True when the stream opened. */
  async #readOnce(): Promise<boolean> {
    const line = new AbortController();
    const end = () => line.abort();
    this.#closing.signal.addEventListener('abort', end);
    let watch = setTimeout(end, silence);
    const alive = () => {
      clearTimeout(watch);
      watch = setTimeout(end, silence);
    };
    try {
      const response = await fetch(sandboxPath(this.#sandbox, '/stream'), {
        headers: {
          ...headersFor(false),
          Accept: 'text/event-stream',
          ...(this.#lastId ? { 'Last-Event-ID': this.#lastId } : {}),
        },
        signal: line.signal,
        cache: 'no-store',
      });
      if (!response.ok || !response.body) return false;
      const again = this.connection === 'lost';
      this.#share({ connection: 'live' });
      // A server that was started again knows nothing of the old ids; whatever is shown is read once more.
      if (again) this.#share({ news: { id: this.#lastId, kind: 'gap', data: undefined } });
      for await (const event of readEvents(response.body, alive)) {
        this.#share({ news: { id: event.id, kind: event.name, data: parse(event.data) } });
      }
      return true;
    } catch {
      return false;
    } finally {
      clearTimeout(watch);
      this.#closing.signal.removeEventListener('abort', end);
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #share(said: Said): void {
    if (this.#closing.signal.aborted) return;
    this.#hear(said);
    this.#channel.postMessage(said);
  }

  #tell(news: News): void {
    if (news.id) this.#lastId = news.id;
    for (const listener of this.#listeners) listener(news);
  }

  #setConnection(connection: Connection): void {
    if (connection === this.connection) return;
    this.connection = connection;
    for (const listener of this.#lineListeners) listener(connection);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
