import type { Fault } from '../mock/domain/problem.ts';
import type { Document } from '../mock/engine/contract/document.ts';
import { type Check, checker } from '../mock/engine/contract/validate.ts';
import { type Contract, compileContract, type OperationContract } from '../mock/engine/contract.ts';
import { nearMisses } from '../mock/engine/near-miss.ts';
import { loadDocuments } from '../mock/runtime/load-data.ts';
import type { Mismatch } from './mismatch.ts';
import type { HttpRequest, HttpResponse, Interaction } from './pact-file.ts';

/**
 * What can be told of an interaction without a server: a request that our documents never allow, an answer that they
 * never give. A contract that expects a refusal may send what it likes.
 */
export interface PactCheck {
  (interaction: Interaction): readonly Mismatch[];
  readonly contract: Contract;
}

const trackingHeader = 'APIGW-Tracking-Header';
let checked: PactCheck | undefined;

/** The documents are read and compiled once. */
export function pactCheck(): PactCheck {
  checked ??= makeCheck();
  return checked;
}

function makeCheck(): PactCheck {
  const { sandbox: _, ...documents } = loadDocuments();
  const contract = compileContract(documents);
  const notification = checker('order-notification', documents['order-notification'] as Document);
  const at = '/components/schemas/OrderEvent';
  const callback = notification.of({ value: { $ref: `#${at}` }, at }, 'answer');
  return Object.assign((interaction: Interaction) => check(contract, callback, interaction), { contract });
}

function check(contract: Contract, callback: Check, interaction: Interaction): readonly Mismatch[] {
  const { request, response, contents, ruled = [] } = interaction;
  if (!request || !response) return shownFaults(callback(contents), ruled, 'no such callback is ever sent');
  const routed = contract.route(request.method, request.path);
  if (!routed || 'allow' in routed) return checkUnrouted(contract, request, response, routed?.allow);
  const operation = routed.found;
  return [...(response.status < 400 ? checkRequest(operation, request) : []), ...checkResponse(operation, response)];
}

/** Nothing is served there, which only a contract about that refusal may ask for. */
function checkUnrouted(
  contract: Contract,
  { method, path }: HttpRequest,
  { status }: HttpResponse,
  allow: readonly string[] | undefined,
): readonly Mismatch[] {
  if (status === 404 || (allow && status === 405)) return [];
  const near = nearMisses(contract, method, path, undefined)
    .slice(0, 3)
    .map((miss) => `${miss.method} ${miss.path}`);
  return [
    {
      where: 'request',
      pointer: allow ? 'method' : 'path',
      expected: allow ? allow.join(', ') : near.join(' or ') || 'a path of the documents',
      actual: `${method} ${path}`,
      text: 'this request can never be valid: nothing is served there',
    },
  ];
}

function checkRequest(operation: OperationContract, request: HttpRequest): readonly Mismatch[] {
  const oauth = operation.api === 'oauth';
  const faults = [
    ...(oauth || request.headers[trackingHeader.toLowerCase()] !== undefined ? [] : [missingTracking]),
    ...(oauth ? [] : operation.checkHeaders(request.headers)),
    ...operation.checkQuery(request.query),
    ...checkBody(operation, request),
  ];
  return faults.map((fault) => told('request', 'this request can never be valid', fault));
}

const missingTracking: Fault = {
  pointer: `header/${trackingHeader}`,
  expected: 'any token of 1 to 255 characters, which is required',
  rule: 'bt §1.3 code 25',
};

function checkBody(operation: OperationContract, { body, headers }: HttpRequest): readonly Fault[] {
  if (operation.requestMediaTypes === undefined) return [];
  const mediaType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (typeof body === 'string' && mediaType === 'application/x-www-form-urlencoded')
    return operation.checkBody(Object.fromEntries(new URLSearchParams(body)), mediaType);
  return operation.checkBody(body, mediaType);
}

/** A contract names the members it needs, so what it leaves out is no fault; what it shows must be possible. */
function checkResponse(operation: OperationContract, { status, body, ruled }: HttpResponse): readonly Mismatch[] {
  if (!operation.statuses.includes(status)) {
    const fault = { pointer: '', got: status, expected: operation.statuses.join(', '), rule: 'declared status' };
    return [{ ...told('status', `${operation.operationId} never answers with this status`, fault), pointer: '' }];
  }
  if (body === undefined) return [];
  return shownFaults(operation.checkAnswer(status, body), ruled, `${operation.operationId} never answers so`);
}

const leftOut = ['schema required', 'schema minItems', 'schema dependentRequired'];

/** A member that a rule is about is an example: only its type is held to. */
function shownFaults(faults: readonly Fault[], ruled: readonly string[], sentence: string): readonly Mismatch[] {
  const rules = ruled.map(patternOf);
  return faults
    .filter(({ rule }) => !leftOut.includes(rule))
    .filter(({ pointer, rule }) => rule === 'schema type' || !rules.some((pattern) => pattern.test(pointer)))
    .map((fault) => told('body', sentence, fault));
}

/** A rule's path (`$.a[*].b`) as a pattern of the pointers that it is about; a rule holds for what is below it, too. */
function patternOf(path: string): RegExp {
  const parts = path
    .replace(/^\$\.?/, '')
    .replaceAll(/\[['"]?([^\]'"]*)['"]?\]/g, '.$1')
    .split('.');
  const body = parts
    .filter((part) => part !== '')
    .map((part) => (part === '*' ? '/[^/]+' : `/${part.replaceAll(/[^\w]/g, '\\$&')}`))
    .join('');
  return new RegExp(`^${body}(/|$)`);
}

function told(where: Mismatch['where'], sentence: string, { pointer, got, expected, rule, spec }: Fault): Mismatch {
  return {
    where,
    pointer,
    expected,
    ...(got === undefined ? {} : { actual: typeof got === 'string' ? got : JSON.stringify(got) }),
    text: `${sentence} (${rule})`,
    ...(spec === undefined ? {} : { spec }),
  };
}
