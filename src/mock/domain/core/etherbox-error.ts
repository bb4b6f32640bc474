import type { ErrorCode } from './error-codes.ts';

/**
 * Base of every error that etherbox throws, except `TypeError` for a wrong argument. Programs act on `code`, which never
 * changes; the message is for people and may. `cause` is the error beneath it, where there is one.
 *
 * @example
 * ```ts
 * import { EtherboxError, startSandbox } from 'etherbox';
 *
 * try {
 *   await startSandbox({ port: 4480 });
 * } catch (error) {
 *   if (!(error instanceof EtherboxError) || error.code !== 'ETHERBOX_PORT_UNAVAILABLE') throw error;
 *   console.log(error.name, error.message, error.cause);
 * }
 * ```
 */
export class EtherboxError extends Error {
  static {
    EtherboxError.prototype.name = 'EtherboxError';
  }
  /** One of docs/error-codes.md. */
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** An invariant of etherbox does not hold: an error of etherbox, not of its user. The server answers 500 and logs the stack. */
export class InternalError extends EtherboxError {
  static {
    InternalError.prototype.name = 'InternalError';
  }

  constructor(message: string, options?: ErrorOptions) {
    super('ETHERBOX_INTERNAL', message, options);
  }
}
