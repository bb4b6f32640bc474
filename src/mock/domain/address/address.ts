import type { Call, Operation, Query } from '../call.ts';
import { digitId } from '../ids.ts';
import { type Answer, type Fault, refuse } from '../problem.ts';
import type { Reader } from '../sandbox.ts';
import { type AddressSource, addressRecord, type Shown, temporaryRecord } from './address-record.ts';
import { type AddressCriteria, fits, searchAddresses, textMembers, wantedForms } from './address-search.ts';
import { splitAddressKey } from './place-name.ts';
import { canonicalPostcode } from './postcode.ts';
import { type PlacesGround, placeAt } from './premises.ts';
import { addresses, type TemporaryAddress, temporaryAddress } from './temporary-address.ts';

/** Address Management: find the key of an address, or make a temporary one. Source: BT. */

export const listGeographicAddress: Operation<PlacesGround> = (world, call, ground) => {
  const { query } = call;
  const unusable = checkCombination(query);
  if (unusable) return unusable;
  const criteria = readCriteria(query);
  const source = last(query, 'addressSource') as AddressSource | undefined;
  const { premises, exact } = searchAddresses(ground.addresses, criteria);
  const shown: Shown = {
    bothSpatialReferences: flag(query, 'isSpatialRefBng'),
    classification: flag(query, 'isSiteClassificationRequired'),
    technology: flag(query, 'isTechonologyMarkersRequired'),
    pairing: criteria.fuzzy ? { exact } : undefined,
  };
  const records = [
    ...premises.flatMap((one) => {
      const district = ground.availability.exchangeByCode.get(one.exchange)?.district ?? '';
      return sourcesOf(one, source, criteria).map((from) =>
        addressRecord(one, from, district, shown, ground.addresses),
      );
    }),
    ...temporaryMatches(world, criteria, source).map((one) =>
      temporaryRecord(one, placeAt(world, { addressKey: one.id }, ground)?.exchange.code ?? '', shown),
    ),
  ];
  if (records.length === 0) return refuse('address', 'notFound', 'No matching address found');
  const count = String(records.length);
  return { status: 200, headers: { 'X-Total-Count': count, 'X-Result-Count': count }, body: records };
};

/**
 * Without a source: Openreach's record, or RoBT's where that is the only one; a fuzzy match shows both, since it is there
 * to pair them. A key names one record. Source: modelled, on BT's samples.
 */
function sourcesOf(
  premises: { readonly openreachKey: string; readonly robtKey: string },
  asked: AddressSource | undefined,
  { fuzzy, key }: AddressCriteria,
): readonly AddressSource[] {
  const has: AddressSource[] = [];
  if (premises.openreachKey) has.push('Openreach');
  if (premises.robtKey) has.push('ROBT');
  if (key !== undefined) return has.filter((one) => one === (key === premises.robtKey ? 'ROBT' : 'Openreach'));
  if (asked) return has.filter((one) => one === asked);
  return fuzzy ? has : has.slice(0, 1);
}

/** BT's combinations, else 400: 27 where something is missing, 28 where a key was called for and is not there. */
function checkCombination(query: Query): Answer | undefined {
  const given = (name: string): boolean => last(query, name) !== undefined;
  if (query.id !== undefined || (given('addressSource') && !anyOther(query))) {
    if (!given('id'))
      return refuse('address', 'invalidQuery', 'Address key not supplied', [missing('id', 'an address key')]);
    if (given('addressSource')) return undefined;
    const fault = missing('addressSource', 'ROBT or Openreach, beside id');
    return refuse('address', 'missingQuery', 'Missing query-string parameter: addressSource', [fault]);
  }
  if (given('postcode') || given('uprn')) return undefined;
  if (given('city') && given('streetName') && (given('streetNr') || given('buildingName'))) return undefined;
  const parts = ['city', 'streetName'].filter((name) => !given(name));
  if (!given('streetNr') && !given('buildingName')) parts.push('streetNr or buildingName');
  const partly = parts.length < 3;
  const lacking = partly ? parts.join(', ') : 'postcode, uprn, or city with streetName and streetNr or buildingName';
  const faults = (partly ? parts : ['postcode']).map((name) => missing(name.split(' ')[0] as string, lacking));
  return refuse('address', 'missingQuery', `Missing query-string parameter: ${lacking}`, faults);
}

