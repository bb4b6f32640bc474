import { EtherboxError } from '#domain/core/etherbox-error';

/** Exit codes that scripts rely on. */
export const exitCodes = {
  ok: 0,
  checkFailed: 1,
  usage: 2,
  couldNotStart: 3,
  noContracts: 4,
  interrupted: 130,
} as const;

/** The command line was not understood; the text says what would be. */
export class UsageError extends EtherboxError {
  static {
    UsageError.prototype.name = 'UsageError';
  }

  constructor(message: string, options?: ErrorOptions) {
    super('ETHERBOX_USAGE', message, options);
  }
}

/** The server could not start: port, lock, data or specification; the text says which and what to do. */
export class StartError extends EtherboxError {
  static {
    StartError.prototype.name = 'StartError';
  }

  constructor(message: string, options?: ErrorOptions) {
    super('ETHERBOX_START_FAILED', message, options);
  }
}

/** What was checked is not so. */
export class CheckFailedError extends EtherboxError {
  static {
    CheckFailedError.prototype.name = 'CheckFailedError';
  }

  constructor(message: string, options?: ErrorOptions) {
    super('ETHERBOX_CHECK_FAILED', message, options);
  }
}

/** The exit code of an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return exitCodes.usage;
  if (error instanceof StartError) return exitCodes.couldNotStart;
  return exitCodes.checkFailed;
}

/** An error that a person can do something about is printed as its sentence, any other with its stack. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // yargs throws YError.
  const isExpected = error instanceof EtherboxError || error.name === 'YError';
  return isExpected ? error.message : (error.stack ?? error.message);
}
