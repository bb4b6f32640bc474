import type { Json } from '#domain/core/json';
import { defineCollection, type Instant, type StateReader } from '#domain/core/sandbox-state';
import type { Role } from '#domain/journey/journey';

/** An installed service: a completed provide creates it, modify and cease name it. */
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
  /** Shared by the two services of a diverse pair. */
  readonly pairId?: string;
  readonly ipBlock?: string;
  readonly place?: Json;
  readonly billingAccount?: string;
  readonly startDate: Instant;
  readonly terminationDate?: Instant;
  /** The order that created it, and the one that changed it last. */
  readonly orderId: string;
  readonly lastOrderId: string;
  /** Instant of the last bandwidth upgrade, after which a downgrade must wait. */
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

/** As {@link findAsset}, but undefined for a service that was ceased. */
export function findActiveAsset(reader: StateReader, serviceOrAssetId: string): AssetDocument | undefined {
  const asset = findAsset(reader, serviceOrAssetId);
  return asset?.status === 'active' ? asset : undefined;
}

/** Value of a characteristic as text, found without regard to case; undefined where absent or null. */
export function assetCharacteristic({ characteristics }: AssetDocument, name: string): string | undefined {
  const value = characteristics.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value;
  return value === undefined || value === null ? undefined : String(value);
}
