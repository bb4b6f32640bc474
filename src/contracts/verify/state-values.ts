import { isJsonMap, type JsonMap } from '#contracts/pact/pact-file';
import { appointments } from '#domain/appointment/appointment';
import { charges } from '#domain/charge/charge';
import type { Collection } from '#domain/core/sandbox-state';
import { openActions } from '#domain/open-action/open-action';
import { renderEvent } from '#domain/order-notification/order-notification';
import { temporaryAddresses } from '#domain/place/temporary-address';
import { assets } from '#domain/product-inventory/asset';
import { cancellations, orders } from '#domain/product-order/order-documents';
import { qualifications } from '#domain/product-qualification/product-qualification';
import { quotes } from '#domain/quote/quote';
import type { EventDocument } from '#domain/timeline/event';
import { events } from '#domain/timeline/event';
import type { ProviderSandbox } from './contract-provider.ts';

/** A postcode with a Gold address where everything can be ordered. */
const serviceablePostcode = 'AB15 7XY';

/**
 * The values that a contract's `fromProviderState` may name: the newest of each kind in the sandbox. Without a temporary
 * address, the address key is that of a place where everything can be ordered.
 */
export function collectStateValues({ live }: ProviderSandbox): JsonMap {
  const { reader, referenceData } = live;
  const newest = (from: Collection<unknown>): string | undefined => [...reader.list(from)].at(-1)?.[0];
  const serviceablePremises = referenceData.addressBook.blockByPostcode.get(serviceablePostcode)?.premises[0];
  const values = {
    orderId: newest(orders as Collection<unknown>),
    quoteId: newest(quotes as Collection<unknown>),
    appointmentId: newest(appointments as Collection<unknown>),
    qualificationId: newest(qualifications as Collection<unknown>),
    cancellationId: newest(cancellations as Collection<unknown>),
    chargeId: newest(charges as Collection<unknown>),
    assetId: newest(assets as Collection<unknown>),
    openActionId: newest(openActions as Collection<unknown>),
    addressKey: newest(temporaryAddresses as Collection<unknown>) ?? serviceablePremises?.openreachKey,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/**
 * The callback that a message interaction describes: the one with its id; else the newest of its event type, order state
 * and milestone; else the newest of its event type. A sentence when there is none.
 */
export function findCallback({ live }: ProviderSandbox, contents: unknown): { readonly body: unknown } | string {
  const facts = readNotification(contents);
  const all = [...live.reader.list(events)].map(([, event]) => event);
  const typed = all.filter(({ eventType }) => facts.eventType === undefined || eventType === facts.eventType);
  const same = all.find(({ eventId }) => eventId === facts.eventId);
  const best = same ?? typed.findLast((event) => matchesFacts(event, facts)) ?? typed.at(-1);
  if (best) return { body: renderEvent(live.reader, best) };
  const others = [...new Set(all.map(({ eventType }) => eventType))].join(', ');
  return `no ${facts.eventType ?? 'callback'} exists in this state (there ${others === '' ? 'is no event at all' : `are: ${others}`})`;
}

interface NotificationFacts {
  readonly eventId?: string | undefined;
  readonly eventType?: string | undefined;
  readonly state?: string | undefined;
  readonly milestone?: string | undefined;
}

/** The facts of a notification, in either of the two shapes of an order. */
export function readNotification(contents: unknown): NotificationFacts {
  const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const body = isJsonMap(contents) ? contents : {};
  const order = isJsonMap(body.event) && isJsonMap(body.event.productOrder) ? body.event.productOrder : {};
  const items = [order.productOrderItem ?? order.orderItem ?? []].flat().filter(isJsonMap);
  return {
    eventId: text(body.eventId),
    eventType: text(body.eventType),
    state: text(order.state),
    milestone: items.map(({ milestone }) => text(milestone)).find((name) => name !== undefined),
  };
}

function matchesFacts({ facts }: EventDocument, { state, milestone }: NotificationFacts): boolean {
  if (state !== undefined && facts.state !== state) return false;
  return milestone === undefined || facts.items.some((item) => item.milestone === milestone);
}
