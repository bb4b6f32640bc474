import type { Json } from '#domain/core/json';
import { defineCollection, type Instant, type StateReader } from '#domain/core/sandbox-state';
import type { Role } from '#domain/journey/journey';

/** An installed service: what a completed order leaves, and what modify and cease name. */
export interface AssetDocument {
  readonly id: string;
  readonly serviceId: string;
  readonly journey: string;
  readonly role: Role;
  readonly product: string;
  readonly status: 'active' | 'terminated';
  readonly characteristics: readonly { readonly name: string; readonly value: Json }[];
  /** Care levels and other add-ons: nested items of the order. */
  readonly children: readonly { readonly id: string; readonly product: string }[];
  readonly reliesOn: readonly { readonly serviceId: string; readonly btType?: string }[];
  /** Ties the two of a diverse pair together. */
  readonly pairId?: string;
  readonly ipBlock?: string;
  readonly place?: Json;
  readonly billingAccount?: string;
  readonly startDate: Instant;
  readonly terminationDate?: Instant;
  /** The order that made it, and the one that changed it last. */
  readonly orderId: string;
  readonly lastOrderId: string;
  /** Set by bandwidth upgrades: no downgrade soon after. */
  readonly lastUpgrade?: Instant;
}

export const assets = defineCollection<AssetDocument>('assets', {
  serviceId: ({ serviceId }) => [serviceId],
  /** Active services that rely on this one. */
  reliesOn: ({ status, reliesOn }) => (status === 'active' ? reliesOn.map(({ serviceId }) => serviceId) : []),
  orderId: ({ orderId }) => [orderId],
});

/** An installed service by its service id or its asset id. */
export function findAsset(reader: StateReader, serviceOrAssetId: string): AssetDocument | undefined {
  return reader.get(assets, serviceOrAssetId) ?? reader.find(assets, 'serviceId', serviceOrAssetId)[0]?.[1];
}

export function findActiveAsset(reader: StateReader, serviceOrAssetId: string): AssetDocument | undefined {
  const asset = findAsset(reader, serviceOrAssetId);
  return asset?.status === 'active' ? asset : undefined;
}

export function assetCharacteristic({ characteristics }: AssetDocument, name: string): string | undefined {
  const value = characteristics.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value;
  return value === undefined || value === null ? undefined : String(value);
}
