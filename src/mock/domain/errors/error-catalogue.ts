import type { Answer } from '#domain/core/call';
import type { Violation } from '#domain/core/violation';

/**
 * Every refusal on BT's paths: status, code, text and which APIs use it. docs/errors.md is printed from this catalogue. Codes and texts: BT (bt-domain §5.2); rows marked `modelled` follow the same numbering.
 */

/**
 * The family of a body, by who answers: `quote` {code: integer, message} from the gateway or {code: integer, reason, …} from the
 * pricing tool; `address` strings; `appointment` words from its back end, strings from the gateway; `tmf` the TM Forum
 * error object, all strings. `oauth` is RFC 6749 and is built by the token endpoint.
 */
export const errorFamilies = ['quote', 'address', 'appointment', 'tmf'] as const;
export type ErrorFamily = (typeof errorFamilies)[number];

export interface ErrorDefinition {
  readonly status: number;
  /** As a string, leading zero kept; the quote family sends it as an integer. Appointment back-end words are codes too. */
  readonly code: string;
  /** BT's generic phrase. */
  readonly reason: string;
  /** From the gateway (headers APIGW-Exception*), or from the system behind it. */
  readonly raisedBy: 'gateway' | 'backend';
  /** The APIs that use it, by the family of their bodies. */
  readonly apis: ErrorScope;
  readonly source: 'bt' | 'bt-sibling' | 'tmf' | 'modelled';
}

type ErrorScope = 'every API' | readonly ErrorFamily[];
type ErrorSource = ErrorDefinition['source'];

const gatewayError = (
  status: number,
  code: string,
  reason: string,
  apis: ErrorScope = 'every API',
  source: ErrorSource = 'bt',
) => ({ status, code, reason, raisedBy: 'gateway', apis, source }) satisfies ErrorDefinition;
const backendError = (
  status: number,
  code: string,
  reason: string,
  apis: ErrorScope = 'every API',
  source: ErrorSource = 'bt',
) => ({ status, code, reason, raisedBy: 'backend', apis, source }) satisfies ErrorDefinition;
/** The appointment back end answers in words. */
const appointmentError = (status: number, code: string, reason: string) =>
  ({ status, code, reason, raisedBy: 'backend', apis: ['appointment'], source: 'bt' }) satisfies ErrorDefinition;

