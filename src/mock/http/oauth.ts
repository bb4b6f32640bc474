import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { toText } from '../domain/canonical.ts';
import { anyFault, type Fault as MetFault, meetFault, wireFault } from '../domain/fault.ts';
import { faultTokenAnswer } from '../domain/fault-answer.ts';
import type { Fault } from '../domain/problem.ts';
import { foreignCharset, mediaTypeOf } from '../engine/media-type.ts';
import { explains } from '../runtime/explain.ts';
import type { LiveSandbox } from '../runtime/live-sandbox.ts';
import type { Sandboxes } from '../runtime/sandboxes.ts';
import { pushExtras, splitTarget } from './bt-api.ts';
import { readBody } from './read-body.ts';
import { sendOverFaultyWire } from './wire-fault.ts';

/**
 * The token endpoint: client credentials with HTTP Basic, by GET (as BT's own clients do) or POST. Errors are RFC 6749's
 * `{error, error_description}`; BT's number goes only into APIGW-Exception-Code (modelled: BT's error body is not public).
 */

export const tokenPath = '/oauth/accesstoken';

interface Reply {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: object;
  readonly why?: readonly Fault[];
  readonly live?: LiveSandbox;
}

export async function serveToken(
  sandboxes: Sandboxes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const started = sandboxes.house.clock.now();
  const body = await readBody(request, 64 * 1024);
  if (body === undefined) return;
  const asked = answer(sandboxes, request, body.kind === 'text' ? body.text : '', body.kind);
  const met = await meetTokenFault(asked.live);
  const reply: Reply = met ? { ...asked, ...faultTokenAnswer(met) } : asked;
  const text = toText(reply.body);
  const headers = [
    'Content-Type',
    'application/json;charset=utf-8',
    'Content-Length',
    String(Buffer.byteLength(text)),
    'Cache-Control',
    'no-store',
    'Pragma',
    'no-cache',
    ...reply.headers,
  ];
  if (body.kind === 'tooLarge') headers.push('Connection', 'close');
  const live = reply.live ?? sandboxes.get('default');
  const number = live?.journal.take();
  if (live && number !== undefined) pushExtras(headers, live, number, reply.status, reply.live);
  const ready = { status: reply.status, headers, text: request.method === 'HEAD' ? '' : text };
  const wire = met && wireFault(met);
  if (wire) await sendOverFaultyWire(response, ready, wire, sandboxes.house.clock);
  else response.writeHead(reply.status, headers).end(request.method === 'HEAD' ? undefined : text);
  if (!live || number === undefined) return;
  live.journal.record({
    number,
    at: live.now,
    wallAt: started,
    method: request.method ?? 'GET',
    path: request.url ?? tokenPath,
    operationId: request.method === 'POST' ? 'createAccessToken' : 'retrieveAccessToken',
    status: reply.status,
    durationMs: sandboxes.house.clock.now() - started,
    request: { headers: request.rawHeaders },
    // The token itself is shown to nobody but the client.
    response: { headers, body: reply.status === 200 ? '{"accessToken":"(masked)"}' : text },
    why: explains(live.profile) ? reply.why : undefined,
    fault: met?.id,
  });
}

async function meetTokenFault(live: LiveSandbox | undefined): Promise<MetFault | undefined> {
  if (!live || !anyFault(live.reader, 'token')) return undefined;
  return live.change((world) => meetFault(world, 'token', {}));
}

function answer(sandboxes: Sandboxes, request: IncomingMessage, text: string, kind: string): Reply {
  if (request.method !== 'GET' && request.method !== 'POST' && request.method !== 'HEAD') {
    const fault = { pointer: 'method', got: request.method, expected: 'GET or POST', rule: 'bt §1.2' };
    return refusal(405, 'invalid_request', 'The token endpoint takes GET and POST', '61', fault, [
      'Allow',
      'GET, HEAD, POST',
    ]);
  }
  const read = readParameters(request, text, kind);
  if ('status' in read) return read;
  const found = authenticate(sandboxes, request.headers.authorization, read);
  if ('status' in found) return found;
  const granted = checkGrant(read);
  return granted ? { ...granted, live: found } : grant(sandboxes, found);
}

function grant(sandboxes: Sandboxes, live: LiveSandbox): Reply {
  const lifetime = live.profile.settings.tokenLifetimeSeconds;
  const made = sandboxes.tokens.issue(live.id, typeof lifetime === 'number' ? lifetime : sandboxes.limits.tokenSeconds);
  const body = {
    accessToken: made.token,
    tokenType: 'Bearer',
    expiresIn: made.expiresInSeconds,
    access_token: made.token,
    token_type: 'Bearer',
    expires_in: made.expiresInSeconds,
  };
  return { status: 200, headers: [], body, live };
}

