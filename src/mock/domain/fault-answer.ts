import { describeFault, type Fault } from './fault.ts';
import { type Answer, type Family, type ProblemName, refuse } from './problem.ts';

/** Which entry of the catalogue says it best. */
const byStatus: { readonly [status: number]: ProblemName } = {
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
 * The answer that a fault gives in place of the operation's: its own body, or the one that the API's family has for the
 * status. Undefined when the operation is to be performed all the same.
 */
export function faultAnswer(fault: Fault, family: Family): Answer | undefined {
  const { status, body, drop } = fault;
  if (status === undefined && !drop) return undefined;
  const why = [{ pointer: '', expected: `no fault: ${describeFault(fault)}`, rule: `fault ${fault.id}` }];
  if (status === undefined) return { ...refuse(family, 'gatewayTimeout', 'Gateway Timeout'), why };
  if (body !== undefined) return { status, body, why };
  if (status < 400) return { status, why };
  const named = byStatus[status] ?? (status < 500 ? 'badRequest' : 'internalError');
  return { ...refuse(family, named, `Answered ${status} on purpose`), status, why };
}

/** The same for the token endpoint, in the words of RFC 6749 §5.2. */
export function faultTokenAnswer(fault: Fault): { readonly status: number; readonly body: object } | undefined {
  const { status, body, drop } = fault;
  if (status === undefined && !drop) return undefined;
  const answered = status ?? 504;
  if (typeof body === 'object' && body !== null) return { status: answered, body };
  const error = answered === 401 ? 'invalid_client' : answered < 500 ? 'invalid_request' : 'temporarily_unavailable';
  return { status: answered, body: { error, error_description: `Answered ${answered} on purpose` } };
}
