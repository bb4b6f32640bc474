import { toText } from '../mock/domain/canonical.ts';
import type { Attempt } from '../mock/domain/order-notification/delivery.ts';
import type { Fault } from '../mock/domain/problem.ts';
import type { EventDocument } from '../mock/domain/product-order/order-documents.ts';
import { shorten } from '../mock/engine/contract/describe.ts';
import type { CallbackTest } from '../mock/runtime/delivery/callback-tests.ts';
import type { IdleDelivery } from '../mock/runtime/delivery/delivery-idle.ts';
import { entryId, type JournalEntry, type NearMiss } from '../mock/runtime/journal/journal.ts';
import { entryView, shownPath, summaryView } from '../mock/runtime/journal/journal-view.ts';
import { saying } from '../mock/runtime/journal/request-text.ts';
import { counted, printable } from './print.ts';

/**
 * What the terminal log says of one request and of one attempt to call back, as lines. Everything that came from outside
 * goes through {@link printable}; colours are put around it afterwards.
 */
export type LogLevel = 'quiet' | 'line' | 'body' | 'json';

export interface LogStyle {
  readonly level: LogLevel;
  readonly colour: boolean;
  /** Beginning of the explanation's address. */
  readonly baseUrl: string;
}

/** What an entry carried without meaning, where somebody looks for it: see runtime/journal-notes.ts. */
export type NotesOf = (entry: JournalEntry) => { readonly notes?: readonly string[] };

const indent = ' '.repeat(10);
/** A body is there to be recognised; the whole of it is behind the link. */
const longestBody = 2000;

export function requestLines(sandboxId: string, entry: JournalEntry, style: LogStyle, notesOf: NotesOf): string[] {
  if (style.level === 'quiet') return [];
  const { notes = [] } = notesOf(entry);
  if (style.level === 'json')
    return [
      jsonLine({
        log: 'request',
        sandbox: sandboxId,
        ...summaryView(entry),
        notes: notes.length === 0 ? undefined : notes,
      }),
    ];
  const { method, status, durationMs, operationId = '-', orderId, fault } = entry;
  const head = [
    clockTime(entry.wallAt),
    `${printable(method).padEnd(5)} ${printable(shownPath(entry.path))}`.padEnd(52),
    paint(String(status), colourOf(status), style),
    `${durationMs} ms`.padStart(6),
    operationId,
    printable(sandboxId),
    entryId(entry.number),
    ...(orderId === undefined ? [] : [`order ${printable(orderId)}`]),
    ...(fault === undefined ? [] : [`injected ${printable(fault)}`]),
  ].join('  ');
  const lines = [head, ...(entry.why ?? []).map((one) => faultLine(one, style))];
  const said = status >= 400 && (entry.why ?? []).length === 0 ? saying(entry.response.body) : undefined;
  if (said !== undefined) lines.push(`${indent}${paint('✗', red, style)} ${printable(said)}`);
  for (const note of notes) lines.push(`${indent}${paint(`note: ${printable(note)}`, dim, style)}`);
  for (const miss of entry.nearMisses ?? []) lines.push(nearLine(miss));
  if (style.level === 'body') lines.push(...bodyLines(entry));
  if (status >= 400) lines.push(`${indent}why: ${explanation(style.baseUrl, entryId(entry.number), sandboxId)}`);
  return lines;
}

/** The page that explains a request: the same address as in the answer's Link header. */
export function explanation(baseUrl: string, requestId: string, sandboxId: string): string {
  return `${baseUrl}/ui/requests/${requestId}?sandbox=${sandboxId}`;
}

function faultLine({ pointer, got, expected, rule }: Fault, style: LogStyle): string {
  const where = pointer === '' ? '/' : pointer;
  const found = got === undefined ? '' : `  got ${printable(shown(got))}`;
  const why = rule === '' ? '' : `  ${paint(`(${printable(rule)})`, dim, style)}`;
  return `${indent}${paint('✗', red, style)} ${printable(where)}${found}  allowed: ${printable(expected)}${why}`;
}

/** A tick or a cross per criterion, never trimmed, so that it can be copied. */
function nearLine({ method, path, matches }: NearMiss): string {
  const marks = Object.entries(matches).map(([criterion, fits]) => `${fits ? '✓' : '✗'} ${words(criterion)}`);
  return `${indent}near: ${method} ${path}  ${marks.join('  ')}`;
}

const words = (criterion: string): string => criterion.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function bodyLines(entry: JournalEntry): string[] {
  const { request, response } = entryView(entry);
  return [
    ...(request.body === undefined ? [] : [`${indent}> ${bodyText(request.body)}`]),
    ...(response.body === undefined ? [] : [`${indent}< ${bodyText(response.body)}`]),
  ];
}

function bodyText(body: unknown): string {
  const text = typeof body === 'string' ? body : toText(body);
  const cut = text.length > longestBody ? `${text.slice(0, longestBody)}… (${text.length} characters)` : text;
  return printable(cut);
}

