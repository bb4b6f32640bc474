import { type AppointmentDocument, appointments, renderAppointmentResource } from '#domain/appointment/appointment';
import { formatIsoUtcShort } from '#domain/calendar/working-time';
import type { Collection } from '#domain/core/sandbox-state';
import { isEnded } from '#domain/journey/item-state';
import type { Premises } from '#domain/place/address-book';
import { temporaryAddresses } from '#domain/place/temporary-address';
import { type AssetDocument, assets } from '#domain/product-inventory/asset';
import { projectDates } from '#domain/product-order/order-dates';
import { type OrderDocument, type OrderProgress, orders, progress } from '#domain/product-order/order-documents';
import { renderOrder } from '#domain/product-order/view/order-view';
import { qualifications } from '#domain/product-qualification/product-qualification';
import { quotes } from '#domain/quote/quote';
import { events } from '#domain/timeline/event';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';

/**
 * A document of a sandbox for people: as its BT path answers it where there is one, with a member `sandbox` for what
 * only the sandbox knows (virtual times, next step).
 */

export interface BrowsedDocument {
  readonly id: string;
  readonly [member: string]: unknown;
}

export interface BrowseSource {
  /** In the order first stored, from `offset` on. Views are built lazily. */
  list(sandbox: LiveSandbox, offset?: number): Iterable<BrowsedDocument>;
  size(sandbox: LiveSandbox): number;
  get(sandbox: LiveSandbox, id: string): BrowsedDocument | undefined;
}

export type BrowseKind = 'orders' | 'quotes' | 'addresses' | 'appointments' | 'qualifications' | 'assets';

/** The document kinds that can be browsed. `baseUrl` begins every href. */
export function browseSources(baseUrl: () => string): {
  readonly [kind in BrowseKind]: BrowseSource;
} {
  return {
    orders: collectionSource(progress, (sandbox, orderProgress) => orderView(sandbox, orderProgress, baseUrl())),
    quotes: collectionSource(quotes, (_, { id, createdAt, expiresAt, product, quote }) => ({
      ...quote,
      id,
      sandbox: { product, createdAt: formatIsoUtcShort(createdAt), expiresAt: formatIsoUtcShort(expiresAt) },
    })),
    addresses: {
      *list(sandbox, offset = 0) {
        let remaining = offset;
        for (const [id, address] of sandbox.reader.list(temporaryAddresses)) {
          if (--remaining < 0) yield { ...address, id, qualifier: 'Temporary' };
        }
        for (const { premises } of sandbox.referenceData.addressBook.blocks) {
          for (const premisesRow of premises) if (--remaining < 0) yield premisesView(premisesRow);
        }
      },
      size: (sandbox) =>
        sandbox.reader.count(temporaryAddresses) +
        sandbox.referenceData.addressBook.blocks.reduce((total, { premises }) => total + premises.length, 0),
      get(sandbox, id) {
        const temporary = sandbox.reader.get(temporaryAddresses, id);
        if (temporary) return { ...temporary, qualifier: 'Temporary' };
        const premises = sandbox.referenceData.addressBook.findByKey(id);
        return premises && premisesView(premises);
      },
    },
    appointments: collectionSource(appointments, (_, appointment) => appointmentView(appointment)),
    qualifications: collectionSource(qualifications, (_, { id, createdAt, expiresAt, qualification }) => ({
      ...qualification,
      id,
      sandbox: { date: formatIsoUtcShort(createdAt), expiresAt: formatIsoUtcShort(expiresAt) },
    })),
    assets: collectionSource(assets, (_, asset) => assetView(asset)),
  };
}

function collectionSource<T>(
  from: Collection<T>,
  view: (sandbox: LiveSandbox, document: T) => BrowsedDocument,
): BrowseSource {
  return {
    *list(sandbox, offset = 0) {
      let remaining = offset;
      for (const [, document] of sandbox.reader.list(from)) if (--remaining < 0) yield view(sandbox, document);
    },
    size: (sandbox) => sandbox.reader.count(from),
    get(sandbox, id) {
      const document = sandbox.reader.get(from, id);
      return document && view(sandbox, document);
    },
  };
}

function orderView(sandbox: LiveSandbox, orderProgress: OrderProgress, baseUrl: string): BrowsedDocument {
  const { orderId, items } = orderProgress;
  const order = sandbox.reader.get(orders, orderId) as OrderDocument;
  const href = `${baseUrl}/v1/productOrderingManagement/productOrder/${orderId}`;
  const next = nextPlannedStep(sandbox, orderProgress);
  const lastEvent = sandbox.reader.find(events, 'orderId', orderId).at(-1)?.[1];
  return {
    ...renderOrder(order, orderProgress, sandbox.referenceData, href),
    id: orderId,
    sandbox: {
      externalId: order.externalId,
      state: orderProgress.state,
      products: items.map(({ product }) => product),
      actions: items.map(({ action }) => action),
      milestones: items.map(({ milestone }) => milestone ?? null),
      subStatuses: items.map(({ subStatus }) => subStatus),
      openActions: items.flatMap(({ openAction }) => (openAction ? [openAction.id] : [])),
      ...(next ? { next } : {}),
      ...(lastEvent ? { lastCallback: { eventId: lastEvent.eventId, state: lastEvent.state } } : {}),
    },
  };
}

/** The earliest upcoming step with a milestone, else the earliest step; undefined when the order has ended. */
function nextPlannedStep({ referenceData }: LiveSandbox, { state, items }: OrderProgress) {
  if (isEnded(state)) return undefined;
  const planned = items.flatMap((_, itemIndex) => projectDates(referenceData, items, itemIndex));
  const shown = planned.filter(({ step }) => step.milestone !== undefined);
  const [first] = (shown.length > 0 ? shown : planned).sort((a, b) => a.dueAt - b.dueAt);
  return (
    first && { at: formatIsoUtcShort(first.dueAt), milestone: first.step.milestone ?? null, text: first.step.title }
  );
}

function appointmentView(appointment: AppointmentDocument): BrowsedDocument {
  const { id, start, end, exchange, postcode, orderId, reason } = appointment;
  const sandbox = { start: formatIsoUtcShort(start), end: formatIsoUtcShort(end), exchange, postcode, orderId, reason };
  return { ...renderAppointmentResource(appointment), id, sandbox };
}

function assetView(asset: AssetDocument): BrowsedDocument {
  const { startDate, terminationDate, lastUpgrade, ...rest } = asset;
  return {
    ...rest,
    startDate: formatIsoUtcShort(startDate),
    ...(terminationDate === undefined ? {} : { terminationDate: formatIsoUtcShort(terminationDate) }),
    ...(lastUpgrade === undefined ? {} : { lastUpgrade: formatIsoUtcShort(lastUpgrade) }),
  };
}

/** A row of the fixtures; its id is the key that orders and quotes name. */
function premisesView(premises: Premises): BrowsedDocument {
  const { openreachKey, robtKey, ...rest } = premises;
  const filled = Object.entries(rest).filter(([, value]) => value !== '');
  return { id: openreachKey === '' ? robtKey : openreachKey, openreachKey, robtKey, ...Object.fromEntries(filled) };
}
