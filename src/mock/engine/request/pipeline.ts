import type { Answer, OperationCall, Query } from '#domain/core/call';
import { isJsonObject, type JsonObject } from '#domain/core/json';
import { LruCache } from '#domain/core/lru-cache';
import type { ChangeSet, DomainEvent, Instant, StateReader } from '#domain/core/sandbox-state';
import { listViolations, type Violation } from '#domain/core/violation';
import { type ErrorFamily, refuse } from '#domain/errors/error-catalogue';
import { buildSchemaError } from '#domain/errors/schema-error';
import { selectCannedAnswer } from '#domain/special-values/special-values';
import type { OperationContract, RouteMatch } from '#engine/contract/contract';
import { replayIdempotentAnswer, storeIdempotentAnswer } from '#engine/idempotency';
import { operations, requestRules } from '#engine/operations';
import type { ReferenceData } from '#engine/reference-data';
import { StagedTransaction } from '#engine/state/staged-transaction';
import { type DocumentCall, documentCallOf } from './document-call.ts';
import { checkCapacity, defaultEngineLimits, type EngineLimits } from './engine-limits.ts';
import { type AppliedFault, applyRequestFault } from './fault-injection.ts';
import {
  parseJsonBody,
  type RawBody,
  type RawRequest,
  type RequestHead,
  refuseHeaders,
  refuseRoute,
  refuseToken,
  type TokenState,
} from './request-checks.ts';

/**
 * What happens to a request to a BT path, from its head to its answer, in this order and nowhere else:
 *
 * 1. route, authenticate, rate-limit and read the body: {@link runPipeline}, whose caller hands these steps in, because
 *    they wait or keep the state of a process;
 * 2. refuse by route, token, headers and body; apply a fault injection; give a canned answer; check the schema; replay an
 *    idempotent answer; check the capacity; perform the operation; check the answer: {@link handleRequest}, which is pure.
 *
 * Source of the order: bt-domain §1.3 and §5; modelled where BT is silent.
 */

/** Whose request it is. A token that is not good may still say whose it was. */
export type Caller<Sandbox> =
  | { readonly token: 'good'; readonly sandbox: Sandbox }
  | { readonly token: Exclude<TokenState, 'good'>; readonly sandbox: Sandbox | undefined };

/** Headers for the answer, or the refusal. Both undefined: the rate is not limited. */
export interface RateCheck {
  readonly headers?: { readonly [name: string]: string };
  readonly refused?: Answer;
}

/** The steps that wait or keep the state of a process. */
export interface PipelineSteps<Request extends RequestHead, Sandbox, Identity extends Caller<Sandbox>> {
  route(method: string, path: string): RouteMatch;
  /** Called once for each request, before anything is waited for. */
  authenticate(request: Request): Identity;
  limitRate(sandbox: Sandbox, family: ErrorFamily): RateCheck;
  /** Resolves to undefined when the client went away. */
  readBody(request: Request, match: RouteMatch): Promise<RawBody | undefined>;
  /** Performs {@link handleRequest} on the sandbox and keeps what it changes. */
  serve(sandbox: Sandbox, request: RawRequest, match: RouteMatch): Promise<HandledRequest>;
}

export interface ServedRequest<Identity> {
  readonly caller: Identity;
  readonly match: RouteMatch;
  readonly body: RawBody;
  readonly handled: HandledRequest;
  /** Of the rate limit, beside the answer's own. */
  readonly rateHeaders: RateCheck['headers'];
}

export interface HandledRequest {
  readonly answer: Answer;
  /** What the request changes; no writes when it was refused or only read. */
  readonly changeSet: ChangeSet;
  readonly emitted: readonly DomainEvent[];
  readonly operation: OperationContract | undefined;
  /** What our own answer does that its document does not allow. Always empty, or it is our mistake. */
  readonly answerViolations: readonly Violation[];
  /** The fault injection that applied to the request. */
  readonly appliedFault?: AppliedFault;
  /** Set where the document answers and not the sandbox: `answer` only stands in until the document was read. */
  readonly documentCall?: DocumentCall;
}

const noBody: RawBody = { kind: 'none' };

/**
 * Takes one request through every step. Resolves to undefined when the client went away before its body was read.
 *
 * A good token counts against the rate limit before its path is looked at, and its body is read before anything is refused.
 */
