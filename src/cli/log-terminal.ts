import { type EventDocument, events } from '../mock/domain/product-order/order-documents.ts';
import { hubNotifications, hubOf } from '../mock/engine/outbox.ts';
import type { IdleWatcher } from '../mock/runtime/delivery/delivery-idle.ts';
import type { JournalEntry } from '../mock/runtime/journal/journal.ts';
import { withoutMeaning } from '../mock/runtime/journal/journal-notes.ts';
import type { WallClock } from '../mock/runtime/ports.ts';
import type { Sandboxes } from '../mock/runtime/sandboxes.ts';
import {
  attemptLines,
  idleLines,
  type LogLevel,
  type LogStyle,
  requestLines,
  suppressedLines,
  testLines,
} from './log-line.ts';

/** Where the log goes: `process.stderr`, or whatever a test gives. */
export interface LogTarget {
  write(text: string): unknown;
  readonly writableLength: number;
}

export interface TerminalLogParts {
  readonly sandboxes: Sandboxes;
  readonly deliverer: { watchIdleness(watcher: IdleWatcher): () => void };
  readonly level: LogLevel;
  readonly colour: boolean;
  readonly baseUrl: string;
  readonly target: LogTarget;
  readonly clock: WallClock;
}

/** Lines that nobody reads are not kept for ever: a client's server must not end because its log was not read. */
const mostUnread = 1024 * 1024;

/** Follows every sandbox and writes a line per request and per attempt to call back. Returns what ends it. */
export function logToTerminal(parts: TerminalLogParts): () => void {
  const { sandboxes, deliverer, level, colour, baseUrl, target, clock } = parts;
  if (level === 'quiet') return () => undefined;
  const style: LogStyle = { level, colour, baseUrl };
  const began = clock.now();
  const write = boundedWriter(target);
  const notesOf = (entry: JournalEntry) => withoutMeaning(entry, sandboxes.house);
  const told = new WeakSet<object>();
  const stopRequests = sandboxes.watchJournal((id, entry) => write(requestLines(id, entry, style, notesOf)));
  const stopTests = sandboxes.callbackTests.watch((id, test) => write(testLines(id, test, style)));
  const stopIdle = deliverer.watchIdleness((id, idle) => write(idleLines(id, idle, clock.now(), style)));
  const stopEvents = sandboxes.watch(({ sandboxId, change }) => {
    for (const [collection, key, document] of change.puts) {
      if (document === null) continue;
      if (collection === events.name) write(newsOf(sandboxId, document as EventDocument));
      else if (collection === hubNotifications.name) write(newsOf(sandboxId, document as EventDocument, hubOf(key)));
    }
  });

  /** An event's document is put again for other reasons, too: only what was not told yet is news. */
  function newsOf(sandboxId: string, event: EventDocument, hub?: string): string[] {
    if (event.attempts.length === 0)
      return event.state === 'suppressed' ? suppressedLines(sandboxId, event, clock.now(), style, hub) : [];
    return event.attempts.flatMap((attempt) => {
      const wallAt = Date.parse(attempt.wallAt);
      if (told.has(attempt) || wallAt < began) return [];
      told.add(attempt);
      return attemptLines(sandboxId, event, attempt, wallAt, style, hub);
    });
  }

  return () => {
    stopRequests();
    stopEvents();
    stopIdle();
    stopTests();
  };
}

function boundedWriter(target: LogTarget): (lines: readonly string[]) => void {
  let dropped = 0;
  return (lines) => {
    if (lines.length === 0) return;
    if (target.writableLength > mostUnread) {
      dropped += 1;
      return;
    }
    if (dropped > 0) target.write(`… ${dropped} log entries were dropped: nobody was reading\n`);
    dropped = 0;
    target.write(`${lines.join('\n')}\n`);
  };
}

/**
 * A pipe is written to synchronously, and one that nobody reads would then stop the server. Not part of Node's documented
 * surface, hence careful: where it is missing, nothing is lost but this.
 */
export function neverBlock(stream: unknown): void {
  const handle = (stream as { _handle?: { setBlocking?: (blocking: boolean) => unknown } })._handle;
  const piped = (stream as { isTTY?: boolean }).isTTY !== true;
  if (piped) handle?.setBlocking?.(false);
}
