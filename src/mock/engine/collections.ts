import { appointments } from '../domain/appointment.ts';
import { assets } from '../domain/asset-documents.ts';
import { cancellations } from '../domain/cancellation-documents.ts';
import { charges } from '../domain/charge-documents.ts';
import { faults } from '../domain/fault.ts';
import { hubs } from '../domain/hub.ts';
import { openActions } from '../domain/open-action.ts';
import { events, orders, progress } from '../domain/order-documents.ts';
import { qualifications } from '../domain/product-qualification.ts';
import { quotes } from '../domain/quote.ts';
import { agenda, type Collection, settings } from '../domain/sandbox.ts';
import { addresses } from '../domain/temporary-address.ts';
import { troubles } from '../domain/trouble.ts';
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