export async function runPipeline<Request extends RequestHead, Sandbox, Identity extends Caller<Sandbox>>(
  request: Request,
  steps: PipelineSteps<Request, Sandbox, Identity>,
): Promise<ServedRequest<Identity> | undefined> {
  const match = steps.route(request.method, request.path);
  const caller = steps.authenticate(request);
  if (caller.token !== 'good') {
    const handled = handleRequest(withBody(request, noBody), match, { token: caller.token });
    return { caller, match, body: noBody, handled, rateHeaders: undefined };
  }
  const { sandbox } = caller;
  const { refused, headers: rateHeaders } = steps.limitRate(sandbox, familyOf(match));
  if (refused) return { caller, match, body: noBody, handled: refusal(refused, operationOf(match)), rateHeaders };
  const body = await steps.readBody(request, match);
  if (body === undefined) return undefined;
  const handled = await steps.serve(sandbox, withBody(request, body), match);
  return { caller, match, body, handled, rateHeaders };
}

function withBody(head: RequestHead, body: RawBody): RawRequest {
  const { method, path, rawQuery, headers, baseUrl, wallNow, limits } = head;
  return { method, path, rawQuery, headers, baseUrl, wallNow, limits, body };
}

/** The sandbox that a request is applied to. `now` is its virtual instant; the stored one unless given. */
export interface SandboxView {
  readonly token: 'good';
  readonly reader: StateReader;
  readonly referenceData: ReferenceData;
  readonly virtualNow?: Instant;
  readonly checkMode?: AnswerCheckMode | undefined;
}

/** Pure: the same sandbox and request always give the same answer and change. */
export function handleRequest(
  request: RawRequest,
  match: RouteMatch,
  view: SandboxView | { readonly token: Exclude<TokenState, 'good'> },
): HandledRequest {
  if (!match || 'allowedMethods' in match) return refusal(refuseRoute(request, match), undefined);
  const { operation } = match;
  if (view.token !== 'good') return refusal(refuseToken(operation.family, view.token), operation);
  const badHeader = refuseHeaders(operation, request.headers);
  if (badHeader) return refusal(badHeader, operation);
  const parsed = parseJsonBody(operation, request);
  if ('refused' in parsed) return refusal(parsed.refused, operation);
  const call = toOperationCall(request, operation, match.params, parsed.body);
  const documentCall = documentCallOf(call, operation, view.reader);
  return documentCall ? deferToDocument(call, documentCall) : answerCall(call, operation, request, view);
}

function toOperationCall(
  { rawQuery, headers, path, baseUrl, limits = defaultEngineLimits }: RawRequest,
  { operationId }: OperationContract,
  params: OperationCall['params'],
  body: unknown,
): OperationCall {
  return { operationId, params, query: parseQuery(rawQuery), headers, body, path, baseUrl, pages: limits.pages };
}

/** The document's answer depends on no sandbox, so fault injections and special values do not apply to it. */
function deferToDocument(call: OperationCall, documentCall: DocumentCall): HandledRequest {
  const { operation } = documentCall;
  const invalid = checkSchema(call, operation);
  if (invalid) return refusal(invalid, operation);
  const answer = refuseUnbound(operation);
  return { answer, changeSet: noChange, emitted: [], operation, answerViolations: [], documentCall };
}

function answerCall(
  call: OperationCall,
  operation: OperationContract,
  { wallNow, limits = defaultEngineLimits }: RawRequest,
  { reader, referenceData, virtualNow, checkMode = 'every' }: SandboxView,
): HandledRequest {
  const { family } = operation;
  const appliedFault = applyRequestFault(reader, call, family, virtualNow);
  if (appliedFault?.answer) return answeredByFault(appliedFault, appliedFault.answer, operation);
  const transaction = new StagedTransaction(reader, virtualNow);
  // BT's sandboxes give their canned answers before any rule is applied, and so does this.
  const canned = selectCannedAnswer(referenceData, transaction.profile, call, operation);
  const answer =
    canned?.answer ??
    checkSchema(call, operation, { referenceData, now: transaction.now }) ??
    replayIdempotentAnswer(transaction, call, family, wallNow, limits.idempotency) ??
    checkCapacity(transaction, operation, limits) ??
    performOperation(transaction, call, operation, referenceData, { wallNow, limits });
  const isSuccess = answer.status < 400;
  const isChecked = canned?.origin !== 'sandbox' && shouldCheckAnswer(checkMode, reader, answer);
  const handled: HandledRequest = {
    answer,
    changeSet: isSuccess ? transaction.changeSet() : noChange,
    emitted: isSuccess ? transaction.emitted : [],
    operation,
    answerViolations: isChecked ? checkOwnAnswer(operation, answer) : [],
  };
  return appliedFault ? withAppliedFault(handled, appliedFault) : handled;
}

