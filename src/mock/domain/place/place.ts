import type { CalendarDivision } from '#domain/calendar/working-calendar';
import type { AddressBook, Premises, PremisesTechnology, Qualifier } from './address-book.ts';
import type {
  AccessProvider,
  AccessType,
  AvailabilityFlag,
  Grid,
  NetworkAvailability,
  NodeCapacity,
  PlaceOutcome,
} from './availability.ts';

/** How a client names a place, and what is known about it. */

export interface PlaceReferenceData {
  readonly addressBook: AddressBook;
  readonly availability: NetworkAvailability;
}

/**
 * The names of a place in a request. Pass all of them: the most precise decides (in the order below), and the others are
 * compared with it (`contradictions`).
 */
export interface PlaceIdentifiers {
  /** `A`, `R`, `X`, `S` or `Z` + 11 digits; a "/TH" at its end is the district code. BT's NAD key is this, too. */
  readonly addressKey?: string | undefined;
  readonly districtCode?: string | undefined;
  readonly uprn?: string | undefined;
  readonly dataCentreCode?: string | undefined;
  readonly exchangeConnectCode?: string | undefined;
  readonly opticalCoreNodeCode?: string | undefined;
  readonly accessLineId?: string | undefined;
  readonly directoryNumber?: string | undefined;
  readonly coordinates?: { readonly easting: number; readonly northing: number; readonly type: Grid } | undefined;
  /** Any case, with or without its space. */
  readonly postcode?: string | undefined;
}

export type PlaceKind = 'premises' | 'temporary' | 'site' | 'coordinates' | 'postcode';

export interface EthernetSwitch {
  readonly code: string;
  readonly name: string;
  /** Metres in a straight line from the serving exchange to the switch. */
  readonly exchangeDistance: number;
  /** Metres from the site to the switch. */
  readonly siteDistance: number;
}

/** Excess construction. Money in whole pence. */
export interface ExcessConstruction {
  /** `1`, `1.1`, `1.2`, `2`, `3`, `4`. */
  readonly category: string;
  readonly tariff: string;
  /** A site survey comes before the price is firm. */
  readonly survey: boolean;
  readonly constructionPence: number;
  readonly exemptPence: number;
  /** What the customer pays beyond the exemption; 0: nothing. */
  readonly extraPence: number;
  readonly fibrePresent: boolean;
  readonly nodeCapacity: NodeCapacity;
}

export interface AccessAvailability {
  /** Y available, P planned, W waiter, N not available. */
  readonly flag: AvailabilityFlag;
  /** Set when the flag is not Y: a code of `fixtures/availability.yaml` `reasons`, and its words. */
  readonly reason?: { readonly code: string; readonly label: string };
  /** Best speed in Mbit/s: towards the customer, and from them. */
  readonly maxDown: number;
  readonly maxUp: number;
  /** From order to service, when nothing goes wrong. */
  readonly leadTimeWorkingDays: number;
}

export interface ResolvedPlace {
  readonly kind: PlaceKind;
  /**
   * The fixtures or this sandbox's temporary addresses have it. false: they do not have this postcode or these coordinates,
   * and everything below is modelled from them.
   */
  readonly known: boolean;
  /** The key to order by: Openreach's where there is one, else RoBT's or the temporary one. */
  readonly addressKey?: string;
  readonly robtKey?: string;
  readonly qualifier?: Qualifier;
  /** Gold only. */
  readonly districtCode?: string;
  readonly uprn?: string;
  /** Canonical. Missing for coordinates only. */
  readonly postcode?: string;
  /** One line for people. */
  readonly label: string;
  readonly premises?: Premises;
  readonly grid: Grid;
  readonly easting: number;
  readonly northing: number;
  /** Whose bank holidays count. */
  readonly region: CalendarDivision;
  readonly exchange: { readonly code: string; readonly name: string };
  /** Metres from the site to its serving exchange. */
  readonly exchangeDistance: number;
  /** At least one, nearest to the site first. */
  readonly switches: readonly EthernetSwitch[];
  readonly provider: AccessProvider;
  readonly onNet: boolean;
  readonly ecc: ExcessConstruction;
  /** The technologies that reach it. */
  readonly technologies: readonly PremisesTechnology[];
  readonly access: { readonly [name in AccessType]: AccessAvailability };
  /** Of a named place; empty for any other. */
  readonly outcomes: readonly PlaceOutcome[];
  /** Names from the client that belong to another place, as sentences: `postcode LS1 4AP is not that of A00012345678`. */
  readonly contradictions: readonly string[];
}
