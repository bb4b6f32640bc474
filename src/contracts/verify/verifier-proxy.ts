import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Interaction, JsonMap } from '#contracts/pact/pact-file';
import { tokenPath } from '#http/bt/oauth';
import type { ProviderSandbox } from './contract-provider.ts';

/**
 * A proxy between the official verifier and the sandbox. It gives the verifier the values of the provider state and the
 * bodies of callbacks, and puts real credentials on each request. It records failures that the verifier does not report.
 */
export interface VerifierProxy {
  readonly port: number;
  /** Every later request belongs to this interaction. */
  switchTo(interaction: ProxiedInteraction): void;
  close(): Promise<void>;
}

export interface ProxiedInteraction {
  readonly interaction: Interaction;
  readonly sandbox: ProviderSandbox;
  /** Values for `fromProviderState`. */
  readonly values: JsonMap;
  /** Body of the callback that the interaction describes; a sentence when there is none. */
  message(): Promise<{ readonly body: unknown } | string>;
  readonly observations: ProxyObservations;
}

/** What the proxy observed of one interaction. */
export interface ProxyObservations {
  /** How often the verifier requested a state, and the provider's answer or message. */
  stateRequests: number;
  answerRequests: number;
  /** The request that the sandbox did not answer completely. */
  unanswered?: string | undefined;
  readonly problems: string[];
}

export async function startVerifierProxy(): Promise<VerifierProxy> {
  let current: ProxiedInteraction | undefined;
  const server = createServer((request, response) => {
    if (!current) return void response.writeHead(503).end();
    handleProxyRequest(current, request, response).catch((error: unknown) => {
      current?.observations.problems.push(String(error));
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    switchTo(next) {
      current = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handleProxyRequest(
  proxied: ProxiedInteraction,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBytes(request);
  if (request.url === '/_state') return sendStateValues(proxied, body, response);
  if (request.url === '/_message') return sendMessage(proxied, response);
  proxied.observations.answerRequests += 1;
  proxied.observations.unanswered = `${request.method} ${request.url}`;
  await forwardToSandbox(proxied, request, body, response);
  proxied.observations.unanswered = undefined;
}

async function readBytes(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function sendStateValues(proxied: ProxiedInteraction, body: Buffer, response: ServerResponse): void {
  const { action, state } = JSON.parse(body.toString('utf8')) as { readonly action?: string; readonly state?: string };
  if (action === 'setup' && state !== '') proxied.observations.stateRequests += 1;
  respondJson(response, proxied.values);
}

/** What a callback carries beside its body, whatever the contract expects: `contentType`, as its Content-Type header. */
export const callbackMetadata = { contentType: 'application/json' } as const;

async function sendMessage(proxied: ProxiedInteraction, response: ServerResponse): Promise<void> {
  proxied.observations.answerRequests += 1;
  const message = await proxied.message();
  if (typeof message === 'string') {
    proxied.observations.problems.push(message);
    return void response.writeHead(500).end();
  }
  response.setHeader('Pact-Message-Metadata', Buffer.from(JSON.stringify(callbackMetadata)).toString('base64'));
  respondJson(response, message.body);
}

function respondJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}

function forwardToSandbox(
  proxied: ProxiedInteraction,
  incoming: IncomingMessage,
  body: Buffer,
  answerTo: ServerResponse,
): Promise<void> {
  const target = new URL(proxied.sandbox.baseUrl);
  return new Promise((resolve) => {
    const onBroken = (error: Error): void => {
      const code = (error as NodeJS.ErrnoException).code;
      proxied.observations.problems.push(
        `the sandbox did not answer ${incoming.method} ${incoming.url}: ${code ?? error.message}`,
      );
      if (answerTo.headersSent) answerTo.destroy();
      else answerTo.writeHead(502).end();
      resolve();
    };
    const outgoing = send(
      {
        host: target.hostname,
        port: target.port,
        method: incoming.method,
        path: incoming.url,
        headers: forwardedHeaders(proxied, incoming, body),
        agent: false,
      },
      (answer) => {
        answerTo.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on('error', onBroken).on('end', resolve);
        answer.pipe(answerTo);
      },
    );
    outgoing.on('error', onBroken);
    outgoing.end(body);
    // The verifier has given up waiting.
    answerTo.on('close', () => {
      if (!answerTo.writableFinished)
        outgoing
          .off('error', onBroken)
          .on('error', () => undefined)
          .destroy();
    });
  });
}

function forwardedHeaders(
  proxied: ProxiedInteraction,
  from: IncomingMessage,
  body: Buffer,
): { readonly [name: string]: string | string[] } {
  const kept = Object.entries(from.headers).filter(([name]) => !/^(host|connection|transfer-encoding)$/.test(name));
  const headers = Object.fromEntries(kept) as { [name: string]: string | string[] };
  if (body.length > 0 || headers['content-length'] !== undefined) headers['content-length'] = String(body.length);
  const credentials = chooseCredentials(proxied, from.url ?? '/');
  return credentials === undefined ? headers : { ...headers, authorization: credentials };
}

/** A contract about wrong credentials sends its own. */
function chooseCredentials({ interaction, sandbox }: ProxiedInteraction, url: string): string | undefined {
  const status = interaction.response?.status;
  const token = url.split('?', 1)[0] === tokenPath;
  if (status === 401 || (token && status !== 200)) return undefined;
  if (!token) return `Bearer ${sandbox.token()}`;
  const { clientId, clientSecret } = sandbox.credentials;
  return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
}
