import { keyedNumber } from '../ids.ts';
import type { Place, PlaceKind, PlaceName, PlacesGround } from '../place.ts';
import {
  type Availability,
  distance,
  type Exchange,
  nearestExchange,
  type Spot,
} from '../product-qualification/availability.ts';
import { modelledSpot } from '../product-qualification/serving-exchange.ts';
import type { Reader } from '../sandbox.ts';
import type { PostcodeBlock, Premises, Technology } from './address-book.ts';
import { canonicalPostcode } from './postcode.ts';
import { type TemporaryAddress, temporaryAddress } from './temporary-address.ts';

/** From the names a client gave to the spot they mean. Everything that follows is decided by `identity` and the exchange. */
export interface Located {
  readonly kind: PlaceKind;
  readonly known: boolean;
  /** What hashes are keyed by: the postcode, so that every name of a place gets the same answer. */
  readonly identity: string;
  readonly postcode?: string;
  readonly names: Pick<
    Place,
    'addressKey' | 'robtKey' | 'qualifier' | 'districtCode' | 'uprn' | 'postcode' | 'premises'
  >;
  readonly label: string;
  readonly spot: Spot;
  readonly exchange: Exchange;
  readonly exchangeDistance: number;
  readonly technologies: readonly Technology[];
  /** Can be ordered by a Gold key, as far as is known. */
  readonly gold: boolean;
  readonly contradictions: readonly string[];
}

export function locate(reader: Reader, name: PlaceName, ground: PlacesGround): Located | undefined {
  const found = byKey(reader, name, ground) ?? bySite(name, ground) ?? byLine(name, ground) ?? byGround(name, ground);
  if (found === 'unknown' || found === undefined) return undefined;
  return { ...found, contradictions: contradictions(name, found, ground) };
}

type Found = Omit<Located, 'contradictions'>;
/** 'unknown': that name was given, and nothing bears it; no other name is tried then. */
type Sought = Found | 'unknown' | undefined;

/** `A00018816538/TH` is a key and a district code. */
export function splitAddressKey(text: string): { readonly key: string; readonly district?: string } {
  const [key = '', district] = text.trim().toUpperCase().split('/');
  return district ? { key, district } : { key };
}

function byKey(reader: Reader, name: PlaceName, ground: PlacesGround): Sought {
  if (name.addressKey !== undefined) {
    const { key } = splitAddressKey(name.addressKey);
    const temporary = temporaryAddress(reader, key);
    if (temporary) return fromTemporary(temporary, ground);
    const premises = ground.addresses.findByKey(key);
    return premises ? fromPremises(premises, ground) : 'unknown';
  }
  if (name.uprn !== undefined) {
    const premises = ground.addresses.findByUprn(name.uprn.trim().toUpperCase());
    return premises ? fromPremises(premises, ground) : 'unknown';
  }
  return undefined;
}

function bySite(name: PlaceName, ground: PlacesGround): Sought {
  const code = name.dataCentreCode ?? name.exchangeConnectCode ?? name.opticalCoreNodeCode;
  if (code === undefined) return undefined;
  const site = ground.availability.siteByCode.get(code.trim().toUpperCase());
  if (!site?.categories.some((category) => categoriesFor(name).includes(category))) return 'unknown';
  const at = fromPostcode(site.postcode, ground);
  if (!at) throw new Error(`fixtures/availability.yaml: ${site.code} has an unserved postcode`);
  return { ...at, kind: 'site', known: true, label: `${site.name}, ${site.postcode}` };
}

function categoriesFor(name: PlaceName): readonly string[] {
  if (name.dataCentreCode !== undefined) return ['Wholesale Ethernet Data Centre', 'Wholesale Optical Data Centre'];
  if (name.exchangeConnectCode !== undefined) return ['Wholesale Ethernet Exchange Connect'];
  return ['Wholesale Optical Node'];
}

/** A line stands at one of the premises that have copper or FTTP, decided by its number. */
function byLine(name: PlaceName, ground: PlacesGround): Sought {
  const line = name.accessLineId ?? name.directoryNumber;
  if (line === undefined) return undefined;
  const text = line.replace(/\s+/g, '').toUpperCase();
  const readable = name.accessLineId !== undefined ? /^[A-Z]{2,4}[0-9]{6,12}$/ : /^0?[0-9]{9,10}$/;
  if (!readable.test(text)) return 'unknown';
  const { blocks } = ground.addresses;
  const from = keyedNumber(blocks.length, 'line', text);
  for (let step = 0; step < blocks.length; step++) {
    const block = blocks[(from + step) % blocks.length] as PostcodeBlock;
    const served = ground.availability.exchangeByCode.get(block.exchange)?.provider === 'Openreach';
    if (!served || ground.availability.placeByPostcode.has(block.postcode)) continue;
    const withLine = block.premises.filter((one) => one.qualifier === 'Gold' && one.technologies.includes('Copper'));
    const premises = withLine[keyedNumber(withLine.length, 'line of the postcode', text)];
    if (premises) return fromPremises(premises, ground);
  }
  return 'unknown';
}

