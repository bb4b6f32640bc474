import type { Spot } from './availability.ts';

/**
 * The premises of the fixtures (`fixtures/addresses.yaml`): one block per postcode, one row per premises. Read-only;
 * indexed once by {@link makeAddressBook}.
 */

export type Qualifier = 'Gold' | 'Silver' | 'Non-Gold';
export type Technology = 'Copper' | 'PointToPointFibre' | 'FTTPBrownfield' | 'FTTPGreenfield';

/** One delivery point, with its key in each of the two databases ('' where that database does not know it). */
export interface Premises extends Spot {
  /** A + 11 digits. */
  readonly openreachKey: string;
  /** R + 11 digits (BT's samples: X…, S…, Z… too). */
  readonly robtKey: string;
  readonly uprn: string;
  readonly parentUprn: string;
  readonly qualifier: Qualifier;
  readonly streetNr: string;
  readonly streetName: string;
  readonly subStreet: string;
  readonly buildingName: string;
  readonly subBuilding: string;
  readonly organisation: string;
  readonly subLocality: string;
  readonly locality: string;
  readonly city: string;
  readonly county: string;
  readonly postcode: string;
  readonly exchange: string;
  /** Decimal degrees, WGS84. */
  readonly latitude: number;
  readonly longitude: number;
  /** Site classification code: `RD06`. */
  readonly classification: string;
  readonly technologies: readonly Technology[];
  readonly restricted: readonly Technology[];
  /** `Hot site`, `Temporary`, `Uninhabited`. */
  readonly attributes: readonly string[];
}

export interface PostcodeBlock {
  readonly postcode: string;
  readonly exchange: string;
  readonly premises: readonly Premises[];
  /** The middle of its premises. */
  readonly spot: Spot;
}

export interface AddressBook {
  readonly premises: readonly Premises[];
  readonly classifications: { readonly [code: string]: string };
  readonly byPostcode: ReadonlyMap<string, PostcodeBlock>;
  /** Openreach and RoBT keys alike. */
  readonly byKey: ReadonlyMap<string, Premises>;
  readonly byUprn: ReadonlyMap<string, Premises>;
}

type Row = readonly [
  openreachKey: string,
  robtKey: string,
  uprn: string,
  qualifier: 'G' | 'S' | 'N',
  streetNr: string,
  buildingName: string,
  subBuilding: string,
  organisation: string,
  east: number,
  north: number,
  classification: string,
  technologies: string,
  extra?: { readonly parent?: string; readonly restricted?: string; readonly attributes?: readonly string[] },
];

/** `fixtures/addresses.yaml` as it is written. Positions of rows are metres and 1e-5 degrees from the block's own. */
export interface RawAddresses {
  readonly classifications: { readonly [code: string]: string };
  readonly postcodes: readonly {
    readonly postcode: string;
    readonly exchange: string;
    readonly grid?: 'IrishGrid';
    readonly street: string;
    readonly subStreet?: string;
    readonly subLocality?: string;
    readonly locality?: string;
    readonly city: string;
    readonly county?: string;
    readonly at: readonly [easting: number, northing: number, latitude: number, longitude: number];
    /** Degrees per metre on this spot: [lat per east, lat per north, lon per east, lon per north], times 1e9. */
    readonly slope: readonly [number, number, number, number];
    readonly premises: readonly Row[];
  }[];
}

const qualifiers = { G: 'Gold', S: 'Silver', N: 'Non-Gold' } as const;
const technologyLetters: { readonly [letter: string]: Technology } = {
  C: 'Copper',
  P: 'PointToPointFibre',
  B: 'FTTPBrownfield',
  G: 'FTTPGreenfield',
};

const named = (letters: string): Technology[] => [...letters].map((letter) => technologyLetters[letter] as Technology);

export function makeAddressBook(raw: unknown): AddressBook {
  const data = raw as RawAddresses;
  const premises: Premises[] = [];
  const byPostcode = new Map<string, PostcodeBlock>();
  const byKey = new Map<string, Premises>();
  const byUprn = new Map<string, Premises>();
  for (const block of data.postcodes) {
    const rows = block.premises.map((row) => readRow(block, row));
    for (const one of rows) {
      premises.push(one);
      if (one.openreachKey) byKey.set(one.openreachKey, one);
      if (one.robtKey) byKey.set(one.robtKey, one);
      if (one.uprn) byUprn.set(one.uprn, one);
    }
    const spot = { grid: block.grid ?? 'BritishNationalGrid', easting: block.at[0], northing: block.at[1] } as const;
    byPostcode.set(block.postcode, { postcode: block.postcode, exchange: block.exchange, premises: rows, spot });
  }
  return { premises, classifications: data.classifications, byPostcode, byKey, byUprn };
}

type Block = RawAddresses['postcodes'][number];

function readRow(block: Block, row: Row): Premises {
  const [openreachKey, robtKey, uprn, qualifier, streetNr, buildingName, subBuilding, organisation] = row;
  const [, , , , , , , , east, north, classification, technologies, extra] = row;
  const [easting, northing, latitude, longitude] = block.at;
  const [latEast, latNorth, lonEast, lonNorth] = block.slope;
  return {
    openreachKey,
    robtKey,
    uprn,
    parentUprn: extra?.parent ?? '',
    qualifier: qualifiers[qualifier],
    streetNr,
    streetName: block.street,
    subStreet: block.subStreet ?? '',
    buildingName,
    subBuilding,
    organisation,
    subLocality: block.subLocality ?? '',
    locality: block.locality ?? '',
    city: block.city,
    county: block.county ?? '',
    postcode: block.postcode,
    exchange: block.exchange,
    grid: block.grid ?? 'BritishNationalGrid',
    easting: easting + east,
    northing: northing + north,
    latitude: latitude + (latEast * east + latNorth * north) / 1e9,
    longitude: longitude + (lonEast * east + lonNorth * north) / 1e9,
    classification,
    technologies: named(technologies),
    restricted: named(extra?.restricted ?? ''),
    attributes: extra?.attributes ?? [],
  };
}
