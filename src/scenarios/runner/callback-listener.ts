import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EtherboxError } from '#domain/core/etherbox-error';
import type { CallbackTarget } from '#scenarios/drivers/scenario-driver';
import type { ScenarioListener } from '#scenarios/language/scenario';

/** A callback as the customer's listener received it. */
export interface ReceivedCallback {
  readonly headers: { readonly [lowerCaseName: string]: string };
  readonly body: unknown;
}

export interface RunningListener {
  /** The callback setting with which a sandbox reaches the listener. */
  readonly callback: CallbackTarget;
  readonly baseUrl: string;
  /** Oldest first. */
  readonly received: readonly ReceivedCallback[];
  close(): Promise<void>;
}

const maxCallbackBytes = 1024 * 1024;
const listenerName = 'etherbox-scenario';
const listenerSecret = 'listener-secret';
const listenerToken = 'listener-token';

/** Starts a customer's listener that accepts every callback with the agreed credentials. */
export async function startListener({ auth = 'none', signed = false }: ScenarioListener): Promise<RunningListener> {
  const received: ReceivedCallback[] = [];
  const server = createServer((request, response) => {
    acceptCallback(request, response, auth, received).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    callback: {
      url: `${baseUrl}/callback`,
      ...callbackAuth(auth, baseUrl),
      ...(signed ? { signing: { secret: `whsec_${Buffer.from(listenerSecret).toString('base64')}` } } : {}),
    },
    baseUrl,
    received,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function callbackAuth(auth: ScenarioListener['auth'], baseUrl: string): Pick<CallbackTarget, 'auth'> {
  switch (auth) {
    case 'basic':
      return { auth: { type: 'basic', username: listenerName, password: listenerSecret } };
    case 'header':
      return { auth: { type: 'header', name: 'X-Api-Key', value: listenerSecret } };
    case 'oauth2':
      return {
        auth: { type: 'oauth2', tokenUrl: `${baseUrl}/token`, clientId: listenerName, clientSecret: listenerSecret },
      };
    default:
      return {};
  }
}

const expectedCredentials: { readonly [auth: string]: readonly [header: string, value: string] } = {
  basic: ['authorization', `Basic ${Buffer.from(`${listenerName}:${listenerSecret}`).toString('base64')}`],
  header: ['x-api-key', listenerSecret],
  oauth2: ['authorization', `Bearer ${listenerToken}`],
};

async function acceptCallback(
  request: IncomingMessage,
  response: ServerResponse,
  auth: string,
  received: ReceivedCallback[],
): Promise<void> {
  const text = await readText(request);
  if (request.url === '/token') {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ access_token: listenerToken, token_type: 'Bearer', expires_in: 3600 }));
    return;
  }
  const [header, value] = expectedCredentials[auth] ?? [];
  if (header !== undefined && request.headers[header] !== value) {
    response.writeHead(401).end();
    return;
  }
  received.push({ headers: request.headers as ReceivedCallback['headers'], body: JSON.parse(text) });
  response.writeHead(204).end();
}

async function readText(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += (piece as Buffer).length;
    if (size > maxCallbackBytes)
      throw new EtherboxError('ETHERBOX_CALLBACK_TOO_LARGE', 'a callback of more than a mebibyte');
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString();
}
