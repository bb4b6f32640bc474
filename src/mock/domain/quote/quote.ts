import { formatIsoLondon, instantFromLondon, parseInstant, toLondonDateTime } from '#domain/calendar/working-time';
import type { Answer, Operation, OperationCall } from '#domain/core/call';
import { digitId } from '#domain/core/ids';
import {
  type AgendaEntry,
  defineCollection,
  type Instant,
  type StateReader,
  type Transaction,
} from '#domain/core/sandbox-state';
import { refuse } from '#domain/errors/error-catalogue';
import { answerList, parseFields, pickFields } from '#domain/query/list';
import { type QuoteSite, resolveQuoteSite } from './quote-places.ts';
import {
  findConfigurationViolations,
  isAccessService,
  type QuoteProductName,
  type QuoteRequest,
  type QuoteRequestItem,
  type QuoteRequestProduct,
} from './quote-request.ts';
import { priceAccess, priceFlow, priceOptical, type QuotedService, type QuoteReferenceData } from './quote-services.ts';

/** Quotes: made at once, kept for a month, never changed. Source: BT; prices and what decides them are modelled. */
export interface QuoteDocument {
  readonly id: string;
  readonly createdAt: Instant;
  /** From this instant on it is not found. */
  readonly expiresAt: Instant;
  readonly product: QuoteProductName;
  readonly externalId?: string;
  /** The answer without its href, which depends on the URL of the request. */
  readonly quote: { readonly [member: string]: unknown };
}

export const quotes = defineCollection<QuoteDocument>('quotes', {
  externalId: ({ externalId }) => (externalId === undefined ? [] : [externalId]),
});

/** Kind of the agenda entry that ends a quote. */
export const quoteExpiry = 'quote-expiry';

const quotePath = '/tmf-api/quoteManagement/v4/quote';

export const createQuote: Operation<QuoteReferenceData> = (transaction, call, referenceData) => {
  const refusal = checkDuns(transaction);
  if (refusal) return refusal;
  const request = call.body as QuoteRequest;
  const violations = findConfigurationViolations(request);
  if (violations.length > 0) {
    return refuse(
      'quote',
      'invalidQuoteConfiguration',
      violations[0]?.expected ?? 'Invalid quote configuration',
      violations,
    );
  }
  const document = buildQuote(transaction, request, referenceData);
  transaction.put(quotes, document.id, document);
  transaction.schedule(document.expiresAt, quoteExpiry, { quoteId: document.id });
  const body = renderQuote(document, call);
  return { status: 201, headers: { Location: body.href }, body };
};

export const retrieveQuote: Operation<QuoteReferenceData> = (transaction, call) => {
  const refusal = checkDuns(transaction);
  if (refusal) return refusal;
  const document = findQuote(transaction, call.params.id ?? '');
  if (!document) return refuse('quote', 'notFound', 'No such quote, or its month is over.');
  return { status: 200, body: pickFields(renderQuote(document, call), parseFields(keepTopLevelFields(call.query))) };
};

export const listQuote: Operation<QuoteReferenceData> = (transaction, call) => {
  const refusal = checkDuns(transaction);
  if (refusal) return refusal;
  const rules = {
    family: 'quote',
    defaultLimit: 10,
    maxLimit: 100,
    nonFilterNames: ['product', 'startDateTime', 'endDateTime'],
  } as const;
  return answerList(keepTopLevelFields(call.query), rules, {
    documents: filterQuotes(transaction, call),
    quickAttributes: {
      id: ({ id }) => id,
      externalId: ({ externalId }) => externalId,
      category: ({ quote }) => quote.category,
      quoteDate: ({ quote }) => quote.quoteDate,
    },
    render: (document) => renderQuote(document, call),
  });
};

/** The quote, until its month is over. */
export function findQuote(transaction: Transaction, id: string): QuoteDocument | undefined {
  const document = transaction.get(quotes, id);
  return document && document.expiresAt > transaction.now ? document : undefined;
}

