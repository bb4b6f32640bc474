import type { StateReader } from '#domain/core/sandbox-state';
import type { Condition, Journey, OrderError, PlaceReference } from '#domain/journey/journey';
import type { PlaceIdentifiers } from '#domain/place/place';
import { resolvePlace } from '#domain/place/resolve-place';
import type { OrderReferenceData } from '#domain/product-order/order-documents';

/**
 * The ways in which an order may name the place of a product: the member `places` of its journey. A place named otherwise
 * rejects the order when it is checked, as an address does that is not Gold. Source: Openreach; the tables are modelled.
 */
export function checkPlaceReferences(
  reader: StateReader,
  site: PlaceIdentifiers | undefined,
  journey: Journey,
  conditions: readonly Condition[],
  referenceData: OrderReferenceData,
): OrderError | undefined {
  const rule = journey.places?.find(({ onlyWhen = [] }) => onlyWhen.every((one) => conditions.includes(one)));
  if (!rule) return undefined;
  const given = site === undefined ? [] : namesOfPlace(reader, site, referenceData);
  if (given.length === 0 ? !rule.required : given.some((one) => rule.accepts.includes(one))) return undefined;
  const product = [journey.title, ...(rule.onlyWhen ?? []).map((one) => `(${one.toUpperCase()})`)].join(' ');
  const needed = rule.accepts.length === 0 ? 'has no place of its own' : `needs ${listOf(rule.accepts)}`;
  const named = given.length === 0 ? 'no place' : listOf(given, 'and');
  return {
    code: 'INVALID_REQUEST',
    reason: rule.accepts.length === 1 && rule.accepts[0] === 'goldKey' ? 'Address not Gold' : 'Place not accepted',
    message: `${product} ${needed}; the order names ${named}.`,
  };
}

/** A key that nothing has is not classed: `address-not-matched` says so. */
function namesOfPlace(
  reader: StateReader,
  site: PlaceIdentifiers,
  referenceData: OrderReferenceData,
): readonly PlaceReference[] {
  const { addressKey, uprn, dataCentreCode, exchangeConnectCode, postcode } = site;
  const given: PlaceReference[] = [];
  if (addressKey !== undefined) given.push(kindOfKey(reader, addressKey, referenceData));
  if (uprn !== undefined) given.push('uprn');
  if (dataCentreCode !== undefined) given.push('dataCentreCode');
  if (exchangeConnectCode !== undefined) given.push('exchangeConnectCode');
  if (postcode !== undefined) given.push('postcode');
  return given;
}

/** Only the Openreach key of a Gold address is a Gold key; its RoBT key is not. */
function kindOfKey(reader: StateReader, addressKey: string, referenceData: OrderReferenceData): PlaceReference {
  if (/^[XS]/i.test(addressKey)) return 'temporaryKey';
  const place = resolvePlace(reader, { addressKey }, referenceData);
  return /^A/i.test(addressKey) && place?.qualifier === 'Gold' ? 'goldKey' : 'addressKey';
}

const texts: { readonly [name in PlaceReference]: string } = {
  goldKey: 'a Gold address key',
  addressKey: 'an address key that is not Gold',
  temporaryKey: 'the key of a created address',
  uprn: 'a UPRN',
  dataCentreCode: 'the code of a data centre',
  exchangeConnectCode: 'the code of an exchange',
  postcode: 'a postcode',
};

function listOf(references: readonly PlaceReference[], last = 'or'): string {
  const [final = '', ...others] = references.map((one) => texts[one]).reverse();
  return others.length === 0 ? final : `${others.reverse().join(', ')} ${last} ${final}`;
}
