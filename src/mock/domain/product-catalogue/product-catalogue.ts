import { EtherboxError } from '#domain/core/etherbox-error';
import type { AccessType } from '#domain/place/availability';
import { orderableSpeeds, type Speed } from './speeds.ts';

/** A row of `fixtures/product-catalogue.yaml`: a product that can be qualified, and what it needs of a place. */
export interface CatalogueProduct {
  readonly name: string;
  /** Other spellings, and BT's quote names, of the same product. */
  readonly also: readonly string[];
  readonly kind: 'access' | 'flow' | 'network';
  /** Any one of them is enough; in order of preference. */
  readonly accesses: readonly AccessType[];
  /** False: BT's API quotes the product and does not take orders for it. */
  readonly orderable: boolean;
  /** The speeds in which it is quoted, qualified and ordered. Of a product that can be ordered, but for a network. */
  readonly speeds?: readonly Speed[];
  /** Alternatives to offer when the requested bandwidth is unavailable, best first. */
  readonly bandwidths?: readonly string[];
  /** The largest bandwidth that can be ordered, in Mbit/s. */
  readonly maxMegabits?: number;
  /** Lead time of a flow or a network on top of an access, in working days. */
  readonly workingDays?: number;
}

export interface ProductCatalogue {
  readonly products: readonly CatalogueProduct[];
  readonly validDays: number;
  findByName(name: string): CatalogueProduct | undefined;
}

/** A product as in the file: `speeds` is the name of an enumeration of BT's quote document. */
type CatalogueRow = Omit<CatalogueProduct, 'speeds'> & { readonly speeds?: string };

/** Indexes the parsed fixture by every spelling of a product's name. `quotedSpeeds`: the enumerations by name. */
export function buildProductCatalogue(raw: unknown, quotedSpeeds: unknown): ProductCatalogue {
  const data = raw as { readonly products: readonly CatalogueRow[]; readonly validDays: number };
  const lists = quotedSpeeds as { readonly [name: string]: readonly string[] };
  const products = data.products.map(({ speeds, ...product }): CatalogueProduct => {
    if (speeds === undefined) return product;
    const quoted = lists[speeds];
    if (!quoted)
      throw new EtherboxError(
        'ETHERBOX_INVALID_REFERENCE_DATA',
        `fixtures/product-catalogue.yaml: ${product.name} names the speeds ${speeds}, which specs/openapi/quote.yaml does not have`,
      );
    return { ...product, speeds: orderableSpeeds(quoted, product.accesses, product.maxMegabits) };
  });
  const byName = new Map(
    products.flatMap((product) =>
      [product.name, ...product.also].map((name) => [normalizeCatalogueName(name), product] as const),
    ),
  );
  return { ...data, products, findByName: (name) => byName.get(normalizeCatalogueName(name)) };
}

/** Case, spaces and hyphens do not distinguish products. */
const normalizeCatalogueName = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

export interface AccessSpeed {
  /** Mbit/s towards the customer and from the customer. */
  readonly down: number;
  readonly up: number;
}

/** Parses `1 Gbit/s`, `1Gbit/s`, `80:20`, `FTTP 160:30 Mbit/s`. Undefined when the text is no bandwidth. */
export function parseSpeed(text: string): AccessSpeed | undefined {
  const speedPair = /(\d+(?:\.\d+)?) ?: ?(\d+(?:\.\d+)?)/.exec(text);
  if (speedPair) return { down: Number(speedPair[1]), up: Number(speedPair[2]) };
  const singleSpeed = /^ ?(\d+(?:\.\d+)?) ?([MG])b/i.exec(text);
  if (!singleSpeed) return undefined;
  const megabits = Number(singleSpeed[1]) * (singleSpeed[2]?.toUpperCase() === 'G' ? 1000 : 1);
  return { down: megabits, up: megabits };
}

/** Whether an access with these limits can carry the speed. An unreadable speed (undefined) counts as supported. */
export function supportsSpeed(
  access: { readonly maxDown: number; readonly maxUp: number },
  speed: AccessSpeed | undefined,
): boolean {
  return speed === undefined || (speed.down <= access.maxDown && speed.up <= access.maxUp);
}

/**
 * The access that a technology's name means: BT's values of `AccessTechnology`, and the first word of a bandwidth.
 * Undefined when it names none.
 */
export function parseAccessType(text: string): AccessType | undefined {
  if (/fttp/i.test(text)) return 'fttp';
  if (/\bfod\b/i.test(text)) return 'fod';
  if (/sogea|fttc|gfast/i.test(text)) return 'sogea';
  return undefined;
}
