import { useClock, useSandboxApiPath } from '../context/current-sandbox.ts';
import { usePreferences } from '../context/preferences.ts';
import { type PageLocation, updateLocationParameters } from '../context/router.tsx';
import { useQuery } from '../control/query.ts';
import type { ApiSchemas } from '../control/schemas.ts';
import { describeOrderStatus, summarizeOrder } from '../models/order-summary.ts';
import { ActionButton } from '../parts/action-button.tsx';
import { displayId, formatShortDay, humanize } from '../parts/format.ts';
import { ErrorNote, Loading } from '../parts/placeholders.tsx';
import { StateLabel } from '../parts/state-label.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { ClockButtons } from '../shell/clock.tsx';
import { AttachSetback, useAttachedSetbacks } from './order-setbacks.tsx';
import { OrderCallbacks, OrderNotes, OrderPayload, OrderRequests } from './order-tabs.tsx';
import { Timeline } from './timeline.tsx';

/** One order, from its status in one sentence down to its JSON. */
export function OrderDetail({ id, pageLocation }: { readonly id: string; readonly pageLocation: PageLocation }) {
  const apiPath = useSandboxApiPath();
  const clock = useClock();
  const { presenter } = usePreferences();
  const setbacksOf = useAttachedSetbacks();
  const order = useQuery<ApiSchemas['Document']>(apiPath(`/orders/${encodeURIComponent(id)}`), ['orders']);
  const timeline = useQuery<ApiSchemas['Timeline']>(apiPath(`/orders/${encodeURIComponent(id)}/timeline`), [
    'orders',
    'events',
    'clock',
  ]);
  const events = useQuery<ApiSchemas['EventList']>(apiPath(`/events?orderId=${encodeURIComponent(id)}&limit=1000`), [
    'events',
  ]);
  const openActions = useQuery<ApiSchemas['OpenActionList']>(
    apiPath(`/open-actions?orderId=${encodeURIComponent(id)}`),
    ['orders', 'clock'],
  );
  const requests = useQuery<ApiSchemas['RequestList']>(
    apiPath(`/requests?orderId=${encodeURIComponent(id)}&limit=1000`),
    ['requests'],
  );
  if (order.error && !order.value) return <ErrorNote error={order.error} subject="order" />;
  if (!order.value) return <Loading />;

  const summary = summarizeOrder(order.value);
  const state = timeline.value?.state ?? summary.state;
  const pendingActions = openActions.value?.items.filter((openAction) => openAction.state === 'open') ?? [];
  const tab = pageLocation.search.get('tab') ?? 'payload';
  return (
    <article class="detail">
      <header class="detail-head">
        <p class="detail-kind">
          Order · {summary.product}
          {summary.action && ` · ${humanize(summary.action)}`}
        </p>
        <h2>{summary.externalId ?? displayId(id, presenter)}</h2>
        <p class="detail-facts">
          <StateLabel state={state} />
          <span class="mono" title={id}>
            {displayId(id, presenter)}
          </span>
          {summary.promisedDate && <span>promised for {formatShortDay(summary.promisedDate)}</span>}
          {setbacksOf(id).map((setback) => (
            <span class="tag" key={setback}>
              setback: {setback}
            </span>
          ))}
        </p>
        <p class="sentence">{describeOrderStatus(state, timeline.value?.future[0], pendingActions[0], clock)}</p>
        <ClockButtons />
      </header>
      <OpenActions items={openActions.value?.items ?? []} />
      {timeline.value && <Timeline timeline={timeline.value} events={events.value?.items ?? []} clock={clock} />}
      {timeline.error && !timeline.value && <ErrorNote error={timeline.error} subject="timeline" />}
      <AttachSetback orderId={id} product={summary.product} />
      <Tabs
        label="About this order"
        tabs={[
          { key: 'payload', name: 'Payload' },
          { key: 'requests', name: 'Requests', count: requests.value?.total },
          { key: 'callbacks', name: 'Callbacks', count: events.value?.total },
          { key: 'notes', name: 'Notes' },
        ]}
        chosen={tab}
        onChoose={(key) => updateLocationParameters({ tab: key }, { replace: true })}
      >
        {tab === 'payload' && (
          <OrderPayload order={order.value} requests={requests.value?.items ?? []} pageLocation={pageLocation} />
        )}
        {tab === 'requests' && <OrderRequests requests={requests.value?.items ?? []} />}
        {tab === 'callbacks' && <OrderCallbacks events={events.value?.items ?? []} />}
        {tab === 'notes' && <OrderNotes order={order.value} requests={requests.value?.items ?? []} />}
      </Tabs>
    </article>
  );
}

/** The open actions of an order, with their answers as buttons. */
export function OpenActions({ items }: { readonly items: readonly ApiSchemas['OpenAction'][] }) {
  const apiPath = useSandboxApiPath();
  const open = items.filter(({ state }) => state === 'open');
  if (open.length === 0) return null;
  return (
    <section class="open-actions" aria-label="Open actions">
      {open.map(({ id, kind, text, due, default: defaultAnswer, answers }) => (
        <div key={id}>
          <h3>{text ?? humanize(kind)}</h3>
          <p>
            {due && <>Answer by {formatShortDay(due)}. </>}
            {defaultAnswer && <>If you do not answer: {defaultAnswer}.</>}
          </p>
          <div class="actions">
            {answers?.map((answer) => (
              <ActionButton
                key={answer}
                call={{
                  method: 'POST',
                  path: apiPath(`/open-actions/${encodeURIComponent(id)}/answer`),
                  body: { answer },
                }}
                successMessage={() => `Answered: ${humanize(answer)}`}
              >
                {humanize(answer)}
              </ActionButton>
            ))}
          </div>
        </div>
      ))}
    </section>
  );
}
