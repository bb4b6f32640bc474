import type { EngineLimits } from '../engine/engine-limits.ts';

/**
 * Every limit that has a number: one list for the server, for `status`, for GET /_sandbox/v1/limits, for the flags of the
 * command line and for docs/limits.md. Source: modelled, but for the hundred items of a quote, which are BT's.
 */
export interface Limit {
  readonly text: string;
  readonly unit: 'bytes' | 'ms' | 's' | 'characters' | 'levels' | 'items' | 'count' | 'years' | 'steps' | 'hours';
  readonly default: number;
  /** Absent where nobody may change it. */
  readonly flag?: string;
  /** What happens over it. */
  readonly over: string;
}

const mebi = 1024 * 1024;
const kibi = 1024;

const shapeOver = '400 with a pointer to the place';
const slowOver = '408, and the connection is closed';
const fullOver = '507 with the reason';
const evictOver = 'the oldest entries make room, and are counted as evicted';
const lineOver = 'refused with its line';
const attemptOver = 'the attempt fails';
const pageOver = 'clamped; X-Result-Count beside X-Total-Count says so';
const queueOver = 'the delivery waits for its turn';

export const limitTable = {
  bodyBytes: limit('a body', 'bytes', mebi, 'max-body-bytes', '413; compressed bodies are refused with 415'),
  orderBodyBytes: limit('the body of a product order', 'bytes', 10 * mebi, 'max-order-body-bytes', '413'),
  jsonDepth: limit('nesting of a body', 'levels', 64, 'max-json-depth', shapeOver),
  arrayItems: limit('a list in a body (quote items: 100)', 'items', 10_000, 'max-array-items', shapeOver),
  stringLength: limit('a text in a body', 'characters', 64 * kibi, 'max-string-length', shapeOver),
  headerBytes: limit('the headers of a request', 'bytes', 16 * kibi, 'max-header-bytes', '431'),
  urlBytes: limit('the target of a request', 'bytes', 8 * kibi, 'max-url-bytes', '414'),
  headersMs: limit('time until the headers are there', 'ms', 5000, 'headers-timeout', slowOver),
  requestMs: limit('time until the whole request is there', 'ms', 30_000, 'request-timeout', slowOver),
  keepAliveMs: limit('an idle connection', 'ms', 5000, 'keep-alive-timeout', 'the connection is closed'),
  checkMs: limit('between two looks at slow connections', 'ms', 1000, 'timeout-check', 'later by as much'),
  connections: limit('connections', 'count', 2048, 'max-connections', 'the connection is refused'),
  connectionsPerAddress: limit(
    'connections from one address',
    'count',
    1024,
    'max-connections-per-address',
    'the connection is refused',
  ),
  pageUsual: limit('a page of a list when the client does not say', 'items', 20, 'page-size', pageOver),
  pageItems: limit('a page of a list', 'items', 100, 'max-page-size', pageOver),
  journalEntries: limit('the journal of a sandbox, in entries', 'count', 5000, 'journal-entries', evictOver),
  journalBytes: limit('the journal of a sandbox, in bytes', 'bytes', 64 * mebi, 'journal-bytes', evictOver),
  orders: limit('orders in a sandbox', 'count', 250_000, 'max-orders', fullOver),
  documents: limit('other documents in a sandbox', 'count', 1_000_000, 'max-documents', fullOver),
  sandboxes: limit('sandboxes besides the default one', 'count', 1000, 'max-sandboxes', fullOver),
  advanceYears: limit('one advance of a clock', 'years', 10, 'max-advance-years', '422, and nothing is moved'),
  advanceSteps: limit(
    'due steps in one advance',
    'steps',
    1_000_000,
    'max-advance-steps',
    'stops there: stopped is limit',
  ),
  scenarioBytes: limit('a scenario', 'bytes', 256 * kibi, 'max-scenario-bytes', lineOver),
  scenarioSteps: limit('steps of a scenario', 'steps', 200, 'max-scenario-steps', lineOver),
  callbackMs: limit('a callback', 'ms', 15_000, 'callback-timeout', attemptOver),
  callbackAnswerBytes: limit(
    'what is kept of a callback answer',
    'bytes',
    64 * kibi,
    'callback-answer-bytes',
    attemptOver,
  ),
  callbackRedirects: limit('redirects that a callback follows (never)', 'count', 0, undefined, attemptOver),
  deliveriesAtOnce: limit('deliveries at once', 'count', 64, 'max-deliveries', queueOver),
  deliveriesPerEndpoint: limit(
    'deliveries at once to one endpoint (one per order)',
    'count',
    16,
    'max-deliveries-per-endpoint',
    queueOver,
  ),
  streams: limit('live streams', 'count', 64, 'max-streams', '503'),
  streamBytes: limit(
    'what waits for a reader of a live stream',
    'bytes',
    mebi,
    'stream-buffer-bytes',
    'dropped, and an event gap',
  ),
  tokens: limit('tokens alive per client', 'count', 1000, 'max-tokens', 'the oldest is revoked'),
  tokenSeconds: limit('the life of a token', 's', 3600, 'token-lifetime', '401'),
  idempotencyKeys: limit(
    'idempotency keys per sandbox',
    'count',
    10_000,
    'max-idempotency-keys',
    'the oldest is dropped',
  ),
  idempotencyHours: limit(
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

/** The part that the engine looks at with every request. */
export function engineLimitsOf(limits: Limits): EngineLimits {
  return {
    shape: { depth: limits.jsonDepth, arrayItems: limits.arrayItems, stringLength: limits.stringLength },
    orders: limits.orders,
    documents: limits.documents,
    pages: { usual: limits.pageUsual, most: limits.pageItems },
    idempotency: { keys: limits.idempotencyKeys, wallMs: limits.idempotencyHours * 3_600_000 },
  };
}

export interface LimitRow extends Limit {
  readonly name: LimitName;
  /** In force now. */
  readonly value: number;
}

/** The defaults, with what was set otherwise. */
export function limitsOf(set: Partial<Limits> = {}): Limits {
  const all = limitNames.map((name) => [name, set[name] ?? limitTable[name].default]);
  return Object.fromEntries(all) as Limits;
}

export function limitRows(limits: Limits): readonly LimitRow[] {
  return limitNames.map((name) => {
    const { flag, ...limit }: Limit = limitTable[name];
    return { name, ...limit, value: limits[name], ...(flag === undefined ? {} : { flag: `--${flag}` }) };
  });
}

function limit(text: string, unit: Limit['unit'], usual: number, flag: string | undefined, over: string): Limit {
  return { text, unit, default: usual, ...(flag === undefined ? {} : { flag }), over };
}
