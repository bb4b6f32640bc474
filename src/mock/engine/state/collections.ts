import { appointments } from '#domain/appointment/appointment';
import { charges } from '#domain/charge/charge';
import { agenda, type Collection, settings } from '#domain/core/sandbox-state';
import { faultInjections } from '#domain/fault-injection/fault-injection';
import { openActions } from '#domain/open-action/open-action';
import { hubNotifications, hubs } from '#domain/order-notification/hub';
import { temporaryAddresses } from '#domain/place/temporary-address';
import { assets } from '#domain/product-inventory/asset';
import { setbacks } from '#domain/product-order/lifecycle/setback';
import { cancellations, orders, progress } from '#domain/product-order/order-documents';
import { qualifications } from '#domain/product-qualification/product-qualification';
import { quotes } from '#domain/quote/quote';
import { events } from '#domain/timeline/event';
import { endpointHealth } from '#engine/delivery/outbox';
import { idempotentAnswers } from '#engine/idempotency';

/** Every collection, so that its indexes are known from the first document on. */
// biome-ignore lint/suspicious/noExplicitAny: the descriptors differ in their document type and nothing here looks inside
export const collections: readonly Collection<any>[] = [
  settings,
  agenda,
  idempotentAnswers,
  quotes,
  appointments,
  temporaryAddresses,
  qualifications,
  orders,
  progress,
  events,
  openActions,
  charges,
  assets,
  endpointHealth,
  faultInjections,
  hubs,
  hubNotifications,
  cancellations,
  setbacks,
];
