/**
 * A quote request once its schema has been checked (specs/openapi/quote.yaml): only the members that the rules read.
 * Whatever else a client sent is ignored. Source: BT.
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
  /** E-Line: the A-end is there already. */
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

/** Members of ours, or of the answer, that a client may send and that never come back as it sent them. */
const answerOnlyMembers = ['productPrice', 'productInformation', 'informational', 'warnings', 'errors'] as const;

/** What a client sent, without what only an answer may say. Its unknown members are echoed. */
export function copyWithoutAnswerMembers<T extends object>(sent: T): Omit<T, (typeof answerOnlyMembers)[number]> {
  const copy = { ...sent } as Record<string, unknown>;
  for (const member of answerOnlyMembers) delete copy[member];
  return copy as Omit<T, (typeof answerOnlyMembers)[number]>;
}
