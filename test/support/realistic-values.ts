import type { SeededRandom } from './seeded-random.ts';
import { isObject } from './spec-schemas.ts';

/**
 * What a schema cannot say and a sensible client knows: codes, keys and times that exist, and which parts belong
 * together. Without it nearly every generated request would be refused, and the walk would test refusals only.
 */
const postcodes = [
  'AB15 7XY',
  'AB10 1AU',
  'LS1 4AP',
  'EC1A 1BB',
  'CF10 1AA',
  'BT1 5GS',
  'HU1 3UY',
  'M1 1AE',
  'SW12 8NX',
];

/** By member name. */
const valuePools: { readonly [member: string]: readonly unknown[] } = {
  postcode: postcodes,
  nadKey: ['A00018816538/TH'],
  uprn: ['990000377850'],
  dataCentreCode: ['YDABX/TA'],
  accessLineId: ['OGEA00000001'],
  directoryNumber: ['2277264355'],
  country: ['uk', 'united kingdom'],
  easting: [529449, 521000],
  northing: [175313, 180000],
  callback: Array.from({ length: 400 }, (_, n) => `http://127.0.0.1:1/hook/${n}`),
  query: ['eventType=ProductOrderCreateEvent'],
  type: [],
};

export function examplesOf(media: object): readonly unknown[] {
  const { examples } = media as { examples?: { [name: string]: { value?: unknown } } };
  return Object.values(examples ?? {}).flatMap(({ value }) => (value === undefined ? [] : [value]));
}

/** The same body with members from the pools where there is a pool, times in slots, and now and then an optional text less. */
export function withRealisticValues(body: unknown, random: SeededRandom): unknown {
  if (Array.isArray(body)) return body.map((item) => withRealisticValues(item, random));
  if (!isObject(body)) return body;
  const members = Object.entries(body).map(([name, value]): [string, unknown] => {
    const pool = valuePools[name] ?? [];
    if (pool.length > 0 && typeof value === typeof pool[0] && random.boolean(0.9)) return [name, random.pick(pool)];
    return [name, withRealisticValues(value, random)];
  });
  return Object.fromEntries(members);
}

const day = 86_400_000;

/** A two-hour slot on a weekday within the books, in London time. It may be a bank holiday: a client must live with that. */
function randomSlot(random: SeededRandom): { readonly startDateTime: string; readonly endDateTime: string } {
  const monday = Date.parse('2026-01-12T00:00:00Z');
  const date = new Date(monday + (random.integerBelow(10) * 7 + random.integerBelow(5)) * day)
    .toISOString()
    .slice(0, 10);
  const hour = 9 + 2 * random.integerBelow(4);
  const at = (h: number) => `${date}T${String(h).padStart(2, '0')}:00:00Z`;
  return { startDateTime: at(hour), endDateTime: at(hour + 2) };
}

const orderInformation = (random: SeededRandom) => {
  const technology = random.pick([undefined, 'FTTP', 'Generic Ethernet Access', 'FTTC', 'SOGEA Existing Line']);
  const characteristic = technology === undefined ? [] : [{ name: 'AccessTechnology', value: technology }];
  const byPlace = random.boolean(0.5);
  return {
    role: 'OrderInformation',
    appointmentType: 'Standard',
    ...(technology?.startsWith('SOGEA') ? { newExchangeLine: false } : {}),
    product: {
      productSpecification: { id: 'Etherway Superfast GEA' },
      characteristic: byPlace
        ? characteristic
        : [...characteristic, { name: 'DirectoryNumber', value: `22772${10_000 + random.integerBelow(80_000)}` }],
      ...(byPlace
        ? { place: [{ id: 'R0123457890', role: 'InstallationAddress', '@referredType': 'OpenreachAddress' }] }
        : {}),
    },
  };
};

type GenerateFromSchema = (schemaName: string) => unknown;
type BodyRepair = (body: never, random: SeededRandom, make: GenerateFromSchema, known: KnownIds) => unknown;

/** Ids that earlier answers gave, by the collection that they were created or listed in. */
export type KnownIds = Map<string, string[]>;

interface Service {
  readonly '@type': string;
}
interface Product {
  readonly '@type': string;
  readonly place: readonly { readonly '@type': string }[];
  readonly product: readonly Service[];
  readonly quoteItem?: readonly Product[];
}

const flowByProduct: { readonly [product: string]: string } = {
  WholesaleEthernetEline: 'EtherflowConnectedService',
  WholesaleEthernetElan: 'EtherflowDynamicService',
  WholesaleEthernetInternet: 'EtherflowInternetService',
};

/** An access that may stand at the place, and one flow on it where the product has one. */
function pairAccessWithFlow(
  part: Product,
  flow: string | undefined,
  random: SeededRandom,
  make: GenerateFromSchema,
): Product {
  const access = random.boolean(0.5) ? 'EtherwayFibreService' : accessFor(part.place[0]?.['@type'] ?? '', random);
  const made = { ...(make(access) as Service & { product?: readonly object[] }) };
  if (made.product) made.product = made.product.slice(0, 1);
  return { ...part, product: flow === undefined ? [made] : [made, make(flow) as Service] };
}

