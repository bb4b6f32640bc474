import type { DeliveryAttempt } from '#domain/callback/delivery-state';
import { toJsonText } from '#domain/core/json';
import { escapeControlCharacters } from '#domain/core/printable';
import type { Violation } from '#domain/core/violation';
import type { EventDocument } from '#domain/timeline/event';
import { abbreviateValue } from '#engine/contract/describe-schema';
import type { NearMiss } from '#engine/contract/near-miss';
import type { CallbackTest } from '#runtime/delivery/callback-test-feed';
import type { StalledDelivery } from '#runtime/delivery/stall-monitor';
import { entryId, type JournalEntry } from '#runtime/journal/journal';
import { entrySummaryView, entryView, maskedPath } from '#runtime/journal/journal-view';
import { errorMessageOf } from '#runtime/journal/request-text';
import { countText } from './print.ts';

/**
 * The lines of the terminal log for one request and one delivery attempt. Untrusted text goes through {@link
 * escapeControlCharacters} before colours are added.
 */
export type LogLevel = 'quiet' | 'line' | 'body' | 'json';

export interface LogStyle {
  readonly level: LogLevel;
  readonly colour: boolean;
  /** Beginning of the address of the explanation. */
  readonly baseUrl: string;
}

/** The notes of an entry, computed on demand: see runtime/journal/journal-notes.ts. */
export type EntryNotes = (entry: JournalEntry) => { readonly notes?: readonly string[] };

const indent = ' '.repeat(10);
/** Enough to recognize a body; the link leads to the whole. */
const maxBodyCharacters = 2000;

/** The lines of one request; empty for style `quiet`. */
export function requestLogLines(
  sandboxId: string,
  entry: JournalEntry,
  style: LogStyle,
  notesOf: EntryNotes,
): string[] {
  if (style.level === 'quiet') return [];
  const { notes = [] } = notesOf(entry);
  if (style.level === 'json')
    return [
      jsonLine({
        log: 'request',
        sandbox: sandboxId,
        ...entrySummaryView(entry),
        notes: notes.length === 0 ? undefined : notes,
      }),
    ];
  const { method, status, durationMs, operationId = '-', orderId, faultInjection: faultInjectionId } = entry;
  const head = [
    clockTime(entry.wallAt),
    `${escapeControlCharacters(method).padEnd(5)} ${escapeControlCharacters(maskedPath(entry.path))}`.padEnd(52),
    paint(String(status), statusColour(status), style),
    `${durationMs} ms`.padStart(6),
    operationId,
    escapeControlCharacters(sandboxId),
    entryId(entry.number),
    ...(orderId === undefined ? [] : [`order ${escapeControlCharacters(orderId)}`]),
    ...(faultInjectionId === undefined ? [] : [`injected ${escapeControlCharacters(faultInjectionId)}`]),
  ].join('  ');
  const lines = [head, ...(entry.why ?? []).map((one) => violationLogLine(one, style))];
  const responseMessage =
    status >= 400 && (entry.why ?? []).length === 0 ? errorMessageOf(entry.response.body) : undefined;
  if (responseMessage !== undefined)
    lines.push(`${indent}${paint('✗', red, style)} ${escapeControlCharacters(responseMessage)}`);
  for (const note of notes) lines.push(`${indent}${paint(`note: ${escapeControlCharacters(note)}`, dim, style)}`);
  for (const miss of entry.nearMisses ?? []) lines.push(nearMissLine(miss));
  if (style.level === 'body') lines.push(...bodyLogLines(entry));
  if (status >= 400) lines.push(`${indent}why: ${explanationUrl(style.baseUrl, entryId(entry.number), sandboxId)}`);
  return lines;
}

/** The page that explains a request: the same address as in the answer's Link header. */
export function explanationUrl(baseUrl: string, requestId: string, sandboxId: string): string {
  return `${baseUrl}/ui/requests/${requestId}?sandbox=${sandboxId}`;
}

function violationLogLine({ pointer, got, expected, rule }: Violation, style: LogStyle): string {
  const where = pointer === '' ? '/' : pointer;
  const found = got === undefined ? '' : `  got ${escapeControlCharacters(valueText(got))}`;
  const why = rule === '' ? '' : `  ${paint(`(${escapeControlCharacters(rule)})`, dim, style)}`;
  return `${indent}${paint('✗', red, style)} ${escapeControlCharacters(where)}${found}  allowed: ${escapeControlCharacters(expected)}${why}`;
}

