import { pactCheck } from '#contracts/pact/check-pact';
import { isJsonMap } from '#contracts/pact/pact-file';
import { readNotification } from '#contracts/verify/state-values';
import { EtherboxError } from '#domain/core/etherbox-error';
import type { OperationContract } from '#engine/contract/contract';
import type { Schema } from '#engine/contract/openapi-document';
import { readOpenApiDocuments } from '#runtime/load-data';
import type { ObservedRequest } from '#scenarios/drivers/scenario-driver';
import { isPreparationCall } from '#scenarios/runner/scenario-run';
import { buildMatchingRules } from './matching-rules.ts';
import {
  type HistoryStateParams,
  historyState,
  isLoadStep,
  type RecordedHistory,
  type RecordedStep,
} from './recorded-history.ts';
import { redactState } from './recorded-state.ts';
import type { ObservedIntervention, RecordedEvent, Traffic } from './traffic.ts';

/** The journal is not complete any more: the provider states of a contract made from it would be unknown. */
export class IncompleteTrafficError extends EtherboxError {
  static {
    IncompleteTrafficError.prototype.name = 'IncompleteTrafficError';
  }

  constructor(message: string, options?: ErrorOptions) {
    super('ETHERBOX_INCOMPLETE_TRAFFIC', message, options);
  }
}

export interface Recording {
  /** A Pact document of version 4. */
  readonly pact: object;
  readonly interactions: number;
  readonly messages: number;
  /** What was left out, and why. */
  readonly leftOut: readonly string[];
}

