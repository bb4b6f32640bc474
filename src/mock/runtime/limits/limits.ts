import type { EngineLimits } from '#engine/request/engine-limits';

/**
 * Every numeric limit, in one list for the server, `status`, GET /_sandbox/v1/limits, the flags of the command line and
 * docs/limits.md. Source: modelled, except the hundred items of a quote, which are BT's.
 */
export interface Limit {
  /** What the flag sets, as a line of `--help` without the default. */
  readonly help: string;
  readonly unit: 'bytes' | 'ms' | 's' | 'characters' | 'levels' | 'items' | 'count' | 'years' | 'steps' | 'hours';
  readonly default: number;
  /** The largest value that its flag takes, where a larger one would let a walk run away. */
  readonly most?: number;
  /** Absent when the limit cannot be changed. */
  readonly flag?: string;
  /** What happens beyond the limit. */
  readonly over: string;
}

const MIB = 1024 * 1024;
const KIB = 1024;

const shapeExceeded = '400 with a JSON pointer to the value';
const slowExceeded = '408, and the connection is closed';
const connectionExceeded = 'the connection is refused';
const capacityExceeded = '507 with the reason';
const journalExceeded = 'the oldest entries are evicted and counted';
const scenarioExceeded = 'the scenario is rejected, with the line';
const callbackExceeded = 'the attempt fails';
const pageSizeExceeded = 'the page is cut to the limit; X-Result-Count and X-Total-Count show it';
const deliveriesExceeded = 'the delivery waits in the queue';

