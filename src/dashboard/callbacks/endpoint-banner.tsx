import type { Schemas } from '../control/call.ts';
import { Act } from '../parts/act.tsx';
import { fullTime } from '../parts/words.ts';
import { addressOf, Link } from '../shell/router.tsx';
import { useApi, useSandbox } from '../shell/sandbox.ts';

/** Where callbacks go, and if they do not, why and since when. */
export function EndpointBanner({ counts }: { readonly counts: { readonly [state: string]: number } }) {
  const api = useApi();
  const { value: sandbox } = useSandbox();
  if (!sandbox) return null;
  const { callback } = sandbox;
  const pending = (counts.retrying ?? 0) + (counts.waiting ?? 0);
  const failed = counts.failed ?? 0;
  return (
    <div class={callback?.disabled ? 'banner bad' : 'banner'}>
      {callback?.disabled && (
        <p>
          <strong>The endpoint is disabled</strong> since {fullTime(callback.disabled.since)}:{' '}
          {callback.disabled.reason}. Setting the URL again in <Link to={addressOf('settings')}>Settings</Link> enables
          it.
        </p>
      )}
      {!callback?.disabled && (
        <p>
          {callback ? (
            <>
              To <span class="mono break">{callback.url}</span>
            </>
          ) : (
            <>
              To the built-in inbox. <Link to={addressOf('settings')}>Use your own URL</Link>
            </>
          )}
        </p>
      )}
      {(pending > 0 || failed > 0) && (
        <div class="actions">
          {pending > 0 && (
            <Act<Schemas['ResendResult']>
              call={{ method: 'POST', path: api('/events/retry-now') }}
              saying={({ attempted, delivered }) => `${attempted} tried, ${delivered} delivered`}
            >
              Retry now
            </Act>
          )}
          {failed > 0 && (
            <Act<Schemas['ResendResult']>
              call={{ method: 'POST', path: api('/events/resend'), body: { state: 'failed' } }}
              saying={({ attempted, delivered }) => `${attempted} sent again, ${delivered} delivered`}
            >
              Resend all failed
            </Act>
          )}
        </div>
      )}
    </div>
  );
}
