import type { Call, Operation } from '../call.ts';
import { digitId } from '../ids.ts';
import { answerList, pickFields, readFields } from '../listing.ts';
import { type Answer, refuse } from '../problem.ts';
import { type AgendaEntry, collection, type Instant, type Reader, type World } from '../sandbox.ts';
import { fromLondon, isoLondon, londonParts, parseInstant } from '../working-time.ts';
import { configurationFaults } from './quote-configuration.ts';
import { type Site, siteOf } from './quote-places.ts';
import {
  isAccess,
  type ProductName,
  type QuoteRequest,
  type RequestItem,
  type RequestProduct,
} from './quote-request.ts';
import { type Priced, pricedAccess, pricedFlow, pricedOptical, type QuoteGround } from './quote-services.ts';

export type { QuoteGround } from './quote-services.ts';

/** Quotes: made at once, kept for a month, never changed. Source: BT; prices and what they rest on are modelled. */
export interface QuoteDocument {
  readonly id: string;
  readonly createdAt: Instant;
  /** From here on it is gone. */
  readonly expiresAt: Instant;
  readonly product: ProductName;
  readonly externalId?: string;
  /** The answer without its href, which begins as the client called. */
  readonly quote: { readonly [member: string]: unknown };
}

export const quotes = collection<QuoteDocument>('quotes', {
  externalId: ({ externalId }) => (externalId === undefined ? [] : [externalId]),
});

/** Kind of the agenda entry that ends a quote. */
export const quoteExpiry = 'quote-expiry';

const quotePath = '/tmf-api/quoteManagement/v4/quote';

export const createQuote: Operation<QuoteGround> = (world, call, ground) => {
  const unauthorized = checkDuns(world);
  if (unauthorized) return unauthorized;
  const request = call.body as QuoteRequest;
  const faults = configurationFaults(request);
  if (faults.length > 0) {
    return refuse('quote', 'invalidQuoteConfiguration', faults[0]?.expected ?? 'Invalid quote configuration', faults);
  }
  const document = makeQuote(world, request, ground);
  world.put(quotes, document.id, document);
  world.schedule(document.expiresAt, quoteExpiry, { quoteId: document.id });
  const body = render(document, call);
  return { status: 201, headers: { Location: body.href }, body };
};

export const retrieveQuote: Operation<QuoteGround> = (world, call) => {
  const unauthorized = checkDuns(world);
  if (unauthorized) return unauthorized;
  const document = findQuote(world, call.params.id ?? '');
  if (!document) return refuse('quote', 'notFound', 'No such quote, or its month is over.');
  return { status: 200, body: pickFields(render(document, call), readFields(topLevel(call.query))) };
};

export const listQuote: Operation<QuoteGround> = (world, call) => {
  const unauthorized = checkDuns(world);
  if (unauthorized) return unauthorized;
  const rules = {
    family: 'quote',
    defaultLimit: 10,
    maxLimit: 100,
    otherNames: ['product', 'startDateTime', 'endDateTime'],
  } as const;
  return answerList(topLevel(call.query), rules, {
    documents: wanted(world, call),
    quick: {
      id: ({ id }) => id,
      externalId: ({ externalId }) => externalId,
      category: ({ quote }) => quote.category,
      quoteDate: ({ quote }) => quote.quoteDate,
    },
    render: (document) => render(document, call),
  });
};

/** The quote while its month lasts. */
export function findQuote(world: World, id: string): QuoteDocument | undefined {
  const document = world.get(quotes, id);
  return document && document.expiresAt > world.now ? document : undefined;
}

/** Ends a quote whose month is over. */
export function expireQuote(world: World, entry: AgendaEntry): void {
  const id = String(entry.quoteId);
  if (!world.get(quotes, id)) return;
  world.remove(quotes, id);
  world.report({ kind: quoteExpiry, text: `Quote ${id} is a month old and gone` });
}

/** The gateway attaches the caller's DUNS; the pricing tool must know it. Nine zeros stand for one that it does not. */
export function checkDuns({ profile }: World): Answer | undefined {
  if (/^\d{9}$/.test(profile.duns) && profile.duns !== '000000000') return undefined;
  const message = 'DUNS Id not provided or not recognised by pricing tool.';
  const expected = 'a sandbox with a DUNS number of nine digits, not all zero';
  return refuse('quote', 'unauthorizedDuns', message, [
    { pointer: 'sandbox/duns', got: profile.duns, expected, rule: 'bt §1.3 code 43' },
  ]);
}

function render(document: QuoteDocument, call: Call) {
  const { '@baseType': baseType, '@type': type, id, ...rest } = document.quote;
  return { '@baseType': baseType, '@type': type, id, href: `${call.baseUrl}${quotePath}/${document.id}`, ...rest };
}

/** BT's `fields` selects top-level members only: a dotted name is the member it begins with. */
export function topLevel(query: Call['query']): Call['query'] {
  const { fields } = query;
  return fields ? { ...query, fields: fields.map((value) => value.replace(/\.[^,]*/g, '')) } : query;
}

