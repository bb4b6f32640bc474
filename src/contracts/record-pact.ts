import type { Schema } from '../mock/engine/contract/document.ts';
import type { OperationContract } from '../mock/engine/contract.ts';
import { loadDocuments } from '../mock/runtime/load-data.ts';
import { isPreparation } from '../scenarios/play.ts';
import type { RequestSeen } from '../scenarios/stage.ts';
import { pactCheck } from './check-pact.ts';
import { rulesFor } from './matchers.ts';
import { isMap } from './pact-file.ts';
import { type History, type HistoryParams, type HistoryStep, historyState, isLoad } from './recorded-history.ts';
import { shownState } from './recorded-state.ts';
import type { EventSeen, InterventionSeen, Traffic } from './traffic.ts';
import { shownIn } from './world-values.ts';

/** The journal no longer has everything: a contract made from it would rest on a world that nobody knows. */
export class TrafficIncomplete extends Error {}

export interface Recording {
  /** A Pact document of version 4. */
  readonly pact: object;
  readonly interactions: number;
  readonly messages: number;
  /** What was left out, and why. */
  readonly leftOut: readonly string[];
}

/** A contract of what a client did and was told. Holds no credentials: the verifier puts its own on each request. */
export function recordPact(traffic: Traffic, consumer: string): Recording {
  if (traffic.evicted > 0)
    throw new TrafficIncomplete(
      `The journal has lost its first ${traffic.evicted} requests, so what the world was before the others is not known. Reset the sandbox and record a shorter run.`,
    );
  const { missing } = traffic.interventions;
  if (missing !== undefined)
    throw new TrafficIncomplete(
      `How this world came about is not known: ${missing}. Reset the sandbox, or make another, and record from there.`,
    );
  const leftOut: string[] = [];
  const told = historyOf(traffic);
  const { history } = told;
  const calls = httpInteractions(traffic, told, leftOut);
  const messages = messageInteractions(traffic, history);
  return {
    pact: {
      consumer: { name: consumer },
      provider: { name: 'BT Wholesale Ethernet' },
      interactions: [...calls, ...messages],
      metadata: { pactSpecification: { version: '4.0' }, etherbox: history },
    },
    interactions: calls.length,
    messages: messages.length,
    leftOut,
  };
}

interface Told {
  readonly history: History;
  /** How many of its steps came before a request, by the request's id. */
  readonly before: ReadonlyMap<string, number>;
  /** Whether a request was made by a scenario that prepared the world. */
  readonly prepared: (request: RequestSeen) => boolean;
  /** Whether a request met a world that another was loaded over, and that nobody knows any more. */
  readonly forgotten: (request: RequestSeen) => boolean;
}

function historyOf({ interventions, requests }: Traffic): Told {
  const { beginning, items } = interventions;
  const forgotten = ({ id }: RequestSeen) => orderOf(id) <= orderOf(interventions.forgotten);
  const { at: start, ...sandbox } = beginning;
  const steps: HistoryStep[] = [];
  const before = new Map<string, number>();
  const waiting = items.filter(({ kind }) => kind !== 'prepared');
  for (const request of requests) {
    const upTo = waiting.findIndex(({ after }) => orderOf(after) >= orderOf(request.id));
    steps.push(...waiting.splice(0, upTo < 0 ? waiting.length : upTo).map(stepOf));
    before.set(request.id, steps.length);
    if (changed(request) && !forgotten(request)) steps.push(callOf(request));
  }
  const ranges = items.flatMap((one) =>
    one.kind === 'prepared' ? [{ name: one.scenario, first: orderOf(one.first), last: orderOf(one.last) }] : [],
  );
  // The client may have called meanwhile.
  const made = (one: RequestSeen, { name, first, last }: (typeof ranges)[number]) =>
    first <= orderOf(one.id) && orderOf(one.id) <= last && isPreparation(one, name);
  return {
    history: { sandbox: { ...sandbox, start }, steps: [...steps, ...waiting.map(stepOf)] },
    before,
    forgotten,
    prepared: (one) => ranges.some((range) => made(one, range)),
  };
}

/** The number in `req_41`. */
const orderOf = (id = 'req_0'): number => Number(id.slice('req_'.length));

const stepOf = ({ after: _, ...done }: InterventionSeen): HistoryStep =>
  done.kind === 'load' ? ({ ...done, state: shownState(done.state) } as HistoryStep) : done;

/** Calls that made the world another one. */
const changed = ({ method, status, operationId = '' }: RequestSeen): boolean =>
  method !== 'GET' && method !== 'HEAD' && status < 300 && !/AccessToken$/.test(operationId);

function callOf({ at, method, path, request }: RequestSeen): HistoryStep {
  const body = request?.body;
  return { at, method, path, headers: keptHeaders(request?.headers), ...(body === undefined ? {} : { body }) };
}

