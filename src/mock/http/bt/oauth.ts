import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { toJsonText } from '#domain/core/json';
import type { Violation } from '#domain/core/violation';
import {
  type FaultInjection,
  hasActiveFaultInjection,
  takeFaultInjection,
  toWireFault,
} from '#domain/fault-injection/fault-injection';
import { buildInjectedTokenAnswer } from '#domain/fault-injection/injected-answer';
import { mediaTypeOf, unsupportedCharset } from '#engine/request/media-type';
import { readRequestBody } from '#http/guard/read-request-body';
import { isExplainEnabled } from '#runtime/sandboxes/explain-setting';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import type { Sandboxes } from '#runtime/sandboxes/sandboxes';
import { addSandboxHeaders, splitRequestTarget } from './bt-request.ts';
import { sendWithWireFault } from './send-with-wire-fault.ts';

/**
 * The token endpoint: client credentials with HTTP Basic or in the form, by GET (as BT's own clients do) or POST. Errors are RFC 6749's
 * `{error, error_description}`; BT's number goes only into APIGW-Exception-Code (modelled: BT's error body is not public).
 */

export const tokenPath = '/oauth/accesstoken';

interface TokenResponse {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: object;
  readonly why?: readonly Violation[];
  readonly live?: LiveSandbox;
}

export async function handleTokenRequest(
  sandboxes: Sandboxes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = sandboxes.context.clock.now();
  const body = await readRequestBody(request, 64 * 1024);
  if (body === undefined) return;
  const outcome = evaluateTokenRequest(sandboxes, request, body.kind === 'text' ? body.text : '', body.kind);
  const appliedFault = await applyTokenFault(outcome.live);
  const tokenResponse: TokenResponse = appliedFault
    ? { ...outcome, ...buildInjectedTokenAnswer(appliedFault) }
    : outcome;
  const text = toJsonText(tokenResponse.body);
  const headers = [
    'Content-Type',
    'application/json;charset=utf-8',
    'Content-Length',
    String(Buffer.byteLength(text)),
    'Cache-Control',
    'no-store',
    'Pragma',
    'no-cache',
    ...tokenResponse.headers,
  ];
  if (body.kind === 'tooLarge') headers.push('Connection', 'close');
  const live = tokenResponse.live ?? sandboxes.get('default');
  const number = live?.journal.reserveNumber();
  if (live && number !== undefined) addSandboxHeaders(headers, live, number, tokenResponse.status, tokenResponse.live);
  const preparedAnswer = { status: tokenResponse.status, headers, text: request.method === 'HEAD' ? '' : text };
  const wire = appliedFault && toWireFault(appliedFault);
  if (wire) await sendWithWireFault(response, preparedAnswer, wire, sandboxes.context.clock);
  else response.writeHead(tokenResponse.status, headers).end(request.method === 'HEAD' ? undefined : text);
  if (!live || number === undefined) return;
  live.journal.record({
    number,
    at: live.virtualNow,
    wallAt: startedAt,
    method: request.method ?? 'GET',
    path: maskSecretInTarget(request.url ?? tokenPath),
    operationId: request.method === 'POST' ? 'createAccessToken' : 'retrieveAccessToken',
    status: tokenResponse.status,
    durationMs: sandboxes.context.clock.now() - startedAt,
    request: { headers: request.rawHeaders },
    // The token itself is shown to nobody but the client.
    response: { headers, body: tokenResponse.status === 200 ? '{"accessToken":"(masked)"}' : text },
    why: isExplainEnabled(live.profile) ? tokenResponse.why : undefined,
    faultInjection: appliedFault?.id,
  });
}

/** A secret in a URL is refused, and is not written down either, however its name is encoded. */
function maskSecretInTarget(target: string): string {
  const start = target.indexOf('?') + 1;
  if (start === 0) return target;
  const shown = target
    .slice(start)
    .split('&')
    .map((pair) => {
      const name = pair.split('=', 1)[0] as string;
      return decodeFormText(name) === 'client_secret' ? `${name}=(masked)` : pair;
    });
  return target.slice(0, start) + shown.join('&');
}

async function applyTokenFault(live: LiveSandbox | undefined): Promise<FaultInjection | undefined> {
  if (!live || !hasActiveFaultInjection(live.reader, 'token')) return undefined;
  return live.transact((transaction) => takeFaultInjection(transaction, 'token', {}));
}

