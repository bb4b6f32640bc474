import { useEffect, useState } from 'preact/hooks';
import { type ConnectionState, LiveStream, type LiveUpdate } from './live-stream.ts';
import { invalidateAll, invalidateForUpdate } from './query.ts';

/** The one stream of this tab, of the sandbox that is looked at. */
let liveStream: LiveStream | undefined;
let watchedSandboxId = '';
const updateListeners = new Set<(news: LiveUpdate) => void>();
const connectionListeners = new Set<(connection: ConnectionState) => void>();

/** Look at this sandbox from now on. */
export function watchSandbox(sandbox: string): void {
  if (sandbox === watchedSandboxId) return;
  liveStream?.close();
  watchedSandboxId = sandbox;
  liveStream = new LiveStream(sandbox);
  liveStream.onUpdate((update) => {
    invalidateForUpdate(update);
    for (const listener of updateListeners) listener(update);
  });
  liveStream.onConnection((connection) => {
    for (const listener of connectionListeners) listener(connection);
  });
}

export function onLiveUpdate(listener: (news: LiveUpdate) => void): () => void {
  updateListeners.add(listener);
  return () => void updateListeners.delete(listener);
}

export function useConnectionState(): ConnectionState {
  const [connection, setConnection] = useState<ConnectionState>(liveStream?.connection ?? 'connecting');
  useEffect(() => {
    setConnection(liveStream?.connection ?? 'connecting');
    connectionListeners.add(setConnection);
    return () => void connectionListeners.delete(setConnection);
  }, []);
  return connection;
}

export function reconnectNow(): void {
  liveStream?.retryNow();
}

/** After a call of our own: everything shown is read again, also where no stream tells of it. */
export function refreshAfterOwnCall(): void {
  invalidateAll();
  const update: LiveUpdate = { id: '', kind: 'own-call', data: undefined };
  for (const listener of updateListeners) listener(update);
}
