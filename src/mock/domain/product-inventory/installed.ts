import type { Reader } from '../sandbox.ts';
import { type AssetDocument, assets } from './asset-documents.ts';

/** An installed service by its service id or its asset id. */
export function assetNamed(reader: Reader, named: string): AssetDocument | undefined {
  return reader.get(assets, named) ?? reader.find(assets, 'serviceId', named)[0]?.[1];
}

export function activeAsset(reader: Reader, named: string): AssetDocument | undefined {
  const asset = assetNamed(reader, named);
  return asset?.status === 'active' ? asset : undefined;
}

export function characteristicOf({ characteristics }: AssetDocument, name: string): string | undefined {
  const value = characteristics.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value;
  return value === undefined || value === null ? undefined : String(value);
}
