/**
 * A refused control request: the HTTP status for the control API, and each violation with what was received and what is
 * expected.
 */
export class ControlRequestError extends Error {
  readonly status: number;
  readonly violations: readonly ControlViolation[];

  constructor(status: number, message: string, violations: readonly ControlViolation[] = []) {
    super(message);
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
