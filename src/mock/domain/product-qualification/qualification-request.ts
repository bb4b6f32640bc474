import type { Violation } from '#domain/core/violation';
import type { PlaceIdentifiers } from '#domain/place/place';
import {
  type CatalogueProduct,
  type ProductCatalogue,
  parseAccessType,
  parseSpeed,
} from '#domain/product-catalogue/product-catalogue';
import { findSpeed } from '#domain/product-catalogue/speeds';
import type { RequestedProduct } from './product-eligibility.ts';

/** The body of a product qualification after its schema was checked, and the questions in it. */

export interface ProductOfferingRef {
  readonly id?: string;
  readonly name?: string;
}

export interface QualificationPlace {
  readonly id?: string;
  readonly districtId?: string;
  readonly districtCode?: string;
  readonly nadKey?: string;
  readonly uprn?: string;
  readonly postcode?: string;
  readonly accessLineId?: string;
  readonly directoryNumber?: string;
}

export interface QualificationCharacteristic {
  readonly name: string;
  readonly value?: unknown;
}

export interface QualificationItem {
  readonly id: string;
  readonly action?: string;
  readonly productOffering?: ProductOfferingRef;
  readonly product?: {
    readonly id?: string;
    readonly name?: string;
    readonly productOffering?: ProductOfferingRef;
    readonly productSpecification?: ProductOfferingRef;
    readonly place?: readonly QualificationPlace[];
    readonly productCharacteristic?: readonly QualificationCharacteristic[];
  };
}

export interface QualificationBody {
  readonly description?: string;
  readonly instantSyncQualification?: boolean;
  readonly provideAlternative?: boolean;
  readonly provideOnlyAvailable?: boolean;
  readonly provideUnavailabilityReason?: boolean;
  readonly requestedPOQCompletionDate?: string;
  readonly relatedParty?: readonly object[];
  readonly note?: readonly object[];
  readonly place?: readonly QualificationPlace[];
  readonly productOfferingQualificationItem: readonly QualificationItem[];
}

/** One question: an item and one product. An item without a product stands for all products that can be ordered. */
export interface QualificationQuestion {
  readonly item: QualificationItem;
  readonly requestedProduct: RequestedProduct;
  readonly placeIdentifiers: PlaceIdentifiers | undefined;
  /** The item named its product itself. */
  readonly isProductNamed: boolean;
}

export function parseQuestions(
  body: QualificationBody,
  catalogue: ProductCatalogue,
): { readonly questions: readonly QualificationQuestion[]; readonly violations: readonly Violation[] } {
  const violations: Violation[] = [];
  const questions: QualificationQuestion[] = [];
  for (const [itemIndex, item] of body.productOfferingQualificationItem.entries()) {
    const pointer = `/productOfferingQualificationItem/${itemIndex}`;
    const name = readOfferingName(item);
    const product = name === undefined ? undefined : catalogue.findByName(name);
    const place = item.product?.place?.[0] ?? body.place?.[0];
    if (name !== undefined && !product) violations.push(unknownProductViolation(pointer, name, catalogue));
    const placeIdentifiers = place && readPlaceIdentifiers(place);
    if (!placeIdentifiers && product?.kind !== 'network') violations.push(missingPlaceViolation(pointer));
    const products = product ? [product] : catalogue.products.filter(({ orderable }) => orderable);
    for (const candidate of products)
      questions.push({
        item,
        requestedProduct: readRequestedProduct(candidate, item),
        placeIdentifiers,
        isProductNamed: product !== undefined,
      });
  }
  return { questions, violations };
}

function readOfferingName({ productOffering, product }: QualificationItem): string | undefined {
  const refs = [productOffering, product?.productOffering, product?.productSpecification, product];
  for (const ref of refs) {
    const name = ref?.id?.trim() || ref?.name?.trim();
    if (name) return name;
  }
  return undefined;
}

const unknownProductViolation = (pointer: string, got: string, { products }: ProductCatalogue): Violation => ({
  pointer: `${pointer}/product/productOffering/id`,
  got,
  expected: `one of ${products.map(({ name }) => name).join(', ')}`,
  rule: 'bt §7 products',
});

const missingPlaceViolation = (pointer: string): Violation => ({
  pointer: `${pointer}/product/place`,
  expected: 'a place with an address key (id), a uprn or a postcode',
  rule: 'bt §2.4 place',
});

/** undefined: it names nothing. */
function readPlaceIdentifiers(place: QualificationPlace): PlaceIdentifiers | undefined {
  const identifiers: PlaceIdentifiers = {
    addressKey: trimToUndefined(place.id) ?? trimToUndefined(place.nadKey),
    districtCode: trimToUndefined(place.districtId) ?? trimToUndefined(place.districtCode),
    uprn: trimToUndefined(place.uprn),
    postcode: trimToUndefined(place.postcode),
    accessLineId: trimToUndefined(place.accessLineId),
    directoryNumber: trimToUndefined(place.directoryNumber),
  };
  const hasIdentifier = Object.entries(identifiers).some(
    ([member, value]) => member !== 'districtCode' && value !== undefined,
  );
  return hasIdentifier ? identifiers : undefined;
}

const trimToUndefined = (text: string | undefined): string | undefined => text?.trim() || undefined;

function readRequestedProduct(
  product: CatalogueProduct,
  { product: itemProduct }: QualificationItem,
): RequestedProduct {
  const technology = readItemCharacteristic(itemProduct?.productCharacteristic, 'AccessTechnology');
  const bandwidth = readItemCharacteristic(itemProduct?.productCharacteristic, 'Bandwidth');
  const access = [technology, bandwidth].map((text) => text && parseAccessType(text)).find(Boolean) || undefined;
  if (bandwidth === undefined) return { product, access };
  const isUnknownSpeed = product.speeds !== undefined && !findSpeed(bandwidth, product.speeds, access);
  return { product, access, speed: parseSpeed(bandwidth), isUnknownSpeed };
}

function readItemCharacteristic(
  list: readonly QualificationCharacteristic[] | undefined,
  name: string,
): string | undefined {
  const value = list?.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value;
  return value === undefined || value === null ? undefined : String(value);
}
