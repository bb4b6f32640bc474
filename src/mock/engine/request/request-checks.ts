import type { Answer } from '#domain/core/call';
import type { Violation } from '#domain/core/violation';
import { type ErrorFamily, refuse } from '#domain/errors/error-catalogue';
import type { OperationContract, RouteMatch } from '#engine/contract/contract';
import { findShapeViolation, type ShapeLimits } from './body-shape.ts';
import type { EngineLimits } from './engine-limits.ts';
import { mediaTypeOf, unsupportedCharset } from './media-type.ts';

/**
 * What BT's gateway checks before any system behind it sees a request, in its order: path, method, credentials, tracking
 * header, declared headers, media type, body. Source: bt-domain §1.3 and §5; the order is modelled.
 */

/** A request as it came off the socket, bounded in size. */
export interface RawRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Without the question mark. */
  readonly rawQuery: string;
  readonly headers: { readonly [lowerCaseName: string]: string };
  readonly baseUrl: string;
  /** Wall time in milliseconds: for idempotency keys, never for documents. */
  readonly wallNow: number;
  readonly body: RawBody;
  /** Other than the usual ones. */
  readonly limits?: EngineLimits | undefined;
}

export type RawBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tooLarge'; readonly limit: number }
  | { readonly kind: 'encoded'; readonly encoding: string }
  | { readonly kind: 'notUtf8' };

/** What the bearer token turned out to be. */
export type TokenState = 'missing' | 'invalid' | 'expired' | 'inQuery' | 'good';

export type CheckedRequest =
  | { readonly refused: Answer }
  | {
      readonly operation: OperationContract;
      readonly params: { readonly [name: string]: string };
      readonly body: unknown;
    };

const trackingHeaderName = 'APIGW-Tracking-Header';
const trackingPattern = /^[\w.~:@-]{1,255}$/;

/** Admits a request to its operation, or refuses it in the body family of the API it was meant for. */
export function checkRequest(request: RawRequest, match: RouteMatch, token: TokenState): CheckedRequest {
  if (!match) return refusedResult('tmf', 'noSuchPath', `No resource is served at ${request.path.slice(0, 200)}`);
  if ('allowedMethods' in match) return methodNotAllowed(request.method, match.allowedMethods, match.family);
  const operation = match.operation;
  const { family } = operation;
  const unauthorized = checkTokenState(family, token);
  if (unauthorized) return { refused: unauthorized };
  const badHeader = checkTrackingHeader(family, request.headers) ?? checkDeclaredHeaders(operation, request.headers);
  if (badHeader) return { refused: badHeader };
  if (operation.requestMediaTypes === undefined) return { operation, params: match.params, body: undefined };
  const parsed = parseJsonBody(operation, request);
  return 'refused' in parsed ? parsed : { operation, params: match.params, body: parsed.body };
}

function refusedResult(family: ErrorFamily, ...details: RefusalDetails): { readonly refused: Answer } {
  return { refused: refuse(family, ...details) };
}
type RefusalDetails = Parameters<typeof refuse> extends [ErrorFamily, ...infer Rest] ? Rest : never;

function methodNotAllowed(
  method: string,
  allowedMethods: readonly string[],
  family: ErrorFamily,
): { readonly refused: Answer } {
  const methods = allowedMethods.join(', ');
  const violation: Violation = {
    pointer: 'method',
    got: method.slice(0, 20),
    expected: methods,
    rule: 'bt §5.2 code 61',
  };
  const answer = refuse(family, 'methodNotAllowed', `The method is not allowed here; allowed: ${methods}`, [violation]);
  return { refused: { ...answer, headers: { ...answer.headers, Allow: methods } } };
}

function checkTokenState(family: ErrorFamily, token: TokenState): Answer | undefined {
  const withChallenge = (answer: Answer, value: string): Answer => ({
    ...answer,
    headers: { ...answer.headers, 'WWW-Authenticate': value },
  });
  switch (token) {
    case 'good':
      return undefined;
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

function parseJsonBody(
  operation: OperationContract,
  { headers, body, limits }: RawRequest,
): { refused: Answer } | { body: unknown } {
  const { family } = operation;
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
      if (!operation.bodyRequired) return { body: undefined };
      return refusedResult(family, 'missingBody', 'Missing body', [
        { pointer: '', expected: 'a JSON body', rule: 'bt §5.2 code 21' },
      ]);
    default:
  }
  const contentType = headers['content-type'];
  const mediaType = mediaTypeOf(contentType);
  if (!operation.requestMediaTypes?.includes(mediaType)) {
    return refusedResult(family, 'unsupportedMediaType', 'Unsupported Media Type', [
      {
        pointer: 'header/content-type',
        got: mediaType.slice(0, 80),
        expected: operation.requestMediaTypes?.join(' or ') ?? '',
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
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    const parserMessage = error instanceof Error ? error.message.slice(0, 120) : '';
    return refusedResult(family, 'invalidBody', 'Invalid body: it is not well-formed JSON', [
      { pointer: '', got: parserMessage, expected: 'well-formed JSON', rule: 'bt §5.2 code 22' },
    ]);
  }
  const violation = findShapeViolation(body, shape);
  if (!violation) return { body };
  return refusedResult(family, 'invalidBody', `Invalid body: ${violation.expected}`, [violation]);
}