export const limitTable = {
  bodyBytes: defineLimit(
    'Maximum size of a request body',
    'bytes',
    MIB,
    'max-body-bytes',
    '413; a compressed body gets 415',
  ),
  orderBodyBytes: defineLimit('Maximum size of a product order', 'bytes', 10 * MIB, 'max-order-body-bytes', '413'),
  // Every look at a body goes down its levels; the stack holds a thousand of them easily.
  jsonDepth: {
    ...defineLimit('Maximum nesting depth of a JSON body', 'levels', 64, 'max-json-depth', shapeExceeded),
    most: 1000,
  },
  arrayItems: defineLimit(
    'Maximum length of a list in a JSON body; a quote has at most 100 items',
    'items',
    10_000,
    'max-array-items',
    shapeExceeded,
  ),
  stringLength: defineLimit(
    'Maximum length of a string in a JSON body',
    'characters',
    64 * KIB,
    'max-string-length',
    shapeExceeded,
  ),
  headerBytes: defineLimit('Maximum size of the request headers', 'bytes', 16 * KIB, 'max-header-bytes', '431'),
  urlBytes: defineLimit('Maximum size of the request URL', 'bytes', 8 * KIB, 'max-url-bytes', '414'),
  headersMs: defineLimit('Time allowed to receive the request headers', 'ms', 5000, 'headers-timeout', slowExceeded),
  requestMs: defineLimit('Time allowed to receive the whole request', 'ms', 30_000, 'request-timeout', slowExceeded),
  keepAliveMs: defineLimit(
    'Time that an idle connection stays open',
    'ms',
    5000,
    'keep-alive-timeout',
    'the connection is closed',
  ),
  checkMs: defineLimit(
    'How often slow connections are checked',
    'ms',
    1000,
    'timeout-check',
    'a slow connection is closed up to this much late',
  ),
  connections: defineLimit('Maximum number of open connections', 'count', 2048, 'max-connections', connectionExceeded),
  connectionsPerAddress: defineLimit(
    'Maximum number of open connections per client address',
    'count',
    1024,
    'max-connections-per-address',
    connectionExceeded,
  ),
  pageUsual: defineLimit(
    'Page size of a list when the request sets no limit',
    'items',
    20,
    'page-size',
    pageSizeExceeded,
  ),
  pageItems: defineLimit('Maximum page size of a list', 'items', 100, 'max-page-size', pageSizeExceeded),
  journalEntries: defineLimit(
    'Maximum number of journal entries per sandbox',
    'count',
    5000,
    'journal-entries',
    journalExceeded,
  ),
  journalBytes: defineLimit('Maximum journal size per sandbox', 'bytes', 64 * MIB, 'journal-bytes', journalExceeded),
  orders: defineLimit('Maximum number of orders per sandbox', 'count', 250_000, 'max-orders', capacityExceeded),
  documents: defineLimit(
    'Maximum number of other documents per sandbox',
    'count',
    1_000_000,
    'max-documents',
    capacityExceeded,
  ),
  sandboxes: defineLimit(
    'Maximum number of sandboxes besides the default one',
    'count',
    1000,
    'max-sandboxes',
    capacityExceeded,
  ),
  advanceYears: {
    ...defineLimit(
      'Maximum length of one advance of a clock',
      'years',
      10,
      'max-advance-years',
      '422, and the clock does not move',
    ),
    most: 100,
  },
  advanceSteps: defineLimit(
    'Maximum number of due steps in one advance',
    'steps',
    1_000_000,
    'max-advance-steps',
    'the advance stops; `stopped` is `limit`',
  ),
  scenarioBytes: defineLimit(
    'Maximum size of a scenario file',
    'bytes',
    256 * KIB,
    'max-scenario-bytes',
    scenarioExceeded,
  ),
  scenarioSteps: defineLimit(
    'Maximum number of steps in a scenario',
    'steps',
    200,
    'max-scenario-steps',
    scenarioExceeded,
  ),
  callbackMs: defineLimit(
    'Time allowed for your listener to answer a callback',
    'ms',
    15_000,
    'callback-timeout',
    callbackExceeded,
  ),
  callbackAnswerBytes: defineLimit(
    "Maximum size of a listener's answer to a callback",
    'bytes',
    64 * KIB,
    'callback-answer-bytes',
    callbackExceeded,
  ),
  callbackRedirects: defineLimit(
    'Number of redirects that a callback follows',
    'count',
    0,
    undefined,
    callbackExceeded,
  ),
  deliveriesAtOnce: defineLimit(
    'Maximum number of concurrent deliveries',
    'count',
    64,
    'max-deliveries',
    deliveriesExceeded,
  ),
  deliveriesPerEndpoint: defineLimit(
    'Maximum number of concurrent deliveries per endpoint; one per order',
    'count',
    16,
    'max-deliveries-per-endpoint',
    deliveriesExceeded,
  ),
  streams: defineLimit('Maximum number of live streams', 'count', 64, 'max-streams', '503'),
  streamBytes: defineLimit(
    'Maximum size of the buffer of a live stream',
    'bytes',
    MIB,
    'stream-buffer-bytes',
    'events are dropped; the reader gets an event `gap`',
  ),
  tokens: defineLimit(
    'Maximum number of valid tokens per client',
    'count',
    1000,
    'max-tokens',
    'the oldest token is revoked',
  ),
  tokenSeconds: defineLimit('Lifetime of an access token', 's', 3600, 'token-lifetime', '401'),
  idempotencyKeys: defineLimit(
    'Maximum number of idempotency keys per sandbox',
    'count',
    10_000,
    'max-idempotency-keys',
    'the oldest key is dropped',
  ),
  idempotencyHours: defineLimit(
    'Lifetime of an idempotency key, in hours of wall time',
    'hours',
    24,
    'idempotency-hours',
    'the key is dropped',
  ),
} as const satisfies Record<string, Limit>;

export type LimitName = keyof typeof limitTable;
export type Limits = { readonly [name in LimitName]: number };
export const limitNames = Object.keys(limitTable) as readonly LimitName[];

/** The limits that the engine checks on every request. */
export function toEngineLimits(limits: Limits): EngineLimits {
  return {
    shape: { maxDepth: limits.jsonDepth, maxArrayItems: limits.arrayItems, maxStringLength: limits.stringLength },
    maxOrders: limits.orders,
    maxDocuments: limits.documents,
    pages: { defaultLimit: limits.pageUsual, maxLimit: limits.pageItems },
    idempotency: { maxKeys: limits.idempotencyKeys, maxAgeMs: limits.idempotencyHours * 3_600_000 },
  };
}

