import type { AppointmentReferenceData } from '#domain/appointment/appointment';
import { slotBookOf } from '#domain/appointment/appointment-slots';
import type { CalendarDivision, WorkingCalendar } from '#domain/calendar/working-calendar';
import {
  buildDeliverySchedule,
  type DeliveryReferenceData,
  type DeliveryScheduleFile,
} from '#domain/callback/delivery-state';
import { buildJourneyBook, type Journey, type OpenActionRules } from '#domain/journey/journey';
import { copyToHubs } from '#domain/order-notification/hub';
import { buildAddressBook } from '#domain/place/address-book';
import { buildAvailability } from '#domain/place/availability';
import { buildProductCatalogue, type ProductCatalogue } from '#domain/product-catalogue/product-catalogue';
import type { OrderReferenceData } from '#domain/product-order/order-documents';
import type { QualificationReferenceData } from '#domain/product-qualification/product-qualification';
import { buildPriceBook } from '#domain/quote/price-book';
import type { QuoteReferenceData } from '#domain/quote/quote-services';
import { type SpecialValueReferenceData, specialValuesOf } from '#domain/special-values/special-values';

/** The read-only fixtures and journeys that all sandboxes share, parsed and indexed once. */
export interface ReferenceData
  extends QualificationReferenceData,
    QuoteReferenceData,
    AppointmentReferenceData,
    OrderReferenceData,
    DeliveryReferenceData,
    SpecialValueReferenceData {}

/** As read from the generated JSON: `journeys/<name>`, `fixtures/<name>`. */
export interface RawReferenceData {
  readonly journeys: { readonly [name: string]: unknown };
  readonly fixtures: { readonly [name: string]: unknown };
}

export function buildReferenceData({ journeys, fixtures }: RawReferenceData): ReferenceData {
  const catalogue = buildProductCatalogue(fixtures['product-catalogue'], fixtures['quoted-speeds']);
  return {
    addressBook: buildAddressBook(fixtures.addresses),
    availability: buildAvailability(fixtures.availability),
    calendar: journeys['working-calendar'] as WorkingCalendar,
    division: 'england-and-wales',
    journeys: readJourneyBook(journeys, catalogue),
    deliverySchedule: buildDeliverySchedule(journeys['delivery-schedule'] as DeliveryScheduleFile),
    catalogue,
    priceBook: buildPriceBook(fixtures['price-book']),
    slotBook: slotBookOf(fixtures['appointment-slots']),
    specialValues: specialValuesOf(fixtures['special-values']),
    onOrderEvent: copyToHubs,
  };
}

/** Reference data for a sandbox with another working calendar (its setting `calendar`). Made once per division. */
export function referenceDataForDivision(referenceData: ReferenceData, division: unknown): ReferenceData {
  if (division === referenceData.division || !isDivision(division, referenceData)) return referenceData;
  const variants = variantsByReferenceData.get(referenceData) ?? new Map<CalendarDivision, ReferenceData>();
  variantsByReferenceData.set(referenceData, variants);
  const variant = variants.get(division) ?? { ...referenceData, division };
  variants.set(division, variant);
  return variant;
}

const variantsByReferenceData = new WeakMap<ReferenceData, Map<CalendarDivision, ReferenceData>>();

const isDivision = (division: unknown, { calendar }: ReferenceData): division is CalendarDivision =>
  typeof division === 'string' && Object.hasOwn(calendar.divisions, division);

/** The journeys among the files of their folder, which also holds the calendar and the like, with the speeds as quoted. */
function readJourneyBook(files: RawReferenceData['journeys'], catalogue: ProductCatalogue) {
  const journeys = (Object.values(files) as readonly Journey[]).filter((file) => Object.hasOwn(file, 'journey'));
  const { openActions } = files['open-actions'] as { readonly openActions: readonly OpenActionRules[] };
  return buildJourneyBook(
    journeys.map((journey) => fillInSpeeds(journey, catalogue)),
    openActions,
  );
}

function fillInSpeeds(journey: Journey, catalogue: ProductCatalogue): Journey {
  if (!journey.characteristics) return journey;
  const speeds = catalogue.findByName(journey.products[0] ?? '')?.speeds ?? [];
  const values = [...new Set(speeds.map(({ ordered }) => ordered))];
  return {
    ...journey,
    characteristics: journey.characteristics.map((one) => (one.asQuoted ? { ...one, values } : one)),
  };
}
