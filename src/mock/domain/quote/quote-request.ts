import type { Violation } from '#domain/core/violation';

/**
 * What a schema cannot say: which parts of a quote go together. All violations are found; the answer is code 32.
 * Source: one product per quote is BT's rule; where an access may be is modelled.
 */
export function findConfigurationViolations(request: QuoteRequest): readonly Violation[] {
  const violations: Violation[] = [];
  const firstType = request.quoteItem[0]?.product['@type'];
  for (const [itemIndex, { product }] of request.quoteItem.entries()) {
    const pointer = `/quoteItem/${itemIndex}/product`;
    if (product['@type'] !== firstType) violations.push(mixedProductsViolation(pointer, product['@type'], firstType));
    if (product['@type'] === 'WholesaleOptical') violations.push(...findOpticalViolations(pointer, product.place));
    else
      violations.push(
        ...findEthernetViolations(pointer, product.place, product.product, product.quoteItem !== undefined),
      );
    for (const [bEndIndex, bEndItem] of (product.quoteItem ?? []).entries()) {
      violations.push(
        ...findEthernetViolations(`${pointer}/quoteItem/${bEndIndex}`, bEndItem.place, bEndItem.product, false),
      );
    }
  }
  return violations;
}

const configurationRule = 'bt §2.1 configuration';

const mixedProductsViolation = (pointer: string, got: string, firstType: string | undefined): Violation => ({
  pointer: `${pointer}/@type`,
  got,
  expected: `${firstType}, as in the first item: products are not mixed in one quote`,
  rule: 'bt §2.1 one product per quote',
});

function findEthernetViolations(
  pointer: string,
  places: readonly QuoteRequestPlace[],
  services: readonly QuoteRequestService[],
  accessOnly: boolean,
): Violation[] {
  const accessCount = services.filter(isAccessService).length;
  if (!accessOnly && accessCount !== 1) {
    const got = services.map((service) => service['@type']).join(' and ');
    return [
      { pointer: `${pointer}/product`, got, expected: 'one Etherway and the Etherflow on it', rule: configurationRule },
    ];
  }
  return services.flatMap((service, serviceIndex) => [
    ...findPlaceViolations(`${pointer}/product/${serviceIndex}`, service, places[0]),
    ...findEquipmentViolations(`${pointer}/product/${serviceIndex}/product`, service),
  ]);
}

const premisesPlaceTypes: readonly QuotePlaceType[] = [
  'PostcodeSite',
  'NadKeySite',
  'UPRNSite',
  'AccessLineIdSite',
  'DirectoryNumberSite',
];

/** The kinds of place that an access may be at; an access that is not listed may be anywhere. */
const allowedPlaceTypes: { readonly [service: string]: readonly QuotePlaceType[] } = {
  EtherwayDataCentreService: ['DataCentreSite'],
  EtherwayExchangeConnectService: ['ExchangeConnectSite'],
  EtherwayGEAService: premisesPlaceTypes,
};

function findPlaceViolations(
  pointer: string,
  service: QuoteRequestService,
  place: QuoteRequestPlace | undefined,
): Violation[] {
  const allowedTypes = allowedPlaceTypes[service['@type']];
  if (!allowedTypes || !place || allowedTypes.includes(place['@type'])) return [];
  const expected = `an access that a ${place['@type']} can have; ${service['@type']} needs ${allowedTypes.join(' or ')}`;
  return [{ pointer: `${pointer}/@type`, got: service['@type'], expected, rule: configurationRule }];
}

function findEquipmentViolations(pointer: string, service: QuoteRequestService): Violation[] {
  const [first, second] = service.product ?? [];
  if (!first || !second || first['@type'] !== second['@type']) return [];
  return [
    {
      pointer,
      got: `two of ${first['@type']}`,
      expected: 'at most one router and one firewall',
      rule: configurationRule,
    },
  ];
}