/** A contract from a client's requests and callbacks, without credentials: the verifier puts its own on each request. */
export function recordPact(traffic: Traffic, consumer: string): Recording {
  if (traffic.evicted > 0)
    throw new IncompleteTrafficError(
      `The journal evicted its first ${traffic.evicted} requests, so the state before the others is unknown. Reset the sandbox and record a shorter run.`,
    );
  const { missing } = traffic.interventions;
  if (missing !== undefined)
    throw new IncompleteTrafficError(
      `The history of this sandbox is incomplete: ${missing}. Reset the sandbox or create another one, then record again.`,
    );
  const leftOut: string[] = [];
  const historyIndex = buildHistory(traffic);
  const { history } = historyIndex;
  const calls = buildHttpInteractions(traffic, historyIndex, leftOut);
  const messages = buildMessageInteractions(traffic, history);
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

interface HistoryIndex {
  readonly history: RecordedHistory;
  /** How many of its steps came before a request, by the request's id. */
  readonly stepsBefore: ReadonlyMap<string, number>;
  /** Whether a request was made by a scenario that prepared the sandbox. */
  readonly isPrepared: (request: ObservedRequest) => boolean;
  /** Whether a request was made before a saved state replaced everything; that earlier state is not known any more. */
  readonly isForgotten: (request: ObservedRequest) => boolean;
}

function buildHistory({ interventions, requests }: Traffic): HistoryIndex {
  const { beginning, items } = interventions;
  const isForgotten = ({ id }: ObservedRequest) => requestNumber(id) <= requestNumber(interventions.forgotten);
  const { at: start, ...sandbox } = beginning;
  const steps: RecordedStep[] = [];
  const stepsBefore = new Map<string, number>();
  const remaining = items.filter(({ kind }) => kind !== 'prepared');
  for (const request of requests) {
    const upTo = remaining.findIndex(({ after }) => requestNumber(after) >= requestNumber(request.id));
    steps.push(...remaining.splice(0, upTo < 0 ? remaining.length : upTo).map(toRecordedStep));
    stepsBefore.set(request.id, steps.length);
    if (changesState(request) && !isForgotten(request)) steps.push(toRecordedCall(request));
  }
  const ranges = items.flatMap((one) =>
    one.kind === 'prepared'
      ? [{ name: one.scenario, first: requestNumber(one.first), last: requestNumber(one.last) }]
      : [],
  );
  // The client may have made calls in between.
  const isPreparedBy = (one: ObservedRequest, { name, first, last }: (typeof ranges)[number]) =>
    first <= requestNumber(one.id) && requestNumber(one.id) <= last && isPreparationCall(one, name);
  return {
    history: { sandbox: { ...sandbox, start }, steps: [...steps, ...remaining.map(toRecordedStep)] },
    stepsBefore,
    isForgotten,
    isPrepared: (one) => ranges.some((range) => isPreparedBy(one, range)),
  };
}

/** The number in `req_41`. */
const requestNumber = (id = 'req_0'): number => Number(id.slice('req_'.length));

const toRecordedStep = ({ after: _, ...intervention }: ObservedIntervention): RecordedStep =>
  intervention.kind === 'load'
    ? ({ ...intervention, state: redactState(intervention.state) } as RecordedStep)
    : intervention;

/** Calls that changed the state of the sandbox. */
const changesState = ({ method, status, operationId = '' }: ObservedRequest): boolean =>
  method !== 'GET' && method !== 'HEAD' && status < 300 && !/AccessToken$/.test(operationId);

function toRecordedCall({ at, method, path, request }: ObservedRequest): RecordedStep {
  const body = request?.body;
  return { at, method, path, headers: selectHeaders(request?.headers), ...(body === undefined ? {} : { body }) };
}

/** Headers that BT documents; the others come from the client's library, or are secret. */
function selectHeaders(headers: object = {}): { readonly [name: string]: string } {
  const kept = /^(content-type|accept|apigw-tracking-header|productfamily|idempotency-key|e2edata)$/i;
  const shown = Object.entries(headers as { readonly [name: string]: string }).filter(([name]) => kept.test(name));
  // Of a Content-Type that came twice the first one counts.
  return Object.fromEntries(
    shown.map(([name, value]) => [name, /^content-type$/i.test(name) ? (value.split(', ', 1)[0] as string) : value]),
  );
}

function buildHttpInteractions(
  { requests }: Traffic,
  { stepsBefore, isPrepared, isForgotten }: HistoryIndex,
  leftOut: string[],
): readonly object[] {
  const { operations } = pactCheck().contract;
  const seenKeys = new Set<string>();
  const names = new Map<string, number>();
  const interactions: object[] = [];
  for (const entry of requests) {
    if (isPrepared(entry)) continue;
    const operation = operations.get(entry.operationId ?? '');
    const reason = !operation
      ? 'not an operation of the BT APIs'
      : operation.api !== 'oauth' && isForgotten(entry)
        ? 'a state that was loaded later replaced its sandbox'
        : whyUnrepeatable(entry);
    const key = JSON.stringify([entry.method, entry.path, entry.status, entry.request?.body, entry.response?.body]);
    if (reason !== undefined) leftOut.push(`${entry.method} ${entry.path} ${entry.status}: ${reason}`);
    if (!operation || reason !== undefined || seenKeys.has(key)) continue;
    seenKeys.add(key);
    const description = uniqueDescription(names, `${entry.operationId} answered ${entry.status}`);
    interactions.push(
      operation.api === 'oauth'
        ? buildTokenInteraction(description)
        : buildInteraction(entry, operation, description, stepsBefore.get(entry.id) ?? 0),
    );
  }
  return interactions;
}

function uniqueDescription(names: Map<string, number>, name: string): string {
  const n = (names.get(name) ?? 0) + 1;
  names.set(name, n);
  return n === 1 ? name : `${name} (${n})`;
}

/** Why an answer depends on more than the sandbox's state: the wall clock, a broken connection, an expired token. */
function whyUnrepeatable({
  status,
  faultInjection,
  request,
  response,
  method,
  operationId = '',
}: ObservedRequest): string | undefined {
  if (method === 'HEAD') return 'an answer to HEAD has no body';
  if (request?.body === undefined && status !== 401 && hadBody(request?.headers))
    return 'the journal did not keep its body';
  if (faultInjection !== undefined && status < 400) return 'a fault injection changed its answer';
  if (status === 429 && faultInjection === undefined) return 'rate limits depend on the wall clock';
  const code = isJsonMap(response?.body) ? String(response.body.code ?? '') : '';
  if (status === 401 && code === '42') return 'its token had expired';
  if (/AccessToken$/.test(operationId) && status !== 200) return 'credentials are not recorded';
  return undefined;
}

/** Too large, compressed or no text: the journal has not kept it. */
function hadBody(headers: object | undefined): boolean {
  return (
    findHeader(headers, 'transfer-encoding') !== undefined || (findHeader(headers, 'content-length') ?? '0') !== '0'
  );
}

function findHeader(headers: object = {}, name: string): string | undefined {
  return Object.entries(headers).find(([given]) => given.toLowerCase() === name)?.[1] as string | undefined;
}

const jsonContent = (content: unknown): object => ({ contentType: 'application/json', encoded: false, content });

/** A body that is not JSON is sent as bytes, so that the verifier does not encode it as JSON. */
function requestContent(body: unknown, headers: object | undefined): object {
  // The journal shows a text that was sent as JSON without its quotes.
  const quoted =
    typeof body === 'string' && findHeader(headers, 'content-length') === byteLengthText(JSON.stringify(body));
  if (typeof body !== 'string' || quoted) return jsonContent(body);
  const contentType = findHeader(selectHeaders(headers), 'content-type') ?? 'application/json';
  return { contentType, encoded: 'base64', content: Buffer.from(body).toString('base64') };
}

const byteLengthText = (text: string): string => String(Buffer.byteLength(text));
const regexRule = (regex: string): object => ({ combine: 'AND', matchers: [{ match: 'regex', regex }] });

function buildInteraction(
  entry: ObservedRequest,
  operation: OperationContract,
  description: string,
  stepCount: number,
): object {
  const [path = '', query = ''] = entry.path.split('?', 2) as [string, string?];
  const { status, method, at, faultInjection } = entry;
  const params: HistoryStateParams = {
    steps: stepCount,
    at,
    ...(faultInjection === undefined ? {} : { faultInjections: [{ operation: operation.operationId, status }] }),
  };
  return {
    type: 'Synchronous/HTTP',
    description,
    providerStates: [{ name: historyState, params }],
    request: { method, path, ...queryPart(query), ...requestPart(entry) },
    response: { status, ...responsePart(entry, operation) },
  };
}

function queryPart(text: string): object {
  const query: { [name: string]: string[] } = {};
  for (const [name, value] of new URLSearchParams(text)) query[name] = [...(query[name] ?? []), value];
  return text === '' ? {} : { query };
}

function requestPart({ request, status }: ObservedRequest): object {
  const headers = Object.fromEntries(
    Object.entries(selectHeaders(request?.headers)).map(([name, value]) => [name, [value]]),
  );
  const sent = Object.keys(request?.headers ?? {}).some((name) => name.toLowerCase() === 'authorization');
  const wrong = status === 401 && sent ? { Authorization: ['Bearer a-token-that-nobody-issued'] } : {};
  const tracking = Object.keys(headers).find((name) => name.toLowerCase() === 'apigw-tracking-header');
  return {
    headers: { ...headers, ...wrong },
    ...(tracking === undefined ? {} : { matchingRules: { header: { [tracking]: regexRule('^[\\w.~:@-]{1,255}$') } } }),
    ...(request?.body === undefined ? {} : { body: requestContent(request.body, request.headers) }),
  };
}

function responsePart({ response, request, status }: ObservedRequest, operation: OperationContract): object {
  const body = response?.body;
  if (body === undefined) return {};
  const rules = buildMatchingRules(body, {
    document: operation.document,
    schemas: answerSchemas(operation, status),
    echoed: collectScalars(request?.body),
  });
  return {
    headers: { 'Content-Type': ['application/json'] },
    body: jsonContent(body),
    matchingRules: { body: rules, header: { 'Content-Type': regexRule('^application/json\\b.*') } },
  };
}

function answerSchemas({ document, path, method }: OperationContract, status: number): readonly Schema[] {
  const paths = (document as { paths: { [path: string]: { [method: string]: { responses: ResponseSchemas } } } }).paths;
  const answer = paths[path]?.[method.toLowerCase()]?.responses[String(status)];
  const { schema } = Object.values(answer?.content ?? {})[0] ?? {};
  return schema === undefined ? [] : [schema];
}
type ResponseSchemas = {
  readonly [status: string]: { readonly content?: { readonly [type: string]: { readonly schema?: Schema } } };
};

/** `member=value` of every scalar: a value that comes back as it was sent is compared by value. */
function collectScalars(value: unknown, name = '', found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const one of value) collectScalars(one, name, found);
  else if (isJsonMap(value)) for (const [member, one] of Object.entries(value)) collectScalars(one, member, found);
  else if (value !== undefined) found.add(`${name}=${String(value)}`);
  return found;
}

