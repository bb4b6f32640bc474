import type { ErrorCode } from '#domain/core/error-codes';
import { toJsonText } from '#domain/core/json';
import { KNOWN_MEMBER_RULE } from '#engine/contract/violations';
import { type ControlViolation, codeForStatus } from '#runtime/control-request-error';

/** The rule of a query parameter that an operation does not have. */
export const KNOWN_PARAMETER_RULE = 'known parameter';

/**
 * Error bodies of our own side: RFC 9457, with one entry in `errors` per violation. Never a stack trace, never a file
 * name.
 */
export const problemType = 'application/problem+json';

export interface ProblemJson {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** One of docs/error-codes.md. */
  readonly code: ErrorCode;
  readonly detail: string;
  readonly errors: readonly {
    readonly pointer: string;
    readonly detail: string;
    readonly found?: unknown;
    readonly expected: string;
  }[];
}

export function problemJson(
  status: number,
  title: string,
  violations: readonly ControlViolation[] = [],
  code = codeForStatus(status),
): ProblemJson {
  const errors = violations.map(({ pointer, got, expected, rule }) => ({
    pointer,
    detail: violationDetail(got, rule),
    ...(got === undefined ? {} : { found: summarizeValue(got) }),
    expected,
  }));
  const detail = errors.map(({ pointer, expected }) => `${pointer || 'the body'}: expected ${expected}`).join('; ');
  return { type: 'about:blank', title, status, code, detail: detail || title, errors };
}

function violationDetail(got: unknown, rule: string | undefined): string {
  if (rule === KNOWN_MEMBER_RULE || rule === KNOWN_PARAMETER_RULE) return 'unknown name';
  return got === undefined ? 'missing or invalid' : 'invalid value';
}

/** An error body as bytes. */
export function problemBytes(status: number, title: string, violations: readonly ControlViolation[] = []): Buffer {
  return Buffer.from(toJsonText(problemJson(status, title, violations)));
}

/** At most 200 characters of what was received. */
function summarizeValue(got: unknown): unknown {
  if (typeof got === 'string') return got.length > 200 ? `${got.slice(0, 200)}…` : got;
  if (typeof got !== 'object' || got === null) return got;
  return Array.isArray(got) ? `a list of ${got.length}` : `an object with ${Object.keys(got).length} members`;
}
