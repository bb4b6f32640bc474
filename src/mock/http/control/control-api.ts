import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import express, { type Express, type Request, type Response } from 'express';
import { closestMatch } from '#domain/core/closest-match';
import type { ErrorCode } from '#domain/core/error-codes';
import { InternalError } from '#domain/core/etherbox-error';
import { toJsonText } from '#domain/core/json';
import type { Violation } from '#domain/core/violation';
import type { Contract, OperationContract } from '#engine/contract/contract';
import { findDepthViolation, findShapeViolations, type ShapeLimits } from '#engine/request/body-shape';
import { type AccessSettings, guardRequest, securityHeaders } from '#http/guard/access-guard';
import { KNOWN_PARAMETER_RULE, type ProblemJson, problemJson, problemType } from '#http/guard/problem-json';
import { readRequestBody } from '#http/guard/read-request-body';
import { ControlRequestError } from '#runtime/control-request-error';
import { type Limits, limitTable } from '#runtime/limits/limits';
import { StoreRefusedError } from '#runtime/ports';
import type { ControlCall, ControlHandler, ControlHandlers, ControlReply } from './control-call.ts';

/**
 * The control API: every operation of sandbox.yaml, registered from the document itself, so that the published and the
 * served API cannot differ. Each call goes body → schema → handler → answer; handlers are thin over the runtime.
 */
export interface ControlApiOptions {
  /** The compiled sandbox.yaml. */
  readonly contract: Contract;
  readonly handlers: ControlHandlers;
  readonly limits: BodyLimits;
  /** Called with every answer that sandbox.yaml does not allow, and with every internal error. */
  readonly onInternalError: (operationId: string, faults: readonly unknown[]) => void;
}

/** Limits of a request body; see runtime/limits/limits.ts. */
export type BodyLimits = Pick<Limits, 'bodyBytes' | 'jsonDepth' | 'arrayItems' | 'stringLength' | 'scenarioBytes'>;

/** Adds the routes. Throws when an operation has no handler or a handler no operation. */
export function addControlApi(app: Express, { contract, handlers, limits, onInternalError }: ControlApiOptions): void {
  const unusedHandlers = new Set(Object.keys(handlers));
  // Fixed segments come before parameters: /requests/count is not the id of a request.
  const ordered = [...contract.operations.values()].sort((a, b) => routeOrder(a.path) - routeOrder(b.path));
  for (const operation of ordered) {
    const handler = handlers[operation.operationId];
    if (!handler) throw new InternalError(`sandbox.yaml names ${operation.operationId}, which nothing answers`);
    unusedHandlers.delete(operation.operationId);
    const method = operation.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    app[method](expressPath(operation.path), (request, response) =>
      answerControlCall({ operation, handler, limits, onInternalError }, request, response),
    );
  }
  if (unusedHandlers.size > 0) throw new InternalError(`sandbox.yaml does not name ${[...unusedHandlers].join(', ')}`);
  app.all('/_sandbox{/*rest}', (request, response) => refuseUnknownPath(contract, request, response));
}

const routeOrder = (path: string): number => path.split('{').length;

/** An OpenAPI path template as an express path. */
export const expressPath = (template: string): string => template.replace(/\{(\w+)\}/g, ':$1');

/** A saved state may have any content and hundreds of megabytes. */
const uncheckedAnswers: ReadonlySet<string> = new Set(['exportState', 'listInterventions']);

interface OperationBinding {
  readonly operation: OperationContract;
  readonly handler: ControlHandler;
  readonly limits: BodyLimits;
  readonly onInternalError: ControlApiOptions['onInternalError'];
}

async function answerControlCall(
  { operation, handler, limits, onInternalError }: OperationBinding,
  request: Request,
  response: Response,
): Promise<void> {
  const call = await readControlCall(operation, limits, request);
  if (call === undefined) return;
  let reply: ControlReply | ProblemReply;
  try {
    reply = 'params' in call ? await handler(call) : problemReplyOf(call);
  } catch (error) {
    const problemReply = problemReplyOf(error);
    if (problemReply.status === 500)
      onInternalError(operation.operationId, [error instanceof Error ? error.stack : String(error)]);
    reply = problemReply;
  }
  if ('body' in reply && !uncheckedAnswers.has(operation.operationId)) {
    const violations = operation.checkAnswer(reply.status, withoutUndefinedMembers(reply.body));
    if (violations.length > 0) onInternalError(operation.operationId, violations);
  }
  sendReply(request, response, reply);
}

/** The body as the client sees it: JSON omits undefined members. */
const withoutUndefinedMembers = (body: unknown): unknown =>
  body === undefined ? undefined : JSON.parse(toJsonText(body));

