import type { PlaceName } from '../place.ts';
import type { Fault } from '../problem.ts';
import { type CatalogueProduct, type ProductCatalogue, readSpeed, readTechnology } from '../product-catalogue.ts';
import type { Wish } from './place-eligibility.ts';

/** The body of a product qualification, after its schema was checked, and what it asks. */

export interface OfferingRef {
  readonly id?: string;
  readonly name?: string;
}

export interface AskedPlace {
  readonly id?: string;
  readonly districtId?: string;
  readonly districtCode?: string;
  readonly nadKey?: string;
  readonly uprn?: string;
  readonly postcode?: string;
  readonly accessLineId?: string;
  readonly directoryNumber?: string;
}

export interface AskedCharacteristic {
  readonly name: string;
  readonly value?: unknown;
}

export interface AskedItem {
  readonly id: string;
  readonly action?: string;
  readonly productOffering?: OfferingRef;
  readonly product?: {
    readonly id?: string;
    readonly name?: string;
    readonly productOffering?: OfferingRef;
    readonly productSpecification?: OfferingRef;
    readonly place?: readonly AskedPlace[];
    readonly productCharacteristic?: readonly AskedCharacteristic[];
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
  readonly place?: readonly AskedPlace[];
  readonly productOfferingQualificationItem: readonly AskedItem[];
}

/** One question: an item and one product. An item without a product asks about all that can be ordered. */
export interface Question {
  readonly item: AskedItem;
  readonly wish: Wish;
  readonly placeName: PlaceName | undefined;
  /** The item named its product itself. */
  readonly named: boolean;
}

export function readQuestions(
  body: QualificationBody,
  catalogue: ProductCatalogue,
): { readonly questions: readonly Question[]; readonly faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const questions: Question[] = [];
  for (const [at, item] of body.productOfferingQualificationItem.entries()) {
    const pointer = `/productOfferingQualificationItem/${at}`;
    const name = offeringName(item);
    const product = name === undefined ? undefined : catalogue.find(name);
    const place = item.product?.place?.[0] ?? body.place?.[0];
    if (name !== undefined && !product) faults.push(unknownProduct(pointer, name, catalogue));
    const placeName = place && readPlace(place);
    if (!placeName && product?.kind !== 'network') faults.push(noPlace(pointer));
    const products = product ? [product] : catalogue.products.filter(({ orderable }) => orderable);
    for (const one of products)
      questions.push({ item, wish: wishFor(one, item), placeName, named: product !== undefined });
  }
  return { questions, faults };
}

function offeringName({ productOffering, product }: AskedItem): string | undefined {
  const refs = [productOffering, product?.productOffering, product?.productSpecification, product];
  for (const ref of refs) {
    const name = ref?.id?.trim() || ref?.name?.trim();
    if (name) return name;
  }
  return undefined;
}

const unknownProduct = (pointer: string, got: string, { products }: ProductCatalogue): Fault => ({
  pointer: `${pointer}/product/productOffering/id`,
  got,
  expected: `one of ${products.map(({ name }) => name).join(', ')}`,
  rule: 'bt §7 products',
});

const noPlace = (pointer: string): Fault => ({
  pointer: `${pointer}/product/place`,
  expected: 'a place with an address key (id), a uprn or a postcode',
  rule: 'bt §2.4 place',
});

/** undefined when it names nothing. */
function readPlace(place: AskedPlace): PlaceName | undefined {
  const name: PlaceName = {
    addressKey: filled(place.id) ?? filled(place.nadKey),
    districtCode: filled(place.districtId) ?? filled(place.districtCode),
    uprn: filled(place.uprn),
    postcode: filled(place.postcode),
    accessLineId: filled(place.accessLineId),
    directoryNumber: filled(place.directoryNumber),
  };
  const named = Object.entries(name).some(([member, value]) => member !== 'districtCode' && value !== undefined);
  return named ? name : undefined;
}

const filled = (text: string | undefined): string | undefined => text?.trim() || undefined;

function wishFor(product: CatalogueProduct, { product: asked }: AskedItem): Wish {
  const technology = characteristic(asked?.productCharacteristic, 'AccessTechnology');
  const bandwidth = characteristic(asked?.productCharacteristic, 'Bandwidth');
  const access = [technology, bandwidth].map((text) => text && readTechnology(text)).find(Boolean) || undefined;
  return { product, access, speed: bandwidth === undefined ? undefined : readSpeed(bandwidth) };
}

function characteristic(all: readonly AskedCharacteristic[] | undefined, name: string): string | undefined {
  const value = all?.find((one) => one.name.toLowerCase() === name.toLowerCase())?.value;
  return value === undefined || value === null ? undefined : String(value);
}
