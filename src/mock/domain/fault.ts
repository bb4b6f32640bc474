import { keyedNumber } from './ids.ts';
import { nearest, nearestOrLonger } from './nearest.ts';
import { collection, type Reader, type World } from './sandbox.ts';
import { parseDuration } from './working-time.ts';

/**
 * Failures of the wire, as data: counted, never by chance. A fault is attached to an operation, to `callback` (what we
 * send), to `token` (our token endpoint) or to `callbackToken` (the customer's). Each use takes one from its count.
 * Source: modelled.
 */
export interface FaultSpec {
  /** An operationId, `callback`, `token` or `callbackToken`. */
  readonly operation: string;
  /** Members of the request or event, by name or dotted path, that must be equal for it to strike. */
  readonly match?: { readonly [path: string]: unknown };
  /** Answer this instead of doing anything. On a callback: take it as answered so, without sending. */
  readonly status?: number;
  readonly body?: unknown;
  /** Wall time. */
  readonly delayMs?: number;
  /** The connection is broken once the work is done: before the answer's headers, or after them. */
  readonly reset?: 'beforeHeaders' | 'afterHeaders';
  /** The body ends after so many bytes, and the connection with it. */
  readonly truncateAt?: number;
  readonly dripBytesPerSecond?: number;
  /** Nothing is done and nothing is answered; on a callback, nothing is sent. */
  readonly drop?: boolean;
  /** So many more copies of a callback; `true` is one. */
  readonly duplicate?: boolean | number;
  /** A callback goes out after the next one of its order. */
  readonly reorder?: boolean;
  /** A callback goes out that much later on the virtual clock: `2 hours`, `PT30M`, `1 working day` is not taken. */
  readonly lateBy?: string;
  /** How the instants of a callback are written: one of {@link timestampForms}. */
  readonly timestampForm?: string;
  /** How often it strikes; without it, until it is removed. */
  readonly times?: number;
}

export interface Fault extends FaultSpec {
  readonly id: string;
  /** Uses left; null is for ever. At 0 it stays to be seen and strikes no more. */
  readonly left: number | null;
  readonly struck: number;
}

export const faults = collection<Fault>('faults', {
  active: ({ operation, left }) => (left === 0 ? [] : [operation]),
});

export const faultLimits = { perSandbox: 1000, delayMs: 120_000, copies: 100 };

/** Which forms BT's own samples mix, and one that changes from event to event. */
export const timestampForms = ['Z', 'seconds', '+00:00', '+0000', 'mixed'] as const;
export type TimestampForm = (typeof timestampForms)[number];

const onlyCallback = ['duplicate', 'reorder', 'lateBy', 'timestampForm'] as const;
const effects = [
  'status',
  'delayMs',
  'reset',
  'truncateAt',
  'dripBytesPerSecond',
  'drop',
  'duplicate',
  'reorder',
  'lateBy',
  'timestampForm',
] as const;

/** Of a callback, by its own name; beside the members of its order. */
export const callbackNames = [
  ...['eventId', 'eventType', 'eventTime', 'event', 'orderId', 'attempt', 'id', 'externalId', 'state', 'orderDate'],
  ...['completionDate', 'errorMessage', 'productOrderItem', 'orderItem', 'relatedParty', '@type'],
];

/** Parts of a request under which anything may stand. */
const parts = ['body', 'query', 'headers', 'path'];

/**
 * What is wrong with a fault that somebody wants to attach; empty when it can be used. `namesOf` gives what a request of an
 * operation may name: parameters of its path and query, members of its body.
 */
