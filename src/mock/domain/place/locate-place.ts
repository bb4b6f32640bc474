import { EtherboxError } from '#domain/core/etherbox-error';
import { derivedNumber } from '#domain/core/ids';
import type { StateReader } from '#domain/core/sandbox-state';
import type { PostcodeBlock, Premises, PremisesTechnology } from './address-book.ts';
import {
  distanceMetres,
  type Exchange,
  findNearestExchange,
  type GridPosition,
  type NetworkAvailability,
} from './availability.ts';
import type { PlaceIdentifiers, PlaceKind, PlaceReferenceData, ResolvedPlace } from './place.ts';
import { canonicalizePostcode } from './postcode.ts';
import { modelLocation } from './serving-exchange.ts';
import { findTemporaryAddress, type TemporaryAddress } from './temporary-address.ts';

/** The place that the names from a client mean. `identity` and the exchange decide everything else about it. */
export interface LocatedPlace {
  readonly kind: PlaceKind;
  readonly known: boolean;
  /** The key of all hashes: the postcode, so that every name of a place gets the same answer. */
  readonly identity: string;
  readonly postcode?: string;
  readonly identifiers: Pick<
    ResolvedPlace,
    'addressKey' | 'robtKey' | 'qualifier' | 'districtCode' | 'uprn' | 'postcode' | 'premises'
  >;
  readonly label: string;
  readonly position: GridPosition;
  readonly exchange: Exchange;
  readonly exchangeDistance: number;
  readonly technologies: readonly PremisesTechnology[];
  /** As far as is known, it has a Gold key to order by. */
  readonly gold: boolean;
  readonly contradictions: readonly string[];
}

export function locatePlace(
  reader: StateReader,
  identifiers: PlaceIdentifiers,
  referenceData: PlaceReferenceData,
): LocatedPlace | undefined {
  const location =
    locateByAddressKey(reader, identifiers, referenceData) ??
    locateBySiteCode(identifiers, referenceData) ??
    locateByLine(identifiers, referenceData) ??
    locateByPostcodeOrCoordinates(identifiers, referenceData);
  if (location === 'unknown' || location === undefined) return undefined;
  return { ...location, contradictions: findContradictions(identifiers, location, referenceData) };
}

type PlaceLocation = Omit<LocatedPlace, 'contradictions'>;
/** 'unknown': the name was given and nothing has it, so no other name is tried. */
type PlaceLocationResult = PlaceLocation | 'unknown' | undefined;

/** `A00018816538/TH` is a key and a district code. */
export function splitAddressKey(text: string): { readonly key: string; readonly district?: string } {
  const [key = '', district] = text.trim().toUpperCase().split('/');
  return district ? { key, district } : { key };
}

function locateByAddressKey(
  reader: StateReader,
  identifiers: PlaceIdentifiers,
  referenceData: PlaceReferenceData,
): PlaceLocationResult {
  if (identifiers.addressKey !== undefined) {
    const { key } = splitAddressKey(identifiers.addressKey);
    const temporary = findTemporaryAddress(reader, key);
    if (temporary) return locateTemporaryAddress(temporary, referenceData);
    const premises = referenceData.addressBook.findByKey(key);
    return premises ? locatePremises(premises, referenceData) : 'unknown';
  }
  if (identifiers.uprn !== undefined) {
    const premises = referenceData.addressBook.findByUprn(identifiers.uprn.trim().toUpperCase());
    return premises ? locatePremises(premises, referenceData) : 'unknown';
  }
  return undefined;
}

function locateBySiteCode(identifiers: PlaceIdentifiers, referenceData: PlaceReferenceData): PlaceLocationResult {
  const code = identifiers.dataCentreCode ?? identifiers.exchangeConnectCode ?? identifiers.opticalCoreNodeCode;
  if (code === undefined) return undefined;
  const site = referenceData.availability.siteByCode.get(code.trim().toUpperCase());
  if (!site?.categories.some((category) => siteCategoriesFor(identifiers).includes(category))) return 'unknown';
  const location = locatePostcode(site.postcode, referenceData);
  if (!location)
    throw new EtherboxError(
      'ETHERBOX_INVALID_REFERENCE_DATA',
      `fixtures/availability.yaml: ${site.code} has an unserved postcode`,
    );
  return { ...location, kind: 'site', known: true, label: `${site.name}, ${site.postcode}` };
}

