/** One call of the control API: a button makes it and can show it. */
export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
}

/** Why a call failed; `status` 0 is a server that did not answer. */
export interface ApiError {
  readonly status: number;
  readonly title: string;
  readonly detail?: string | undefined;
  readonly errors?: readonly { readonly pointer: string; readonly detail?: string; readonly expected?: string }[];
}

export type ApiResult<T> = { readonly value: T } | { readonly error: ApiError };

const controlTokenStorageKey = 'etherbox.control-token';

/** Stored for this tab only. A shared server requires a token, a local one does not. */
export const controlToken = {
  get: (): string | null => sessionStorage.getItem(controlTokenStorageKey),
  set: (token: string): void => sessionStorage.setItem(controlTokenStorageKey, token),
};

/** Headers of a control request, with the token when there is one. */
export function controlRequestHeaders(hasBody: boolean): Record<string, string> {
  const token = controlToken.get();
  return {
    Accept: 'application/json',
    ...(hasBody ? { 'Content-Type': 'application/json' } : {}),
    ...(token ? { 'X-Etherbox-Control': token } : {}),
  };
}

export const controlApiRoot = '/_sandbox/v1';

/** Path of the control API below a sandbox. */
export function sandboxPath(sandbox: string, rest = ''): string {
  return `${controlApiRoot}/sandboxes/${encodeURIComponent(sandbox)}${rest}`;
}

/** Parameters as `?a=1&b=2`; empty values are left out. */
export function queryString(parameters: { readonly [name: string]: string | number | undefined | null }): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined && value !== null && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

/** Makes a call. Never rejects: a failure is returned as an error. */
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

/** The parsed JSON, or the text itself. */
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

/** An error as one sentence. */
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

/** The call as a curl command. It names the control token and never contains it. */
export function formatControlCallAsCurl({ method, path, body }: ApiCall): string {
  const commandParts = [`curl -X ${method} ${quoteForShell(location.origin + path)}`];
  if (controlToken.get()) commandParts.push('-H "X-Etherbox-Control: $ETHERBOX_CONTROL_TOKEN"');
  if (body !== undefined)
    commandParts.push("-H 'Content-Type: application/json'", `-d ${quoteForShell(JSON.stringify(body))}`);
  return commandParts.join(' ');
}

/** Quotes a text as one word of a POSIX shell. */
export const quoteForShell = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
