import { hashParts } from '#domain/core/ids';
import {
  type ContractTerm,
  interpolatePrice,
  type PerKilometre,
  type PriceAmounts,
  type PriceBook,
  type PriceCurve,
  parseGeaBandwidth,
  parseQuoteMegabits,
} from './price-book.ts';

/**
 * The one function that makes prices. All it needs is in its argument, so the same service always costs the same, in every
 * sandbox and at every time. Source: modelled; `fixtures/price-book.yaml` explains the steps.
 */
export interface PriceInput {
  /** `@type` of the service. */
  readonly service: string;
  readonly bandwidth: string;
  readonly resilience?: string | undefined;
  readonly cos?: string | undefined;
  readonly ipAddressBlock?: string | undefined;
  readonly forceOSA?: boolean | undefined;
  /** `Router, Maintenance` */
  readonly bundle?: string | undefined;
  /** Code of the serving exchange: prices differ a little between exchanges. */
  readonly exchange?: string | undefined;
  /** Metres from the serving exchange to its switch. */
  readonly switchDistanceMetres?: number | undefined;
  /** Metres from the serving exchange to the site. */
  readonly siteDistanceMetres?: number | undefined;
  /** Metres between the two ends. */
  readonly endsDistanceMetres?: number | undefined;
}

export interface ProductPrice {
  readonly name: string;
  readonly priceType: 'nonRecurring' | 'recurring';
  readonly recurringChargePeriod?: 'year';
  readonly price: {
    readonly taxRate: number;
    readonly dutyFreeAmount: MoneyAmount;
    readonly taxIncludedAmount: MoneyAmount;
  };
}

interface MoneyAmount {
  readonly unit: string;
  readonly value: number;
}

/** Connection and rental for every term of the book; undefined for a service that the book does not price. */
export function calculatePrices(input: PriceInput, book: PriceBook): readonly ProductPrice[] | undefined {
  const listAmounts = findListPrice(input, book);
  return listAmounts && book.terms.flatMap((term) => pricesForTerm(term, listAmounts, book));
}

/** What already exists costs nothing more. */
export function zeroPrices(book: PriceBook): readonly ProductPrice[] {
  return book.terms.flatMap((term) => pricesForTerm(term, { connection: 0, rental: 0 }, book));
}

function pricesForTerm(term: ContractTerm, listAmounts: PriceAmounts, book: PriceBook): ProductPrice[] {
  const connection = toPrice(listAmounts.connection * term.connection, book);
  const rental = toPrice(listAmounts.rental * term.rental, book);
  return [
    { name: `${term.name} connection`, priceType: 'nonRecurring', price: connection },
    { name: `${term.name} rental`, priceType: 'recurring', recurringChargePeriod: 'year', price: rental },
  ];
}

function toPrice(pounds: number, book: PriceBook): ProductPrice['price'] {
  const pence = Math.round(pounds * 100);
  return {
    taxRate: book.taxRate,
    dutyFreeAmount: { unit: book.currency, value: pence / 100 },
    taxIncludedAmount: { unit: book.currency, value: Math.round((pence * (100 + book.taxRate)) / 100) / 100 },
  };
}

/** Before the term's factor. */
function findListPrice(input: PriceInput, book: PriceBook): PriceAmounts | undefined {
  const { service, bandwidth } = input;
  if (service === 'EtherwayGEAService') return calculateGeaPrice(input, book);
  if (service === 'WholesaleOpticalService') return calculateOpticalPrice(input, book);
  const access = book.access[service];
  if (access) {
    const listAmounts = access.bandwidths[bandwidth];
    return (
      listAmounts &&
      addDistancePrice(multiplyAmounts(listAmounts, accessPriceFactor(input, book)), access.distance, input)
    );
  }
  if (book.cpe[service]) return calculateEquipmentPrice(input, book);
  return book.flow[service] && calculateFlowPrice(input, book);
}

