import { addresses } from '../domain/address/temporary-address.ts';
import { appointments } from '../domain/appointment/appointment.ts';
import { faults } from '../domain/fault.ts';
import { hubs } from '../domain/order-notification/hub.ts';
import { assets } from '../domain/product-inventory/asset-documents.ts';
import { cancellations } from '../domain/product-order/cancellation-documents.ts';
import { charges } from '../domain/product-order/charge-documents.ts';
import { openActions } from '../domain/product-order/open-action.ts';
import { events, orders, progress } from '../domain/product-order/order-documents.ts';
import { troubles } from '../domain/product-order/trouble.ts';
import { qualifications } from '../domain/product-qualification/product-qualification.ts';
import { quotes } from '../domain/quote/quote.ts';
import { agenda, type Collection, settings } from '../domain/sandbox.ts';
import { keptAnswers } from './idempotency.ts';
import { endpointHealth, hubNotifications } from './outbox.ts';

/** Every collection that exists, so that its indexes are kept from the first document on. */
// biome-ignore lint/suspicious/noExplicitAny: the descriptors differ in their document type and nothing here looks inside
export const collections: readonly Collection<any>[] = [
  settings,
  agenda,
  keptAnswers,
  quotes,
  appointments,
  addresses,
  qualifications,
  orders,
  progress,
  events,
  openActions,
  charges,
  assets,
  endpointHealth,
  faults,
  hubs,
  hubNotifications,
  cancellations,
  troubles,
];
