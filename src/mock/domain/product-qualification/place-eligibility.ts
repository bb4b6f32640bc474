import type { AccessAvailability, Place } from '../place.ts';
import type { CatalogueProduct, ProductCatalogue, Speed } from '../product-catalogue.ts';
import { carries, readSpeed, readTechnology } from '../product-catalogue.ts';
import type { AccessName } from './availability.ts';

/** Whether a product can be had at a place, from what is true of the place. Source: modelled. */

export interface Wish {
  readonly product: CatalogueProduct;
  /** Its access: asked for by `AccessTechnology` or in the bandwidth; undefined: whichever there is. */
  readonly access?: AccessName | undefined;
  readonly speed?: Speed | undefined;
}

export interface Reason {
  readonly code: string;
  readonly label: string;
}

export type Eligibility =
  | {
      readonly eligible: true;
      /** The access that it would use; undefined for a network. */
      readonly access: AccessName | undefined;
      readonly flag: AccessAvailability['flag'];
      readonly workingDays: number;
    }
  | { readonly eligible: false; readonly reasons: readonly Reason[] };

type Words = { readonly [code: string]: string };

export function eligibility(wish: Wish, place: Place | undefined, words: Words): Eligibility {
  const { product, speed } = wish;
  const said = (code: string): Reason => ({ code, label: words[code] ?? code });
  if (!product.orderable) return { eligible: false, reasons: [said('quoteOnly')] };
  if (product.kind === 'network') return yes(undefined, 'Y', product.workingDays ?? 0);
  if (!place) return { eligible: false, reasons: [said('placeNotKnown')] };
  if (speed && Math.max(speed.down, speed.up) > (product.maxMegabits ?? Number.POSITIVE_INFINITY)) {
    return { eligible: false, reasons: [said('bandwidthNotAvailable')] };
  }
  const names = wish.access ? product.accesses.filter((name) => name === wish.access) : product.accesses;
  if (names.length === 0) return { eligible: false, reasons: [said('accessNotOfProduct')] };
  const reasons: Reason[] = [];
  for (const name of names) {
    const there = place.access[name];
    if (there.flag === 'N') reasons.push(there.reason ?? said('placeNotKnown'));
    else if (!carries(there, speed)) reasons.push(said('bandwidthNotAvailable'));
    else return yes(name, there.flag, product.workingDays ?? there.leadTimeWorkingDays);
  }
  return { eligible: false, reasons: distinct(reasons) };
}

const yes = (access: AccessName | undefined, flag: AccessAvailability['flag'], workingDays: number): Eligibility => ({
  eligible: true,
  access,
  flag,
  workingDays,
});

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  return reasons.filter(({ code }, at) => reasons.findIndex((one) => one.code === code) === at);
}

export interface Alternative {
  readonly wish: Wish;
  readonly bandwidth: string | undefined;
  readonly eligibility: Eligibility & { readonly eligible: true };
}

const mostAlternatives = 3;

/** What can be had instead: the same product slower or on another access, then other accesses; at most three. */
export function alternatives(
  wish: Wish,
  place: Place,
  catalogue: ProductCatalogue,
  words: Words,
): readonly Alternative[] {
  const found: Alternative[] = [];
  const others = catalogue.products.filter(
    (product) => product !== wish.product && product.kind === 'access' && wish.product.kind === 'access',
  );
  for (const product of [wish.product, ...others]) {
    for (const bandwidth of slower(product, wish)) {
      const one: Wish = {
        product,
        speed: bandwidth === undefined ? undefined : readSpeed(bandwidth),
        access: bandwidth === undefined ? undefined : readTechnology(bandwidth),
      };
      const answer = eligibility(one, place, words);
      if (answer.eligible) found.push({ wish: one, bandwidth, eligibility: answer });
    }
  }
  return found.slice(0, mostAlternatives);
}

/** Best first; of the same product nothing that is faster than what was asked for. */
function slower(product: CatalogueProduct, wish: Wish): readonly (string | undefined)[] {
  if (!product.orderable) return [];
  if (!product.bandwidths) {
    const most = product.maxMegabits;
    return most && wish.speed && wish.speed.down > most ? [`${most / 1000} Gbit/s`] : [undefined];
  }
  const limit = product === wish.product ? (wish.speed?.down ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  return [...product.bandwidths]
    .filter((bandwidth) => (readSpeed(bandwidth)?.down ?? 0) <= limit)
    .sort((a, b) => (readSpeed(b)?.down ?? 0) - (readSpeed(a)?.down ?? 0));
}