function evaluateTokenRequest(
  sandboxes: Sandboxes,
  request: IncomingMessage,
  text: string,
  kind: string,
): TokenResponse {
  if (request.method !== 'GET' && request.method !== 'POST' && request.method !== 'HEAD') {
    const violation = { pointer: 'method', got: request.method, expected: 'GET or POST', rule: 'bt §1.2' };
    return errorResponse(405, 'invalid_request', 'The token endpoint takes GET and POST', '61', violation, [
      'Allow',
      'GET, HEAD, POST',
    ]);
  }
  const parameters = readParameters(request, text, kind);
  if ('status' in parameters) return parameters;
  const authenticated = authenticateClient(sandboxes, request.headers.authorization, parameters);
  if ('status' in authenticated) return authenticated;
  const grantRejection = checkGrantType(parameters.merged);
  return grantRejection ? { ...grantRejection, live: authenticated } : issueToken(sandboxes, authenticated);
}

function issueToken(sandboxes: Sandboxes, live: LiveSandbox): TokenResponse {
  const lifetime = live.profile.settings.tokenLifetimeSeconds;
  const issued = sandboxes.tokens.issue(
    live.id,
    typeof lifetime === 'number' ? lifetime : sandboxes.limits.tokenSeconds,
  );
  const body = {
    accessToken: issued.token,
    tokenType: 'Bearer',
    expiresIn: issued.expiresInSeconds,
    access_token: issued.token,
    token_type: 'Bearer',
    expires_in: issued.expiresInSeconds,
  };
  return { status: 200, headers: [], body, live };
}

/** The parameters of the query and of the form, or why they cannot be read. */
function readParameters(request: IncomingMessage, text: string, kind: string): TokenParameters | TokenResponse {
  const { rawQuery } = splitRequestTarget(request.url ?? '/');
  const contentType = request.headers['content-type'];
  const type = mediaTypeOf(contentType);
  if (kind === 'tooLarge')
    return invalidRequest('The body is too large', { pointer: '', expected: 'at most 64 KiB', rule: 'body size' }, 413);
  if (kind === 'encoded')
    return invalidRequest(
      'Compressed bodies are not taken',
      { pointer: 'header/content-encoding', expected: 'no content encoding', rule: 'body encoding' },
      415,
    );
  if (kind !== 'none' && request.method === 'POST' && type !== 'application/x-www-form-urlencoded') {
    const violation = {
      pointer: 'header/content-type',
      got: type,
      expected: 'application/x-www-form-urlencoded',
      rule: 'rfc 6749 §4.4',
    };
    return invalidRequest('The body must be application/x-www-form-urlencoded', violation);
  }
  const charset = unsupportedCharset(contentType);
  if (kind !== 'none' && request.method === 'POST' && charset !== undefined) {
    const expected = 'a form in UTF-8: charset=utf-8, or no charset';
    const violation = { pointer: 'header/content-type', got: `charset=${charset}`, expected, rule: 'body encoding' };
    return invalidRequest('The form must be in UTF-8', violation, 415);
  }
  return mergeParameters(new URLSearchParams(rawQuery), new URLSearchParams(request.method === 'POST' ? text : ''));
}

/**
 * Query and form together. A parameter may stand in both, as BT's own examples and the libraries beside them send it, but
 * with one value; twice in one place is refused (RFC 6749 §3.2), and so is a secret in the URL.
 */
function mergeParameters(query: URLSearchParams, form: URLSearchParams): TokenParameters | TokenResponse {
  if (query.has('client_secret'))
    return invalidRequest('The client secret must not be sent in the URL', {
      pointer: 'query/client_secret',
      expected: 'the secret in the Authorization header (HTTP Basic) or in the form',
      rule: 'rfc 6749 §2.3.1',
    });
  const merged = new Map<string, string>();
  for (const [where, part] of [
    ['query', query],
    ['form', form],
  ] as const) {
    for (const name of new Set(part.keys())) {
      const [value = '', ...others] = part.getAll(name);
      const known = merged.get(name);
      if (others.length === 0 && (known === undefined || known === value)) merged.set(name, value);
      else return repeatedParameter(where, name, others.length === 0);
    }
  }
  return { merged, formSecret: form.get('client_secret') ?? undefined };
}

interface TokenParameters {
  readonly merged: ReadonlyMap<string, string>;
  /** Sent in the form, where form encoding is already undone. */
  readonly formSecret: string | undefined;
}

function repeatedParameter(where: 'query' | 'form', name: string, differs: boolean): TokenResponse {
  const shown = name.slice(0, 40).replace(/[^\w.-]/g, '?');
  const violation = { pointer: `${where}/${shown}`, rule: 'rfc 6749 §3.2' };
  return differs
    ? invalidRequest(`The parameter ${shown} has one value in the URL and another in the form`, {
        ...violation,
        expected: 'the same value in both, or the parameter in one of them',
      })
    : invalidRequest(`The parameter ${shown} comes twice`, { ...violation, expected: 'each parameter once' });
}

