import { type ChargeDocument, type ChargeItemState, type ChargeState, charges } from '#domain/charge/charge';
import { derivedNumber, digitId } from '#domain/core/ids';
import type { Instant } from '#domain/core/sandbox-state';
import type { OpenActionRules } from '#domain/journey/journey';
import { itemOf, type OrderUpdate } from '#domain/product-order/order-update';

/** Raises the charge of an open action. The amount is the site's, else derived from seed, order and item. Returns its id. */
export function raiseCharge(
  update: OrderUpdate,
  itemIndex: number,
  rules: NonNullable<OpenActionRules['charge']>,
  responseDue: Instant,
  openActionId: string,
): string {
  const { seed } = update.transaction.profile;
  const pounds = rules.from + derivedNumber(rules.to - rules.from + 1, seed, 'charge', update.orderId, itemIndex);
  const pence = itemOf(update, itemIndex).eccPence ?? pounds * 100;
  const item = { category: rules.category, description: rules.description, pence, blocking: true };
  return storeCharge(update, itemIndex, 'awaitingResponse', 'awaitingResponse', [item], { responseDue, openActionId });
}

export function storeCharge(
  update: OrderUpdate,
  itemIndex: number,
  state: ChargeState,
  itemState: ChargeItemState,
  items: readonly Omit<ChargeDocument['items'][number], 'id' | 'state'>[],
  details: Partial<Pick<ChargeDocument, 'responseDue' | 'openActionId' | 'cancellationId'>>,
): string {
  const { transaction, orderId } = update;
  const id = digitId(8, transaction.profile.seed, 'charge', transaction.ordinal('charge'));
  transaction.put(charges, id, {
    id,
    orderId,
    itemId: itemOf(update, itemIndex).id,
    createdAt: transaction.now,
    state,
    items: items.map((item, n) => ({ ...item, id: String(n + 1), state: itemState })),
    ...details,
  });
  return id;
}

export function settleCharge(update: OrderUpdate, id: string, state: ChargeState, itemState: ChargeItemState): void {
  const charge = update.transaction.get(charges, id);
  if (charge?.state !== 'awaitingResponse') return;
  update.transaction.put(charges, id, {
    ...charge,
    state,
    items: charge.items.map((item) => ({ ...item, state: itemState })),
  });
}
