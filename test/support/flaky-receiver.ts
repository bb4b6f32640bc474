import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { seededRandom } from './seeded-random.ts';

/** What a receiver saw: every request that reached it, in order. */
export interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly path: string;
}

export type Behaviour = (received: Received, response: ServerResponse, request: IncomingMessage) => void;

export interface Receiver {
  readonly url: string;
  readonly port: number;
  readonly received: Received[];
  /** Requests at once, the most there were. */
  readonly atOnce: { max: number };
  readonly connections: { count: number; open: number };
  behave: Behaviour;
  close(): Promise<void>;
}

export const acceptAll: Behaviour = (_, response) => {
  response.writeHead(204).end();
};

/** A customer's listener on a free port of this machine. */
export async function startReceiver(behave: Behaviour = acceptAll): Promise<Receiver> {
  const received: Received[] = [];
  const atOnce = { now: 0, max: 0 };
  const connections = { count: 0, open: 0 };
  const server: Server = createServer((request, response) => {
    atOnce.now += 1;
    atOnce.max = Math.max(atOnce.max, atOnce.now);
    response.on('close', () => {
      atOnce.now -= 1;
    });
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const seen = { headers: request.headers, body: Buffer.concat(chunks).toString(), path: request.url ?? '' };
      received.push(seen);
      receiver.behave(seen, response, request);
    });
    request.on('error', () => undefined);
  });
  server.on('connection', (socket) => {
    connections.count += 1;
    connections.open += 1;
    socket.on('close', () => {
      connections.open -= 1;
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const receiver: Receiver = {
    url: `http://127.0.0.1:${port}/hook`,
    port,
    received,
    atOnce,
    connections,
    behave,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

/** The shares, in percent, of what goes wrong; drawn from a stream of its own, so that a seed brings a run back. */
export interface FailureShares {
  readonly failed: number;
  readonly resetBefore: number;
  /** Taken, then the connection is broken: the sender must send it again. */
  readonly receivedThenReset: number;
  readonly late: number;
  readonly redirect: number;
}

export function flakyBehaviour(
  seed: number,
  shares: FailureShares,
  onReceived: (received: Received) => void,
): Behaviour {
  const random = seededRandom(seed);
  return (received, response, request) => {
    let remaining = random.fraction() * 100;
    const isDrawn = (share: number): boolean => {
      remaining -= share;
      return remaining < 0;
    };
    // Eight times in a row is where the schedule ends: a flaky receiver is not a dead one.
    if (Number(received.headers['x-etherbox-attempt']) > 6) remaining = 100;
    if (isDrawn(shares.failed)) return void response.writeHead(500).end('no');
    if (isDrawn(shares.resetBefore)) return void request.socket.resetAndDestroy();
    if (isDrawn(shares.redirect)) return void response.writeHead(302, { location: '/elsewhere' }).end();
    onReceived(received);
    if (isDrawn(shares.receivedThenReset)) return void request.socket.resetAndDestroy();
    // Late: after some rounds of the event loop, with no clock involved.
    if (isDrawn(shares.late)) return void afterTicks(200, () => response.writeHead(200).end('ok'));
    response.writeHead(200).end('ok');
  };
}

function afterTicks(ticks: number, callback: () => void): void {
  if (ticks === 0) callback();
  else setImmediate(() => afterTicks(ticks - 1, callback));
}
