import type { Violation } from '#domain/core/violation';
import { type Contract, compileContract, type OperationContract } from '#engine/contract/contract';
import { findNearMisses } from '#engine/contract/near-miss';
import type { OpenApiDocument } from '#engine/contract/openapi-document';
import { createSchemaChecker, type SchemaCheck } from '#engine/contract/schema-checker';
import { readOpenApiDocuments } from '#runtime/load-data';
import type { Mismatch } from './mismatch.ts';
import type { HttpRequest, HttpResponse, Interaction } from './pact-file.ts';

/**
 * Checks an interaction without a server: a request that our documents never allow, an answer that they never give. A
 * contract that expects a refusal may send anything.
 */
export interface PactCheck {
  (interaction: Interaction): readonly Mismatch[];
  readonly contract: Contract;
}

const trackingHeaderName = 'APIGW-Tracking-Header';
let cachedCheck: PactCheck | undefined;

/** Reads and compiles the documents once. */
export function pactCheck(): PactCheck {
  cachedCheck ??= createPactCheck();
  return cachedCheck;
}

function createPactCheck(): PactCheck {
  const { sandbox: _, ...documents } = readOpenApiDocuments();
  const contract = compileContract(documents);
  const notification = createSchemaChecker('order-notification', documents['order-notification'] as OpenApiDocument);
  const schemaPointer = '/components/schemas/OrderEvent';
  const checkCallback = notification.checkFor(
    { value: { $ref: `#${schemaPointer}` }, pathPointer: schemaPointer },
    'answer',
  );
  return Object.assign((interaction: Interaction) => checkInteraction(contract, checkCallback, interaction), {
    contract,
  });
}

function checkInteraction(
  contract: Contract,
  checkCallback: SchemaCheck,
  interaction: Interaction,
): readonly Mismatch[] {
  const { request, response, contents, matchedPaths = [] } = interaction;
  if (!request || !response)
    return toMismatches(checkCallback(contents), matchedPaths, 'the sandbox never sends this callback');
  const route = contract.route(request.method, request.path);
  if (!route || 'allowedMethods' in route) return checkUnknownPath(contract, request, response, route?.allowedMethods);
  const operation = route.operation;
  return [
    ...(expectsSuccess(operation, response) ? checkPactRequest(operation, request) : []),
    ...checkPactResponse(operation, response),
  ];
}

/** Whether every answer that the contract accepts is a success: only then must its request be valid. */
function expectsSuccess({ statuses }: OperationContract, { status, accepts }: HttpResponse): boolean {
  const accepted = statuses.filter(accepts);
  return (accepted.length === 0 ? [status] : accepted).every((each) => each < 400);
}

/** Nothing is served at that path; only a contract about that refusal may name it. */
function checkUnknownPath(
  contract: Contract,
  { method, path }: HttpRequest,
  { accepts }: HttpResponse,
  allow: readonly string[] | undefined,
): readonly Mismatch[] {
  if (accepts(allow ? 405 : 404) || accepts(404)) return [];
  const closest = findNearMisses(contract, method, path, undefined)
    .slice(0, 3)
    .map((miss) => `${miss.method} ${miss.path}`);
  return [
    {
      where: 'request',
      pointer: allow ? 'method' : 'path',
      expected: allow ? allow.join(', ') : closest.join(' or ') || 'a path of the BT APIs',
      actual: `${method} ${path}`,
      text: 'this request can never be valid: no operation has this path',
    },
  ];
}

function checkPactRequest(operation: OperationContract, request: HttpRequest): readonly Mismatch[] {
  const oauth = operation.api === 'oauth';
  const untyped = missingMediaType(operation, request);
  const violations = [
    ...(oauth || request.headers[trackingHeaderName.toLowerCase()] !== undefined ? [] : [missingTrackingHeader]),
    ...(oauth ? [] : operation.checkHeaders(request.headers)),
    ...operation.checkQuery(request.query),
    ...(untyped ? [] : checkPactBody(operation, request)),
  ];
  return [
    ...(untyped ? [missingContentType(untyped)] : []),
    ...violations.map((violation) => toMismatch('request', 'this request can never be valid', violation)),
  ];
}