/** Query and form together; a name that comes twice is refused (RFC 6749 §3.2). */
function readParameters(request: IncomingMessage, text: string, kind: string): Map<string, string> | Reply {
  const { rawQuery } = splitTarget(request.url ?? '/');
  const contentType = request.headers['content-type'];
  const type = mediaTypeOf(contentType);
  if (kind === 'tooLarge')
    return invalid('The body is too large', { pointer: '', expected: 'at most 64 KiB', rule: 'body size' }, 413);
  if (kind === 'encoded')
    return invalid(
      'Compressed bodies are not taken',
      { pointer: 'header/content-encoding', expected: 'no content encoding', rule: 'body encoding' },
      415,
    );
  if (kind !== 'none' && request.method === 'POST' && type !== 'application/x-www-form-urlencoded') {
    const fault = {
      pointer: 'header/content-type',
      got: type,
      expected: 'application/x-www-form-urlencoded',
      rule: 'rfc 6749 §4.4',
    };
    return invalid('The body must be application/x-www-form-urlencoded', fault);
  }
  const charset = foreignCharset(contentType);
  if (kind !== 'none' && request.method === 'POST' && charset !== undefined) {
    const expected = 'a form in UTF-8: charset=utf-8, or no charset';
    const fault = { pointer: 'header/content-type', got: `charset=${charset}`, expected, rule: 'body encoding' };
    return invalid('The form must be in UTF-8', fault, 415);
  }
  const parameters = new Map<string, string>();
  const form = request.method === 'POST' ? text : '';
  for (const [name, value] of [...new URLSearchParams(rawQuery), ...new URLSearchParams(form)]) {
    if (parameters.has(name)) {
      const shown = name.slice(0, 40).replace(/[^\w.-]/g, '?');
      return invalid(`The parameter ${shown} comes twice`, {
        pointer: `query/${shown}`,
        expected: 'each parameter once',
        rule: 'rfc 6749 §3.2',
      });
    }
    parameters.set(name, value);
  }
  return parameters;
}

function authenticate(
  sandboxes: Sandboxes,
  header: string | undefined,
  parameters: Map<string, string>,
): LiveSandbox | Reply {
  const inBody = parameters.has('client_id') || parameters.has('client_secret');
  if (header !== undefined && parameters.has('client_secret')) {
    return invalid('Two ways of authenticating at once', {
      pointer: 'query/client_secret',
      expected: 'HTTP Basic alone',
      rule: 'rfc 6749 §2.3',
    });
  }
  const basic = /^basic +([A-Za-z0-9+/]*=*) *$/i.exec(header ?? '')?.[1];
  if (basic === undefined) {
    const expected = 'Authorization: Basic base64(consumerKey:consumerSecret)';
    const told = inBody
      ? 'Client credentials go into the Authorization header (HTTP Basic)'
      : 'Client authentication is missing';
    return invalidClient(told, { pointer: 'header/authorization', expected, rule: 'rfc 6749 §2.3.1' }, '40');
  }
  const pair = Buffer.from(basic, 'base64').toString('utf8');
  for (const [id, secret] of readings(pair)) {
    const live = sandboxes.byClientId(id);
    if (live && same(live.profile.clientSecret, secret)) return live;
  }
  const known = readings(pair).some(([id]) => sandboxes.byClientId(id));
  const rule = known ? 'the client id is known, the secret is wrong' : 'no sandbox has this client id';
  return invalidClient(
    'Client authentication failed',
    { pointer: 'header/authorization', expected: 'the consumer key and secret of a sandbox', rule },
    '41',
  );
}

/** The standard's reading first (each half form-url-encoded), then the raw one that `curl -u` sends. */
function readings(pair: string): readonly (readonly [id: string, secret: string])[] {
  const colon = pair.indexOf(':');
  if (colon < 0) return [];
  const raw = [pair.slice(0, colon), pair.slice(colon + 1)] as const;
  const decoded = raw.map(formDecoded);
  const [id, secret] = decoded;
  return id === undefined || secret === undefined ? [raw] : [[id, secret], raw];
}

function formDecoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function checkGrant(parameters: Map<string, string>): Reply | undefined {
  const grantType = parameters.get('grant_type');
  const expected = 'grant_type=client_credentials';
  if (grantType === undefined || grantType === '') {
    return invalid('grant_type is missing', { pointer: 'query/grant_type', expected, rule: 'rfc 6749 §4.4.2' });
  }
  if (grantType !== 'client_credentials') {
    const fault = { pointer: 'query/grant_type', got: grantType.slice(0, 80), expected, rule: 'rfc 6749 §5.2' };
    return refusal(400, 'unsupported_grant_type', 'Only client_credentials is granted', '29', fault);
  }
  const scope = parameters.get('scope');
  if (scope === undefined || scope === '') return undefined;
  const fault = {
    pointer: 'query/scope',
    got: scope.slice(0, 80),
    expected: 'no scope: there are none',
    rule: 'bt §1.2',
  };
  return refusal(400, 'invalid_scope', 'There are no scopes', '29', fault);
}

function invalid(description: string, fault: Fault, status = 400): Reply {
  return refusal(status, 'invalid_request', description, '29', fault);
}

function invalidClient(description: string, fault: Fault, code: string): Reply {
  return refusal(401, 'invalid_client', description, code, fault, [
    'WWW-Authenticate',
    'Basic realm="etherbox", charset="UTF-8"',
  ]);
}

function refusal(
  status: number,
  error: string,
  description: string,
  code: string,
  fault: Fault,
  headers: readonly string[] = [],
): Reply {
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
    why: [fault],
  };
}
