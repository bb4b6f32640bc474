import { hubIdOf, hubNotifications } from '#domain/order-notification/hub';
import type { EventDocument } from '#domain/timeline/event';
import { events } from '#domain/timeline/event';
import type { StallWatcher } from '#runtime/delivery/stall-monitor';
import type { JournalEntry } from '#runtime/journal/journal';
import { ignoredInputNotes } from '#runtime/journal/journal-notes';
import type { WallClock } from '#runtime/ports';
import type { Sandboxes } from '#runtime/sandboxes/sandboxes';
import {
  attemptLogLines,
  callbackTestLogLines,
  type LogLevel,
  type LogStyle,
  requestLogLines,
  stalledDeliveryLogLines,
  suppressedLogLines,
} from './log-lines.ts';

/** The output of the log: `process.stderr`, or a test's. */
export interface LogOutput {
  write(text: string): unknown;
  readonly writableLength: number;
}

export interface TerminalLogOptions {
  readonly sandboxes: Sandboxes;
  readonly deliveryService: { watchStalls(watcher: StallWatcher): () => void };
  readonly level: LogLevel;
  readonly colour: boolean;
  readonly baseUrl: string;
  readonly target: LogOutput;
  readonly clock: WallClock;
}

/** Unread lines are bounded: a server must not end because nobody reads its log. */
const maxUnreadBytes = 1024 * 1024;

/** Writes a line per request and per attempt of every sandbox. Returns a function that stops it. */
export function logToTerminal(options: TerminalLogOptions): () => void {
  const { sandboxes, deliveryService, level, colour, baseUrl, target, clock } = options;
  if (level === 'quiet') return () => undefined;
  const style: LogStyle = { level, colour, baseUrl };
  const startedAt = clock.now();
  const write = boundedWriter(target);
  const notesOf = (entry: JournalEntry) => ignoredInputNotes(entry, sandboxes.context);
  const loggedAttempts = new WeakSet<object>();
  const stopRequests = sandboxes.watchJournal((id, entry) => write(requestLogLines(id, entry, style, notesOf)));
  const stopTests = sandboxes.callbackTests.watch((id, test) => write(callbackTestLogLines(id, test, style)));
  const stopStalls = deliveryService.watchStalls((id, idle) =>
    write(stalledDeliveryLogLines(id, idle, clock.now(), style)),
  );
  const stopEvents = sandboxes.watchCommits(({ sandboxId, changeSet }) => {
    for (const [collection, key, document] of changeSet.writes) {
      if (document === null) continue;
      if (collection === events.name) write(newEventLines(sandboxId, document as EventDocument));
      else if (collection === hubNotifications.name)
        write(newEventLines(sandboxId, document as EventDocument, hubIdOf(key)));
    }
  });

  /** An event's document is stored again for other reasons, too, so only new attempts are logged. */
  function newEventLines(sandboxId: string, event: EventDocument, hub?: string): string[] {
    if (event.attempts.length === 0)
      return event.state === 'suppressed' ? suppressedLogLines(sandboxId, event, clock.now(), style, hub) : [];
    return event.attempts.flatMap((attempt) => {
      const wallAt = Date.parse(attempt.wallAt);
      if (loggedAttempts.has(attempt) || wallAt < startedAt) return [];
      loggedAttempts.add(attempt);
      return attemptLogLines(sandboxId, event, attempt, wallAt, style, hub);
    });
  }

  return () => {
    stopRequests();
    stopEvents();
    stopStalls();
    stopTests();
  };
}

function boundedWriter(target: LogOutput): (lines: readonly string[]) => void {
  let droppedEntries = 0;
  return (lines) => {
    if (lines.length === 0) return;
    if (target.writableLength > maxUnreadBytes) {
      droppedEntries += 1;
      return;
    }
    if (droppedEntries > 0) target.write(`… ${droppedEntries} log entries were dropped: nobody was reading\n`);
    droppedEntries = 0;
    target.write(`${lines.join('\n')}\n`);
  };
}

/**
 * Makes writes to a pipe asynchronous, because a full pipe that nobody reads would stop the server. Uses Node
 * internals: when they are missing, nothing changes.
 */
export function makeNonBlocking(stream: unknown): void {
  const handle = (stream as { _handle?: { setBlocking?: (blocking: boolean) => unknown } })._handle;
  const piped = (stream as { isTTY?: boolean }).isTTY !== true;
  if (piped) handle?.setBlocking?.(false);
}