/** A limit as the control API lists it: {@link Limit}, with `help` as `text`. */
export interface LimitRow extends Omit<Limit, 'help' | 'most'> {
  readonly name: LimitName;
  readonly text: string;
  /** The value in force. */
  readonly value: number;
}

/** The defaults with the given overrides. */
export function resolveLimits(overrides: Partial<Limits> = {}): Limits {
  const entries = limitNames.map((name) => [name, overrides[name] ?? limitTable[name].default]);
  return Object.fromEntries(entries) as Limits;
}

/** The limits with their values in force, for tables. */
export function limitRows(limits: Limits): readonly LimitRow[] {
  return limitNames.map((name) => {
    const { flag, help, most: _, ...limit }: Limit = limitTable[name];
    return { name, text: help, ...limit, value: limits[name], ...(flag === undefined ? {} : { flag: `--${flag}` }) };
  });
}

/** The line of `--help` for a limit: `Maximum journal size per sandbox (default 64 MiB)`. */
export function limitHelp({ help, unit, default: defaultValue }: Limit): string {
  return `${help} (default ${formatLimitValue(defaultValue, unit)})`;
}

/** A value with its unit, as it is printed and may be typed: `64 MiB`, `1s`, `500ms`, `10,000 items`; a count is the number alone. */
export function formatLimitValue(value: number, unit: Limit['unit']): string {
  if (unit === 'ms') return formatDuration(value);
  if (unit === 's') return formatDuration(value * 1000);
  if (unit === 'bytes' && value >= MIB && value % MIB === 0) return `${withThousandsSeparators(value / MIB)} MiB`;
  if (unit === 'bytes' && value >= KIB && value % KIB === 0) return `${withThousandsSeparators(value / KIB)} KiB`;
  return unit === 'count' ? withThousandsSeparators(value) : `${withThousandsSeparators(value)} ${unit}`;
}

const millisecondsIn: { readonly [unit: string]: number } = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
const bytesIn: { readonly [unit: string]: number } = { bytes: 1, KiB: KIB, MiB: MIB };

/**
 * Parses a value as {@link formatLimitValue} prints it; a bare number has the limit's own unit. Undefined when it is no whole
 * number above zero of that unit.
 *
 * @example
 * parseLimitValue('64 MiB', 'bytes'); // 67108864
 * parseLimitValue('2m', 'ms'); // 120000
 */
export function parseLimitValue(text: string, unit: Limit['unit']): number | undefined {
  const isDuration = unit === 'ms' || unit === 's';
  const [, count, written = unit] = /^(\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+) ?([A-Za-z]+)?$/.exec(text.trim()) ?? [];
  if (count === undefined) return undefined;
  const number = Number(count.replaceAll(',', ''));
  const sizes = isDuration ? millisecondsIn : unit === 'bytes' ? bytesIn : { [unit]: 1 };
  const size = Object.hasOwn(sizes, written) ? sizes[written] : undefined;
  const value = size === undefined ? Number.NaN : (number * size) / (sizes[unit] as number);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

function formatDuration(milliseconds: number): string {
  const units = { h: 3_600_000, m: 60_000, s: 1000 };
  const [unit, size] = Object.entries(units).find(([, one]) => milliseconds >= one && milliseconds % one === 0) ?? [
    'ms',
    1,
  ];
  return `${milliseconds / size}${unit}`;
}

/** From 10,000 on: four digits are read at a glance. */
function withThousandsSeparators(value: number): string {
  return value < 10_000 ? String(value) : String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

function defineLimit(
  help: string,
  unit: Limit['unit'],
  defaultValue: number,
  flag: string | undefined,
  over: string,
): Limit {
  return { help, unit, default: defaultValue, ...(flag === undefined ? {} : { flag }), over };
}
