import type { Answer } from '#domain/core/call';
import {
  type ErrorFamily,
  type ErrorName,
  errorCatalogue,
  errorRowOf,
  refuse,
  refuseAsPublished,
} from '#domain/errors/error-catalogue';
import { describeFaultInjection, type FaultInjection } from './fault-injection.ts';

/** Entries of the error catalogue for each status: the first that the API has is taken. */
const errorNamesByStatus: { readonly [status: number]: readonly ErrorName[] } = {
  400: ['badRequest', 'invalidData'],
  401: ['expiredCredentials'],
  403: ['accessDenied'],
  404: ['notFound'],
  405: ['methodNotAllowed'],
  406: ['notAcceptable'],
  408: ['requestTimeout'],
  409: ['conflict'],
  412: ['preconditionFailed'],
  413: ['tooLarge'],
  414: ['uriTooLong'],
  415: ['unsupportedMediaType'],
  422: ['unprocessable'],
  429: ['tooManyRequests', 'tooManyQuotes'],
  431: ['headersTooLarge'],
  500: ['internalError'],
  501: ['notImplemented'],
  503: ['unavailable'],
  504: ['gatewayTimeout', 'addressGatewayTimeout'],
  507: ['sandboxFull'],
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
  if (status === undefined) return refuseAsPublished(family, errorNameFor(504, family), violations);
  if (body !== undefined) return { status, body, violations };
  if (status < 400) return { status, violations };
  const errorName = errorNameFor(status, family);
  const row = errorRowOf(family, errorName);
  // A text of BT's stays as BT has it; the journal says that the answer was injected.
  const message = (row.status === status ? row.message : undefined) ?? `Answered ${status} on purpose`;
  return { ...refuse(family, errorName, message), status, violations };
}

function errorNameFor(status: number, family: ErrorFamily): ErrorName {
  const names = errorNamesByStatus[status] ?? (status < 500 ? ['badRequest', 'invalidData'] : ['internalError']);
  return names.find((name) => errorCatalogue[name].apis.includes(family)) ?? (names[0] as ErrorName);
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
