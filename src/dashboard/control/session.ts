import { useEffect, useState } from 'preact/hooks';
import { type Connection, Live, type News } from './live.ts';
import { heed, touchAll } from './reading.ts';

/** The one stream of this tab, of the sandbox that is looked at. */
let live: Live | undefined;
let watched = '';
const newsListeners = new Set<(news: News) => void>();
const lineListeners = new Set<(connection: Connection) => void>();

/** Look at this sandbox from now on. */
export function watchSandbox(sandbox: string): void {
  if (sandbox === watched) return;
  live?.close();
  watched = sandbox;
  live = new Live(sandbox);
  live.onNews((news) => {
    heed(news);
    for (const listener of newsListeners) listener(news);
  });
  live.onConnection((connection) => {
    for (const listener of lineListeners) listener(connection);
  });
}

export function onNews(listener: (news: News) => void): () => void {
  newsListeners.add(listener);
  return () => void newsListeners.delete(listener);
}

export function useConnection(): Connection {
  const [connection, set] = useState<Connection>(live?.connection ?? 'connecting');
  useEffect(() => {
    set(live?.connection ?? 'connecting');
    lineListeners.add(set);
    return () => void lineListeners.delete(set);
  }, []);
  return connection;
}

export function reconnectNow(): void {
  live?.retryNow();
}

/** After a call of our own: everything shown is read again, also where no stream tells of it. */
export function changedByUs(): void {
  touchAll();
  const news: News = { id: '', kind: 'ours', data: undefined };
  for (const listener of newsListeners) listener(news);
}
