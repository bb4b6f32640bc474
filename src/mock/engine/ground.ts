import { makeAddressBook } from '../domain/address/address-book.ts';
import type { AppointmentGround } from '../domain/appointment/appointment.ts';
import { makeSlotBook } from '../domain/appointment/appointment-slots.ts';
import {
  type DeliveryGround,
  type DeliveryScheduleFile,
  makeDeliverySchedule,
} from '../domain/order-notification/delivery.ts';
import { makeProductCatalogue } from '../domain/product-catalogue.ts';
import { type Journey, makeJourneyBook, type OpenActionRules } from '../domain/product-order/journey.ts';
import type { OrderGround } from '../domain/product-order/order-documents.ts';
import { makeAvailability } from '../domain/product-qualification/availability.ts';
import type { QualificationGround } from '../domain/product-qualification/product-qualification.ts';
import { makePriceBook } from '../domain/quote/price-book.ts';
import type { QuoteGround } from '../domain/quote/quote.ts';
import { makeSpecialValues, type SpecialValuesGround } from '../domain/special-values.ts';
import type { Division, WorkingCalendar } from '../domain/working-calendar.ts';

/** The read-only fixtures and journeys that every sandbox stands on, parsed and indexed once. */
export interface Ground
  extends QualificationGround,
    QuoteGround,
    AppointmentGround,
    OrderGround,
    DeliveryGround,
    SpecialValuesGround {}

/** As read from the generated JSON: `journeys/<name>`, `fixtures/<name>`. */
export interface RawGround {
  readonly journeys: { readonly [name: string]: unknown };
  readonly fixtures: { readonly [name: string]: unknown };
}

export function makeGround({ journeys, fixtures }: RawGround): Ground {
  return {
    addresses: makeAddressBook(fixtures.addresses),
    availability: makeAvailability(fixtures.availability),
    calendar: journeys['working-calendar'] as WorkingCalendar,
    division: 'england-and-wales',
    journeys: journeyBook(journeys),
    deliverySchedule: makeDeliverySchedule(journeys['delivery-schedule'] as DeliveryScheduleFile),
    catalogue: makeProductCatalogue(fixtures['product-catalogue']),
    priceBook: makePriceBook(fixtures['price-book']),
    slotBook: makeSlotBook(fixtures['appointment-slots']),
    specialValues: makeSpecialValues(fixtures['special-values']),
  };
}

/** The ground of a sandbox that counts working days otherwise (its setting `calendar`). Made once per division. */
export function groundOf(ground: Ground, division: unknown): Ground {
  if (division === ground.division || !isDivision(division, ground)) return ground;
  const known = grounds.get(ground) ?? new Map<Division, Ground>();
  grounds.set(ground, known);
  const own = known.get(division) ?? { ...ground, division };
  known.set(division, own);
  return own;
}

const grounds = new WeakMap<Ground, Map<Division, Ground>>();

const isDivision = (division: unknown, { calendar }: Ground): division is Division =>
  typeof division === 'string' && Object.hasOwn(calendar.divisions, division);

/** The journeys among the files of their folder, which also holds the calendar and the like. */
function journeyBook(files: RawGround['journeys']) {
  const journeys = Object.values(files).filter((file) => Object.hasOwn(file as object, 'journey'));
  const { openActions } = files['open-actions'] as { readonly openActions: readonly OpenActionRules[] };
  return makeJourneyBook(journeys as Journey[], openActions);
}
