import type { CalendarDivision } from '#domain/calendar/working-calendar';
/**
 * The network of the fixtures (`fixtures/availability.yaml`): exchanges and their Ethernet switches, data centres, optical
 * nodes, what each outcome means and which places show it. Read-only; indexed once by {@link buildAvailability}.
 */

export type Grid = 'BritishNationalGrid' | 'IrishGrid';
export type AccessProvider = 'Openreach' | 'KCOM';

/** Metres on a grid. Only positions on the same grid can be compared. */
export interface GridPosition {
  readonly grid: Grid;
  readonly easting: number;
  readonly northing: number;
}

export interface Exchange extends GridPosition {
  /** 3 or 4 capitals, BT's `exchangeGroupCode` and `servingExchange.code`. */
  readonly code: string;
  readonly name: string;
  /** Two capitals: the district code of its Gold addresses. */
  readonly district: string;
  readonly postcode: string;
  readonly city: string;
  readonly provider: AccessProvider;
  readonly region: CalendarDivision;
  /** Postcode areas (`AB`) whose other postcodes it serves. */
  readonly areas: readonly string[];
  readonly onNet: boolean;
  /** Codes of the exchanges with an Ethernet switch for this one, nearest first. */
  readonly switchesAt: readonly string[];
}

export type SiteCategory =
  | 'Wholesale Ethernet Data Centre'
  | 'Wholesale Ethernet Exchange Connect'
  | 'Wholesale Optical Data Centre'
  | 'Wholesale Optical Node';

/** A site that is known by a code and not by an address. */
export interface NetworkSite {
  readonly code: string;
  readonly name: string;
  readonly postcode: string;
  readonly exchange: string;
  readonly categories: readonly SiteCategory[];
}

export type AccessType = 'fibre' | 'sogea' | 'fttp' | 'fod' | 'radio' | 'osa';
/** Openreach's letters: available, planned, waiter (network not yet there); N, not available, is modelled. */
export type AvailabilityFlag = 'Y' | 'P' | 'W' | 'N';

export type PlaceOutcome =
  | 'everything'
  | 'noCapacity'
  | 'surveyNeeded'
  | 'excessCharges'
  | 'kcom'
  | 'waiter'
  | 'fttpOnly'
  | 'sogeaOnly'
  | 'newBuild'
  | 'mixedQualifiers'
  | 'nonGoldOnly'
  | 'tooFar'
  | 'irishGrid';

/** What an outcome changes at its places. */
export interface PlaceOutcomeEffect {
  readonly shows: string;
  readonly eccCategory?: string;
  /** Cost of construction in pence, before the exemption. */
  readonly constructionPence?: number;
  readonly fibrePresent?: boolean;
  readonly nodeCapacity?: NodeCapacity;
  /** Copper and FTTP at their best speeds. */
  readonly fullSpeed?: boolean;
  readonly access?: { readonly [name in AccessType]?: { readonly flag: AvailabilityFlag; readonly reason: string } };
}

export type NodeCapacity = 'Available' | 'Limited' | 'None';

export interface FixturePlace {
  /** Its name in the documentation: `no-capacity`. */
  readonly name: string;
  readonly postcode: string;
  readonly outcomes: readonly PlaceOutcome[];
  readonly shows: string;
  readonly source: string;
}

/** The values of `fixtures/availability.yaml`. */
export interface AvailabilityFixture {
  readonly exchanges: readonly Exchange[];
  readonly sites: readonly NetworkSite[];
  readonly ecc: {
    /** Pence of construction that BT pays for every order. */
    readonly exemptPence: number;
    /** Per category: the words BT's pricing tool would use, and whether a survey comes first. */
    readonly categories: { readonly [category: string]: { readonly tariff: string; readonly survey: boolean } };
  };
  /** Working days from order to service. Fibre by ECC category. */
  readonly leadTimes: {
    readonly fibre: { readonly [category: string]: number };
    readonly sogea: number;
    readonly fttp: number;
    readonly fod: number;
    readonly radio: number;
    readonly osa: number;
    readonly waiter: number;
  };
  /** Radial limits in metres. */
  readonly reach: {
    readonly fibre: number;
    readonly fibreExtended: number;
    readonly osa: number;
    readonly fullSpeedCopper: number;
  };
  /** Eligibility codes and their words. */
  readonly reasons: { readonly [code: string]: string };
  readonly outcomes: { readonly [name in PlaceOutcome]: PlaceOutcomeEffect };
  readonly places: readonly FixturePlace[];
}

export interface NetworkAvailability extends AvailabilityFixture {
  readonly exchangeByCode: ReadonlyMap<string, Exchange>;
  /** Exchanges that serve a postcode area. */
  readonly exchangesByArea: ReadonlyMap<string, readonly Exchange[]>;
  readonly siteByCode: ReadonlyMap<string, NetworkSite>;
  /** By canonical postcode. */
  readonly fixturePlaceByPostcode: ReadonlyMap<string, FixturePlace>;
}

export function buildAvailability(raw: unknown): NetworkAvailability {
  const data = raw as AvailabilityFixture;
  const exchangesByArea = new Map<string, Exchange[]>();
  for (const exchange of data.exchanges) {
    for (const area of exchange.areas) exchangesByArea.set(area, [...(exchangesByArea.get(area) ?? []), exchange]);
  }
  return {
    ...data,
    exchangeByCode: new Map(data.exchanges.map((exchange) => [exchange.code, exchange])),
    exchangesByArea,
    siteByCode: new Map(data.sites.map((site) => [site.code, site])),
    fixturePlaceByPostcode: new Map(data.places.map((place) => [place.postcode, place])),
  };
}

/** Distance in a straight line, in whole metres; undefined between two grids. */
export function distanceMetres(from: GridPosition, to: GridPosition): number | undefined {
  if (from.grid !== to.grid) return undefined;
  return Math.round(Math.sqrt((from.easting - to.easting) ** 2 + (from.northing - to.northing) ** 2));
}

export function findNearestExchange(position: GridPosition, exchanges: readonly Exchange[]): Exchange | undefined {
  let nearest: Exchange | undefined;
  let shortestMetres = Number.POSITIVE_INFINITY;
  for (const exchange of exchanges) {
    const metres = distanceMetres(position, exchange) ?? Number.POSITIVE_INFINITY;
    if (metres < shortestMetres) {
      shortestMetres = metres;
      nearest = exchange;
    }
  }
  return nearest;
}
