import type { Answer } from '#domain/core/call';
import type { Violation } from '#domain/core/violation';
import { type ErrorName, refuse } from '#domain/errors/error-catalogue';
import type { PlaceIdentifiers, ResolvedPlace } from '#domain/place/place';
import type { AppointmentTechnology, FixedMeaning, SlotBook } from './appointment-slots.ts';

/** The request for an appointment after its schema was checked, and the rules that a schema cannot say. Source: BT. */
export interface OrderInformation {
  readonly appointmentType?: 'Standard' | 'Expedited' | 'Supplier Failed';
  readonly siteVisitReason?: 'Standard' | 'Premium';
  readonly newExchangeLine?: boolean;
  readonly simProvide?: boolean;
  readonly product: {
    readonly productSpecification: { readonly id: string };
    readonly characteristic?: readonly { readonly name: string; readonly value: string }[];
    readonly place?: readonly { readonly id: string }[];
  };
}

/** The one name of the place, and the technology if the request has it. */
export interface RequestedVisit {
  readonly placeIdentifiers: PlaceIdentifiers;
  readonly technology: AppointmentTechnology | undefined;
}

const itemPointer = '/relatedEntity/0';

/** The kind of visit and its place, or the back end's refusal. The first broken rule decides: the body has space for one. */
export function readRequestedVisit(information: OrderInformation, book: SlotBook): RequestedVisit | Answer {
  const product = information.product.productSpecification.id;
  if (!book.products.includes(product)) {
    const pointer = `${itemPointer}/product/productSpecification/id`;
    return refuseAppointment('invalidData', pointer, product, `${book.products[0]}: no other product has appointments`);
  }
  if (information.simProvide)
    return refuseAppointment(
      'simNotSupported',
      `${itemPointer}/simProvide`,
      true,
      'false: there is no simultaneous provide',
    );
  if ((information.appointmentType ?? 'Standard') !== 'Standard') {
    return refuseAppointment(
      'invalidInputCombination',
      `${itemPointer}/appointmentType`,
      information.appointmentType,
      `Standard for ${product}`,
    );
  }
  const technology = readAppointmentTechnology(information, book);
  if (technology && 'status' in technology) return technology;
  const refusal = checkTechnologyRules(information, technology);
  if (refusal) return refusal;
  const placeIdentifiers = readVisitPlace(information, book);
  return 'status' in placeIdentifiers ? placeIdentifiers : { placeIdentifiers, technology };
}

/** One refusal of the appointment back end. */
export function refuseAppointment(name: ErrorName, pointer: string, got: unknown, expected: string): Answer {
  const violation: Violation = { pointer, got, expected, rule: 'bt §2.3' };
  return refuse('appointment', name, expected, [violation]);
}

function readAppointmentTechnology(
  information: OrderInformation,
  book: SlotBook,
): AppointmentTechnology | Answer | undefined {
  const requestedName = readVisitCharacteristic(information, 'AccessTechnology');
  if (requestedName === undefined) return undefined;
  // BT's request documents print a long dash, its tables a hyphen.
  const technologyName = requestedName.replace(/[\u2010-\u2015]/g, '-');
  const known = book.technologies.find((technology) => technology.name === technologyName);
  if (known) return known;
  const names = book.technologies.map((technology) => technology.name).join(', ');
  return refuseAppointment(
    'invalidData',
    `${itemPointer}/product/characteristic`,
    requestedName,
    `AccessTechnology is one of ${names}`,
  );
}

