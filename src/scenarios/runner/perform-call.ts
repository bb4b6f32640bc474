import { closestMatch } from '#domain/core/closest-match';
import type { DriverAnswer } from '#scenarios/drivers/scenario-driver';
import { readBodyFile } from '#scenarios/language/body-files';
import { knownNames } from '#scenarios/language/known-names';
import { createDifference, findDifferences, type ValueDifference } from '#scenarios/language/match';
import type { AwaitCallStep, BodySource, CallStep, SaveSpec } from '#scenarios/language/scenario';
import { applyEdits, escapePart, splitPointer, substitute, valueAt } from '#scenarios/language/values';
import { makeTrackingId, requestsSinceStart, type ScenarioRun, type StepOutcome } from './scenario-run.ts';

/** Performs a call step: makes the call as often as it says, checks each answer and saves values of it. */
export async function performCallStep(run: ScenarioRun, step: CallStep): Promise<StepOutcome> {
  const found: ValueDifference[] = [];
  for (let n = 0; n < (step.repeat ?? 1); n += 1) {
    const answer = await callOperation(run, step);
    if ('missing' in answer) return { message: answer.missing };
    run.lastAnswer = answer;
    found.push(...checkAnswer(answer, step));
    if (found.length > 0) break;
  }
  if (found.length > 0) return { differences: found, ...answerMessage(run.lastAnswer) };
  return saveAnswerValues(run, step.call, step.save);
}

/** The message in the answer's body, for the report. */
function answerMessage(answer: DriverAnswer | undefined): Pick<StepOutcome, 'message'> {
  const body = answer?.body as { readonly message?: unknown; readonly reason?: unknown } | undefined;
  const answerText = body?.message ?? body?.reason;
  return typeof answerText === 'string' ? { message: `The answer says: ${answerText}` } : {};
}

function checkAnswer(
  answer: DriverAnswer,
  { status, answer: expected }: Pick<CallStep, 'status' | 'answer'>,
): ValueDifference[] {
  const statusDifferences =
    status === undefined ? checkSuccessStatus(answer.status) : findDifferences(answer.status, status, 'answer/status');
  return [
    ...statusDifferences,
    ...(expected === undefined ? [] : findDifferences(answer.body, expected, 'answer/body')),
  ];
}

const checkSuccessStatus = (status: DriverAnswer['status']): readonly ValueDifference[] =>
  typeof status === 'number' && status >= 200 && status < 300
    ? []
    : [createDifference('answer/status', '200 to 299', status)];

/** Saves the values that the step names; a missing one is a difference. */
function saveAnswerValues(run: ScenarioRun, operation: string, saves: SaveSpec | undefined): StepOutcome {
  const body = run.lastAnswer?.body;
  if (operation === 'createProductOrder') run.newestOrderId = String(valueAt(body, 'id') ?? run.newestOrderId ?? '');
  return saveValues(run, body, saves, 'answer/body');
}

/** Saves values of a document under the names that a step gives them; missing ones are differences. */
export function saveValues(
  { saved }: ScenarioRun,
  document: unknown,
  saves: SaveSpec = {},
  where: string,
): StepOutcome {
  const missing: ValueDifference[] = [];
  for (const [name, place] of Object.entries(saves)) {
    const value = valueAt(document, place);
    if (value === undefined)
      missing.push({
        pointer: `${where}/${splitPointer(place).map(escapePart).join('/')}`,
        expected: `a value to save as $${name}`,
      });
    else saved.set(name, value);
  }
  return missing.length > 0 ? { differences: missing } : {};
}

type CallResult = DriverAnswer | { readonly missing: string };

/** Makes the call of a step and returns the answer. */
export async function callOperation(run: ScenarioRun, step: CallStep): Promise<CallResult> {
  const operation = knownNames().operations[step.call];
  if (!operation)
    return {
      missing: `Unknown operation ${step.call}; did you mean ${closestMatch(step.call, Object.keys(knownNames().operations))}?`,
    };
  const path = fillPathTemplate(operation.path, step.params ?? {});
  if (typeof path === 'object') return path;
  const body = buildBody(run, step);
  if (body !== undefined && 'missing' in body) return body;
  run.callCount += 1;
  const query = new URLSearchParams(
    Object.entries(step.query ?? {}).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const target = query.size === 0 ? path : `${path}?${query}`;
  const authorization =
    operation.api === 'oauth' ? basicCredentials(run, step.secret) : await bearerToken(run, step.token ?? 'same');
  const grantQuery =
    operation.api === 'oauth' && operation.method === 'GET' && query.size === 0 ? '?grant_type=client_credentials' : '';
  const answer = await run.driver.call({
    operation: step.call,
    method: operation.method,
    path: `${target}${grantQuery}`,
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      'APIGW-Tracking-Header': makeTrackingId(run.loaded.name, run.callCount),
      ...(operation.api === 'oauth' ? {} : { productFamily: 'ethernet' }),
      ...step.headers,
    },
    ...(body === undefined ? {} : { body: body.value }),
    ...(step.timeoutMs === undefined ? {} : { timeoutMs: step.timeoutMs }),
  });
  if (operation.api === 'oauth' && answer.status === 200) run.token = String(valueAt(answer.body, 'access_token'));
  return answer;
}

