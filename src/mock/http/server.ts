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
import { type ErrorName, errorCatalogue, refuse } from '#domain/errors/error-catalogue';
import {
  type BtRequestContext,
  createBtRequestContext,
  handleBtRequest,
  splitRequestTarget,
} from '#http/bt/bt-request';
import type { OnInternalError } from '#http/bt/internal-error';
import { handleTokenRequest, tokenPath } from '#http/bt/oauth';
import type { Sandboxes } from '#runtime/sandboxes/sandboxes';

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly sandboxes: Sandboxes;
  /** The app of our own side: control API, reference, dashboard. It checks Host and Origin first. */
  readonly controlApp: RequestListener;
  readonly onInternalError: OnInternalError;
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

export const defaultSocketLimits: SocketLimits = {
  headersMs: 5000,
  requestMs: 30_000,
  keepAliveMs: 5000,
  checkMs: 1000,
  headerBytes: 16 * 1024,
  urlBytes: 8 * 1024,
  connections: 2048,
  connectionsPerAddress: 1024,
};

export interface ListeningServer {
  readonly server: Server;
  readonly port: number;
  readonly baseUrl: string;
  /** Stops accepting connections. Resolves when the last answer is sent, or after `graceMs` of wall time. */
  close(graceMs?: number): Promise<void>;
}

/** Paths of our own side. Everything else is BT's side, where an unknown path is a gateway's 404. */
const ownPaths = /^\/(_sandbox|ui|docs|favicon\.ico)?(\/|$)/;

/** Starts to listen. Rejects with the system's error (EADDRINUSE, …) when it cannot. */
export function startListening(options: ServerOptions): Promise<ListeningServer> {
  const limits = { ...defaultSocketLimits, ...options.limits };
  let baseUrl = '';
  const context = createBtRequestContext(options.sandboxes, () => baseUrl, options.onInternalError);
  const server = createServer(
    {
      maxHeaderSize: limits.headerBytes,
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: limits.keepAliveMs,
      connectionsCheckingInterval: limits.checkMs,
    },
    (request, response) => {
      // A client that never pauses would hold its connection open, and closing would wait for it.
      if (!server.listening) response.shouldKeepAlive = false;
      routeRequest(context, options.controlApp, limits, request, response);
    },
  );
  server.on('clientError', answerMalformedRequest);
  server.maxConnections = limits.connections;
  limitConnectionsPerAddress(server, limits.connectionsPerAddress);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.removeListener('error', reject);
      const { port } = server.address() as AddressInfo;
      baseUrl = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
      resolve({ server, port, baseUrl, close: (graceMs = 1500) => closeServer(server, graceMs, options.sandboxes) });
    });
  });
}

function routeRequest(
  context: BtRequestContext,
  controlApp: RequestListener,
  limits: SocketLimits,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const target = request.url ?? '/';
  if (target.length > limits.urlBytes) {
    sendUriTooLong(response);
    return;
  }
  const { path } = splitRequestTarget(target);
  if (ownPaths.test(path)) {
    controlApp(request, response);
    return;
  }
  const handled =
    path === tokenPath
      ? handleTokenRequest(context.sandboxes, request, response)
      : handleBtRequest(context, request, response);
  handled.catch((error: unknown) => sendInternalError(response, error));
}

function sendUriTooLong(response: ServerResponse): void {
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

/**
 * Answers what never became a request: headers too large or too slow, or no HTTP at all. Node would answer without a
 * body.
 */
function answerMalformedRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const names: { readonly [code: string]: ErrorName } = {
    HPE_HEADER_OVERFLOW: 'headersTooLarge',
    ERR_HTTP_REQUEST_TIMEOUT: 'requestTimeout',
  };
  const name = names[error.code ?? ''] ?? 'badRequest';
  const { status, headers = {}, body } = refuse('address', name, errorCatalogue[name].reason);
  const text = JSON.stringify(body);
  const lines = Object.entries({
    ...headers,
    'Content-Type': 'application/json;charset=utf-8',
    'Content-Length': String(Buffer.byteLength(text)),
    Connection: 'close',
  }).map(([header, value]) => `${header}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${text}`);
}

/** An internal error: its stack is reported on stderr, never to the client. */
function sendInternalError(response: ServerResponse, error: unknown): void {
  process.stderr.write(
    `Internal error in etherbox (please report): ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  if (response.headersSent) return void response.destroy();
  response.writeHead(500, { 'Content-Type': 'application/json;charset=utf-8' });
  response.end('{"code":"01","reason":"Internal error","message":"Internal error"}');
}

function limitConnectionsPerAddress(server: Server, maxConnections: number): void {
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (open.get(address) ?? 0) + 1;
    if (count > maxConnections) return void socket.destroy();
    open.set(address, count);
    socket.once('close', () => {
      const remaining = (open.get(address) ?? 1) - 1;
      if (remaining === 0) open.delete(address);
      else open.set(address, remaining);
    });
  });
}

function closeServer(server: Server, graceMs: number, sandboxes: Sandboxes): Promise<void> {
  return new Promise((resolve) => {
    const forceClose = sandboxes.context.clock.after(graceMs, () => server.closeAllConnections());
    server.close(() => {
      forceClose.cancel();
      resolve();
    });
    server.closeIdleConnections();
  });
}