/** The call, or the refusal; undefined when the client disconnected. */
async function readControlCall(
  operation: OperationContract,
  limits: BodyLimits,
  request: Request,
): Promise<ControlCall | ControlRequestError | undefined> {
  const query = readControlQuery(operation, request);
  if (query instanceof ControlRequestError) return query;
  const rawBody = await readRequestBody(request, maxRequestBytes(operation, limits));
  if (rawBody === undefined) return undefined;
  if (rawBody.kind === 'tooLarge')
    return new ControlRequestError(413, 'Request body too large', [
      { pointer: '', expected: `at most ${rawBody.limit} bytes` },
    ]);
  const body =
    rawBody.kind === 'text'
      ? parseControlBody(rawBody.text, bodyShapeLimits(operation.operationId, limits))
      : rawBody.kind === 'none'
        ? undefined
        : notTextRefusal();
  if (body instanceof ControlRequestError) return body;
  const violations = checkRequestBody(operation, limits, body);
  if (violations.length > 0) return new ControlRequestError(400, 'Invalid request body', violations);
  const params = Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)]));
  return { params, query, body, headers: request.headers };
}

function readControlQuery(operation: OperationContract, request: Request): ControlCall['query'] | ControlRequestError {
  const queryMark = request.url.indexOf('?');
  const given: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(queryMark < 0 ? '' : request.url.slice(queryMark + 1))) {
    given[name] ??= [];
    given[name].push(value);
  }
  const violations = [...operation.checkQuery(given), ...unknownOrRepeatedParameters(operation, given)];
  if (violations.length > 0) return new ControlRequestError(400, 'Invalid query parameters', violations);
  return Object.fromEntries(Object.entries(given).map(([name, [value]]) => [name, value]));
}

/** A misspelt filter would match everything, and a test that relies on it would prove nothing. */
function unknownOrRepeatedParameters(
  { queryNames }: OperationContract,
  given: { [name: string]: string[] },
): readonly Violation[] {
  return Object.entries(given).flatMap(([name, values]) => {
    const pointer = `query/${name.slice(0, 80)}`;
    if (!queryNames.includes(name)) {
      const closest = closestMatch(name, queryNames);
      const known = queryNames.length === 0 ? 'no parameters' : `one of ${queryNames.join(', ')}`;
      return [
        { pointer, expected: `${known}${closest ? ` (did you mean ${closest}?)` : ''}`, rule: KNOWN_PARAMETER_RULE },
      ];
    }
    return values.length > 1
      ? [{ pointer, got: values.length, expected: 'the parameter once', rule: 'single parameter' }]
      : [];
  });
}

function parseControlBody(text: string, shape: ShapeLimits): unknown {
  const tooDeep = findDepthViolation(text, shape);
  if (tooDeep) return new ControlRequestError(400, 'Invalid request body', [tooDeep]);
  try {
    return JSON.parse(text);
  } catch (error) {
    const parserMessage = error instanceof Error ? error.message.slice(0, 120) : '';
    return new ControlRequestError(400, 'Request body is not JSON', [
      { pointer: '', got: parserMessage, expected: 'well-formed JSON' },
    ]);
  }
}

const notTextRefusal = (): ControlRequestError =>
  new ControlRequestError(400, 'Request body is not UTF-8 text', [{ pointer: '', expected: 'JSON in UTF-8' }]);

/** The document may allow an operation a larger body than usual. */
function maxRequestBytes({ maxBodyBytes }: OperationContract, { bodyBytes }: BodyLimits): number {
  return maxBodyBytes > limitTable.bodyBytes.default ? maxBodyBytes : bodyBytes;
}

/** A saved state may have any width and length; its depth is bounded like that of every body. */
const stateDocumentLimits = {
  maxArrayItems: Number.POSITIVE_INFINITY,
  maxStringLength: Number.POSITIVE_INFINITY,
  maxDepth: 80,
};

function checkRequestBody(operation: OperationContract, limits: BodyLimits, body: unknown): readonly Violation[] {
  if (operation.requestMediaTypes === undefined) return [];
  const sizeViolations = findShapeViolations(body, bodyShapeLimits(operation.operationId, limits));
  return sizeViolations.length > 0 ? sizeViolations : operation.checkBody(body);
}

function bodyShapeLimits(
  operationId: string,
  { jsonDepth, arrayItems, stringLength, scenarioBytes }: BodyLimits,
): ShapeLimits {
  if (operationId === 'importState') return stateDocumentLimits;
  // A scenario may be sent as one text.
  if (operationId === 'applyScenario')
    return {
      maxDepth: jsonDepth,
      maxArrayItems: arrayItems,
      maxStringLength: Math.max(stringLength, scenarioBytes),
    };
  return { maxDepth: jsonDepth, maxArrayItems: arrayItems, maxStringLength: stringLength };
}

