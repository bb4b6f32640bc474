import type { StateReader } from '../sandbox.ts';
import { type AssetDocument, assets } from './asset-documents.ts';

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