/** Those that mean something to BT; the rest is the client's library, or a secret. */
function keptHeaders(headers: object = {}): { readonly [name: string]: string } {
  const kept = /^(content-type|accept|apigw-tracking-header|productfamily|idempotency-key|e2edata)$/i;
  const shown = Object.entries(headers as { readonly [name: string]: string }).filter(([name]) => kept.test(name));
  // Of a Content-Type that came twice the first one counts.
  return Object.fromEntries(
    shown.map(([name, value]) => [name, /^content-type$/i.test(name) ? (value.split(', ', 1)[0] as string) : value]),
  );
}

function httpInteractions(
  { requests }: Traffic,
  { before, prepared, forgotten }: Told,
  leftOut: string[],
): readonly object[] {
  const { operations } = pactCheck().contract;
  const known = new Set<string>();
  const names = new Map<string, number>();
  const made: object[] = [];
  for (const entry of requests) {
    if (prepared(entry)) continue;
    const operation = operations.get(entry.operationId ?? '');
    const reason = !operation
      ? 'no operation of the documents'
      : operation.api !== 'oauth' && forgotten(entry)
        ? 'another world was loaded over the one that it met'
        : unrepeatable(entry);
    const key = JSON.stringify([entry.method, entry.path, entry.status, entry.request?.body, entry.response?.body]);
    if (reason !== undefined) leftOut.push(`${entry.method} ${entry.path} ${entry.status}: ${reason}`);
    if (!operation || reason !== undefined || known.has(key)) continue;
    known.add(key);
    const description = unique(names, `${entry.operationId} answered ${entry.status}`);
    made.push(
      operation.api === 'oauth'
        ? tokenInteraction(description)
        : interaction(entry, operation, description, before.get(entry.id) ?? 0),
    );
  }
  return made;
}

function unique(names: Map<string, number>, name: string): string {
  const n = (names.get(name) ?? 0) + 1;
  names.set(name, n);
  return n === 1 ? name : `${name} (${n})`;
}

/** What depends on more than the world: the wall clock, a broken wire, a token that had ended. */
function unrepeatable({ status, fault, request, response, method, operationId = '' }: RequestSeen): string | undefined {
  if (method === 'HEAD') return 'it has no body to hold to';
  if (request?.body === undefined && status !== 401 && sentBody(request?.headers)) return 'its body was not kept';
  if (fault !== undefined && status < 400) return 'a fault of the wire spoilt its answer';
  if (status === 429 && fault === undefined) return 'rate limits depend on the wall clock';
  const code = isMap(response?.body) ? String(response.body.code ?? '') : '';
  if (status === 401 && code === '42') return 'its token had ended';
  if (/AccessToken$/.test(operationId) && status !== 200) return 'it is about credentials, which are not recorded';
  return undefined;
}

/** Too large, compressed or no text: the journal has not kept it. */
function sentBody(headers: object | undefined): boolean {
  return headerOf(headers, 'transfer-encoding') !== undefined || (headerOf(headers, 'content-length') ?? '0') !== '0';
}

function headerOf(headers: object = {}, name: string): string | undefined {
  return Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1] as string | undefined;
}

const json = (content: unknown): object => ({ contentType: 'application/json', encoded: false, content });

/** What is no JSON goes as the bytes that it is, so that the verifier does not make JSON of it. */
function sentAs(body: unknown, headers: object | undefined): object {
  // The journal shows a text that was sent as JSON without its quotes.
  const quoted = typeof body === 'string' && headerOf(headers, 'content-length') === lengthOf(JSON.stringify(body));
  if (typeof body !== 'string' || quoted) return json(body);
  const contentType = headerOf(keptHeaders(headers), 'content-type') ?? 'application/json';
  return { contentType, encoded: 'base64', content: Buffer.from(body).toString('base64') };
}

const lengthOf = (text: string): string => String(Buffer.byteLength(text));
const rule = (regex: string): object => ({ combine: 'AND', matchers: [{ match: 'regex', regex }] });

function interaction(entry: RequestSeen, operation: OperationContract, description: string, steps: number): object {
  const [path = '', query = ''] = entry.path.split('?', 2) as [string, string?];
  const { status, method, at, fault } = entry;
  const params: HistoryParams = {
    steps,
    at,
    ...(fault === undefined ? {} : { faults: [{ operation: operation.operationId, status }] }),
  };
  return {
    type: 'Synchronous/HTTP',
    description,
    providerStates: [{ name: historyState, params }],
    request: { method, path, ...queryOf(query), ...requestParts(entry) },
    response: { status, ...responseParts(entry, operation) },
  };
}

function queryOf(text: string): object {
  const query: { [name: string]: string[] } = {};
  for (const [name, value] of new URLSearchParams(text)) query[name] = [...(query[name] ?? []), value];
  return text === '' ? {} : { query };
}

