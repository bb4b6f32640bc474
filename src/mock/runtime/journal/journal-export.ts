import { toJsonText } from '#domain/core/json';
import { bodyToText, type HttpMessage, type JournalEntry, type MessageHeaders } from './journal.ts';
import { entryView, headerPairs, type MaskedMessage, maskedHeader, maskedPath } from './journal-view.ts';

/** Exports of the journal: HTTP Archive 1.2, one JSON object per line, and commands that send a request again. */

/** One JSON line per entry; secrets are masked. */
export function* ndjsonLines(entries: readonly JournalEntry[]): Generator<string> {
  for (const entry of entries) yield `${toJsonText(entryView(entry))}\n`;
}

/** HTTP Archive 1.2 in chunks. Virtual time, reasons and ids are members that begin with an underscore. */
export function* harChunks(entries: readonly JournalEntry[], baseUrl: string, version: string): Generator<string> {
  yield `{"log":{"version":"1.2","creator":${toJsonText({ name: 'etherbox', version })},"entries":[`;
  for (const [index, entry] of entries.entries())
    yield `${index === 0 ? '' : ','}${toJsonText(harEntry(entry, baseUrl))}`;
  yield ']}}';
}

function harEntry(entry: JournalEntry, baseUrl: string) {
  const { id, at, path, why, operationId, orderId, request, response } = entryView(entry);
  return {
    startedDateTime: new Date(entry.wallAt).toISOString(),
    time: entry.durationMs,
    request: {
      method: entry.method,
      url: baseUrl + path,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: harHeaders(request),
      queryString: harQuery(path),
      headersSize: -1,
      bodySize: entry.request.body?.length ?? 0,
      ...(request.body === undefined
        ? {}
        : { postData: { mimeType: contentTypeOf(request), text: bodyAsText(request.body) } }),
    },
    response: {
      status: entry.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: harHeaders(response),
      content: {
        size: entry.response.body?.length ?? 0,
        mimeType: contentTypeOf(response),
        ...(response.body === undefined ? {} : { text: bodyAsText(response.body) }),
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: entry.response.body?.length ?? 0,
    },
    cache: {},
    timings: { send: 0, wait: entry.durationMs, receive: 0 },
    _id: id,
    _virtualTime: at,
    _why: why,
    ...(operationId === undefined ? {} : { _operationId: operationId }),
    ...(orderId === undefined ? {} : { _orderId: orderId }),
  };
}

const harHeaders = ({ headers }: MaskedMessage) => Object.entries(headers).map(([name, value]) => ({ name, value }));

const contentTypeOf = ({ headers }: MaskedMessage): string =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';

const bodyAsText = (body: unknown): string => (typeof body === 'string' ? body : toJsonText(body));

function harQuery(path: string) {
  const queryStart = path.indexOf('?');
  if (queryStart < 0) return [];
  return [...new URLSearchParams(path.slice(queryStart + 1))].map(([name, value]) => ({ name, value }));
}

export interface CopyOptions {
  readonly baseUrl: string;
  /** True copies the credentials as they were sent, instead of a mask. */
  readonly includeToken: boolean;
}

/** A request to be copied. */
export interface CopyableRequest {
  readonly headers: MessageHeaders;
  readonly body?: string | undefined;
}

/** Headers that the sending client sets itself; copies would contradict the new request. */
const connectionHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'expect',
]);

function requestToCopy(
  { path, request }: JournalEntry,
  { baseUrl, includeToken }: CopyOptions,
): [string, CopyableRequest] {
  const headers = [...headerPairs(request.headers)].flatMap(([name, value]) => [
    name,
    includeToken ? value : maskedHeader(name, value),
  ]);
  return [baseUrl + (includeToken ? path : maskedPath(path)), { headers, body: bodyToCopy(request, includeToken) }];
}

const headersToCopy = ({ headers }: CopyableRequest) =>
  [...headerPairs(headers)].filter(([name]) => !connectionHeaders.has(name.toLowerCase()));

/** The curl command that sends a journal entry's request again. */
export function curlForEntry(entry: JournalEntry, options: CopyOptions): string {
  return curlCommand(entry.method, ...requestToCopy(entry, options));
}

/** The `fetch` statement that sends a journal entry's request again. */
export function fetchForEntry(entry: JournalEntry, options: CopyOptions): string {
  return fetchCommand(entry.method, ...requestToCopy(entry, options));
}

/** A curl command for a POSIX shell (bash or zsh when there are control characters). */
export function curlCommand(method: string, url: string, message: CopyableRequest): string {
  const parts = ['curl'];
  if (method !== 'GET') parts.push(method === 'HEAD' ? '--head' : `-X ${shellQuote(method)}`);
  parts.push(shellQuote(url));
  for (const [name, value] of headersToCopy(message)) {
    parts.push(`-H ${shellQuote(value === '' ? `${name};` : `${name}: ${value}`)}`);
  }
  if (message.body) parts.push(`--data-raw ${shellQuote(message.body)}`);
  return parts.join(' \\\n  ');
}

/** A `fetch` statement for a module in a browser or in Node. */
export function fetchCommand(method: string, url: string, message: CopyableRequest): string {
  const init = { method, headers: headersToCopy(message), ...(message.body ? { body: message.body } : {}) };
  const called = 'await fetch';
  return `${called}(${JSON.stringify(url)}, ${JSON.stringify(init, null, 2)});`;
}

/** The body byte for byte; only forms can contain secrets, which are masked. */
function bodyToCopy(request: HttpMessage, includeToken: boolean): string | undefined {
  const text = bodyToText(request.body);
  if (text === undefined || text === '') return undefined;
  const type = [...headerPairs(request.headers)].find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const isForm = /^application\/x-www-form-urlencoded/i.test(type);
  return isForm && !includeToken ? maskedPath(`?${text}`).slice(1) : text;
}

/** All control characters but the line feed: a pasted tab would trigger completion. */
const controlCharacters = /(?!\n)\p{Cc}/u;

/**
 * Quotes a text as one shell word. Text from an untrusted client must not act on the terminal into which it is pasted.
 */
function shellQuote(text: string): string {
  if (!controlCharacters.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const hex = (each: string) => each.charCodeAt(0).toString(16).padStart(4, '0');
  const escaped = text.replace(/[\\']/g, '\\$&').replace(/\p{Cc}/gu, (each) => `\\u${hex(each)}`);
  return `$'${escaped}'`;
}
