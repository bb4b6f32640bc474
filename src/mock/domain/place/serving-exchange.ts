import { derivedNumber } from '#domain/core/ids';
import { distanceMetres, type Exchange, type GridPosition, type NetworkAvailability } from './availability.ts';
import type { EthernetSwitch } from './place.ts';
import { postcodeArea } from './postcode.ts';

/**
 * The exchange that serves a postcode outside the fixtures, and the position of the postcode; undefined for an area outside
 * the United Kingdom. Source: modelled.
 */
export function modelLocation(
  postcode: string,
  availability: NetworkAvailability,
): { readonly exchange: Exchange; readonly position: GridPosition } | undefined {
  const exchangesInArea = availability.exchangesByArea.get(postcodeArea(postcode));
  if (!exchangesInArea) return undefined;
  const outwardCode = postcode.slice(0, -4);
  const exchange = exchangesInArea[derivedNumber(exchangesInArea.length, 'serving exchange', outwardCode)] as Exchange;
  const metres = 150 + derivedNumber(5_000, 'site distance', postcode);
  const bearing = derivedNumber(360, 'bearing', postcode);
  return { exchange, position: offsetPosition(exchange, metres, bearing) };
}

/** The position that is so many metres away. Eight directions are enough, and avoid trigonometry, which differs between engines. */
export function offsetPosition(from: GridPosition, metres: number, bearing: number): GridPosition {
  const diagonal = Math.round(metres * Math.SQRT1_2);
  const offsets: readonly (readonly [number, number])[] = [
    [0, metres],
    [diagonal, diagonal],
    [metres, 0],
    [diagonal, -diagonal],
    [0, -metres],
    [-diagonal, -diagonal],
    [-metres, 0],
    [-diagonal, diagonal],
  ];
  const [east, north] = offsets[Math.floor((bearing % 360) / 45)] as readonly [number, number];
  return { grid: from.grid, easting: from.easting + east, northing: from.northing + north };
}

/** The Ethernet switches that could serve a site, nearest to it first. */
export function listSwitches(
  exchange: Exchange,
  position: GridPosition,
  exchangeDistance: number,
  availability: NetworkAvailability,
): readonly EthernetSwitch[] {
  const switches = exchange.switchesAt.map((code) => {
    const switchExchange = availability.exchangeByCode.get(code) ?? exchange;
    const fromExchange = distanceMetres(exchange, switchExchange) ?? 0;
    return {
      code: `${switchExchange.code}/S1`,
      name: `${switchExchange.name} Ethernet switch`,
      exchangeDistance: fromExchange,
      siteDistance: distanceMetres(position, switchExchange) ?? fromExchange + exchangeDistance,
    };
  });
  return switches.sort((a, b) => a.siteDistance - b.siteDistance || (a.code < b.code ? -1 : 1));
}
