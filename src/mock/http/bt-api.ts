import type { IncomingMessage, ServerResponse } from 'node:http';
import { toText } from '../domain/canonical.ts';
import type { Answer, Family } from '../domain/problem.ts';
import type { MetFault } from '../engine/call-fault.ts';
import type { Contract, Routed } from '../engine/contract.ts';
import { admit, type RawBody, type RawRequest, type TokenState } from '../engine/gateway.ts';
import type { Handled } from '../engine/handle.ts';
import { nearMisses } from '../engine/near-miss.ts';
import { entryId } from '../runtime/journal.ts';
import type { LiveSandbox } from '../runtime/live-sandbox.ts';
import { rateLimitsOf } from '../runtime/rate-limit.ts';
import type { Sandboxes } from '../runtime/sandboxes.ts';
import { documentAnswer } from '../runtime/spec-answers.ts';
import { readBody } from './read-body.ts';
import { sendOverFaultyWire } from './wire-fault.ts';

export interface BtApi {
  readonly sandboxes: Sandboxes;
  /** Beginning of every href, `http://127.0.0.1:4480`. */
  readonly baseUrl: () => string;
  /** The OpenAPI documents by base name. */
  readonly documents: { readonly [api: string]: object };
  /** Told of every answer of ours that its own document does not allow. */
  readonly ownFault: (operationId: string, faults: readonly unknown[]) => void;
}

/** The sandbox that sees requests nobody can be named for: without credentials, or with wrong ones. */
const unclaimed = 'default';
const bearer = /^bearer +([\w.~+/-]+=*) *$/i;

/** One request to a BT path: from the socket to the engine and back in a few plain calls. */
export async function serveBt(api: BtApi, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { sandboxes } = api;
  const started = sandboxes.house.clock.now();
  const method = request.method ?? 'GET';
  const { path, rawQuery } = splitTarget(request.url ?? '/');
  const routed = sandboxes.house.contract.route(method, path);
  const { state, live } = findSandbox(sandboxes, request, rawQuery);
  const raw = (body: RawBody): RawRequest => ({
    method,
    path,
    rawQuery,
    headers: request.headers as RawRequest['headers'],
    baseUrl: api.baseUrl(),
    wallNow: started,
    body,
  });
  const journalled = live ?? sandboxes.get(unclaimed);
  const number = journalled?.journal.take();
  let answer: Answer;
  let body: RawBody | undefined = { kind: 'none' };
  let met: MetFault | undefined;
  const rate =
    live && state === 'good'
      ? sandboxes.rates.check(live.id, familyOf(routed), rateLimitsOf(live.profile.settings))
      : undefined;
  if (rate?.refused) {
    answer = rate.refused;
  } else if (live && state === 'good') {
    const limit = routed && 'found' in routed ? routed.found.maxBodyBytes : 1024 * 1024;
    body = await readBody(request, limit);
    if (body === undefined) return;
    const written = documentAnswer(raw(body), routed, live.profile);
    if (written) answer = await written;
    else ({ answer, met } = await engineAnswer(api, live, raw(body), routed));
  } else {
    answer = refusalOf(raw(body), routed, state);
  }
  const text = answer.body === undefined ? '' : toText(answer.body);
  const headers = answerHeaders(answer, text, request, live, number);
  for (const name in rate?.headers) headers.push(name, rate.headers[name] as string);
  if (body.kind === 'tooLarge') headers.push('Connection', 'close');
  const ready = { status: answer.status, headers, text: method === 'HEAD' ? '' : text };
  if (met?.wire) await sendOverFaultyWire(response, ready, met.wire, sandboxes.house.clock);
  else response.writeHead(answer.status, headers).end(method === 'HEAD' ? undefined : text);
  if (!journalled || number === undefined) return;
  journalled.journal.record({
    number,
    at: journalled.now,
    wallAt: started,
    method,
    path: shownTarget(request.url ?? '/'),
    operationId: routed && 'found' in routed ? routed.found.operationId : undefined,
    orderId: answer.orderId,
    status: answer.status,
    durationMs: sandboxes.house.clock.now() - started,
    request: { headers: request.rawHeaders, body: body.kind === 'text' ? body.text : undefined },
    response: { headers, body: text },
    why: answer.why,
    nearMisses: isMiss(answer.status)
      ? nearest(sandboxes.house.contract, method, path, request.headers['content-type'])
      : undefined,
    fault: met?.id,
  });
}