interface ProblemReply {
  readonly status: number;
  readonly body: ProblemJson;
  readonly problem: true;
}

function problemReplyOf(error: unknown): ProblemReply {
  const [status, title, violations, code] = ((): [number, string, ControlRequestError['violations'], ErrorCode] => {
    if (error instanceof ControlRequestError) return [error.status, error.message, error.violations, error.code];
    if (error instanceof StoreRefusedError)
      return [507, `Storage limit reached; nothing was changed: ${error.reason}`, [], error.code];
    return [500, 'Internal error in etherbox (please report)', [], 'ETHERBOX_INTERNAL'];
  })();
  return { status, body: problemJson(status, title, violations, code), problem: true };
}

function sendReply(request: IncomingMessage, response: ServerResponse, reply: ControlReply | ProblemReply): void {
  for (const [name, value] of Object.entries(securityHeaders())) response.setHeader(name, value);
  response.setHeader('Cache-Control', 'no-store');
  if ('open' in reply) return void reply.open(response);
  response.statusCode = reply.status;
  // The unread rest of a refused body would be parsed as the next request.
  if (reply.status === 413) response.setHeader('Connection', 'close');
  if ('pieces' in reply) return void sendTextStream(request, response, reply);
  if (reply.body === undefined) return void response.end();
  const bytes = Buffer.from(toJsonText(reply.body));
  response.setHeader('Content-Type', 'problem' in reply ? problemType : 'application/json; charset=utf-8');
  response.setHeader('Content-Length', bytes.length);
  response.end(request.method === 'HEAD' ? undefined : bytes);
}

function sendTextStream(
  request: IncomingMessage,
  response: ServerResponse,
  { mediaType, pieces, file }: Extract<ControlReply, { pieces: unknown }>,
): void {
  response.setHeader('Content-Type', mediaType);
  if (file !== undefined) response.setHeader('Content-Disposition', `attachment; filename="${file}"`);
  if (request.method === 'HEAD') return void response.end();
  const iterator = pieces[Symbol.iterator]();
  const write = () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) {
      if (!response.write(next.value)) return void response.once('drain', write);
    }
    response.end();
  };
  write();
}

/** Answers an unknown path below /_sandbox, or a method that the path does not have. */
function refuseUnknownPath(contract: Contract, request: Request, response: Response): void {
  const allow = allowedMethods(contract, request.path);
  const refusal =
    allow.length > 0
      ? new ControlRequestError(405, 'Method not allowed', [
          { pointer: 'method', got: request.method, expected: allow.join(', ') },
        ])
      : new ControlRequestError(404, 'Path not found', [
          { pointer: 'path', got: request.path, expected: suggestPath(contract, request) },
        ]);
  if (allow.length > 0) response.setHeader('Allow', allow.join(', '));
  sendReply(request, response, problemReplyOf(refusal));
}

/** Every method of every path template that matches. */
function allowedMethods({ operations }: Contract, path: string): readonly string[] {
  const fits = (template: string) => {
    const [wanted, given] = [template.split('/'), path.split('/')];
    return (
      wanted.length === given.length && wanted.every((part, index) => part.startsWith('{') || part === given[index])
    );
  };
  const methods = [...operations.values()].filter((operation) => fits(operation.path)).map(({ method }) => method);
  return [...new Set(methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])))];
}

/** Prefers a path with the same last word: `…/advance` suggests `…/clock/advance`. */
function suggestPath({ operations }: Contract, { path }: Request): string {
  const segments = path.split('/');
  const fillParameters = (template: string) =>
    template
      .split('/')
      .map((part, index) => (part.startsWith('{') && segments[index] ? segments[index] : part))
      .join('/');
  const paths = [...new Set([...operations.values()].map((operation) => fillParameters(operation.path)))];
  const sameEnd = paths.filter(
    (candidate) => candidate.endsWith(`/${segments.at(-1)}`) && segments.at(-1) !== segments[4],
  );
  return closestMatch(path, sameEnd) ?? closestMatch(path, paths) ?? 'a path listed at /docs/';
}

/** Puts the access guard before an app. The port is the one that the connection used. */
export function behindAccessGuard(app: RequestListener, settings: Omit<AccessSettings, 'port'>): RequestListener {
  return (request, response) => {
    const port = request.socket.localPort ?? 0;
    if (guardRequest(request, response, { ...settings, port })) app(request, response);
  };
}

/** An express app without the default features that we do not want. */
export function createBareApp(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  return app;
}