function* wanted(world: World, { query }: Call): Iterable<QuoteDocument> {
  const product = query.product?.at(-1);
  const from = instantOf(query.startDateTime?.at(-1)) ?? Number.NEGATIVE_INFINITY;
  const to = instantOf(query.endDateTime?.at(-1)) ?? Number.POSITIVE_INFINITY;
  for (const [, document] of world.list(quotes)) {
    const { createdAt, expiresAt } = document;
    if (expiresAt <= world.now || createdAt < from || createdAt > to) continue;
    if (product === undefined || document.product === product) yield document;
  }
}

/** A `+` that was not encoded came as a space. */
const instantOf = (text: string | undefined): Instant | undefined =>
  text === undefined ? undefined : parseInstant(text.replace(/ (\d\d:?\d\d)$/, '+$1'));

function makeQuote(world: World, request: QuoteRequest, ground: QuoteGround): QuoteDocument {
  const { externalId, expectedFulfillmentStartDate } = request;
  const id = `Q${digitId(8, world.profile.seed, 'quote', world.ordinal('quote'))}`;
  const product = (request.quoteItem[0] as RequestItem).product['@type'];
  const expiresAt = aMonthAfter(world.now);
  const at = isoLondon(world.now);
  const tally = { services: 0, unpriced: 0 };
  const quoteItem = request.quoteItem.map((item) => answeredItem(world, item, ground, tally));
  const quote = {
    '@baseType': 'Quote',
    '@type': 'BtwQuote',
    id,
    ...(externalId === undefined ? {} : { externalId }),
    category: 'Wholesale',
    description: descriptions[product],
    quoteDate: at,
    effectiveQuoteCompletionDate: at,
    ...(expectedFulfillmentStartDate === undefined ? {} : { expectedFulfillmentStartDate }),
    version: '1',
    state: 'approved',
    validFor: { startDateTime: at, endDateTime: isoLondon(expiresAt) },
    ...(tally.unpriced > 0 ? { warnings: `${tally.unpriced} of ${tally.services} services could not be priced.` } : {}),
    quoteItem,
  };
  return { id, createdAt: world.now, expiresAt, product, ...(externalId === undefined ? {} : { externalId }), quote };
}

const descriptions: { readonly [product in ProductName]: string } = {
  WholesaleEthernetEline: 'Wholesale Ethernet E-Line',
  WholesaleEthernetElan: 'Wholesale Ethernet E-LAN',
  WholesaleEthernetInternet: 'Wholesale Ethernet Internet',
  WholesaleOptical: 'Wholesale Optical',
};

/** The same London time of the same day of the next month, or of its last day. */
export function aMonthAfter(instant: Instant): Instant {
  const { year, month, day, hour, minute, second, millisecond } = londonParts(instant);
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return fromLondon(nextYear, nextMonth, Math.min(day, lastDay), hour, minute, second, millisecond);
}

interface Tally {
  services: number;
  unpriced: number;
}

function answeredItem(reader: Reader, item: RequestItem, ground: QuoteGround, tally: Tally): object {
  const { customerReference } = item;
  return {
    '@baseType': 'QuoteItem',
    '@type': 'BtwQuoteItem',
    action: 'add',
    state: 'approved',
    ...(customerReference === undefined ? {} : { customerReference }),
    product: answeredProduct(reader, item.product, ground, tally),
  };
}

function answeredProduct(reader: Reader, product: RequestProduct, ground: QuoteGround, tally: Tally): object {
  const sites = product.place.map((place) => siteOf(reader, place, ground));
  const counted = (priced: Priced): object => {
    tally.services += 1;
    if (!priced.priced) tally.unpriced += 1;
    return priced.answer;
  };
  const head = { ...product, '@baseType': 'Product', place: sites.map(({ answer }) => answer) };
  const [aEnd] = sites as [Site];
  switch (product['@type']) {
    case 'WholesaleOptical':
      return { ...head, product: product.product.map((service) => counted(pricedOptical(service, sites, ground))) };
    case 'WholesaleEthernetEline': {
      const existing = product.existingAend ?? false;
      return {
        ...head,
        existingAend: existing,
        product: product.product.map((access) => counted(pricedAccess(access, aEnd, ground, existing))),
        quoteItem: (product.quoteItem ?? []).map((bend) => {
          const bEnds = bend.place.map((place) => siteOf(reader, place, ground));
          const answers = pricedPair(bend.product, bEnds[0] as Site, [aEnd, ...bEnds], ground).map(counted);
          return {
            ...bend,
            '@baseType': 'QuoteItem',
            '@type': 'BtwQuoteItem',
            action: 'add',
            place: bEnds.map(({ answer }) => answer),
            product: answers,
          };
        }),
      };
    }
    default:
      return { ...head, product: pricedPair(product.product, aEnd, [aEnd], ground).map(counted) };
  }
}

/** An access and its flow, in the order they were sent. */
function pricedPair(
  services: RequestProduct['product'],
  site: Site,
  ends: readonly Site[],
  ground: QuoteGround,
): Priced[] {
  const access = services.find(isAccess);
  return services.map((service) =>
    service === access || !access ? pricedAccess(service, site, ground) : pricedFlow(service, access, ends, ground),
  );
}
