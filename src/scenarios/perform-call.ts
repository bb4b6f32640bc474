import { nearest } from '../mock/domain/nearest.ts';
import { known } from './known-names.ts';
import { type Difference, differences, different } from './match.ts';
import { type Done, type Play, requestsSince, trackingId } from './play.ts';
import type { Body, CallStep, Saves, WaitStep } from './scenario.ts';
import { readBodyFile } from './scenario-files.ts';
import type { WireAnswer } from './stage.ts';
import { at, edited, escapePart, filled, partsOf } from './values.ts';

/** Calls: made by the scenario itself, or by the client it waits for. Both are judged in the same way. */

export async function callAsClient(play: Play, step: CallStep): Promise<Done> {
  const wrong: Difference[] = [];
  for (let n = 0; n < (step.repeat ?? 1); n += 1) {
    const answer = await makeCall(play, step);
    if ('missing' in answer) return { message: answer.missing };
    play.last = answer;
    wrong.push(...judge(answer, step));
    if (wrong.length > 0) break;
  }
  if (wrong.length > 0) return { differences: wrong, ...why(play.last) };
  return keep(play, step.call, step.save);
}

/** What the answer says about itself, for whoever reads the report. */
function why(answer: WireAnswer | undefined): Pick<Done, 'message'> {
  const body = answer?.body as { readonly message?: unknown; readonly reason?: unknown } | undefined;
  const said = body?.message ?? body?.reason;
  return typeof said === 'string' ? { message: `The answer says: ${said}` } : {};
}

function judge(answer: WireAnswer, { status, answer: expected }: Pick<CallStep, 'status' | 'answer'>): Difference[] {
  const good = status === undefined ? isGood(answer.status) : differences(answer.status, status, 'answer/status');
  return [...good, ...(expected === undefined ? [] : differences(answer.body, expected, 'answer/body'))];
}

const isGood = (status: WireAnswer['status']): readonly Difference[] =>
  typeof status === 'number' && status >= 200 && status < 300 ? [] : [different('answer/status', '200 to 299', status)];

/** Keeps what the step names; what is not there is a difference. */
function keep(play: Play, operation: string, saves: Saves | undefined): Done {
  const body = play.last?.body;
  if (operation === 'createProductOrder') play.order = String(at(body, 'id') ?? play.order ?? '');
  return save(play, body, saves, 'answer/body');
}

export function save({ saved }: Play, document: unknown, saves: Saves = {}, where: string): Done {
  const missing: Difference[] = [];
  for (const [name, place] of Object.entries(saves)) {
    const value = at(document, place);
    if (value === undefined)
      missing.push({
        pointer: `${where}/${partsOf(place).map(escapePart).join('/')}`,
        expected: `something to save as $${name}`,
      });
    else saved.set(name, value);
  }
  return missing.length > 0 ? { differences: missing } : {};
}

type Made = WireAnswer | { readonly missing: string };

export async function makeCall(play: Play, step: CallStep): Promise<Made> {
  const operation = known().operations[step.call];
  if (!operation)
    return {
      missing: `${step.call} is no operation; did you mean ${nearest(step.call, Object.keys(known().operations))}?`,
    };
  const path = pathOf(operation.path, step.params ?? {});
  if (typeof path === 'object') return path;
  const body = bodyOf(play, step);
  if (body !== undefined && 'missing' in body) return body;
  play.calls += 1;
  const query = new URLSearchParams(
    Object.entries(step.query ?? {}).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const target = query.size === 0 ? path : `${path}?${query}`;
  const authorization = operation.api === 'oauth' ? basic(play, step.secret) : await bearer(play, step.token ?? 'same');
  const token =
    operation.api === 'oauth' && operation.method === 'GET' && query.size === 0 ? '?grant_type=client_credentials' : '';
  const answer = await play.stage.call({
    operation: step.call,
    method: operation.method,
    path: `${target}${token}`,
    headers: {
      ...(authorization === undefined ? {} : { authorization }),
      'APIGW-Tracking-Header': trackingId(play.loaded.name, play.calls),
      ...(operation.api === 'oauth' ? {} : { productFamily: 'ethernet' }),
      ...step.headers,
    },
    ...(body === undefined ? {} : { body: body.value }),
    ...(step.timeoutMs === undefined ? {} : { timeoutMs: step.timeoutMs }),
  });
  if (operation.api === 'oauth' && answer.status === 200) play.token = String(at(answer.body, 'access_token'));
  return answer;
}

function pathOf(template: string, params: { readonly [name: string]: unknown }): string | { readonly missing: string } {
  let missing: string | undefined;
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) missing = name;
    return encodeURIComponent(String(value));
  });
  return missing === undefined ? path : { missing: `The path ${template} needs params: { ${missing}: … }` };
}

