import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { unsupportedCharset } from '#engine/request/media-type';
import { problemBytes, problemType } from './problem-json.ts';

/**
 * Guards everything that is not a BT path: control API, live events, reference, dashboard, unknown paths. A page of
 * another website runs in the developer's browser and reaches 127.0.0.1, so listening on loopback proves nothing: the
 * Host must be one of ours (DNS rebinding), an Origin must be ours (cross-site calls), and only the parsed, decoded
 * path counts. Whatever the guard cannot interpret is refused. BT paths need none of this: they require a token.
 */
export interface AccessSettings {
  /** The listening port. */
  readonly port: number;
  /** Host names besides 127.0.0.1, localhost and [::1]; a name without a port matches any port. */
  readonly allowedHosts: readonly string[];
  /** When set, the control API requires it in the header X-Etherbox-Control. */
  readonly controlToken?: string | undefined;
}

export interface AccessRequest {
  readonly method: string;
  /** The target of the request line: origin form or absolute form. */
  readonly target: string;
  /** Name, value, name, value …, as received. */
  readonly rawHeaders: readonly string[];
}

export interface AccessRejection {
  readonly status: 400 | 403 | 404 | 415;
  readonly title: string;
  readonly pointer: string;
  readonly found?: string;
  readonly expected: string;
}

export type AccessVerdict =
  /** `target`: the path with its query, for routing; never absolute. */
  { readonly target: string } | { readonly rejected: AccessRejection };

const exemptPaths = new Set(['/_sandbox/live', '/_sandbox/ready']);
const writeMethods = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Accepts a request of our own side with its routing target, or rejects it. */
export function checkAccess(request: AccessRequest, settings: AccessSettings): AccessVerdict {
  const target = parseTarget(request.target);
  if (!target)
    return rejectedVerdict(400, 'Invalid request target', 'path', request.target, 'a path, or an absolute http URL');
  if (target.authority === undefined && exemptPaths.has(target.path) && isReadMethod(request.method)) {
    return { target: target.path };
  }
  const normalizedPath = normalizePath(target.path);
  const rejection =
    checkHost(request, target.authority, settings) ??
    checkOrigin(request, settings) ??
    checkPlainPath(target.path, normalizedPath) ??
    checkFetchSite(request, settings) ??
    (isControlPath(target.path, normalizedPath) ? checkControl(request, settings) : undefined) ??
    checkMediaType(request);
  return rejection ? { rejected: rejection } : { target: target.path + target.query };
}

const isReadMethod = (method: string): boolean => method === 'GET' || method === 'HEAD';

const isControlPath = (path: string, plain: string | undefined): boolean =>
  path.startsWith('/_sandbox') || plain?.startsWith('/_sandbox') === true;

interface RequestTarget {
  readonly authority: string | undefined;
  readonly path: string;
  readonly query: string;
}

