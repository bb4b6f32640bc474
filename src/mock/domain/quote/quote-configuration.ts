import type { Fault } from '../problem.ts';
import {
  isAccess,
  type PlaceType,
  type QuoteRequest,
  type RequestPlace,
  type RequestService,
} from './quote-request.ts';

/**
 * What a schema cannot say: which parts of a quote go together. Every fault is found; the answer is code 32.
 * Source: one product per quote is BT's, what an access may stand at is modelled.
 */
export function configurationFaults(request: QuoteRequest): readonly Fault[] {
  const faults: Fault[] = [];
  const first = request.quoteItem[0]?.product['@type'];
  for (const [index, { product }] of request.quoteItem.entries()) {
    const pointer = `/quoteItem/${index}/product`;
    if (product['@type'] !== first) faults.push(mixed(pointer, product['@type'], first));
    if (product['@type'] === 'WholesaleOptical') faults.push(...opticalFaults(pointer, product.place));
    else faults.push(...ethernetFaults(pointer, product.place, product.product, product.quoteItem !== undefined));
    for (const [at, bend] of (product.quoteItem ?? []).entries()) {
      faults.push(...ethernetFaults(`${pointer}/quoteItem/${at}`, bend.place, bend.product, false));
    }
  }
  return faults;
}

const rule = 'bt §2.1 configuration';

const mixed = (pointer: string, got: string, first: string | undefined): Fault => ({
  pointer: `${pointer}/@type`,
  got,
  expected: `${first}, as in the first item: products are not mixed in one quote`,
  rule: 'bt §2.1 one product per quote',
});

function ethernetFaults(
  pointer: string,
  places: readonly RequestPlace[],
  services: readonly RequestService[],
  accessOnly: boolean,
): Fault[] {
  const accesses = services.filter(isAccess).length;
  if (!accessOnly && accesses !== 1) {
    const got = services.map((service) => service['@type']).join(' and ');
    return [{ pointer: `${pointer}/product`, got, expected: 'one Etherway and the Etherflow on it', rule }];
  }
  return services.flatMap((service, index) => [
    ...placeFaults(`${pointer}/product/${index}`, service, places[0]),
    ...cpeFaults(`${pointer}/product/${index}/product`, service),
  ]);
}

const premises: readonly PlaceType[] = [
  'PostcodeSite',
  'NadKeySite',
  'UPRNSite',
  'AccessLineIdSite',
  'DirectoryNumberSite',
];

/** Where an access may stand; an access that is not named here may stand anywhere. */
const standsAt: { readonly [service: string]: readonly PlaceType[] } = {
  EtherwayDataCentreService: ['DataCentreSite'],
  EtherwayExchangeConnectService: ['ExchangeConnectSite'],
  EtherwayGEAService: premises,
};

function placeFaults(pointer: string, service: RequestService, place: RequestPlace | undefined): Fault[] {
  const allowed = standsAt[service['@type']];
  if (!allowed || !place || allowed.includes(place['@type'])) return [];
  const expected = `an access that a ${place['@type']} can have; ${service['@type']} needs ${allowed.join(' or ')}`;
  return [{ pointer: `${pointer}/@type`, got: service['@type'], expected, rule }];
}

function cpeFaults(pointer: string, service: RequestService): Fault[] {
  const [one, other] = service.product ?? [];
  if (!one || !other || one['@type'] !== other['@type']) return [];
  return [{ pointer, got: `two of ${one['@type']}`, expected: 'at most one router and one firewall', rule }];
}

function opticalFaults(pointer: string, [aEnd, bEnd]: readonly RequestPlace[]): Fault[] {
  if (!aEnd || !bEnd || nameOf(aEnd) !== nameOf(bEnd)) return [];
  return [{ pointer: `${pointer}/place`, got: nameOf(aEnd), expected: 'two places that differ', rule }];
}

function nameOf(place: RequestPlace): string {
  const { postcode, nadKey, uprn, dataCentreCode, opticalCoreNodeCode } = place;
  const name = nadKey ?? uprn ?? dataCentreCode ?? opticalCoreNodeCode ?? postcode?.replace(/\s/g, '');
  return `${place['@type']} ${name?.toUpperCase()}`;
}
