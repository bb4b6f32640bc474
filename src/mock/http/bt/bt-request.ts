import type { IncomingMessage, ServerResponse } from 'node:http';
import { formatIsoUtc } from '#domain/calendar/working-time';
import type { Answer } from '#domain/core/call';
import { toJsonText } from '#domain/core/json';
import { LruCache } from '#domain/core/lru-cache';
import type { ErrorFamily } from '#domain/errors/error-catalogue';
import type { Contract, OperationContract, RouteMatch } from '#engine/contract/contract';
import { findNearMisses, mayHaveNearMisses } from '#engine/contract/near-miss';
import type { AppliedFault } from '#engine/request/fault-injection';
import { checkRequest, type RawBody, type RawRequest, type TokenState } from '#engine/request/request-checks';
import { readRequestBody } from '#http/guard/read-request-body';
import { entryId, type JournalEntry } from '#runtime/journal/journal';
import { type Limits, limitTable } from '#runtime/limits/limits';
import { parseRateLimits } from '#runtime/limits/rate-limit';
import { isExplainEnabled } from '#runtime/sandboxes/explain-setting';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import type { Sandboxes } from '#runtime/sandboxes/sandboxes';
import { answerFromDocument } from '#runtime/spec/spec-answers';
import type { OnInternalError } from './internal-error.ts';
import { sendWithWireFault } from './send-with-wire-fault.ts';

export interface BtRequestContext {
  readonly sandboxes: Sandboxes;
  /** Beginning of every href, `http://127.0.0.1:4480`. */
  readonly baseUrl: () => string;
  readonly onInternalError: OnInternalError;
}

/** The sandbox that sees requests nobody can be named for: without credentials, or with wrong ones. */
const defaultSandboxId = 'default';
const bearerPattern = /^bearer +([\w.~+/-]+=*) *$/i;

/** What is known of a request before anything is answered. */
interface IdentifiedRequest {
  readonly method: string;
  readonly path: string;
  readonly rawQuery: string;
  readonly routeMatch: RouteMatch;
  readonly token: TokenState;
  /** Whose token it is, also when it is no longer good. */
  readonly live: LiveSandbox | undefined;
  readonly startedAt: number;
}

interface BtResponse {
  readonly answer: Answer;
  readonly body: RawBody;
  readonly appliedFault?: AppliedFault | undefined;
  /** Beside the answer's own. */
  readonly headers?: { readonly [name: string]: string } | undefined;
}

/** One request to a BT path: from the socket to the engine and back in a few plain calls. */
export async function handleBtRequest(
  context: BtRequestContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { sandboxes } = context;
  const identified = identifyRequest(sandboxes, request);
  const journalSandbox = identified.live ?? sandboxes.get(defaultSandboxId);
  const entryNumber = journalSandbox?.journal.reserveNumber();
  const btResponse = await buildResponse(context, identified, request);
  if (!btResponse) return;
  const text = serializeBody(btResponse.answer, identified.method);
  const headers = buildResponseHeaders(btResponse, text, request);
  if (journalSandbox && entryNumber !== undefined)
    addSandboxHeaders(headers, journalSandbox, entryNumber, btResponse.answer.status, identified.live);
  if (btResponse.appliedFault?.wireFault) {
    const preparedAnswer = {
      status: btResponse.answer.status,
      headers,
      text: identified.method === 'HEAD' ? '' : text,
    };
    await sendWithWireFault(response, preparedAnswer, btResponse.appliedFault.wireFault, sandboxes.context.clock);
  } else {
    response.writeHead(btResponse.answer.status, headers).end(identified.method === 'HEAD' ? undefined : text);
  }
  if (!journalSandbox || entryNumber === undefined) return;
  journalSandbox.journal.record(
    buildJournalEntry(sandboxes, journalSandbox, identified, request, btResponse, entryNumber, headers, text),
  );
}

function identifyRequest(sandboxes: Sandboxes, request: IncomingMessage): IdentifiedRequest {
  const method = request.method ?? 'GET';
  const { path, rawQuery } = splitRequestTarget(request.url ?? '/');
  const { state, live } = resolveToken(sandboxes, request, rawQuery);
  const routeMatch = sandboxes.context.contract.route(method, path);
  return { method, path, rawQuery, routeMatch, token: state, live, startedAt: sandboxes.context.clock.now() };
}