export function checkFault(
  spec: FaultSpec,
  operationIds: readonly string[],
  namesOf: (operation: string) => readonly string[] | undefined = () => undefined,
): readonly { readonly pointer: string; readonly got?: unknown; readonly expected: string }[] {
  const wrong: { pointer: string; got?: unknown; expected: string }[] = [];
  const known = [...operationIds, 'callback', 'token', 'callbackToken'];
  if (!known.includes(spec.operation)) {
    const meant = nearestOrLonger(spec.operation, known);
    const others = known.filter((one) => one !== meant).join(', ');
    const expected = meant === undefined ? `one of ${others}` : `${meant}, or another of ${others}`;
    wrong.push({
      pointer: '/operation',
      got: spec.operation,
      expected,
    });
  }
  for (const name of Object.keys(spec.match ?? {})) {
    const fault = checkMatch(spec.operation, name, namesOf);
    if (fault) wrong.push(fault);
  }
  if (!effects.some((effect) => spec[effect] !== undefined)) {
    wrong.push({ pointer: '', expected: `at least one of ${effects.join(', ')}` });
  }
  if (spec.operation !== 'callback') {
    for (const effect of onlyCallback) {
      if (spec[effect] !== undefined) {
        wrong.push({ pointer: `/${effect}`, got: spec[effect], expected: 'only together with operation "callback"' });
      }
    }
  }
  if (spec.lateBy !== undefined && lateByMs(spec.lateBy) === undefined) {
    wrong.push({ pointer: '/lateBy', got: spec.lateBy, expected: 'a duration such as "2 hours", "3 days" or PT30M' });
  }
  const form = spec.timestampForm;
  if (form !== undefined && !timestampForms.some((known) => known === form)) {
    wrong.push({ pointer: '/timestampForm', got: form, expected: `one of ${timestampForms.join(', ')}` });
  }
  return wrong;
}

/** A match that names nothing would never strike, and a test that relies on it would prove nothing. */
function checkMatch(operation: string, name: string, namesOf: (operation: string) => readonly string[] | undefined) {
  const pointer = `/match/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`.slice(0, 200);
  if (operation === 'token' || operation === 'callbackToken')
    return { pointer, expected: 'nothing: it meets every call for a token' };
  const own = operation === 'callback' ? callbackNames : namesOf(operation);
  const known = own && operation !== 'callback' ? [...own, ...parts] : own;
  const [first = ''] = name.split('.');
  if (known === undefined || known.includes(name) || known.includes(first)) return undefined;
  const meant = nearest(name, known);
  const hint = meant === undefined ? '' : ` (did you mean ${meant}?)`;
  return { pointer, expected: `one of ${known.join(', ')}, or a path that begins with one${hint}` };
}

function lateByMs(text: string): number | undefined {
  const duration = parseDuration(text);
  if (!duration || 'workingDays' in duration) return undefined;
  return duration.days * 86_400_000 + duration.milliseconds;
}

/** Attaches a checked fault. Undefined when the sandbox has as many as it may. */
export function addFault(world: World, spec: FaultSpec): Fault | undefined {
  if (world.count(faults) >= faultLimits.perSandbox) return undefined;
  const id = `fault-${world.ordinal('fault')}`;
  const fault: Fault = { ...spec, id, left: spec.times ?? null, struck: 0 };
  world.put(faults, id, fault);
  return fault;
}

/** False when there is none with this id. */
export function removeFault(world: World, id: string): boolean {
  if (world.get(faults, id) === undefined) return false;
  world.remove(faults, id);
  return true;
}

/** Whether anything could strike this operation: the cheap question before the real one. */
export function anyFault(reader: Reader, operation: string): boolean {
  return reader.count(faults) > 0 && reader.find(faults, 'active', operation).length > 0;
}

/** The fault that strikes now, if any: the first attached that matches. Its use is noted in the world. */
export function meetFault(
  world: World,
  operation: string,
  subject: unknown,
  may: (fault: Fault) => boolean = () => true,
): Fault | undefined {
  if (!anyFault(world, operation)) return undefined;
  for (const [id, fault] of world.find(faults, 'active', operation)) {
    if (!may(fault) || !matches(fault.match, subject)) continue;
    const met = { ...fault, left: fault.left === null ? null : fault.left - 1, struck: fault.struck + 1 };
    world.put(faults, id, met);
    world.report({ kind: 'fault', text: `${describeFault(fault)} (${id})` });
    return met;
  }
  return undefined;
}

function matches(match: FaultSpec['match'], subject: unknown): boolean {
  return Object.entries(match ?? {}).every(([path, wanted]) => equal(at(subject, path), wanted));
}

