import { InternalError } from '#domain/core/etherbox-error';
import type { Violation } from '#domain/core/violation';
import { isEnded } from '#domain/journey/item-state';
import type { ActionRules } from '#domain/journey/journey';
import { toList } from '#domain/journey/plan';
import { findAwaitedItems, resolveStep } from '#domain/product-order/order-dates';
import type { ItemProgress, OrderProgress, OrderReferenceData } from '#domain/product-order/order-documents';
import type { CancellationRequest } from '#domain/product-order/request/parse-cancellation';

/** Input of the rules that refuse a cancellation at once. Sources: BT's legacy portal, resellers of Openreach. */
export interface CancelCheckInput {
  readonly referenceData: OrderReferenceData;
  readonly orderProgress: OrderProgress;
  /** Indexes of the items to be cancelled. */
  readonly itemIndexes: readonly number[];
}

/** Indexes of the items that the body names, or of those that can still be cancelled when it names none; else violations. */
export function resolveCancelledItems(
  request: CancellationRequest,
  { items }: OrderProgress,
): readonly number[] | readonly Violation[] {
  const { order } = request;
  const misplaced = [...order.shapeViolations, ...misplacedItemViolations(request)];
  if (misplaced.length > 0) return misplaced;
  if (order.items.length === 0) {
    return items.flatMap(({ state, paused }, itemIndex) =>
      isEnded(state) || paused || state === 'pendingCancellation' ? [] : [itemIndex],
    );
  }
  const indexes = order.items.map((one) => items.findIndex(({ id }) => id === one.id));
  const violations = indexes.flatMap((itemIndex, n) =>
    itemIndex >= 0
      ? []
      : [
          {
            pointer: `${order.items[n]?.pointer}/id`,
            got: order.items[n]?.body.id,
            expected: `an item of the order: ${items.map(({ id }) => id).join(', ')}`,
            rule: 'tmf §2',
          },
        ],
  );
  return violations.length > 0 ? violations : [...new Set(indexes)];
}

/** Items named inside the reference. To ignore them would cancel the whole order instead. */
function misplacedItemViolations({ misplacedItems }: CancellationRequest): readonly Violation[] {
  return misplacedItems.map(({ list, got }) => ({
    pointer: `/productOrder/${list}`,
    got,
    expected: `no items: name those to be cancelled in /${list}, beside productOrder, or none for the whole order`,
    rule: 'modelled: a reference names the order only',
  }));
}

/** The first reason to refuse the cancellation, in words; undefined: it may be assessed. */
export function explainCancelRefusal(input: CancelCheckInput): string | undefined {
  for (const rule of Object.values(cancelRequestRules)) {
    const found = rule(input);
    if (found !== undefined) return found;
  }
  return undefined;
}

export function actionRulesOf(referenceData: OrderReferenceData, item: ItemProgress): ActionRules {
  const rules = referenceData.journeys.byName(item.journey).actions[item.action];
  if (!rules) throw new InternalError(`${item.journey} has no ${item.action}`);
  return rules;
}

/** True when the item has completed a step that `until` names. */
export function isPastStep(item: ItemProgress, until: string | readonly string[]): boolean {
  const steps = toList(until);
  return item.completedSteps.some(([step]) => steps.includes(step));
}

export const cancelRequestRules = {
  somethingIsLeft: ({ orderProgress, itemIndexes }) =>
    itemIndexes.length === 0
      ? `Nothing of order ${orderProgress.orderId} can be cancelled: it is ${orderProgress.state}`
      : undefined,

  itemsAreInFlight: ({ orderProgress, itemIndexes }) => {
    const endedItem = itemIndexes
      .map((itemIndex) => orderProgress.items[itemIndex] as ItemProgress)
      .find(({ state }) => isEnded(state));
    return endedItem && `Item ${endedItem.id} cannot be cancelled: it is ${endedItem.state}`;
  },

  noOtherCancellation: ({ orderProgress, itemIndexes }) => {
    const busyItem = itemIndexes
      .map((itemIndex) => orderProgress.items[itemIndex] as ItemProgress)
      .find(({ state, paused }) => paused || state === 'pendingCancellation');
    return busyItem && `Item ${busyItem.id} is being cancelled already`;
  },

  productCanBeCancelled: ({ referenceData, orderProgress, itemIndexes }) => {
    const item = itemIndexes
      .map((itemIndex) => orderProgress.items[itemIndex] as ItemProgress)
      .find((one) => !actionRulesOf(referenceData, one).cancel);
    return item && `${referenceData.journeys.byName(item.journey).title} can be provided only, not cancelled`;
  },

  notPastThePointOfNoReturn: ({ referenceData, orderProgress, itemIndexes }) => {
    const lateItem = itemIndexes
      .map((itemIndex) => orderProgress.items[itemIndex] as ItemProgress)
      .find((item) => isPastStep(item, actionRulesOf(referenceData, item).cancel?.until ?? ''));
    return lateItem && `Item ${lateItem.id} is past the point of no return: ${lateItem.subStatus}`;
  },

  flowBeforeItsAccess: ({ referenceData, orderProgress, itemIndexes }) => {
    for (const [itemIndex, item] of orderProgress.items.entries()) {
      if (itemIndexes.includes(itemIndex) || isEnded(item.state)) continue;
      const needs = item.remainingSteps.flatMap((one) => {
        const step = resolveStep(referenceData, item, one);
        return step.waitsFor === 'accesses' ? findAwaitedItems(step, orderProgress.items, itemIndex) : [];
      });
      const access = itemIndexes.find((other) => needs.includes(other));
      if (access !== undefined) {
        return `Item ${item.id} relies on item ${orderProgress.items[access]?.id}: cancel the Etherflow first`;
      }
    }
    return undefined;
  },
} as const satisfies { readonly [name: string]: (question: CancelCheckInput) => string | undefined };
