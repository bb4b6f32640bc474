import { postcodeArea } from '../address/postcode.ts';
import { keyedNumber } from '../ids.ts';
import type { EthernetSwitch } from '../place.ts';
import { type Availability, distance, type Exchange, type Spot } from './availability.ts';

/**
 * Which exchange serves a postcode that the fixtures do not hold, and where it would be; undefined for an area that is not
 * of the United Kingdom. Source: modelled.
 */
export function modelledSpot(
  postcode: string,
  availability: Availability,
): { readonly exchange: Exchange; readonly spot: Spot } | undefined {
  const inArea = availability.exchangesByArea.get(postcodeArea(postcode));
  if (!inArea) return undefined;
  const outward = postcode.slice(0, -4);
  const exchange = inArea[keyedNumber(inArea.length, 'serving exchange', outward)] as Exchange;
  const metres = 150 + keyedNumber(5_000, 'site distance', postcode);
  const bearing = keyedNumber(360, 'bearing', postcode);
  return { exchange, spot: onwards(exchange, metres, bearing) };
}

/** A spot so many metres from another. Eight directions are enough, and need no trigonometry that engines disagree on. */
export function onwards(from: Spot, metres: number, bearing: number): Spot {
  const diagonal = Math.round(metres * Math.SQRT1_2);
  const steps: readonly (readonly [number, number])[] = [
    [0, metres],
    [diagonal, diagonal],
    [metres, 0],
    [diagonal, -diagonal],
    [0, -metres],
    [-diagonal, -diagonal],
    [-metres, 0],
    [-diagonal, diagonal],
  ];
  const [east, north] = steps[Math.floor((bearing % 360) / 45)] as readonly [number, number];
  return { grid: from.grid, easting: from.easting + east, northing: from.northing + north };
}

/** The Ethernet switches that could serve a site, nearest to it first. */
export function switchesOf(
  exchange: Exchange,
  spot: Spot,
  exchangeDistance: number,
  availability: Availability,
): readonly EthernetSwitch[] {
  const switches = exchange.switchesAt.map((code) => {
    const housed = availability.exchangeByCode.get(code) ?? exchange;
    const fromExchange = distance(exchange, housed) ?? 0;
    return {
      code: `${housed.code}/S1`,
      name: `${housed.name} Ethernet switch`,
      exchangeDistance: fromExchange,
      siteDistance: distance(spot, housed) ?? fromExchange + exchangeDistance,
    };
  });
  return switches.sort((a, b) => a.siteDistance - b.siteDistance || (a.code < b.code ? -1 : 1));
}
