import { allowedTransitions } from '#domain/journey/item-state';

/**
 * What a registered listener wants to hear of: `eventType=A,B&event.productOrder.state=completed`. Every name must hold, by
 * any of its values; a name that leads through a list holds when one of its members does. Source: TMF630, as MEF quotes
 * it; which attributes there are is modelled.
 */
export type HubQuery = ReadonlyMap<string, readonly string[]>;

/** Why a query is none: the part that is wrong, and what it could be. */
export interface HubQueryError {
  readonly got: string;
  readonly expected: string;
}

const eventTypes = ['ProductOrderCreateEvent', 'ProductOrderStateChangeEvent'];
const orderStates = Object.keys(allowedTransitions);
const orderPath = 'event.productOrder.';
/** An order tells of its items under one of these, by the shape that it came in. */
const itemListNames = ['productOrderItem', 'orderItem'];
const itemAttributeValues: AttributeValues = {
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
type AttributeValues = { readonly [name: string]: readonly string[] | undefined };

const orderEventAttributes: AttributeValues = {
  eventType: eventTypes,
  eventId: undefined,
  [`${orderPath}id`]: undefined,
  [`${orderPath}externalId`]: undefined,
  [`${orderPath}state`]: orderStates,
  [`${orderPath}relatedParty.id`]: undefined,
  [`${orderPath}relatedParty.role`]: undefined,
  [`${orderPath}errorMessage.code`]: undefined,
  ...Object.fromEntries(
    itemListNames.flatMap((list) =>
      Object.entries(itemAttributeValues).map(([name, values]) => [`${orderPath}${list}.${name}`, values]),
    ),
  ),
};

/** The names that a query may hold, for documentation. */
export const hubQueryNames: readonly string[] = Object.keys(orderEventAttributes);

/** An empty query wants everything. */
export function parseHubQuery(text: string): HubQuery | HubQueryError {
  const valuesByName = new Map<string, readonly string[]>();
  const withoutMark = text.replace(/^\?/, '');
  for (const part of withoutMark === '' ? [] : withoutMark.split('&')) {
    const parsed = parseQueryPart(part);
    if ('expected' in parsed) return parsed;
    valuesByName.set(parsed.name, [...(valuesByName.get(parsed.name) ?? []), ...parsed.values]);
  }
  return valuesByName;
}

function parseQueryPart(part: string): { readonly name: string; readonly values: readonly string[] } | HubQueryError {
  const invalid = (expected: string): HubQueryError => ({ got: part, expected });
  const separatorIndex = part.indexOf('=');
  if (separatorIndex < 0) return invalid('name=value, several joined by "&"');
  const name = decodePercent(part.slice(0, separatorIndex));
  const values = part
    .slice(separatorIndex + 1)
    .split(',')
    .map(decodePercent);
  if (name === undefined || values.includes(undefined)) return invalid('percent-encoding that can be read');
  if (!Object.hasOwn(orderEventAttributes, name))
    return invalid(`${suggestAttribute(name)}one of ${hubQueryNames.join(', ')}`);
  if (values.includes('')) return invalid(`${name}=… with a value, or several with commas between them`);
  const known = orderEventAttributes[name];
  const unknown = known && values.find((value) => !known.includes(value as string));
  if (unknown !== undefined) return { got: unknown, expected: `${name} as one or more of ${known?.join(', ')}` };
  return { name, values: values as readonly string[] };
}

/** `state` was probably meant to be the order's. */
function suggestAttribute(name: string): string {
  const last = name.slice(name.lastIndexOf('.') + 1);
  const near = hubQueryNames.find((known) => known.endsWith(`.${last}`));
  return near === undefined || last === '' ? '' : `${near} (perhaps), or `;
}

function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Whether an event, as it is sent, is what the query asks for. */
export function matchesHubQuery(query: HubQuery, payload: unknown): boolean {
  return [...query].every(([name, values]) =>
    collectValues(payload, name.split('.')).some((value) => values.includes(value)),
  );
}

function collectValues(value: unknown, path: readonly string[]): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => collectValues(one, path));
  const [name, ...rest] = path;
  if (name === undefined) return typeof value === 'string' ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  const names = itemListNames.includes(name) ? itemListNames : [name];
  return names.flatMap((one) => collectValues((value as Record<string, unknown>)[one], rest));
}
