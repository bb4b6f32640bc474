/** Why the control side was refused something: a status for the control API and what was wrong, found and right. */
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
  /** Which rule it breaks, in a few words. */
  readonly rule?: string;
}
