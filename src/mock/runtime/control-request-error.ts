import type { ErrorCode } from '#domain/core/error-codes';
import { EtherboxError } from '#domain/core/etherbox-error';

/** The code of a refusal that has no more exact one. */
const codeByStatus: { readonly [status: number]: ErrorCode } = {
  400: 'ETHERBOX_BAD_REQUEST',
  403: 'ETHERBOX_FORBIDDEN',
  404: 'ETHERBOX_NOT_FOUND',
  405: 'ETHERBOX_METHOD_NOT_ALLOWED',
  408: 'ETHERBOX_WAIT_TIMEOUT',
  409: 'ETHERBOX_CONFLICT',
  413: 'ETHERBOX_BODY_TOO_LARGE',
  415: 'ETHERBOX_UNSUPPORTED_MEDIA_TYPE',
  422: 'ETHERBOX_INVALID_VALUE',
  503: 'ETHERBOX_UNAVAILABLE',
  507: 'ETHERBOX_STORE_REFUSED',
};

export function codeForStatus(status: number): ErrorCode {
  return codeByStatus[status] ?? (status >= 500 ? 'ETHERBOX_INTERNAL' : 'ETHERBOX_BAD_REQUEST');
}

export interface ControlRequestErrorOptions extends ErrorOptions {
  /** Where the status alone does not say what a program needs to know. */
  readonly code?: ErrorCode;
}

/** Why the control API refuses a call: HTTP status, title, and each violation with its JSON pointer. */
export class ControlRequestError extends EtherboxError {
  static {
    ControlRequestError.prototype.name = 'ControlRequestError';
  }
  readonly status: number;
  readonly violations: readonly ControlViolation[];

  constructor(
    status: number,
    message: string,
    violations: readonly ControlViolation[] = [],
    { code = codeForStatus(status), ...options }: ControlRequestErrorOptions = {},
  ) {
    super(code, message, options);
    this.status = status;
    this.violations = violations;
  }
}

export interface ControlViolation {
  /** JSON pointer into the request. */
  readonly pointer: string;
  readonly got?: unknown;
  readonly expected: string;
  /** The broken rule in a few words. */
  readonly rule?: string;
}
