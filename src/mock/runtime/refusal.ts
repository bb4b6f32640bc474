/** Why the control side was refused something: a status for the control API and what was wrong, found and right. */
export class Refusal extends Error {
  readonly status: number;
  readonly faults: readonly RefusedMember[];

  constructor(status: number, message: string, faults: readonly RefusedMember[] = []) {
    super(message);
    this.status = status;
    this.faults = faults;
  }
}

export interface RefusedMember {
  /** JSON pointer into the request. */
  readonly pointer: string;
  readonly got?: unknown;
  readonly expected: string;
  /** Which rule it breaks, in a few words. */
  readonly rule?: string;
}
