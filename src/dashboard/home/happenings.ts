import { useEffect, useReducer } from 'preact/hooks';
import type { ApiSchemas } from '../control/schemas.ts';
import { onLiveUpdate } from '../control/session.ts';
import { useSandboxId } from '../shell/sandbox.ts';

export type StreamedDomainEvent = ApiSchemas['Happening'];

/** What the stream told since the page was opened, per sandbox; requests and callbacks are read from the server instead. */
const eventsBySandbox = new Map<string, StreamedDomainEvent[]>();
const maxStoredEvents = 200;

export function useDomainEvents(): readonly StreamedDomainEvent[] {
  const [, rerender] = useReducer((count: number) => count + 1, 0);
  const sandbox = useSandboxId();
  useEffect(
    () =>
      onLiveUpdate(({ kind, data }) => {
        if (kind === 'reset') eventsBySandbox.delete(sandbox);
        else if (kind === 'happening')
          eventsBySandbox.set(
            sandbox,
            [...(eventsBySandbox.get(sandbox) ?? []), data as StreamedDomainEvent].slice(-maxStoredEvents),
          );
        else return;
        rerender(undefined);
      }),
    [sandbox],
  );
  return eventsBySandbox.get(sandbox) ?? [];
}
