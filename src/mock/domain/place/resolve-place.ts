import { toJsonText } from '#domain/core/json';
import type { StateReader } from '#domain/core/sandbox-state';
import type { Exchange } from './availability.ts';
import { locatePlace } from './locate-place.ts';
import type { ExcessConstruction, PlaceIdentifiers, PlaceReferenceData, ResolvedPlace } from './place.ts';
import { deriveAccess, deriveExcessConstruction } from './place-access.ts';
import { listSwitches } from './serving-exchange.ts';

/**
 * Decides everything about a place. Quote, qualification, appointment and order all call {@link resolvePlace}, so they
 * cannot contradict each other. The answer comes from the fixtures or, for places that they do not have, from a hash of the
 * postcode. The sandbox and its seed change nothing, apart from its temporary addresses. Source: modelled; the vocabulary is
 * that of BT's quotes and addresses.
 */

/** undefined: nothing has that name (an unknown key, UPRN or code, or no readable name). */
export function resolvePlace(
  reader: StateReader,
  identifiers: PlaceIdentifiers,
  referenceData: PlaceReferenceData,
): ResolvedPlace | undefined {
  // Temporary addresses belong to one sandbox. Everything else is the same for all sandboxes and often needed again.
  if (identifiers.addressKey !== undefined && /^\s*[XSxs]/.test(identifiers.addressKey))
    return buildPlace(reader, identifiers, referenceData);
  const cache = placeCacheFor(referenceData);
  const key = toJsonText(identifiers);
  let place = cache.get(key);
  if (place === undefined) {
    place = buildPlace(reader, identifiers, referenceData) ?? 'unknown';
    if (cache.size >= maxCachedPlaces) cache.clear();
    cache.set(key, place);
  }
  return place === 'unknown' ? undefined : place;
}

const maxCachedPlaces = 10_000;
const placeCaches = new WeakMap<PlaceReferenceData['availability'], Map<string, ResolvedPlace | 'unknown'>>();

/** A cache of a pure function: the answer depends on the fixtures and on the names in the key alone. */
function placeCacheFor({ availability }: PlaceReferenceData): Map<string, ResolvedPlace | 'unknown'> {
  const cache = placeCaches.get(availability) ?? new Map<string, ResolvedPlace | 'unknown'>();
  if (cache.size === 0) placeCaches.set(availability, cache);
  return cache;
}

function buildPlace(
  reader: StateReader,
  identifiers: PlaceIdentifiers,
  referenceData: PlaceReferenceData,
): ResolvedPlace | undefined {
  const locatedPlace = locatePlace(reader, identifiers, referenceData);
  if (!locatedPlace) return undefined;
  const { exchange, ...location } = locatedPlace;
  const outcomes =
    (location.postcode && referenceData.availability.fixturePlaceByPostcode.get(location.postcode)?.outcomes) || [];
  const ecc = deriveExcessConstruction(location.identity, outcomes, referenceData.availability);
  return {
    ...location.identifiers,
    kind: location.kind,
    known: location.known,
    label: location.label,
    grid: location.position.grid,
    easting: location.position.easting,
    northing: location.position.northing,
    region: exchange.region,
    exchange: { code: exchange.code, name: exchange.name },
    exchangeDistance: location.exchangeDistance,
    switches: listSwitches(exchange, location.position, location.exchangeDistance, referenceData.availability),
    provider: exchange.provider,
    onNet: isOnNet(exchange, ecc),
    ecc,
    technologies: location.technologies,
    access: deriveAccess({ ...location, outcomes, ecc, exchange }, referenceData.availability),
    outcomes,
    contradictions: location.contradictions,
  };
}

/** On-net: the exchange is on-net, and fibre is already at the place. */
function isOnNet(exchange: Exchange, ecc: ExcessConstruction): boolean {
  return exchange.onNet && ecc.fibrePresent;
}