function bodyOf(
  { loaded, saved }: Play,
  {
    body,
    with: edits,
    without,
  }: { readonly body?: Body; readonly with?: object; readonly without?: readonly string[] },
): { readonly value: unknown } | { readonly missing: string } | undefined {
  if (body === undefined) return undefined;
  const read = typeof body === 'string' ? readBodyFile(body, loaded.folder) : { value: body };
  if ('refused' in read) return { missing: `The body ${String(body)}: expected ${read.refused}` };
  return { value: filled(edited(read.value, edits as { [pointer: string]: unknown }, without), saved) };
}

function basic({ credentials: { clientId, clientSecret } }: Play, secret: CallStep['secret']): string {
  const pair = `${clientId}:${secret === 'wrong' ? 'wrong' : clientSecret}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

/** A client keeps its token until somebody tells it to fetch another. */
async function bearer(play: Play, which: NonNullable<CallStep['token']>): Promise<string | undefined> {
  if (which === 'none') return undefined;
  if (which === 'wrong') return 'Bearer not-a-token-of-this-sandbox';
  if (which === 'new' || play.token === undefined) {
    delete play.token;
    await makeCall(play, { call: 'retrieveAccessToken' });
  }
  return `Bearer ${play.token ?? 'none-was-given'}`;
}

/** The client's next call of an operation, which must have that answer; waited for where it is hosted. */
export async function waitForClient(
  play: Play,
  operation: string,
  step: Pick<CallStep, 'status' | 'answer' | 'save'> & Pick<WaitStep, 'times'>,
): Promise<Done> {
  const before = play.looked.get(operation) ?? 0;
  const wanted = before + (step.times ?? 1);
  const found = await findCalls(play, operation, step.status, wanted);
  if (found.length < wanted) {
    return { differences: [different(`requests/${operation}`, `${wanted} of them by the client`, found.length)] };
  }
  play.looked.set(operation, wanted);
  const entry = found[wanted - 1];
  play.last = { status: entry?.status ?? 'broken', headers: {}, body: entry?.response?.body };
  const wrong = step.answer === undefined ? [] : differences(play.last.body, step.answer, 'answer/body');
  return wrong.length > 0 ? { differences: wrong } : keep(play, operation, step.save);
}

async function findCalls(play: Play, operation: string, status: unknown, count: number) {
  const look = async () => {
    const { seen } = await requestsSince(play);
    return seen.filter(
      (one) =>
        one.operationId === operation && (status === undefined || differences(one.status, status, '').length === 0),
    );
  };
  const already = await look();
  if (already.length >= count || play.mode === 'judged') return already;
  // The journal counts from its own beginning, and answers that do not fit count there too: so in rounds.
  for (let waited = 0; waited < play.patienceMs; waited += roundMs) {
    const { seen } = await play.stage.requests();
    const inAll = seen.filter((one) => one.operationId === operation).length;
    await play.stage
      .waitForRequests(operation, inAll + 1, Math.min(roundMs, play.patienceMs - waited))
      .catch(() => undefined);
    const found = await look();
    if (found.length >= count) return found;
  }
  return look();
}

const roundMs = 5000;
