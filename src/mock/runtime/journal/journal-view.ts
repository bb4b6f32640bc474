import { bodyText, entryId, type HeaderBag, isRaw, type JournalEntry, type Message } from './journal.ts';

/**
 * An entry for whoever reads the journal: with its public id, instants as text, JSON bodies as JSON, and everything that
 * opens a door masked. Masking happens here, when somebody reads, so that recording stays cheap.
 */

const mask = '********';
const secretHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-etherbox-control',
  'idempotency-signature',
]);
const secretMembers = /^(access_?token|refresh_?token|client_?secret|password|secret|token)$/i;

export interface ShownMessage {
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
}

/** Without headers and bodies: for lists. */
export function summaryView(entry: JournalEntry) {
  const {
    number,
    at,
    wallAt,
    method,
    operationId,
    orderId,
    status,
    durationMs,
    why,
    notes,
    fault,
    nearMisses,
    parent,
  } = entry;
  return {
    id: entryId(number),
    at: instantText(at),
    wallAt: instantText(wallAt),
    method,
    path: shownPath(entry.path),
    operationId,
    orderId,
    status,
    durationMs,
    why: why ?? [],
    notes,
    fault,
    nearMisses: nearMisses ?? [],
    parent,
  };
}

export function entryView(entry: JournalEntry) {
  return {
    ...summaryView(entry),
    request: shownMessage(entry.request),
    response: shownMessage(entry.response),
  };
}

const instantText = (instant: number): string => new Date(instant).toISOString().replace('.000Z', 'Z');

/** Tokens must not come in a query; where they do, they are not shown. */
export function shownPath(path: string): string {
  const mark = path.indexOf('?');
  if (mark < 0) return path;
  const query = path.slice(mark + 1).split('&');
  return `${path.slice(0, mark)}?${query.map(shownPair).join('&')}`;
}

function shownPair(pair: string): string {
  const [name = ''] = pair.split('=', 1);
  return secretMembers.test(decoded(name)) ? `${name}=${mask}` : pair;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function shownMessage(message: Message): ShownMessage {
  const headers = shownHeaders(message.headers);
  const text = bodyText(message.body);
  if (text === undefined || text === '') return { headers };
  return { headers, body: shownBody(text, contentType(headers)) };
}

const contentType = (headers: { readonly [name: string]: string }): string =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';

export function* headerPairs(headers: HeaderBag): Generator<readonly [name: string, value: string]> {
  if (isRaw(headers)) {
    for (let at = 0; at + 1 < headers.length; at += 2) yield [headers[at] as string, headers[at + 1] as string];
    return;
  }
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) yield [name, Array.isArray(value) ? value.join(', ') : String(value)];
  }
}

function shownHeaders(headers: HeaderBag): { readonly [name: string]: string } {
  const shown = new Map<string, string>();
  for (const [name, value] of headerPairs(headers)) {
    const before = shown.get(name);
    const safe = shownHeader(name, value);
    shown.set(name, before === undefined ? safe : `${before}, ${safe}`);
  }
  return Object.fromEntries(shown);
}

/** The scheme is no secret and often the mistake. */
export function shownHeader(name: string, value: string): string {
  if (!secretHeaders.has(name.toLowerCase())) return value;
  const scheme = /^(basic|bearer) /i.exec(value)?.[1];
  return scheme === undefined ? mask : `${scheme} ${mask}`;
}

function shownBody(text: string, type: string): unknown {
  if (/^application\/x-www-form-urlencoded/i.test(type)) return text.split('&').map(shownPair).join('&');
  if (!/[/+]json/i.test(type) || nesting(text) > 100) return text;
  try {
    return JSON.parse(text, maskMember);
  } catch {
    return text;
  }
}

function maskMember(this: unknown, name: string, value: unknown): unknown {
  return typeof value === 'string' && secretMembers.test(name) ? mask : value;
}

/** How deep brackets go outside strings. A deep text can be parsed but not written again. */
function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (quoted) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) quoted = false;
    } else if (code === 0x22) quoted = true;
    else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, ++depth);
    else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return deepest;
}
