import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express, { type Express, type Request, type Response } from 'express';
import { toText } from '../domain/canonical.ts';
import { nearest } from '../domain/nearest.ts';
import type { Fault } from '../domain/problem.ts';
import type { Contract, OperationContract } from '../engine/contract.ts';
import { tooBig } from '../engine/shape.ts';
import { type Limits, limitTable } from '../runtime/limits.ts';
import { StoreRefused } from '../runtime/ports.ts';
import { Refusal } from '../runtime/refusal.ts';
import type { ControlCall, ControlHandler, ControlHandlers, ControlReply } from './control-call.ts';
import { type GateSettings, passGate, securityHeaders } from './gate.ts';
import { type ProblemJson, problemJson, problemType, UNKNOWN_PARAMETER } from './problem-json.ts';
import { readBody } from './read-body.ts';

/**
 * The control API: every operation of sandbox.yaml, registered from the document itself, so that what is published and
 * what is served cannot differ. Each call goes body → schema → handler → answer; handlers are thin over the runtime.
 */
export interface ControlApiParts {
  /** sandbox.yaml, compiled. */
  readonly contract: Contract;
  readonly handlers: ControlHandlers;
  readonly limits: BodyLimits;
  /** Told of every answer that sandbox.yaml does not allow, and of every mistake of ours. */
  readonly ownFault: (operationId: string, faults: readonly unknown[]) => void;
}

/** How large what is sent may be; see runtime/limits.ts. */
export type BodyLimits = Pick<Limits, 'bodyBytes' | 'jsonDepth' | 'arrayItems' | 'stringLength' | 'scenarioBytes'>;

/** Adds the routes. Throws when an operation has no handler or a handler no operation. */
export function addControlApi(app: Express, { contract, handlers, limits, ownFault }: ControlApiParts): void {
  const left = new Set(Object.keys(handlers));
  // A fixed segment before a named one: /requests/count is no request's id.
  const ordered = [...contract.operations.values()].sort((a, b) => routeOrder(a.path) - routeOrder(b.path));
  for (const operation of ordered) {
    const handler = handlers[operation.operationId];
    if (!handler) throw new Error(`sandbox.yaml names ${operation.operationId}, which nothing answers`);
    left.delete(operation.operationId);
    const method = operation.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    app[method](expressPath(operation.path), (request, response) =>
      answer({ operation, handler, limits, ownFault }, request, response),
    );
  }
  if (left.size > 0) throw new Error(`sandbox.yaml does not name ${[...left].join(', ')}`);
  app.all('/_sandbox{/*rest}', (request, response) => notServed(contract, request, response));
}

const routeOrder = (path: string): number => path.split('{').length;

export const expressPath = (template: string): string => template.replace(/\{(\w+)\}/g, ':$1');

/** A saved world is open to any content and may be hundreds of megabytes. */
const carriesWorld: ReadonlySet<string> = new Set(['exportState', 'listInterventions']);

interface Answering {
  readonly operation: OperationContract;
  readonly handler: ControlHandler;
  readonly limits: BodyLimits;
  readonly ownFault: ControlApiParts['ownFault'];
}

async function answer(
  { operation, handler, limits, ownFault }: Answering,
  request: Request,
  response: Response,
): Promise<void> {
  const call = await readCall(operation, limits, request);
  if (call === undefined) return;
  let reply: ControlReply | Refused;
  try {
    reply = 'params' in call ? await handler(call) : refused(call);
  } catch (error) {
    const refusal = refused(error);
    if (refusal.status === 500) ownFault(operation.operationId, [error instanceof Error ? error.stack : String(error)]);
    reply = refusal;
  }
  if ('body' in reply && !carriesWorld.has(operation.operationId)) {
    const faults = operation.checkAnswer(reply.status, jsonView(reply.body));
    if (faults.length > 0) ownFault(operation.operationId, faults);
  }
  send(request, response, reply);
}

