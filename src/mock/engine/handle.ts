import type { Call, Query } from '../domain/call.ts';
import { type Answer, type Fault, refuse } from '../domain/problem.ts';
import { Recent } from '../domain/recent.ts';
import type { Change, Happening, Instant, Reader, World } from '../domain/sandbox.ts';
import { schemaRefusal } from '../domain/schema-refusal.ts';
import { selectSpecialAnswer } from '../domain/special-values.ts';
import { type MetFault, meetCallFault } from './call-fault.ts';
import type { Contract, OperationContract, Routed } from './contract.ts';
import { Draft } from './draft.ts';
import { checkRoom, type EngineLimits, engineLimits } from './engine-limits.ts';
import { admit, type RawRequest } from './gateway.ts';
import type { Ground } from './ground.ts';
import { keepAnswer, replayAnswer } from './idempotency.ts';
import { operations } from './operations.ts';

export interface Handled {
  readonly answer: Answer;
  /** What the request changes; no puts when it was refused or only read. */
  readonly change: Change;
  readonly happened: readonly Happening[];
  readonly operation: OperationContract | undefined;
  /** What our own answer does that its document does not allow. Always empty, or it is our mistake. */
  readonly ownFaults: readonly Fault[];
  /** The fault of the wire that met it. */
  readonly met?: MetFault;
}

const nothing: Change = { puts: [] };

/**
 * One request to a BT path: the gateway's checks, the schema's, BT's canned answers, then the operation. Pure: the same
 * sandbox and request always give the same answer and change. `now` is the sandbox's virtual instant.
 */
export function handle(
  reader: Reader,
  request: RawRequest,
  routed: Routed,
  ground: Ground,
  now?: Instant,
  check: AnswerCheck = 'every',
): Handled {
  const admitted = admit(request, routed, 'good');
  if ('refused' in admitted) return refusedAtTheGate(admitted.refused, foundIn(routed));
  const { operation } = admitted;
  const limits = request.limits ?? engineLimits;
  const call: Call = {
    operationId: operation.operationId,
    params: admitted.params,
    query: parseQuery(request.rawQuery),
    headers: request.headers,
    body: admitted.body,
    path: request.path,
    baseUrl: request.baseUrl,
    pages: limits.pages,
  };
  const met = meetCallFault(reader, call, operation.family, now);
  if (met?.answer)
    return { answer: met.answer, change: met.change, happened: met.happened, operation, ownFaults: [], met };
  const draft = new Draft(reader, now);
  // BT's sandbox habits (tracking-header selectors, canned inputs) come before every rule, as in BT's own sandboxes.
  const special = selectSpecialAnswer(ground, draft.profile, call, operation);
  const answer = special?.answer ?? answerCall(draft, call, operation, { wallNow: request.wallNow, limits }, ground);
  const kept = answer.status < 400;
  const handled: Handled = {
    answer,
    change: kept ? draft.change() : nothing,
    happened: kept ? draft.happened : [],
    operation,
    ownFaults: special?.by === 'sandbox' || !isLookedAt(check, reader, answer) ? [] : checkOwn(operation, answer),
  };
  return met ? withMet(handled, met) : handled;
}

/** The use of a fault is kept also when the request it met was refused. */
function withMet(handled: Handled, met: MetFault): Handled {
  return {
    ...handled,
    met,
    change: { puts: [...met.change.puts, ...handled.change.puts] },
    happened: [...met.happened, ...handled.happened],
  };
}

function refusedAtTheGate(answer: Answer, operation: OperationContract | undefined): Handled {
  const ownFaults = operation ? checkOwn(operation, answer) : [];
  return { answer, change: nothing, happened: [], operation, ownFaults };
}

function answerCall(
  world: World,
  call: Call,
  operation: OperationContract,
  { wallNow, limits }: { readonly wallNow: number; readonly limits: EngineLimits },
  ground: Ground,
): Answer {
  const faults = [
    ...operation.checkQuery(call.query),
    ...(operation.requestMediaTypes && call.body !== undefined ? operation.checkBody(call.body) : []),
  ];
  if (faults.length > 0) return schemaRefusal(operation.family, faults);
  const replay = replayAnswer(world, call, operation.family, wallNow, limits.idempotency);
  if (replay) return replay;
  const perform = operations[operation.operationId];
  if (!perform)
    return refuse(
      operation.family,
      'notImplemented',
      `${operation.operationId} is answered from the document's examples only`,
    );
  const full =
    operation.method === 'POST' ? checkRoom(world, operation.operationId, operation.family, limits) : undefined;
  if (full) return full;
  const answer = perform(world, call, ground);
  keepAnswer(world, call, answer, wallNow, limits.idempotency);
  return answer;
}

/**
 * Whether our own answers are held to their document: `every` one, as in our tests, or `some`: every refusal, and each
 * sixteenth success, since checking a new answer costs about as much as making it.
 */
export type AnswerCheck = 'every' | 'some';

function isLookedAt(check: AnswerCheck, reader: Reader, { status }: Answer): boolean {
  return check === 'every' || status >= 400 || reader.version % 16 === 0;
}

/** Answers that were checked once need not be checked again: the same object is the same answer. */
const fitting = new Recent<object, true>(250);

function checkOwn(operation: OperationContract, { status, body }: Answer): readonly Fault[] {
  // A list is made anew each time: remembering it would only keep it.
  const remembered = typeof body === 'object' && body !== null && !Array.isArray(body);
  if (remembered && fitting.get(body)) return [];
  const faults = operation.checkAnswer(status, body);
  if (remembered && faults.length === 0) fitting.set(body, true);
  return faults;
}

function foundIn(routed: Routed): OperationContract | undefined {
  return routed && 'found' in routed ? routed.found : undefined;
}

/** Decoded as forms are (`+` is a space); a broken percent sign stays as it was written. */
export function parseQuery(rawQuery: string): Query {
  if (rawQuery === '') return {};
  const query: Record<string, string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(rawQuery)) {
    const known = query[name];
    if (known) known.push(value);
    else query[name] = [value];
  }
  return query;
}

export type { Contract };
