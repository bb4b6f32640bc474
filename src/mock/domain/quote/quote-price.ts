import { keyed } from '../ids.ts';
import {
  type Amounts,
  type Curve,
  geaSpeeds,
  megabits,
  onCurve,
  type PerKilometre,
  type PriceBook,
  type Term,
} from './price-book.ts';

/**
 * The one function that makes prices. Everything it needs is in its question, so the same question always costs the
 * same, in every sandbox and at every time. Source: modelled; the steps are told in `fixtures/price-book.yaml`.
 */
export interface PriceQuestion {
  /** `@type` of the service. */
  readonly service: string;
  readonly bandwidth: string;
  readonly resilience?: string | undefined;
  readonly cos?: string | undefined;
  readonly ipAddressBlock?: string | undefined;
  readonly forceOSA?: boolean | undefined;
  /** `Router, Maintenance` */
  readonly bundle?: string | undefined;
  /** Code of the serving exchange: prices differ a little from one to the next. */
  readonly exchange?: string | undefined;
  /** Metres from the serving exchange to its switch. */
  readonly switchDistance?: number | undefined;
  /** Metres from the serving exchange to the site. */
  readonly siteDistance?: number | undefined;
  /** Metres between the two ends. */
  readonly endsDistance?: number | undefined;
}

export interface ProductPrice {
  readonly name: string;
  readonly priceType: 'nonRecurring' | 'recurring';
  readonly recurringChargePeriod?: 'year';
  readonly price: {
    readonly taxRate: number;
    readonly dutyFreeAmount: Money;
    readonly taxIncludedAmount: Money;
  };
}

interface Money {
  readonly unit: string;
  readonly value: number;
}

/** Connection and rental for every term of the book; undefined for a service that the book does not price. */
export function productPrices(question: PriceQuestion, book: PriceBook): readonly ProductPrice[] | undefined {
  const list = listPrice(question, book);
  return list && book.terms.flatMap((term) => termPrices(term, list, book));
}

/** What is there already costs nothing more. */
export function noPrices(book: PriceBook): readonly ProductPrice[] {
  return book.terms.flatMap((term) => termPrices(term, { connection: 0, rental: 0 }, book));
}

function termPrices(term: Term, list: Amounts, book: PriceBook): ProductPrice[] {
  const connection = money(list.connection * term.connection, book);
  const rental = money(list.rental * term.rental, book);
  return [
    { name: `${term.name} connection`, priceType: 'nonRecurring', price: connection },
    { name: `${term.name} rental`, priceType: 'recurring', recurringChargePeriod: 'year', price: rental },
  ];
}

function money(pounds: number, book: PriceBook): ProductPrice['price'] {
  const pence = Math.round(pounds * 100);
  return {
    taxRate: book.taxRate,
    dutyFreeAmount: { unit: book.currency, value: pence / 100 },
    taxIncludedAmount: { unit: book.currency, value: Math.round((pence * (100 + book.taxRate)) / 100) / 100 },
  };
}

/** Before the term's factor. */
function listPrice(question: PriceQuestion, book: PriceBook): Amounts | undefined {
  const { service, bandwidth } = question;
  if (service === 'EtherwayGEAService') return geaPrice(question, book);
  if (service === 'WholesaleOpticalService') return opticalPrice(question, book);
  const access = book.access[service];
  if (access) {
    const list = access.bandwidths[bandwidth];
    return list && withDistance(times(list, accessFactor(question, book)), access.distance, question);
  }
  if (book.cpe[service]) return cpePrice(question, book);
  return book.flow[service] && flowPrice(question, book);
}

function geaPrice(question: PriceQuestion, book: PriceBook): Amounts | undefined {
  const { technology, down, up } = geaSpeeds(question.bandwidth);
  const prices = book.gea[technology];
  if (!prices) return undefined;
  const built = ((prices.perKilometre ?? 0) * (question.siteDistance ?? 0)) / 1000;
  const list = { connection: prices.connection + built, rental: onCurve(prices.rental, Number(down) + Number(up)) };
  return times(list, exchangeLevel(question, book));
}

function flowPrice(question: PriceQuestion, book: PriceBook): Amounts | undefined {
  const prices = book.flow[question.service];
  if (!prices) return undefined;
  const line = onList(prices, megabits(question.bandwidth));
  const factor = book.cos[question.cos ?? ''] ?? 1;
  const flow = { connection: line.connection, rental: line.rental * factor };
  const block = prices.ipAddressBlock?.[question.ipAddressBlock ?? ''] ?? 0;
  return withDistance({ ...flow, rental: flow.rental + block }, prices.distance, question);
}

function opticalPrice(question: PriceQuestion, book: PriceBook): Amounts {
  const line = onList(book.optical, megabits(question.bandwidth) / 1000);
  const factor = (book.resilience[question.resilience ?? ''] ?? 1) * (question.forceOSA ? book.optical.forceOSA : 1);
  return withDistance(times(line, factor), book.optical.distance, question);
}

function cpePrice(question: PriceQuestion, book: PriceBook): Amounts | undefined {
  const prices = book.cpe[question.service];
  const box = prices?.bandwidths[question.bandwidth];
  if (!prices || !box) return undefined;
  return (question.bundle ?? '').split(', ').reduce((sum, part) => plus(sum, prices.bundle[part]), box);
}

const onList = (prices: { readonly connection: number; readonly rental: Curve }, speed: number): Amounts => ({
  connection: prices.connection,
  rental: onCurve(prices.rental, speed),
});

function accessFactor(question: PriceQuestion, book: PriceBook): number {
  return (book.resilience[question.resilience ?? ''] ?? 1) * exchangeLevel(question, book);
}

/** 1 to 1 + spread, by the code of the exchange and nothing else: it never turns a faster service into a cheaper one. */
function exchangeLevel({ exchange }: PriceQuestion, book: PriceBook): number {
  return exchange === undefined ? 1 : 1 + (book.spread * levelOf(exchange)) / 100;
}

const levels = new Map<string, number>();

/** A number in [0, 1) per exchange. Memoised: it depends on the code alone. */
function levelOf(exchange: string): number {
  const known = levels.get(exchange);
  if (known !== undefined) return known;
  const level = keyed('price level', exchange).readUInt16BE(0) / 65_536;
  if (levels.size > 10_000) levels.clear();
  levels.set(exchange, level);
  return level;
}

function withDistance(list: Amounts, distance: PerKilometre | undefined, question: PriceQuestion): Amounts {
  if (!distance) return list;
  const metres = distance.of === 'switch' ? question.switchDistance : question.endsDistance;
  const kilometres = (metres ?? 0) / 1000;
  return plus(list, { connection: distance.connection * kilometres, rental: distance.rental * kilometres });
}

const times = (list: Amounts, factor: number): Amounts => ({
  connection: list.connection * factor,
  rental: list.rental * factor,
});

const plus = (a: Amounts, b: Amounts | undefined): Amounts =>
  b ? { connection: a.connection + b.connection, rental: a.rental + b.rental } : a;