function parseTarget(target: string): RequestTarget | undefined {
  const absolute = /^https?:\/\/([^/?#]*)(.*)$/i.exec(target);
  const rest = absolute ? (absolute[2] as string) || '/' : target;
  if (!rest.startsWith('/') || rest.includes('#')) return undefined;
  const queryMark = rest.indexOf('?');
  const path = queryMark < 0 ? rest : rest.slice(0, queryMark);
  return { authority: absolute?.[1], path, query: queryMark < 0 ? '' : rest.slice(queryMark) };
}

/**
 * Every interpretation of a path by any router, reduced to one: fully decoded, one kind of slash, no dots, no
 * parameters, lower case. Undefined when decoding does not end or the path has control characters.
 */
export function normalizePath(path: string): string | undefined {
  let text = path;
  for (let round = 0; ; round += 1) {
    const decoded = text.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (decoded === text) break;
    if (round === 8) return undefined;
    text = decoded;
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\x00-\x1f\x7f]/.test(text)) return undefined;
  const segments: string[] = [];
  for (const segment of text.replaceAll('\\', '/').split('/')) {
    const name = segment.split(';', 1)[0] as string;
    if (name === '..') segments.pop();
    else if (name !== '' && name !== '.') segments.push(name.toLowerCase());
  }
  return `/${segments.join('/')}`;
}

/** A path of our own must be written plainly: each other spelling is a chance to bypass a check. */
function checkPlainPath(path: string, normalizedPath: string | undefined): AccessRejection | undefined {
  const decodedOnce = path.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const trimmed = decodedOnce.length > 1 && decodedOnce.endsWith('/') ? decodedOnce.slice(0, -1) : decodedOnce;
  const prefixWrittenOut = !isControlPath(path, normalizedPath) || path.startsWith('/_sandbox');
  if (normalizedPath !== undefined && trimmed.toLowerCase() === normalizedPath && prefixWrittenOut) return undefined;
  return rejectionOf(404, 'Path not found', 'path', path, 'the path in its plain form');
}

function checkHost(
  request: AccessRequest,
  authority: string | undefined,
  settings: AccessSettings,
): AccessRejection | undefined {
  const hosts = headerValues(request, 'host');
  const named = authority === undefined ? hosts : [...hosts, authority];
  const expected = `one Host header with a name of this server (${ownHosts(settings).join(', ')}); --allow-host adds a name`;
  if (hosts.length !== 1)
    return rejectionOf(400, 'Exactly one Host header is required', 'header/host', hosts.join(', '), expected);
  const foreign = named.find((host) => !isOwnHost(host, settings));
  return foreign === undefined ? undefined : rejectionOf(403, 'Host not allowed', 'header/host', foreign, expected);
}

function ownHosts({ port, allowedHosts }: AccessSettings): string[] {
  return [...['127.0.0.1', 'localhost', '[::1]'].map((name) => `${name}:${port}`), ...allowedHosts];
}

function isOwnHost(host: string, settings: AccessSettings): boolean {
  const wanted = host.toLowerCase();
  // Browsers omit the default port.
  if (settings.port === 80 && ['127.0.0.1', 'localhost', '[::1]'].includes(wanted)) return true;
  return ownHosts(settings).some((own) => {
    const name = own.toLowerCase();
    return wanted === name || (!/:\d+$/.test(name) && wanted.replace(/:\d{1,5}$/, '') === name);
  });
}

function isOwnOrigin(origin: string, settings: AccessSettings): boolean {
  const match = /^https?:\/\/([^/?#@\s]+)$/i.exec(origin);
  return match !== null && isOwnHost(match[1] as string, settings);
}

function checkOrigin(request: AccessRequest, settings: AccessSettings): AccessRejection | undefined {
  const foreign = headerValues(request, 'origin').find((origin) => !isOwnOrigin(origin, settings));
  if (foreign === undefined) return undefined;
  return rejectionOf(
    403,
    'Requests from other websites are not allowed',
    'header/origin',
    foreign,
    'no Origin header, or an origin of this server',
  );
}

/**
 * Browsers name the origin of a call. A link from another site may open a page; nothing else from another site is
 * accepted.
 */
function checkFetchSite(request: AccessRequest, settings: AccessSettings): AccessRejection | undefined {
  const site = headerValues(request, 'sec-fetch-site').find((value) => value !== 'same-origin' && value !== 'none');
  if (site === undefined) return undefined;
  const [origin] = headerValues(request, 'origin');
  if (origin !== undefined && isOwnOrigin(origin, settings)) return undefined;
  if (isReadMethod(request.method) && headerValues(request, 'sec-fetch-mode').includes('navigate')) return undefined;
  return rejectionOf(
    403,
    'Requests from other websites are not allowed',
    'header/sec-fetch-site',
    site,
    'same-origin or none',
  );
}

function checkControl(request: AccessRequest, { controlToken }: AccessSettings): AccessRejection | undefined {
  if (headerValues(request, 'authorization').some((value) => /^bearer\b/i.test(value.trim()))) {
    const expected = 'no Authorization header: client tokens are for the BT APIs only';
    return rejectionOf(
      403,
      'The control API does not accept client tokens',
      'header/authorization',
      undefined,
      expected,
    );
  }
  if (controlToken === undefined) return undefined;
  const controlTokens = headerValues(request, 'x-etherbox-control');
  if (controlTokens.length === 1 && isSameSecret(controlTokens[0] as string, controlToken)) return undefined;
  const expected = 'the control token of the server (--control-token), in this header only';
  return rejectionOf(403, 'The control token is required', 'header/x-etherbox-control', undefined, expected);
}

/** A form of another site can send text and form bodies but never JSON, so a body must be JSON. */
function checkMediaType(request: AccessRequest): AccessRejection | undefined {
  if (!writeMethods.has(request.method)) return undefined;
  const [encoding] = headerValues(request, 'content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    return rejectionOf(
      415,
      'Compressed bodies are not supported',
      'header/content-encoding',
      encoding,
      'no content encoding',
    );
  }
  const [type] = headerValues(request, 'content-type');
  const [length = '0'] = headerValues(request, 'content-length');
  const hasBody = length.trim() !== '0' || headerValues(request, 'transfer-encoding').length > 0;
  if (type === undefined && !hasBody) return undefined;
  const charset = unsupportedCharset(type);
  if (charset !== undefined) {
    return rejectionOf(415, 'The body must be UTF-8', 'header/content-type', type, 'charset=utf-8, or no charset');
  }
  if (type !== undefined && /^application\/json\s*(;|$)/i.test(type.trim())) return undefined;
  return rejectionOf(415, 'The body must be JSON', 'header/content-type', type, 'application/json');
}

function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function headerValues({ rawHeaders }: AccessRequest, name: string): string[] {
  const values: string[] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    if ((rawHeaders[index] as string).toLowerCase() === name) values.push(rawHeaders[index + 1] as string);
  }
  return values;
}

function rejectionOf(
  status: AccessRejection['status'],
  title: string,
  pointer: string,
  found: string | undefined,
  expected: string,
): AccessRejection {
  return { status, title, pointer, expected, ...(found === undefined ? {} : { found: found.slice(0, 80) }) };
}

function rejectedVerdict(...details: Parameters<typeof rejectionOf>): AccessVerdict {
  return { rejected: rejectionOf(...details) };
}

/** Headers for every answer of our own side. `page` relaxes only what that page needs. */
export function securityHeaders(page: 'api' | 'ui' | 'docs' = 'api'): { readonly [name: string]: string } {
  const directives =
    page === 'api'
      ? ["default-src 'none'"]
      : [
          "default-src 'none'",
          "script-src 'self'",
          page === 'docs' ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
          "img-src 'self' data:",
          "font-src 'self'",
          "connect-src 'self'",
        ];
  const policy = [...directives, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"].join('; ');
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
  };
}

/** Checks a request of our own side. False: it was answered. True: `request.url` is the target for routing. */
export function guardRequest(request: IncomingMessage, response: ServerResponse, settings: AccessSettings): boolean {
  const { method = 'GET', url = '/', rawHeaders } = request;
  const verdict = checkAccess({ method, target: url, rawHeaders }, settings);
  if ('target' in verdict) {
    request.url = verdict.target;
    return true;
  }
  const { status, title, pointer, found, expected } = verdict.rejected;
  const violation = { pointer, expected, ...(found === undefined ? {} : { got: found }) };
  const body = problemBytes(status, title, [violation]);
  response.writeHead(status, {
    ...securityHeaders(),
    'Content-Type': problemType,
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
  });
  response.end(method === 'HEAD' ? undefined : body);
  return false;
}
