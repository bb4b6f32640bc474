import { defineCollection, type Instant } from '../sandbox.ts';
import type { OrderError } from './journey.ts';
import type { JsonObject } from './order-documents.ts';

export type CancellationState = 'acknowledged' | 'inProgress' | 'done' | 'terminatedWithError';

/** A request to stop an order, or some of its items, while it is assessed and carried out. */
export interface CancellationDocument {
  readonly id: string;
  readonly orderId: string;
  /** Indexes of the items. */
  readonly itemIndexes: readonly number[];
  readonly state: CancellationState;
  readonly stateHistory: readonly (readonly [state: CancellationState, at: Instant])[];
  /** Of the next stage, on the agenda. */
  readonly dueKey?: string;
  readonly requestedAt: Instant;
  readonly effectiveAt?: Instant;
  readonly error?: OrderError;
  readonly submitted: JsonObject;
}

export const cancellations = defineCollection<CancellationDocument>('cancellations', {
  orderId: ({ orderId }) => [orderId],
});
