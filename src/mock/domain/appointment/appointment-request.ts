import type { Place, PlaceName } from '../address/premises.ts';
import { type Answer, type Fault, type ProblemName, refuse } from '../problem.ts';
import type { Meaning, SlotBook, Technology } from './appointment-slots.ts';

/** What an appointment is asked for, once its schema has been checked, and the rules that the schema cannot say. Source: BT. */
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

/** The one name of the place, and the technology if it was said. */
export interface Visit {
  readonly name: PlaceName;
  readonly technology: Technology | undefined;
}

const at = '/relatedEntity/0';

/** What the visit is and where, or the back end's refusal. The first broken rule answers: its body holds one word. */
export function readVisit(asked: OrderInformation, book: SlotBook): Visit | Answer {
  const product = asked.product.productSpecification.id;
  if (!book.products.includes(product)) {
    const pointer = `${at}/product/productSpecification/id`;
    return word('invalidData', pointer, product, `${book.products[0]}: no other product has appointments`);
  }
  if (asked.simProvide)
    return word('simNotSupported', `${at}/simProvide`, true, 'false: there is no simultaneous provide');
  if ((asked.appointmentType ?? 'Standard') !== 'Standard') {
    return word('invalidInputCombination', `${at}/appointmentType`, asked.appointmentType, `Standard for ${product}`);
  }
  const technology = readTechnology(asked, book);
  if (technology && 'status' in technology) return technology;
  const refused = checkTechnology(asked, technology);
  if (refused) return refused;
  const name = readLocation(asked, book);
  return 'status' in name ? name : { name, technology };
}

/** One refusal of the appointment back end. */
export function word(name: ProblemName, pointer: string, got: unknown, expected: string): Answer {
  const fault: Fault = { pointer, got, expected, rule: 'bt §2.3' };
  return refuse('appointment', name, expected, [fault]);
}

function readTechnology(asked: OrderInformation, book: SlotBook): Technology | Answer | undefined {
  const said = characteristicOf(asked, 'AccessTechnology');
  if (said === undefined) return undefined;
  // BT's request documents print a long dash, its tables a hyphen.
  const name = said.replace(/[\u2010-\u2015]/g, '-');
  const known = book.technologies.find((technology) => technology.name === name);
  if (known) return known;
  const names = book.technologies.map((technology) => technology.name).join(', ');
  return word('invalidData', `${at}/product/characteristic`, said, `AccessTechnology is one of ${names}`);
}

function checkTechnology(asked: OrderInformation, technology: Technology | undefined): Answer | undefined {
  const { newExchangeLine, siteVisitReason } = asked;
  const line = technology?.line ?? 'none';
  const pointer = `${at}/newExchangeLine`;
  if (line === 'none' && newExchangeLine) {
    return word('newExchangeLineNotSupported', pointer, true, 'a SOGEA access technology for a new exchange line');
  }
  if (line !== 'none' && newExchangeLine === undefined) {
    return word('missingData', pointer, undefined, `true or false: ${technology?.name} needs it`);
  }
  if (line !== 'none' && newExchangeLine !== (line === 'new')) {
    return word('invalidInputCombination', pointer, newExchangeLine, `${line === 'new'} for ${technology?.name}`);
  }
  const reason = technology?.premium ? 'Premium' : 'Standard';
  if (siteVisitReason !== undefined && siteVisitReason !== reason) {
    const expected = `${reason} for ${technology?.name ?? 'this product'}`;
    return word('siteVisitReasonNotSupported', `${at}/siteVisitReason`, siteVisitReason, expected);
  }
  return undefined;
}

/** Exactly one of directory number, access line id and place. */
function readLocation(asked: OrderInformation, book: SlotBook): PlaceName | Answer {
  const { characteristic = [], place = [] } = asked.product;
  const lines = characteristic.filter(({ name }) => name === 'DirectoryNumber' || name === 'AccessLineId');
  const given = lines.length + place.length;
  const expected = 'exactly one of DirectoryNumber, AccessLineId and place';
  if (given === 0) return word('missingLocationIdentifier', `${at}/product`, undefined, expected);
  if (given > 1) return word('tooManyLocationIdentifiers', `${at}/product`, `${given} of them`, expected);
  const [address] = place;
  if (address)
    return meaningOr(book.places[address.id], `${at}/product/place/0/id`, address.id, { addressKey: address.id });
  const [line] = lines as [{ name: string; value: string }];
  const pointer = `${at}/product/characteristic`;
  return line.name === 'DirectoryNumber'
    ? meaningOr(book.directoryNumbers[line.value], pointer, line.value, { directoryNumber: line.value })
    : meaningOr(book.accessLineIds[line.value], pointer, line.value, { accessLineId: line.value });
}

function meaningOr(meaning: Meaning | undefined, pointer: string, got: string, name: PlaceName): PlaceName | Answer {
  if (!meaning) return name;
  if ('means' in meaning) return { postcode: meaning.means };
  return word(meaning.refusal, pointer, got, 'a line that an appointment can be made for');
}

/** Nothing is known by that name. */
export function unknownPlace({ accessLineId, directoryNumber, addressKey }: PlaceName): Answer {
  const pointer = `${at}/product`;
  if (accessLineId !== undefined) {
    return word('accessLineIdNotRecognised', pointer, accessLineId, 'an access line id that is known');
  }
  return word('invalidData', pointer, directoryNumber ?? addressKey, 'the number of a line or the key of an address');
}

/** A visit makes sense only where the technology could be had. */
export function checkAvailability(place: Place, technology: Technology | undefined): Answer | undefined {
  const names = technology && technology.needs !== 'either' ? [technology.needs] : (['sogea', 'fttp'] as const);
  if (names.some((name) => place.access[name].flag !== 'N')) return undefined;
  const why = place.access[names[0] as 'sogea' | 'fttp'].reason?.label ?? 'it is not available';
  const what = technology?.name ?? 'Etherway Superfast GEA';
  return word('invalidInputCombination', `${at}/product`, what, `an access that ${place.label} can have: ${why}`);
}

function characteristicOf(asked: OrderInformation, wanted: string): string | undefined {
  return asked.product.characteristic?.find(({ name }) => name === wanted)?.value;
}
