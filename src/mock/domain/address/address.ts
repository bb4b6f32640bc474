import type { Answer, Operation, OperationCall, Query } from '#domain/core/call';
import { digitId } from '#domain/core/ids';
import type { StateReader } from '#domain/core/sandbox-state';
import type { Violation } from '#domain/core/violation';
import { refuse } from '#domain/errors/error-catalogue';
import { splitAddressKey } from '#domain/place/locate-place';
import type { PlaceReferenceData } from '#domain/place/place';
import { canonicalizePostcode } from '#domain/place/postcode';
import { resolvePlace } from '#domain/place/resolve-place';
import { findTemporaryAddress, type TemporaryAddress, temporaryAddresses } from '#domain/place/temporary-address';
import {
  type AddressRecordOptions,
  type AddressSource,
  renderAddressRecord,
  renderTemporaryAddress,
} from './address-record.ts';
import {
  type AddressSearchCriteria,
  matchesExactly,
  searchAddresses,
  searchTextMembers,
  toSearchForms,
} from './address-search.ts';

/** Address Management: finds the key of an address, or creates a temporary address. Source: BT. */

export const listGeographicAddress: Operation<PlaceReferenceData> = (transaction, call, referenceData) => {
  const { query } = call;
  const refusal = checkQueryCombination(query);
  if (refusal) return refusal;
  const criteria = readSearchCriteria(query);
  const source = lastValue(query, 'addressSource') as AddressSource | undefined;
  const { premises, exact } = searchAddresses(referenceData.addressBook, criteria);
  const options: AddressRecordOptions = {
    includeGridReference: readFlag(query, 'isSpatialRefBng'),
    includeClassification: readFlag(query, 'isSiteClassificationRequired'),
    includeTechnology: readFlag(query, 'isTechonologyMarkersRequired'),
    pairing: criteria.fuzzy ? { exact } : undefined,
  };
  const records = [
    ...premises.flatMap((item) => {
      const district = referenceData.availability.exchangeByCode.get(item.exchange)?.district ?? '';
      return selectSources(item, source, criteria).map((from) =>
        renderAddressRecord(item, from, district, options, referenceData.addressBook),
      );
    }),
    ...findTemporaryAddresses(transaction, criteria, source).map((item) =>
      renderTemporaryAddress(
        item,
        resolvePlace(transaction, { addressKey: item.id }, referenceData)?.exchange.code ?? '',
        options,
      ),
    ),
  ];
  if (records.length === 0) return refuse('address', 'notFound', 'No matching address found');
  const count = String(records.length);
  return { status: 200, headers: { 'X-Total-Count': count, 'X-Result-Count': count }, body: records };
};

/**
 * Without a source: Openreach's record, or RoBT's where that is the only one. A fuzzy match shows both, since its purpose is
 * to pair them. A key selects one record. Source: modelled, on BT's samples.
 */
function selectSources(
  premises: { readonly openreachKey: string; readonly robtKey: string },
  requestedSource: AddressSource | undefined,
  { fuzzy, key }: AddressSearchCriteria,
): readonly AddressSource[] {
  const availableSources: AddressSource[] = [];
  if (premises.openreachKey) availableSources.push('Openreach');
  if (premises.robtKey) availableSources.push('ROBT');
  if (key !== undefined)
    return availableSources.filter((candidate) => candidate === (key === premises.robtKey ? 'ROBT' : 'Openreach'));
  if (requestedSource) return availableSources.filter((candidate) => candidate === requestedSource);
  return fuzzy ? availableSources : availableSources.slice(0, 1);
}

/** BT's combinations of parameters, else 400: code 27 where a parameter is missing, 28 where a required key is missing. */
function checkQueryCombination(query: Query): Answer | undefined {
  const isGiven = (name: string): boolean => lastValue(query, name) !== undefined;
  if (query.id !== undefined || (isGiven('addressSource') && !hasSearchParameter(query))) {
    if (!isGiven('id'))
      return refuse('address', 'invalidQuery', 'Address key not supplied', [missingParameter('id', 'an address key')]);
    if (isGiven('addressSource')) return undefined;
    const violation = missingParameter('addressSource', 'ROBT or Openreach, beside id');
    return refuse('address', 'missingQuery', 'Missing query-string parameter: addressSource', [violation]);
  }
  if (isGiven('postcode') || isGiven('uprn')) return undefined;
  if (isGiven('city') && isGiven('streetName') && (isGiven('streetNr') || isGiven('buildingName'))) return undefined;
  const missingParts = ['city', 'streetName'].filter((name) => !isGiven(name));
  if (!isGiven('streetNr') && !isGiven('buildingName')) missingParts.push('streetNr or buildingName');
  const isPartlyGiven = missingParts.length < 3;
  const missingText = isPartlyGiven
    ? missingParts.join(', ')
    : 'postcode, uprn, or city with streetName and streetNr or buildingName';
  const violations = (isPartlyGiven ? missingParts : ['postcode']).map((name) =>
    missingParameter(name.split(' ')[0] as string, missingText),
  );
  return refuse('address', 'missingQuery', `Missing query-string parameter: ${missingText}`, violations);
}

const missingParameter = (name: string, expected: string): Violation => ({
  pointer: `query/${name}`,
  expected,
  rule: 'bt §2.2 combinations',
});

