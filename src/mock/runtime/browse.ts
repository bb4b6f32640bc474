import type { Premises } from '../domain/address/address-book.ts';
import { addresses } from '../domain/address/temporary-address.ts';
import { type AppointmentDocument, appointments, renderAppointment } from '../domain/appointment/appointment.ts';
import { type AssetDocument, assets } from '../domain/product-inventory/asset-documents.ts';
import { futureOf } from '../domain/product-order/order-dates.ts';
import {
  events,
  type OrderDocument,
  orders,
  type ProgressDocument,
  progress,
} from '../domain/product-order/order-documents.ts';
import { renderOrder } from '../domain/product-order/order-render.ts';
import { isEnded } from '../domain/product-order/order-state.ts';
import { qualifications } from '../domain/product-qualification/product-qualification.ts';
import { quotes } from '../domain/quote/quote.ts';
import type { Collection, Instant } from '../domain/sandbox.ts';
import type { LiveSandbox } from './live-sandbox.ts';

/**
 * What a sandbox holds, for people: each document as its BT path answers it where there is one, and under `sandbox` what
 * only the sandbox knows (virtual times, what comes next).
 */

export interface Viewed {
  readonly id: string;
  readonly [member: string]: unknown;
}

export interface Browse {
  /** In the order first stored, from the one at `offset` on; a view is made when it is asked for. */
  list(live: LiveSandbox, offset?: number): Iterable<Viewed>;
  size(live: LiveSandbox): number;
  get(live: LiveSandbox, id: string): Viewed | undefined;
}

export type BrowseKind = 'orders' | 'quotes' | 'addresses' | 'appointments' | 'qualifications' | 'assets';

/** `baseUrl` begins every href. */
export function browseViews(baseUrl: () => string): {
  readonly [kind in BrowseKind]: Browse;
} {
  return {
    orders: ofCollection(progress, (live, standing) => orderView(live, standing, baseUrl())),
    quotes: ofCollection(quotes, (_, { id, createdAt, expiresAt, product, quote }) => ({
      ...quote,
      id,
      sandbox: { product, createdAt: instantText(createdAt), expiresAt: instantText(expiresAt) },
    })),
    addresses: {
      *list(live, offset = 0) {
        let left = offset;
        for (const [id, address] of live.reader.list(addresses)) {
          if (--left < 0) yield { ...address, id, qualifier: 'Temporary' };
        }
        for (const { premises } of live.ground.addresses.blocks) {
          for (const one of premises) if (--left < 0) yield premisesView(one);
        }
      },
      size: (live) =>
        live.reader.count(addresses) +
        live.ground.addresses.blocks.reduce((total, { premises }) => total + premises.length, 0),
      get(live, id) {
        const temporary = live.reader.get(addresses, id);
        if (temporary) return { ...temporary, qualifier: 'Temporary' };
        const premises = live.ground.addresses.findByKey(id);
        return premises && premisesView(premises);
      },
    },
    appointments: ofCollection(appointments, (_, appointment) => appointmentView(appointment)),
    qualifications: ofCollection(qualifications, (_, { id, date, expiresAt, qualification }) => ({
      ...qualification,
      id,
      sandbox: { date: instantText(date), expiresAt: instantText(expiresAt) },
    })),
    assets: ofCollection(assets, (_, asset) => assetView(asset)),
  };
}

function ofCollection<T>(from: Collection<T>, view: (live: LiveSandbox, document: T) => Viewed): Browse {
  return {
    *list(live, offset = 0) {
      let left = offset;
      for (const [, document] of live.reader.list(from)) if (--left < 0) yield view(live, document);
    },
    size: (live) => live.reader.count(from),
    get(live, id) {
      const document = live.reader.get(from, id);
      return document && view(live, document);
    },
  };
}

const instantText = (instant: Instant): string => new Date(instant).toISOString().replace('.000Z', 'Z');

function orderView(live: LiveSandbox, standing: ProgressDocument, baseUrl: string): Viewed {
  const { orderId, items } = standing;
  const order = live.reader.get(orders, orderId) as OrderDocument;
  const href = `${baseUrl}/v1/productOrderingManagement/productOrder/${orderId}`;
  const next = nextStep(live, standing);
  const told = live.reader.find(events, 'orderId', orderId).at(-1)?.[1];
  return {
    ...renderOrder(order, standing, live.ground, href),
    id: orderId,
    sandbox: {
      externalId: order.externalId,
      state: standing.state,
      products: items.map(({ product }) => product),
      actions: items.map(({ action }) => action),
      milestones: items.map(({ milestone }) => milestone ?? null),
      subStatuses: items.map(({ subStatus }) => subStatus),
      openActions: items.flatMap(({ openAction }) => (openAction ? [openAction.id] : [])),
      ...(next ? { next } : {}),
      ...(told ? { lastCallback: { eventId: told.eventId, state: told.state } } : {}),
    },
  };
}

/** The earliest step to come that shows as a milestone, else the earliest. */
function nextStep({ ground }: LiveSandbox, { state, items }: ProgressDocument) {
  if (isEnded(state)) return undefined;
  const planned = items.flatMap((_, at) => futureOf(ground, items, at));
  const shown = planned.filter(({ step }) => step.milestone !== undefined);
  const [first] = (shown.length > 0 ? shown : planned).sort((a, b) => a.at - b.at);
  return first && { at: instantText(first.at), milestone: first.step.milestone ?? null, text: first.step.title };
}

function appointmentView(appointment: AppointmentDocument): Viewed {
  const { id, start, end, exchange, postcode, orderId, reason } = appointment;
  const sandbox = { start: instantText(start), end: instantText(end), exchange, postcode, orderId, reason };
  return { ...renderAppointment(appointment), id, sandbox };
}

function assetView(asset: AssetDocument): Viewed {
  const { startDate, terminationDate, lastUpgrade, ...rest } = asset;
  return {
    ...rest,
    startDate: instantText(startDate),
    ...(terminationDate === undefined ? {} : { terminationDate: instantText(terminationDate) }),
    ...(lastUpgrade === undefined ? {} : { lastUpgrade: instantText(lastUpgrade) }),
  };
}

/** A row of the fixtures; its id is the key that orders and quotes name. */
function premisesView(premises: Premises): Viewed {
  const { openreachKey, robtKey, ...rest } = premises;
  const filled = Object.entries(rest).filter(([, value]) => value !== '');
  return { id: openreachKey === '' ? robtKey : openreachKey, openreachKey, robtKey, ...Object.fromEntries(filled) };
}