function byGround(name: PlaceName, ground: PlacesGround): Sought {
  if (name.coordinates) return fromCoordinates(name.coordinates, ground);
  if (name.postcode === undefined) return undefined;
  const postcode = canonicalPostcode(name.postcode);
  return (postcode !== undefined && fromPostcode(postcode, ground)) || 'unknown';
}

function fromPremises(premises: Premises, ground: PlacesGround): Sought {
  const at = fromPostcode(premises.postcode, ground);
  if (!at) return 'unknown';
  const district = premises.qualifier === 'Gold' ? at.exchange.district : undefined;
  return {
    ...at,
    kind: 'premises',
    label: premisesLabel(premises),
    technologies: premises.technologies,
    gold: premises.qualifier === 'Gold',
    names: {
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

function fromTemporary(address: TemporaryAddress, ground: PlacesGround): Sought {
  const at = fromPostcode(address.postcode, ground);
  if (!at) return 'unknown';
  const line = [address.postalOrganisation, address.buildingName, address.streetNr, address.streetName, address.city];
  return {
    ...at,
    kind: 'temporary',
    known: true,
    gold: false,
    label: `${line.filter(Boolean).join(' ')}, ${address.postcode}`,
    names: { addressKey: address.id, qualifier: 'Non-Gold', postcode: address.postcode },
  };
}

/** What is true of a postcode as a whole: the union of its premises, or modelled where the fixtures have none. */
function fromPostcode(postcode: string, ground: PlacesGround): Found | undefined {
  const block = ground.addresses.byPostcode.get(postcode);
  const located = block ? blockSpot(block, ground.availability) : modelledSpot(postcode, ground.availability);
  if (!located) return undefined;
  const { spot, exchange } = located;
  return {
    kind: 'postcode',
    known: block !== undefined,
    identity: postcode,
    postcode,
    names: { postcode },
    label: postcode,
    spot,
    exchange,
    exchangeDistance: distance(spot, exchange) ?? 0,
    technologies: block?.technologies ?? modelledTechnologies(postcode),
    gold: block?.premises.some(({ qualifier }) => qualifier === 'Gold') ?? true,
  };
}

function blockSpot(block: PostcodeBlock, availability: Availability): { exchange: Exchange; spot: Spot } {
  const exchange = availability.exchangeByCode.get(block.exchange);
  if (!exchange) throw new Error(`fixtures/addresses.yaml: ${block.postcode} names exchange ${block.exchange}`);
  return { exchange, spot: block.spot };
}

function fromCoordinates(at: NonNullable<PlaceName['coordinates']>, ground: PlacesGround): Sought {
  const spot = { grid: at.type, easting: at.easting, northing: at.northing };
  const exchange = nearestExchange(spot, ground.availability.exchanges);
  if (!exchange) return 'unknown';
  const metres = distance(spot, exchange) ?? 0;
  // The sea, or another country.
  if (metres > 2 * ground.availability.reach.fibreExtended) return 'unknown';
  const identity = `${at.type} ${at.easting} ${at.northing}`;
  return {
    kind: 'coordinates',
    known: false,
    identity,
    names: {},
    label: `${at.easting}, ${at.northing} (${at.type})`,
    spot,
    exchange,
    exchangeDistance: metres,
    technologies: modelledTechnologies(identity),
    gold: true,
  };
}

/** The more postcodes a client tries, the more it should find served: copper everywhere, FTTP at four of five. */
function modelledTechnologies(identity: string): readonly Technology[] {
  return keyedNumber(5, 'fttp', identity) === 0 ? ['Copper'] : ['Copper', 'FTTPBrownfield'];
}

export function premisesLabel(premises: Premises): string {
  const { organisation, subBuilding, buildingName, streetNr, streetName, city, postcode } = premises;
  const street = [streetNr, streetName].filter(Boolean).join(' ');
  return [organisation, subBuilding, buildingName, street, city, postcode].filter(Boolean).join(', ');
}

function contradictions(name: PlaceName, found: Found, ground: PlacesGround): readonly string[] {
  const said: string[] = [];
  const postcode = name.postcode === undefined ? undefined : canonicalPostcode(name.postcode);
  if (postcode !== undefined && found.postcode !== undefined && postcode !== found.postcode) {
    said.push(`postcode ${postcode} is not that of ${found.label}`);
  }
  const district = name.districtCode ?? (name.addressKey && splitAddressKey(name.addressKey).district);
  if (district && found.kind === 'premises' && district.toUpperCase() !== found.names.districtCode) {
    const right = found.names.districtCode ?? 'none (it is not Gold)';
    said.push(`district code ${district} is not that of ${found.names.addressKey}: ${right}`);
  }
  if (name.uprn !== undefined && name.addressKey !== undefined && found.names.uprn !== name.uprn.trim().toUpperCase()) {
    said.push(`UPRN ${name.uprn} is not that of ${found.names.addressKey}`);
  }
  if (postcode !== undefined && found.kind === 'coordinates') {
    const there = fromPostcode(postcode, ground);
    if (there?.exchange.code !== found.exchange.code) said.push(`postcode ${postcode} is not at ${found.label}`);
  }
  return said;
}