/** What the client will see: members that are undefined are not there. */
const jsonView = (body: unknown): unknown => (body === undefined ? undefined : JSON.parse(toText(body)));

/** The call, or why it is refused; undefined when the client went away. */
async function readCall(
  operation: OperationContract,
  limits: BodyLimits,
  request: Request,
): Promise<ControlCall | Refusal | undefined> {
  const query = readQuery(operation, request);
  if (query instanceof Refusal) return query;
  const raw = await readBody(request, mostBytes(operation, limits));
  if (raw === undefined) return undefined;
  if (raw.kind === 'tooLarge')
    return new Refusal(413, 'The body is too large', [{ pointer: '', expected: `at most ${raw.limit} bytes` }]);
  const body = raw.kind === 'text' ? parse(raw.text) : raw.kind === 'none' ? undefined : notText();
  if (body instanceof Refusal) return body;
  const faults = checkBody(operation, limits, body);
  if (faults.length > 0) return new Refusal(400, 'The body does not fit', faults);
  const params = Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]));
  return { params, query, body, headers: request.headers };
}

function readQuery(operation: OperationContract, request: Request): ControlCall['query'] | Refusal {
  const at = request.url.indexOf('?');
  const given: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(at < 0 ? '' : request.url.slice(at + 1))) {
    given[name] ??= [];
    given[name].push(value);
  }
  const faults = [...operation.checkQuery(given), ...unknownOrRepeated(operation, given)];
  if (faults.length > 0) return new Refusal(400, 'The query does not fit', faults);
  return Object.fromEntries(Object.entries(given).map(([name, [value]]) => [name, value]));
}

