import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type OrderNews, readNotification } from './notification.ts';

export interface CallbackListener {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Hears order notifications. Each event is reported once, though BT sends it again until it is acknowledged: the second time its
 * id is known. What cannot be read is answered 400, what fails 500, so that it is sent again.
 */
export async function startListener(onNews: (news: OrderNews) => unknown, port = 0): Promise<CallbackListener> {
  const known = new Set<string>();
  const server = createServer(async (request, response) => {
    const news = readNotification(await bodyOf(request));
    if (!news) return void response.writeHead(400).end();
    try {
      if (!known.has(news.eventId)) await onNews(news);
      known.add(news.eventId);
      response.writeHead(204).end();
    } catch {
      response.writeHead(500).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  }
}