function siteCategoriesFor(identifiers: PlaceIdentifiers): readonly string[] {
  if (identifiers.dataCentreCode !== undefined)
    return ['Wholesale Ethernet Data Centre', 'Wholesale Optical Data Centre'];
  if (identifiers.exchangeConnectCode !== undefined) return ['Wholesale Ethernet Exchange Connect'];
  return ['Wholesale Optical Node'];
}

/** A line is at one of the Gold premises with copper; its number decides at which. */
function locateByLine(identifiers: PlaceIdentifiers, referenceData: PlaceReferenceData): PlaceLocationResult {
  const line = identifiers.accessLineId ?? identifiers.directoryNumber;
  if (line === undefined) return undefined;
  const lineNumber = line.replace(/\s+/g, '').toUpperCase();
  const lineNumberPattern = identifiers.accessLineId !== undefined ? /^[A-Z]{2,4}[0-9]{6,12}$/ : /^0?[0-9]{9,10}$/;
  if (!lineNumberPattern.test(lineNumber)) return 'unknown';
  const { blocks } = referenceData.addressBook;
  const firstBlockIndex = derivedNumber(blocks.length, 'line', lineNumber);
  for (let offset = 0; offset < blocks.length; offset++) {
    const block = blocks[(firstBlockIndex + offset) % blocks.length] as PostcodeBlock;
    const servedByOpenreach = referenceData.availability.exchangeByCode.get(block.exchange)?.provider === 'Openreach';
    if (!servedByOpenreach || referenceData.availability.fixturePlaceByPostcode.has(block.postcode)) continue;
    const candidates = block.premises.filter(
      (premisesOfBlock) => premisesOfBlock.qualifier === 'Gold' && premisesOfBlock.technologies.includes('Copper'),
    );
    const premises = candidates[derivedNumber(candidates.length, 'line of the postcode', lineNumber)];
    if (premises) return locatePremises(premises, referenceData);
  }
  return 'unknown';
}

function locateByPostcodeOrCoordinates(
  identifiers: PlaceIdentifiers,
  referenceData: PlaceReferenceData,
): PlaceLocationResult {
  if (identifiers.coordinates) return locateCoordinates(identifiers.coordinates, referenceData);
  if (identifiers.postcode === undefined) return undefined;
  const postcode = canonicalizePostcode(identifiers.postcode);
  return (postcode !== undefined && locatePostcode(postcode, referenceData)) || 'unknown';
}

function locatePremises(premises: Premises, referenceData: PlaceReferenceData): PlaceLocationResult {
  const location = locatePostcode(premises.postcode, referenceData);
  if (!location) return 'unknown';
  const district = premises.qualifier === 'Gold' ? location.exchange.district : undefined;
  return {
    ...location,
    kind: 'premises',
    label: formatPremisesLabel(premises),
    technologies: premises.technologies,
    gold: premises.qualifier === 'Gold',
    identifiers: {
      addressKey: premises.openreachKey || premises.robtKey,
      ...(premises.robtKey ? { robtKey: premises.robtKey } : {}),
      qualifier: premises.qualifier,
      ...(district ? { districtCode: district } : {}),
      ...(premises.uprn ? { uprn: premises.uprn } : {}),
      postcode: premises.postcode,
      premises,
    },
  };
}

function locateTemporaryAddress(address: TemporaryAddress, referenceData: PlaceReferenceData): PlaceLocationResult {
  const location = locatePostcode(address.postcode, referenceData);
  if (!location) return 'unknown';
  const addressParts = [
    address.postalOrganisation,
    address.buildingName,
    address.streetNr,
    address.streetName,
    address.city,
  ];
  return {
    ...location,
    kind: 'temporary',
    known: true,
    gold: false,
    label: `${addressParts.filter(Boolean).join(' ')}, ${address.postcode}`,
    identifiers: { addressKey: address.id, qualifier: 'Non-Gold', postcode: address.postcode },
  };
}

