import type { Answer, OperationCall, Query } from '#domain/core/call';
import { LruCache } from '#domain/core/lru-cache';
import type { ChangeSet, DomainEvent, Instant, StateReader, Transaction } from '#domain/core/sandbox-state';
import type { Violation } from '#domain/core/violation';
import { refuse } from '#domain/errors/error-catalogue';
import { buildSchemaError } from '#domain/errors/schema-error';
import { selectCannedAnswer } from '#domain/special-values/special-values';
import type { OperationContract, RouteMatch } from '#engine/contract/contract';
import { replayIdempotentAnswer, storeIdempotentAnswer } from '#engine/idempotency';
import { operations } from '#engine/operations';
import type { ReferenceData } from '#engine/reference-data';
import { StagedTransaction } from '#engine/state/staged-transaction';
import { checkCapacity, defaultEngineLimits, type EngineLimits } from './engine-limits.ts';
import { type AppliedFault, applyRequestFault } from './fault-injection.ts';
import { checkRequest, type RawRequest } from './request-checks.ts';

export interface HandledRequest {
  readonly answer: Answer;
  /** What the request changes; no puts when it was refused or only read. */
  readonly changeSet: ChangeSet;
  readonly emitted: readonly DomainEvent[];
  readonly operation: OperationContract | undefined;
  /** What our own answer does that its document does not allow. Always empty, or it is our mistake. */
  readonly answerViolations: readonly Violation[];
  /** The fault of the wire that met it. */
  readonly appliedFault?: AppliedFault;
}

const noChange: ChangeSet = { writes: [] };

/**
 * One request to a BT path: the gateway's checks, the schema's, BT's canned answers, then the operation. Pure: the same
 * sandbox and request always give the same answer and change. `now` is the sandbox's virtual instant.
 */
export function handleRequest(
  reader: StateReader,
  request: RawRequest,
  match: RouteMatch,
  referenceData: ReferenceData,
  now?: Instant,
  checkMode: AnswerCheckMode = 'every',
): HandledRequest {
  const checked = checkRequest(request, match, 'good');
  if ('refused' in checked) return refusedByChecks(checked.refused, matchedOperation(match));
  const { operation } = checked;
  const limits = request.limits ?? defaultEngineLimits;
  const call: OperationCall = {
    operationId: operation.operationId,
    params: checked.params,
    query: parseQuery(request.rawQuery),
    headers: request.headers,
    body: checked.body,
    path: request.path,
    baseUrl: request.baseUrl,
    pages: limits.pages,
  };
  const appliedFault = applyRequestFault(reader, call, operation.family, now);
  if (appliedFault?.answer)
    return {
      answer: appliedFault.answer,
      changeSet: appliedFault.changeSet,
      emitted: appliedFault.emitted,
      operation,
      answerViolations: [],
      appliedFault,
    };
  const transaction = new StagedTransaction(reader, now);
  // BT's sandbox habits (tracking-header selectors, canned inputs) come before every rule, as in BT's own sandboxes.
  const cannedAnswer = selectCannedAnswer(referenceData, transaction.profile, call, operation);
  const answer =
    cannedAnswer?.answer ??
    performOperation(transaction, call, operation, { wallNow: request.wallNow, limits }, referenceData);
  const isSuccess = answer.status < 400;
  const handled: HandledRequest = {
    answer,
    changeSet: isSuccess ? transaction.changeSet() : noChange,
    emitted: isSuccess ? transaction.emitted : [],
    operation,
    answerViolations:
      cannedAnswer?.origin === 'sandbox' || !shouldCheckAnswer(checkMode, reader, answer)
        ? []
        : checkOwnAnswer(operation, answer),
  };
  return appliedFault ? withAppliedFault(handled, appliedFault) : handled;
}

/** The use of a fault is kept also when the request it met was refused. */
function withAppliedFault(handled: HandledRequest, appliedFault: AppliedFault): HandledRequest {
  return {
    ...handled,
    appliedFault,
    changeSet: { writes: [...appliedFault.changeSet.writes, ...handled.changeSet.writes] },
    emitted: [...appliedFault.emitted, ...handled.emitted],
  };
}

function refusedByChecks(answer: Answer, operation: OperationContract | undefined): HandledRequest {
  const answerViolations = operation ? checkOwnAnswer(operation, answer) : [];
  return { answer, changeSet: noChange, emitted: [], operation, answerViolations };
}

function performOperation(
  transaction: Transaction,
  call: OperationCall,
  operation: OperationContract,
  { wallNow, limits }: { readonly wallNow: number; readonly limits: EngineLimits },
  referenceData: ReferenceData,
): Answer {
  const violations = [
    ...operation.checkQuery(call.query),
    ...(operation.requestMediaTypes && call.body !== undefined ? operation.checkBody(call.body) : []),
  ];
  if (violations.length > 0) return buildSchemaError(operation.family, violations);
  const replay = replayIdempotentAnswer(transaction, call, operation.family, wallNow, limits.idempotency);
  if (replay) return replay;
  const operationFunction = operations[operation.operationId];
  if (!operationFunction)
    return refuse(
      operation.family,
      'notImplemented',
      `${operation.operationId} is answered from the document's examples only`,
    );
  const overCapacity =
    operation.method === 'POST'
      ? checkCapacity(transaction, operation.operationId, operation.family, limits)
      : undefined;
  if (overCapacity) return overCapacity;
  const answer = operationFunction(transaction, call, referenceData);
  storeIdempotentAnswer(transaction, call, answer, wallNow, limits.idempotency);
  return answer;
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
  // A list is made anew each time: remembering it would only keep it.
  const isCacheable = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (isCacheable && validBodies.get(body)) return [];
  const violations = operation.checkAnswer(status, body);
  if (isCacheable && violations.length === 0) validBodies.set(body, true);
  return violations;
}

function matchedOperation(match: RouteMatch): OperationContract | undefined {
  return match && 'operation' in match ? match.operation : undefined;
}

/** Decoded as forms are (`+` is a space); a broken percent sign stays as it was written. */
export function parseQuery(rawQuery: string): Query {
  if (rawQuery === '') return {};
  const query: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    const values = query[name];
    if (values) values.push(value);
    else query[name] = [value];
  }
  return query;
}