/** Undefined: the client went away while it was sending. */
async function buildResponse(
  context: BtRequestContext,
  identified: IdentifiedRequest,
  request: IncomingMessage,
): Promise<BtResponse | undefined> {
  const { live, routeMatch, token } = identified;
  const emptyBody: RawBody = { kind: 'none' };
  if (!live || token !== 'good') {
    const checked = checkRequest(buildRawRequest(context, identified, request, emptyBody), routeMatch, token);
    if (!('refused' in checked)) throw new Error(`a request with token state "${token}" was admitted`);
    if (routeMatch && 'operation' in routeMatch)
      checkRefusalAgainstContract(context, routeMatch.operation, checked.refused);
    return { answer: checked.refused, body: emptyBody };
  }
  const rateCheck = context.sandboxes.rateLimiter.check(
    live.id,
    errorFamilyOf(routeMatch),
    parseRateLimits(live.profile.settings),
  );
  if (rateCheck?.refused) {
    if (routeMatch && 'operation' in routeMatch)
      checkRefusalAgainstContract(context, routeMatch.operation, rateCheck.refused);
    return { answer: rateCheck.refused, body: emptyBody, headers: rateCheck.headers };
  }
  const body = await readRequestBody(request, maxBodyBytesOf(context.sandboxes.limits, routeMatch));
  if (body === undefined) return undefined;
  const rawRequest = buildRawRequest(context, identified, request, body);
  const documentResponse = answerFromDocument(rawRequest, routeMatch, live.profile);
  if (documentResponse) return { answer: await documentResponse, body, headers: rateCheck?.headers };
  const { answer, operation, answerViolations, appliedFault } = await live.serveRequest(rawRequest, routeMatch);
  if (operation && answerViolations.length > 0) context.onInternalError(operation.operationId, answerViolations);
  return { answer, body, appliedFault, headers: rateCheck?.headers };
}

/** Answers that the engine has not seen are held to their document, too. */
function checkRefusalAgainstContract(
  context: BtRequestContext,
  operation: OperationContract,
  { status, body }: Answer,
): void {
  const violations = operation.checkAnswer(status, body);
  if (violations.length > 0) context.onInternalError(operation.operationId, violations);
}

/** The document says which operations take large bodies; how large those are is a limit of the server. */
function maxBodyBytesOf({ bodyBytes, orderBodyBytes }: Limits, routeMatch: RouteMatch): number {
  const takesLargeBody =
    routeMatch && 'operation' in routeMatch && routeMatch.operation.maxBodyBytes > limitTable.bodyBytes.default;
  return takesLargeBody ? orderBodyBytes : bodyBytes;
}

function buildRawRequest(
  context: BtRequestContext,
  identified: IdentifiedRequest,
  request: IncomingMessage,
  body: RawBody,
): RawRequest {
  const { method, path, rawQuery, startedAt } = identified;
  const headers = request.headers as RawRequest['headers'];
  const limits = context.sandboxes.engineLimits;
  return { method, path, rawQuery, headers, baseUrl: context.baseUrl(), wallNow: startedAt, body, limits };
}

/** A document that is read again and again is the same object, and its text is made once. A list is made anew each time. */
const serializedBodies = new LruCache<object, string>(250);
const maxCachedCharacters = 64 * 1024;

function serializeBody({ body }: Answer, method: string): string {
  if (body === undefined) return '';
  if (method !== 'GET' || typeof body !== 'object' || body === null || Array.isArray(body)) return toJsonText(body);
  const cached = serializedBodies.get(body);
  if (cached !== undefined) return cached;
  const text = toJsonText(body);
  if (text.length <= maxCachedCharacters) serializedBodies.set(body, text);
  return text;
}

function buildJournalEntry(
  sandboxes: Sandboxes,
  journalSandbox: LiveSandbox,
  { method, path, routeMatch, startedAt }: IdentifiedRequest,
  request: IncomingMessage,
  { answer, body, appliedFault }: BtResponse,
  number: number,
  headers: readonly string[],
  text: string,
): JournalEntry {
  const { clock, contract } = sandboxes.context;
  const explaining = isExplainEnabled(journalSandbox.profile);
  const operationId = routeMatch && 'operation' in routeMatch ? routeMatch.operation.operationId : undefined;
  return {
    number,
    at: journalSandbox.now,
    wallAt: startedAt,
    method,
    path: maskTokenInTarget(request.url ?? '/'),
    operationId,
    orderId: answer.orderId,
    status: answer.status,
    durationMs: clock.now() - startedAt,
    request: { headers: request.rawHeaders, body: body.kind === 'text' ? body.text : undefined },
    response: { headers, body: text },
    why: explaining ? answer.violations : undefined,
    nearMisses:
      explaining && mayHaveNearMisses(answer.status, operationId)
        ? nearMissesOf(contract, method, path, request.headers['content-type'])
        : undefined,
    faultInjection: appliedFault?.id,
  };
}

