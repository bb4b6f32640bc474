import { InternalError } from '#domain/core/etherbox-error';
/**
 * The states of an order and of its items: which may follow which, and how an order's state follows from its items'.
 * Source: the TM Forum diagram; the edges out of `acknowledged` to assessingCancellation and rejected, and back, are
 * modelled.
 */
export const allowedTransitions: { readonly [state in OrderState]: readonly OrderState[] } = {
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
  return allowedTransitions[state].length === 0;
}

/** The states in which nothing more happens to an order. */
export const endStates = (Object.keys(allowedTransitions) as OrderState[]).filter(isEnded);

/** The order's state as its items give it, without regard to its current state. */
export function deriveOrderState(items: readonly ItemState[]): OrderState {
  const some = (state: ItemState) => items.includes(state);
  if (items.every(isEnded)) return deriveEndState(items);
  if (some('inProgress')) return 'inProgress';
  // Something was delivered or failed already: whatever the rest waits for, the order is under way.
  if (some('completed') || some('failed')) return 'inProgress';
  // Until the order is accepted, a cancelled item does not start the others.
  if (some('acknowledged')) return some('held') || some('pending') ? 'inProgress' : 'acknowledged';
  if (some('held')) return 'held';
  if (some('pending')) return 'pending';
  return some('assessingCancellation') ? 'assessingCancellation' : 'pendingCancellation';
}

function deriveEndState(items: readonly ItemState[]): OrderState {
  const some = (state: ItemState) => items.includes(state);
  if (some('rejected')) return 'rejected';
  if (some('failed')) return some('completed') ? 'partial' : 'failed';
  return some('completed') ? 'completed' : 'cancelled';
}

/**
 * The order's next state, preceded by the states that it passes through at the same instant along the diagram's edges.
 * Empty where no edge leads there yet; an end state is always reached.
 */
export function findTransitionPath(current: OrderState, items: readonly ItemState[]): readonly OrderState[] {
  const target = deriveOrderState(items);
  if (target === current) return [];
  if (allowedTransitions[current].includes(target)) return [target];
  if (!isEnded(target)) return [];
  for (const between of allowedTransitions[current])
    if (allowedTransitions[between].includes(target)) return [between, target];
  for (const first of allowedTransitions[current]) {
    for (const second of allowedTransitions[first])
      if (allowedTransitions[second].includes(target)) return [first, second, target];
  }
  throw new InternalError(`an order that is ${current} cannot become ${target}`);
}

export type ItemState =
  | 'acknowledged'
  | 'rejected'
  | 'pending'
  | 'held'
  | 'inProgress'
  | 'cancelled'
  | 'completed'
  | 'failed'
  | 'assessingCancellation'
  | 'pendingCancellation';

export type OrderState = ItemState | 'partial';
