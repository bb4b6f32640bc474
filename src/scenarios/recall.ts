import { save } from './perform-call.ts';
import type { Play } from './play.ts';
import type { Made } from './scenario.ts';
import { readBodyFile } from './scenario-files.ts';
import { at, edited, filled } from './values.ts';

/**
 * The values that a world saved when it was prepared, by whomever: orders and services are found again by the external id
 * that their body gave them.
 */
export async function recallWorld(play: Play): Promise<void> {
  const { assets = [], orders = [] } = play.loaded.scenario;
  const placed = await play.stage.orders();
  const services = await play.stage.assets();
  // Of several with one external id the newest is meant.
  const orderOf = (made: Made) => placed.findLast(({ externalId }) => externalId === externalIdOf(play, made));
  for (const made of assets) {
    const left = services.filter(({ orderId }) => orderId === orderOf(made)?.id);
    save(play, left.length === 1 ? left[0] : left, made.save, 'assets');
  }
  for (const made of orders) {
    const order = orderOf(made);
    if (!order) continue;
    play.order = order.id;
    save(play, order, made.save, 'orders');
  }
}

function externalIdOf({ loaded, saved }: Play, { body, with: edits, without }: Made): unknown {
  const read = typeof body === 'string' ? readBodyFile(body, loaded.folder) : { value: body };
  return 'refused' in read ? undefined : filled(at(edited(read.value, edits, without), 'externalId'), saved);
}