/** Ends a quote whose month is over. */
export function expireQuote(transaction: Transaction, entry: AgendaEntry): void {
  const id = String(entry.quoteId);
  if (!transaction.get(quotes, id)) return;
  transaction.remove(quotes, id);
  transaction.emit({ kind: quoteExpiry, text: `Quote ${id} is a month old and gone` });
}

/** The gateway adds the caller's DUNS, and the pricing tool must know it. Nine zeros stand for an unknown one. */
export function checkDuns({ profile }: Transaction): Answer | undefined {
  if (/^\d{9}$/.test(profile.duns) && profile.duns !== '000000000') return undefined;
  const message = 'DUNS Id not provided or not recognised by pricing tool.';
  const expected = 'a sandbox with a DUNS number of nine digits, not all zero';
  return refuse('quote', 'unauthorizedDuns', message, [
    { pointer: 'sandbox/duns', got: profile.duns, expected, rule: 'bt §1.3 code 43' },
  ]);
}

function renderQuote(document: QuoteDocument, call: OperationCall) {
  const { '@baseType': baseType, '@type': type, id, ...rest } = document.quote;
  return { '@baseType': baseType, '@type': type, id, href: `${call.baseUrl}${quotePath}/${document.id}`, ...rest };
}

/** BT's `fields` selects top-level members only: a dotted name is the member it begins with. */
export function keepTopLevelFields(query: OperationCall['query']): OperationCall['query'] {
  const { fields } = query;
  return fields ? { ...query, fields: fields.map((value) => value.replace(/\.[^,]*/g, '')) } : query;
}

function* filterQuotes(transaction: Transaction, { query }: OperationCall): Iterable<QuoteDocument> {
  const product = query.product?.at(-1);
  const from = parseQueryInstant(query.startDateTime?.at(-1)) ?? Number.NEGATIVE_INFINITY;
  const to = parseQueryInstant(query.endDateTime?.at(-1)) ?? Number.POSITIVE_INFINITY;
  for (const [, document] of transaction.list(quotes)) {
    const { createdAt, expiresAt } = document;
    if (expiresAt <= transaction.now || createdAt < from || createdAt > to) continue;
    if (product === undefined || document.product === product) yield document;
  }
}

/** A `+` that the client did not encode arrives as a space. */
const parseQueryInstant = (text: string | undefined): Instant | undefined =>
  text === undefined ? undefined : parseInstant(text.replace(/ (\d\d:?\d\d)$/, '+$1'));

function buildQuote(transaction: Transaction, request: QuoteRequest, referenceData: QuoteReferenceData): QuoteDocument {
  const { externalId, expectedFulfillmentStartDate } = request;
  const id = `Q${digitId(8, transaction.profile.seed, 'quote', transaction.ordinal('quote'))}`;
  const product = (request.quoteItem[0] as QuoteRequestItem).product['@type'];
  const expiresAt = addOneMonth(transaction.now);
  const quoteDate = formatIsoLondon(transaction.now);
  const tally = { serviceCount: 0, unpricedCount: 0 };
  const quoteItem = request.quoteItem.map((item) => renderQuoteItem(transaction, item, referenceData, tally));
  const quote = {
    '@baseType': 'Quote',
    '@type': 'BtwQuote',
    id,
    ...(externalId === undefined ? {} : { externalId }),
    category: 'Wholesale',
    description: productDescriptions[product],
    quoteDate: quoteDate,
    effectiveQuoteCompletionDate: quoteDate,
    ...(expectedFulfillmentStartDate === undefined ? {} : { expectedFulfillmentStartDate }),
    version: '1',
    state: 'approved',
    validFor: { startDateTime: quoteDate, endDateTime: formatIsoLondon(expiresAt) },
    ...(tally.unpricedCount > 0
      ? { warnings: `${tally.unpricedCount} of ${tally.serviceCount} services could not be priced.` }
      : {}),
    quoteItem,
  };
  return {
    id,
    createdAt: transaction.now,
    expiresAt,
    product,
    ...(externalId === undefined ? {} : { externalId }),
    quote,
  };
}

