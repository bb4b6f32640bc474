import { nextStates } from '../product-order/order-state.ts';

/**
 * What a registered listener wants to hear of: `eventType=A,B&event.productOrder.state=completed`. Every name must hold, by
 * any of its values; a name that leads through a list holds when one of its members does. Source: TMF630, as MEF quotes
 * it; which attributes there are is modelled.
 */
export type HubQuery = ReadonlyMap<string, readonly string[]>;

/** Why a query is none: the part that is wrong, and what it could be. */
export interface QueryFault {
  readonly got: string;
  readonly expected: string;
}

const eventTypes = ['ProductOrderCreateEvent', 'ProductOrderStateChangeEvent'];
const orderStates = Object.keys(nextStates);
const order = 'event.productOrder.';
/** An order tells of its items under one of these, by the shape that it came in. */
const itemLists = ['productOrderItem', 'orderItem'];
const itemAttributes: Attributes = {
  id: undefined,
  internalId: undefined,
  action: ['add', 'modify', 'delete', 'noChange'],
  state: orderStates.filter((state) => state !== 'partial'),
  subStatus: undefined,
  milestone: undefined,
  'product.id': undefined,
  'product.productOffering.id': undefined,
};

/** By name: the values that there are; undefined where any text may be one. */
type Attributes = { readonly [name: string]: readonly string[] | undefined };

const attributes: Attributes = {
  eventType: eventTypes,
  eventId: undefined,
  [`${order}id`]: undefined,
  [`${order}externalId`]: undefined,
  [`${order}state`]: orderStates,
  [`${order}relatedParty.id`]: undefined,
  [`${order}relatedParty.role`]: undefined,
  [`${order}errorMessage.code`]: undefined,
  ...Object.fromEntries(
    itemLists.flatMap((list) =>
      Object.entries(itemAttributes).map(([name, values]) => [`${order}${list}.${name}`, values]),
    ),
  ),
};

/** The names that a query may hold, for documentation. */
export const queryNames: readonly string[] = Object.keys(attributes);

/** An empty query wants everything. */
export function readQuery(text: string): HubQuery | QueryFault {
  const wanted = new Map<string, readonly string[]>();
  const bare = text.replace(/^\?/, '');
  for (const part of bare === '' ? [] : bare.split('&')) {
    const read = readPart(part);
    if ('expected' in read) return read;
    wanted.set(read.name, [...(wanted.get(read.name) ?? []), ...read.values]);
  }
  return wanted;
}

function readPart(part: string): { readonly name: string; readonly values: readonly string[] } | QueryFault {
  const wrong = (expected: string): QueryFault => ({ got: part, expected });
  const at = part.indexOf('=');
  if (at < 0) return wrong('name=value, several joined by "&"');
  const name = decoded(part.slice(0, at));
  const values = part
    .slice(at + 1)
    .split(',')
    .map(decoded);
  if (name === undefined || values.includes(undefined)) return wrong('percent-encoding that can be read');
  if (!Object.hasOwn(attributes, name)) return wrong(`${nearName(name)}one of ${queryNames.join(', ')}`);
  if (values.includes('')) return wrong(`${name}=… with a value, or several with commas between them`);
  const known = attributes[name];
  const unknown = known && values.find((value) => !known.includes(value as string));
  if (unknown !== undefined) return { got: unknown, expected: `${name} as one or more of ${known?.join(', ')}` };
  return { name, values: values as readonly string[] };
}

/** `state` was probably meant to be the order's. */
function nearName(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const near = queryNames.find((known) => known.endsWith(`.${last}`));
  return near === undefined || last === '' ? '' : `${near} (perhaps), or `;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Whether an event, as it is sent, is what the query asks for. */
export function isWanted(query: HubQuery, payload: unknown): boolean {
  return [...query].every(([name, values]) =>
    valuesAt(payload, name.split('.')).some((value) => values.includes(value)),
  );
}

function valuesAt(value: unknown, path: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => valuesAt(one, path));
  const [name, ...rest] = path;
  if (name === undefined) return typeof value === 'string' ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  const names = itemLists.includes(name) ? itemLists : [name];
  return names.flatMap((one) => valuesAt((value as Record<string, unknown>)[one], rest));
}
