import { defineCollection, type Instant } from '#domain/core/sandbox-state';

/*
 * A charge beyond the price: excess construction, cancellation. The form is MEF's: one answer to all its items, and no
 * answer by the due date declines them. Money is in whole pence.
 */
export type ChargeState = 'awaitingResponse' | 'completed' | 'timeout' | 'withdrawnBySeller';
export type ChargeItemState = 'awaitingResponse' | 'acceptedByBuyer' | 'declinedByBuyer' | 'withdrawnBySeller';

export interface ChargeItem {
  readonly id: string;
  readonly category: string;
  readonly description: string;
  readonly pence: number;
  /** To decline a blocking item cancels the order item. */
  readonly blocking: boolean;
  readonly state: ChargeItemState;
}

export interface ChargeDocument {
  readonly id: string;
  readonly orderId: string;
  readonly itemId: string;
  readonly createdAt: Instant;
  readonly responseDue?: Instant;
  readonly state: ChargeState;
  readonly items: readonly ChargeItem[];
  /** The open action that an answer settles. */
  readonly openActionId?: string;
  readonly cancellationId?: string;
}

export const charges = defineCollection<ChargeDocument>('charges', { orderId: ({ orderId }) => [orderId] });
