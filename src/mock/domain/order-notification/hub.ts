import { indexUnsettled, mayBeUnsettled } from '#domain/callback/delivery-state';
import type { Answer, Operation } from '#domain/core/call';
import { digitId } from '#domain/core/ids';
import { bodyAsObject, textAt } from '#domain/core/json';
import { defineCollection, type Transaction } from '#domain/core/sandbox-state';
import { refuse } from '#domain/errors/error-catalogue';
import { type OrderProgress, orders } from '#domain/product-order/order-documents';
import type { EventDocument } from '#domain/timeline/event';
import { matchesHubQuery, parseHubQuery } from './hub-query.ts';
import { buildEventPayload } from './order-notification.ts';

/**
 * A listener that a client registers by itself, as in TMF630: a sandbox extra, since BT agrees one URL at onboarding. It
 * receives a copy of every event that matches its query, independent of the callback. The strict profile has none.
 */
export interface HubDocument {
  readonly id: string;
  readonly callback: string;
  readonly query?: string;
}

export const hubs = defineCollection<HubDocument>('hubs');

/** Copies of events on their way to hubs, each under {@link hubDeliveryKey}. Delivery records its attempts in them. */
export const hubNotifications = defineCollection<EventDocument>(
  'hubNotifications',
  { eventId: ({ eventId }) => [eventId], unsettled: indexUnsettled },
  { unsettled: mayBeUnsettled },
);

/** The key of a hub's copy of an event. */
export const hubDeliveryKey = (hub: string, eventId: string): string => `${hub}/${eventId}`;
/** The hub whose copy is kept under a key. */
export const hubIdOf = (key: string): string => key.slice(0, key.indexOf('/'));

const maxHubsPerSandbox = 10;

export const createHub: Operation = (transaction, call) => {
  if (transaction.profile.mode === 'strict') return refuseInStrictMode();
  const body = bodyAsObject(call.body);
  const callback = textAt(body, 'callback') ?? '';
  if (!isHttpUrl(callback)) {
    const violation = {
      pointer: '/callback',
      got: callback,
      expected: 'an absolute http or https URL',
      rule: 'tmf §1.5',
    };
    return refuse('tmf', 'invalidInBody', '/callback: an absolute http or https URL', [violation]);
  }
  const query = textAt(body, 'query');
  const parsedQuery = parseHubQuery(query ?? '');
  if ('expected' in parsedQuery) {
    const { got, expected } = parsedQuery;
    return refuse('tmf', 'invalidInBody', `/query: ${expected}`, [
      { pointer: '/query', got, expected, rule: 'tmf §1.5' },
    ]);
  }
  const listeners = [...transaction.list(hubs)];
  if (listeners.some(([, hub]) => hub.callback === callback && hub.query === query)) {
    return refuse('tmf', 'conflict', `${callback} is registered already`);
  }
  if (listeners.length >= maxHubsPerSandbox)
    return refuse('tmf', 'conflict', `A sandbox takes at most ${maxHubsPerSandbox} listeners`);
  const id = digitId(8, transaction.profile.seed, 'hub', transaction.ordinal('hub'));
  const hub: HubDocument = {
    id,
    callback,
    ...(query === undefined ? {} : { query }),
  };
  transaction.put(hubs, id, hub);
  const location = `${call.baseUrl}${call.path.replace(/\/$/, '')}/${id}`;
  return {
    status: 201,
    headers: { Location: location },
    body: { id, callback, ...(query === undefined ? {} : { query }) },
  };
};

export const deleteHub: Operation = (transaction, call) => {
  if (transaction.profile.mode === 'strict') return refuseInStrictMode();
  const id = call.params.id ?? '';
  if (!transaction.get(hubs, id)) return refuse('tmf', 'notFound', `No listener is known under ${id}`);
  transaction.remove(hubs, id);
  return { status: 204 };
};

function refuseInStrictMode(): Answer {
  return refuse('tmf', 'noSuchPath', 'BT agrees the callback URL at onboarding; listeners are a sandbox extra');
}

function isHttpUrl(written: string): boolean {
  if (!/^https?:\/\//i.test(written)) return false;
  return URL.canParse(written);
}

/** Stores a copy of the event for every listener whose query matches. `orderProgress`: at this instant. */
export function copyToHubs(transaction: Transaction, event: EventDocument, orderProgress: OrderProgress): void {
  if (transaction.count(hubs) === 0) return;
  const order = transaction.get(orders, event.orderId);
  const payload = order && buildEventPayload(order, orderProgress, event);
  const { reason: _, ...copy } = event;
  for (const [id, { query }] of transaction.list(hubs)) {
    const parsedQuery = parseHubQuery(query ?? '');
    if ('expected' in parsedQuery || !matchesHubQuery(parsedQuery, payload)) continue;
    transaction.put(hubNotifications, hubDeliveryKey(id, event.eventId), { ...copy, state: 'waiting', attempts: [] });
  }
}
