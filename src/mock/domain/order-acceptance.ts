import type { OrderError } from './journey.ts';
import { itemOf, type Turn } from './order-turn.ts';

/**
 * Second tier: what is wrong with the order, found when it is checked. Any error rejects the whole order by an event;
 * the fix is a new order. Causes: BT's siblings and resellers; codes are a gateway operator's.
 */
type Check = (turn: Turn, at: number) => OrderError | undefined;

export function checkTaken(turn: Turn, at: number): readonly OrderError[] {
  return Object.values(secondTier).flatMap((check) => check(turn, at) ?? []);
}

export const secondTier = {
  troubleRejects: (turn, at) => {
    const item = itemOf(turn, at);
    const journey = turn.ground.journeys.byName(item.journey);
    return journey.troubles.find(({ id, rejects }) => rejects && item.awaits?.includes(id))?.rejects;
  },
} as const satisfies { readonly [name: string]: Check };
