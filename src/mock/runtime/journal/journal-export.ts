import { toText } from '../../domain/canonical.ts';
import { bodyText, type HeaderBag, type JournalEntry, type Message } from './journal.ts';
import { entryView, headerPairs, type ShownMessage, shownHeader, shownPath } from './journal-view.ts';

/** The journal for other tools: HTTP Archive 1.2, one JSON object per line, and commands to send a request again. */

export function* ndjsonPieces(entries: readonly JournalEntry[]): Generator<string> {
  for (const entry of entries) yield `${toText(entryView(entry))}\n`;
}

/** HTTP Archive 1.2 piece by piece. Virtual time, reasons and ids are members that begin with an underscore. */
export function* harPieces(entries: readonly JournalEntry[], baseUrl: string, version: string): Generator<string> {
  yield `{"log":{"version":"1.2","creator":${toText({ name: 'etherbox', version })},"entries":[`;
  for (const [at, entry] of entries.entries()) yield `${at === 0 ? '' : ','}${toText(harEntry(entry, baseUrl))}`;
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
      ...(request.body === undefined ? {} : { postData: { mimeType: typeOf(request), text: asText(request.body) } }),
    },
    response: {
      status: entry.status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: harHeaders(response),
      content: {
        size: entry.response.body?.length ?? 0,
        mimeType: typeOf(response),
        ...(response.body === undefined ? {} : { text: asText(response.body) }),
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

const harHeaders = ({ headers }: ShownMessage) => Object.entries(headers).map(([name, value]) => ({ name, value }));

const typeOf = ({ headers }: ShownMessage): string =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';

const asText = (body: unknown): string => (typeof body === 'string' ? body : toText(body));

function harQuery(path: string) {
  const mark = path.indexOf('?');
  if (mark < 0) return [];
  return [...new URLSearchParams(path.slice(mark + 1))].map(([name, value]) => ({ name, value }));
}

export interface CopyOptions {
  readonly baseUrl: string;
  /** The credentials as they were sent, instead of a mask. */
  readonly includeToken: boolean;
}

/** A request as it would be sent again. */
export interface Sendable {
  readonly headers: HeaderBag;
  readonly body?: string | undefined;
}

/** Set by whoever sends; copying them would contradict the new request. */
const connectionHeaders = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'expect',
]);

function copied({ path, request }: JournalEntry, { baseUrl, includeToken }: CopyOptions): [string, Sendable] {
  const headers = [...headerPairs(request.headers)].flatMap(([name, value]) => [
    name,
    includeToken ? value : shownHeader(name, value),
  ]);
  return [baseUrl + (includeToken ? path : shownPath(path)), { headers, body: copiedBody(request, includeToken) }];
}

const sentHeaders = ({ headers }: Sendable) =>
  [...headerPairs(headers)].filter(([name]) => !connectionHeaders.has(name.toLowerCase()));

export function curlOf(entry: JournalEntry, options: CopyOptions): string {
  return curlCommand(entry.method, ...copied(entry, options));
}

export function fetchOf(entry: JournalEntry, options: CopyOptions): string {
  return fetchCommand(entry.method, ...copied(entry, options));
}

/** A command for a POSIX shell (bash and zsh where control characters occur). */
export function curlCommand(method: string, url: string, message: Sendable): string {
  const parts = ['curl'];
  if (method !== 'GET') parts.push(method === 'HEAD' ? '--head' : `-X ${quoted(method)}`);
  parts.push(quoted(url));
  for (const [name, value] of sentHeaders(message)) {
    parts.push(`-H ${quoted(value === '' ? `${name};` : `${name}: ${value}`)}`);
  }
  if (message.body) parts.push(`--data-raw ${quoted(message.body)}`);
  return parts.join(' \\\n  ');
}

/** A statement for a module in a browser or in Node. */
export function fetchCommand(method: string, url: string, message: Sendable): string {
  const init = { method, headers: sentHeaders(message), ...(message.body ? { body: message.body } : {}) };
  const called = 'await fetch';
  return `${called}(${JSON.stringify(url)}, ${JSON.stringify(init, null, 2)});`;
}

/** Byte for byte where it may be: only forms carry secrets, and those are masked. */
function copiedBody(request: Message, includeToken: boolean): string | undefined {
  const text = bodyText(request.body);
  if (text === undefined || text === '') return undefined;
  const type = [...headerPairs(request.headers)].find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const isForm = /^application\/x-www-form-urlencoded/i.test(type);
  return isForm && !includeToken ? shownPath(`?${text}`).slice(1) : text;
}

/** All but the line feed: a tab completes names when it is pasted. */
const controls = /(?!\n)\p{Cc}/u;

/** One word of a shell. What a stranger sent must not act on the terminal that it is pasted into. */
function quoted(text: string): string {
  if (!controls.test(text)) return `'${text.replaceAll("'", "'\\''")}'`;
  const hex = (each: string) => each.charCodeAt(0).toString(16).padStart(4, '0');
  const escaped = text.replace(/[\\']/g, '\\$&').replace(/\p{Cc}/gu, (each) => `\\u${hex(each)}`);
  return `$'${escaped}'`;
}
