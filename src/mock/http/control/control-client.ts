/**
 * A client of the control API, for the command line, `startSandbox()` and scenarios against a running server. Shapes
 * are those of specs/openapi/sandbox.yaml.
 */
export interface ControlClientOptions {
  readonly baseUrl: string;
  readonly sandbox?: string;
  readonly controlToken?: string | undefined;
}

/** One page of a list of the control API. `total` counts the items of all pages. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly total: number;
}

/** The control API refused a call: the status, its sentence, and each violation with its pointer. */
export class ControlApiError extends Error {
  readonly status: number;
  readonly violations: readonly { readonly pointer: string; readonly found?: unknown; readonly expected?: string }[];

  constructor(status: number, title: string, violations: ControlApiError['violations'] = []) {
    super([title, ...violations.map(violationLine)].join('\n'));
    this.status = status;
    this.violations = violations;
  }
}

function violationLine({ pointer, found, expected = '' }: ControlApiError['violations'][number]): string {
  return `  ${pointer || '/'}: ${found === undefined ? '' : `got ${JSON.stringify(found)}, `}expected ${expected}`;
}

/** Nothing answered at the base URL. */
export class ServerUnreachableError extends Error {}

/** Sends calls of one sandbox to the control API. */
export class ControlClient {
  readonly baseUrl: string;
  readonly sandbox: string;
  readonly #headers: { readonly [name: string]: string };

  constructor({ baseUrl, sandbox = 'default', controlToken }: ControlClientOptions) {
    this.baseUrl = baseUrl.replace(/\/+$/, '');
    this.sandbox = sandbox;
    this.#headers = controlToken === undefined ? {} : { 'X-Etherbox-Control': controlToken };
  }

  /**
   * Sends one call and returns the parsed body. The path is below `/_sandbox/v1`; a leading `~` stands for this
   * client's sandbox: `~/clock`. Throws {@link ControlApiError} for a refusal and {@link ServerUnreachableError}
   * without an answer.
   */
  async call<T = unknown>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.#fetch(method, path, body);
    const text = await response.text();
    const answer = text === '' || !isJsonResponse(response) ? text : JSON.parse(text);
    if (response.ok) return answer as T;
    throw errorFromAnswer(response.status, answer);
  }

  get<T = unknown>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  post<T = unknown>(path: string, body: unknown = {}): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  async #fetch(method: string, path: string, body: unknown): Promise<Response> {
    const apiPath = path.startsWith('~') ? `/sandboxes/${encodeURIComponent(this.sandbox)}${path.slice(1)}` : path;
    try {
      return await fetch(`${this.baseUrl}/_sandbox/v1${apiPath}`, {
        method,
        headers: {
          // The server may close a persistent connection at the moment it is reused.
          connection: 'close',
          ...this.#headers,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch (error) {
      const cause = (error as { cause?: { code?: string } }).cause?.code ?? String(error);
      throw new ServerUnreachableError(
        `No etherbox answers at ${this.baseUrl} (${cause}); start one with: etherbox start`,
      );
    }
  }
}

const isJsonResponse = (response: Response): boolean => /[/+]json/.test(response.headers.get('content-type') ?? '');

function errorFromAnswer(status: number, answer: unknown): ControlApiError {
  const problem = (typeof answer === 'object' && answer !== null ? answer : {}) as {
    readonly title?: string;
    readonly detail?: string;
    readonly errors?: ControlApiError['violations'];
  };
  return new ControlApiError(status, problem.title ?? `The control API answered ${status}`, problem.errors);
}
