import type { components } from '../../generated/openapi/sandbox.ts';

export type Schemas = components['schemas'];

/** One call of the control API: what a button does, and what it shows. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** Why a call did not do what was asked; `status` 0 is a server that did not answer. */
export interface Trouble {
  readonly status: number;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly errors?: readonly { readonly pointer: string; readonly detail?: string; readonly expected?: string }[];
}

export type Outcome<T> = { readonly value: T } | { readonly trouble: Trouble };

const tokenKey = 'etherbox.control-token';

/** Kept for this tab only: a shared server asks for it, a local one does not. */
export const controlToken = {
  get: (): string | null => sessionStorage.getItem(tokenKey),
  set: (token: string): void => sessionStorage.setItem(tokenKey, token),
};

export function headersFor(hasBody: boolean): Record<string, string> {
  const token = controlToken.get();
  return {
    Accept: 'application/json',
    ...(hasBody ? { 'Content-Type': 'application/json' } : {}),
    ...(token ? { 'X-Etherbox-Control': token } : {}),
  };
}

export const api = '/_sandbox/v1';

export function sandboxPath(sandbox: string, rest = ''): string {
  return `${api}/sandboxes/${encodeURIComponent(sandbox)}${rest}`;
}

/** `?a=1&b=2` of what is given; empty values are left out. */
export function query(parameters: { readonly [name: string]: string | number | undefined | null }): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

export async function send<T>(call: Call): Promise<Outcome<T>> {
  const hasBody = call.body !== undefined;
  try {
    const response = await fetch(call.path, {
      method: call.method,
      headers: headersFor(hasBody),
      ...(hasBody ? { body: JSON.stringify(call.body) } : {}),
    });
    const text = await response.text();
    const json: unknown = text === '' ? undefined : parse(text);
    return response.ok ? { value: json as T } : { trouble: troubleOf(response.status, json) };
  } catch {
    return { trouble: { status: 0, title: 'The server does not answer', detail: 'Is etherbox still running?' } };
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function troubleOf(status: number, json: unknown): Trouble {
  const problem = (typeof json === 'object' && json !== null ? json : {}) as Partial<Trouble>;
  return {
    status,
    title: problem.title ?? `The server answered ${status}`,
    detail: problem.detail,
    ...(Array.isArray(problem.errors) ? { errors: problem.errors } : {}),
  };
}

/** One sentence for a message line. */
export function sayTrouble({ title, detail, errors }: Trouble): string {
  const first = errors?.[0];
  if (first?.expected === title) return title;
  const why = first ? (first.expected ? `${first.pointer} should be ${first.expected}` : first.detail) : detail;
  return why && why !== title ? `${title}: ${why}` : title;
}

/** The same call for a shell. The control token is named, never written out. */
export function curlOf({ method, path, body }: Call): string {
  const parts = [`curl -X ${method} ${shell(location.origin + path)}`];
  if (controlToken.get()) parts.push('-H "X-Etherbox-Control: $ETHERBOX_CONTROL_TOKEN"');
  if (body !== undefined) parts.push("-H 'Content-Type: application/json'", `-d ${shell(JSON.stringify(body))}`);
  return parts.join(' ');
}

export const shell = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
