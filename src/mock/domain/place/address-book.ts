import type { GridPosition } from './availability.ts';

/**
 * The addresses of the fixtures (`fixtures/postcodes.csv`, `fixtures/premises.csv`): one block per postcode, one row per
 * premises. Read-only; indexed once by {@link buildAddressBook}.
 */

export const qualifiers = ['Gold', 'Silver', 'Non-Gold'] as const;
export type Qualifier = (typeof qualifiers)[number];
export const premisesTechnologies = ['Copper', 'PointToPointFibre', 'FTTPBrownfield', 'FTTPGreenfield'] as const;
export type PremisesTechnology = (typeof premisesTechnologies)[number];
export const premisesAttributes = ['Hot site', 'Temporary', 'Uninhabited'] as const;
export type PremisesAttribute = (typeof premisesAttributes)[number];

/** One delivery point, with its key in each of the two databases ('' where that database does not know it). */
export interface Premises extends GridPosition {
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
  readonly technologies: readonly PremisesTechnology[];
  readonly restricted: readonly PremisesTechnology[];
  readonly attributes: readonly PremisesAttribute[];
}

/** The premises that share a postcode, and with it street, town and exchange. */
export interface PostcodeBlock {
  readonly postcode: string;
  readonly exchange: string;
  readonly streetName: string;
  readonly subStreet: string;
  readonly subLocality: string;
  readonly locality: string;
  readonly city: string;
  readonly county: string;
  /** The middle of its premises. */
  readonly position: GridPosition;
  /** What any of its premises has. */
  readonly technologies: readonly PremisesTechnology[];
  /** Made at the first use: most blocks are never used in a run. */
  readonly premises: readonly Premises[];
}

export interface AddressBook {
  readonly blocks: readonly PostcodeBlock[];
  readonly classifications: { readonly [code: string]: string };
  readonly blockByPostcode: ReadonlyMap<string, PostcodeBlock>;
  /** Openreach and RoBT keys alike. */
  findByKey(key: string): Premises | undefined;
  findByUprn(uprn: string): Premises | undefined;
}

/** Metres on the grid and degrees (WGS84). */
export type PremisesPosition = readonly [easting: number, northing: number, latitude: number, longitude: number];

/** A row of `premises.csv`, short: thousands are read at every start. Several values have `|` between them. */
export type PremisesRow = readonly [
  openreachKey: string,
  robtKey: string,
  uprn: string,
  qualifier: Qualifier,
  streetNr: string,
  buildingName: string,
  subBuilding: string,
  organisation: string,
  classification: string,
  technologies: string,
  /** null: that of its postcode. */
  position: PremisesPosition | null,
  extra?: { readonly parentUprn?: string; readonly restricted?: string; readonly attributes?: string },
];

/** A row of `postcodes.csv` and the premises of the postcode. */
export interface PostcodeRow {
  readonly postcode: string;
  readonly exchange: string;
  readonly grid?: 'IrishGrid';
  readonly street: string;
  readonly subStreet?: string;
  readonly subLocality?: string;
  readonly locality?: string;
  readonly city: string;
  readonly county?: string;
  readonly at: PremisesPosition;
  readonly premises: readonly PremisesRow[];
}

/** The address tables and the site classifications, as the build writes them in JSON (`fixtures/addresses.json`). */
export interface AddressFixture {
  readonly classifications: { readonly [code: string]: string };
  readonly postcodes: readonly PostcodeRow[];
}

type ListReader = <Value extends string>(values: readonly Value[], text: string) => readonly Value[];

export function buildAddressBook(raw: unknown): AddressBook {
  const data = raw as AddressFixture;
  const readList = createListReader();
  const blocks = data.postcodes.map((block) => readPostcodeBlock(block, readList));
  // Fifteen thousand keys are indexed at the first search by a key, not at every start.
  let index: AddressKeyIndex | undefined;
  const getIndex = (): AddressKeyIndex => {
    index ??= indexAddressKeys(data);
    return index;
  };
  const premisesAt = (place: PremisesPlace | undefined) => place && blocks[place[0]]?.premises[place[1]];
  return {
    blocks,
    classifications: data.classifications,
    blockByPostcode: new Map(blocks.map((block) => [block.postcode, block])),
    findByKey: (key) => premisesAt(getIndex().keys.get(key)),
    findByUprn: (uprn) => premisesAt(getIndex().uprns.get(uprn)),
  };
}

type PremisesPlace = readonly [block: number, row: number];

interface AddressKeyIndex {
  readonly keys: ReadonlyMap<string, PremisesPlace>;
  readonly uprns: ReadonlyMap<string, PremisesPlace>;
}

function indexAddressKeys({ postcodes }: AddressFixture): AddressKeyIndex {
  const keys = new Map<string, PremisesPlace>();
  const uprns = new Map<string, PremisesPlace>();
  for (const [block, { premises }] of postcodes.entries()) {
    for (const [row, [openreachKey, robtKey, uprn]] of premises.entries()) {
      const place = [block, row] as const;
      if (openreachKey) keys.set(openreachKey, place);
      if (robtKey) keys.set(robtKey, place);
      if (uprn) uprns.set(uprn, place);
    }
  }
  return { keys, uprns };
}

/** Few texts repeat thousands of times, and each is read once. */
function createListReader(): ListReader {
  const cache = new Map<string, readonly string[]>();
  return <Value extends string>(values: readonly Value[], text: string) => {
    let list = cache.get(text);
    if (list === undefined) {
      const parts = text.split('|');
      list = values.filter((value) => parts.includes(value));
      cache.set(text, list);
    }
    return list as readonly Value[];
  };
}

function readPostcodeBlock(block: PostcodeRow, readList: ListReader): PostcodeBlock {
  let premises: readonly Premises[] | undefined;
  const sharedFields = {
    postcode: block.postcode,
    exchange: block.exchange,
    streetName: block.street,
    subStreet: block.subStreet ?? '',
    subLocality: block.subLocality ?? '',
    locality: block.locality ?? '',
    city: block.city,
    county: block.county ?? '',
  };
  return {
    ...sharedFields,
    position: { grid: block.grid ?? 'BritishNationalGrid', easting: block.at[0], northing: block.at[1] },
    technologies: readList(premisesTechnologies, [...new Set(block.premises.map((row) => row[9]))].join('|')),
    get premises() {
      premises ??= block.premises.map((row) => readPremisesRow(block, sharedFields, row, readList));
      return premises;
    },
  };
}

type SharedAddressFields = Omit<PostcodeBlock, 'position' | 'technologies' | 'premises'>;

function readPremisesRow(
  block: PostcodeRow,
  sharedFields: SharedAddressFields,
  row: PremisesRow,
  readList: ListReader,
): Premises {
  const [openreachKey, robtKey, uprn, qualifier, streetNr, buildingName, subBuilding, organisation] = row;
  const [, , , , , , , , classification, technologies, position, extra] = row;
  const [easting, northing, latitude, longitude] = position ?? block.at;
  return {
    ...sharedFields,
    openreachKey,
    robtKey,
    uprn,
    parentUprn: extra?.parentUprn ?? '',
    qualifier,
    streetNr,
    buildingName,
    subBuilding,
    organisation,
    grid: block.grid ?? 'BritishNationalGrid',
    easting,
    northing,
    latitude,
    longitude,
    classification,
    technologies: readList(premisesTechnologies, technologies),
    restricted: readList(premisesTechnologies, extra?.restricted ?? ''),
    attributes: readList(premisesAttributes, extra?.attributes ?? ''),
  };
}
