import type { ServerResponse } from 'node:http';
import type { WireFault } from '../domain/fault.ts';
import type { WallClock } from '../runtime/ports.ts';

/** An answer, ready to be sent. */
export interface ReadyAnswer {
  readonly status: number;
  /** Raw pairs. */
  readonly headers: readonly string[];
  readonly text: string;
}

/**
 * Sends an answer over a wire that fails on purpose. The work is done and kept by now: a client that never learns of it
 * must find that out by itself. Resolves when there is nothing more to do.
 */
export async function sendOverFaultyWire(
  response: ServerResponse,
  answer: ReadyAnswer,
  fault: WireFault,
  clock: WallClock,
): Promise<void> {
  if (fault.delayMs !== undefined) await wait(clock, fault.delayMs);
  if (response.destroyed) return;
  if (fault.drop || fault.reset === 'beforeHeaders') {
    breakOff(response);
    return;
  }
  response.writeHead(answer.status, [...answer.headers]);
  const bytes = Buffer.from(answer.text);
  if (fault.reset === 'afterHeaders') {
    // Some of the body, never all of it: the client must not take it for whole.
    await flushed(response, bytes.subarray(0, Math.max(0, Math.min(1, bytes.length - 1))));
    response.socket?.destroySoon();
    return;
  }
  const part = bytes.subarray(0, fault.truncateAt ?? bytes.length);
  if (fault.dripBytesPerSecond !== undefined) await drip(response, part, fault.dripBytesPerSecond, clock);
  else await flushed(response, part);
  // Closed and not reset: a reset would take with it what the client has not read yet.
  if (part.length < bytes.length) response.socket?.destroySoon();
  else response.end();
}

/** A reset, where the connection can be had; the client sees it broken either way. */
function breakOff(response: ServerResponse): void {
  const { socket } = response;
  if (socket && !socket.destroyed) socket.resetAndDestroy();
  else response.destroy();
}

/** Resolves once the bytes, or the headers where there are none, are with the operating system. */
function flushed(response: ServerResponse, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    response.once('close', resolve);
    const soon = () => setImmediate(() => setImmediate(resolve));
    if (bytes.length > 0) {
      response.write(bytes, soon);
      return;
    }
    response.flushHeaders();
    soon();
  });
}

/** Ten pieces a second, or one byte at a time where that is slower. */
async function drip(response: ServerResponse, bytes: Uint8Array, perSecond: number, clock: WallClock): Promise<void> {
  const piece = Math.max(1, Math.floor(perSecond / 10));
  for (let at = 0; at < bytes.length && !response.destroyed; at += piece) {
    if (at > 0) await wait(clock, Math.ceil((piece * 1000) / perSecond));
    if (response.destroyed) return;
    response.write(bytes.subarray(at, at + piece));
  }
}

function wait(clock: WallClock, milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(milliseconds, resolve);
  });
}
