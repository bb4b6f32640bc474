import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ProblemName, problems, refuse } from '../domain/problem.ts';
import type { Sandboxes } from '../runtime/sandboxes.ts';
import { type BtApi, serveBt, splitTarget } from './bt-api.ts';
import { serveToken, tokenPath } from './oauth.ts';
import type { OwnFault } from './own-fault.ts';

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly sandboxes: Sandboxes;
  /** Everything that is ours and not BT's: control API, reference, dashboard. It checks Host and Origin before anything. */
  readonly house: RequestListener;
  readonly ownFault: OwnFault;
  readonly limits?: Partial<SocketLimits>;
}

/** Wall milliseconds and counts. */
export interface SocketLimits {
  readonly headersMs: number;
  readonly requestMs: number;
  readonly keepAliveMs: number;
  readonly checkMs: number;
  readonly headerBytes: number;
  readonly urlBytes: number;
  readonly connections: number;
  readonly connectionsPerAddress: number;
}

export const socketLimits: SocketLimits = {
  headersMs: 5000,
  requestMs: 30_000,
  keepAliveMs: 5000,
  checkMs: 1000,
  headerBytes: 16 * 1024,
  urlBytes: 8 * 1024,
  connections: 2048,
  connectionsPerAddress: 1024,
};

export interface Listening {
  readonly server: Server;
  readonly port: number;
  readonly baseUrl: string;
  /** Stops taking connections and resolves when the last answer is out, at the latest after `graceMs` of wall time. */
  close(graceMs?: number): Promise<void>;
}

/** Paths that belong to the house. Everything else is BT's side, where an unknown path is a gateway's 404. */
const ours = /^\/(_sandbox|ui|docs|favicon\.ico)?(\/|$)/;

/** Listens; rejects with the system's error (EADDRINUSE, …) when it cannot. */
export function listen(options: ServerOptions): Promise<Listening> {
  const limits = { ...socketLimits, ...options.limits };
  let baseUrl = '';
  const api: BtApi = {
    sandboxes: options.sandboxes,
    baseUrl: () => baseUrl,
    ownFault: options.ownFault,
  };
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: limits.checkMs,
    },
    (request, response) => {
      // A client that never pauses would keep its connection, and a stop would wait for it.
      if (!server.listening) response.shouldKeepAlive = false;
      dispatch(api, options.house, limits, request, response);
    },
  );
  server.on('clientError', answerBroken);
  server.maxConnections = limits.connections;
  boundPerAddress(server, limits.connectionsPerAddress);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.removeListener('error', reject);
      const { port } = server.address() as AddressInfo;
      baseUrl = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
      resolve({ server, port, baseUrl, close: (graceMs = 1500) => close(server, graceMs, options.sandboxes) });
    });
  });
}

function dispatch(
  api: BtApi,
  house: RequestListener,
  limits: SocketLimits,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const target = request.url ?? '/';
  if (target.length > limits.urlBytes) {
    tooLong(response);
    return;
  }
  const { path } = splitTarget(target);
  if (ours.test(path)) {
    house(request, response);
    return;
  }
  const served = path === tokenPath ? serveToken(api.sandboxes, request, response) : serveBt(api, request, response);
  served.catch((error: unknown) => broken(response, error));
}

function tooLong(response: ServerResponse): void {
  const body = '{"code":"67","message":"Request URI too long"}';
  response.writeHead(414, {
    'Content-Type': 'application/json;charset=utf-8',
    Connection: 'close',
    'APIGW-Exception': 'Request URI too long',
    'APIGW-Exception-Code': '67',
    'APIGW-Exception-System': 'APIGW',
  });
  response.end(body);
}

/** What never became a request: headers too large or too slow, or no HTTP at all. Node would answer without a body. */
function answerBroken(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const names: { readonly [code: string]: ProblemName } = {
    HPE_HEADER_OVERFLOW: 'headersTooLarge',
    ERR_HTTP_REQUEST_TIMEOUT: 'requestTimeout',
  };
  const name = names[error.code ?? ''] ?? 'badRequest';
  const { status, headers = {}, body } = refuse('address', name, problems[name].reason);
  const text = JSON.stringify(body);
  const lines = Object.entries({
    ...headers,
    'Content-Type': 'application/json;charset=utf-8',
    'Content-Length': String(Buffer.byteLength(text)),
    Connection: 'close',
  }).map(([header, value]) => `${header}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`);
}

/** Impossible trouble: said on stderr with its stack, never to the client. */
function broken(response: ServerResponse, error: unknown): void {
  process.stderr.write(`etherbox made a mistake: ${error instanceof Error ? error.stack : String(error)}\n`);
  if (response.headersSent) return void response.destroy();
  response.writeHead(500, { 'Content-Type': 'application/json;charset=utf-8' });
  response.end('{"code":"01","reason":"Internal error","message":"Internal error"}');
}

function boundPerAddress(server: Server, most: number): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    if (count > most) return void socket.destroy();
    open.set(address, count);
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1;
      if (left === 0) open.delete(address);
      else open.set(address, left);
    });
  });
}

function close(server: Server, graceMs: number, sandboxes: Sandboxes): Promise<void> {
  return new Promise((resolve) => {
    const last = sandboxes.house.clock.after(graceMs, () => server.closeAllConnections());
    server.close(() => {
      last.cancel();
      resolve();
    });
    server.closeIdleConnections();
  });
}
