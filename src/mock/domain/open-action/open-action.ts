import type { Instant } from '#domain/core/sandbox-state';
import { defineCollection } from '#domain/core/sandbox-state';

/**
 * Something that a person must do before an item can go on. While it is open the item is held and its clock stands still.
 * The kinds, who must act, the answers and what silence means are data: specs/journeys/open-actions.yaml.
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
  /** Entries on the agenda: the due date, and the limit of suspension. */
  readonly agendaKeys: readonly string[];
}

export const openActions = defineCollection<OpenActionDocument>('openActions', {
  orderId: ({ orderId }) => [orderId],
  state: ({ state }) => (state === 'open' ? ['open'] : []),
});
