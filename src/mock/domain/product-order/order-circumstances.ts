import { type Place, placeAt } from '../address/premises.ts';
import { mbitOf } from '../bandwidth.ts';
import { carries, readSpeed } from '../product-catalogue.ts';
import { assetNamed, characteristicOf } from '../product-inventory/installed.ts';
import type { AccessName } from '../product-qualification/availability.ts';
import type { Reader } from '../sandbox.ts';
import type { Circumstance } from './journey.ts';
import type { AskedItem } from './order-asked.ts';
import { characteristic } from './order-body.ts';
import type { JsonObject, OrderGround } from './order-documents.ts';
import { siteNameOf } from './order-site.ts';

/**
 * The facts about an item that choose between the steps of its journey, and the troubles its site draws. Worked out once,
 * when the order is placed, from the same answers about the place that quotes and qualifications give.
 */
export interface Circumstances {
  readonly circumstances: readonly Circumstance[];
  /** Troubles of the site, by id. */
  readonly troubles: readonly string[];
  readonly postcode?: string;
  /** What the excess construction charge would be, when there is one. */
  readonly eccPence?: number;
}

export function circumstancesOf(
  reader: Reader,
  asked: AskedItem,
  ground: OrderGround,
  partner: number | undefined,
): Circumstances {
  const { journey, body, action } = asked;
  const found: Circumstance[] = partner === undefined ? [] : ['rao2'];
  if (journey?.journey === 'etherway-superfast-gea') found.push(...geaFacts(asked));
  if (journey?.role === 'flow' && asked.reliesOn.some(({ item }) => item !== undefined)) found.push('withAccess');
  if (action === 'modify') found.push(...bandwidthFacts(reader, asked));
  if (journey?.role !== 'access' || action !== 'provide') return { circumstances: found, troubles: [] };
  const name = siteNameOf(body);
  if (!name) return { circumstances: found, troubles: [] };
  const place = placeAt(reader, name, ground);
  if (!place || place.contradictions.length > 0) return { circumstances: found, troubles: ['address-not-matched'] };
  return siteFacts(found, place, characteristic(body, 'Bandwidth') ?? '');
}

/** Whether a bandwidth goes up or down, and whether the core needs more capacity for it. */
function bandwidthFacts(reader: Reader, { target, body, journey }: AskedItem): Circumstance[] {
  const asset = target === undefined ? undefined : assetNamed(reader, target);
  const before = mbitOf((asset && characteristicOf(asset, 'Bandwidth')) ?? '');
  const after = mbitOf(characteristic(body, 'Bandwidth') ?? '');
  if (before === undefined || after === undefined || before === after) return [];
  if (after < before) return ['down'];
  const limit = mbitOf(journey?.capacityAbove ?? '');
  return limit !== undefined && after > limit ? ['up', 'capacity'] : ['up'];
}

function siteFacts(found: Circumstance[], place: Place, bandwidth: string): Circumstances {
  const access = accessName(found);
  const there = place.access[access];
  const flag = carries(there, readSpeed(bandwidth)) ? there.flag : 'N';
  const fibre = access === 'fibre';
  if (fibre && place.ecc.survey) found.push('survey');
  const ecc = fibre && place.ecc.extraPence > 0;
  return {
    circumstances: found,
    troubles: [
      ...(flag === 'N' ? ['not-available'] : flag === 'Y' ? [] : ['no-capacity']),
      ...(ecc ? ['ecc-raised'] : []),
    ],
    ...(place.postcode === undefined ? {} : { postcode: place.postcode }),
    ...(ecc ? { eccPence: place.ecc.extraPence } : {}),
  };
}

/** Why the access of an item cannot be had at its site, in the words of a qualification; undefined when it can. */
export function whyNotAvailable(
  reader: Reader,
  body: JsonObject,
  circumstances: readonly Circumstance[],
  ground: OrderGround,
): string | undefined {
  const name = siteNameOf(body);
  const there = name && placeAt(reader, name, ground)?.access[accessName(circumstances)];
  if (!there) return undefined;
  if (there.flag === 'N') return there.reason?.label;
  const carried = carries(there, readSpeed(characteristic(body, 'Bandwidth') ?? ''));
  return carried ? undefined : ground.availability.reasons.bandwidthNotAvailable;
}

function accessName(circumstances: readonly Circumstance[]): AccessName {
  return circumstances.includes('fttp') ? 'fttp' : circumstances.includes('sogea') ? 'sogea' : 'fibre';
}

/** Etherway Superfast GEA is two technologies; a visit is needed for a new line or a new ONT. */
function geaFacts({ body, product }: AskedItem): Circumstance[] {
  const said = (name: string) => characteristic(body, name)?.toLowerCase();
  const technology = said('AccessTechnology') ?? product.toLowerCase();
  if (technology.includes('sogea')) return ['sogea', said('NewExchangeLine') === 'yes' ? 'visit' : 'remote'];
  return ['fttp', said('ExistingONT') === 'yes' ? 'remote' : 'visit'];
}