function fillPathTemplate(
  template: string,
  params: { readonly [name: string]: unknown },
): string | { readonly missing: string } {
  let missing: string | undefined;
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) missing = name;
    return encodeURIComponent(String(value));
  });
  return missing === undefined ? path : { missing: `The path ${template} needs params: { ${missing}: … }` };
}

function buildBody(
  { loaded, saved }: ScenarioRun,
  {
    body,
    set: edits,
    without,
  }: { readonly body?: BodySource; readonly set?: object; readonly without?: readonly string[] },
): { readonly value: unknown } | { readonly missing: string } | undefined {
  if (body === undefined) return undefined;
  const read = typeof body === 'string' ? readBodyFile(body, loaded.folder) : { value: body };
  if ('refused' in read) return { missing: `The body ${String(body)}: expected ${read.refused}` };
  return { value: substitute(applyEdits(read.value, edits as { [pointer: string]: unknown }, without), saved) };
}

function basicCredentials(
  { credentials: { clientId, clientSecret } }: ScenarioRun,
  secret: CallStep['secret'],
): string {
  const pair = `${clientId}:${secret === 'wrong' ? 'wrong' : clientSecret}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

/** A client reuses its token until a step requests a new one. */
async function bearerToken(run: ScenarioRun, tokenChoice: NonNullable<CallStep['token']>): Promise<string | undefined> {
  if (tokenChoice === 'none') return undefined;
  if (tokenChoice === 'wrong') return 'Bearer not-a-token-of-this-sandbox';
  if (tokenChoice === 'new' || run.token === undefined) {
    delete run.token;
    await callOperation(run, { call: 'retrieveAccessToken' });
  }
  return `Bearer ${run.token ?? 'none-was-given'}`;
}

/** Waits for the client's next call of an operation and checks its answer. */
export async function awaitClientCall(
  run: ScenarioRun,
  operation: string,
  step: Pick<CallStep, 'status' | 'answer' | 'save'> & Pick<AwaitCallStep, 'times'>,
): Promise<StepOutcome> {
  const matchedBefore = run.matchedCalls.get(operation) ?? 0;
  const requiredCount = matchedBefore + (step.times ?? 1);
  const matching = await findClientCalls(run, operation, step.status, requiredCount);
  if (matching.length < requiredCount) {
    return {
      differences: [
        createDifference(`requests/${operation}`, `${requiredCount} of them by the client`, matching.length),
      ],
    };
  }
  run.matchedCalls.set(operation, requiredCount);
  const entry = matching[requiredCount - 1];
  run.lastAnswer = { status: entry?.status ?? 'broken', headers: {}, body: entry?.response?.body };
  const answerDifferences =
    step.answer === undefined ? [] : findDifferences(run.lastAnswer.body, step.answer, 'answer/body');
  return answerDifferences.length > 0
    ? { differences: answerDifferences }
    : saveAnswerValues(run, operation, step.save);
}

async function findClientCalls(run: ScenarioRun, operation: string, status: unknown, count: number) {
  const findMatching = async () => {
    const { seen } = await requestsSinceStart(run);
    return seen.filter(
      (request) =>
        request.operationId === operation &&
        (status === undefined || findDifferences(request.status, status, '').length === 0),
    );
  };
  const matching = await findMatching();
  if (matching.length >= count || run.mode === 'verify') return matching;
  // The journal counts from its own beginning and includes answers that do not match, so we poll.
  for (let waitedMs = 0; waitedMs < run.clientTimeoutMs; waitedMs += pollMs) {
    const { seen } = await run.driver.requests();
    const totalCount = seen.filter((request) => request.operationId === operation).length;
    await run.driver
      .waitForRequests(operation, totalCount + 1, Math.min(pollMs, run.clientTimeoutMs - waitedMs))
      .catch(() => undefined);
    const latestMatching = await findMatching();
    if (latestMatching.length >= count) return latestMatching;
  }
  return findMatching();
}

const pollMs = 5000;
