import type { PageLimits } from '../domain/call.ts';
import { pageLimits } from '../domain/listing.ts';
import { type Answer, type Family, refuse } from '../domain/problem.ts';
import { type Reader, settings } from '../domain/sandbox.ts';
import { collections } from './collections.ts';
import { idempotencyLimits } from './idempotency.ts';
import { type ShapeLimits, shapeLimits } from './shape.ts';

/** What bounds a request and the world it adds to; set per server, shown by `status`. */
export interface EngineLimits {
  readonly shape: ShapeLimits;
  readonly orders: number;
  /** Documents of every other kind together. */
  readonly documents: number;
  readonly pages: PageLimits;
  readonly idempotency: { readonly keys: number; readonly wallMs: number };
}

export const engineLimits: EngineLimits = {
  shape: shapeLimits,
  orders: 250_000,
  documents: 1_000_000,
  pages: pageLimits,
  idempotency: idempotencyLimits,
};

const orders = { name: 'orders' };
const others = collections.filter(({ name }) => name !== settings.name && name !== orders.name);

/** The refusal of a request that would add to a world that is full; undefined while there is room. */
export function checkRoom(
  reader: Reader,
  operationId: string,
  family: Family,
  limits: EngineLimits,
): Answer | undefined {
  if (operationId === 'createProductOrder' && reader.count(orders) >= limits.orders) {
    return full(family, `${limits.orders} orders`);
  }
  let documents = 0;
  for (const each of others) documents += reader.count(each);
  return documents >= limits.documents ? full(family, `${limits.documents} documents besides the orders`) : undefined;
}

function full(family: Family, most: string): Answer {
  const expected = `at most ${most} in a sandbox; reset it, or take another`;
  return refuse(family, 'sandboxFull', `The sandbox is full: ${expected}`, [
    { pointer: '', expected, rule: 'sandbox limit' },
  ]);
}