/** A tick or a cross per criterion, never shortened, so that it can be copied. */
function nearMissLine({ method, path, matches }: NearMiss): string {
  const marks = Object.entries(matches).map(([criterion, fits]) => `${fits ? '✓' : '✗'} ${spacedWords(criterion)}`);
  return `${indent}near miss: ${method} ${path}  ${marks.join('  ')}`;
}

const spacedWords = (criterion: string): string => criterion.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function bodyLogLines(entry: JournalEntry): string[] {
  const { request, response } = entryView(entry);
  return [
    ...(request.body === undefined ? [] : [`${indent}> ${bodyLogText(request.body)}`]),
    ...(response.body === undefined ? [] : [`${indent}< ${bodyLogText(response.body)}`]),
  ];
}

function bodyLogText(body: unknown): string {
  const text = typeof body === 'string' ? body : toJsonText(body);
  const cut =
    text.length > maxBodyCharacters ? `${text.slice(0, maxBodyCharacters)}… (${text.length} characters)` : text;
  return escapeControlCharacters(cut);
}

/** The lines of one attempt: event, order, attempt and status on the first; the error and the next attempt below. */
export function attemptLogLines(
  sandboxId: string,
  event: EventDocument,
  attempt: DeliveryAttempt,
  wallAt: number,
  style: LogStyle,
  hub?: string,
): string[] {
  if (style.level === 'quiet') return [];
  if (style.level === 'json') return [jsonLine({ ...attemptLogEntry(sandboxId, event, attempt), hub })];
  const { eventType, eventId, orderId, nextAttempt } = event;
  const status = attempt.status === undefined ? '---' : String(attempt.status);
  const succeeded = attempt.error === undefined;
  const head = [
    clockTime(wallAt),
    `${'→ callback'} ${escapeControlCharacters(maskedPath(attempt.url))}`.padEnd(52),
    paint(status, succeeded ? green : red, style),
    `${attempt.durationMs} ms`.padStart(6),
    `${eventType}${milestoneText(event)}`,
    escapeControlCharacters(sandboxId),
    `event ${eventId}`,
    `order ${escapeControlCharacters(orderId)}`,
    `attempt ${attempt.n}${attempt.manual ? ' (manual)' : ''}`,
    ...(hub === undefined ? [] : [`hub ${hub}`]),
    ...(attempt.faultInjection === undefined ? [] : [faultInjectionText(attempt.faultInjection, attempt.copies)]),
  ].join('  ');
  if (succeeded) return [head];
  const next = nextAttempt
    ? `attempt ${nextAttempt.n} is due at ${new Date(nextAttempt.dueAt).toISOString()} virtual time`
    : `${event.state}${event.reason === undefined ? '' : `: ${escapeControlCharacters(event.reason)}`}`;
  return [
    head,
    `${indent}${paint('✗', red, style)} ${escapeControlCharacters(attempt.error ?? '')}`,
    `${indent}next: ${next}`,
    `${indent}why: ${style.baseUrl}/ui/callbacks/${eventId}?sandbox=${sandboxId}`,
  ];
}

/** `injected fault-injection-1, 2 copies: 204, 500`. */
export function faultInjectionText(faultInjectionId: string, copies: DeliveryAttempt['copies'] = []): string {
  const outcomes = copies.map(({ status, error }) => status ?? error ?? '---').join(', ');
  const sent = copies.length === 0 ? '' : `, ${countText(copies.length, 'copy', 'copies')}: ${outcomes}`;
  return escapeControlCharacters(`injected ${faultInjectionId}${sent}`);
}

