/** One call of the control API: what a button does, and what it shows. */
export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** Why a call did not do what was asked; `status` 0 is a server that did not answer. */
export interface ApiError {
  readonly status: number;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly errors?: readonly { readonly pointer: string; readonly detail?: string; readonly expected?: string }[];
}

export type ApiResult<T> = { readonly value: T } | { readonly error: ApiError };

const controlTokenStorageKey = 'etherbox.control-token';

/** Kept for this tab only: a shared server asks for it, a local one does not. */
export const controlToken = {
  get: (): string | null => sessionStorage.getItem(controlTokenStorageKey),
  set: (token: string): void => sessionStorage.setItem(controlTokenStorageKey, token),
};

export function controlRequestHeaders(hasBody: boolean): Record<string, string> {
  const token = controlToken.get();
  return {
    Accept: 'application/json',
    ...(hasBody ? { 'Content-Type': 'application/json' } : {}),
    ...(token ? { 'X-Etherbox-Control': token } : {}),
  };
}

export const controlApiRoot = '/_sandbox/v1';

export function sandboxPath(sandbox: string, rest = ''): string {
  return `${controlApiRoot}/sandboxes/${encodeURIComponent(sandbox)}${rest}`;
}

/** `?a=1&b=2` of what is given; empty values are left out. */
export function queryString(parameters: { readonly [name: string]: string | number | undefined | null }): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

export async function sendCall<T>(call: ApiCall): Promise<ApiResult<T>> {
  const hasBody = call.body !== undefined;
  try {
    const response = await fetch(call.path, {
      method: call.method,
      headers: controlRequestHeaders(hasBody),
      ...(hasBody ? { body: JSON.stringify(call.body) } : {}),
    });
    const text = await response.text();
    const json: unknown = text === '' ? undefined : parseJsonOrText(text);
    return response.ok ? { value: json as T } : { error: toApiError(response.status, json) };
  } catch {
    return { error: { status: 0, title: 'The server does not answer', detail: 'Is etherbox still running?' } };
  }
}

export function parseJsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function toApiError(status: number, json: unknown): ApiError {
  const problem = (typeof json === 'object' && json !== null ? json : {}) as Partial<ApiError>;
  return {
    status,
    title: problem.title ?? `The server answered ${status}`,
    detail: problem.detail,
    ...(Array.isArray(problem.errors) ? { errors: problem.errors } : {}),
  };
}

/** One sentence for a message line. */
export function describeApiError({ title, detail, errors }: ApiError): string {
  const firstEntry = errors?.[0];
  if (firstEntry?.expected === title) return title;
  const explanation = firstEntry
    ? firstEntry.expected
      ? `${firstEntry.pointer} should be ${firstEntry.expected}`
      : firstEntry.detail
    : detail;
  return explanation && explanation !== title ? `${title}: ${explanation}` : title;
}

/** The same call for a shell. The control token is named, never written out. */
export function formatCurlCommand({ method, path, body }: ApiCall): string {
  const commandParts = [`curl -X ${method} ${shellQuote(location.origin + path)}`];
  if (controlToken.get()) commandParts.push('-H "X-Etherbox-Control: $ETHERBOX_CONTROL_TOKEN"');
  if (body !== undefined)
    commandParts.push("-H 'Content-Type: application/json'", `-d ${shellQuote(JSON.stringify(body))}`);
  return commandParts.join(' ');
}

export const shellQuote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