/** The media type that the request must name and does not. */
function missingMediaType(
  { requestMediaTypes }: OperationContract,
  { body, headers }: HttpRequest,
): string | undefined {
  if (requestMediaTypes === undefined || body === undefined || headers['content-type'] !== undefined) return undefined;
  const form = requestMediaTypes.find((type) => type === 'application/x-www-form-urlencoded');
  return typeof body === 'string' && form !== undefined ? form : requestMediaTypes[0];
}

/** The verifier derives no header: a version 4 body that names its `contentType` is sent without one, too. */
function missingContentType(mediaType: string): Mismatch {
  return {
    where: 'request',
    pointer: 'header/Content-Type',
    expected: mediaType,
    actual: 'nothing',
    text:
      `add "Content-Type": "${mediaType}" to request.headers of the contract: the verifier sends only the headers ` +
      'that the contract lists, and a body without this one is answered 415',
  };
}

const missingTrackingHeader: Violation = {
  pointer: `header/${trackingHeaderName}`,
  expected: 'any token of 1 to 255 characters, which is required',
  rule: 'bt §1.3 code 25',
};

function checkPactBody(operation: OperationContract, { body, headers }: HttpRequest): readonly Violation[] {
  if (operation.requestMediaTypes === undefined) return [];
  const mediaType = headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (typeof body === 'string' && mediaType === 'application/x-www-form-urlencoded')
    return operation.checkBody(Object.fromEntries(new URLSearchParams(body)), mediaType);
  return operation.checkBody(body, mediaType);
}

/** A contract names the members it needs: what it leaves out is no violation; what it shows must be possible. */
function checkPactResponse(
  operation: OperationContract,
  { status, accepts, body, matchedPaths }: HttpResponse,
): readonly Mismatch[] {
  const accepted = operation.statuses.filter(accepts);
  if (accepted.length === 0) {
    const violation = { pointer: '', got: status, expected: operation.statuses.join(', '), rule: 'declared status' };
    return [
      { ...toMismatch('status', `${operation.operationId} never answers with this status`, violation), pointer: '' },
    ];
  }
  if (body === undefined) return [];
  const findings = accepted.map((each) =>
    toMismatches(operation.checkAnswer(each, body), matchedPaths, `${operation.operationId} never sends this answer`),
  );
  return findings.find((mismatches) => mismatches.length === 0) ?? (findings[0] as readonly Mismatch[]);
}

const omissionRules = ['schema required', 'schema minItems', 'schema dependentRequired'];

/** A member with a matching rule is an example: only its type is compared. */
function toMismatches(
  violations: readonly Violation[],
  matchedPaths: readonly string[],
  sentence: string,
): readonly Mismatch[] {
  const patterns = matchedPaths.map(pointerPattern);
  return violations
    .filter(({ rule }) => !omissionRules.includes(rule))
    .filter(({ pointer, rule }) => rule === 'schema type' || !patterns.some((pattern) => pattern.test(pointer)))
    .map((violation) => toMismatch('body', sentence, violation));
}

/** A rule's path (`$.a[*].b`) as a pattern of the pointers that it is about; a rule applies to what is below it, too. */
function pointerPattern(path: string): RegExp {
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

function toMismatch(
  where: Mismatch['where'],
  sentence: string,
  { pointer, got, expected, rule, spec }: Violation,
): Mismatch {
  return {
    where,
    pointer,
    expected,
    ...(got === undefined ? {} : { actual: typeof got === 'string' ? got : JSON.stringify(got) }),
    text: `${sentence} (${rule})`,
    ...(spec === undefined ? {} : { spec }),
  };
}
