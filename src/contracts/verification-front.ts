import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tokenPath } from '../mock/http/oauth.ts';
import type { Interaction, JsonMap } from './pact-file.ts';
import type { World } from './provider.ts';

/**
 * What stands between the official verifier and the sandbox: it hands out what the provider state prepared, puts real
 * credentials on each request, and gives the bodies of callbacks. It notes what went wrong on the way, so that nothing
 * the verifier swallows is lost.
 */
export interface Front {
  readonly port: number;
  /** From now on everything belongs to this interaction. */
  turnTo(turn: Turn): void;
  close(): Promise<void>;
}

export interface Turn {
  readonly interaction: Interaction;
  readonly world: World;
  /** For `fromProviderState`. */
  readonly values: JsonMap;
  /** Body of the callback that the interaction speaks of; a sentence when there is none. */
  message(): Promise<{ readonly body: unknown } | string>;
  readonly noted: Noted;
}

/** What the front saw of one interaction. */
export interface Noted {
  /** How often the verifier asked for a state, and for the provider's answer or message. */
  states: number;
  asked: number;
  /** The request that the sandbox has not answered to its end. */
  unanswered?: string | undefined;
  readonly troubles: string[];
}

export async function startFront(): Promise<Front> {
  let turn: Turn | undefined;
  const server = createServer((request, response) => {
    if (!turn) return void response.writeHead(503).end();
    serveTurn(turn, request, response).catch((error: unknown) => {
      turn?.noted.troubles.push(String(error));
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    turnTo(next) {
      turn = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serveTurn(turn: Turn, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await bytesOf(request);
  if (request.url === '/_state') return handState(turn, body, response);
  if (request.url === '/_message') return handMessage(turn, response);
  turn.noted.asked += 1;
  turn.noted.unanswered = `${request.method} ${request.url}`;
  await forward(turn, request, body, response);
  turn.noted.unanswered = undefined;
}

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function handState(turn: Turn, body: Buffer, response: ServerResponse): void {
  const { action, state } = JSON.parse(body.toString('utf8')) as { readonly action?: string; readonly state?: string };
  if (action === 'setup' && state !== '') turn.noted.states += 1;
  sendJson(response, turn.values);
}

async function handMessage(turn: Turn, response: ServerResponse): Promise<void> {
  turn.noted.asked += 1;
  const made = await turn.message();
  if (typeof made === 'string') {
    turn.noted.troubles.push(made);
    return void response.writeHead(500).end();
  }
  const metadata = { contentType: 'application/json', ...((turn.interaction.raw.metadata ?? {}) as object) };
  response.setHeader('Pact-Message-Metadata', Buffer.from(JSON.stringify(metadata)).toString('base64'));
  sendJson(response, made.body);
}

function sendJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}

function forward(turn: Turn, from: IncomingMessage, body: Buffer, to: ServerResponse): Promise<void> {
  const target = new URL(turn.world.baseUrl);
  return new Promise((resolve) => {
    const broken = (error: Error): void => {
      const code = (error as NodeJS.ErrnoException).code;
      turn.noted.troubles.push(`the sandbox did not answer ${from.method} ${from.url}: ${code ?? error.message}`);
      if (to.headersSent) to.destroy();
      else to.writeHead(502).end();
      resolve();
    };
    const out = send(
      {
        host: target.hostname,
        port: target.port,
        method: from.method,
        path: from.url,
        headers: headersOf(turn, from, body),
        agent: false,
      },
      (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.on('error', broken).on('end', resolve);
        answer.pipe(to);
      },
    );
    out.on('error', broken);
    out.end(body);
    // Nobody waits any more: the verifier has run out of patience.
    to.on('close', () => {
      if (!to.writableFinished)
        out
          .off('error', broken)
          .on('error', () => undefined)
          .destroy();
    });
  });
}

function headersOf(turn: Turn, from: IncomingMessage, body: Buffer): { readonly [name: string]: string | string[] } {
  const kept = Object.entries(from.headers).filter(([name]) => !/^(host|connection|transfer-encoding)$/.test(name));
  const headers = Object.fromEntries(kept) as { [name: string]: string | string[] };
  if (body.length > 0 || headers['content-length'] !== undefined) headers['content-length'] = String(body.length);
  const credentials = credentialsFor(turn, from.url ?? '/');
  return credentials === undefined ? headers : { ...headers, authorization: credentials };
}

/** A contract about credentials expects a refusal of them: it sends its own. */
function credentialsFor({ interaction, world }: Turn, url: string): string | undefined {
  const status = interaction.response?.status;
  const token = url.split('?', 1)[0] === tokenPath;
  if (status === 401 || (token && status !== 200)) return undefined;
  if (!token) return `Bearer ${world.token()}`;
  const { clientId, clientSecret } = world.credentials;
  return `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
}
