import { ControlApiError, ServerUnreachableError } from '#http/control/control-client';

/** Exit codes that scripts rely on. */
export const exitCodes = {
  ok: 0,
  checkFailed: 1,
  usage: 2,
  couldNotStart: 3,
  noContracts: 4,
  interrupted: 130,
} as const;

/** The command line was not understood; the message says what is expected. */
export class UsageError extends Error {}

/** The server could not start: port, lock, data or specification; the message says which and what to do. */
export class StartError extends Error {}

/** A check failed. */
export class CheckFailedError extends Error {}

/** The exit code of an error. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return exitCodes.usage;
  if (error instanceof StartError) return exitCodes.couldNotStart;
  return exitCodes.checkFailed;
}

/** A sentence for an error that the user can fix; the stack for an internal error. */
export function errorText(error: unknown): string {
  const isExpected = [UsageError, StartError, CheckFailedError, ControlApiError, ServerUnreachableError].some(
    (kind) => error instanceof kind,
  );
  if (!(error instanceof Error)) return String(error);
  return isExpected || error.name === 'YError' ? error.message : (error.stack ?? error.message);
}
