import { digitId, keyedNumber } from '../ids.ts';
import type { Instant } from '../sandbox.ts';
import { type ChargeDocument, type ChargeItemState, type ChargeState, charges } from './charge-documents.ts';
import type { OpenActionRules } from './journey.ts';
import { itemOf, type Turn } from './order-turn.ts';

/** Raises the charge of an open action; the amount is the site's, else decided by the seed, the order and the item. Returns its id. */
export function raiseCharge(
  turn: Turn,
  at: number,
  rules: NonNullable<OpenActionRules['charge']>,
  responseDue: Instant,
  openActionId: string,
): string {
  const { seed } = turn.world.profile;
  const pounds = rules.from + keyedNumber(rules.to - rules.from + 1, seed, 'charge', turn.orderId, at);
  const pence = itemOf(turn, at).eccPence ?? pounds * 100;
  const item = { category: rules.category, description: rules.description, pence, blocking: true };
  return storeCharge(turn, at, 'awaitingResponse', 'awaitingResponse', [item], { responseDue, openActionId });
}

export function storeCharge(
  turn: Turn,
  at: number,
  state: ChargeState,
  itemState: ChargeItemState,
  items: readonly Omit<ChargeDocument['items'][number], 'id' | 'state'>[],
  more: Partial<Pick<ChargeDocument, 'responseDue' | 'openActionId' | 'cancellationId'>>,
): string {
  const { world, orderId } = turn;
  const id = digitId(8, world.profile.seed, 'charge', world.ordinal('charge'));
  world.put(charges, id, {
    id,
    orderId,
    itemId: itemOf(turn, at).id,
    createdAt: world.now,
    state,
    items: items.map((item, n) => ({ ...item, id: String(n + 1), state: itemState })),
    ...more,
  });
  return id;
}

export function settleCharge(turn: Turn, id: string, state: ChargeState, itemState: ChargeItemState): void {
  const charge = turn.world.get(charges, id);
  if (charge?.state !== 'awaitingResponse') return;
  turn.world.put(charges, id, {
    ...charge,
    state,
    items: charge.items.map((item) => ({ ...item, state: itemState })),
  });
}
