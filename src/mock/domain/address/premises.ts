import { toText } from '../canonical.ts';
import type { Ecc, Place, PlaceName, PlacesGround } from '../place.ts';
import type { Exchange } from '../product-qualification/availability.ts';
import { accessAt, eccAt } from '../product-qualification/place-access.ts';
import { switchesOf } from '../product-qualification/serving-exchange.ts';
import type { Reader } from '../sandbox.ts';
import { locate } from './place-name.ts';

export type * from '../place.ts';

/**
 * The one place where it is decided what is true of a place. Quote, qualification, appointment and order all ask
 * {@link placeAt}, so that they cannot contradict each other. What it says comes from the fixtures, or, where they are
 * silent, from a hash of the postcode; the sandbox and its seed change nothing, apart from its temporary addresses.
 * Source: modelled; the vocabulary is that of BT's quotes and addresses.
 */

/** undefined: nothing at all is known by that name (an unknown key, UPRN or code, or no name that can be read). */
export function placeAt(reader: Reader, name: PlaceName, ground: PlacesGround): Place | undefined {
  // Temporary addresses belong to one sandbox; everything else is the same for all and asked again and again.
  if (name.addressKey !== undefined && /^\s*[XSxs]/.test(name.addressKey)) return decide(reader, name, ground);
  const known = remembered(ground);
  const key = toText(name);
  let place = known.get(key);
  if (place === undefined) {
    place = decide(reader, name, ground) ?? 'unknown';
    if (known.size >= mostRemembered) known.clear();
    known.set(key, place);
  }
  return place === 'unknown' ? undefined : place;
}

const mostRemembered = 10_000;
const byGround = new WeakMap<PlacesGround['availability'], Map<string, Place | 'unknown'>>();

/** A pure memory: the fixtures decide, and the key holds every name that was given. */
function remembered({ availability }: PlacesGround): Map<string, Place | 'unknown'> {
  const known = byGround.get(availability) ?? new Map<string, Place | 'unknown'>();
  if (known.size === 0) byGround.set(availability, known);
  return known;
}

function decide(reader: Reader, name: PlaceName, ground: PlacesGround): Place | undefined {
  const located = locate(reader, name, ground);
  if (!located) return undefined;
  const { exchange, ...found } = located;
  const outcomes = (found.postcode && ground.availability.placeByPostcode.get(found.postcode)?.outcomes) || [];
  const ecc = eccAt(found.identity, outcomes, ground.availability);
  return {
    ...found.names,
    kind: found.kind,
    known: found.known,
    label: found.label,
    grid: found.spot.grid,
    easting: found.spot.easting,
    northing: found.spot.northing,
    region: exchange.region,
    exchange: { code: exchange.code, name: exchange.name },
    exchangeDistance: found.exchangeDistance,
    switches: switchesOf(exchange, found.spot, found.exchangeDistance, ground.availability),
    provider: exchange.provider,
    onNet: onNet(exchange, ecc),
    ecc,
    technologies: found.technologies,
    access: accessAt({ ...found, outcomes, ecc, exchange }, ground.availability),
    outcomes,
    contradictions: found.contradictions,
  };
}

/** On-net: the exchange is, and fibre is already at the place. */
function onNet(exchange: Exchange, ecc: Ecc): boolean {
  return exchange.onNet && ecc.fibrePresent;
}
