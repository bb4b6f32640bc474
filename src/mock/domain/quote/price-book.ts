/** `fixtures/price-book.yaml` as the pricing rules read it. Pounds per year before tax; connection once. */
export interface PriceBook {
  readonly taxRate: number;
  readonly currency: 'GBP';
  readonly terms: readonly Term[];
  /** Percent above the list by which exchanges differ at most. */
  readonly spread: number;
  /** Metres between two places whose grids do not meet. */
  readonly acrossGrids: number;
  readonly resilience: Factors;
  readonly cos: Factors;
  readonly access: { readonly [service: string]: ListPrices };
  readonly gea: { readonly [technology: string]: GeaPrices };
  readonly flow: { readonly [service: string]: FlowPrices };
  readonly optical: FlowPrices & { readonly forceOSA: number };
  readonly cpe: { readonly [service: string]: CpePrices };
}

/** `1 Year`: what the list price is multiplied by when the contract runs that long. */
export interface Term {
  readonly name: string;
  readonly connection: number;
  readonly rental: number;
}

export interface Amounts {
  readonly connection: number;
  readonly rental: number;
}

type Factors = { readonly [name: string]: number };

/** Pounds per kilometre: of the way from the serving exchange to its switch, or between the two ends. */
export interface PerKilometre extends Amounts {
  readonly of: 'switch' | 'ends';
}

export interface ListPrices {
  readonly distance?: PerKilometre;
  readonly bandwidths: { readonly [bandwidth: string]: Amounts };
}

export interface GeaPrices {
  readonly connection: number;
  /** Added to the connection, per kilometre from the exchange. */
  readonly perKilometre?: number;
  readonly rental: Curve;
}

export interface FlowPrices {
  readonly connection: number;
  readonly distance?: PerKilometre;
  readonly rental: Curve;
  readonly ipAddressBlock?: { readonly [block: string]: number };
}

export interface CpePrices {
  readonly bandwidths: { readonly [bandwidth: string]: Amounts };
  readonly bundle: { readonly [part: string]: Amounts };
}

/** Speed -> pounds; between two points the price runs on a straight line, beyond the last it stays. */
export type Curve = { readonly [speed: string]: number };

export function makePriceBook(raw: unknown): PriceBook {
  return raw as PriceBook;
}

/** The price on a curve. Never falls while the points do not. */
export function onCurve(curve: Curve, speed: number): number {
  const points = curvePoints(curve);
  const after = points.findIndex(([at]) => at >= speed);
  const [nextAt, nextPrice] = points[after === -1 ? points.length - 1 : after] as Point;
  if (after <= 0) return nextPrice;
  const [at, price] = points[after - 1] as Point;
  return price + ((nextPrice - price) * (speed - at)) / (nextAt - at);
}

type Point = readonly [speed: number, price: number];
const sortedCurves = new WeakMap<Curve, readonly Point[]>();

/** Object keys such as `1` and `0.2` come in no useful order. Memoised: a curve is read-only. */
function curvePoints(curve: Curve): readonly Point[] {
  const known = sortedCurves.get(curve);
  if (known) return known;
  const points = Object.entries(curve)
    .map(([speed, price]): Point => [Number(speed), price])
    .sort(([a], [b]) => a - b);
  sortedCurves.set(curve, points);
  return points;
}

/** `1.5 Gbit/s` is 1500, `2 x 10 Gbit/s` is 20000; what follows the unit is ignored. NaN where there is no speed. */
export function megabits(bandwidth: string): number {
  const match = /^(?:(\d+) x )?(\d+(?:\.\d+)?) (M|G)bit\/s/.exec(bandwidth);
  if (!match) return Number.NaN;
  return Number(match[1] ?? 1) * Number(match[2]) * (match[3] === 'G' ? 1000 : 1);
}

/** `FTTP 160:30 Mbit/s` taken apart. */
export function geaSpeeds(bandwidth: string): {
  readonly technology: string;
  readonly down: string;
  readonly up: string;
} {
  const [technology = '', speeds = ''] = bandwidth.split(' ');
  const [down = '', up = ''] = speeds.split(':');
  return { technology, down, up };
}
