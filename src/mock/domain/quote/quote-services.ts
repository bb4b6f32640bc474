import { type AccessType, distanceMetres } from '#domain/place/availability';
import type { AccessAvailability, PlaceReferenceData, ResolvedPlace } from '#domain/place/place';
import { type PriceBook, parseGeaBandwidth, parseQuoteMegabits } from './price-book.ts';
import { type QuoteSite, renderAccessInformation, renderDistance, truncateRemark } from './quote-places.ts';
import { calculatePrices, type PriceInput, zeroPrices } from './quote-price.ts';
import { copyWithoutAnswerMembers, type QuoteRequestService } from './quote-request.ts';

/** What quoting reads: places with what is available there, and the price book. */
export interface QuoteReferenceData extends PlaceReferenceData {
  readonly priceBook: PriceBook;
}

/** A service as a quote answers it, with its price or the reason why it has none. */
export interface QuotedService {
  readonly renderedService: object;
  readonly isPriced: boolean;
}

interface ServiceRemarks {
  readonly informational?: string | undefined;
  readonly warnings?: string | undefined;
  /** Set: there is no price. */
  readonly errors?: string | undefined;
}

/** An Etherway at a site. `existing`: it already exists and costs nothing more. */
export function priceAccess(
  service: QuoteRequestService,
  site: QuoteSite,
  referenceData: QuoteReferenceData,
  isExisting = false,
): QuotedService {
  const { place } = site;
  if (!place) return renderUnpricedService(service, `${service['@type']} cannot be priced: its site is not known.`);
  const information = { productInformation: renderProductInformation(service, place) };
  const remarks = isExisting
    ? { informational: 'This access is there already and is not charged.' }
    : remarkOnAccess(service, place);
  const prices = isExisting
    ? zeroPrices(referenceData.priceBook)
    : calculatePrices(accessPriceInput(service, place), referenceData.priceBook);
  const equipment = service.product && {
    product: service.product.map(
      (cpe) =>
        renderService(
          cpe,
          remarks.errors ? { errors: remarks.errors } : {},
          prices && calculatePrices(equipmentPriceInput(cpe), referenceData.priceBook),
        ).renderedService,
    ),
  };
  return renderService(service, remarks, prices, { ...equipment, ...information });
}

/** The flow on an access. `ends`, for a point to point flow: metres between the exchanges of its two ends. */
export function priceFlow(
  flow: QuoteRequestService,
  access: QuoteRequestService,
  sites: readonly QuoteSite[],
  referenceData: QuoteReferenceData,
): QuotedService {
  if (sites.some(({ place }) => !place))
    return renderUnpricedService(flow, `${flow['@type']} cannot be priced: a site is not known.`);
  const tooFastReason = explainFlowTooFast(flow, access);
  if (tooFastReason) return renderUnpricedService(flow, tooFastReason);
  const priceInput: PriceInput = {
    service: flow['@type'],
    bandwidth: flow.bandwidth,
    cos: flow.cos,
    ipAddressBlock: flow.ipAddressBlock,
    endsDistanceMetres: distanceBetweenExchanges(sites, referenceData),
  };
  return renderService(flow, {}, calculatePrices(priceInput, referenceData.priceBook));
}

export function priceOptical(
  service: QuoteRequestService,
  sites: readonly QuoteSite[],
  referenceData: QuoteReferenceData,
): QuotedService {
  const places = sites.map(({ place }) => place).filter((place) => place !== undefined);
  const [aEnd, bEnd] = places;
  if (!aEnd || !bEnd) return renderUnpricedService(service, 'The wavelength cannot be priced: a site is not known.');
  const distanceBetweenEnds = distanceMetres(aEnd, bEnd) ?? referenceData.priceBook.acrossGrids;
  const unavailableReason = places
    .map((place) => explainOpticalUnavailable(place))
    .find((reason) => reason !== undefined);
  const priceInput: PriceInput = {
    service: service['@type'],
    bandwidth: service.bandwidth,
    resilience: service.resilience,
    forceOSA: service.forceOSA,
    endsDistanceMetres: distanceBetweenEnds,
  };
  const productInformation = {
    serviceType: service.forceOSA ? 'Optical Spectrum Access' : 'Wholesale Optical',
    mainLinkDistance: renderDistance(distanceBetweenEnds),
    aEnd: renderOpticalEnd(sites[0] as QuoteSite, referenceData),
    bEnd: renderOpticalEnd(sites[1] as QuoteSite, referenceData),
  };
  return renderService(service, { errors: unavailableReason }, calculatePrices(priceInput, referenceData.priceBook), {
    productInformation,
  });
}

function renderUnpricedService(service: QuoteRequestService, errors: string): QuotedService {
  return renderService(service, { errors }, undefined);
}

function renderService(
  service: QuoteRequestService,
  remarks: ServiceRemarks,
  prices: readonly object[] | undefined,
  extraMembers: object | undefined = {},
): QuotedService {
  const isPriced = remarks.errors === undefined && prices !== undefined;
  const givenRemarks = Object.entries(remarks).filter(([, remark]) => remark !== undefined);
  return {
    isPriced,
    renderedService: {
      ...copyWithoutAnswerMembers(service),
      '@baseType': 'Product',
      ...(isPriced ? { productPrice: prices } : {}),
      ...extraMembers,
      ...Object.fromEntries(givenRemarks.map(([name, remark]) => [name, truncateRemark(remark as string)])),
    },
  };
}

const accessTypeByService: { readonly [service: string]: AccessType } = {
  EtherwayFibreService: 'fibre',
  EtherwayRadioService: 'radio',
  EtherwayOSAService: 'osa',
};
const accessTypeByGeaTechnology: { readonly [technology: string]: AccessType } = {
  SOGEA: 'sogea',
  FTTP: 'fttp',
  FoD: 'fod',
};

