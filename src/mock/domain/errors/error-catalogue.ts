import type { Answer } from '#domain/core/call';
import type { Violation } from '#domain/core/violation';

/**
 * Every refusal on BT's paths: status, code, text and which APIs use it. docs/errors.md is printed from this catalogue.
 * Codes and texts: BT (bt-domain §5.2 and §9.1). Each API has its own table at BT: a row is BT's only where that table
 * has it, and an API whose text differs says so under `own`. The other rows follow the same numbering.
 */

/**
 * The family of a body, by who answers: `quote` {code: integer, message} from the gateway or {code: integer, reason, …} from the
 * pricing tool; `address` strings; `appointment` words from its back end, strings from the gateway; `tmf` the TM Forum
 * error object, all strings. `oauth` is RFC 6749 and is built by the token endpoint.
 */
export const errorFamilies = ['quote', 'address', 'appointment', 'tmf'] as const;
export type ErrorFamily = (typeof errorFamilies)[number];

/** A row as one API has it. */
export interface ErrorRow {
  readonly status: number;
  /** As a string, leading zero kept; the quote family sends it as an integer. Appointment back-end words are codes too. */
  readonly code: string;
  /** BT's generic phrase. */
  readonly reason: string;
  /** BT's specific sentence, where its table has one. */
  readonly message?: string;
  /** From the gateway (headers APIGW-Exception*), or from the system behind it. */
  readonly raisedBy: 'gateway' | 'backend';
  readonly source: 'bt' | 'bt-sibling' | 'modelled';
}

export interface ErrorDefinition extends Omit<ErrorRow, 'message' | 'source'> {
  /** The APIs that use it, by the family of their bodies. */
  readonly apis: readonly ErrorFamily[];
  /** The APIs whose own table at BT has it; for the others it is modelled, unless `own` knows better. */
  readonly published: readonly ErrorFamily[];
  /** What the table of one API has otherwise. */
  readonly own: OwnTexts;
}

type OwnTexts = { readonly [family in ErrorFamily]?: Partial<Omit<ErrorRow, 'status' | 'code'>> };

/** BT publishes the tables of these three; those of the order family are not public. */
const publishedTables = ['quote', 'address', 'appointment'] as const;

interface RowScope {
  readonly apis?: readonly ErrorFamily[];
  readonly published?: readonly ErrorFamily[];
  readonly own?: OwnTexts;
}

/** Without a scope every API has the row, and every published table. */
const defineRow = (
  raisedBy: ErrorRow['raisedBy'],
  status: number,
  code: string,
  reason: string,
  { apis = errorFamilies, published = publishedTables, own = {} }: RowScope = {},
): ErrorDefinition => ({
  status,
  code,
  reason,
  raisedBy,
  apis,
  published: published.filter((family) => apis.includes(family)),
  own,
});
const gatewayError = (status: number, code: string, reason: string, scope?: RowScope) =>
  defineRow('gateway', status, code, reason, scope);
const backendError = (status: number, code: string, reason: string, scope?: RowScope) =>
  defineRow('backend', status, code, reason, scope);
/** The appointment back end answers in words. */
const appointmentError = (status: number, code: string, reason: string) =>
  defineRow('backend', status, code, reason, { apis: ['appointment'] });

const notPublished = { published: [] };
/** What the address back end says to every 5xx. */
const addressFailure = {
  message: 'There was an error processing your request, please try again later',
};

const methodsAreInAllow =
  "The URI does not support the requested method. The available methods are set in the response header 'Allow'.";

