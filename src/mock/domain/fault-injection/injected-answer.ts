import type { Answer } from '#domain/core/call';
import { type ErrorFamily, type ErrorName, refuse } from '#domain/errors/error-catalogue';
import { describeFaultInjection, type FaultInjection } from './fault-injection.ts';

/** The entry of the error catalogue that fits each status best. */
const errorNameByStatus: { readonly [status: number]: ErrorName } = {
  400: 'badRequest',
  401: 'expiredCredentials',
  403: 'accessDenied',
  404: 'notFound',
  405: 'methodNotAllowed',
  406: 'notAcceptable',
  408: 'requestTimeout',
  409: 'conflict',
  412: 'preconditionFailed',
  413: 'tooLarge',
  415: 'unsupportedMediaType',
  422: 'unprocessable',
  429: 'tooManyRequests',
  500: 'internalError',
  501: 'notImplemented',
  503: 'unavailable',
  504: 'gatewayTimeout',
  507: 'sandboxFull',
};

/**
 * The answer that an injection gives in place of the operation's: its own body, or the error body of the API's family
 * for the status. Undefined when the operation is performed anyway.
 */
export function buildInjectedAnswer(injection: FaultInjection, family: ErrorFamily): Answer | undefined {
  const { status, body, drop } = injection;
  if (status === undefined && !drop) return undefined;
  const violations = [
    {
      pointer: '',
      expected: `no fault injection: ${describeFaultInjection(injection)}`,
      rule: `fault injection ${injection.id}`,
    },
  ];
  if (status === undefined) return { ...refuse(family, 'gatewayTimeout', 'Gateway Timeout'), violations };
  if (body !== undefined) return { status, body, violations };
  if (status < 400) return { status, violations };
  const errorName = errorNameByStatus[status] ?? (status < 500 ? 'badRequest' : 'internalError');
  return { ...refuse(family, errorName, `Answered ${status} on purpose`), status, violations };
}

/**
 * The injected answer of the token endpoint, in the terms of RFC 6749 §5.2. Undefined when a token is issued anyway.
 */
export function buildInjectedTokenAnswer(
  injection: FaultInjection,
): { readonly status: number; readonly body: object } | undefined {
  const { status, body, drop } = injection;
  if (status === undefined && !drop) return undefined;
  const injectedStatus = status ?? 504;
  if (typeof body === 'object' && body !== null) return { status: injectedStatus, body };
  const error =
    injectedStatus === 401 ? 'invalid_client' : injectedStatus < 500 ? 'invalid_request' : 'temporarily_unavailable';
  return { status: injectedStatus, body: { error, error_description: `Answered ${injectedStatus} on purpose` } };
}