const noChange: ChangeSet = { writes: [] };

/** Also a refusal is held to the document of its operation. */
function refusal(answer: Answer, operation: OperationContract | undefined): HandledRequest {
  const answerViolations = operation ? checkOwnAnswer(operation, answer) : [];
  return { answer, changeSet: noChange, emitted: [], operation, answerViolations };
}

function checkSchema(
  { operationId, query, body }: OperationCall,
  operation: OperationContract,
  ruleContext?: BodyRuleContext,
): Answer | undefined {
  const violations = [...operation.checkQuery(query), ...(body === undefined ? [] : operation.checkBody(body))];
  if (violations.length === 0) return undefined;
  const others = isJsonObject(body) && ruleContext ? violationsOfRules(operationId, body, ruleContext) : [];
  // What the schema says of a place is not said again.
  const places = new Set(violations.map(({ pointer }) => pointer));
  const isNew = ({ pointer }: Violation) => !places.has(pointer);
  return buildSchemaError(operation.family, listViolations([violations, others.filter(isNew)]));
}

interface BodyRuleContext {
  readonly referenceData: ReferenceData;
  readonly now: Instant;
}

function violationsOfRules(operationId: string, body: JsonObject, { referenceData, now }: BodyRuleContext) {
  return requestRules[operationId]?.(body, referenceData, now) ?? [];
}

function performOperation(
  transaction: StagedTransaction,
  call: OperationCall,
  operation: OperationContract,
  referenceData: ReferenceData,
  { wallNow, limits }: { readonly wallNow: number; readonly limits: EngineLimits },
): Answer {
  const operationFunction = operations[operation.operationId];
  if (!operationFunction) return refuseUnbound(operation);
  const answer = operationFunction(transaction, call, referenceData);
  storeIdempotentAnswer(transaction, call, answer, wallNow, limits.idempotency);
  return answer;
}

function refuseUnbound({ family, operationId }: OperationContract): Answer {
  return refuse(family, 'notImplemented', `${operationId} is answered from the document's examples only`);
}

function answeredByFault(appliedFault: AppliedFault, answer: Answer, operation: OperationContract): HandledRequest {
  const { changeSet, emitted } = appliedFault;
  return { answer, changeSet, emitted, operation, answerViolations: [], appliedFault };
}

/** The use of a fault injection is kept also when the request is refused. */
function withAppliedFault(handled: HandledRequest, appliedFault: AppliedFault): HandledRequest {
  return {
    ...handled,
    appliedFault,
    changeSet: { writes: [...appliedFault.changeSet.writes, ...handled.changeSet.writes] },
    emitted: [...appliedFault.emitted, ...handled.emitted],
  };
}

/**
 * Whether our own answers are held to their document: `every` one, as in our tests, or `some`: every refusal, and each
 * sixteenth success, since checking a new answer costs about as much as making it.
 */
export type AnswerCheckMode = 'every' | 'some';

function shouldCheckAnswer(mode: AnswerCheckMode, reader: StateReader, { status }: Answer): boolean {
  return mode === 'every' || status >= 400 || reader.version % 16 === 0;
}

/** Answers that were checked once need not be checked again: the same object is the same answer. */
const validBodies = new LruCache<object, true>(250);

function checkOwnAnswer(operation: OperationContract, { status, body }: Answer): readonly Violation[] {
  // A list and a refusal are made anew each time: remembering one would only keep it.
  const isCacheable = status < 400 && typeof body === 'object' && body !== null && !Array.isArray(body);
  if (isCacheable && validBodies.get(body)) return [];
  const violations = operation.checkAnswer(status, body);
  if (isCacheable && violations.length === 0) validBodies.set(body, true);
  return violations;
}

function operationOf(match: RouteMatch): OperationContract | undefined {
  return match && 'operation' in match ? match.operation : undefined;
}

function familyOf(match: RouteMatch): ErrorFamily {
  if (!match) return 'tmf';
  return 'operation' in match ? match.operation.family : match.family;
}

const emptyQuery: Query = {};

/** Decoded as forms are (`+` is a space); a broken percent sign stays as it was written. */
export function parseQuery(rawQuery: string): Query {
  if (rawQuery === '') return emptyQuery;
  const query: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    const values = query[name];
    if (values) values.push(value);
    else query[name] = [value];
  }
  return query;
}
