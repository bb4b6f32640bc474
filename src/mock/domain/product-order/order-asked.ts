import type { Instant } from '../sandbox.ts';
import { parseInstant } from '../working-time.ts';
import type { Action, ActionRules, Journey, Role } from './journey.ts';
import {
  billingAccountOf,
  characteristic,
  childrenOf,
  itemsOf,
  type Placed,
  productNames,
  relationsOf,
  shapeOf,
  targetOf,
  text,
} from './order-body.ts';
import type { JsonObject, OrderGround, Relation, Shape } from './order-documents.ts';

/** An item as it was asked for, read once: its journey is known, its relations are resolved. */
export interface AskedItem {
  readonly at: number;
  readonly pointer: string;
  readonly shape: Shape;
  readonly body: JsonObject;
  readonly id: string;
  readonly action: Action | undefined;
  readonly journey: Journey | undefined;
  readonly rules: ActionRules | undefined;
  readonly product: string;
  readonly reliesOn: readonly (Relation & { readonly named: string })[];
  readonly target: string | undefined;
  readonly requiredBy: Instant | undefined;
  readonly requiredByText: Placed | undefined;
  readonly billingAccount: Placed | undefined;
}

const actions: { readonly [word: string]: Action } = {
  add: 'provide',
  provide: 'provide',
  modify: 'modify',
  delete: 'cease',
  cease: 'cease',
};

export function readAsked(body: JsonObject, ground: OrderGround): AskedItem[] {
  const shape = shapeOf(body);
  const items = itemsOf(body);
  const places = new Map(items.map((item, at) => [text(item, 'id') ?? '', at]));
  return items.map((item, at) => {
    const names = productNames(item);
    const product = names.find((name) => ground.journeys.byProduct(name));
    const journey = product === undefined ? undefined : ground.journeys.byProduct(product);
    const action = actions[text(item, 'action')?.toLowerCase() ?? ''];
    const pointer = `/${shape}/${at}`;
    const requiredByText = requiredDate(item, pointer) ?? requiredDate(body, '');
    return {
      at,
      pointer,
      shape,
      body: item,
      id: text(item, 'id') ?? '',
      action,
      journey,
      rules: action && journey?.actions[action],
      product: product ?? names[0] ?? '',
      reliesOn: relationsOf(item).map(({ id, btType }) => {
        const other = places.get(id);
        return {
          named: id,
          ...(other === undefined ? { serviceId: id } : { item: other }),
          ...(btType === undefined ? {} : { btType }),
        };
      }),
      target: action === 'provide' ? undefined : targetOf(item),
      requiredByText,
      requiredBy: requiredByText === undefined ? undefined : instantOf(requiredByText.value),
      billingAccount: billingAccountOf(body, item, pointer),
    };
  });
}

/** BT's member is `requiredByDate`; TMF's `requestedCompletionDate` says the same. */
export function requiredDate(from: JsonObject, pointer: string): Placed | undefined {
  for (const member of ['requiredByDate', 'requestedCompletionDate']) {
    const value = text(from, member);
    if (value !== undefined) return { value, place: `${pointer}/${member}` };
  }
  return undefined;
}

/** A date-time with a zone, or a date alone: its morning. */
export function instantOf(written: string): Instant | undefined {
  return parseInstant(/^\d{4}-\d\d-\d\d$/.test(written) ? `${written}T09:00:00Z` : written);
}

/** Nodes are accesses, or the network a flow joins; nothing runs over a flow. Source: BT's `btType`; the rule is modelled. */
export function canBeReliedOn(role: Role, btType: string | undefined): boolean {
  if (role === 'flow') return false;
  return btType === 'Network' ? role === 'network' : btType !== 'FromNode' || role === 'access';
}

export function childCount(item: JsonObject): number {
  return childrenOf(item).length;
}

/** The diverse Etherways of an order belong together two by two, in the order they are listed. */
export function partnerOf(asked: AskedItem, all: readonly AskedItem[]): number | undefined {
  const diverse = all.filter(isDiverse).map(({ at }) => at);
  const place = diverse.indexOf(asked.at);
  return place < 0 ? undefined : diverse[place % 2 === 0 ? place + 1 : place - 1];
}

export function isDiverse({ journey, action, body }: AskedItem): boolean {
  return (
    journey?.pairId !== undefined &&
    action === 'provide' &&
    (characteristic(body, 'ResilienceOption')?.toUpperCase().startsWith('RAO2') ?? false)
  );
}
