import type { Answer, PageLimits } from '#domain/core/call';
import { type StateReader, settings } from '#domain/core/sandbox-state';
import { type ErrorFamily, refuse } from '#domain/errors/error-catalogue';
import { defaultPageLimits } from '#domain/query/list';
import type { OperationContract } from '#engine/contract/contract';
import { idempotencyLimits } from '#engine/idempotency';
import { collections } from '#engine/state/collections';
import { defaultShapeLimits, type ShapeLimits } from './body-shape.ts';

/** Limits of a request and of the sandbox that it adds to; set per server, shown by `status`. */
export interface EngineLimits {
  readonly shape: ShapeLimits;
  readonly maxOrders: number;
  /** Documents of every other kind together. */
  readonly maxDocuments: number;
  readonly pages: PageLimits;
  readonly idempotency: { readonly maxKeys: number; readonly maxAgeMs: number };
}

export const defaultEngineLimits: EngineLimits = {
  shape: defaultShapeLimits,
  maxOrders: 250_000,
  maxDocuments: 1_000_000,
  pages: defaultPageLimits,
  idempotency: idempotencyLimits,
};

const ordersCollection = { name: 'orders' };
const countedCollections = collections.filter(({ name }) => name !== settings.name && name !== ordersCollection.name);

/** The refusal of a request that would add to a full sandbox; undefined: the sandbox can store more. */
export function checkCapacity(
  reader: StateReader,
  { method, operationId, family }: OperationContract,
  limits: EngineLimits,
): Answer | undefined {
  if (method !== 'POST') return undefined;
  if (operationId === 'createProductOrder' && reader.count(ordersCollection) >= limits.maxOrders) {
    return capacityRefusal(family, `${limits.maxOrders} orders`);
  }
  let documents = 0;
  for (const counted of countedCollections) documents += reader.count(counted);
  return documents >= limits.maxDocuments
    ? capacityRefusal(family, `${limits.maxDocuments} documents besides the orders`)
    : undefined;
}

function capacityRefusal(family: ErrorFamily, maximum: string): Answer {
  const expected = `at most ${maximum} in a sandbox; reset it, or take another`;
  return refuse(family, 'sandboxFull', `The sandbox is full: ${expected}`, [
    { pointer: '', expected, rule: 'sandbox limit' },
  ]);
}
