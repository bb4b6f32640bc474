import { Agent, request as httpRequest } from 'node:http';
import { type RunningServer, type ServeOptions, serve } from '#http/serve';
import type { CreateSandboxRequest } from '#runtime/sandboxes/sandboxes';
import { basicAuthorization } from './bt-client.ts';
import type { ReplyBody } from './reply-bodies.ts';
import { orderPath, provideOrder } from './sample-orders.ts';

export interface TestReply<Body = unknown> {
  readonly status: number;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly text: string;
  /** The parsed body; undefined when it is empty or no JSON. */
  readonly body: Body;
}

export type RequestHeaders = { readonly [name: string]: string };

/** Sends a request. The body of the answer has the type that the documents give it, by method and path. */
export type Send<Prefix extends string = ''> = <Method extends string, Path extends string>(
  method: Method,
  path: Path,
  body?: unknown,
  headers?: RequestHeaders,
) => Promise<TestReply<ReplyBody<Method, `${Prefix}${Path}`>>>;

/** A server in this process on a free port, and clients of both of its sides. */
export interface TestServer {
  readonly serving: RunningServer;
  readonly baseUrl: string;
  /** What our own answers did that their documents do not allow. A test of the right behaviour leaves it empty. */
  readonly internalErrors: readonly string[];
  readonly send: Send;
  /** Below /_sandbox/v1. */
  readonly control: Send<'/_sandbox/v1'>;
  /** A customer with a fresh token of the sandbox. */
  customer(sandboxId: string): Promise<TestCustomer>;
  createSandbox(request?: CreateSandboxRequest & { readonly id: string }): Promise<string>;
  close(): Promise<void>;
}

export interface TestCustomer {
  readonly send: Send;
  /** The id of a new Etherway Fibre order. */
  placeOrder(externalId: string): Promise<string>;
}

export async function startTestServer(options: ServeOptions = {}): Promise<TestServer> {
  const internalErrors: string[] = [];
  const serving = await serve({
    initialSandbox: { id: 'default', clientId: 'cp-a', clientSecret: 'dev-secret-a' },
    onInternalError: (operationId, violations) => internalErrors.push(`${operationId}: ${JSON.stringify(violations)}`),
    ...options,
  });
  const { baseUrl } = serving;
  const agent = new Agent({ keepAlive: true });
  const send: Send = async <Body>(method: string, path: string, body?: unknown, headers: RequestHeaders = {}) =>
    (await sendOver(agent, baseUrl, { method, path, body, headers })) as TestReply<Body>;
  const control: TestServer['control'] = (method, path, body, headers) =>
    send(method, `/_sandbox/v1${path}`, body, headers);
  return {
    serving,
    baseUrl,
    internalErrors,
    send,
    control,
    async customer(sandboxId) {
      const credentials = (await control('GET', `/sandboxes/${sandboxId}/credentials`)).body;
      const granted = await send('GET', '/oauth/accesstoken?grant_type=client_credentials', undefined, {
        authorization: basicAuthorization(credentials),
      });
      const defaultHeaders = { authorization: `Bearer ${granted.body.access_token}`, 'apigw-tracking-header': 'test' };
      const call: TestCustomer['send'] = (method, path, body, headers) =>
        send(method, path, body, { ...defaultHeaders, ...headers });
      return {
        send: call,
        async placeOrder(externalId) {
          const placed = await call('POST', orderPath, provideOrder(externalId));
          if (placed.status !== 201) throw new Error(`the order was refused: ${placed.status} ${placed.text}`);
          return placed.body.id;
        },
      };
    },
    async createSandbox(request) {
      const made = await control('POST', '/sandboxes', request ?? {});
      if (made.status !== 201) throw new Error(`no sandbox: ${made.status} ${made.text}`);
      return made.body.id;
    },
    async close() {
      agent.destroy();
      await serving.close();
      // A refusal of ours that its document does not declare is an internal error, whatever the test looks at.
      const undeclared = internalErrors.filter((text) => text.includes('"rule":"declared status"'));
      if (undeclared.length > 0) throw new Error(`undeclared answers: ${undeclared.join('; ')}`);
    },
  };
}

interface Outgoing {
  readonly method: string;
  readonly path: string;
  /** Text goes as it is, anything else as JSON. */
  readonly body: unknown;
  readonly headers: RequestHeaders;
}

function sendOver(agent: Agent, baseUrl: string, { method, path, body, headers }: Outgoing): Promise<TestReply> {
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const type =
    text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      { agent, hostname, port, method, path, headers: { ...type, ...headers } },
      (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('error', reject);
        answer.on('end', () => resolve(replyOf(answer.statusCode as number, answer.headers, Buffer.concat(pieces))));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(text);
  });
}

function replyOf(status: number, headers: TestReply['headers'], bytes: Buffer): TestReply {
  const text = bytes.toString();
  let body: unknown;
  try {
    body = text === '' ? undefined : JSON.parse(text);
  } catch {
    body = undefined;
  }
  return { status, headers, text, body };
}