const productDescriptions: { readonly [product in QuoteProductName]: string } = {
  WholesaleEthernetEline: 'Wholesale Ethernet E-Line',
  WholesaleEthernetElan: 'Wholesale Ethernet E-LAN',
  WholesaleEthernetInternet: 'Wholesale Ethernet Internet',
  WholesaleOptical: 'Wholesale Optical',
};

/** The same London time of the same day of the next month, or of its last day. */
export function addOneMonth(instant: Instant): Instant {
  const { year, month, day, hour, minute, second, millisecond } = toLondonDateTime(instant);
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return instantFromLondon(nextYear, nextMonth, Math.min(day, lastDay), hour, minute, second, millisecond);
}

interface PricingTally {
  serviceCount: number;
  unpricedCount: number;
}

function renderQuoteItem(
  reader: StateReader,
  item: QuoteRequestItem,
  referenceData: QuoteReferenceData,
  tally: PricingTally,
): object {
  const { customerReference } = item;
  return {
    '@baseType': 'QuoteItem',
    '@type': 'BtwQuoteItem',
    action: 'add',
    state: 'approved',
    ...(customerReference === undefined ? {} : { customerReference }),
    product: renderQuoteProduct(reader, item.product, referenceData, tally),
  };
}

function renderQuoteProduct(
  reader: StateReader,
  product: QuoteRequestProduct,
  referenceData: QuoteReferenceData,
  tally: PricingTally,
): object {
  const sites = product.place.map((place) => resolveQuoteSite(reader, place, referenceData));
  const countService = (pricedService: QuotedService): object => {
    tally.serviceCount += 1;
    if (!pricedService.isPriced) tally.unpricedCount += 1;
    return pricedService.renderedService;
  };
  const commonMembers = { ...product, '@baseType': 'Product', place: sites.map(({ renderedPlace }) => renderedPlace) };
  const [aEnd] = sites as [QuoteSite];
  switch (product['@type']) {
    case 'WholesaleOptical':
      return {
        ...commonMembers,
        product: product.product.map((service) => countService(priceOptical(service, sites, referenceData))),
      };
    case 'WholesaleEthernetEline': {
      const isExisting = product.existingAend ?? false;
      return {
        ...commonMembers,
        existingAend: isExisting,
        product: product.product.map((access) => countService(priceAccess(access, aEnd, referenceData, isExisting))),
        quoteItem: (product.quoteItem ?? []).map((bEndItem) => {
          const bEndSites = bEndItem.place.map((place) => resolveQuoteSite(reader, place, referenceData));
          const renderedServices = priceServices(
            bEndItem.product,
            bEndSites[0] as QuoteSite,
            [aEnd, ...bEndSites],
            referenceData,
          ).map(countService);
          return {
            ...bEndItem,
            '@baseType': 'QuoteItem',
            '@type': 'BtwQuoteItem',
            action: 'add',
            place: bEndSites.map(({ renderedPlace }) => renderedPlace),
            product: renderedServices,
          };
        }),
      };
    }
    default:
      return {
        ...commonMembers,
        product: priceServices(product.product, aEnd, [aEnd], referenceData).map(countService),
      };
  }
}

/** An access and its flow, in the order of the request. */
function priceServices(
  services: QuoteRequestProduct['product'],
  site: QuoteSite,
  ends: readonly QuoteSite[],
  referenceData: QuoteReferenceData,
): QuotedService[] {
  const access = services.find(isAccessService);
  return services.map((service) =>
    service === access || !access
      ? priceAccess(service, site, referenceData)
      : priceFlow(service, access, ends, referenceData),
  );
}
