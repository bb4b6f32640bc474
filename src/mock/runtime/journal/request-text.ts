import { toJsonText } from '#domain/core/json';
import { escapeControlCharacters } from '#domain/core/printable';

/** The members of sandbox.yaml's Request that are printed for people. */
export interface RequestDetails {
  readonly id: string;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  readonly operationId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly faultInjection?: string | undefined;
  readonly why?: readonly RequestViolation[] | undefined;
  readonly notes?: readonly string[] | undefined;
  readonly nearMisses?: readonly RequestNearMiss[] | undefined;
  readonly request?: { readonly body?: unknown } | undefined;
  readonly response?: { readonly body?: unknown } | undefined;
}

interface RequestViolation {
  readonly pointer: string;
  readonly got?: unknown;
  readonly expected: string;
  readonly rule: string;
}

interface RequestNearMiss {
  readonly method: string;
  readonly path: string;
  readonly matches: { readonly [criterion: string]: boolean };
}

/** Explains an answer in lines for a terminal: violations, rule, notes, nearest operations, both bodies. */
export function formatRequest(entry: RequestDetails): string[] {
  const { id, at, method, path, status, durationMs, operationId, orderId, faultInjection } = entry;
  const { why = [], notes = [], nearMisses = [], request, response } = entry;
  return [
    `${id}  ${at}  ${method} ${path}  ${status}  ${durationMs} ms`,
    ...(operationId === undefined ? [] : [`operation ${operationId}`]),
    ...(orderId === undefined ? [] : [`order ${orderId}`]),
    ...(faultInjection === undefined ? [] : [`injected ${faultInjection}`]),
    ...why.map(formatViolation),
    ...(why.length > 0 ? [] : refusalLines(status, response?.body)),
    ...notes.map((note) => `note: ${note}`),
    ...nearMisses.map(formatNearMiss),
    ...prefixedBodyLines('>', request?.body),
    ...prefixedBodyLines('<', response?.body),
  ].map(escapeControlCharacters);
}

/** The error body's own message, for a refusal without other explanations. */
function refusalLines(status: number, body: unknown): string[] {
  const message = status < 400 ? undefined : errorMessageOf(body);
  return message === undefined ? [] : [`✗ ${message}`];
}

/** The message of an error body: TM Forum's `message`, OAuth's `error_description`. Undefined when it has none. */
export function errorMessageOf(body: unknown): string | undefined {
  const { message, error_description } = (parseIfText(body) ?? {}) as {
    message?: unknown;
    error_description?: unknown;
  };
  return [message, error_description].find((candidate) => typeof candidate === 'string');
}

function parseIfText(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** A violation as one line: where, what was received, what is expected, which rule. */
export function formatViolation({ pointer, got, expected, rule }: RequestViolation): string {
  const gotText = got === undefined ? '' : `got ${toJsonText(got)}, `;
  return `✗ ${pointer || '/'}: ${gotText}expected ${expected}${rule === '' ? '' : ` (${rule})`}`;
}

function formatNearMiss({ method, path, matches }: RequestNearMiss): string {
  const marks = Object.entries(matches).map(([criterion, fits]) => `${fits ? '✓' : '✗'} ${criterionWords(criterion)}`);
  return `near miss: ${method} ${path}  ${marks.join('  ')}`;
}

const criterionWords = (criterion: string): string =>
  criterion.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function prefixedBodyLines(prefix: string, body: unknown): string[] {
  if (body === undefined) return [];
  const text = typeof body === 'string' ? body : JSON.stringify(body, null, 2);
  return text.split('\n').map((line) => `${prefix} ${line}`);
}
