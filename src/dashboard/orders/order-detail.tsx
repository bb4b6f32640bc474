import type { Schemas } from '../control/call.ts';
import { useReading } from '../control/reading.ts';
import { Loading, TroubleNote } from '../parts/empty.tsx';
import { State } from '../parts/state.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { inWords, shortDay, shownId } from '../parts/words.ts';
import { ClockButtons } from '../shell/clock-buttons.tsx';
import { usePreferences } from '../shell/preferences.ts';
import { goHere, type Place } from '../shell/router.tsx';
import { useApi, useClock } from '../shell/sandbox.ts';
import { OpenActions } from './open-actions.tsx';
import { OrderCallbacks, OrderNotes, OrderRequests } from './order-about.tsx';
import { orderFacts, statusSentence } from './order-facts.ts';
import { OrderPayload } from './order-payload.tsx';
import { Timeline } from './timeline.tsx';
import { TroubleTo } from './trouble-to.tsx';
import { useTroublesMet } from './troubles-met.ts';

/** One order, from its one-sentence status down to its bytes. */
export function OrderDetail({ id, place }: { readonly id: string; readonly place: Place }) {
  const api = useApi();
  const clock = useClock();
  const { presenter } = usePreferences();
  const troublesOf = useTroublesMet();
  const order = useReading<Schemas['Document']>(api(`/orders/${encodeURIComponent(id)}`), ['orders']);
  const timeline = useReading<Schemas['Timeline']>(api(`/orders/${encodeURIComponent(id)}/timeline`), [
    'orders',
    'events',
    'clock',
  ]);
  const events = useReading<Schemas['EventList']>(api(`/events?orderId=${encodeURIComponent(id)}&limit=1000`), [
    'events',
  ]);
  const asked = useReading<Schemas['OpenActionList']>(api(`/open-actions?orderId=${encodeURIComponent(id)}`), [
    'orders',
    'clock',
  ]);
  const requests = useReading<Schemas['RequestList']>(api(`/requests?orderId=${encodeURIComponent(id)}&limit=1000`), [
    'requests',
  ]);
  if (order.trouble && !order.value) return <TroubleNote trouble={order.trouble} what="order" />;
  if (!order.value) return <Loading />;

  const facts = orderFacts(order.value);
  const state = timeline.value?.state ?? facts.state;
  const open = asked.value?.items.filter((one) => one.state === 'open') ?? [];
  const tab = place.search.get('tab') ?? 'payload';
  return (
    <article class="detail">
      <header class="detail-head">
        <p class="detail-kind">
          Order · {facts.product}
          {facts.action && ` · ${inWords(facts.action)}`}
        </p>
        <h2>{facts.externalId ?? shownId(id, presenter)}</h2>
        <p class="detail-facts">
          <State state={state} />
          <span class="mono" title={id}>
            {shownId(id, presenter)}
          </span>
          {facts.promised && <span>promised {shortDay(facts.promised)}</span>}
          {troublesOf(id).map((trouble) => (
            <span class="tag" key={trouble}>
              meets {trouble}
            </span>
          ))}
        </p>
        <p class="sentence">{statusSentence(state, timeline.value?.future[0], open[0], clock)}</p>
        <ClockButtons />
      </header>
      <OpenActions items={asked.value?.items ?? []} />
      {timeline.value && <Timeline timeline={timeline.value} events={events.value?.items ?? []} clock={clock} />}
      {timeline.trouble && !timeline.value && <TroubleNote trouble={timeline.trouble} what="timeline" />}
      <TroubleTo orderId={id} product={facts.product} />
      <Tabs
        label="About this order"
        tabs={[
          { key: 'payload', name: 'Payload' },
          { key: 'requests', name: 'Requests', count: requests.value?.total },
          { key: 'callbacks', name: 'Callbacks', count: events.value?.total },
          { key: 'notes', name: 'Notes' },
        ]}
        chosen={tab}
        choose={(key) => goHere({ tab: key }, { replace: true })}
      >
        {tab === 'payload' && <OrderPayload order={order.value} requests={requests.value?.items ?? []} place={place} />}
        {tab === 'requests' && <OrderRequests requests={requests.value?.items ?? []} />}
        {tab === 'callbacks' && <OrderCallbacks events={events.value?.items ?? []} />}
        {tab === 'notes' && <OrderNotes order={order.value} requests={requests.value?.items ?? []} />}
      </Tabs>
    </article>
  );
}
