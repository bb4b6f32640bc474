import type { StateReader } from '#domain/core/sandbox-state';
import type { NetworkSite } from '#domain/place/availability';
import type { EthernetSwitch, PlaceIdentifiers, PlaceReferenceData, ResolvedPlace } from '#domain/place/place';
import { resolvePlace } from '#domain/place/resolve-place';
import { copyWithoutAnswerMembers, type QuoteRequestPlace } from './quote-request.ts';

/** A place of a quote: the request, what is known about the place (undefined: nothing has that name), and the echo. */
export interface QuoteSite {
  readonly requestedPlace: QuoteRequestPlace;
  readonly place: ResolvedPlace | undefined;
  readonly renderedPlace: object;
  /** Of a data centre or node: its entry in the network. */
  readonly networkSite: NetworkSite | undefined;
}

export function resolveQuoteSite(
  reader: StateReader,
  requestedPlace: QuoteRequestPlace,
  referenceData: PlaceReferenceData,
): QuoteSite {
  const place = resolvePlace(reader, toPlaceIdentifiers(requestedPlace), referenceData);
  const code =
    requestedPlace.dataCentreCode ?? requestedPlace.exchangeConnectCode ?? requestedPlace.opticalCoreNodeCode;
  const networkSite =
    code === undefined ? undefined : referenceData.availability.siteByCode.get(code.trim().toUpperCase());
  const remark = place
    ? place.contradictions.length > 0 && { warnings: truncateRemark(place.contradictions.join('; ')) }
    : {
        errors: truncateRemark(
          `No site is known for this ${requestedPlace['@type']}: ${formatPlaceIdentifiers(requestedPlace)}.`,
        ),
      };
  return {
    requestedPlace,
    place,
    networkSite,
    renderedPlace: { ...copyWithoutAnswerMembers(requestedPlace), '@baseType': 'Place', ...remark },
  };
}

/** The name that the type requires. A postcode beside a key is passed on, so that a contradiction is found. */
export function toPlaceIdentifiers(requestedPlace: QuoteRequestPlace): PlaceIdentifiers {
  switch (requestedPlace['@type']) {
    case 'PostcodeSite':
      return { postcode: requestedPlace.postcode };
    case 'NadKeySite':
      return { addressKey: requestedPlace.nadKey, postcode: requestedPlace.postcode };
    case 'UPRNSite':
      return { uprn: requestedPlace.uprn };
    case 'DataCentreSite':
      return { dataCentreCode: requestedPlace.dataCentreCode };
    case 'ExchangeConnectSite':
      return { exchangeConnectCode: requestedPlace.exchangeConnectCode };
    case 'OpticalCoreNodeSite':
      return { opticalCoreNodeCode: requestedPlace.opticalCoreNodeCode };
    case 'AccessLineIdSite':
      return { accessLineId: requestedPlace.accessLineId };
    case 'DirectoryNumberSite':
      return { directoryNumber: requestedPlace.directoryNumber };
    case 'CoordinateSite': {
      const { easting = 0, northing = 0, type = 'BritishNationalGrid' } = requestedPlace;
      return { coordinates: { easting, northing, type } };
    }
  }
}

function formatPlaceIdentifiers(requestedPlace: QuoteRequestPlace): string {
  const values = Object.values(toPlaceIdentifiers(requestedPlace)).filter((value) => value !== undefined);
  return values.map((value) => (typeof value === 'object' ? `${value.easting}, ${value.northing}` : value)).join(', ');
}

/** BT's remarks hold at most 1,000 characters. */
export function truncateRemark(remark: string): string {
  return remark.length > 1000 ? `${remark.slice(0, 997)}...` : remark;
}

/** What a quote says about a site beside its prices. Texts and figures are strings, as at BT. */
export function renderAccessInformation(place: ResolvedPlace): object {
  const { ecc } = place;
  return {
    accessProvider: place.provider,
    openreachOnNet: place.onNet ? 'Yes' : 'No',
    indicativeECCs: {
      circuitDeliveryCategory: ecc.category,
      tariff: ecc.tariff,
      indicativeExtraECCs: (ecc.extraPence / 100).toFixed(2),
      fibrePresent: ecc.fibrePresent ? 'Yes' : 'No',
      tNodeCapacity: ecc.nodeCapacity,
    },
    servingExchange: { code: place.exchange.code, name: place.exchange.name },
    ethernetSwitch: place.switches.map(renderSwitch),
  };
}

const renderSwitch = ({ code, name, exchangeDistance, siteDistance }: EthernetSwitch) => ({
  code,
  name,
  exchangeDistance: renderDistance(exchangeDistance),
  siteDistance: renderDistance(siteDistance),
});

/** In metres up to a kilometre, in kilometres beyond. */
export function renderDistance(metres: number): { readonly unit: 'Metre' | 'Kilometre'; readonly value: number } {
  return metres < 1000 ? { unit: 'Metre', value: metres } : { unit: 'Kilometre', value: Math.round(metres / 10) / 100 };
}