function accessFor(place: string, random: SeededRandom): string {
  if (place === 'DataCentreSite') return 'EtherwayDataCentreService';
  if (place === 'ExchangeConnectSite') return 'EtherwayExchangeConnectService';
  const anywhere = ['EtherwayRadioService', 'EtherwayOSAService'];
  return random.pick(place === 'CoordinateSite' ? anywhere : [...anywhere, 'EtherwayGEAService']);
}

function repairQuoteBody(
  body: { quoteItem: readonly { product: Product }[] },
  random: SeededRandom,
  make: GenerateFromSchema,
): unknown {
  const first = body.quoteItem[0]?.product['@type'] ?? '';
  const items = body.quoteItem.filter(({ product }) => product['@type'] === first);
  return {
    ...body,
    quoteItem: items.map((item) => {
      const { product } = item;
      if (first === 'WholesaleOptical') return { ...item, product: withDistinctPlaces(product) };
      if (first !== 'WholesaleEthernetEline')
        return { ...item, product: pairAccessWithFlow(product, flowByProduct[first], random, make) };
      const bends = (product.quoteItem ?? []).map((bend) =>
        pairAccessWithFlow(bend, flowByProduct[first], random, make),
      );
      return { ...item, product: { ...pairAccessWithFlow(product, undefined, random, make), quoteItem: bends } };
    }),
  };
}

/** A wavelength needs two places that differ. */
function withDistinctPlaces(product: Product): Product {
  const [aEnd] = product.place;
  const bEnd = { '@type': 'PostcodeSite', postcode: aEnd?.['@type'] === 'PostcodeSite' ? 'G1 1AA' : 'LS1 4AP' };
  return {
    ...product,
    place: aEnd
      ? [(aEnd as { postcode?: string }).postcode === bEnd.postcode ? { ...aEnd } : aEnd, bEnd]
      : product.place,
  };
}

interface Cancellation {
  readonly cancellationReason?: string;
  readonly productOrderItem?: unknown;
  readonly orderItem?: unknown;
}

/** By operation: what belongs together. */
export const bodyRepairs: { readonly [operationId: string]: BodyRepair } = {
  createQuote: repairQuoteBody as BodyRepair,
  searchTimeSlot: ((body: object, random: SeededRandom) => ({
    ...body,
    relatedEntity: [orderInformation(random)],
    requestedTimeSlot: [{ validFor: { startDateTime: randomSlot(random).startDateTime } }],
  })) as BodyRepair,
  createCancelProductOrder: ((body: Cancellation, _roll: SeededRandom, _make: GenerateFromSchema, known: KnownIds) => {
    const { productOrderItem: _, orderItem: __, ...whole } = body;
    const productOrder = { id: takePlacedOrder(known) ?? 'nobody-knows' };
    return { ...whole, cancellationReason: body.cancellationReason ?? 'No longer needed', productOrder };
  }) as BodyRepair,
  patchCharge: ((body: object, random: SeededRandom) => ({
    ...body,
    chargeItem: [{ id: '1', acceptanceIndicator: random.pick(['accepted', 'rejected']) }],
  })) as BodyRepair,
  createAppointment: ((body: object, random: SeededRandom) => ({
    ...body,
    relatedEntity: [orderInformation(random)],
    validFor: randomSlot(random),
  })) as BodyRepair,
};

/** Under this name the walk keeps the orders it placed, apart from those it read in lists. */
export const placedOrdersKey = 'orders just placed';

/** An order that was placed and not named by a cancellation before. */
function takePlacedOrder(known: KnownIds): string | undefined {
  return known.get(placedOrdersKey)?.shift();
}

const categories = [
  'Wholesale Ethernet Data Centre',
  'Wholesale Ethernet Exchange Connect',
  'Wholesale Optical Data Centre',
  'Wholesale Optical Node',
];

/**
 * How often a body comes from the document's examples; elsewhere three of five. An order made of a schema alone names
 * products and accounts that do not exist.
 */
export const exampleShare: { readonly [operationId: string]: number } = {
  createProductOrder: 0.95,
  patchProductOrder: 0.95,
  createProductOfferingQualification: 0.8,
};

/** Queries that a client would send; others are drawn from the declared parameters. */
export const realisticQueries: { readonly [operationId: string]: readonly string[] } = {
  listGeographicAddress: [
    ...postcodes.map((postcode) => `postcode=${postcode}`),
    'postcode=AB15 7XY&streetNr=10',
    'postcode=AB10 1AU&isFuzzyMatch=true',
    'uprn=990000377850',
    'streetNr=10&streetName=Wellbrae Terrace&city=Aberdeen',
    'addressSource=ROBT&id=X05000253608',
  ],
  listQuoteNetworkResource: categories.map((category) => `category=${category}`),
};
