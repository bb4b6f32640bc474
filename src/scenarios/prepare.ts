import { parseInstant } from '../mock/domain/working-time.ts';
import { attachTrouble } from './perform.ts';
import { makeCall, save } from './perform-call.ts';
import { newestRequest, type Play } from './play.ts';
import type { Made, Scenario } from './scenario.ts';
import { at, filled } from './values.ts';

/** The starting world of a scenario could not be made; the text says what and why. */
export class WorldRefused extends Error {}

const day = 86_400_000;
/** The longest journeys need some 90 working days; what is installed was so a while before the start. */
const historyDays = 300;

/** Virtual instant at which its sandbox must begin: earlier than the first step where services are installed already. */
export function beginningOf({ start, assets = [] }: Scenario, otherwise: string): string {
  const first = start ?? otherwise;
  const instant = parseInstant(first);
  if (instant === undefined || assets.length === 0) return first;
  return new Date(instant - historyDays * day).toISOString();
}

/**
 * The world before the first step, on a fresh sandbox: addresses, installed services, orders under way, faults and
 * troubles. All of it comes about as a customer would bring it about, through the APIs. `start` undefined: the clock of
 * the sandbox stays where that leaves it.
 */
export async function prepareWorld(play: Play, start: string | undefined): Promise<void> {
  const { scenario } = play.loaded;
  const { stage } = play;
  for (const [n, address] of (scenario.addresses ?? []).entries()) {
    await make(play, 'createGeographicAddress', address, `addresses/${n}`);
  }
  await installAssets(play, start);
  await placeOrders(play);
  for (const fault of scenario.faults ?? []) await stage.addFault(filled(fault, play.saved));
  for (const trouble of scenario.troubles ?? []) {
    const { message } = await attachTrouble(play, filled(trouble, play.saved));
    if (message !== undefined) throw new WorldRefused(message);
  }
  const newest = newestRequest((await stage.requests()).seen);
  if (newest !== undefined) play.mark = newest;
  play.toldBefore = new Set((await stage.events()).map(({ eventId }) => eventId));
}

/** The id of what was made. */
async function make(play: Play, operation: string, made: Made, where: string): Promise<string> {
  const { body, with: edits, without } = made;
  const answer = await makeCall(play, {
    call: operation,
    body,
    ...(edits === undefined ? {} : { with: edits }),
    ...(without === undefined ? {} : { without }),
  });
  if ('missing' in answer) throw new WorldRefused(`${where}: ${answer.missing}`);
  if (typeof answer.status !== 'number' || answer.status >= 300) {
    throw new WorldRefused(`${where}: ${operation} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  }
  play.last = answer;
  return String(at(answer.body, 'id'));
}

/** Orders that are completed before the start; what is saved of them is read from the service they left. */
async function installAssets(play: Play, start: string | undefined): Promise<void> {
  const { assets = [] } = play.loaded.scenario;
  if (assets.length === 0) return;
  for (const [n, asset] of assets.entries()) {
    const orderId = await make(play, 'createProductOrder', asset, `assets/${n}`);
    await play.stage.advance({ until: 'completion' });
    const left = (await play.stage.assets()).filter((one) => one.orderId === orderId);
    if (left.length === 0) throw new WorldRefused(`assets/${n}: its order ended without leaving a service`);
    keep(play, left.length === 1 ? left[0] : left, asset, `assets/${n}`);
  }
  if (start !== undefined) await play.stage.advance({ to: start });
}

async function placeOrders(play: Play): Promise<void> {
  const { orders = [] } = play.loaded.scenario;
  const placed: { readonly id: string; readonly milestone: string | undefined }[] = [];
  for (const [n, order] of orders.entries()) {
    const id = await make(play, 'createProductOrder', order, `orders/${n}`);
    play.order = id;
    keep(play, play.last?.body, order, `orders/${n}`);
    if (order.at !== undefined) await play.stage.advance({ until: { orderId: id, milestone: order.at } });
    placed.push({ id, milestone: order.at });
  }
  for (const [n, { id, milestone }] of placed.entries()) {
    if (milestone !== undefined) await mustStandAt(play, id, milestone, `orders/${n}`);
  }
}

async function mustStandAt({ stage }: Play, id: string, milestone: string, where: string): Promise<void> {
  const passed = (await stage.timeline(id)).past.flatMap((entry) => entry.milestone ?? []);
  if (passed.at(-1) === milestone) return;
  const how = passed.includes(milestone)
    ? `it has gone on to ${passed.at(-1)}; list the order that has come furthest first`
    : `it never came there; it passed ${passed.join(', ')}`;
  throw new WorldRefused(`${where}: order ${id} does not stand at ${milestone}: ${how}`);
}

function keep(play: Play, document: unknown, made: Made, where: string): void {
  const { differences: [missing] = [] } = save(play, document, made.save, where);
  if (missing) throw new WorldRefused(`${missing.pointer}: ${String(missing.expected)} is not there`);
}