function findOpticalViolations(pointer: string, [aEnd, bEnd]: readonly QuoteRequestPlace[]): Violation[] {
  if (!aEnd || !bEnd || formatPlaceIdentity(aEnd) !== formatPlaceIdentity(bEnd)) return [];
  return [
    {
      pointer: `${pointer}/place`,
      got: formatPlaceIdentity(aEnd),
      expected: 'two places that differ',
      rule: configurationRule,
    },
  ];
}

function formatPlaceIdentity(place: QuoteRequestPlace): string {
  const { postcode, nadKey, uprn, dataCentreCode, opticalCoreNodeCode } = place;
  const name = nadKey ?? uprn ?? dataCentreCode ?? opticalCoreNodeCode ?? postcode?.replace(/\s/g, '');
  return `${place['@type']} ${name?.toUpperCase()}`;
}

/**
 * A quote request once its schema has been checked (specs/openapi/quote.yaml): only the members that the rules read.
 * Other members are ignored. Source: BT.
 */
export type QuoteProductName =
  | 'WholesaleEthernetEline'
  | 'WholesaleEthernetElan'
  | 'WholesaleEthernetInternet'
  | 'WholesaleOptical';

export interface QuoteRequest {
  readonly externalId?: string;
  readonly expectedFulfillmentStartDate?: string;
  readonly quoteItem: readonly QuoteRequestItem[];
}

export interface QuoteRequestItem {
  readonly customerReference?: string;
  readonly product: QuoteRequestProduct;
}

export interface QuoteRequestProduct {
  readonly '@type': QuoteProductName;
  readonly place: readonly QuoteRequestPlace[];
  readonly product: readonly QuoteRequestService[];
  /** E-Line: the A-end already exists. */
  readonly existingAend?: boolean;
  /** E-Line: the B-ends. */
  readonly quoteItem?: readonly QuoteRequestBEnd[];
}

export interface QuoteRequestBEnd {
  readonly place: readonly QuoteRequestPlace[];
  readonly product: readonly QuoteRequestService[];
}

export type QuotePlaceType =
  | 'PostcodeSite'
  | 'NadKeySite'
  | 'UPRNSite'
  | 'DataCentreSite'
  | 'ExchangeConnectSite'
  | 'AccessLineIdSite'
  | 'DirectoryNumberSite'
  | 'CoordinateSite'
  | 'OpticalCoreNodeSite';

export interface QuoteRequestPlace {
  readonly '@type': QuotePlaceType;
  readonly role?: string;
  readonly postcode?: string;
  readonly nadKey?: string;
  readonly uprn?: string;
  readonly dataCentreCode?: string;
  readonly exchangeConnectCode?: string;
  readonly accessLineId?: string;
  readonly directoryNumber?: string;
  readonly easting?: number;
  readonly northing?: number;
  readonly type?: 'BritishNationalGrid' | 'IrishGrid';
  readonly opticalCoreNodeCode?: string;
}

export interface QuoteRequestService {
  readonly '@type': string;
  readonly bandwidth: string;
  readonly resilience?: string;
  readonly cos?: string;
  readonly ipAddressBlock?: string;
  readonly forceOSA?: boolean;
  readonly bundle?: string;
  /** Etherway Fibre: its equipment. */
  readonly product?: readonly QuoteRequestService[];
}

export const isAccessService = (service: QuoteRequestService): boolean => service['@type'].startsWith('Etherway');

/** Members that only an answer sets. A client may send them, but they are never echoed. */
const answerOnlyMembers = ['productPrice', 'productInformation', 'informational', 'warnings', 'errors'] as const;

/** What a client sent, without the members that only an answer sets. Unknown members are echoed. */
export function copyWithoutAnswerMembers<T extends object>(sent: T): Omit<T, (typeof answerOnlyMembers)[number]> {
  const copy = { ...sent } as Record<string, unknown>;
  for (const member of answerOnlyMembers) delete copy[member];
  return copy as Omit<T, (typeof answerOnlyMembers)[number]>;
}
