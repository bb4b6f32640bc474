import type { Answer } from '#domain/core/call';
import type { Violation } from '#domain/core/violation';
import { type ErrorFamily, errorRowOf, refuse, refuseAsPublished } from '#domain/errors/error-catalogue';
import type { OperationContract, RouteMatch } from '#engine/contract/contract';
import { findDepthViolation, findShapeViolations, type ShapeLimits } from './body-shape.ts';
import type { EngineLimits } from './engine-limits.ts';
import { mediaTypeOf, unsupportedCharset } from './media-type.ts';

/**
 * What BT's gateway checks before any system behind it sees a request: path, method, credentials, tracking header, declared
 * headers, media type, body. Each refusal is in the error format of the API that was called. The pipeline has their order.
 */

/** A request before its body is read. */
export interface RequestHead {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly rawQuery: string;
  readonly headers: { readonly [lowerCaseName: string]: string };
  readonly baseUrl: string;
  /** Wall time in milliseconds: for idempotency keys, never for documents. */
  readonly wallNow: number;
  /** Of this server; the defaults unless given. */
  readonly limits?: EngineLimits | undefined;
}

/** A request as it came off the socket, bounded in size. */
export interface RawRequest extends RequestHead {
  readonly body: RawBody;
}

export type RawBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tooLarge'; readonly limit: number }
  | { readonly kind: 'encoded'; readonly encoding: string }
  | { readonly kind: 'notUtf8' };

/** The state of the bearer token that a request carries. */
export type TokenState = 'missing' | 'invalid' | 'expired' | 'inQuery' | 'good';

const trackingHeaderName = 'APIGW-Tracking-Header';
const trackingPattern = /^[\w.~:@-]{1,255}$/;

/** The refusal of a request that no operation answers: there is no such path, or the path has other methods. */
export function refuseRoute(
  { method, path }: RequestHead,
  match: Exclude<RouteMatch, { readonly operation: OperationContract }>,
): Answer {
  if (!match) return refuse('tmf', 'noSuchPath', `No resource is served at ${path.slice(0, 200)}`);
  const methods = match.allowedMethods.join(', ');
  const violation: Violation = {
    pointer: 'method',
    got: method.slice(0, 20),
    expected: methods,
    rule: 'bt §5.2 code 61',
  };
  const refused = refuseAsPublished(match.family, 'methodNotAllowed', [violation]);
  // The gateway's form names no methods: `Allow` goes with the form whose sentence mentions it.
  const { raisedBy } = errorRowOf(match.family, 'methodNotAllowed');
  return raisedBy === 'gateway' ? refused : withHeader(refused, 'Allow', methods);
}

function withHeader(answer: Answer, name: string, value: string): Answer {
  return { ...answer, headers: { ...answer.headers, [name]: value } };
}

const noJsonBody: { readonly body: unknown } = { body: undefined };

function refusedResult(family: ErrorFamily, ...details: RefusalDetails): { readonly refused: Answer } {
  return { refused: refuse(family, ...details) };
}
type RefusalDetails = Parameters<typeof refuse> extends [ErrorFamily, ...infer Rest] ? Rest : never;

export function refuseToken(family: ErrorFamily, token: Exclude<TokenState, 'good'>): Answer {
  const withChallenge = (answer: Answer, value: string): Answer => withHeader(answer, 'WWW-Authenticate', value);
  switch (token) {
    case 'missing':
      return withChallenge(
        refuse(family, 'missingCredentials', 'Missing credentials', [
          {
            pointer: 'header/authorization',
            expected: 'Bearer <token from /oauth/accesstoken>',
            rule: 'bt §1.3 code 40',
          },
        ]),
        'Bearer',
      );
    case 'inQuery':
      return withChallenge(
        refuse(family, 'missingCredentials', 'Missing credentials', [
          {
            pointer: 'query/access_token',
            expected: 'the token in the Authorization header, never in the URL',
            rule: 'rfc 6750 §2.3',
          },
        ]),
        'Bearer error="invalid_request"',
      );
    case 'invalid':
      return withChallenge(
        refuse(family, 'invalidCredentials', 'Invalid credentials', [
          { pointer: 'header/authorization', expected: 'a token that this server has issued', rule: 'bt §1.3 code 41' },
        ]),
        'Bearer error="invalid_token"',
      );
    case 'expired':
      return withChallenge(
        refuse(family, 'expiredCredentials', 'Expired credentials', [
          {
            pointer: 'header/authorization',
            expected: 'a token that has not expired; fetch a new one',
            rule: 'bt §1.3 code 42',
          },
        ]),
        'Bearer error="invalid_token", error_description="The token has expired"',
      );
  }
}

