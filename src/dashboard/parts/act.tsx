import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { type Call, curlOf, type Outcome, sayTrouble, send } from '../control/call.ts';
import { changedByUs } from '../control/session.ts';
import { say } from '../shell/announce.tsx';
import { Command } from './copy.tsx';
import { Popover } from './popover.tsx';

interface ActProps<T> {
  readonly call: Call;
  readonly children: ComponentChildren;
  readonly tone?: 'primary' | 'plain' | 'danger';
  /** Why the button cannot be used now; said beside it. */
  readonly notNow?: string | undefined;
  readonly done?: (value: T) => void;
  /** What is said when it worked. */
  readonly saying?: (value: T) => string | undefined;
}

/** Makes a call; whoever presses learns how it went. */
export function useAct<T>(): readonly [
  boolean,
  (call: Call, saying?: (value: T) => string | undefined) => Promise<Outcome<T>>,
] {
  const [busy, set] = useState(false);
  const act = async (call: Call, saying?: (value: T) => string | undefined) => {
    set(true);
    const outcome = await send<T>(call);
    set(false);
    if ('trouble' in outcome) say(sayTrouble(outcome.trouble), 'bad');
    else {
      const text = saying?.(outcome.value);
      if (text) say(text, 'good');
      changedByUs();
    }
    return outcome;
  };
  return [busy, act];
}

/** A button for one call of the control API. Its second half shows that call, ready to copy. */
export function Act<T>({ call, children, tone = 'plain', notNow, done, saying }: ActProps<T>) {
  const [busy, act] = useAct<T>();
  const why = useId();
  const press = async () => {
    if (busy || notNow !== undefined) return;
    const outcome = await act(call, saying);
    if ('value' in outcome) done?.(outcome.value);
  };
  return (
    <span class="act">
      <span class="act-buttons">
        <button
          type="button"
          class={`button ${tone}`}
          aria-disabled={busy || notNow !== undefined}
          aria-describedby={notNow === undefined ? undefined : why}
          onClick={press}
        >
          {children}
        </button>
        <ShowCall calls={[call]} tone={tone} what={typeof children === 'string' ? children : 'this button'} />
      </span>
      {notNow !== undefined && (
        <span class="not-now" id={why}>
          {notNow}
        </span>
      )}
    </span>
  );
}

interface ShowCallProps {
  readonly calls: readonly Call[];
  readonly names?: readonly string[];
  readonly tone?: 'primary' | 'plain' | 'danger';
  readonly what: string;
}

export function ShowCall({ calls, names, tone = 'plain', what }: ShowCallProps) {
  return (
    <Popover
      label={`Show the call of ${what}`}
      class={`button ${tone} show-call`}
      button={<span aria-hidden="true">{'{ }'}</span>}
    >
      <p class="popover-title">The same from a terminal</p>
      {calls.map((call, index) => (
        <div key={call.path + index}>
          {names?.[index] && <p class="muted small-text">{names[index]}</p>}
          <Command text={curlOf(call)} label="Copy curl" />
        </div>
      ))}
    </Popover>
  );
}
