import type { ItemState, OrderState } from './journey.ts';

/**
 * The states of an order and of its items: which may follow which, and how an order's state follows from its items'.
 * Source: the TM Forum diagram; the edges out of `acknowledged` to assessingCancellation and rejected, and back, are
 * modelled.
 */
export const nextStates: { readonly [state in OrderState]: readonly OrderState[] } = {
  acknowledged: ['inProgress', 'pending', 'rejected', 'cancelled', 'assessingCancellation'],
  inProgress: ['pending', 'held', 'assessingCancellation', 'completed', 'failed', 'partial'],
  pending: ['inProgress', 'assessingCancellation', 'cancelled'],
  held: ['inProgress', 'assessingCancellation', 'cancelled'],
  assessingCancellation: ['inProgress', 'pending', 'held', 'acknowledged', 'pendingCancellation'],
  pendingCancellation: ['cancelled'],
  rejected: [],
  completed: [],
  failed: [],
  partial: [],
  cancelled: [],
};

export function isEnded(state: OrderState): boolean {
  return nextStates[state].length === 0;
}

/** The states in which nothing more happens to an order. */
export const endStates = (Object.keys(nextStates) as OrderState[]).filter(isEnded);

/** What the items make of the order, apart from where it stands now. */
export function stateOfItems(items: readonly ItemState[]): OrderState {
  const some = (state: ItemState) => items.includes(state);
  if (items.every(isEnded)) return endOf(items);
  if (some('inProgress')) return 'inProgress';
  // Something was delivered or failed already: whatever the rest waits for, the order is under way.
  if (some('completed') || some('failed')) return 'inProgress';
  // As long as the order has not been taken on, a cancelled item does not put the others to work.
  if (some('acknowledged')) return some('held') || some('pending') ? 'inProgress' : 'acknowledged';
  if (some('held')) return 'held';
  if (some('pending')) return 'pending';
  return some('assessingCancellation') ? 'assessingCancellation' : 'pendingCancellation';
}

function endOf(items: readonly ItemState[]): OrderState {
  const some = (state: ItemState) => items.includes(state);
  if (some('rejected')) return 'rejected';
  if (some('failed')) return some('completed') ? 'partial' : 'failed';
  return some('completed') ? 'completed' : 'cancelled';
}

/**
 * The order's next state, with the states it passes through at the same instant to get there by the diagram's edges.
 * Where no way leads there yet it stays; an end is always reached.
 */
export function statesTowards(now: OrderState, items: readonly ItemState[]): readonly OrderState[] {
  const wanted = stateOfItems(items);
  if (wanted === now) return [];
  if (nextStates[now].includes(wanted)) return [wanted];
  if (!isEnded(wanted)) return [];
  for (const between of nextStates[now]) if (nextStates[between].includes(wanted)) return [between, wanted];
  for (const first of nextStates[now]) {
    for (const second of nextStates[first]) if (nextStates[second].includes(wanted)) return [first, second, wanted];
  }
  throw new Error(`an order that is ${now} cannot become ${wanted}`);
}