/** The refusal for a header that is missing or invalid; undefined: all of them fit. */
export function refuseHeaders(operation: OperationContract, headers: RawRequest['headers']): Answer | undefined {
  return checkTrackingHeader(operation.family, headers) ?? checkDeclaredHeaders(operation, headers);
}

function checkTrackingHeader(family: ErrorFamily, headers: RawRequest['headers']): Answer | undefined {
  const value = headers[trackingHeaderName.toLowerCase()];
  if (value === undefined || value === '') {
    return refuse(family, 'missingHeader', `Missing header: ${trackingHeaderName}`, [
      {
        pointer: `header/${trackingHeaderName}`,
        expected: 'any token of 1 to 255 characters; a UUID is best',
        rule: 'bt §1.3 code 25',
      },
    ]);
  }
  if (trackingPattern.test(value)) return undefined;
  return refuse(family, 'invalidHeader', `Invalid header value: ${trackingHeaderName}`, [
    {
      pointer: `header/${trackingHeaderName}`,
      got: value.slice(0, 80),
      expected: 'letters, digits and _ . ~ : @ - (1 to 255)',
      rule: 'bt §1.3 code 26',
    },
  ]);
}

function checkDeclaredHeaders(operation: OperationContract, headers: RawRequest['headers']): Answer | undefined {
  const violations = operation.checkHeaders(headers);
  const first = violations[0];
  if (!first) return undefined;
  const name = first.pointer.slice('header/'.length);
  const missing = headers[name.toLowerCase()] === undefined;
  return missing
    ? refuse(operation.family, 'missingHeader', `Missing header: ${name}`, violations)
    : refuse(operation.family, 'invalidHeader', `Invalid header value: ${name}`, violations);
}

/** The body as a JSON value, or why it is none; undefined where the operation takes no body, or none was sent. */
export function parseJsonBody(
  operation: OperationContract,
  { headers, body, limits }: RawRequest,
): { readonly refused: Answer } | { readonly body: unknown } {
  const { family, requestMediaTypes } = operation;
  if (requestMediaTypes === undefined) return noJsonBody;
  switch (body.kind) {
    case 'tooLarge':
      return refusedResult(family, 'tooLarge', `The body is larger than ${body.limit} bytes`, [
        { pointer: '', expected: `at most ${body.limit} bytes`, rule: 'body size' },
      ]);
    case 'encoded':
      return refusedResult(family, 'unsupportedMediaType', 'Unsupported Media Type', [
        {
          pointer: 'header/content-encoding',
          got: body.encoding.slice(0, 40),
          expected: 'a body that is not compressed',
          rule: 'body encoding',
        },
      ]);
    case 'none':
      if (!operation.bodyRequired) return noJsonBody;
      return refusedResult(family, 'missingBody', 'Missing body', [
        { pointer: '', expected: 'a JSON body', rule: 'bt §5.2 code 21' },
      ]);
    default:
  }
  const contentType = headers['content-type'];
  const mediaType = mediaTypeOf(contentType);
  if (!requestMediaTypes.includes(mediaType)) {
    return refusedResult(family, 'unsupportedMediaType', 'Unsupported Media Type', [
      {
        pointer: 'header/content-type',
        got: mediaType.slice(0, 80),
        expected: requestMediaTypes.join(' or '),
        rule: 'bt §5.2 code 68',
      },
    ]);
  }
  const charset = unsupportedCharset(contentType);
  if (charset !== undefined) {
    return refusedResult(family, 'unsupportedMediaType', 'Unsupported Media Type: the body must be UTF-8', [
      {
        pointer: 'header/content-type',
        got: `charset=${charset}`,
        expected: 'a body in UTF-8: charset=utf-8, or no charset',
        rule: 'bt §5.2 code 68',
      },
    ]);
  }
  if (body.kind === 'notUtf8') {
    return refusedResult(family, 'invalidBody', 'Invalid body: it is not UTF-8', [
      { pointer: '', expected: 'UTF-8', rule: 'bt §5.2 code 22' },
    ]);
  }
  return parseJson(family, body.text, limits?.shape);
}

function parseJson(family: ErrorFamily, text: string, shape?: ShapeLimits): { refused: Answer } | { body: unknown } {
  const tooDeep = findDepthViolation(text, shape);
  if (tooDeep) return refusedResult(family, 'invalidBody', `Invalid body: ${tooDeep.expected}`, [tooDeep]);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    const parserMessage = error instanceof Error ? error.message.slice(0, 120) : '';
    return refusedResult(family, 'invalidBody', 'Invalid body: it is not well-formed JSON', [
      { pointer: '', got: parserMessage, expected: 'well-formed JSON', rule: 'bt §5.2 code 22' },
    ]);
  }
  const violations = findShapeViolations(body, shape);
  const [first] = violations;
  if (!first) return { body };
  return refusedResult(family, 'invalidBody', `Invalid body: ${first.expected}`, violations);
}
