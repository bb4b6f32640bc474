import { makeAddressBook } from '../domain/address-book.ts';
import type { AppointmentGround } from '../domain/appointment.ts';
import { makeSlotBook } from '../domain/appointment-slots.ts';
import { makeAvailability } from '../domain/availability.ts';
import { type DeliveryGround, type DeliveryScheduleFile, makeDeliverySchedule } from '../domain/delivery.ts';
import { type Journey, makeJourneyBook, type OpenActionRules } from '../domain/journey.ts';
import type { OrderGround } from '../domain/order-documents.ts';
import { makePriceBook } from '../domain/price-book.ts';
import { makeProductCatalogue } from '../domain/product-catalogue.ts';
import type { QualificationGround } from '../domain/product-qualification.ts';
import type { QuoteGround } from '../domain/quote.ts';
import { makeSpecialValues, type SpecialValuesGround } from '../domain/special-values.ts';
import type { WorkingCalendar } from '../domain/working-calendar.ts';

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
    journeys: journeyBook(journeys),
    deliverySchedule: makeDeliverySchedule(journeys['delivery-schedule'] as DeliveryScheduleFile),
    catalogue: makeProductCatalogue(fixtures['product-catalogue']),
    priceBook: makePriceBook(fixtures['price-book']),
    slotBook: makeSlotBook(fixtures['appointment-slots']),
    specialValues: makeSpecialValues(fixtures['special-values']),
  };
}

/** The journeys among the files of their folder, which also holds the calendar and the like. */
function journeyBook(files: RawGround['journeys']) {
  const journeys = Object.values(files).filter((file) => Object.hasOwn(file as object, 'journey'));
  const { openActions } = files['open-actions'] as { readonly openActions: readonly OpenActionRules[] };
  return makeJourneyBook(journeys as Journey[], openActions);
}
