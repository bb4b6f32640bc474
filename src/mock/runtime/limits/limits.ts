import type { EngineLimits } from '#engine/request/engine-limits';

/**
 * Every numeric limit, in one list for the server, `status`, GET /_sandbox/v1/limits, the flags of the command line and
 * docs/limits.md. Source: modelled, except the hundred items of a quote, which are BT's.
 */
export interface Limit {
  readonly text: string;
  readonly unit: 'bytes' | 'ms' | 's' | 'characters' | 'levels' | 'items' | 'count' | 'years' | 'steps' | 'hours';
  readonly default: number;
  /** Absent when the limit cannot be changed. */
  readonly flag?: string;
  /** What happens beyond the limit. */
  readonly over: string;
}

const MIB = 1024 * 1024;
const KIB = 1024;

const shapeExceeded = '400 with a pointer to the place';
const slowExceeded = '408, and the connection is closed';
const capacityExceeded = '507 with the reason';
const journalExceeded = 'the oldest entries make room, and are counted as evicted';
const scenarioExceeded = 'refused with its line';
const callbackExceeded = 'the attempt fails';
const pageSizeExceeded = 'clamped; X-Result-Count beside X-Total-Count says so';
const deliveriesExceeded = 'the delivery waits for its turn';

export const limitTable = {
  bodyBytes: defineLimit('a body', 'bytes', MIB, 'max-body-bytes', '413; compressed bodies are refused with 415'),
  orderBodyBytes: defineLimit('the body of a product order', 'bytes', 10 * MIB, 'max-order-body-bytes', '413'),
  jsonDepth: defineLimit('nesting of a body', 'levels', 64, 'max-json-depth', shapeExceeded),
  arrayItems: defineLimit('a list in a body (quote items: 100)', 'items', 10_000, 'max-array-items', shapeExceeded),
  stringLength: defineLimit('a text in a body', 'characters', 64 * KIB, 'max-string-length', shapeExceeded),
  headerBytes: defineLimit('the headers of a request', 'bytes', 16 * KIB, 'max-header-bytes', '431'),
  urlBytes: defineLimit('the target of a request', 'bytes', 8 * KIB, 'max-url-bytes', '414'),
  headersMs: defineLimit('time until the headers are there', 'ms', 5000, 'headers-timeout', slowExceeded),
  requestMs: defineLimit('time until the whole request is there', 'ms', 30_000, 'request-timeout', slowExceeded),
  keepAliveMs: defineLimit('an idle connection', 'ms', 5000, 'keep-alive-timeout', 'the connection is closed'),
  checkMs: defineLimit('between two looks at slow connections', 'ms', 1000, 'timeout-check', 'later by as much'),
  connections: defineLimit('connections', 'count', 2048, 'max-connections', 'the connection is refused'),
  connectionsPerAddress: defineLimit(
    'connections from one address',
    'count',
    1024,
    'max-connections-per-address',
    'the connection is refused',
  ),
  pageUsual: defineLimit('a page of a list when the client does not say', 'items', 20, 'page-size', pageSizeExceeded),
  pageItems: defineLimit('a page of a list', 'items', 100, 'max-page-size', pageSizeExceeded),
  journalEntries: defineLimit(
    'the journal of a sandbox, in entries',
    'count',
    5000,
    'journal-entries',
    journalExceeded,
  ),
  journalBytes: defineLimit('the journal of a sandbox, in bytes', 'bytes', 64 * MIB, 'journal-bytes', journalExceeded),
  orders: defineLimit('orders in a sandbox', 'count', 250_000, 'max-orders', capacityExceeded),
  documents: defineLimit('other documents in a sandbox', 'count', 1_000_000, 'max-documents', capacityExceeded),
  sandboxes: defineLimit('sandboxes besides the default one', 'count', 1000, 'max-sandboxes', capacityExceeded),
  advanceYears: defineLimit('one advance of a clock', 'years', 10, 'max-advance-years', '422, and nothing is moved'),
  advanceSteps: defineLimit(
    'due steps in one advance',
    'steps',
    1_000_000,
    'max-advance-steps',
    'stops there: stopped is limit',
  ),
  scenarioBytes: defineLimit('a scenario', 'bytes', 256 * KIB, 'max-scenario-bytes', scenarioExceeded),
  scenarioSteps: defineLimit('steps of a scenario', 'steps', 200, 'max-scenario-steps', scenarioExceeded),
  callbackMs: defineLimit('a callback', 'ms', 15_000, 'callback-timeout', callbackExceeded),
  callbackAnswerBytes: defineLimit(
    'what is kept of a callback answer',
    'bytes',
    64 * KIB,
    'callback-answer-bytes',
    callbackExceeded,
  ),
  callbackRedirects: defineLimit('redirects that a callback follows (never)', 'count', 0, undefined, callbackExceeded),
  deliveriesAtOnce: defineLimit('deliveries at once', 'count', 64, 'max-deliveries', deliveriesExceeded),
  deliveriesPerEndpoint: defineLimit(
    'deliveries at once to one endpoint (one per order)',
    'count',
    16,
    'max-deliveries-per-endpoint',
    deliveriesExceeded,
  ),
  streams: defineLimit('live streams', 'count', 64, 'max-streams', '503'),
  streamBytes: defineLimit(
    'what waits for a reader of a live stream',
    'bytes',
    MIB,
    'stream-buffer-bytes',
    'dropped, and an event gap',
  ),
  tokens: defineLimit('tokens alive per client', 'count', 1000, 'max-tokens', 'the oldest is revoked'),
  tokenSeconds: defineLimit('the life of a token', 's', 3600, 'token-lifetime', '401'),
  idempotencyKeys: defineLimit(
    'idempotency keys per sandbox',
    'count',
    10_000,
    'max-idempotency-keys',
    'the oldest is dropped',
  ),
  idempotencyHours: defineLimit(
    'the life of an idempotency key (wall time)',
    'hours',
    24,
    'idempotency-hours',
    'it is dropped',
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

export interface LimitRow extends Limit {
  readonly name: LimitName;
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
    const { flag, ...limit }: Limit = limitTable[name];
    return { name, ...limit, value: limits[name], ...(flag === undefined ? {} : { flag: `--${flag}` }) };
  });
}

function defineLimit(
  text: string,
  unit: Limit['unit'],
  defaultValue: number,
  flag: string | undefined,
  over: string,
): Limit {
  return { text, unit, default: defaultValue, ...(flag === undefined ? {} : { flag }), over };
}
