import type { IncomingMessage, ServerResponse } from 'node:http';
import { formatIsoUtc } from '#domain/calendar/working-time';
import type { Answer } from '#domain/core/call';
import { toJsonText } from '#domain/core/json';
import { LruCache } from '#domain/core/lru-cache';
import { type PipelineSteps, runPipeline, type ServedRequest } from '#engine/request/pipeline';
import type { RequestHead } from '#engine/request/request-checks';
import { readRequestBody } from '#http/guard/read-request-body';
import { entryId } from '#runtime/journal/journal';
import { isExplainEnabled } from '#runtime/sandboxes/explain-setting';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import type { Sandboxes } from '#runtime/sandboxes/sandboxes';
import { journalRequest } from '#runtime/services/journal-request';
import { createRequestSteps, type ReceivedRequest, type RequestCaller } from '#runtime/services/request-steps';
import type { OnInternalError } from './internal-error.ts';
import { sendWithWireFault } from './send-with-wire-fault.ts';

export interface BtRequestContext {
  readonly sandboxes: Sandboxes;
  readonly steps: PipelineSteps<ReceivedRequest, LiveSandbox, RequestCaller>;
  /** Beginning of every href, `http://127.0.0.1:4480`. */
  readonly baseUrl: () => string;
  readonly onInternalError: OnInternalError;
}

/** `baseUrl` is read when a request comes in: the port is known only once the server listens. */
export function createBtRequestContext(
  sandboxes: Sandboxes,
  baseUrl: () => string,
  onInternalError: OnInternalError,
): BtRequestContext {
  return { sandboxes, steps: createRequestSteps(sandboxes), baseUrl, onInternalError };
}

/** One request to a BT path: reads its bytes, runs the pipeline, writes the answer's bytes. */
export async function handleBtRequest(
  context: BtRequestContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const received = receiveRequest(context, request);
  const served = await runPipeline(received, context.steps);
  if (!served) return;
  const { answer, operation, answerViolations, appliedFault } = served.handled;
  if (operation && answerViolations.length > 0) context.onInternalError(operation.operationId, answerViolations);
  const text = serializeBody(answer, received.method);
  const headers = buildResponseHeaders(served, text, received);
  const { reserved, sandbox } = served.caller;
  if (reserved) addSandboxHeaders(headers, reserved.sandbox, reserved.number, answer.status, sandbox);
  const sentText = received.method === 'HEAD' ? '' : text;
  if (appliedFault?.wireFault) {
    const prepared = { status: answer.status, headers, text: sentText };
    await sendWithWireFault(response, prepared, appliedFault.wireFault, context.sandboxes.context.clock);
  } else response.writeHead(answer.status, headers).end(sentText);
  if (!reserved) return;
  journalRequest(context.sandboxes.context, reserved, received, served, {
    target: request.url ?? '/',
    requestHeaders: request.rawHeaders,
    headers,
    text,
  });
}

function receiveRequest({ sandboxes, baseUrl }: BtRequestContext, request: IncomingMessage): ReceivedRequest {
  const { path, rawQuery } = splitRequestTarget(request.url ?? '/');
  return {
    method: request.method ?? 'GET',
    path,
    rawQuery,
    headers: request.headers as RequestHead['headers'],
    baseUrl: baseUrl(),
    wallNow: sandboxes.context.clock.now(),
    limits: sandboxes.engineLimits,
    readBytes: (maxBytes) => readRequestBody(request, maxBytes),
  };
}

/** A document that is read again is the same object: its text is made once. A list is made anew for each request. */
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

/** Node gives the target as the client wrote it: a path, or (through proxies) a whole URL. */
export function splitRequestTarget(target: string): { readonly path: string; readonly rawQuery: string } {
  const pathStart = target.startsWith('/') ? 0 : Math.max(target.indexOf('/', target.indexOf('//') + 2), 0);
  const queryMark = target.indexOf('?', pathStart);
  if (queryMark < 0) return { path: target.slice(pathStart) || '/', rawQuery: '' };
  return { path: target.slice(pathStart, queryMark), rawQuery: target.slice(queryMark + 1) };
}

/** As raw pairs, which Node writes fastest. */
function buildResponseHeaders(
  { handled: { answer }, body, rateHeaders }: ServedRequest<RequestCaller>,
  text: string,
  request: RequestHead,
): string[] {
  const headers: string[] = [];
  if (answer.body !== undefined) headers.push('Content-Type', 'application/json;charset=utf-8');
  headers.push('Content-Length', String(Buffer.byteLength(text)));
  const trackingId = request.headers['apigw-tracking-header'];
  if (typeof trackingId === 'string' && /^[\w.~:@-]{1,255}$/.test(trackingId))
    headers.push('APIGW-Tracking-Header', trackingId);
  for (const name in answer.headers) headers.push(name, answer.headers[name] as string);
  for (const name in rateHeaders) headers.push(name, rateHeaders[name] as string);
  if (body.kind === 'tooLarge') headers.push('Connection', 'close');
  return headers;
}

/**
 * Headers of ours, not of BT: the id of the request in the journal, the virtual time of the token's sandbox, and with a
 * refusal a link to the page that explains it. A strict sandbox sends none of them.
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
  if (tokenSandbox) headers.push('X-Etherbox-Virtual-Time', formatIsoUtc(tokenSandbox.virtualNow));
  if (status >= 400 && isExplainEnabled(profile))
    headers.push('Link', `</ui/requests/${entryId(entryNumber)}?sandbox=${id}>; rel="help"`);
}
