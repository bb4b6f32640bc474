import { useSandbox, useSandboxApiPath } from '../context/current-sandbox.ts';
import { encodePath, Link, type PageLocation, pageUrl } from '../context/router.tsx';
import { useRows } from '../control/rows.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { callbackMarkState, deliveryStatusText, eventSubject } from '../models/event-summary.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { formatDateTime, formatInstantsInText, humanize } from '../parts/format.ts';
import { EmptyState } from '../parts/placeholders.tsx';
import { RowsView } from '../parts/rows-view.tsx';
import { SplitView } from '../parts/split-view.tsx';
import { StateLabel } from '../parts/state-label.tsx';
import { TextFilter } from '../parts/text-filter.tsx';
import { Time } from '../parts/time.tsx';
import { CallbackDetail } from './callback-detail.tsx';

export const eventStates = ['waiting', 'retrying', 'delivered', 'failed', 'suppressed'] as const;

interface CallbacksPageProps {
  readonly pageLocation: PageLocation;
  readonly id: string | undefined;
  readonly attempt: number | undefined;
}

/** The callback inbox. */
export function CallbacksPage({ pageLocation, id, attempt }: CallbacksPageProps) {
  const apiPath = useSandboxApiPath();
  const q = pageLocation.search.get('q') ?? undefined;
  const state = eventStates.find((eventState) => eventState === pageLocation.search.get('state'));
  const rows = useRows<ApiSchemas['Event']>(apiPath('/events'), { q, state }, ['events']);
  return (
    <SplitView
      title="Callbacks"
      open={id !== undefined}
      backUrl={pageUrl('callbacks', { q, state })}
      detailKey={id ?? ''}
      list={
        <>
          <header class="list-head">
            <h1>Callbacks</h1>
            <TextFilter label="Find in callbacks" value={q} />
            <nav class="chips" aria-label="Filter callbacks">
              {[undefined, ...eventStates].map((eventState) => (
                <Link
                  class="chip"
                  key={eventState ?? 'all'}
                  to={pageUrl('callbacks', { q, state: eventState })}
                  aria-current={eventState === state ? 'true' : undefined}
                >
                  {eventState === undefined ? 'All' : humanize(eventState)}
                  {eventState !== undefined && rows.counts[eventState] !== undefined && (
                    <span class="tab-count">{rows.counts[eventState]}</span>
                  )}
                </Link>
              ))}
            </nav>
            <EndpointBanner counts={rows.counts} />
          </header>
          <RowsView
            rows={rows}
            label="Callbacks, newest first"
            rowName="callback"
            lines={3}
            keyOf={({ eventId }) => eventId}
            urlOf={({ eventId }) => pageUrl(encodePath('callbacks', eventId), { q, state })}
            chosen={id}
            empty={q || state ? <EmptyState title={`No callback is ${state ?? 'like this'}`} /> : <NoCallbacks />}
          >
            {(event) => <CallbackRow event={event} />}
          </RowsView>
        </>
      }
      detail={id === undefined ? <NoCallbackChosen /> : <CallbackDetail id={id} attempt={attempt} key={id} />}
    />
  );
}

function CallbackRow({ event }: { readonly event: ApiSchemas['Event'] }) {
  const { eventType, orderId, externalId, at, payload, attempts = [], nextAttempt, reason } = event;
  const last = attempts.at(-1);
  const order = externalId ?? (orderId ? `Order ${orderId}` : 'No order');
  return (
    <>
      <span class="row-line">
        <strong class="row-title">{[order, eventSubject(payload)].filter(Boolean).join(' · ')}</strong>
        <StateLabel state={callbackMarkState(event)} text={humanize(deliveryStatusText(event))} />
      </span>
      <span class="row-line">
        <span class="row-text">{eventType}</span>
        <span class="muted">
          <Time virtualTime={at} wallClockTime={last?.wallAt} short />
        </span>
      </span>
      <span class="row-line muted">
        <span class="row-text">
          {last
            ? `Attempt ${last.n}: ${last.status ?? last.error ?? 'no answer'}`
            : formatInstantsInText(reason ?? 'Not attempted yet')}
        </span>
        {nextAttempt && (
          <span>
            next <Time virtualTime={nextAttempt.at} short />, {nextAttempt.clock}
          </span>
        )}
      </span>
    </>
  );
}

function NoCallbacks() {
  return (
    <EmptyState title="No callbacks yet">
      <p>
        An order sends a callback when it is acknowledged and at every later milestone. Without your own URL, callbacks
        stay here in the built-in inbox.
      </p>
      <p>
        <Link to={pageUrl('')}>Place an order</Link>, or set your own listener in{' '}
        <Link to={pageUrl('settings')}>Settings</Link>.
      </p>
    </EmptyState>
  );
}

function NoCallbackChosen() {
  return (
    <EmptyState title="Choose a callback to see its payload and attempts">
      <p>
        Each attempt shows the request, the response and the duration. The next attempt is shown with its due time and
        clock.
      </p>
    </EmptyState>
  );
}

/** The callback URL, and the reason and start of a stall. */
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
              successMessage={({ attempted, delivered }) => `${attempted} resent, ${delivered} delivered`}
            >
              Resend all failed
            </ActionButton>
          )}
        </div>
      )}
    </div>
  );
}