function requestParts({ request, status }: RequestSeen): object {
  const headers = Object.fromEntries(
    Object.entries(keptHeaders(request?.headers)).map(([name, value]) => [name, [value]]),
  );
  const sent = Object.keys(request?.headers ?? {}).some((name) => name.toLowerCase() === 'authorization');
  const wrong = status === 401 && sent ? { Authorization: ['Bearer a-token-that-nobody-issued'] } : {};
  const tracking = Object.keys(headers).find((name) => name.toLowerCase() === 'apigw-tracking-header');
  return {
    headers: { ...headers, ...wrong },
    ...(tracking === undefined ? {} : { matchingRules: { header: { [tracking]: rule('^[\\w.~:@-]{1,255}$') } } }),
    ...(request?.body === undefined ? {} : { body: sentAs(request.body, request.headers) }),
  };
}

function responseParts({ response, request, status }: RequestSeen, operation: OperationContract): object {
  const body = response?.body;
  if (body === undefined) return {};
  const rules = rulesFor(body, {
    document: operation.document,
    schemas: answerSchemas(operation, status),
    echoed: scalarsIn(request?.body),
  });
  return {
    headers: { 'Content-Type': ['application/json'] },
    body: json(body),
    matchingRules: { body: rules, header: { 'Content-Type': rule('^application/json\\b.*') } },
  };
}

function answerSchemas({ document, path, method }: OperationContract, status: number): readonly Schema[] {
  const paths = (document as { paths: { [path: string]: { [method: string]: { responses: Responses } } } }).paths;
  const answer = paths[path]?.[method.toLowerCase()]?.responses[String(status)];
  const { schema } = Object.values(answer?.content ?? {})[0] ?? {};
  return schema === undefined ? [] : [schema];
}
type Responses = {
  readonly [status: string]: { readonly content?: { readonly [type: string]: { readonly schema?: Schema } } };
};

/** `member=value` of every scalar: what comes back as it was sent is held to by its value. */
function scalarsIn(value: unknown, name = '', found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const one of value) scalarsIn(one, name, found);
  else if (isMap(value)) for (const [member, one] of Object.entries(value)) scalarsIn(one, member, found);
  else if (value !== undefined) found.add(`${name}=${String(value)}`);
  return found;
}

function tokenInteraction(description: string): object {
  const answer = { accessToken: 'a-token', tokenType: 'Bearer', expiresIn: 3600 };
  const form = {
    contentType: 'application/x-www-form-urlencoded',
    encoded: false,
    content: 'grant_type=client_credentials',
  };
  return {
    type: 'Synchronous/HTTP',
    description,
    request: {
      method: 'POST',
      path: '/oauth/accesstoken',
      headers: { 'Content-Type': ['application/x-www-form-urlencoded'] },
      body: form,
    },
    response: {
      status: 200,
      headers: { 'Content-Type': ['application/json'] },
      body: json(answer),
      matchingRules: {
        header: { 'Content-Type': rule('^application/json\\b.*') },
        body: { '$.accessToken': rule('^.+$'), '$.expiresIn': { combine: 'AND', matchers: [{ match: 'type' }] } },
      },
    },
  };
}

function messageInteractions({ events }: Traffic, { steps }: History): readonly object[] {
  const document = loadDocuments()['order-notification'];
  const schemas: Schema[] = [{ $ref: '#/components/schemas/OrderEvent' }];
  const known = new Set<string>();
  const names = new Map<string, number>();
  const loaded = steps.findLastIndex(isLoad) + 1;
  return events.filter(isFirstOfItsKind(known)).map((event) => {
    const { eventType, state, milestone } = { eventType: event.eventType, ...shownIn(event.payload) };
    const told = [state, milestone].filter((word) => word !== undefined).join(', ');
    const before = loaded + steps.slice(loaded).filter(({ at }) => at <= event.at).length;
    return {
      type: 'Asynchronous/Messages',
      description: unique(names, `${eventType}: ${told}`),
      providerStates: [{ name: historyState, params: { steps: before, at: event.at } }],
      contents: json(event.payload),
      matchingRules: { body: rulesFor(event.payload, document === undefined ? {} : { document, schemas }) },
      metadata: { contentType: 'application/json' },
    };
  });
}

/** A callback that tells what another told of the same kind of order already adds nothing. */
const isFirstOfItsKind =
  (known: Set<string>) =>
  ({ eventType, payload }: EventSeen): boolean => {
    const key = JSON.stringify([eventType, outlineOf(payload)]);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  };

/** States, milestones, actions and reasons, without what names one order. */
function outlineOf(payload: unknown): unknown {
  const words: string[] = [];
  JSON.stringify(payload, (name, value) => {
    if (/^(state|subStatus|milestone|action|code|reason)$/.test(name)) words.push(`${name}=${String(value)}`);
    return value;
  });
  return words;
}
