import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { announce } from '../context/announcements.tsx';
import {
  type ApiCall,
  type ApiResult,
  describeApiError,
  formatControlCallAsCurl,
  sendCall,
} from '../control/api-client.ts';
import { refreshAfterOwnCall } from '../control/stream-session.ts';
import { CommandLine } from './copy-button.tsx';
import { Popover } from './popover.tsx';

interface ActionButtonProps<T> {
  readonly call: ApiCall;
  readonly children: ComponentChildren;
  readonly tone?: 'primary' | 'plain' | 'danger';
  /** Why the button is disabled; shown beside it. */
  readonly disabledReason?: string | undefined;
  readonly onSuccess?: (value: T) => void;
  /** The message after success. */
  readonly successMessage?: (value: T) => string | undefined;
}

/** Makes a call and announces its outcome. */
export function useApiCall<T>(): readonly [
  boolean,
  (call: ApiCall, successMessage?: (value: T) => string | undefined) => Promise<ApiResult<T>>,
] {
  const [busy, setBusy] = useState(false);
  const performCall = async (call: ApiCall, successMessage?: (value: T) => string | undefined) => {
    setBusy(true);
    const outcome = await sendCall<T>(call);
    setBusy(false);
    if ('error' in outcome) announce(describeApiError(outcome.error), 'bad');
    else {
      const text = successMessage?.(outcome.value);
      if (text) announce(text, 'good');
      refreshAfterOwnCall();
    }
    return outcome;
  };
  return [busy, performCall];
}

/** A button for one call of the control API. Its second half shows that call, ready to copy. */
export function ActionButton<T>({
  call,
  children,
  tone = 'plain',
  disabledReason,
  onSuccess,
  successMessage,
}: ActionButtonProps<T>) {
  const [busy, performCall] = useApiCall<T>();
  const reasonId = useId();
  const press = async () => {
    if (busy || disabledReason !== undefined) return;
    const outcome = await performCall(call, successMessage);
    if ('value' in outcome) onSuccess?.(outcome.value);
  };
  return (
    <span class="act">
      <span class="act-buttons">
        <button
          type="button"
          class={`button ${tone}`}
          aria-disabled={busy || disabledReason !== undefined}
          aria-describedby={disabledReason === undefined ? undefined : reasonId}
          onClick={press}
        >
          {children}
        </button>
        <ShowCallButton calls={[call]} tone={tone} subject={typeof children === 'string' ? children : 'this button'} />
      </span>
      {disabledReason !== undefined && (
        <span class="not-now" id={reasonId}>
          {disabledReason}
        </span>
      )}
    </span>
  );
}

interface ShowCallButtonProps {
  readonly calls: readonly ApiCall[];
  readonly names?: readonly string[];
  readonly tone?: 'primary' | 'plain' | 'danger';
  readonly subject: string;
}

/** A button that shows the calls behind an action, ready to copy. */
export function ShowCallButton({ calls, names, tone = 'plain', subject }: ShowCallButtonProps) {
  return (
    <Popover
      label={`Show the call of ${subject}`}
      class={`button ${tone} show-call`}
      button={<span aria-hidden="true">{'{ }'}</span>}
    >
      <p class="popover-title">Run this from a terminal</p>
      {calls.map((call, index) => (
        <div key={call.path + index}>
          {names?.[index] && <p class="muted small-text">{names[index]}</p>}
          <CommandLine text={formatControlCallAsCurl(call)} label="Copy curl" />
        </div>
      ))}
    </Popover>
  );
}
