import type { ServerResponse } from 'node:http';
import type { WireFault } from '#domain/fault-injection/fault-injection';
import type { WallClock } from '#runtime/ports';

/** An answer, ready to be sent. */
export interface PreparedAnswer {
  readonly status: number;
  /** Raw pairs. */
  readonly headers: readonly string[];
  readonly text: string;
}

/**
 * Sends an answer with a fault that was injected into the connection. The request was performed and stored by now: a client
 * that does not get the answer must find that out by itself. Resolves when nothing more is to be sent.
 */
export async function sendWithWireFault(
  response: ServerResponse,
  answer: PreparedAnswer,
  wireFault: WireFault,
  clock: WallClock,
): Promise<void> {
  if (wireFault.delayMs !== undefined) await waitOnClock(clock, wireFault.delayMs);
  if (response.destroyed) return;
  if (wireFault.drop || wireFault.reset === 'beforeHeaders') {
    resetConnection(response);
    return;
  }
  response.writeHead(answer.status, [...answer.headers]);
  const bytes = Buffer.from(answer.text);
  if (wireFault.reset === 'afterHeaders') {
    // Some of the body, never all of it: the client must not take the answer for complete.
    await flushBytes(response, bytes.subarray(0, Math.max(0, Math.min(1, bytes.length - 1))));
    response.socket?.destroySoon();
    return;
  }
  const part = bytes.subarray(0, wireFault.truncateAt ?? bytes.length);
  if (wireFault.dripBytesPerSecond !== undefined) await sendSlowly(response, part, wireFault.dripBytesPerSecond, clock);
  else await flushBytes(response, part);
  // Closed and not reset: a reset would discard what the client has not read yet.
  if (part.length < bytes.length) response.socket?.destroySoon();
  else response.end();
}

/** Resets the connection where its socket is known, otherwise destroys it; both look broken to the client. */
function resetConnection(response: ServerResponse): void {
  const { socket } = response;
  if (socket && !socket.destroyed) socket.resetAndDestroy();
  else response.destroy();
}

/** Resolves once the operating system has the bytes, or the headers where there are no bytes. */
function flushBytes(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve);
    const resolveAfterFlush = () => setImmediate(() => setImmediate(resolve));
    if (bytes.length > 0) {
      response.write(bytes, resolveAfterFlush);
      return;
    }
    response.flushHeaders();
    resolveAfterFlush();
  });
}

/** Ten pieces a second, or one byte at a time where that is slower. */
async function sendSlowly(
  response: ServerResponse,
  bytes: Uint8Array,
  bytesPerSecond: number,
  clock: WallClock,
): Promise<void> {
  const chunkBytes = Math.max(1, Math.floor(bytesPerSecond / 10));
  for (let offset = 0; offset < bytes.length && !response.destroyed; offset += chunkBytes) {
    if (offset > 0) await waitOnClock(clock, Math.ceil((chunkBytes * 1000) / bytesPerSecond));
    if (response.destroyed) return;
    response.write(bytes.subarray(offset, offset + chunkBytes));
  }
}

function waitOnClock(clock: WallClock, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(milliseconds, resolve);
  });
}
