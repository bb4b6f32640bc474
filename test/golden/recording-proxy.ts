import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came and the answer as it went, byte for byte. */
export interface Exchange {
  readonly method: string;
  readonly target: string;
  /** Raw pairs, in the order and case of the wire. */
  readonly requestHeaders: readonly string[];
  readonly requestBody: string;
  status?: number;
  answerHeaders?: readonly string[];
  /** What came of it, where it broke off. */
  answerBody?: string;
  broken?: true;
}

export interface RecordingProxy {
  readonly baseUrl: string;
  /** In the order in which the requests came. */
  readonly exchanges: readonly Exchange[];
  /** Resolves when no answer is outstanding, also none that its client no longer waits for. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** Undefined: everything is answered 204. */
  readonly target?: string;
  /** What is passed on instead of the body. */
  readonly rewrite?: (method: string, target: string, body: string) => Promise<string>;
}

/** Stands before a server and writes down what passes. An answer that breaks off does so for its client, too. */
export async function startProxy({ target, rewrite }: ProxyOptions): Promise<RecordingProxy> {
  const exchanges: Exchange[] = [];
  const open = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const passing = pass(request, response).finally(() => open.delete(passing));
    open.add(passing);
  });
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/' } = request;
    const slot = exchanges.push({ method, target: url, requestHeaders: request.rawHeaders, requestBody: '' }) - 1;
    const requestBody = await textOf(request);
    const exchange: Exchange = { ...(exchanges[slot] as Exchange), requestBody };
    exchanges[slot] = exchange;
    const sent = rewrite ? await rewrite(method, url, requestBody) : requestBody;
    await (target === undefined ? takeFor(exchange) : forward(target, exchange, sent));
    if (exchange.broken || exchange.status === undefined) response.destroy();
    else response.writeHead(exchange.status, withoutHop(exchange.answerHeaders ?? [])).end(exchange.answerBody);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    async idle() {
      while (open.size > 0) await Promise.all(open);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function textOf(message: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

const hop = new Set(['connection', 'keep-alive', 'transfer-encoding']);
const withoutHop = (headers: readonly string[]): string[] =>
  pairs(headers).flatMap(([name, value]) => (hop.has(name.toLowerCase()) ? [] : [name, value]));

export function pairs(headers: readonly string[]): readonly (readonly [name: string, value: string])[] {
  return headers.flatMap((name, at) => (at % 2 === 0 ? [[name, headers[at + 1] as string] as const] : []));
}

async function takeFor(exchange: Exchange): Promise<void> {
  Object.assign(exchange, { status: 204, answerHeaders: [], answerBody: '' });
}

function forward(target: string, exchange: Exchange, body: string): Promise<void> {
  const { hostname, port } = new URL(target);
  const kept = pairs(exchange.requestHeaders).filter(([name]) => !/^(host|connection|content-length)$/i.test(name));
  const headers = {
    ...Object.fromEntries(kept),
    ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }),
  };
  const { method, target: path } = exchange;
  return new Promise((resolve) => {
    const outgoing = httpRequest({ hostname, port, method, path, headers, agent: false }, (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('error', () => undefined);
      answer.on('close', () => {
        exchange.status = answer.statusCode as number;
        exchange.answerHeaders = answer.rawHeaders;
        exchange.answerBody = Buffer.concat(pieces).toString();
        if (!answer.complete) exchange.broken = true;
        resolve();
      });
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      // A listener that has gone meanwhile: taken, as it took everything before.
      if (error.code === 'ECONNREFUSED') void takeFor(exchange);
      else exchange.broken = true;
      resolve();
    });
    outgoing.end(body);
  });
}
