import type { GridPosition } from './availability.ts';

/**
 * The premises of the fixtures (`fixtures/addresses.yaml`): one block per postcode, one row per premises. Read-only;
 * indexed once by {@link loadAddressBook}.
 */

export type Qualifier = 'Gold' | 'Silver' | 'Non-Gold';
export type PremisesTechnology = 'Copper' | 'PointToPointFibre' | 'FTTPBrownfield' | 'FTTPGreenfield';

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
  /** `Hot site`, `Temporary`, `Uninhabited`. */
  readonly attributes: readonly string[];
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
  /** Made when first asked for: most blocks of a run are never looked into. */
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

type PremisesRow = readonly [
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
export interface AddressFixture {
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
    readonly premises: readonly PremisesRow[];
  }[];
}

const qualifiers = { G: 'Gold', S: 'Silver', N: 'Non-Gold' } as const;
const technologyLetters = [
  ['C', 'Copper'],
  ['P', 'PointToPointFibre'],
  ['B', 'FTTPBrownfield'],
  ['G', 'FTTPGreenfield'],
] as const;

const readTechnologies = (letters: string): readonly PremisesTechnology[] =>
  technologyLetters.filter(([letter]) => letters.includes(letter)).map(([, technology]) => technology);

type PostcodeBlockRow = AddressFixture['postcodes'][number];
type TechnologyReader = (letters: string) => readonly PremisesTechnology[];

export function loadAddressBook(raw: unknown): AddressBook {
  const data = raw as AddressFixture;
  const readTechnologyLetters = memoizeTechnologyReader(readTechnologies);
  const blocks = data.postcodes.map((block) => readPostcodeBlock(block, readTechnologyLetters));
  // Fifteen thousand keys are indexed when the first of them is asked for, not at every start.
  let index: AddressKeyIndex | undefined;
  const getIndex = (): AddressKeyIndex => {
    index ??= indexAddressKeys(data);
    return index;
  };
  const premisesAt = (position: PremisesPosition | undefined) => position && blocks[position[0]]?.premises[position[1]];
  return {
    blocks,
    classifications: data.classifications,
    blockByPostcode: new Map(blocks.map((block) => [block.postcode, block])),
    findByKey: (key) => premisesAt(getIndex().keys.get(key)),
    findByUprn: (uprn) => premisesAt(getIndex().uprns.get(uprn)),
  };
}

type PremisesPosition = readonly [block: number, row: number];

interface AddressKeyIndex {
  readonly keys: ReadonlyMap<string, PremisesPosition>;
  readonly uprns: ReadonlyMap<string, PremisesPosition>;
}

function indexAddressKeys({ postcodes }: AddressFixture): AddressKeyIndex {
  const keys = new Map<string, PremisesPosition>();
  const uprns = new Map<string, PremisesPosition>();
  for (const [block, { premises }] of postcodes.entries()) {
    for (const [row, [openreachKey, robtKey, uprn]] of premises.entries()) {
      const position = [block, row] as const;
      if (openreachKey) keys.set(openreachKey, position);
      if (robtKey) keys.set(robtKey, position);
      if (uprn) uprns.set(uprn, position);
    }
  }
  return { keys, uprns };
}

/** A handful of texts repeat thousands of times; each is read once. */
function memoizeTechnologyReader(read: TechnologyReader): TechnologyReader {
  const cache = new Map<string, readonly PremisesTechnology[]>();
  return (letters) => {
    const technologies = cache.get(letters) ?? read(letters);
    cache.set(letters, technologies);
    return technologies;
  };
}

function readPostcodeBlock(block: PostcodeBlockRow, readTechnologyLetters: TechnologyReader): PostcodeBlock {
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
    technologies: readTechnologyLetters([...new Set(block.premises.map((row) => row[11]))].join('')),
    get premises() {
      premises ??= block.premises.map((row) => readPremisesRow(block, sharedFields, row, readTechnologyLetters));
      return premises;
    },
  };
}

type SharedAddressFields = Omit<PostcodeBlock, 'position' | 'technologies' | 'premises'>;

function readPremisesRow(
  block: PostcodeBlockRow,
  sharedFields: SharedAddressFields,
  row: PremisesRow,
  readTechnologyLetters: TechnologyReader,
): Premises {
  const [openreachKey, robtKey, uprn, qualifier, streetNr, buildingName, subBuilding, organisation] = row;
  const [, , , , , , , , east, north, classification, technologyLetters, extra] = row;
  const [easting, northing, latitude, longitude] = block.at;
  const [latEast, latNorth, lonEast, lonNorth] = block.slope;
  return {
    ...sharedFields,
    openreachKey,
    robtKey,
    uprn,
    parentUprn: extra?.parent ?? '',
    qualifier: qualifiers[qualifier],
    streetNr,
    buildingName,
    subBuilding,
    organisation,
    grid: block.grid ?? 'BritishNationalGrid',
    easting: easting + east,
    northing: northing + north,
    latitude: latitude + (latEast * east + latNorth * north) / 1e9,
    longitude: longitude + (lonEast * east + lonNorth * north) / 1e9,
    classification,
    technologies: readTechnologyLetters(technologyLetters),
    restricted: readTechnologyLetters(extra?.restricted ?? ''),
    attributes: extra?.attributes ?? [],
  };
}
