import type { AccessAvailability, Place, PlacesGround } from '../address/premises.ts';
import { type AccessName, distance } from '../product-qualification/availability.ts';
import { geaSpeeds, megabits, type PriceBook } from './price-book.ts';
import { accessInformation, distanceInformation, type Site, text } from './quote-places.ts';
import { noPrices, type PriceQuestion, productPrices } from './quote-price.ts';
import { echo, type RequestService } from './quote-request.ts';

/** Each service of a quote with its price, or with the reason why it has none. A quote is made either way. */
export interface QuoteGround extends PlacesGround {
  readonly priceBook: PriceBook;
}

/** A service as it is answered, and whether it could be priced. */
export interface Priced {
  readonly answer: object;
  readonly priced: boolean;
}

interface Remarks {
  readonly informational?: string | undefined;
  readonly warnings?: string | undefined;
  /** Set: there is no price. */
  readonly errors?: string | undefined;
}

/** An Etherway at a site. `existing`: it is there already and costs nothing more. */
export function pricedAccess(service: RequestService, site: Site, ground: QuoteGround, existing = false): Priced {
  const { place } = site;
  if (!place) return unpriced(service, `${service['@type']} cannot be priced: its site is not known.`);
  const information = { productInformation: informationOf(service, place) };
  const remarks = existing
    ? { informational: 'This access is there already and is not charged.' }
    : accessRemarks(service, place);
  const prices = existing
    ? noPrices(ground.priceBook)
    : productPrices(accessQuestion(service, place), ground.priceBook);
  const equipment = service.product && {
    product: service.product.map(
      (cpe) =>
        answered(
          cpe,
          remarks.errors ? { errors: remarks.errors } : {},
          prices && productPrices(cpeQuestion(cpe), ground.priceBook),
        ).answer,
    ),
  };
  return answered(service, remarks, prices, { ...equipment, ...information });
}

/** The flow on an access. `ends`: metres between the exchanges of its two ends, for a point to point flow. */
export function pricedFlow(
  flow: RequestService,
  access: RequestService,
  sites: readonly Site[],
  ground: QuoteGround,
): Priced {
  if (sites.some(({ place }) => !place))
    return unpriced(flow, `${flow['@type']} cannot be priced: a site is not known.`);
  const tooFast = fasterThan(flow, access);
  if (tooFast) return unpriced(flow, tooFast);
  const question: PriceQuestion = {
    service: flow['@type'],
    bandwidth: flow.bandwidth,
    cos: flow.cos,
    ipAddressBlock: flow.ipAddressBlock,
    endsDistance: exchangesApart(sites, ground),
  };
  return answered(flow, {}, productPrices(question, ground.priceBook));
}

export function pricedOptical(service: RequestService, sites: readonly Site[], ground: QuoteGround): Priced {
  const places = sites.map(({ place }) => place).filter((place) => place !== undefined);
  const [aEnd, bEnd] = places;
  if (!aEnd || !bEnd) return unpriced(service, 'The wavelength cannot be priced: a site is not known.');
  const metres = distance(aEnd, bEnd) ?? ground.priceBook.acrossGrids;
  const refusal = places.map((place) => opticalRefusal(place)).find((reason) => reason !== undefined);
  const question: PriceQuestion = {
    service: service['@type'],
    bandwidth: service.bandwidth,
    resilience: service.resilience,
    forceOSA: service.forceOSA,
    endsDistance: metres,
  };
  const productInformation = {
    serviceType: service.forceOSA ? 'Optical Spectrum Access' : 'Wholesale Optical',
    mainLinkDistance: distanceInformation(metres),
    aEnd: opticalEnd(sites[0] as Site, ground),
    bEnd: opticalEnd(sites[1] as Site, ground),
  };
  return answered(service, { errors: refusal }, productPrices(question, ground.priceBook), { productInformation });
}

function unpriced(service: RequestService, errors: string): Priced {
  return answered(service, { errors }, undefined);
}

function answered(
  service: RequestService,
  remarks: Remarks,
  prices: readonly object[] | undefined,
  more: object | undefined = {},
): Priced {
  const priced = remarks.errors === undefined && prices !== undefined;
  const said = Object.entries(remarks).filter(([, remark]) => remark !== undefined);
  return {
    priced,
    answer: {
      ...echo(service),
      '@baseType': 'Product',
      ...(priced ? { productPrice: prices } : {}),
      ...more,
      ...Object.fromEntries(said.map(([name, remark]) => [name, text(remark as string)])),
    },
  };
}

const accessNames: { readonly [service: string]: AccessName } = {
  EtherwayFibreService: 'fibre',
  EtherwayRadioService: 'radio',
  EtherwayOSAService: 'osa',
};
const geaNames: { readonly [technology: string]: AccessName } = { SOGEA: 'sogea', FTTP: 'fttp', FoD: 'fod' };

