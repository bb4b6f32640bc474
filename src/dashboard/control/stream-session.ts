import { useEffect, useState } from 'preact/hooks';
import { type ConnectionState, LiveStream, type LiveUpdate } from './live-stream.ts';
import { invalidateAll, invalidateForUpdate } from './query.ts';

/** The only stream of this tab, for the current sandbox. */
let liveStream: LiveStream | undefined;
let watchedSandboxId = '';
const updateListeners = new Set<(news: LiveUpdate) => void>();
const connectionListeners = new Set<(connection: ConnectionState) => void>();

/** Changes the sandbox of the stream. */
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

/** Calls the listener with every live update. Returns a function that stops it. */
export function onLiveUpdate(listener: (news: LiveUpdate) => void): () => void {
  updateListeners.add(listener);
  return () => void updateListeners.delete(listener);
}

/** The state of the live connection. */
export function useConnectionState(): ConnectionState {
  const [connection, setConnection] = useState<ConnectionState>(liveStream?.connection ?? 'connecting');
  useEffect(() => {
    setConnection(liveStream?.connection ?? 'connecting');
    connectionListeners.add(setConnection);
    return () => void connectionListeners.delete(setConnection);
  }, []);
  return connection;
}

/** Reconnects now instead of waiting. */
export function reconnectNow(): void {
  liveStream?.retryNow();
}

/** Reads everything shown again after a call of our own, also when no stream reports it. */
export function refreshAfterOwnCall(): void {
  invalidateAll();
  const update: LiveUpdate = { id: '', kind: 'own-call', data: undefined };
  for (const listener of updateListeners) listener(update);
}
