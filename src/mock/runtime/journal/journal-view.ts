import { formatIsoUtcShort } from '#domain/calendar/working-time';
import { pointerBelowDepth } from '#domain/core/json-depth';
import {
  bodyToText,
  entryId,
  type HttpMessage,
  isRawHeaders,
  type JournalEntry,
  type MessageHeaders,
} from './journal.ts';

/**
 * A journal entry as its readers get it: with its public id, instants as text, JSON bodies as JSON, and secrets masked.
 * Masking happens on reading, so that recording stays cheap.
 */

const MASK = '********';
const secretHeaders = new Set([
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'x-etherbox-control',
  'idempotency-signature',
]);
const secretMembers = /^(access_?token|refresh_?token|client_?secret|password|secret|token)$/i;

export interface MaskedMessage {
  readonly headers: { readonly [name: string]: string };
  readonly body?: unknown;
}

/** An entry without headers and bodies, for lists. */
export function entrySummaryView(entry: JournalEntry) {
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
    faultInjection,
    nearMisses,
    parent,
  } = entry;
  return {
    id: entryId(number),
    at: formatIsoUtcShort(at),
    wallAt: formatIsoUtcShort(wallAt),
    method,
    path: maskedPath(entry.path),
    operationId,
    orderId,
    status,
    durationMs,
    why: why ?? [],
    notes,
    faultInjection,
    nearMisses: nearMisses ?? [],
    parent,
  };
}

/** An entry with its request and response; secrets are masked. */
export function entryView(entry: JournalEntry) {
  return {
    ...entrySummaryView(entry),
    request: maskedMessage(entry.request),
    response: maskedMessage(entry.response),
  };
}

/** A path with the secrets of its query masked. Tokens do not belong in a query. */
export function maskedPath(path: string): string {
  const queryStart = path.indexOf('?');
  if (queryStart < 0) return path;
  const query = path.slice(queryStart + 1).split('&');
  return `${path.slice(0, queryStart)}?${query.map(maskedPair).join('&')}`;
}

function maskedPair(pair: string): string {
  const [name = ''] = pair.split('=', 1);
  return secretMembers.test(decodeOrKeep(name)) ? `${name}=${MASK}` : pair;
}

function decodeOrKeep(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A message with masked headers and, for JSON and forms, masked members. */
export function maskedMessage(message: HttpMessage): MaskedMessage {
  const headers = maskedHeaders(message.headers);
  const text = bodyToText(message.body);
  if (text === undefined || text === '') return { headers };
  return { headers, body: maskedBody(text, contentTypeHeader(headers)) };
}

const contentTypeHeader = (headers: { readonly [name: string]: string }): string =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';

/** Header names and values; a repeated name is joined with commas where Node lists its values. */
export function* headerPairs(headers: MessageHeaders): Generator<readonly [name: string, value: string]> {
  if (isRawHeaders(headers)) {
    for (let index = 0; index + 1 < headers.length; index += 2)
      yield [headers[index] as string, headers[index + 1] as string];
    return;
  }
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) yield [name, Array.isArray(value) ? value.join(', ') : String(value)];
  }
}

function maskedHeaders(headers: MessageHeaders): { readonly [name: string]: string } {
  const masked = new Map<string, string>();
  for (const [name, value] of headerPairs(headers)) {
    const existing = masked.get(name);
    const maskedValue = maskedHeader(name, value);
    masked.set(name, existing === undefined ? maskedValue : `${existing}, ${maskedValue}`);
  }
  return Object.fromEntries(masked);
}

/**
 * The value of a header, masked when it is secret. The auth scheme stays, because it is no secret and often the
 * mistake.
 */
export function maskedHeader(name: string, value: string): string {
  if (!secretHeaders.has(name.toLowerCase())) return value;
  const scheme = /^(basic|bearer) /i.exec(value)?.[1];
  return scheme === undefined ? MASK : `${scheme} ${MASK}`;
}

/** A deeper text is shown as it is: it can be parsed, but not serialized again. */
const maxParsedDepth = 100;

function maskedBody(text: string, type: string): unknown {
  if (/^application\/x-www-form-urlencoded/i.test(type)) return text.split('&').map(maskedPair).join('&');
  if (!/[/+]json/i.test(type) || pointerBelowDepth(text, maxParsedDepth) !== undefined) return text;
  try {
    return JSON.parse(text, maskMember);
  } catch {
    return text;
  }
}

function maskMember(this: unknown, name: string, value: unknown): unknown {
  return typeof value === 'string' && secretMembers.test(name) ? MASK : value;
}
