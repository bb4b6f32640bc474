import type { Instant } from '#domain/core/sandbox-state';
import { defineCollection } from '#domain/core/sandbox-state';

/**
 * Something that a person must do before an item can continue. While it is open the item is held, and no lead time runs.
 * The kinds, who must act, the answers and the effect of no answer are data: specs/journeys/open-actions.yaml.
 */
export interface OpenActionDocument {
  readonly id: string;
  readonly orderId: string;
  /** Index of the item in the order, and the customer's own id of it. */
  readonly itemIndex: number;
  readonly itemId: string;
  readonly kind: string;
  readonly title: string;
  readonly who: string;
  readonly raisedAt: Instant;
  readonly due: Instant;
  /** `withdrawn`: the item ended for another reason. */
  readonly state: 'open' | 'answered' | 'expired' | 'withdrawn';
  readonly answer?: string;
  readonly answeredAt?: Instant;
  readonly chargeId?: string;
  /** Keys of the agenda entries for the due date and the suspension limit. */
  readonly agendaKeys: readonly string[];
}

export const openActions = defineCollection<OpenActionDocument>('openActions', {
  orderId: ({ orderId }) => [orderId],
  state: ({ state }) => (state === 'open' ? ['open'] : []),
});
