import { parseInstant } from '#domain/calendar/working-time';
import type { JsonObject } from '#domain/core/json';
import { textAt } from '#domain/core/json';
import type { Instant } from '#domain/core/sandbox-state';
import type { Action, ActionRules, Journey, Role } from '#domain/journey/journey';
import type { ItemRelation, OrderReferenceData, OrderShape } from '#domain/product-order/order-documents';
import {
  billingAccountOf,
  characteristicValue,
  childrenOf,
  itemsOf,
  type LocatedValue,
  orderShapeOf,
  productNamesOf,
  relationsOf,
  targetServiceOf,
} from './order-shape.ts';

/** An item as it was asked for, read once: its journey is known, its relations are resolved. */
export interface RequestedItem {
  readonly itemIndex: number;
  readonly pointer: string;
  readonly shape: OrderShape;
  readonly body: JsonObject;
  readonly id: string;
  readonly action: Action | undefined;
  readonly journey: Journey | undefined;
  readonly rules: ActionRules | undefined;
  readonly product: string;
  readonly reliesOn: readonly (ItemRelation & { readonly reference: string })[];
  readonly target: string | undefined;
  readonly requiredBy: Instant | undefined;
  readonly requiredByText: LocatedValue | undefined;
  readonly billingAccount: LocatedValue | undefined;
}

const actionByWord: { readonly [word: string]: Action } = {
  add: 'provide',
  provide: 'provide',
  modify: 'modify',
  delete: 'cease',
  cease: 'cease',
};

export function parseOrderItems(body: JsonObject, referenceData: OrderReferenceData): RequestedItem[] {
  const shape = orderShapeOf(body);
  const items = itemsOf(body);
  const indexById = new Map(items.map((item, itemIndex) => [textAt(item, 'id') ?? '', itemIndex]));
  return items.map((item, itemIndex) => {
    const names = productNamesOf(item);
    const product = names.find((name) => referenceData.journeys.byProduct(name));
    const journey = product === undefined ? undefined : referenceData.journeys.byProduct(product);
    const action = actionByWord[textAt(item, 'action')?.toLowerCase() ?? ''];
    const pointer = `/${shape}/${itemIndex}`;
    const requiredByText = readRequiredDate(item, pointer) ?? readRequiredDate(body, '');
    return {
      itemIndex,
      pointer,
      shape,
      body: item,
      id: textAt(item, 'id') ?? '',
      action,
      journey,
      rules: action && journey?.actions[action],
      product: product ?? names[0] ?? '',
      reliesOn: relationsOf(item).map(({ id, btType }) => {
        const other = indexById.get(id);
        return {
          reference: id,
          ...(other === undefined ? { serviceId: id } : { itemIndex: other }),
          ...(btType === undefined ? {} : { btType }),
        };
      }),
      target: action === 'provide' ? undefined : targetServiceOf(item),
      requiredByText,
      requiredBy: requiredByText === undefined ? undefined : parseRequiredDate(requiredByText.value),
      billingAccount: billingAccountOf(body, item, pointer),
    };
  });
}

/** BT's member is `requiredByDate`; TMF's `requestedCompletionDate` says the same. */
export function readRequiredDate(from: JsonObject, pointer: string): LocatedValue | undefined {
  for (const member of ['requiredByDate', 'requestedCompletionDate']) {
    const value = textAt(from, member);
    if (value !== undefined) return { value, pointer: `${pointer}/${member}` };
  }
  return undefined;
}

/** A date-time with a zone, or a date alone: its morning. */
export function parseRequiredDate(written: string): Instant | undefined {
  return parseInstant(/^\d{4}-\d\d-\d\d$/.test(written) ? `${written}T09:00:00Z` : written);
}

/** Nodes are accesses, or the network a flow joins; nothing runs over a flow. Source: BT's `btType`; the rule is modelled. */
export function canBeReliedOn(role: Role, btType: string | undefined): boolean {
  if (role === 'flow') return false;
  return btType === 'Network' ? role === 'network' : btType !== 'FromNode' || role === 'access';
}

export function countChildren(item: JsonObject): number {
  return childrenOf(item).length;
}

/** The diverse Etherways of an order belong together two by two, in the order they are listed. */
export function findPairPartner(requested: RequestedItem, all: readonly RequestedItem[]): number | undefined {
  const diverse = all.filter(isDiverseProvide).map(({ itemIndex }) => itemIndex);
  const position = diverse.indexOf(requested.itemIndex);
  return position < 0 ? undefined : diverse[position % 2 === 0 ? position + 1 : position - 1];
}

export function isDiverseProvide({ journey, action, body }: RequestedItem): boolean {
  return (
    journey?.pairId !== undefined &&
    action === 'provide' &&
    (characteristicValue(body, 'ResilienceOption')?.toUpperCase().startsWith('RAO2') ?? false)
  );
}
