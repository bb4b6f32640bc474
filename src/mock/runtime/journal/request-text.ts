import { toText } from '../../domain/canonical.ts';
import { printable } from '../../domain/printable.ts';

/** An entry of the journal as sandbox.yaml's Request, as far as it is told to people. */
export interface ToldRequest {
  readonly id: string;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly durationMs: number;
  readonly operationId?: string | undefined;
  readonly orderId?: string | undefined;
  readonly fault?: string | undefined;
  readonly why?: readonly Why[] | undefined;
  readonly notes?: readonly string[] | undefined;
  readonly nearMisses?: readonly Near[] | undefined;
  readonly request?: { readonly body?: unknown } | undefined;
  readonly response?: { readonly body?: unknown } | undefined;
}

interface Why {
  readonly pointer: string;
  readonly got?: unknown;
  readonly expected: string;
  readonly rule: string;
}

interface Near {
  readonly method: string;
  readonly path: string;
  readonly matches: { readonly [criterion: string]: boolean };
}

/** Why a request was answered as it was, for a terminal: faults, rule, notes, the nearest operations, both bodies. */
export function requestText(told: ToldRequest): string[] {
  const { id, at, method, path, status, durationMs, operationId, orderId, fault } = told;
  const { why = [], notes = [], nearMisses = [], request, response } = told;
  return [
    `${id}  ${at}  ${method} ${path}  ${status}  ${durationMs} ms`,
    ...(operationId === undefined ? [] : [`operation ${operationId}`]),
    ...(orderId === undefined ? [] : [`order ${orderId}`]),
    ...(fault === undefined ? [] : [`injected ${fault}`]),
    ...why.map(whyText),
    ...(why.length > 0 ? [] : saidText(status, response?.body)),
    ...notes.map((note) => `note: ${note}`),
    ...nearMisses.map(nearText),
    ...bodyLines('>', request?.body),
    ...bodyLines('<', response?.body),
  ].map(printable);
}

/** What a refusal says in its own body, for one that is explained by nothing else. */
function saidText(status: number, body: unknown): string[] {
  const said = status < 400 ? undefined : saying(body);
  return said === undefined ? [] : [`✗ ${said}`];
}

/** The sentence of an error body: TM Forum's `message`, OAuth's `error_description`. */
export function saying(body: unknown): string | undefined {
  const { message, error_description } = (objectOf(body) ?? {}) as { message?: unknown; error_description?: unknown };
  return [message, error_description].find((one) => typeof one === 'string');
}

function objectOf(body: unknown): unknown {
  if (typeof body !== 'string') return body;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

export function whyText({ pointer, got, expected, rule }: Why): string {
  const found = got === undefined ? '' : `got ${toText(got)}, `;
  return `✗ ${pointer || '/'}: ${found}expected ${expected}${rule === '' ? '' : ` (${rule})`}`;
}

function nearText({ method, path, matches }: Near): string {
  const marks = Object.entries(matches).map(([criterion, fits]) => `${fits ? '✓' : '✗'} ${words(criterion)}`);
  return `near: ${method} ${path}  ${marks.join('  ')}`;
}

const words = (criterion: string): string => criterion.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function bodyLines(mark: string, body: unknown): string[] {
  if (body === undefined) return [];
  const text = typeof body === 'string' ? body : JSON.stringify(body, null, 2);
  return text.split('\n').map((line) => `${mark} ${line}`);
}
