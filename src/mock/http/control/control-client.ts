import { isErrorCode } from '#domain/core/error-codes';
import { EtherboxError } from '#domain/core/etherbox-error';
import type { Json } from '#domain/core/json';
import { codeForStatus } from '#runtime/control-request-error';
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

/** The control API refused a call: its status, code and title, and each violation. */
export class ControlApiError extends EtherboxError {
  static {
    ControlApiError.prototype.name = 'ControlApiError';
  }
  /** HTTP. */
  readonly status: number;
  /** Each with a JSON pointer into the request, or `query/…`, `path/…`, `header/…`. */
  readonly violations: readonly {
    readonly pointer: string;
    readonly detail?: string;
    readonly found?: Json;
    readonly expected?: string;
  }[];

  constructor(
    status: number,
    title: string,
    violations: ControlApiError['violations'] = [],
    code = codeForStatus(status),
  ) {
    super(code, [title, ...violations.map(violationLine)].join('\n'));
    this.status = status;
    this.violations = violations;
  }
}

function violationLine({ pointer, found, expected = '' }: ControlApiError['violations'][number]): string {
  return `  ${pointer || '/'}: ${found === undefined ? '' : `got ${JSON.stringify(found)}, `}expected ${expected}`;
}

/** Nothing answered at the base URL. */
export class ServerUnreachableError extends EtherboxError {
  static {
    ServerUnreachableError.prototype.name = 'ServerUnreachableError';
  }

  constructor(message: string, options?: ErrorOptions) {
    super('ETHERBOX_SERVER_UNREACHABLE', message, options);
  }
}

/**
 * Calls the control API. Paths are below `/_sandbox/v1`; `~` at the start stands for this client's sandbox. Each call
 * rejects with {@link ControlApiError} when the server refuses it and with {@link ServerUnreachableError} when none answers.
 *
 * @example
 * ```ts
 * const { now } = await box.control.get<{ now: string }>('~/clock');
 * await box.control.post('~/events/retry-now');
 * ```
 */
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
   * Any method. `T` is what the caller expects of the answer: JSON, else text; nothing checks it.
   *
   * @example
   * ```ts
   * await box.control.call('PATCH', '~', { settings: { calendar: 'scotland' } });
   * ```
   */
  async call<T = Json>(method: string, path: string, body?: Json | object): Promise<T> {
    const response = await this.#fetch(method, path, body);
    const text = await response.text();
    const answer = text === '' || !isJsonResponse(response) ? text : JSON.parse(text);
    if (response.ok) return answer as T;
    throw errorFromAnswer(response.status, answer);
  }

  /**
   * GET. `path` is below `/_sandbox/v1`; `~` stands for this client's sandbox. Rejects as {@link call} does.
   *
   * @example
   * ```ts
   * const { total } = await box.control.get<{ total: number }>('~/orders');
   * ```
   */
  get<T = Json>(path: string): Promise<T> {
    return this.call<T>('GET', path);
  }

  /**
   * POST. `body` is sent as JSON; without one an empty object is. Rejects as {@link call} does.
   *
   * @example
   * ```ts
   * await box.control.post('~/events/resend', { state: 'failed' });
   * ```
   */
  post<T = Json>(path: string, body: Json | object = {}): Promise<T> {
    return this.call<T>('POST', path, body);
  }

  async #fetch(method: string, path: string, body: Json | object | undefined): Promise<Response> {
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
        `No etherbox server answers at ${this.baseUrl} (${cause}); start one with: etherbox start`,
        { cause: error },
      );
    }
  }
}

const isJsonResponse = (response: Response): boolean => /[/+]json/.test(response.headers.get('content-type') ?? '');

function errorFromAnswer(status: number, answer: unknown): ControlApiError {
  const problem = (typeof answer === 'object' && answer !== null ? answer : {}) as {
    readonly title?: string;
    readonly code?: string;
    readonly detail?: string;
    readonly errors?: ControlApiError['violations'];
  };
  const title = problem.title ?? `The control API answered ${status}`;
  // A server of another version may have codes that this one does not know.
  return new ControlApiError(
    status,
    title,
    problem.errors,
    isErrorCode(problem.code) ? problem.code : codeForStatus(status),
  );
}