function nearMissesOf(contract: Contract, method: string, path: string, contentType: string | undefined) {
  return findNearMisses(contract, method, path, contentType?.split(';', 1)[0]?.trim());
}

function errorFamilyOf(routeMatch: RouteMatch): ErrorFamily {
  if (!routeMatch) return 'tmf';
  return 'operation' in routeMatch ? routeMatch.operation.family : routeMatch.family;
}

/** Node gives the target as the client wrote it: a path, or (through proxies) a whole URL. */
export function splitRequestTarget(target: string): { readonly path: string; readonly rawQuery: string } {
  const pathStart = target.startsWith('/') ? 0 : Math.max(target.indexOf('/', target.indexOf('//') + 2), 0);
  const queryMark = target.indexOf('?', pathStart);
  if (queryMark < 0) return { path: target.slice(pathStart) || '/', rawQuery: '' };
  return { path: target.slice(pathStart, queryMark), rawQuery: target.slice(queryMark + 1) };
}

/** A token in a URL is refused, and is not written down either. */
function maskTokenInTarget(target: string): string {
  return target.includes('access_token=') ? target.replace(/access_token=[^&]*/g, 'access_token=(masked)') : target;
}

function resolveToken(
  sandboxes: Sandboxes,
  request: IncomingMessage,
  rawQuery: string,
): { readonly state: TokenState; readonly live: LiveSandbox | undefined } {
  const header = request.headers.authorization;
  if (header === undefined) {
    return { state: rawQuery.includes('access_token=') ? 'inQuery' : 'missing', live: undefined };
  }
  const token = bearerPattern.exec(header)?.[1];
  const issuedToken = token === undefined ? undefined : sandboxes.tokens.lookUp(token);
  const live = issuedToken && sandboxes.get(issuedToken.sandboxId);
  if (!issuedToken || !live) return { state: 'invalid', live: undefined };
  return { state: issuedToken.expired ? 'expired' : 'good', live };
}

/** Raw pairs, as Node writes them fastest. */
function buildResponseHeaders(
  { answer, body, headers: extraHeaders }: BtResponse,
  text: string,
  request: IncomingMessage,
): string[] {
  const headers: string[] = [];
  if (answer.body !== undefined) headers.push('Content-Type', 'application/json;charset=utf-8');
  headers.push('Content-Length', String(Buffer.byteLength(text)));
  const trackingId = request.headers['apigw-tracking-header'];
  if (typeof trackingId === 'string' && /^[\w.~:@-]{1,255}$/.test(trackingId))
    headers.push('APIGW-Tracking-Header', trackingId);
  for (const name in answer.headers) headers.push(name, answer.headers[name] as string);
  for (const name in extraHeaders) headers.push(name, extraHeaders[name] as string);
  if (body.kind === 'tooLarge') headers.push('Connection', 'close');
  return headers;
}

/**
 * What is ours and not BT's: the request's id in the journal that it went into, the virtual time of the sandbox whose token
 * it was, and on a refusal the page that says why. A strict sandbox has none of it.
 */
export function addSandboxHeaders(
  headers: string[],
  journalSandbox: LiveSandbox,
  entryNumber: number,
  status: number,
  tokenSandbox: LiveSandbox | undefined,
): void {
  const { id, profile } = journalSandbox;
  if (profile.mode === 'strict') return;
  headers.push('X-Etherbox-Request-Id', entryId(entryNumber));
  if (tokenSandbox) headers.push('X-Etherbox-Virtual-Time', formatIsoUtc(tokenSandbox.now));
  if (status >= 400 && isExplainEnabled(profile))
    headers.push('Link', `</ui/requests/${entryId(entryNumber)}?sandbox=${id}>; rel="help"`);
}
