import { temporaryAddresses } from '../domain/address/temporary-address.ts';
import { appointments } from '../domain/appointment/appointment.ts';
import { faultInjections } from '../domain/fault.ts';
import { hubs } from '../domain/order-notification/hub.ts';
import { assets } from '../domain/product-inventory/asset-documents.ts';
import { cancellations } from '../domain/product-order/cancellation-documents.ts';
import { charges } from '../domain/product-order/charge-documents.ts';
import { openActions } from '../domain/product-order/open-action.ts';
import { events, orders, progress } from '../domain/product-order/order-documents.ts';
import { setbacks } from '../domain/product-order/trouble.ts';
import { qualifications } from '../domain/product-qualification/product-qualification.ts';
import { quotes } from '../domain/quote/quote.ts';
import { agenda, type Collection, settings } from '../domain/sandbox.ts';
import { idempotentAnswers } from './idempotency.ts';
import { endpointHealth, hubNotifications } from './outbox.ts';

/** Every collection that exists, so that its indexes are kept from the first document on. */
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