/** One attempt to call back: event, order, attempt and status on one line; what went wrong and what is next below it. */
export function attemptLines(
  sandboxId: string,
  event: EventDocument,
  attempt: Attempt,
  wallAt: number,
  style: LogStyle,
  hub?: string,
): string[] {
  if (style.level === 'quiet') return [];
  if (style.level === 'json') return [jsonLine({ ...attemptView(sandboxId, event, attempt), hub })];
  const { eventType, eventId, orderId, nextAttempt } = event;
  const status = attempt.status === undefined ? '---' : String(attempt.status);
  const good = attempt.error === undefined;
  const head = [
    clockTime(wallAt),
    `${'→ callback'} ${printable(shownPath(attempt.url))}`.padEnd(52),
    paint(status, good ? green : red, style),
    `${attempt.durationMs} ms`.padStart(6),
    `${eventType}${milestoneOf(event)}`,
    printable(sandboxId),
    `event ${eventId}`,
    `order ${printable(orderId)}`,
    `attempt ${attempt.n}${attempt.manual ? ' by hand' : ''}`,
    ...(hub === undefined ? [] : [`hub ${hub}`]),
    ...(attempt.fault === undefined ? [] : [injectedText(attempt.fault, attempt.copies)]),
  ].join('  ');
  if (good) return [head];
  const next = nextAttempt
    ? `attempt ${nextAttempt.n} is due at ${new Date(nextAttempt.at).toISOString()} virtual time`
    : `${event.state}${event.reason === undefined ? '' : `: ${printable(event.reason)}`}`;
  return [
    head,
    `${indent}${paint('✗', red, style)} ${printable(attempt.error ?? '')}`,
    `${indent}next: ${next}`,
    `${indent}why: ${style.baseUrl}/ui/callbacks/${eventId}?sandbox=${sandboxId}`,
  ];
}

/** `injected fault-1, 2 copies: 204, 500`. */
export function injectedText(fault: string, copies: Attempt['copies'] = []): string {
  const outcomes = copies.map(({ status, error }) => status ?? error ?? '---').join(', ');
  const sent = copies.length === 0 ? '' : `, ${counted(copies.length, 'copy', 'copies')}: ${outcomes}`;
  return printable(`injected ${fault}${sent}`);
}

/** The one event that belongs to no order: is the endpoint well? */
export function testLines(sandboxId: string, { eventId, attempt }: CallbackTest, style: LogStyle): string[] {
  if (style.level === 'quiet') return [];
  const { n, at, wallAt, url, status, durationMs, failure, error } = attempt;
  if (style.level === 'json') {
    const told = { n, at: new Date(at).toISOString(), wallAt, url: shownPath(url), status, durationMs, failure, error };
    return [jsonLine({ log: 'callback', test: true, sandbox: sandboxId, eventId, ...told })];
  }
  const head = [
    clockTime(Date.parse(wallAt)),
    `→ callback ${printable(shownPath(url))}`.padEnd(52),
    paint(status === undefined ? '---' : String(status), error === undefined ? green : red, style),
    `${durationMs} ms`.padStart(6),
    'test event',
    printable(sandboxId),
    `event ${eventId}`,
  ].join('  ');
  return error === undefined ? [head] : [head, `${indent}${paint('✗', red, style)} ${printable(error)}`];
}

/** An event that nobody is called for: nothing happened, and this is why. */
export function suppressedLines(
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
  const about = `${eventType}${milestoneOf(event)}  ${printable(sandboxId)}  event ${eventId}  order ${printable(orderId)}${hub === undefined ? '' : `  hub ${hub}`}`;
  return [`${clockTime(wallAt)}  → not sent  ${about}  ${printable(reason)}`];
}

/** Callbacks are due and none is sent; undefined: they go out again. */
export function idleLines(
  sandboxId: string,
  idle: IdleDelivery | undefined,
  wallAt: number,
  style: LogStyle,
): string[] {
  if (style.level === 'quiet') return [];
  if (style.level === 'json')
    return [jsonLine({ log: 'warning', kind: 'delivery-idle', sandbox: sandboxId, over: idle === undefined, ...idle })];
  const head = `${clockTime(wallAt)}  ${printable(sandboxId)}`;
  if (idle === undefined) return [`${head}  Delivery is no longer idle`];
  return [
    `${head}  ${paint('WARNING', yellow, style)} ${printable(idle.text)}`,
    `${indent}why: ${style.baseUrl}/ui/callbacks?sandbox=${sandboxId}`,
  ];
}

function milestoneOf({ facts }: EventDocument): string {
  const milestone = facts.items[facts.about ?? 0]?.milestone;
  return milestone === undefined ? '' : ` (${printable(milestone)})`;
}

function attemptView(sandbox: string, event: EventDocument, attempt: Attempt) {
  const { eventId, eventType, orderId, state, reason, nextAttempt } = event;
  const { n, at, wallAt, url, status, durationMs, failure, error, manual } = attempt;
  const told = {
    n,
    at: new Date(at).toISOString(),
    wallAt,
    url: shownPath(url),
    status,
    durationMs,
    failure,
    error,
    manual,
  };
  const next = nextAttempt && {
    n: nextAttempt.n,
    at: new Date(nextAttempt.at).toISOString(),
    clock: nextAttempt.clock,
  };
  return { log: 'callback', sandbox, eventId, eventType, orderId, state, reason, ...told, nextAttempt: next };
}

/** A control character that JSON leaves as it is becomes a JSON escape. */
const jsonLine = (value: unknown): string => printable(toText(value));

const shown = (value: unknown): string => JSON.stringify(shorten(value)) ?? '';

/** Wall time where the terminal stands. */
function clockTime(wallAt: number): string {
  const at = new Date(wallAt);
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map((part) => String(part).padStart(2, '0')).join(':');
}

const [dim, red, green, yellow, cyan] = [2, 31, 32, 33, 36] as const;

const colourOf = (status: number): number =>
  status >= 500 ? red : status >= 400 ? yellow : status >= 300 ? cyan : green;

const paint = (text: string, colour: number, style: LogStyle): string =>
  style.colour ? `\u001b[${colour}m${text}\u001b[0m` : text;
