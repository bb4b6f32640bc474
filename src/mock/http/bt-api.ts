import type { IncomingMessage, ServerResponse } from 'node:http';
import { toText } from '../domain/canonical.ts';
import type { Answer, Family } from '../domain/problem.ts';
import { Recent } from '../domain/recent.ts';
import { isoUtc } from '../domain/working-time.ts';
import type { MetFault } from '../engine/call-fault.ts';
import type { Contract, OperationContract, Routed } from '../engine/contract.ts';
import { admit, type RawBody, type RawRequest, type TokenState } from '../engine/gateway.ts';
import { isMiss, nearMisses } from '../engine/near-miss.ts';
import { explains } from '../runtime/explain.ts';
import { entryId, type JournalEntry } from '../runtime/journal/journal.ts';
import { type Limits, limitTable } from '../runtime/limits.ts';
import type { LiveSandbox } from '../runtime/live-sandbox.ts';
import { rateLimitsOf } from '../runtime/rate-limit.ts';
import type { Sandboxes } from '../runtime/sandboxes.ts';
import { documentAnswer } from '../runtime/spec-answers.ts';
import type { OwnFault } from './own-fault.ts';
import { readBody } from './read-body.ts';
import { sendOverFaultyWire } from './wire-fault.ts';

export interface BtApi {
  readonly sandboxes: Sandboxes;
  /** Beginning of every href, `http://127.0.0.1:4480`. */
  readonly baseUrl: () => string;
  readonly ownFault: OwnFault;
}

/** The sandbox that sees requests nobody can be named for: without credentials, or with wrong ones. */
const unclaimed = 'default';
const bearer = /^bearer +([\w.~+/-]+=*) *$/i;

/** What is known of a request before anything is answered. */
interface Asked {
  readonly method: string;
  readonly path: string;
  readonly rawQuery: string;
  readonly routed: Routed;
  readonly token: TokenState;
  /** Whose token it is, also when it is no longer good. */
  readonly live: LiveSandbox | undefined;
  readonly started: number;
}

interface Reply {
  readonly answer: Answer;
  readonly body: RawBody;
  readonly met?: MetFault | undefined;
  /** Beside the answer's own. */
  readonly headers?: { readonly [name: string]: string } | undefined;
}

/** One request to a BT path: from the socket to the engine and back in a few plain calls. */
export async function serveBt(api: BtApi, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { sandboxes } = api;
  const asked = readAsked(sandboxes, request);
  const journalled = asked.live ?? sandboxes.get(unclaimed);
  const number = journalled?.journal.take();
  const reply = await replyTo(api, asked, request);
  if (!reply) return;
  const text = textOf(reply.answer, asked.method);
  const headers = answerHeaders(reply, text, request);
  if (journalled && number !== undefined) pushExtras(headers, journalled, number, reply.answer.status, asked.live);
  if (reply.met?.wire) {
    const ready = { status: reply.answer.status, headers, text: asked.method === 'HEAD' ? '' : text };
    await sendOverFaultyWire(response, ready, reply.met.wire, sandboxes.house.clock);
  } else {
    response.writeHead(reply.answer.status, headers).end(asked.method === 'HEAD' ? undefined : text);
  }
  if (!journalled || number === undefined) return;
  journalled.journal.record(entryOf(sandboxes, journalled, asked, request, reply, number, headers, text));
}

function readAsked(sandboxes: Sandboxes, request: IncomingMessage): Asked {
  const method = request.method ?? 'GET';
  const { path, rawQuery } = splitTarget(request.url ?? '/');
  const { state, live } = findSandbox(sandboxes, request, rawQuery);
  const routed = sandboxes.house.contract.route(method, path);
  return { method, path, rawQuery, routed, token: state, live, started: sandboxes.house.clock.now() };
}

/** Undefined: the client went away while it was sending. */
async function replyTo(api: BtApi, asked: Asked, request: IncomingMessage): Promise<Reply | undefined> {
  const { live, routed, token } = asked;
  const none: RawBody = { kind: 'none' };
  if (!live || token !== 'good') {
    const admitted = admit(rawRequest(api, asked, request, none), routed, token);
    if (!('refused' in admitted)) throw new Error(`a request with token state "${token}" was admitted`);
    if (routed && 'found' in routed) checkRefusal(api, routed.found, admitted.refused);
    return { answer: admitted.refused, body: none };
  }
  const rate = api.sandboxes.rates.check(live.id, familyOf(routed), rateLimitsOf(live.profile.settings));
  if (rate?.refused) {
    if (routed && 'found' in routed) checkRefusal(api, routed.found, rate.refused);
    return { answer: rate.refused, body: none, headers: rate.headers };
  }
  const body = await readBody(request, mostBytes(api.sandboxes.limits, routed));
  if (body === undefined) return undefined;
  const raw = rawRequest(api, asked, request, body);
  const written = documentAnswer(raw, routed, live.profile);
  if (written) return { answer: await written, body, headers: rate?.headers };
  const { answer, operation, ownFaults, met } = await live.handle(raw, routed);
  if (operation && ownFaults.length > 0) api.ownFault(operation.operationId, ownFaults);
  return { answer, body, met, headers: rate?.headers };
}

