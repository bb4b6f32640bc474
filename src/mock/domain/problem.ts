/**
 * Every refusal of the BT paths, in one catalogue: status, code, text and where it is used. The documentation of errors is
 * printed from here. Codes and texts: BT (bt-domain §5.2); rows marked `modelled` follow the same numbering.
 */

/**
 * Who answers, hence which body: `quote` {code: integer, message} from the gateway or {code: integer, reason, …} from the
 * pricing tool; `address` strings; `appointment` words from its back end, strings from the gateway; `tmf` the TM Forum
 * error object, all strings. `oauth` is RFC 6749 and never built here.
 */
export type Family = 'quote' | 'address' | 'appointment' | 'tmf';

/** One thing wrong with a request: where, what was found, what would be right, and which rule says so. */
export interface Fault {
  /** JSON pointer into the body, or `query/limit`, `header/productFamily`, `path/id`. */
  readonly pointer: string;
  /** What was received, shortened; undefined when it was missing. */
  readonly got?: unknown;
  readonly expected: string;
  /** `bt §2.1`, `schema maxLength`, `tmf §1.3`: the rule in a few words. */
  readonly rule: string;
  /** Where the specification says so: `quote.yaml#/components/schemas/Quote_Create/properties/externalId`. */
  readonly spec?: string;
}

export interface Problem {
  readonly status: number;
  /** As a string, leading zero kept; the quote family sends it as an integer. Appointment back-end words are codes too. */
  readonly code: string;
  /** BT's generic phrase. */
  readonly reason: string;
  /** From the gateway (headers APIGW-Exception*), or from the system behind it. */
  readonly by: 'gateway' | 'backend';
  /** The APIs that have it, by the family of their bodies. */
  readonly where: Where;
  readonly source: 'bt' | 'bt-sibling' | 'tmf' | 'modelled';
}

type Where = 'every API' | readonly Family[];
type Source = Problem['source'];

const gateway = (status: number, code: string, reason: string, where: Where = 'every API', source: Source = 'bt') =>
  ({ status, code, reason, by: 'gateway', where, source }) satisfies Problem;
const backend = (status: number, code: string, reason: string, where: Where = 'every API', source: Source = 'bt') =>
  ({ status, code, reason, by: 'backend', where, source }) satisfies Problem;
/** The appointment back end answers in words. */
const word = (status: number, code: string, reason: string) =>
  ({ status, code, reason, by: 'backend', where: ['appointment'], source: 'bt' }) satisfies Problem;

