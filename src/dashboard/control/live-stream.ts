import { controlRequestHeaders, parseJsonOrText, sandboxPath } from './api-client.ts';

/** One entry of the live stream. `gap`: some entries were missed, so everything shown must be read again. */
export interface LiveUpdate {
  readonly id: string;
  readonly kind: string;
  readonly data: unknown;
}

export type ConnectionState = 'live' | 'connecting' | 'lost';

type ChannelMessage =
  | { readonly update: LiveUpdate }
  | { readonly connection: ConnectionState }
  /** A new tab asks for the state of the connection. */
  | { readonly stateRequest: true };

const initialRetryMs = 500;
const maxRetryMs = 8000;
/** The server sends something at least every 15 s; a longer silence means a dead connection. */
const maxSilenceMs = 40_000;

/**
 * The live events of one sandbox. A browser allows six connections to one host, so one tab holds the stream and shares
 * it: the tab with the lock reads, and all tabs listen. When that tab closes, the next one continues from the last id
 * that it received.
 */
export class LiveStream {
  readonly #sandbox: string;
  readonly #channel: BroadcastChannel;
  readonly #closing = new AbortController();
  readonly #listeners = new Set<(update: LiveUpdate) => void>();
  readonly #connectionListeners = new Set<(connection: ConnectionState) => void>();
  #lastId = '';
  #isStreamReader = false;
  #endWait: (() => void) | undefined;
  connection: ConnectionState = 'connecting';

  constructor(sandbox: string) {
    this.#sandbox = sandbox;
    this.#channel = new BroadcastChannel(`etherbox.${sandbox}`);
    this.#channel.onmessage = ({ data }: MessageEvent<ChannelMessage>) => this.#receive(data);
    this.#channel.postMessage({ stateRequest: true } satisfies ChannelMessage);
    void this.#readWhenLockHeld();
  }

  /** Calls the listener with every update. Returns a function that stops it. */
  onUpdate(listener: (update: LiveUpdate) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  onConnection(listener: (connection: ConnectionState) => void): () => void {
    this.#connectionListeners.add(listener);
    return () => this.#connectionListeners.delete(listener);
  }

  /** Reconnects now instead of waiting. */
  retryNow(): void {
    this.#endWait?.();
  }

  close(): void {
    this.#closing.abort();
    this.#channel.close();
    this.#listeners.clear();
    this.#connectionListeners.clear();
  }

  #receive(message: ChannelMessage): void {
    if ('update' in message) this.#notifyListeners(message.update);
    else if ('connection' in message) this.#setConnection(message.connection);
    else if (this.#isStreamReader) this.#channel.postMessage({ connection: this.connection } satisfies ChannelMessage);
  }

  async #readWhenLockHeld(): Promise<void> {
    const { signal } = this.#closing;
    const readUntilClosed = () => this.#readUntilClosed();
    // Locks exist only in a secure context (https or loopback); elsewhere every tab reads for itself.
    if (!('locks' in navigator)) return readUntilClosed();
    await navigator.locks.request(`etherbox.${this.#sandbox}`, { signal }, readUntilClosed).catch(() => undefined);
  }

  async #readUntilClosed(): Promise<void> {
    this.#isStreamReader = true;
    let retryMs = initialRetryMs;
    while (!this.#closing.signal.aborted) {
      const opened = await this.#readStream();
      if (this.#closing.signal.aborted) return;
      this.#broadcast({ connection: 'lost' });
      retryMs = opened ? initialRetryMs : Math.min(retryMs * 2, maxRetryMs);
      await this.#waitBeforeRetry(retryMs);
    }
  }

  /** True when the stream was opened. */
  async #readStream(): Promise<boolean> {
    const streamAbort = new AbortController();
    const abortStream = () => streamAbort.abort();
    this.#closing.signal.addEventListener('abort', abortStream);
    let silenceTimer = setTimeout(abortStream, maxSilenceMs);
    const restartSilenceTimer = () => {
      clearTimeout(silenceTimer);
      silenceTimer = setTimeout(abortStream, maxSilenceMs);
    };
    try {
      const response = await fetch(sandboxPath(this.#sandbox, '/stream'), {
        headers: {
          ...controlRequestHeaders(false),
          Accept: 'text/event-stream',
          ...(this.#lastId ? { 'Last-Event-ID': this.#lastId } : {}),
        },
        signal: streamAbort.signal,
        cache: 'no-store',
      });
      if (!response.ok || !response.body) return false;
      const reconnected = this.connection === 'lost';
      this.#broadcast({ connection: 'live' });
      // A restarted server does not know the old ids, so everything shown is read again.
      if (reconnected) this.#broadcast({ update: { id: this.#lastId, kind: 'gap', data: undefined } });
      for await (const event of readServerSentEvents(response.body, restartSilenceTimer)) {
        this.#broadcast({ update: { id: event.id, kind: event.name, data: parseJsonOrText(event.data) } });
      }
      return true;
    } catch {
      return false;
    } finally {
      clearTimeout(silenceTimer);
      this.#closing.signal.removeEventListener('abort', abortStream);
    }
  }

  #waitBeforeRetry(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#endWait = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  #broadcast(message: ChannelMessage): void {
    if (this.#closing.signal.aborted) return;
    this.#receive(message);
    this.#channel.postMessage(message);
  }

  #notifyListeners(update: LiveUpdate): void {
    if (update.id) this.#lastId = update.id;
    for (const listener of this.#listeners) listener(update);
  }

  #setConnection(connection: ConnectionState): void {
    if (connection === this.connection) return;
    this.connection = connection;
    for (const listener of this.#connectionListeners) listener(connection);
  }
}

export interface ServerSentEvent {
  readonly id: string;
  readonly name: string;
  readonly data: string;
}

/**
 * Parses server-sent events from a response. EventSource cannot send the control token and needs all event names in
 * advance. `alive` is called for all input, comments included.
 */
export async function* readServerSentEvents(
  body: ReadableStream<Uint8Array>,
  onActivity: () => void,
): AsyncGenerator<ServerSentEvent> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader();
  let incompleteLine = '';
  let id = '';
  let name = 'message';
  let data: string[] = [];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onActivity();
    const lines = (incompleteLine + value).split(/\r\n|\n|\r/);
    incompleteLine = lines.pop() as string;
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) yield { id, name, data: data.join('\n') };
        name = 'message';
        data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const text = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'id') id = text;
      else if (field === 'event') name = text;
      else if (field === 'data') data.push(text);
    }
  }
}
