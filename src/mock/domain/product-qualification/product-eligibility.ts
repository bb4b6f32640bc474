import type { AccessType } from '#domain/place/availability';
import type { AccessAvailability, ResolvedPlace } from '#domain/place/place';
import type { AccessSpeed, CatalogueProduct, ProductCatalogue } from '#domain/product-catalogue/product-catalogue';
import { parseAccessType, parseSpeed, supportsSpeed } from '#domain/product-catalogue/product-catalogue';

/** Whether a place can have a product, from what is known about the place. Source: modelled. */

export interface RequestedProduct {
  readonly product: CatalogueProduct;
  /** Its access, from `AccessTechnology` or the bandwidth; undefined: any that is available. */
  readonly access?: AccessType | undefined;
  readonly speed?: AccessSpeed | undefined;
  /** It asks for a speed that the product is neither quoted nor ordered with. */
  readonly isUnknownSpeed?: boolean;
}

export interface UnavailabilityReason {
  readonly code: string;
  readonly label: string;
}

export type Eligibility =
  | {
      readonly eligible: true;
      /** The access that it would use; undefined for a network. */
      readonly access: AccessType | undefined;
      readonly flag: AccessAvailability['flag'];
      readonly workingDays: number;
    }
  | { readonly eligible: false; readonly reasons: readonly UnavailabilityReason[] };

type ReasonLabels = { readonly [code: string]: string };

export function checkEligibility(
  requestedProduct: RequestedProduct,
  place: ResolvedPlace | undefined,
  reasonLabels: ReasonLabels,
): Eligibility {
  const { product, speed } = requestedProduct;
  const reasonFor = (code: string): UnavailabilityReason => ({ code, label: reasonLabels[code] ?? code });
  if (!product.orderable) return { eligible: false, reasons: [reasonFor('quoteOnly')] };
  if (product.kind === 'network') return eligibleResult(undefined, 'Y', product.workingDays ?? 0);
  if (!place) return { eligible: false, reasons: [reasonFor('placeNotKnown')] };
  if (speed && Math.max(speed.down, speed.up) > (product.maxMegabits ?? Number.POSITIVE_INFINITY)) {
    return { eligible: false, reasons: [reasonFor('bandwidthNotAvailable')] };
  }
  const accessTypes = requestedProduct.access
    ? product.accesses.filter((name) => name === requestedProduct.access)
    : product.accesses;
  if (accessTypes.length === 0) return { eligible: false, reasons: [reasonFor('accessNotOfProduct')] };
  if (requestedProduct.isUnknownSpeed) return { eligible: false, reasons: [reasonFor('bandwidthNotAvailable')] };
  const reasons: UnavailabilityReason[] = [];
  for (const name of accessTypes) {
    const accessAvailability = place.access[name];
    if (accessAvailability.flag === 'N') reasons.push(accessAvailability.reason ?? reasonFor('placeNotKnown'));
    else if (!supportsSpeed(accessAvailability, speed)) reasons.push(reasonFor('bandwidthNotAvailable'));
    else
      return eligibleResult(
        name,
        accessAvailability.flag,
        product.workingDays ?? accessAvailability.leadTimeWorkingDays,
      );
  }
  return { eligible: false, reasons: removeDuplicateReasons(reasons) };
}

const eligibleResult = (
  access: AccessType | undefined,
  flag: AccessAvailability['flag'],
  workingDays: number,
): Eligibility => ({
  eligible: true,
  access,
  flag,
  workingDays,
});

function removeDuplicateReasons(reasons: readonly UnavailabilityReason[]): readonly UnavailabilityReason[] {
  return reasons.filter(({ code }, reasonIndex) => reasons.findIndex((other) => other.code === code) === reasonIndex);
}

export interface AlternativeProduct {
  readonly requestedProduct: RequestedProduct;
  readonly bandwidth: string | undefined;
  readonly eligibility: Eligibility & { readonly eligible: true };
}

const maxAlternatives = 3;

/** The alternatives: the same product slower or on another access, then other accesses; at most three. */
export function findAlternatives(
  requestedProduct: RequestedProduct,
  place: ResolvedPlace,
  catalogue: ProductCatalogue,
  reasonLabels: ReasonLabels,
): readonly AlternativeProduct[] {
  const found: AlternativeProduct[] = [];
  const otherProducts = catalogue.products.filter(
    (product) =>
      product !== requestedProduct.product && product.kind === 'access' && requestedProduct.product.kind === 'access',
  );
  for (const product of [requestedProduct.product, ...otherProducts]) {
    for (const bandwidth of listSlowerBandwidths(product, requestedProduct)) {
      const alternative: RequestedProduct = {
        product,
        speed: bandwidth === undefined ? undefined : parseSpeed(bandwidth),
        access: bandwidth === undefined ? undefined : parseAccessType(bandwidth),
      };
      const alternativeEligibility = checkEligibility(alternative, place, reasonLabels);
      if (alternativeEligibility.eligible)
        found.push({ requestedProduct: alternative, bandwidth, eligibility: alternativeEligibility });
    }
  }
  return found.slice(0, maxAlternatives);
}

/** Best first; of the same product none that is faster than the request. */
function listSlowerBandwidths(
  product: CatalogueProduct,
  requestedProduct: RequestedProduct,
): readonly (string | undefined)[] {
  if (!product.orderable) return [];
  if (!product.bandwidths) {
    const maxMegabits = product.maxMegabits;
    return maxMegabits && requestedProduct.speed && requestedProduct.speed.down > maxMegabits
      ? [`${maxMegabits / 1000} Gbit/s`]
      : [undefined];
  }
  const maxDownMbit =
    product === requestedProduct.product
      ? (requestedProduct.speed?.down ?? Number.POSITIVE_INFINITY)
      : Number.POSITIVE_INFINITY;
  return [...product.bandwidths]
    .filter((bandwidth) => (parseSpeed(bandwidth)?.down ?? 0) <= maxDownMbit)
    .sort((a, b) => (parseSpeed(b)?.down ?? 0) - (parseSpeed(a)?.down ?? 0));
}