export const errorCatalogue = {
  invalidUrlParameter: backendError(400, '20', 'Invalid URL parameter value', ['address', 'tmf']),
  missingBody: gatewayError(400, '21', 'Missing body'),
  invalidBody: gatewayError(400, '22', 'Invalid body'),
  missingInBody: backendError(400, '23', 'Missing parameter in body', ['address', 'tmf']),
  invalidInBody: backendError(400, '24', 'Invalid parameter in body', ['address', 'tmf']),
  missingHeader: gatewayError(400, '25', 'Missing header'),
  invalidHeader: gatewayError(400, '26', 'Invalid header value'),
  missingQuery: backendError(400, '27', 'Missing query-string parameter', ['address', 'tmf']),
  invalidQuery: backendError(400, '28', 'Invalid query-string parameter value', ['address', 'tmf']),
  badRequest: backendError(400, '29', 'Bad request', ['quote', 'address', 'tmf']),
  invalidQuoteConfiguration: backendError(400, '32', 'Invalid quote configuration', ['quote']),
  // Misspelt as BT has it.
  siteVisitReasonNotSupported: appointmentError(400, 'SiteVisitReasonNotSuported', 'Site visit reason not supported'),
  simNotSupported: appointmentError(400, 'SimNotSupported', 'Sim provide not supported'),
  missingLocationIdentifier: appointmentError(400, 'MissingLocationIdentifier', 'Missing location identifier'),
  tooManyLocationIdentifiers: appointmentError(400, 'TooManyLocationIdentifiers', 'Too many location identifiers'),
  timeSlotNotSupported: appointmentError(400, 'TimeSlotNotSupported', 'Time slot not supported'),
  accessLineIdNotRecognised: appointmentError(400, 'AccessLineIdNotRecognised', 'Access line id not recognised'),
  newExchangeLineNotSupported: appointmentError(400, 'NewExchangeLineNotSupported', 'New exchange line not supported'),
  noDirectoryNumberForAccessLineId: appointmentError(
    400,
    'NoDirectoryNumberForAccessLineId',
    'No directory number for the access line id',
  ),
  invalidInputCombination: appointmentError(400, 'InvalidInputCombination', 'Invalid combination of inputs'),
  timeSlotNotAvailable: appointmentError(400, 'TimeSlotNotAvailable', 'Time slot not available'),
  exchangeLineInactive: appointmentError(400, 'ExchangeLineInactive', 'Exchange line inactive'),
  missingCredentialsWord: appointmentError(400, 'MissingCredentials', 'Missing credentials'),
  missingRequestBody: appointmentError(400, 'MissingRequestBody', 'Missing request body'),
  missingData: appointmentError(400, 'MissingData', 'Missing data'),
  invalidData: appointmentError(400, 'InvalidData', 'Invalid data'),
  missingCredentials: gatewayError(401, '40', 'Missing credentials'),
  invalidCredentials: gatewayError(401, '41', 'Invalid credentials'),
  expiredCredentials: gatewayError(401, '42', 'Expired credentials'),
  unauthorizedDuns: backendError(401, '43', 'Unauthorized DUNS Id', ['quote']),
  accessDenied: gatewayError(403, '50', 'Access denied'),
  forbiddenRequester: backendError(403, '51', 'Forbidden requester', ['quote']),
  forbiddenUser: backendError(403, '52', 'Forbidden user', ['address']),
  // BT documents the block on quote; that it holds everywhere is modelled.
  blocked: backendError(403, '53', 'Too many requests'),
  exchangeLineAssignedToAnotherCp: appointmentError(
    403,
    'ExchangeLineAssignedToAnotherCP',
    'Exchange line assigned to another CP',
  ),
  notFound: backendError(404, '60', 'Resource not found'),
  noSuchPath: gatewayError(404, '60', 'Resource not found'),
  methodNotAllowed: gatewayError(405, '61', 'Method not allowed'),
  notAcceptable: gatewayError(406, '62', 'Not acceptable', 'every API', 'modelled'),
  requestTimeout: gatewayError(408, '63', 'Request time-out', 'every API', 'modelled'),
  conflict: backendError(409, '64', 'Conflict', ['tmf'], 'modelled'),
  preconditionFailed: backendError(412, '65', 'Precondition failed', ['tmf'], 'modelled'),
  tooLarge: gatewayError(413, '66', 'Request entity too large', 'every API', 'modelled'),
  uriTooLong: gatewayError(414, '67', 'Request URI too long', 'every API', 'modelled'),
  unsupportedMediaType: gatewayError(415, '68', 'Unsupported Media Type'),
  unsupportedMediaTypeWord: appointmentError(415, 'UnsupportedMediaType', 'Unsupported media type'),
  unprocessable: backendError(422, '29', 'Unprocessable', ['tmf'], 'modelled'),
  tooManyQuotes: gatewayError(429, '80', 'Too many requests', ['quote']),
  tooManyRequests: gatewayError(429, '53', 'Too many requests', ['address', 'appointment', 'tmf']),
  headersTooLarge: gatewayError(431, '66', 'Request header fields too large', 'every API', 'modelled'),
  internalError: backendError(500, '01', 'Internal error'),
  quoteNotImplemented: backendError(500, '02', 'Not Implemented', ['quote']),
  addressInternalError: backendError(500, '02', 'Internal error', ['address']),
  notImplemented: backendError(501, '02', 'Not Implemented', 'every API', 'modelled'),
  unavailable: backendError(503, '05', 'The service is temporarily unavailable'),
  gatewayTimeout: gatewayError(504, '08', 'Gateway Timeout', ['quote', 'tmf']),
  addressGatewayTimeout: gatewayError(504, '69', 'Gateway Timeout', ['address', 'appointment']),
  sandboxFull: backendError(507, '05', 'The sandbox can keep no more', 'every API', 'modelled'),
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorName = keyof typeof errorCatalogue;

/** The answer for a problem in a family's own body. `message` is specific; `why` lists every violation. */
export function refuse(
  family: ErrorFamily,
  name: ErrorName,
  message: string,
  violations: readonly Violation[] = [],
): Answer {
  const definition: ErrorDefinition = errorCatalogue[name];
  const headers =
    definition.raisedBy === 'gateway'
      ? {
          'APIGW-Exception': toHeaderText(message),
          'APIGW-Exception-Code': definition.code,
          'APIGW-Exception-System': 'APIGW',
        }
      : {};
  return {
    status: definition.status,
    headers,
    body: renderErrorBody(family, definition, message, violations),
    violations,
  };
}

/** Header values are one line of visible ASCII; what a client sent may be neither. */
function toHeaderText(message: string): string {
  return message.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}

function renderErrorBody(
  family: ErrorFamily,
  definition: ErrorDefinition,
  message: string,
  why: readonly Violation[],
): unknown {
  if (family === 'quote') {
    const code = Number(definition.code);
    if (definition.raisedBy === 'gateway') return { code, message };
    const errors = why.map(({ pointer, expected }) => ({ path: pointer, message: expected }));
    return { code, reason: definition.reason, message, ...(errors.length > 0 ? { errors } : {}) };
  }
  if (family === 'tmf') {
    return {
      code: definition.code,
      reason: definition.reason,
      message,
      status: String(definition.status),
      '@type': 'Error',
    };
  }
  if (definition.raisedBy === 'gateway') return { code: definition.code, message };
  if (family === 'appointment') return { code: definition.code, reason: message };
  return { code: definition.code, reason: definition.reason, message };
}