function remarkOnAccess(service: QuoteRequestService, place: ResolvedPlace): ServiceRemarks {
  const accessType =
    accessTypeByService[service['@type']] ??
    (isGeaService(service) ? accessTypeByGeaTechnology[parseGeaBandwidth(service.bandwidth).technology] : undefined);
  // BT is already in the building, so nothing has to be built.
  if (!accessType) return {};
  const accessAvailability = place.access[accessType];
  const errors = explainUnavailable(service, accessAvailability);
  if (errors) return { errors };
  return {
    informational: remarkOnExcessConstruction(accessType, place),
    warnings: warnAboutAccess(accessType, place, accessAvailability),
  };
}

function explainUnavailable(service: QuoteRequestService, accessAvailability: AccessAvailability): string | undefined {
  const serviceText = `${service['@type']} ${service.bandwidth}`;
  if (accessAvailability.flag === 'N')
    return `${serviceText} cannot be priced here: ${accessAvailability.reason?.label ?? 'it is not available'}.`;
  const [down, up] = serviceSpeeds(service);
  if (down <= accessAvailability.maxDown && up <= accessAvailability.maxUp) return undefined;
  return `${serviceText} cannot be priced here: the most this site can have is ${accessAvailability.maxDown}:${accessAvailability.maxUp} Mbit/s.`;
}

function warnAboutAccess(
  accessType: AccessType,
  place: ResolvedPlace,
  accessAvailability: AccessAvailability,
): string | undefined {
  const warnings: string[] = [];
  if (accessAvailability.flag !== 'Y')
    warnings.push(`Not available yet: ${accessAvailability.reason?.label ?? 'the network is not there'}.`);
  if (accessType === 'fibre' && place.ecc.survey)
    warnings.push('A survey is needed before construction charges are firm.');
  return warnings.length > 0 ? warnings.join(' ') : undefined;
}

function remarkOnExcessConstruction(accessType: AccessType, { ecc }: ResolvedPlace): string | undefined {
  if (accessType !== 'fibre' || ecc.extraPence === 0) return undefined;
  return `Excess construction charges of about GBP ${(ecc.extraPence / 100).toFixed(2)} are likely.`;
}

const isGeaService = (service: QuoteRequestService): boolean => service['@type'] === 'EtherwayGEAService';

/** Mbit/s towards the customer and from them. */
function serviceSpeeds(service: QuoteRequestService): readonly [down: number, up: number] {
  if (!isGeaService(service)) return [parseQuoteMegabits(service.bandwidth), parseQuoteMegabits(service.bandwidth)];
  const { down, up } = parseGeaBandwidth(service.bandwidth);
  return [Number(down), Number(up)];
}

function explainFlowTooFast(flow: QuoteRequestService, access: QuoteRequestService): string | undefined {
  const [down] = serviceSpeeds(access);
  if (parseQuoteMegabits(flow.bandwidth) <= down) return undefined;
  return `${flow['@type']} ${flow.bandwidth} cannot be priced: it is faster than its access, ${access.bandwidth}.`;
}

function renderProductInformation(service: QuoteRequestService, place: ResolvedPlace): object {
  const information = renderAccessInformation(place);
  if (!isGeaService(service)) return information;
  const { down, up } = parseGeaBandwidth(service.bandwidth);
  return { ...information, geaBandwidth: { down, up } };
}

function accessPriceInput(service: QuoteRequestService, place: ResolvedPlace): PriceInput {
  return {
    service: service['@type'],
    bandwidth: service.bandwidth,
    resilience: service.resilience,
    exchange: place.exchange.code,
    switchDistanceMetres: place.switches[0]?.exchangeDistance,
    siteDistanceMetres: place.exchangeDistance,
  };
}

const equipmentPriceInput = (cpe: QuoteRequestService): PriceInput => ({
  service: cpe['@type'],
  bandwidth: cpe.bandwidth,
  bundle: cpe.bundle,
});

function distanceBetweenExchanges(sites: readonly QuoteSite[], referenceData: QuoteReferenceData): number | undefined {
  const [firstExchange, secondExchange] = sites.map(
    ({ place }) => place && referenceData.availability.exchangeByCode.get(place.exchange.code),
  );
  return firstExchange && secondExchange
    ? (distanceMetres(firstExchange, secondExchange) ?? referenceData.priceBook.acrossGrids)
    : undefined;
}

function explainOpticalUnavailable(place: ResolvedPlace): string | undefined {
  const { osa } = place.access;
  if (place.kind === 'site' || osa.flag !== 'N') return undefined;
  return `The wavelength cannot be priced: ${osa.reason?.label ?? 'it is not available'} at ${place.label}.`;
}

function renderOpticalEnd(
  { place, networkSite, requestedPlace }: QuoteSite,
  referenceData: QuoteReferenceData,
): object {
  if (!place) return {};
  const coreNode =
    requestedPlace['@type'] === 'OpticalCoreNodeSite'
      ? networkSite
      : referenceData.availability.sites.find(
          (site) => site.exchange === place.exchange.code && site.categories.includes('Wholesale Optical Node'),
        );
  const summarizeSite = (site: typeof networkSite) =>
    site && { code: site.code, name: site.name, postcode: site.postcode };
  return {
    servingExchange: { code: place.exchange.code, name: place.exchange.name },
    ...(coreNode ? { coreNode: summarizeSite(coreNode) } : {}),
    ...(requestedPlace['@type'] === 'DataCentreSite' && networkSite ? { dataCentre: summarizeSite(networkSite) } : {}),
    mainLinkDistance: renderDistance(place.exchangeDistance),
  };
}