/** Answers that the engine has not seen are held to their document, too. */
function checkRefusal(api: BtApi, operation: OperationContract, { status, body }: Answer): void {
  const faults = operation.checkAnswer(status, body);
  if (faults.length > 0) api.ownFault(operation.operationId, faults);
}

/** The document says which operations take large bodies; how large those are is a limit of the server. */
function mostBytes({ bodyBytes, orderBodyBytes }: Limits, routed: Routed): number {
  const large = routed && 'found' in routed && routed.found.maxBodyBytes > limitTable.bodyBytes.default;
  return large ? orderBodyBytes : bodyBytes;
}

function rawRequest(api: BtApi, asked: Asked, request: IncomingMessage, body: RawBody): RawRequest {
  const { method, path, rawQuery, started } = asked;
  const headers = request.headers as RawRequest['headers'];
  const limits = api.sandboxes.engineLimits;
  return { method, path, rawQuery, headers, baseUrl: api.baseUrl(), wallNow: started, body, limits };
}

/** A document that is read again and again is the same object, and its text is made once. A list is made anew each time. */
const texts = new Recent<object, string>(250);
const longestKept = 64 * 1024;

function textOf({ body }: Answer, method: string): string {
  if (body === undefined) return '';
  if (method !== 'GET' || typeof body !== 'object' || body === null || Array.isArray(body)) return toText(body);
  const known = texts.get(body);
  if (known !== undefined) return known;
  const text = toText(body);
  if (text.length <= longestKept) texts.set(body, text);
  return text;
}

function entryOf(
  sandboxes: Sandboxes,
  journalled: LiveSandbox,
  { method, path, routed, started }: Asked,
  request: IncomingMessage,
  { answer, body, met }: Reply,
  number: number,
  headers: readonly string[],
  text: string,
): JournalEntry {
  const { clock, contract } = sandboxes.house;
  const explained = explains(journalled.profile);
  const operationId = routed && 'found' in routed ? routed.found.operationId : undefined;
  return {
    number,
    at: journalled.now,
    wallAt: started,
    method,
    path: shownTarget(request.url ?? '/'),
    operationId,
    orderId: answer.orderId,
    status: answer.status,
    durationMs: clock.now() - started,
    request: { headers: request.rawHeaders, body: body.kind === 'text' ? body.text : undefined },
    response: { headers, body: text },
    why: explained ? answer.why : undefined,
    nearMisses:
      explained && isMiss(answer.status, operationId)
        ? nearest(contract, method, path, request.headers['content-type'])
        : undefined,
    fault: met?.id,
  };
}

function nearest(contract: Contract, method: string, path: string, contentType: string | undefined) {
  return nearMisses(contract, method, path, contentType?.split(';', 1)[0]?.trim());
}

function familyOf(routed: Routed): Family {
  if (!routed) return 'tmf';
  return 'found' in routed ? routed.found.family : routed.family;
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
function answerHeaders({ answer, body, headers: more }: Reply, text: string, request: IncomingMessage): string[] {
  const headers: string[] = [];
  if (answer.body !== undefined) headers.push('Content-Type', 'application/json;charset=utf-8');
  headers.push('Content-Length', String(Buffer.byteLength(text)));
  const tracking = request.headers['apigw-tracking-header'];
  if (typeof tracking === 'string' && /^[\w.~:@-]{1,255}$/.test(tracking))
    headers.push('APIGW-Tracking-Header', tracking);
  for (const name in answer.headers) headers.push(name, answer.headers[name] as string);
  for (const name in more) headers.push(name, more[name] as string);
  if (body.kind === 'tooLarge') headers.push('Connection', 'close');
  return headers;
}

/**
 * What is ours and not BT's: the request's id in the journal that it went into, the virtual time of the sandbox whose token
 * it was, and on a refusal the page that says why. A strict sandbox has none of it.
 */
export function pushExtras(
  headers: string[],
  journalled: LiveSandbox,
  number: number,
  status: number,
  known: LiveSandbox | undefined,
): void {
  const { id, profile } = journalled;
  if (profile.mode === 'strict') return;
  headers.push('X-Etherbox-Request-Id', entryId(number));
  if (known) headers.push('X-Etherbox-Virtual-Time', isoUtc(known.now));
  if (status >= 400 && explains(profile))
    headers.push('Link', `</ui/requests/${entryId(number)}?sandbox=${id}>; rel="help"`);
}