function checkTechnologyRules(
  information: OrderInformation,
  technology: AppointmentTechnology | undefined,
): Answer | undefined {
  const { newExchangeLine, siteVisitReason } = information;
  const lineRequirement = technology?.line ?? 'none';
  const pointer = `${itemPointer}/newExchangeLine`;
  if (lineRequirement === 'none' && newExchangeLine) {
    return refuseAppointment(
      'newExchangeLineNotSupported',
      pointer,
      true,
      'a SOGEA access technology for a new exchange line',
    );
  }
  if (lineRequirement !== 'none' && newExchangeLine === undefined) {
    return refuseAppointment('missingData', pointer, undefined, `true or false: ${technology?.name} needs it`);
  }
  if (lineRequirement !== 'none' && newExchangeLine !== (lineRequirement === 'new')) {
    return refuseAppointment(
      'invalidInputCombination',
      pointer,
      newExchangeLine,
      `${lineRequirement === 'new'} for ${technology?.name}`,
    );
  }
  const reason = technology?.premium ? 'Premium' : 'Standard';
  if (siteVisitReason !== undefined && siteVisitReason !== reason) {
    const expected = `${reason} for ${technology?.name ?? 'this product'}`;
    return refuseAppointment(
      'siteVisitReasonNotSupported',
      `${itemPointer}/siteVisitReason`,
      siteVisitReason,
      expected,
    );
  }
  return undefined;
}

/** Exactly one of directory number, access line id and place. */
function readVisitPlace(information: OrderInformation, book: SlotBook): PlaceIdentifiers | Answer {
  const { characteristic = [], place = [] } = information.product;
  const lines = characteristic.filter(({ name }) => name === 'DirectoryNumber' || name === 'AccessLineId');
  const locationCount = lines.length + place.length;
  const expected = 'exactly one of DirectoryNumber, AccessLineId and place';
  if (locationCount === 0)
    return refuseAppointment('missingLocationIdentifier', `${itemPointer}/product`, undefined, expected);
  if (locationCount > 1)
    return refuseAppointment(
      'tooManyLocationIdentifiers',
      `${itemPointer}/product`,
      `${locationCount} of them`,
      expected,
    );
  const [address] = place;
  if (address)
    return applyFixedMeaning(book.places[address.id], `${itemPointer}/product/place/0/id`, address.id, {
      addressKey: address.id,
    });
  const [line] = lines as [{ name: string; value: string }];
  const pointer = `${itemPointer}/product/characteristic`;
  return line.name === 'DirectoryNumber'
    ? applyFixedMeaning(book.directoryNumbers[line.value], pointer, line.value, { directoryNumber: line.value })
    : applyFixedMeaning(book.accessLineIds[line.value], pointer, line.value, { accessLineId: line.value });
}

function applyFixedMeaning(
  meaning: FixedMeaning | undefined,
  pointer: string,
  got: string,
  placeIdentifiers: PlaceIdentifiers,
): PlaceIdentifiers | Answer {
  if (!meaning) return placeIdentifiers;
  if ('means' in meaning) return { postcode: meaning.means };
  return refuseAppointment(meaning.refusal, pointer, got, 'a line that an appointment can be made for');
}

/** Nothing has that name. */
export function refuseUnknownPlace({ accessLineId, directoryNumber, addressKey }: PlaceIdentifiers): Answer {
  const pointer = `${itemPointer}/product`;
  if (accessLineId !== undefined) {
    return refuseAppointment('accessLineIdNotRecognised', pointer, accessLineId, 'an access line id that is known');
  }
  return refuseAppointment(
    'invalidData',
    pointer,
    directoryNumber ?? addressKey,
    'the number of a line or the key of an address',
  );
}

/** A visit needs a place that can have the technology. */
export function checkTechnologyAvailable(
  place: ResolvedPlace,
  technology: AppointmentTechnology | undefined,
): Answer | undefined {
  const names = technology && technology.needs !== 'either' ? [technology.needs] : (['sogea', 'fttp'] as const);
  if (names.some((name) => place.access[name].flag !== 'N')) return undefined;
  const unavailableReason = place.access[names[0] as 'sogea' | 'fttp'].reason?.label ?? 'it is not available';
  const technologyName = technology?.name ?? 'Etherway Superfast GEA';
  return refuseAppointment(
    'invalidInputCombination',
    `${itemPointer}/product`,
    technologyName,
    `an access that ${place.label} can have: ${unavailableReason}`,
  );
}

function readVisitCharacteristic(information: OrderInformation, characteristicName: string): string | undefined {
  return information.product.characteristic?.find(({ name }) => name === characteristicName)?.value;
}
