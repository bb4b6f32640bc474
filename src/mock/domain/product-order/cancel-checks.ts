import type { Fault } from '../problem.ts';
import { type ActionRules, list } from './journey.ts';
import { bothShapes, itemsOf, member, shapeOf, text } from './order-body.ts';
import { awaitedItems, stepOf } from './order-dates.ts';
import type { ItemProgress, JsonObject, OrderGround, ProgressDocument } from './order-documents.ts';
import { isEnded } from './order-state.ts';

/** Why a cancellation cannot even be assessed. Each is one rule; sources: BT's legacy portal, resellers of Openreach. */
export interface CancelQuestion {
  readonly ground: OrderGround;
  readonly standing: ProgressDocument;
  /** Indexes of the items to be cancelled. */
  readonly items: readonly number[];
}

/** The items that the body names, or those that can still be cancelled when it names none; unknown ids are faults. */
export function namedItems(body: JsonObject, { items }: ProgressDocument): readonly number[] | readonly Fault[] {
  const misplaced = [...bothShapes(body), ...itemsInside(body)];
  if (misplaced.length > 0) return misplaced;
  const named = itemsOf(body);
  if (named.length === 0) {
    return items.flatMap(({ state, paused }, at) =>
      isEnded(state) || paused || state === 'pendingCancellation' ? [] : [at],
    );
  }
  const found = named.map((one) => items.findIndex(({ id }) => id === text(one, 'id')));
  const faults = found.flatMap((at, n) =>
    at >= 0
      ? []
      : [
          {
            pointer: `/${shapeOf(body)}/${n}/id`,
            got: named[n]?.id,
            expected: `an item of the order: ${items.map(({ id }) => id).join(', ')}`,
            rule: 'tmf §2',
          },
        ],
  );
  return faults.length > 0 ? faults : [...new Set(found)];
}

/** Items named within the reference: not heeded there, they would cost the customer the whole order. */
function itemsInside(body: JsonObject): readonly Fault[] {
  return (['productOrderItem', 'orderItem'] as const).flatMap((list) => {
    const got = member(body, 'productOrder', list);
    if (got === undefined) return [];
    const expected = `no items: name those to be cancelled in /${list}, beside productOrder, or none for the whole order`;
    return [{ pointer: `/productOrder/${list}`, got, expected, rule: 'modelled: a reference names the order only' }];
  });
}

/** The first reason against it, in words; undefined: it may be assessed. */
export function cancelRefusal(question: CancelQuestion): string | undefined {
  for (const check of Object.values(cancelChecks)) {
    const found = check(question);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function rulesOf(ground: OrderGround, item: ItemProgress): ActionRules {
  const rules = ground.journeys.byName(item.journey).actions[item.action];
  if (!rules) throw new Error(`${item.journey} has no ${item.action}`);
  return rules;
}

/** True when a step that `until` names is behind the item. */
export function isPast(item: ItemProgress, until: string | readonly string[]): boolean {
  const steps = list(until);
  return item.taken.some(([step]) => steps.includes(step));
}

export const cancelChecks = {
  somethingIsLeft: ({ standing, items }) =>
    items.length === 0 ? `Nothing of order ${standing.orderId} can be cancelled: it is ${standing.state}` : undefined,

  itemsAreInFlight: ({ standing, items }) => {
    const ended = items.map((at) => standing.items[at] as ItemProgress).find(({ state }) => isEnded(state));
    return ended && `Item ${ended.id} cannot be cancelled: it is ${ended.state}`;
  },

  noOtherCancellation: ({ standing, items }) => {
    const busy = items
      .map((at) => standing.items[at] as ItemProgress)
      .find(({ state, paused }) => paused || state === 'pendingCancellation');
    return busy && `Item ${busy.id} is being cancelled already`;
  },

  productCanBeCancelled: ({ ground, standing, items }) => {
    const item = items.map((at) => standing.items[at] as ItemProgress).find((one) => !rulesOf(ground, one).cancel);
    return item && `${ground.journeys.byName(item.journey).title} can be provided only, not cancelled`;
  },

  notPastThePointOfNoReturn: ({ ground, standing, items }) => {
    const late = items
      .map((at) => standing.items[at] as ItemProgress)
      .find((item) => isPast(item, rulesOf(ground, item).cancel?.until ?? ''));
    return late && `Item ${late.id} is past the point of no return: ${late.subStatus}`;
  },

  flowBeforeItsAccess: ({ ground, standing, items }) => {
    for (const [at, item] of standing.items.entries()) {
      if (items.includes(at) || isEnded(item.state)) continue;
      const needs = item.ahead.flatMap((one) => {
        const step = stepOf(ground, item, one);
        return step.waitsFor === 'accesses' ? awaitedItems(step, standing.items, at) : [];
      });
      const access = items.find((other) => needs.includes(other));
      if (access !== undefined) {
        return `Item ${item.id} relies on item ${standing.items[access]?.id}: cancel the Etherflow first`;
      }
    }
    return undefined;
  },
} as const satisfies { readonly [name: string]: (question: CancelQuestion) => string | undefined };