export const problems = {
  invalidUrlParameter: backend(400, '20', 'Invalid URL parameter value', ['address', 'tmf']),
  missingBody: gateway(400, '21', 'Missing body'),
  invalidBody: gateway(400, '22', 'Invalid body'),
  missingInBody: backend(400, '23', 'Missing parameter in body', ['address', 'tmf']),
  invalidInBody: backend(400, '24', 'Invalid parameter in body', ['address', 'tmf']),
  missingHeader: gateway(400, '25', 'Missing header'),
  invalidHeader: gateway(400, '26', 'Invalid header value'),
  missingQuery: backend(400, '27', 'Missing query-string parameter', ['address', 'tmf']),
  invalidQuery: backend(400, '28', 'Invalid query-string parameter value', ['address', 'tmf']),
  badRequest: backend(400, '29', 'Bad request', ['quote', 'address', 'tmf']),
  invalidQuoteConfiguration: backend(400, '32', 'Invalid quote configuration', ['quote']),
  // Misspelt as BT has it.
  siteVisitReasonNotSupported: word(400, 'SiteVisitReasonNotSuported', 'Site visit reason not supported'),
  simNotSupported: word(400, 'SimNotSupported', 'Sim provide not supported'),
  missingLocationIdentifier: word(400, 'MissingLocationIdentifier', 'Missing location identifier'),
  tooManyLocationIdentifiers: word(400, 'TooManyLocationIdentifiers', 'Too many location identifiers'),
  timeSlotNotSupported: word(400, 'TimeSlotNotSupported', 'Time slot not supported'),
  accessLineIdNotRecognised: word(400, 'AccessLineIdNotRecognised', 'Access line id not recognised'),
  newExchangeLineNotSupported: word(400, 'NewExchangeLineNotSupported', 'New exchange line not supported'),
  noDirectoryNumberForAccessLineId: word(
    400,
    'NoDirectoryNumberForAccessLineId',
    'No directory number for the access line id',
  ),
  invalidInputCombination: word(400, 'InvalidInputCombination', 'Invalid combination of inputs'),
  timeSlotNotAvailable: word(400, 'TimeSlotNotAvailable', 'Time slot not available'),
  exchangeLineInactive: word(400, 'ExchangeLineInactive', 'Exchange line inactive'),
  missingCredentialsWord: word(400, 'MissingCredentials', 'Missing credentials'),
  missingRequestBody: word(400, 'MissingRequestBody', 'Missing request body'),
  missingData: word(400, 'MissingData', 'Missing data'),
  invalidData: word(400, 'InvalidData', 'Invalid data'),
  missingCredentials: gateway(401, '40', 'Missing credentials'),
  invalidCredentials: gateway(401, '41', 'Invalid credentials'),
  expiredCredentials: gateway(401, '42', 'Expired credentials'),
  unauthorizedDuns: backend(401, '43', 'Unauthorized DUNS Id', ['quote']),
  accessDenied: gateway(403, '50', 'Access denied'),
  forbiddenRequester: backend(403, '51', 'Forbidden requester', ['quote']),
  forbiddenUser: backend(403, '52', 'Forbidden user', ['address']),
  // BT documents the block on quote; that it holds everywhere is modelled.
  blocked: backend(403, '53', 'Too many requests'),
  exchangeLineAssignedToAnotherCp: word(403, 'ExchangeLineAssignedToAnotherCP', 'Exchange line assigned to another CP'),
  notFound: backend(404, '60', 'Resource not found'),
  noSuchPath: gateway(404, '60', 'Resource not found'),
  methodNotAllowed: gateway(405, '61', 'Method not allowed'),
  notAcceptable: gateway(406, '62', 'Not acceptable', 'every API', 'modelled'),
  requestTimeout: gateway(408, '63', 'Request time-out', 'every API', 'modelled'),
  conflict: backend(409, '64', 'Conflict', ['tmf'], 'modelled'),
  preconditionFailed: backend(412, '65', 'Precondition failed', ['tmf'], 'modelled'),
  tooLarge: gateway(413, '66', 'Request entity too large', 'every API', 'modelled'),
  uriTooLong: gateway(414, '67', 'Request URI too long', 'every API', 'modelled'),
  unsupportedMediaType: gateway(415, '68', 'Unsupported Media Type'),
  unsupportedMediaTypeWord: word(415, 'UnsupportedMediaType', 'Unsupported media type'),
  unprocessable: backend(422, '29', 'Unprocessable', ['tmf'], 'modelled'),
  tooManyQuotes: gateway(429, '80', 'Too many requests', ['quote']),
  tooManyRequests: gateway(429, '53', 'Too many requests', ['address', 'appointment', 'tmf']),
  headersTooLarge: gateway(431, '66', 'Request header fields too large', 'every API', 'modelled'),
  internalError: backend(500, '01', 'Internal error'),
  quoteNotImplemented: backend(500, '02', 'Not Implemented', ['quote']),
  addressInternalError: backend(500, '02', 'Internal error', ['address']),
  notImplemented: backend(501, '02', 'Not Implemented', 'every API', 'modelled'),
  unavailable: backend(503, '05', 'The service is temporarily unavailable'),
  gatewayTimeout: gateway(504, '08', 'Gateway Timeout', ['quote', 'tmf']),
  addressGatewayTimeout: gateway(504, '69', 'Gateway Timeout', ['address', 'appointment']),
  sandboxFull: backend(507, '05', 'The sandbox can keep no more', 'every API', 'modelled'),
} as const satisfies Record<string, Problem>;

export type ProblemName = keyof typeof problems;

/** An answer of a BT path before it becomes bytes. `why` is for the journal and never changes the answer. */
export interface Answer {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
  readonly why?: readonly Fault[];
  /** The order this was about, for the journal. */
  readonly orderId?: string;
}

/** The answer for a problem in a family's own body. `message` is specific; `why` lists every fault found. */
export function refuse(family: Family, name: ProblemName, message: string, why: readonly Fault[] = []): Answer {
  const problem: Problem = problems[name];
  const headers =
    problem.by === 'gateway'
      ? {
          'APIGW-Exception': headerText(message),
          'APIGW-Exception-Code': problem.code,
          'APIGW-Exception-System': 'APIGW',
        }
      : {};
  return { status: problem.status, headers, body: errorBody(family, problem, message, why), why };
}

/** Header values are one line of visible ASCII; what a client sent may be neither. */
function headerText(message: string): string {
  return message.replace(/[^\x20-\x7e]/g, '?').slice(0, 200);
}

function errorBody(family: Family, problem: Problem, message: string, why: readonly Fault[]): unknown {
  if (family === 'quote') {
    const code = Number(problem.code);
    if (problem.by === 'gateway') return { code, message };
    const errors = why.map(({ pointer, expected }) => ({ path: pointer, message: expected }));
    return { code, reason: problem.reason, message, ...(errors.length > 0 ? { errors } : {}) };
  }
  if (family === 'tmf') {
    return { code: problem.code, reason: problem.reason, message, status: String(problem.status), '@type': 'Error' };
  }
  if (problem.by === 'gateway') return { code: problem.code, message };
  if (family === 'appointment') return { code: problem.code, reason: message };
  return { code: problem.code, reason: problem.reason, message };
}