function nearest(contract: Contract, method: string, path: string, contentType: string | undefined) {
  return nearMisses(contract, method, path, contentType?.split(';', 1)[0]?.trim());
}

const isMiss = (status: number): boolean => status === 404 || status === 405 || status === 415;

async function engineAnswer(api: BtApi, live: LiveSandbox, request: RawRequest, routed: Routed): Promise<Handled> {
  const handled = await live.handle(request, routed);
  const { operation, ownFaults } = handled;
  if (operation && ownFaults.length > 0) api.ownFault(operation.operationId, ownFaults);
  return handled;
}

function familyOf(routed: Routed): Family {
  if (!routed) return 'tmf';
  return 'found' in routed ? routed.found.family : routed.family;
}

function refusalOf(request: RawRequest, routed: Routed, state: TokenState): Answer {
  const admitted = admit(request, routed, state);
  if (!('refused' in admitted)) throw new Error(`a request with token state "${state}" was admitted`);
  return admitted.refused;
}

/** Node gives the target as the client wrote it: a path, or (through proxies) a whole URL. */
export function splitTarget(target: string): { readonly path: string; readonly rawQuery: string } {
  const from = target.startsWith('/') ? 0 : Math.max(target.indexOf('/', target.indexOf('//') + 2), 0);
  const mark = target.indexOf('?', from);
  if (mark < 0) return { path: target.slice(from) || '/', rawQuery: '' };
  return { path: target.slice(from, mark), rawQuery: target.slice(mark + 1) };
}

/** A token in a URL is refused, and is not written down either. */
function shownTarget(target: string): string {
  return target.includes('access_token=') ? target.replace(/access_token=[^&]*/g, 'access_token=(masked)') : target;
}

function findSandbox(
  sandboxes: Sandboxes,
  request: IncomingMessage,
  rawQuery: string,
): { readonly state: TokenState; readonly live: LiveSandbox | undefined } {
  const header = request.headers.authorization;
  if (header === undefined) {
    return { state: rawQuery.includes('access_token=') ? 'inQuery' : 'missing', live: undefined };
  }
  const token = bearer.exec(header)?.[1];
  const known = token === undefined ? undefined : sandboxes.tokens.look(token);
  const live = known && sandboxes.get(known.sandboxId);
  if (!known || !live) return { state: 'invalid', live: undefined };
  return { state: known.expired ? 'expired' : 'good', live };
}

/** Raw pairs, as Node writes them fastest. */
function answerHeaders(
  answer: Answer,
  text: string,
  request: IncomingMessage,
  live: LiveSandbox | undefined,
  number: number | undefined,
): string[] {
  const headers: string[] = [];
  if (answer.body !== undefined) headers.push('Content-Type', 'application/json;charset=utf-8');
  headers.push('Content-Length', String(Buffer.byteLength(text)));
  const tracking = request.headers['apigw-tracking-header'];
  if (typeof tracking === 'string' && /^[\w.~:@-]{1,255}$/.test(tracking))
    headers.push('APIGW-Tracking-Header', tracking);
  for (const name in answer.headers) headers.push(name, answer.headers[name] as string);
  if (live?.profile.mode === 'strict' || number === undefined) return headers;
  headers.push('X-Etherbox-Request-Id', entryId(number));
  if (live) headers.push('X-Etherbox-Virtual-Time', new Date(live.now).toISOString());
  if (answer.status >= 400)
    headers.push('Link', `</ui/requests/${entryId(number)}?sandbox=${live?.id ?? unclaimed}>; rel="help"`);
  return headers;
}