/** A filter that is misspelt would match everything, and a test that relies on it would prove nothing. */
function unknownOrRepeated({ queryNames }: OperationContract, given: { [name: string]: string[] }): readonly Fault[] {
  return Object.entries(given).flatMap(([name, values]) => {
    const pointer = `query/${name.slice(0, 80)}`;
    if (!queryNames.includes(name)) {
      const near = nearest(name, queryNames);
      const known = queryNames.length === 0 ? 'no parameters' : `one of ${queryNames.join(', ')}`;
      return [{ pointer, expected: `${known}${near ? ` (did you mean ${near}?)` : ''}`, rule: UNKNOWN_PARAMETER }];
    }
    return values.length > 1 ? [{ pointer, got: values.length, expected: 'it once', rule: 'single parameter' }] : [];
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.slice(0, 120) : '';
    return new Refusal(400, 'The body is not JSON', [{ pointer: '', got: why, expected: 'well-formed JSON' }]);
  }
}

const notText = (): Refusal => new Refusal(400, 'The body is not text', [{ pointer: '', expected: 'JSON in UTF-8' }]);

/** What the document lets be larger than a body usually is, is as large as it says. */
function mostBytes({ maxBodyBytes }: OperationContract, { bodyBytes }: BodyLimits): number {
  return maxBodyBytes > limitTable.bodyBytes.default ? maxBodyBytes : bodyBytes;
}

/** A saved world is as wide and long as it was made; its depth is bounded like that of every body. */
const unbounded = { arrayItems: Number.POSITIVE_INFINITY, stringLength: Number.POSITIVE_INFINITY, depth: 80 };

function checkBody(operation: OperationContract, limits: BodyLimits, body: unknown): readonly Fault[] {
  if (operation.requestMediaTypes === undefined) return [];
  const size = tooBig(body, shapeOf(operation.operationId, limits));
  return size ? [size] : operation.checkBody(body);
}

function shapeOf(operationId: string, { jsonDepth: depth, arrayItems, stringLength, scenarioBytes }: BodyLimits) {
  if (operationId === 'importState') return unbounded;
  // A scenario may be sent as one text.
  if (operationId === 'applyScenario')
    return { depth, arrayItems, stringLength: Math.max(stringLength, scenarioBytes) };
  return { depth, arrayItems, stringLength };
}

interface Refused {
  readonly status: number;
  readonly body: ProblemJson;
  readonly problem: true;
}

function refused(error: unknown): Refused {
  const [status, title, faults] = ((): [number, string, Refusal['faults']] => {
    if (error instanceof Refusal) return [error.status, error.message, error.faults];
    if (error instanceof StoreRefused) return [507, `Nothing was changed: ${error.reason}`, []];
    return [500, 'Etherbox made a mistake', []];
  })();
  return { status, body: problemJson(status, title, faults), problem: true };
}

function send(request: IncomingMessage, response: ServerResponse, reply: ControlReply | Refused): void {
  for (const [name, value] of Object.entries(securityHeaders())) response.setHeader(name, value);
  response.setHeader('Cache-Control', 'no-store');
  if ('open' in reply) return void reply.open(response);
  response.statusCode = reply.status;
  // What was not read of a refused body would be taken for the next request.
  if (reply.status === 413) response.setHeader('Connection', 'close');
  if ('pieces' in reply) return void sendPieces(request, response, reply);
  if (reply.body === undefined) return void response.end();
  const bytes = Buffer.from(toText(reply.body));
  response.setHeader('Content-Type', 'problem' in reply ? problemType : 'application/json; charset=utf-8');
  response.setHeader('Content-Length', bytes.length);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function sendPieces(
  request: IncomingMessage,
  response: ServerResponse,
  { mediaType, pieces, file }: Extract<ControlReply, { pieces: unknown }>,
): void {
  response.setHeader('Content-Type', mediaType);
  if (file !== undefined) response.setHeader('Content-Disposition', `attachment; filename="${file}"`);
  if (request.method === 'HEAD') return void response.end();
  const rest = pieces[Symbol.iterator]();
  const write = () => {
    for (let next = rest.next(); !next.done; next = rest.next()) {
      if (!response.write(next.value)) return void response.once('drain', write);
    }
    response.end();
  };
  write();
}

/** A path below /_sandbox that is none of ours, or a method that it does not have. */
function notServed(contract: Contract, request: Request, response: Response): void {
  const allow = methodsAt(contract, request.path);
  const refusal =
    allow.length > 0
      ? new Refusal(405, 'Method not allowed', [{ pointer: 'method', got: request.method, expected: allow.join(', ') }])
      : new Refusal(404, 'No such path', [
          { pointer: 'path', got: request.path, expected: nearestPath(contract, request) },
        ]);
  if (allow.length > 0) response.setHeader('Allow', allow.join(', '));
  send(request, response, refused(refusal));
}

/** Every method of every template that the path fits. */
function methodsAt({ operations }: Contract, path: string): readonly string[] {
  const fits = (template: string) => {
    const [wanted, given] = [template.split('/'), path.split('/')];
    return wanted.length === given.length && wanted.every((part, at) => part.startsWith('{') || part === given[at]);
  };
  const methods = [...operations.values()].filter((one) => fits(one.path)).map(({ method }) => method);
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))];
}

/** One that ends in the same word is nearer than any other: `…/advance` is `…/clock/advance`. */
function nearestPath({ operations }: Contract, { path }: Request): string {
  const given = path.split('/');
  const fill = (template: string) =>
    template
      .split('/')
      .map((part, at) => (part.startsWith('{') && given[at] ? given[at] : part))
      .join('/');
  const paths = [...new Set([...operations.values()].map((one) => fill(one.path)))];
  const sameEnd = paths.filter((one) => one.endsWith(`/${given.at(-1)}`) && given.at(-1) !== given[4]);
  return nearest(path, sameEnd) ?? nearest(path, paths) ?? 'a path of /docs/';
}

/** Everything that is ours stands behind the gate. The port is the one the connection came in on. */
export function behindGate(app: RequestListener, settings: Omit<GateSettings, 'port'>): RequestListener {
  return (request, response) => {
    const port = request.socket.localPort ?? 0;
    if (passGate(request, response, { ...settings, port })) app(request, response);
  };
}

/** An express app with nothing switched on that we do not want. */
export function plainApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  return app;
}
