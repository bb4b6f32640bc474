import type { ApiSchemas } from '../control/schemas.ts';
import { ActionButton } from '../parts/act.tsx';
import { formatDateTime } from '../parts/words.ts';
import { Link, pageUrl } from '../shell/router.tsx';
import { useSandbox, useSandboxApiPath } from '../shell/sandbox.ts';

/** Where callbacks go, and if they do not, why and since when. */
export function EndpointBanner({ counts }: { readonly counts: { readonly [state: string]: number } }) {
  const apiPath = useSandboxApiPath();
  const { value: sandbox } = useSandbox();
  if (!sandbox) return null;
  const { callback } = sandbox;
  const pending = (counts.retrying ?? 0) + (counts.waiting ?? 0);
  const failed = counts.failed ?? 0;
  return (
    <div class={callback?.disabled ? 'banner bad' : 'banner'}>
      {callback?.disabled && (
        <p>
          <strong>The endpoint is disabled</strong> since {formatDateTime(callback.disabled.since)}:{' '}
          {callback.disabled.reason}. Set the URL again in <Link to={pageUrl('settings')}>Settings</Link> to enable it.
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
              To the built-in inbox. <Link to={pageUrl('settings')}>Use your own URL</Link>
            </>
          )}
        </p>
      )}
      {(pending > 0 || failed > 0) && (
        <div class="actions">
          {pending > 0 && (
            <ActionButton<ApiSchemas['ResendResult']>
              call={{ method: 'POST', path: apiPath('/events/retry-now') }}
              successMessage={({ attempted, delivered }) => `${attempted} attempted, ${delivered} delivered`}
            >
              Retry now
            </ActionButton>
          )}
          {failed > 0 && (
            <ActionButton<ApiSchemas['ResendResult']>
              call={{ method: 'POST', path: apiPath('/events/resend'), body: { state: 'failed' } }}
              successMessage={({ attempted, delivered }) => `${attempted} sent again, ${delivered} delivered`}
            >
              Resend all failed
            </ActionButton>
          )}
        </div>
      )}
    </div>
  );
}
