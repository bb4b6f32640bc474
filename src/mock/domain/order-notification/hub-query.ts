import { allowedTransitions } from '#domain/journey/item-state';

/**
 * The filter of a registered listener: `eventType=A,B&event.productOrder.state=completed`. An event matches when every
 * name has one of its values; a name that leads through a list matches when one entry does. Source: TMF630, as MEF quotes
 * it; the set of attributes is modelled.
 */
export type HubQuery = ReadonlyMap<string, readonly string[]>;

/** The part of a query that is invalid, and what is accepted. */
export interface HubQueryError {
  readonly got: string;
  readonly expected: string;
}

const eventTypes = ['ProductOrderCreateEvent', 'ProductOrderStateChangeEvent'];
const orderStates = Object.keys(allowedTransitions);
const orderPath = 'event.productOrder.';
/** The list of items in an event has one of these names, by the shape of the order. */
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

/** The possible values by name; undefined where any text is allowed. */
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

/** An empty query matches every event. */
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

/** A known name that ends the same: `state` was probably meant to be the order's. */
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

/** Whether an event, in the form in which it is sent, matches the query. */
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
