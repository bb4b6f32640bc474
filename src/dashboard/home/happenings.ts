import { useEffect, useReducer } from 'preact/hooks';
import type { Schemas } from '../control/call.ts';
import { onNews } from '../control/session.ts';
import { useSandboxId } from '../shell/sandbox.ts';

export type Happening = Schemas['Happening'];

/** What the stream told since the page was opened, per sandbox; requests and callbacks are read from the server instead. */
const heard = new Map<string, Happening[]>();
const most = 200;

export function useHappenings(): readonly Happening[] {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const sandbox = useSandboxId();
  useEffect(
    () =>
      onNews(({ kind, data }) => {
        if (kind === 'reset') heard.delete(sandbox);
        else if (kind === 'happening')
          heard.set(sandbox, [...(heard.get(sandbox) ?? []), data as Happening].slice(-most));
        else return;
        redraw(undefined);
      }),
    [sandbox],
  );
  return heard.get(sandbox) ?? [];
}