/** What is true of a postcode as a whole: the union of its premises, or modelled where the fixtures have none. */
function locatePostcode(postcode: string, referenceData: PlaceReferenceData): PlaceLocation | undefined {
  const block = referenceData.addressBook.blockByPostcode.get(postcode);
  const located = block
    ? locatePostcodeBlock(block, referenceData.availability)
    : modelLocation(postcode, referenceData.availability);
  if (!located) return undefined;
  const { position, exchange } = located;
  return {
    kind: 'postcode',
    known: block !== undefined,
    identity: postcode,
    postcode,
    identifiers: { postcode },
    label: postcode,
    position,
    exchange,
    exchangeDistance: distanceMetres(position, exchange) ?? 0,
    technologies: block?.technologies ?? modelTechnologies(postcode),
    gold: block?.premises.some(({ qualifier }) => qualifier === 'Gold') ?? true,
  };
}

function locatePostcodeBlock(
  block: PostcodeBlock,
  availability: NetworkAvailability,
): { exchange: Exchange; position: GridPosition } {
  const exchange = availability.exchangeByCode.get(block.exchange);
  if (!exchange)
    throw new EtherboxError(
      'ETHERBOX_INVALID_REFERENCE_DATA',
      `fixtures/postcodes.csv: ${block.postcode} names exchange ${block.exchange}`,
    );
  return { exchange, position: block.position };
}

function locateCoordinates(
  coordinates: NonNullable<PlaceIdentifiers['coordinates']>,
  referenceData: PlaceReferenceData,
): PlaceLocationResult {
  const position = { grid: coordinates.type, easting: coordinates.easting, northing: coordinates.northing };
  const exchange = findNearestExchange(position, referenceData.availability.exchanges);
  if (!exchange) return 'unknown';
  const exchangeDistance = distanceMetres(position, exchange) ?? 0;
  // Out at sea, or in another country.
  if (exchangeDistance > 2 * referenceData.availability.reach.fibreExtended) return 'unknown';
  const identity = `${coordinates.type} ${coordinates.easting} ${coordinates.northing}`;
  return {
    kind: 'coordinates',
    known: false,
    identity,
    identifiers: {},
    label: `${coordinates.easting}, ${coordinates.northing} (${coordinates.type})`,
    position,
    exchange,
    exchangeDistance: exchangeDistance,
    technologies: modelTechnologies(identity),
    gold: true,
  };
}

/** Most postcodes that a client tries should be served: all have copper, four of five have FTTP. */
function modelTechnologies(identity: string): readonly PremisesTechnology[] {
  return derivedNumber(5, 'fttp', identity) === 0 ? ['Copper'] : ['Copper', 'FTTPBrownfield'];
}

export function formatPremisesLabel(premises: Premises): string {
  const { organisation, subBuilding, buildingName, streetNr, streetName, city, postcode } = premises;
  const street = [streetNr, streetName].filter(Boolean).join(' ');
  return [organisation, subBuilding, buildingName, street, city, postcode].filter(Boolean).join(', ');
}

function findContradictions(
  identifiers: PlaceIdentifiers,
  location: PlaceLocation,
  referenceData: PlaceReferenceData,
): readonly string[] {
  const messages: string[] = [];
  const postcode = identifiers.postcode === undefined ? undefined : canonicalizePostcode(identifiers.postcode);
  if (postcode !== undefined && location.postcode !== undefined && postcode !== location.postcode) {
    messages.push(`postcode ${postcode} is not that of ${location.label}`);
  }
  const district =
    identifiers.districtCode ?? (identifiers.addressKey && splitAddressKey(identifiers.addressKey).district);
  if (district && location.kind === 'premises' && district.toUpperCase() !== location.identifiers.districtCode) {
    const actualDistrict = location.identifiers.districtCode ?? 'none (it is not Gold)';
    messages.push(`district code ${district} is not that of ${location.identifiers.addressKey}: ${actualDistrict}`);
  }
  if (
    identifiers.uprn !== undefined &&
    identifiers.addressKey !== undefined &&
    location.identifiers.uprn !== identifiers.uprn.trim().toUpperCase()
  ) {
    messages.push(`UPRN ${identifiers.uprn} is not that of ${location.identifiers.addressKey}`);
  }
  if (postcode !== undefined && location.kind === 'coordinates') {
    const locationOfPostcode = locatePostcode(postcode, referenceData);
    if (locationOfPostcode?.exchange.code !== location.exchange.code)
      messages.push(`postcode ${postcode} is not at ${location.label}`);
  }
  return messages;
}