/** The lines of a callback test, whose event belongs to no order. */
export function callbackTestLogLines(sandboxId: string, { eventId, attempt }: CallbackTest, style: LogStyle): string[] {
  if (style.level === 'quiet') return [];
  const { n, at, wallAt, url, status, durationMs, failure, error } = attempt;
  if (style.level === 'json') {
    const attemptMembers = {
      n,
      at: new Date(at).toISOString(),
      wallAt,
      url: maskedPath(url),
      status,
      durationMs,
      failure,
      error,
    };
    return [jsonLine({ log: 'callback', test: true, sandbox: sandboxId, eventId, ...attemptMembers })];
  }
  const head = [
    clockTime(Date.parse(wallAt)),
    `→ callback ${escapeControlCharacters(maskedPath(url))}`.padEnd(52),
    paint(status === undefined ? '---' : String(status), error === undefined ? green : red, style),
    `${durationMs} ms`.padStart(6),
    'test event',
    escapeControlCharacters(sandboxId),
    `event ${eventId}`,
  ].join('  ');
  return error === undefined ? [head] : [head, `${indent}${paint('✗', red, style)} ${escapeControlCharacters(error)}`];
}

/** The lines of an event that is not sent, with the reason. */
export function suppressedLogLines(
  sandboxId: string,
  event: EventDocument,
  wallAt: number,
  style: LogStyle,
  hub?: string,
): string[] {
  if (style.level === 'quiet') return [];
  const { eventType, eventId, orderId, state, reason = '' } = event;
  if (style.level === 'json')
    return [jsonLine({ log: 'callback', sandbox: sandboxId, eventId, eventType, orderId, state, reason, hub })];
  const about = `${eventType}${milestoneText(event)}  ${escapeControlCharacters(sandboxId)}  event ${eventId}  order ${escapeControlCharacters(orderId)}${hub === undefined ? '' : `  hub ${hub}`}`;
  return [`${clockTime(wallAt)}  → not sent  ${about}  ${escapeControlCharacters(reason)}`];
}

/** The lines of a stall; with undefined, of its end. */
export function stalledDeliveryLogLines(
  sandboxId: string,
  stall: StalledDelivery | undefined,
  wallAt: number,
  style: LogStyle,
): string[] {
  if (style.level === 'quiet') return [];
  if (style.level === 'json')
    return [
      jsonLine({ log: 'warning', kind: 'delivery-idle', sandbox: sandboxId, over: stall === undefined, ...stall }),
    ];
  const head = `${clockTime(wallAt)}  ${escapeControlCharacters(sandboxId)}`;
  if (stall === undefined) return [`${head}  Delivery is running again`];
  return [
    `${head}  ${paint('WARNING', yellow, style)} ${escapeControlCharacters(stall.text)}`,
    `${indent}why: ${style.baseUrl}/ui/callbacks?sandbox=${sandboxId}`,
  ];
}

function milestoneText({ facts }: EventDocument): string {
  const milestone = facts.items[facts.itemIndex ?? 0]?.milestone;
  return milestone === undefined ? '' : ` (${escapeControlCharacters(milestone)})`;
}

function attemptLogEntry(sandbox: string, event: EventDocument, attempt: DeliveryAttempt) {
  const { eventId, eventType, orderId, state, reason, nextAttempt } = event;
  const { n, at, wallAt, url, status, durationMs, failure, error, manual } = attempt;
  const attemptMembers = {
    n,
    at: new Date(at).toISOString(),
    wallAt,
    url: maskedPath(url),
    status,
    durationMs,
    failure,
    error,
    manual,
  };
  const next = nextAttempt && {
    n: nextAttempt.n,
    at: new Date(nextAttempt.dueAt).toISOString(),
    clock: nextAttempt.clock,
  };
  return { log: 'callback', sandbox, eventId, eventType, orderId, state, reason, ...attemptMembers, nextAttempt: next };
}

/** JSON leaves some control characters as they are; they are escaped, too. */
const jsonLine = (value: unknown): string => escapeControlCharacters(toJsonText(value));

const valueText = (value: unknown): string => JSON.stringify(abbreviateValue(value)) ?? '';

/** Wall time in the terminal's time zone. */
function clockTime(wallAt: number): string {
  const date = new Date(wallAt);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

const [dim, red, green, yellow, cyan] = [2, 31, 32, 33, 36] as const;

const statusColour = (status: number): number =>
  status >= 500 ? red : status >= 400 ? yellow : status >= 300 ? cyan : green;

const paint = (text: string, colour: number, style: LogStyle): string =>
  style.colour ? `\u001b[${colour}m${text}\u001b[0m` : text;
