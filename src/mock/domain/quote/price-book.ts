/** The values of `fixtures/price-book.yaml`. Rentals are pounds per year, connections pounds once, both before tax. */
export interface PriceBook {
  readonly taxRate: number;
  readonly currency: 'GBP';
  readonly terms: readonly ContractTerm[];
  /** The largest surcharge of an exchange, in percent of the list price. */
  readonly spread: number;
  /** Metres assumed between two places on different grids. */
  readonly acrossGrids: number;
  readonly resilience: PriceFactors;
  readonly cos: PriceFactors;
  readonly access: { readonly [service: string]: AccessPrices };
  readonly gea: { readonly [technology: string]: GeaPrices };
  readonly flow: { readonly [service: string]: FlowPrices };
  readonly optical: FlowPrices & { readonly forceOSA: number };
  readonly cpe: { readonly [service: string]: CpePrices };
}

/** By contract term (`1 Year`): the factor on the list price. */
export interface ContractTerm {
  readonly name: string;
  readonly connection: number;
  readonly rental: number;
}

export interface PriceAmounts {
  readonly connection: number;
  readonly rental: number;
}

type PriceFactors = { readonly [name: string]: number };

/** Pounds per kilometre between the serving exchange and its switch, or between the two ends. */
export interface PerKilometre extends PriceAmounts {
  readonly of: 'switch' | 'ends';
}

export interface AccessPrices {
  readonly distance?: PerKilometre;
  readonly bandwidths: { readonly [bandwidth: string]: PriceAmounts };
}

export interface GeaPrices {
  readonly connection: number;
  /** Added to the connection, per kilometre from the exchange. */
  readonly perKilometre?: number;
  readonly rental: PriceCurve;
}

export interface FlowPrices {
  readonly connection: number;
  readonly distance?: PerKilometre;
  readonly rental: PriceCurve;
  readonly ipAddressBlock?: { readonly [block: string]: number };
}

export interface CpePrices {
  readonly bandwidths: { readonly [bandwidth: string]: PriceAmounts };
  readonly bundle: { readonly [part: string]: PriceAmounts };
}

/** Speed -> pounds. Between two points the price is interpolated; beyond the last point it is that of the last. */
export type PriceCurve = { readonly [speed: string]: number };

export function buildPriceBook(raw: unknown): PriceBook {
  return raw as PriceBook;
}

/** The price on a curve. It never falls as long as the points do not. */
export function interpolatePrice(curve: PriceCurve, speed: number): number {
  const points = sortCurvePoints(curve);
  const upperIndex = points.findIndex(([lowerSpeed]) => lowerSpeed >= speed);
  const [upperSpeed, upperPrice] = points[upperIndex === -1 ? points.length - 1 : upperIndex] as PricePoint;
  if (upperIndex <= 0) return upperPrice;
  const [lowerSpeed, lowerPrice] = points[upperIndex - 1] as PricePoint;
  return lowerPrice + ((upperPrice - lowerPrice) * (speed - lowerSpeed)) / (upperSpeed - lowerSpeed);
}

type PricePoint = readonly [speed: number, price: number];
const curvePointCache = new WeakMap<PriceCurve, readonly PricePoint[]>();

/** Object keys such as `1` and `0.2` have no useful order. Memoised: a curve is read-only. */
function sortCurvePoints(curve: PriceCurve): readonly PricePoint[] {
  const cachedPoints = curvePointCache.get(curve);
  if (cachedPoints) return cachedPoints;
  const points = Object.entries(curve)
    .map(([speed, price]): PricePoint => [Number(speed), price])
    .sort(([a], [b]) => a - b);
  curvePointCache.set(curve, points);
  return points;
}

/** `1.5 Gbit/s` is 1500, `2 x 10 Gbit/s` is 20000; what follows the unit is ignored. NaN where there is no speed. */
export function parseQuoteMegabits(bandwidth: string): number {
  const match = /^(?:(\d+) x )?(\d+(?:\.\d+)?) (M|G)bit\/s/.exec(bandwidth);
  if (!match) return Number.NaN;
  return Number(match[1] ?? 1) * Number(match[2]) * (match[3] === 'G' ? 1000 : 1);
}

/** The parts of `FTTP 160:30 Mbit/s`. */
export function parseGeaBandwidth(bandwidth: string): {
  readonly technology: string;
  readonly down: string;
  readonly up: string;
} {
  const [technology = '', speeds = ''] = bandwidth.split(' ');
  const [down = '', up = ''] = speeds.split(':');
  return { technology, down, up };
}