function accessRemarks(service: RequestService, place: Place): Remarks {
  const name =
    accessNames[service['@type']] ?? (isGea(service) ? geaNames[geaSpeeds(service.bandwidth).technology] : undefined);
  // A tail inside a building that BT is in already: nothing has to be built.
  if (!name) return {};
  const there = place.access[name];
  const errors = unavailable(service, there);
  if (errors) return { errors };
  return { informational: eccRemark(name, place), warnings: warningsOf(name, place, there) };
}

function unavailable(service: RequestService, there: AccessAvailability): string | undefined {
  const what = `${service['@type']} ${service.bandwidth}`;
  if (there.flag === 'N') return `${what} cannot be priced here: ${there.reason?.label ?? 'it is not available'}.`;
  const [down, up] = speedsOf(service);
  if (down <= there.maxDown && up <= there.maxUp) return undefined;
  return `${what} cannot be priced here: the most this site can have is ${there.maxDown}:${there.maxUp} Mbit/s.`;
}

function warningsOf(name: AccessName, place: Place, there: AccessAvailability): string | undefined {
  const said: string[] = [];
  if (there.flag !== 'Y') said.push(`Not available yet: ${there.reason?.label ?? 'the network is not there'}.`);
  if (name === 'fibre' && place.ecc.survey) said.push('A survey is needed before construction charges are firm.');
  return said.length > 0 ? said.join(' ') : undefined;
}

function eccRemark(name: AccessName, { ecc }: Place): string | undefined {
  if (name !== 'fibre' || ecc.extraPence === 0) return undefined;
  return `Excess construction charges of about GBP ${(ecc.extraPence / 100).toFixed(2)} are likely.`;
}

const isGea = (service: RequestService): boolean => service['@type'] === 'EtherwayGEAService';

/** Mbit/s towards the customer and from them. */
function speedsOf(service: RequestService): readonly [down: number, up: number] {
  if (!isGea(service)) return [megabits(service.bandwidth), megabits(service.bandwidth)];
  const { down, up } = geaSpeeds(service.bandwidth);
  return [Number(down), Number(up)];
}

function fasterThan(flow: RequestService, access: RequestService): string | undefined {
  const [down] = speedsOf(access);
  if (megabits(flow.bandwidth) <= down) return undefined;
  return `${flow['@type']} ${flow.bandwidth} cannot be priced: it is faster than its access, ${access.bandwidth}.`;
}

function informationOf(service: RequestService, place: Place): object {
  const information = accessInformation(place);
  if (!isGea(service)) return information;
  const { down, up } = geaSpeeds(service.bandwidth);
  return { ...information, geaBandwidth: { down, up } };
}

function accessQuestion(service: RequestService, place: Place): PriceQuestion {
  return {
    service: service['@type'],
    bandwidth: service.bandwidth,
    resilience: service.resilience,
    exchange: place.exchange.code,
    switchDistance: place.switches[0]?.exchangeDistance,
    siteDistance: place.exchangeDistance,
  };
}

const cpeQuestion = (cpe: RequestService): PriceQuestion => ({
  service: cpe['@type'],
  bandwidth: cpe.bandwidth,
  bundle: cpe.bundle,
});

function exchangesApart(sites: readonly Site[], ground: QuoteGround): number | undefined {
  const [one, other] = sites.map(({ place }) => place && ground.availability.exchangeByCode.get(place.exchange.code));
  return one && other ? (distance(one, other) ?? ground.priceBook.acrossGrids) : undefined;
}

function opticalRefusal(place: Place): string | undefined {
  const { osa } = place.access;
  if (place.kind === 'site' || osa.flag !== 'N') return undefined;
  return `The wavelength cannot be priced: ${osa.reason?.label ?? 'it is not available'} at ${place.label}.`;
}

function opticalEnd({ place, networkSite, asked }: Site, ground: QuoteGround): object {
  if (!place) return {};
  const node =
    asked['@type'] === 'OpticalCoreNodeSite'
      ? networkSite
      : ground.availability.sites.find(
          (site) => site.exchange === place.exchange.code && site.categories.includes('Wholesale Optical Node'),
        );
  const named = (site: typeof networkSite) => site && { code: site.code, name: site.name, postcode: site.postcode };
  return {
    servingExchange: { code: place.exchange.code, name: place.exchange.name },
    ...(node ? { coreNode: named(node) } : {}),
    ...(asked['@type'] === 'DataCentreSite' && networkSite ? { dataCentre: named(networkSite) } : {}),
    mainLinkDistance: distanceInformation(place.exchangeDistance),
  };
}