/** Basic or the form, never both (RFC 6749 §2.3); a `client_id` beside Basic may repeat it. */
function authenticateClient(
  sandboxes: Sandboxes,
  header: string | undefined,
  { merged, formSecret }: TokenParameters,
): LiveSandbox | TokenResponse {
  const formId = merged.get('client_id');
  if (header !== undefined && formSecret !== undefined) {
    return invalidRequest('Two ways of authenticating at once', {
      pointer: 'form/client_secret',
      expected: 'HTTP Basic alone, or client_id and client_secret in the form alone',
      rule: 'rfc 6749 §2.3',
    });
  }
  const basic = /^basic +([A-Za-z0-9+/]*=*) *$/i.exec(header ?? '')?.[1];
  const candidates = basic === undefined ? formCredentials(formId, formSecret) : parseCredentials(decodeBasic(basic));
  if (candidates === undefined) return missingCredentials(header, formId);
  for (const [id, secret] of candidates) {
    const live = sandboxes.byClientId(id);
    if (!live || !secretsEqual(live.profile.clientSecret, secret)) continue;
    return formId === undefined || formId === id ? live : contradictingClientId();
  }
  const isKnownClient = candidates.some(([id]) => sandboxes.byClientId(id));
  const rule = isKnownClient ? 'the client id is known, the secret is wrong' : 'no sandbox has this client id';
  return invalidClient(
    'Client authentication failed',
    {
      pointer: basic === undefined ? 'form/client_secret' : 'header/authorization',
      expected: 'the consumer key and secret of a sandbox',
      rule,
    },
    '41',
  );
}

const decodeBasic = (basic: string): string => Buffer.from(basic, 'base64').toString('utf8');

function formCredentials(id: string | undefined, secret: string | undefined): Credentials | undefined {
  return id === undefined || secret === undefined ? undefined : [[id, secret]];
}

type Credentials = readonly (readonly [id: string, secret: string])[];

function missingCredentials(header: string | undefined, formId: string | undefined): TokenResponse {
  const expected =
    'Authorization: Basic base64(consumerKey:consumerSecret), or client_id and client_secret in the form';
  const description =
    header === undefined && formId !== undefined ? 'The client secret is missing' : 'Client authentication is missing';
  return invalidClient(description, { pointer: 'header/authorization', expected, rule: 'rfc 6749 §2.3.1' }, '40');
}

function contradictingClientId(): TokenResponse {
  return invalidRequest('The parameter client_id names another client than the Authorization header', {
    pointer: 'form/client_id',
    expected: 'the client id of the Authorization header, or no client_id',
    rule: 'rfc 6749 §2.3',
  });
}

/** The standard's reading first (each half form-url-encoded), then the raw one that `curl -u` sends. */
function parseCredentials(pair: string): Credentials {
  const colon = pair.indexOf(':');
  if (colon < 0) return [];
  const raw = [pair.slice(0, colon), pair.slice(colon + 1)] as const;
  const decoded = raw.map(decodeFormText);
  const [id, secret] = decoded;
  return id === undefined || secret === undefined ? [raw] : [[id, secret], raw];
}

function decodeFormText(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function secretsEqual(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function checkGrantType(parameters: ReadonlyMap<string, string>): TokenResponse | undefined {
  const grantType = parameters.get('grant_type');
  const expected = 'grant_type=client_credentials';
  if (grantType === undefined || grantType === '') {
    return invalidRequest('grant_type is missing', { pointer: 'query/grant_type', expected, rule: 'rfc 6749 §4.4.2' });
  }
  if (grantType !== 'client_credentials') {
    const violation = { pointer: 'query/grant_type', got: grantType.slice(0, 80), expected, rule: 'rfc 6749 §5.2' };
    return errorResponse(400, 'unsupported_grant_type', 'Only client_credentials is granted', '29', violation);
  }
  const scope = parameters.get('scope');
  if (scope === undefined || scope === '') return undefined;
  const violation = {
    pointer: 'query/scope',
    got: scope.slice(0, 80),
    expected: 'no scope: there are none',
    rule: 'bt §1.2',
  };
  return errorResponse(400, 'invalid_scope', 'There are no scopes', '29', violation);
}

function invalidRequest(description: string, violation: Violation, status = 400): TokenResponse {
  return errorResponse(status, 'invalid_request', description, '29', violation);
}

function invalidClient(description: string, violation: Violation, code: string): TokenResponse {
  return errorResponse(401, 'invalid_client', description, code, violation, [
    'WWW-Authenticate',
    'Basic realm="etherbox", charset="UTF-8"',
  ]);
}

function errorResponse(
  status: number,
  error: string,
  description: string,
  code: string,
  violation: Violation,
  headers: readonly string[] = [],
): TokenResponse {
  return {
    status,
    headers: [
      'APIGW-Exception',
      description,
      'APIGW-Exception-Code',
      code,
      'APIGW-Exception-System',
      'APIGW',
      ...headers,
    ],
    body: { error, error_description: description },
    why: [violation],
  };
}
