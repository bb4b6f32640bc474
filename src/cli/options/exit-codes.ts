import { ControlApiError, ServerUnreachableError } from '#http/control/control-client';

/** Exit codes that scripts may rely on. */
export const exitCodes = {
  ok: 0,
  checkFailed: 1,
  usage: 2,
  couldNotStart: 3,
  noContracts: 4,
  interrupted: 130,
} as const;

/** The command line was not understood; the text says what would be. */
export class UsageError extends Error {}

/** The server could not start: port, lock, data or specification; the text says which and what to do. */
export class StartError extends Error {}

/** What was checked is not so. */
export class CheckFailedError extends Error {}

export function exitCodeOf(error: unknown): number {
  if (error instanceof UsageError) return exitCodes.usage;
  if (error instanceof StartError) return exitCodes.couldNotStart;
  return exitCodes.checkFailed;
}

/** Trouble that a person can do something about is told in a sentence; a mistake of ours with its stack. */
export function errorText(error: unknown): string {
  const isExpected = [UsageError, StartError, CheckFailedError, ControlApiError, ServerUnreachableError].some(
    (kind) => error instanceof kind,
  );
  if (!(error instanceof Error)) return String(error);
  return isExpected || error.name === 'YError' ? error.message : (error.stack ?? error.message);
}