const missing = (name: string, expected: string): Fault => ({
  pointer: `query/${name}`,
  expected,
  rule: 'bt §2.2 combinations',
});

const anyOther = (query: Query): boolean =>
  ['postcode', 'uprn', ...textMembers].some((name) => last(query, name) !== undefined);

/** The last value of a name, trimmed; an empty one counts as not given. */
function last(query: Query, name: string): string | undefined {
  return query[name]?.at(-1)?.trim() || undefined;
}

function flag(query: Query, name: string): boolean {
  return last(query, name) === 'true';
}

function readCriteria(query: Query): AddressCriteria {
  const [key, uprn, postcode] = ['id', 'uprn', 'postcode'].map((name) => last(query, name));
  const text = Object.fromEntries(
    textMembers.flatMap((name) => (last(query, name) ? [[name, last(query, name)]] : [])),
  );
  return {
    ...(key === undefined ? {} : { key: splitAddressKey(key).key }),
    ...(uprn === undefined ? {} : { uprn }),
    ...(postcode === undefined ? {} : { postcode }),
    text,
    fuzzy: flag(query, 'isFuzzyMatch'),
  };
}

/** This sandbox's own temporary addresses, to the letter; they have no UPRN. */
function temporaryMatches(
  world: Reader,
  criteria: AddressCriteria,
  source: AddressSource | undefined,
): readonly TemporaryAddress[] {
  const rightSource = (one: TemporaryAddress) => source === undefined || one.addressSource === source;
  if (criteria.key !== undefined) {
    const found = temporaryAddress(world, criteria.key);
    return found && rightSource(found) ? [found] : [];
  }
  if (criteria.uprn !== undefined) return [];
  const { postcode } = criteria;
  const near =
    postcode === undefined
      ? world.find(addresses, 'city', (criteria.text.city ?? '').toLowerCase())
      : world.find(addresses, 'postcode', canonicalPostcode(postcode) ?? '');
  const wanted = wantedForms(criteria.text);
  return near.map(([, one]) => one).filter((one) => rightSource(one) && fits(one, wanted));
}

interface AddressBody {
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

export const createGeographicAddress: Operation<PlacesGround> = (world, call) => {
  const body = call.body as AddressBody;
  const sub = body.geographicSubAddress?.[0] ?? {};
  const buildingName = sub.buildingName ?? body.buildingName;
  const refused = checkBody(body, buildingName);
  if (refused) return refused;
  const openreach = header(call, 'target') === 'Openreach';
  const ordinal = world.ordinal('temporary address');
  const id = `${openreach ? 'S' : 'X'}${digitId(11, world.profile.seed, 'temporary address', ordinal)}`;
  const { streetNr, streetName, locality, city, county, postalOrganisation, poBox } = body;
  const { subBuilding, subStreet, subLocality } = sub;
  const optional = {
    ...{ streetNr, streetName, locality, county, postalOrganisation, poBox },
    ...{ buildingName, subBuilding, subStreet, subLocality },
  };
  const address = {
    id,
    createdAt: world.now,
    addressSource: openreach ? 'Openreach' : 'ROBT',
    postcode: canonicalPostcode(body.postcode) as string,
    city,
    country: 'United Kingdom',
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined && value !== '')),
  } satisfies TemporaryAddress as TemporaryAddress;
  world.put(addresses, id, address);
  return { status: 201, body: { id } };
};

const header = (call: Call, name: string): string | undefined => call.headers[name];

const unitedKingdom = /^(uk|u\.k\.|gb|gbr|united kingdom|great britain|england|scotland|wales|cymru|northern ireland)$/;

function checkBody(body: AddressBody, buildingName: string | undefined): Answer | undefined {
  const faults: Fault[] = [];
  if (!body.streetNr && !body.postalOrganisation && !buildingName) {
    const expected = 'streetNr, postalOrganisation or geographicSubAddress[0].buildingName';
    faults.push({ pointer: '/streetNr', expected, rule: 'bt §2.2 POST' });
  }
  if (!unitedKingdom.test(body.country.trim().toLowerCase())) {
    faults.push({
      pointer: '/country',
      got: body.country,
      expected: 'the United Kingdom',
      rule: 'modelled: served area',
    });
  }
  const [first] = faults;
  if (!first) return undefined;
  return first.got === undefined
    ? refuse('address', 'missingInBody', `Missing ${first.expected} in body`, faults)
    : refuse('address', 'invalidInBody', 'Invalid country in body', faults);
}
