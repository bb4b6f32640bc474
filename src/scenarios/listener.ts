import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Listener } from './scenario.ts';
import type { CallbackTo } from './stage.ts';

/** A callback as the customer's listener got it. */
export interface Received {
  readonly headers: { readonly [lowerCaseName: string]: string };
  readonly body: unknown;
}

export interface RunningListener {
  /** How a sandbox must call it. */
  readonly callback: CallbackTo;
  readonly baseUrl: string;
  /** In the order they came. */
  readonly received: readonly Received[];
  close(): Promise<void>;
}

const mostBytes = 1024 * 1024;
const name = 'etherbox-scenario';
const secret = 'listener-secret';
const token = 'listener-token';

/** A listener of a customer that takes every callback, with the credentials that its customer and BT have agreed. */
export async function startListener({ auth = 'none', signed = false }: Listener): Promise<RunningListener> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    take(request, response, auth, received).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    callback: {
      url: `${baseUrl}/callback`,
      ...authOf(auth, baseUrl),
      ...(signed ? { signing: { secret: `whsec_${Buffer.from(secret).toString('base64')}` } } : {}),
    },
    baseUrl,
    received,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function authOf(auth: Listener['auth'], baseUrl: string): Pick<CallbackTo, 'auth'> {
  switch (auth) {
    case 'basic':
      return { auth: { type: 'basic', username: name, password: secret } };
    case 'header':
      return { auth: { type: 'header', name: 'X-Api-Key', value: secret } };
    case 'oauth2':
      return { auth: { type: 'oauth2', tokenUrl: `${baseUrl}/token`, clientId: name, clientSecret: secret } };
    default:
      return {};
  }
}

const wanted: { readonly [auth: string]: readonly [header: string, value: string] } = {
  basic: ['authorization', `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`],
  header: ['x-api-key', secret],
  oauth2: ['authorization', `Bearer ${token}`],
};

async function take(
  request: IncomingMessage,
  response: ServerResponse,
  auth: string,
  received: Received[],
): Promise<void> {
  const text = await read(request);
  if (request.url === '/token') {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: 3600 }));
    return;
  }
  const [header, value] = wanted[auth] ?? [];
  if (header !== undefined && request.headers[header] !== value) {
    response.writeHead(401).end();
    return;
  }
  received.push({ headers: request.headers as Received['headers'], body: JSON.parse(text) });
  response.writeHead(204).end();
}

async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += (piece as Buffer).length;
    if (size > mostBytes) throw new Error('a callback of more than a mebibyte');
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString();
}