const hasSearchParameter = (query: Query): boolean =>
  ['postcode', 'uprn', ...searchTextMembers].some((name) => lastValue(query, name) !== undefined);

/** The last value of a parameter, trimmed; an empty one counts as missing. */
function lastValue(query: Query, name: string): string | undefined {
  return query[name]?.at(-1)?.trim() || undefined;
}

function readFlag(query: Query, name: string): boolean {
  return lastValue(query, name) === 'true';
}

function readSearchCriteria(query: Query): AddressSearchCriteria {
  const [key, uprn, postcode] = ['id', 'uprn', 'postcode'].map((name) => lastValue(query, name));
  const text = Object.fromEntries(
    searchTextMembers.flatMap((name) => (lastValue(query, name) ? [[name, lastValue(query, name)]] : [])),
  );
  return {
    ...(key === undefined ? {} : { key: splitAddressKey(key).key }),
    ...(uprn === undefined ? {} : { uprn }),
    ...(postcode === undefined ? {} : { postcode }),
    text,
    fuzzy: readFlag(query, 'isFuzzyMatch'),
  };
}

/** The temporary addresses of this sandbox that match exactly. They have no UPRN. */
function findTemporaryAddresses(
  reader: StateReader,
  criteria: AddressSearchCriteria,
  source: AddressSource | undefined,
): readonly TemporaryAddress[] {
  const hasRequestedSource = (candidate: TemporaryAddress) =>
    source === undefined || candidate.addressSource === source;
  if (criteria.key !== undefined) {
    const addressByKey = findTemporaryAddress(reader, criteria.key);
    return addressByKey && hasRequestedSource(addressByKey) ? [addressByKey] : [];
  }
  if (criteria.uprn !== undefined) return [];
  const { postcode } = criteria;
  const candidates =
    postcode === undefined
      ? reader.find(temporaryAddresses, 'city', (criteria.text.city ?? '').toLowerCase())
      : reader.find(temporaryAddresses, 'postcode', canonicalizePostcode(postcode) ?? '');
  const searchForms = toSearchForms(criteria.text);
  return candidates
    .map(([, candidate]) => candidate)
    .filter((candidate) => hasRequestedSource(candidate) && matchesExactly(candidate, searchForms));
}

interface CreateAddressBody {
  readonly streetNr?: string;
  readonly streetName?: string;
  readonly postcode: string;
  readonly locality?: string;
  readonly city: string;
  readonly county?: string;
  readonly country: string;
  readonly postalOrganisation?: string;
  readonly poBox?: string;
  readonly buildingName?: string;
  readonly geographicSubAddress?: readonly {
    readonly buildingName?: string;
    readonly subBuilding?: string;
    readonly subStreet?: string;
    readonly subLocality?: string;
  }[];
}

export const createGeographicAddress: Operation<PlaceReferenceData> = (transaction, call) => {
  const body = call.body as CreateAddressBody;
  const subAddress = body.geographicSubAddress?.[0] ?? {};
  const buildingName = subAddress.buildingName ?? body.buildingName;
  const refusal = checkAddressBody(body, buildingName);
  if (refusal) return refusal;
  const isOpenreach = headerValue(call, 'target') === 'Openreach';
  const ordinal = transaction.ordinal('temporary address');
  const id = `${isOpenreach ? 'S' : 'X'}${digitId(11, transaction.profile.seed, 'temporary address', ordinal)}`;
  const { streetNr, streetName, locality, city, county, postalOrganisation, poBox } = body;
  const { subBuilding, subStreet, subLocality } = subAddress;
  const optional = {
    ...{ streetNr, streetName, locality, county, postalOrganisation, poBox },
    ...{ buildingName, subBuilding, subStreet, subLocality },
  };
  const address = {
    id,
    createdAt: transaction.now,
    addressSource: isOpenreach ? 'Openreach' : 'ROBT',
    postcode: canonicalizePostcode(body.postcode) as string,
    city,
    country: 'United Kingdom',
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined && value !== '')),
  } satisfies TemporaryAddress as TemporaryAddress;
  transaction.put(temporaryAddresses, id, address);
  return { status: 201, body: { id } };
};

const headerValue = (call: OperationCall, name: string): string | undefined => call.headers[name];

const unitedKingdomPattern =
  /^(uk|u\.k\.|gb|gbr|united kingdom|great britain|england|scotland|wales|cymru|northern ireland)$/;

function checkAddressBody(body: CreateAddressBody, buildingName: string | undefined): Answer | undefined {
  const violations: Violation[] = [];
  if (!body.streetNr && !body.postalOrganisation && !buildingName) {
    const expected = 'streetNr, postalOrganisation or geographicSubAddress[0].buildingName';
    violations.push({ pointer: '/streetNr', expected, rule: 'bt §2.2 POST' });
  }
  if (!unitedKingdomPattern.test(body.country.trim().toLowerCase())) {
    violations.push({
      pointer: '/country',
      got: body.country,
      expected: 'the United Kingdom',
      rule: 'modelled: served area',
    });
  }
  const [first] = violations;
  if (!first) return undefined;
  return first.got === undefined
    ? refuse('address', 'missingInBody', `Missing ${first.expected} in body`, violations)
    : refuse('address', 'invalidInBody', 'Invalid country in body', violations);
}