function calculateGeaPrice(input: PriceInput, book: PriceBook): PriceAmounts | undefined {
  const { technology, down, up } = parseGeaBandwidth(input.bandwidth);
  const prices = book.gea[technology];
  if (!prices) return undefined;
  const buildPrice = ((prices.perKilometre ?? 0) * (input.siteDistanceMetres ?? 0)) / 1000;
  const listAmounts = {
    connection: prices.connection + buildPrice,
    rental: interpolatePrice(prices.rental, Number(down) + Number(up)),
  };
  return multiplyAmounts(listAmounts, exchangePriceFactor(input, book));
}

function calculateFlowPrice(input: PriceInput, book: PriceBook): PriceAmounts | undefined {
  const prices = book.flow[input.service];
  if (!prices) return undefined;
  const lineAmounts = priceForSpeed(prices, parseQuoteMegabits(input.bandwidth));
  const factor = book.cos[input.cos ?? ''] ?? 1;
  const flowAmounts = { connection: lineAmounts.connection, rental: lineAmounts.rental * factor };
  const ipBlockPrice = prices.ipAddressBlock?.[input.ipAddressBlock ?? ''] ?? 0;
  return addDistancePrice({ ...flowAmounts, rental: flowAmounts.rental + ipBlockPrice }, prices.distance, input);
}

function calculateOpticalPrice(input: PriceInput, book: PriceBook): PriceAmounts {
  const lineAmounts = priceForSpeed(book.optical, parseQuoteMegabits(input.bandwidth) / 1000);
  const factor = (book.resilience[input.resilience ?? ''] ?? 1) * (input.forceOSA ? book.optical.forceOSA : 1);
  return addDistancePrice(multiplyAmounts(lineAmounts, factor), book.optical.distance, input);
}

function calculateEquipmentPrice(input: PriceInput, book: PriceBook): PriceAmounts | undefined {
  const prices = book.cpe[input.service];
  const basePrice = prices?.bandwidths[input.bandwidth];
  if (!prices || !basePrice) return undefined;
  return (input.bundle ?? '').split(', ').reduce((sum, part) => addAmounts(sum, prices.bundle[part]), basePrice);
}

const priceForSpeed = (
  prices: { readonly connection: number; readonly rental: PriceCurve },
  speed: number,
): PriceAmounts => ({
  connection: prices.connection,
  rental: interpolatePrice(prices.rental, speed),
});

function accessPriceFactor(input: PriceInput, book: PriceBook): number {
  return (book.resilience[input.resilience ?? ''] ?? 1) * exchangePriceFactor(input, book);
}

/** From 1 to 1 + spread, by the code of the exchange alone, so a faster service is never cheaper. */
function exchangePriceFactor({ exchange }: PriceInput, book: PriceBook): number {
  return exchange === undefined ? 1 : 1 + (book.spread * priceLevelOf(exchange)) / 100;
}

const priceLevelCache = new Map<string, number>();

/** A number in [0, 1) per exchange. Memoised: it depends on the code alone. */
function priceLevelOf(exchange: string): number {
  const cachedLevel = priceLevelCache.get(exchange);
  if (cachedLevel !== undefined) return cachedLevel;
  const level = hashParts('price level', exchange).readUInt16BE(0) / 65_536;
  if (priceLevelCache.size > 10_000) priceLevelCache.clear();
  priceLevelCache.set(exchange, level);
  return level;
}

function addDistancePrice(amounts: PriceAmounts, distance: PerKilometre | undefined, input: PriceInput): PriceAmounts {
  if (!distance) return amounts;
  const metres = distance.of === 'switch' ? input.switchDistanceMetres : input.endsDistanceMetres;
  const kilometres = (metres ?? 0) / 1000;
  return addAmounts(amounts, { connection: distance.connection * kilometres, rental: distance.rental * kilometres });
}

const multiplyAmounts = (amounts: PriceAmounts, factor: number): PriceAmounts => ({
  connection: amounts.connection * factor,
  rental: amounts.rental * factor,
});

const addAmounts = (a: PriceAmounts, b: PriceAmounts | undefined): PriceAmounts =>
  b ? { connection: a.connection + b.connection, rental: a.rental + b.rental } : a;