function buildTokenInteraction(description: string): object {
  const answer = { accessToken: 'a-token', tokenType: 'Bearer', expiresIn: 3600 };
  const tokenForm = {
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
      body: tokenForm,
    },
    response: {
      status: 200,
      headers: { 'Content-Type': ['application/json'] },
      body: jsonContent(answer),
      matchingRules: {
        header: { 'Content-Type': regexRule('^application/json\\b.*') },
        body: { '$.accessToken': regexRule('^.+$'), '$.expiresIn': { combine: 'AND', matchers: [{ match: 'type' }] } },
      },
    },
  };
}

function buildMessageInteractions({ events }: Traffic, { steps }: RecordedHistory): readonly object[] {
  const document = readOpenApiDocuments()['order-notification'];
  const schemas: Schema[] = [{ $ref: '#/components/schemas/OrderEvent' }];
  const seenKinds = new Set<string>();
  const names = new Map<string, number>();
  const firstAfterLoad = steps.findLastIndex(isLoadStep) + 1;
  return events.filter(isNewKind(seenKinds)).map((event) => {
    const { eventType, state, milestone } = { eventType: event.eventType, ...readNotification(event.payload) };
    const stateWords = [state, milestone].filter((word) => word !== undefined).join(', ');
    const stepCount = firstAfterLoad + steps.slice(firstAfterLoad).filter(({ at }) => at <= event.at).length;
    return {
      type: 'Asynchronous/Messages',
      description: uniqueDescription(names, `${eventType}: ${stateWords}`),
      providerStates: [{ name: historyState, params: { steps: stepCount, at: event.at } }],
      contents: jsonContent(event.payload),
      matchingRules: { body: buildMatchingRules(event.payload, document === undefined ? {} : { document, schemas }) },
      metadata: { contentType: 'application/json' },
    };
  });
}

/** A callback adds nothing where another of the same kind of order has the same facts. */
const isNewKind =
  (known: Set<string>) =>
  ({ eventType, payload }: RecordedEvent): boolean => {
    const key = JSON.stringify([eventType, outlinePayload(payload)]);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  };

/** States, milestones, actions and reasons, without anything that identifies one order. */
function outlinePayload(payload: unknown): unknown {
  const members: string[] = [];
  JSON.stringify(payload, (name, value) => {
    if (/^(state|subStatus|milestone|action|code|reason)$/.test(name)) members.push(`${name}=${String(value)}`);
    return value;
  });
  return members;
}