/** A member by its own name, else by dotted path: `externalId`, `relatedParty.0.role`. */
function at(subject: unknown, path: string): unknown {
  if (has(subject, path)) return (subject as Record<string, unknown>)[path];
  let found: unknown = subject;
  for (const name of path.split('.')) {
    if (!has(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

const has = (value: unknown, name: string): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name);

/** Numbers and their texts are the same here: what comes in a path or query is text. A list means any of its values. */
function equal(got: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) return wanted.some((one) => equal(got, one));
  if (Array.isArray(got)) return got.some((one) => equal(one, wanted));
  if (typeof got === 'object' || typeof wanted === 'object') return false;
  return got !== undefined && String(got) === String(wanted);
}

/** What a fault does, in words, for the journal. */
export function describeFault(fault: FaultSpec): string {
  const copies = fault.duplicate === true ? 1 : fault.duplicate;
  const parts = [
    fault.status === undefined ? '' : `answers ${fault.status}`,
    fault.drop ? 'is dropped' : '',
    fault.delayMs === undefined ? '' : `is delayed by ${fault.delayMs} ms`,
    fault.reset === undefined
      ? ''
      : `is cut off ${fault.reset === 'beforeHeaders' ? 'before' : 'after'} the answer's headers`,
    fault.truncateAt === undefined ? '' : `ends after ${fault.truncateAt} bytes`,
    fault.dripBytesPerSecond === undefined ? '' : `drips at ${fault.dripBytesPerSecond} bytes a second`,
    copies ? `is sent ${copies + 1} times` : '',
    fault.reorder ? 'goes out after the next one of its order' : '',
    fault.lateBy === undefined ? '' : `goes out ${fault.lateBy} late`,
    fault.timestampForm === undefined ? '' : `has its instants in the form ${fault.timestampForm}`,
  ].filter((part) => part !== '');
  return `${fault.operation} ${parts.join(', ')}`;
}

/** What happens to the bytes, for whoever sends them. */
export interface WireFault {
  /** Nothing is answered at all. */
  readonly drop?: boolean;
  readonly delayMs?: number;
  readonly reset?: 'beforeHeaders' | 'afterHeaders';
  readonly truncateAt?: number;
  readonly dripBytesPerSecond?: number;
}

export function wireFault(fault: FaultSpec): WireFault | undefined {
  const { drop, delayMs, reset, truncateAt, dripBytesPerSecond } = fault;
  if ((drop ?? delayMs ?? reset ?? truncateAt ?? dripBytesPerSecond) === undefined) return undefined;
  return {
    ...(drop === undefined ? {} : { drop }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(reset === undefined ? {} : { reset }),
    ...(truncateAt === undefined ? {} : { truncateAt }),
    ...(dripBytesPerSecond === undefined ? {} : { dripBytesPerSecond }),
  };
}

/** What a fault means for an event before it is sent at all. */
export interface CallbackHold {
  readonly copies: number;
  readonly reorder: boolean;
  /** Virtual milliseconds. */
  readonly lateBy: number | undefined;
  readonly timestampForm: TimestampForm | undefined;
}

export function callbackHold(fault: FaultSpec): CallbackHold {
  const { duplicate, lateBy } = fault;
  return {
    copies: duplicate === true ? 1 : typeof duplicate === 'number' ? Math.min(duplicate, faultLimits.copies) : 0,
    reorder: fault.reorder === true,
    lateBy: lateBy === undefined ? undefined : lateByMs(lateBy),
    timestampForm: fault.timestampForm as TimestampForm | undefined,
  };
}

const utcForm = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{3}))?Z$/;

/**
 * The payload with its own event time in another of the forms that BT's samples use. `pick` (0 or more) chooses for
 * `mixed`. Only `eventTime` changes: the rest of the payload is the order's.
 */
export function withTimestampForm(payload: unknown, form: TimestampForm, pick: number): unknown {
  if (!has(payload, 'eventTime')) return payload;
  const eventTime = (payload as { readonly eventTime: unknown }).eventTime;
  const match = typeof eventTime === 'string' ? utcForm.exec(eventTime) : null;
  if (!match) return payload;
  const fixed = timestampForms.filter((one) => one !== 'mixed');
  const chosen = form === 'mixed' ? (fixed[pick % fixed.length] as TimestampForm) : form;
  return { ...(payload as object), eventTime: inForm(match[1] as string, match[2] ?? '000', chosen) };
}

function inForm(seconds: string, milliseconds: string, form: TimestampForm): string {
  if (form === 'seconds') return `${seconds}Z`;
  if (form === '+00:00') return `${seconds}.${milliseconds}000+00:00`;
  if (form === '+0000') return `${seconds}.${milliseconds}+0000`;
  return `${seconds}.${milliseconds}Z`;
}

/** The payload as this event sends it: in the form that a fault gave it, the same on every attempt. */
export function asSent(
  payload: unknown,
  event: { readonly eventId: string; readonly timestampForm?: TimestampForm },
  seed: string,
): unknown {
  if (event.timestampForm === undefined) return payload;
  return withTimestampForm(payload, event.timestampForm, keyedNumber(1000, seed, 'timestamp-form', event.eventId));
}