export const errorCatalogue = {
  invalidUrlParameter: backendError(400, '20', 'Invalid URL parameter value', { apis: ['address', 'tmf'] }),
  missingBody: gatewayError(400, '21', 'Missing body'),
  invalidBody: gatewayError(400, '22', 'Invalid body', { published: ['quote'] }),
  missingInBody: backendError(400, '23', 'Missing parameter in body', {
    apis: ['address', 'tmf'],
    own: { tmf: { source: 'bt-sibling' } },
  }),
  invalidInBody: backendError(400, '24', 'Invalid parameter in body', { apis: ['address', 'tmf'] }),
  missingHeader: gatewayError(400, '25', 'Missing header'),
  invalidHeader: gatewayError(400, '26', 'Invalid header value'),
  missingQuery: backendError(400, '27', 'Missing query-string parameter', { apis: ['address', 'tmf'] }),
  invalidQuery: backendError(400, '28', 'Invalid query-string parameter value', { apis: ['address', 'tmf'] }),
  badRequest: backendError(400, '29', 'Bad request', { apis: ['quote', 'address', 'tmf'] }),
  invalidQuoteConfiguration: backendError(400, '32', 'Invalid quote configuration', { apis: ['quote'] }),
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
  expiredCredentials: gatewayError(401, '42', 'Expired credentials', { published: ['quote', 'address'] }),
  unauthorizedDuns: backendError(401, '43', 'Unauthorized DUNS Id', { apis: ['quote'] }),
  accessDenied: gatewayError(403, '50', 'Access denied', { own: { tmf: { source: 'bt-sibling' } } }),
  forbiddenRequester: backendError(403, '51', 'Forbidden requester', {
    apis: ['quote'],
    own: {
      quote: { message: 'The client application is not authorised to call this version of the pricing tool API.' },
    },
  }),
  forbiddenUser: backendError(403, '52', 'Forbidden user', { apis: ['address'] }),
  // Address and appointment have code 53 under 429 only: see tooManyRequests.
  blocked: backendError(403, '53', 'Too many requests', {
    apis: ['quote', 'tmf'],
    own: {
      quote: { message: 'Temporary (1 hour) API block in place due to excessive request rate limiting.' },
      tmf: { message: 'Temporary (1 hour) API block in place due to excessive request rate limiting.' },
    },
  }),
  exchangeLineAssignedToAnotherCp: appointmentError(
    403,
    'ExchangeLineAssignedToAnotherCP',
    'Exchange line assigned to another CP',
  ),
  notFound: backendError(404, '60', 'Resource not found', { published: ['quote', 'address'] }),
  // A path that no API has belongs to no table.
  noSuchPath: gatewayError(404, '60', 'Resource not found', { apis: ['tmf'] }),
  // The gateway names no methods; the pricing tool does, in `Allow`, and its sentence goes with that header.
  methodNotAllowed: gatewayError(405, '61', 'Method not allowed', {
    own: {
      quote: { raisedBy: 'backend', message: methodsAreInAllow },
      tmf: { raisedBy: 'backend', message: methodsAreInAllow },
    },
  }),
  notAcceptable: gatewayError(406, '62', 'Not acceptable', notPublished),
  requestTimeout: gatewayError(408, '63', 'Request time-out', notPublished),
  conflict: backendError(409, '64', 'Conflict', { apis: ['tmf'] }),
  preconditionFailed: backendError(412, '65', 'Precondition failed', { apis: ['tmf'] }),
  tooLarge: gatewayError(413, '66', 'Request entity too large', notPublished),
  uriTooLong: gatewayError(414, '67', 'Request URI too long', notPublished),
  unsupportedMediaType: gatewayError(415, '68', 'Unsupported Media Type', { published: ['quote', 'appointment'] }),
  unsupportedMediaTypeWord: appointmentError(415, 'UnsupportedMediaType', 'Unsupported media type'),
  unprocessable: backendError(422, '29', 'Unprocessable', { apis: ['tmf'] }),
  tooManyQuotes: gatewayError(429, '80', 'Too many requests', { apis: ['quote'] }),
  tooManyRequests: gatewayError(429, '53', 'Too many requests', { apis: ['address', 'appointment', 'tmf'] }),
  headersTooLarge: gatewayError(431, '66', 'Request header fields too large', notPublished),
  internalError: backendError(500, '01', 'Internal error', {
    own: {
      quote: { reason: 'Internal application error', message: 'Internal application error' },
      address: { reason: 'Internal Error', ...addressFailure },
    },
  }),
  quoteNotImplemented: backendError(500, '02', 'Not Implemented', { apis: ['quote'] }),
  addressInternalError: backendError(500, '02', 'Internal error', {
    apis: ['address'],
    own: { address: addressFailure },
  }),
  notImplemented: backendError(501, '02', 'Not Implemented', notPublished),
  unavailable: backendError(503, '05', 'The service is temporarily unavailable', {
    published: ['quote', 'address'],
    own: { quote: { raisedBy: 'gateway' }, address: addressFailure },
  }),
  gatewayTimeout: gatewayError(504, '08', 'Gateway Timeout', { apis: ['quote', 'tmf'] }),
  addressGatewayTimeout: gatewayError(504, '69', 'Gateway Timeout', {
    apis: ['address', 'appointment'],
    published: ['address'],
  }),
  sandboxFull: backendError(507, '05', 'The sandbox can keep no more', notPublished),
} as const satisfies { readonly [name: string]: ErrorDefinition };

export type ErrorName = keyof typeof errorCatalogue;

/** A row in the words of one API. */
export function errorRowOf(family: ErrorFamily, name: ErrorName): ErrorRow {
  const { status, code, reason, raisedBy, published, own } = errorCatalogue[name];
  const source = published.includes(family) ? 'bt' : 'modelled';
  return { status, code, reason, raisedBy, source, ...own[family] };
}

/** The refusal with BT's own sentence, or with its phrase where BT has no sentence. */
export function refuseAsPublished(family: ErrorFamily, name: ErrorName, violations: readonly Violation[] = []): Answer {
  const { message, reason } = errorRowOf(family, name);
  return refuse(family, name, message ?? reason, violations);
}

/** The answer for a problem in a family's own body. `message` is specific; `why` lists every violation. */
export function refuse(
  family: ErrorFamily,
  name: ErrorName,
  message: string,
  violations: readonly Violation[] = [],
): Answer {
  const definition = errorRowOf(family, name);
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
  definition: ErrorRow,
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
