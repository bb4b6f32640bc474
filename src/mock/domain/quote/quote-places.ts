import { type EthernetSwitch, type Place, type PlaceName, type PlacesGround, placeAt } from '../address/premises.ts';
import type { NetworkSite } from '../product-qualification/availability.ts';
import type { Reader } from '../sandbox.ts';
import { echo, type RequestPlace } from './quote-request.ts';

/** A place of a quote: what was asked for, what is true there (undefined: nothing is known by that name), and the echo. */
export interface Site {
  readonly asked: RequestPlace;
  readonly place: Place | undefined;
  readonly answer: object;
  /** Of a data centre or node: its entry in the network. */
  readonly networkSite: NetworkSite | undefined;
}

export function siteOf(reader: Reader, asked: RequestPlace, ground: PlacesGround): Site {
  const place = placeAt(reader, placeName(asked), ground);
  const code = asked.dataCentreCode ?? asked.exchangeConnectCode ?? asked.opticalCoreNodeCode;
  const networkSite = code === undefined ? undefined : ground.availability.siteByCode.get(code.trim().toUpperCase());
  const remark = place
    ? place.contradictions.length > 0 && { warnings: text(place.contradictions.join('; ')) }
    : { errors: text(`No site is known for this ${asked['@type']}: ${spoken(asked)}.`) };
  return { asked, place, networkSite, answer: { ...echo(asked), '@baseType': 'Place', ...remark } };
}

/** The name that the type calls for; a postcode beside a key is passed on, so that a contradiction is noticed. */
export function placeName(asked: RequestPlace): PlaceName {
  switch (asked['@type']) {
    case 'PostcodeSite':
      return { postcode: asked.postcode };
    case 'NadKeySite':
      return { addressKey: asked.nadKey, postcode: asked.postcode };
    case 'UPRNSite':
      return { uprn: asked.uprn };
    case 'DataCentreSite':
      return { dataCentreCode: asked.dataCentreCode };
    case 'ExchangeConnectSite':
      return { exchangeConnectCode: asked.exchangeConnectCode };
    case 'OpticalCoreNodeSite':
      return { opticalCoreNodeCode: asked.opticalCoreNodeCode };
    case 'AccessLineIdSite':
      return { accessLineId: asked.accessLineId };
    case 'DirectoryNumberSite':
      return { directoryNumber: asked.directoryNumber };
    case 'CoordinateSite': {
      const { easting = 0, northing = 0, type = 'BritishNationalGrid' } = asked;
      return { coordinates: { easting, northing, type } };
    }
  }
}

function spoken(asked: RequestPlace): string {
  const values = Object.values(placeName(asked)).filter((value) => value !== undefined);
  return values.map((value) => (typeof value === 'object' ? `${value.easting}, ${value.northing}` : value)).join(', ');
}

/** BT's remarks hold at most 1,000 characters. */
export function text(remark: string): string {
  return remark.length > 1000 ? `${remark.slice(0, 997)}...` : remark;
}

/** What a quote says of a site beside its prices. Words and figures are strings, as BT has them. */
export function accessInformation(place: Place): object {
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
    ethernetSwitch: place.switches.map(switchInformation),
  };
}

const switchInformation = ({ code, name, exchangeDistance, siteDistance }: EthernetSwitch) => ({
  code,
  name,
  exchangeDistance: distanceInformation(exchangeDistance),
  siteDistance: distanceInformation(siteDistance),
});

/** Metres up to a kilometre, kilometres from there on. */
export function distanceInformation(metres: number): { readonly unit: 'Metre' | 'Kilometre'; readonly value: number } {
  return metres < 1000 ? { unit: 'Metre', value: metres } : { unit: 'Kilometre', value: Math.round(metres / 10) / 100 };
}
