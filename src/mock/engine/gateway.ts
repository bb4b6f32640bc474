import { type Answer, type Family, type Fault, refuse } from '../domain/problem.ts';
import type { OperationContract, Routed } from './contract.ts';
import type { EngineLimits } from './engine-limits.ts';
import { foreignCharset, mediaTypeOf } from './media-type.ts';
import { type ShapeLimits, tooBig } from './shape.ts';

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

export type Admitted =
  | { readonly refused: Answer }
  | {
      readonly operation: OperationContract;
      readonly params: { readonly [name: string]: string };
      readonly body: unknown;
    };

const trackingHeader = 'APIGW-Tracking-Header';
const trackingPattern = /^[\w.~:@-]{1,255}$/;

/** Admits a request to its operation, or refuses it in the body family of the API it was meant for. */
export function admit(request: RawRequest, routed: Routed, token: TokenState): Admitted {
  if (!routed) return refused('tmf', 'noSuchPath', `No resource is served at ${request.path.slice(0, 200)}`);
  if ('allow' in routed) return notAllowed(request.method, routed.allow, routed.family);
  const operation = routed.found;
  const { family } = operation;
  const unauthorized = checkToken(family, token);
  if (unauthorized) return { refused: unauthorized };
  const badHeader = checkTracking(family, request.headers) ?? checkDeclaredHeaders(operation, request.headers);
  if (badHeader) return { refused: badHeader };
  if (operation.requestMediaTypes === undefined) return { operation, params: routed.params, body: undefined };
  const read = readBody(operation, request);
  return 'refused' in read ? read : { operation, params: routed.params, body: read.body };
}

function refused(family: Family, ...why: RefusalOf): { readonly refused: Answer } {
  return { refused: refuse(family, ...why) };
}
type RefusalOf = Parameters<typeof refuse> extends [Family, ...infer Rest] ? Rest : never;

function notAllowed(method: string, allow: readonly string[], family: Family): { readonly refused: Answer } {
  const methods = allow.join(', ');
  const fault: Fault = { pointer: 'method', got: method.slice(0, 20), expected: methods, rule: 'bt §5.2 code 61' };
  const answer = refuse(family, 'methodNotAllowed', `The method is not allowed here; allowed: ${methods}`, [fault]);
  return { refused: { ...answer, headers: { ...answer.headers, Allow: methods } } };
}

function checkToken(family: Family, token: TokenState): Answer | undefined {
  const challenge = (answer: Answer, value: string): Answer => ({
    ...answer,
    headers: { ...answer.headers, 'WWW-Authenticate': value },
  });
  switch (token) {
    case 'good':
      return undefined;
    case 'missing':
      return challenge(
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
      return challenge(
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
      return challenge(
        refuse(family, 'invalidCredentials', 'Invalid credentials', [
          { pointer: 'header/authorization', expected: 'a token that this server has issued', rule: 'bt §1.3 code 41' },
        ]),
        'Bearer error="invalid_token"',
      );
    case 'expired':
      return challenge(
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

function checkTracking(family: Family, headers: RawRequest['headers']): Answer | undefined {
  const value = headers[trackingHeader.toLowerCase()];
  if (value === undefined || value === '') {
    return refuse(family, 'missingHeader', `Missing header: ${trackingHeader}`, [
      {
        pointer: `header/${trackingHeader}`,
        expected: 'any token of 1 to 255 characters; a UUID is best',
        rule: 'bt §1.3 code 25',
      },
    ]);
  }
  if (trackingPattern.test(value)) return undefined;
  return refuse(family, 'invalidHeader', `Invalid header value: ${trackingHeader}`, [
    {
      pointer: `header/${trackingHeader}`,
      got: value.slice(0, 80),
      expected: 'letters, digits and _ . ~ : @ - (1 to 255)',
      rule: 'bt §1.3 code 26',
    },
  ]);
}

function checkDeclaredHeaders(operation: OperationContract, headers: RawRequest['headers']): Answer | undefined {
  const faults = operation.checkHeaders(headers);
  const first = faults[0];
  if (!first) return undefined;
  const name = first.pointer.slice('header/'.length);
  const missing = headers[name.toLowerCase()] === undefined;
  return missing
    ? refuse(operation.family, 'missingHeader', `Missing header: ${name}`, faults)
    : refuse(operation.family, 'invalidHeader', `Invalid header value: ${name}`, faults);
}

function readBody(
  operation: OperationContract,
  { headers, body, limits }: RawRequest,
): { refused: Answer } | { body: unknown } {
  const { family } = operation;
  switch (body.kind) {
    case 'tooLarge':
      return refused(family, 'tooLarge', `The body is larger than ${body.limit} bytes`, [
        { pointer: '', expected: `at most ${body.limit} bytes`, rule: 'body size' },
      ]);
    case 'encoded':
      return refused(family, 'unsupportedMediaType', 'Unsupported Media Type', [
        {
          pointer: 'header/content-encoding',
          got: body.encoding.slice(0, 40),
          expected: 'a body that is not compressed',
          rule: 'body encoding',
        },
      ]);
    case 'none':
      if (!operation.bodyRequired) return { body: undefined };
      return refused(family, 'missingBody', 'Missing body', [
        { pointer: '', expected: 'a JSON body', rule: 'bt §5.2 code 21' },
      ]);
    default:
  }
  const contentType = headers['content-type'];
  const mediaType = mediaTypeOf(contentType);
  if (!operation.requestMediaTypes?.includes(mediaType)) {
    return refused(family, 'unsupportedMediaType', 'Unsupported Media Type', [
      {
        pointer: 'header/content-type',
        got: mediaType.slice(0, 80),
        expected: operation.requestMediaTypes?.join(' or ') ?? '',
        rule: 'bt §5.2 code 68',
      },
    ]);
  }
  const charset = foreignCharset(contentType);
  if (charset !== undefined) {
    return refused(family, 'unsupportedMediaType', 'Unsupported Media Type: the body must be UTF-8', [
      {
        pointer: 'header/content-type',
        got: `charset=${charset}`,
        expected: 'a body in UTF-8: charset=utf-8, or no charset',
        rule: 'bt §5.2 code 68',
      },
    ]);
  }
  if (body.kind === 'notUtf8') {
    return refused(family, 'invalidBody', 'Invalid body: it is not UTF-8', [
      { pointer: '', expected: 'UTF-8', rule: 'bt §5.2 code 22' },
    ]);
  }
  return parse(family, body.text, limits?.shape);
}

function parse(family: Family, text: string, shape?: ShapeLimits): { refused: Answer } | { body: unknown } {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    const where = error instanceof Error ? error.message.slice(0, 120) : '';
    return refused(family, 'invalidBody', 'Invalid body: it is not well-formed JSON', [
      { pointer: '', got: where, expected: 'well-formed JSON', rule: 'bt §5.2 code 22' },
    ]);
  }
  const fault = tooBig(body, shape);
  if (!fault) return { body };
  return refused(family, 'invalidBody', `Invalid body: ${fault.expected}`, [fault]);
}
