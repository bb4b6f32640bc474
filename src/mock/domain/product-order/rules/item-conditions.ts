import type { StateReader } from '#domain/core/sandbox-state';
import type { Condition } from '#domain/journey/journey';
import type { AccessType } from '#domain/place/availability';
import type { ResolvedPlace } from '#domain/place/place';
import { resolvePlace } from '#domain/place/resolve-place';
import { parseBandwidthMbit } from '#domain/product-catalogue/bandwidth';
import { parseSpeed, supportsSpeed } from '#domain/product-catalogue/product-catalogue';
import { assetCharacteristic, findAsset } from '#domain/product-inventory/asset';
import type { OrderReferenceData } from '#domain/product-order/order-documents';
import {
  characteristicText,
  type OrderItemRequest,
  type RequestedItem,
} from '#domain/product-order/request/parse-order';

/**
 * The facts about an item that choose between the steps of its journey, and the setbacks that its site causes. Derived
 * once, when the order is placed, from the same facts about the place that quotes and qualifications use.
 */
export interface ItemConditions {
  readonly conditions: readonly Condition[];
  /** Ids of the setbacks that the site causes. */
  readonly setbacks: readonly string[];
  readonly postcode?: string;
  /** The excess construction charge in pence, when there is one. */
  readonly eccPence?: number;
}

export function deriveConditions(
  reader: StateReader,
  requested: RequestedItem,
  referenceData: OrderReferenceData,
  partner: number | undefined,
): ItemConditions {
  const { item, journey } = requested;
  const { site, action, reliesOn } = item;
  const conditions: Condition[] = partner === undefined ? [] : ['rao2'];
  if (journey?.journey === 'etherway-superfast-gea') conditions.push(...geaConditions(requested));
  if (journey?.role === 'flow' && reliesOn.some(({ itemIndex }) => itemIndex !== undefined))
    conditions.push('withAccess');
  if (action === 'modify') conditions.push(...bandwidthConditions(reader, requested));
  if (journey?.role !== 'access' || action !== 'provide') return { conditions: conditions, setbacks: [] };
  if (!site) return { conditions: conditions, setbacks: [] };
  const place = resolvePlace(reader, site, referenceData);
  if (!place || place.contradictions.length > 0) return { conditions: conditions, setbacks: ['address-not-matched'] };
  return siteConditions(conditions, place, characteristicText(item, 'Bandwidth') ?? '');
}

/** Whether a bandwidth goes up or down, and whether the core needs more capacity for it. */
function bandwidthConditions(reader: StateReader, { item, journey }: RequestedItem): Condition[] {
  const { target } = item;
  const asset = target === undefined ? undefined : findAsset(reader, target);
  const before = parseBandwidthMbit((asset && assetCharacteristic(asset, 'Bandwidth')) ?? '');
  const after = parseBandwidthMbit(characteristicText(item, 'Bandwidth') ?? '');
  if (before === undefined || after === undefined || before === after) return [];
  if (after < before) return ['down'];
  const limit = parseBandwidthMbit(journey?.capacityAbove ?? '');
  return limit !== undefined && after > limit ? ['up', 'capacity'] : ['up'];
}

function siteConditions(conditions: Condition[], place: ResolvedPlace, bandwidth: string): ItemConditions {
  const access = accessNameOf(conditions);
  const accessOffer = place.access[access];
  const flag = supportsSpeed(accessOffer, parseSpeed(bandwidth)) ? accessOffer.flag : 'N';
  const fibre = access === 'fibre';
  if (fibre && place.ecc.survey) conditions.push('survey');
  const hasExcessCharge = fibre && place.ecc.extraPence > 0;
  return {
    conditions: conditions,
    setbacks: [
      ...(flag === 'N' ? ['not-available'] : flag === 'Y' ? [] : ['no-capacity']),
      ...(hasExcessCharge ? ['ecc-raised'] : []),
    ],
    ...(place.postcode === undefined ? {} : { postcode: place.postcode }),
    ...(hasExcessCharge ? { eccPence: place.ecc.extraPence } : {}),
  };
}

/** Why the access of an item is not available at its site, in the words of a qualification; undefined when it is. */
export function explainUnavailability(
  reader: StateReader,
  item: OrderItemRequest,
  conditions: readonly Condition[],
  referenceData: OrderReferenceData,
): string | undefined {
  const accessOffer = item.site && resolvePlace(reader, item.site, referenceData)?.access[accessNameOf(conditions)];
  if (!accessOffer) return undefined;
  if (accessOffer.flag === 'N') return accessOffer.reason?.label;
  const carriesBandwidth = supportsSpeed(accessOffer, parseSpeed(characteristicText(item, 'Bandwidth') ?? ''));
  return carriesBandwidth ? undefined : referenceData.availability.reasons.bandwidthNotAvailable;
}

function accessNameOf(conditions: readonly Condition[]): AccessType {
  return conditions.includes('fttp') ? 'fttp' : conditions.includes('sogea') ? 'sogea' : 'fibre';
}

/** Etherway Superfast GEA is two technologies; a visit is needed for a new line or a new ONT. */
function geaConditions({ item, product }: RequestedItem): Condition[] {
  const lowerCaseValue = (name: string) => characteristicText(item, name)?.toLowerCase();
  const named = [lowerCaseValue('AccessTechnology'), product.toLowerCase(), lowerCaseValue('Bandwidth')];
  const technology = named.find((text) => text && /sogea|fttp/.test(text));
  if (technology?.includes('sogea')) return ['sogea', lowerCaseValue('NewExchangeLine') === 'yes' ? 'visit' : 'remote'];
  return ['fttp', lowerCaseValue('ExistingONT') === 'yes' ? 'remote' : 'visit'];
}
