import { digitId } from '../ids.ts';
import { nearestOrLonger } from '../nearest.ts';
import { collection, type Instant, type World } from '../sandbox.ts';
import type { Trouble } from './journey.ts';
import { withTrouble } from './journey.ts';
import type { AskedItem } from './order-asked.ts';
import { characteristicsIn, member } from './order-body.ts';
import { troubleOf } from './order-dates.ts';
import { type ItemProgress, type OrderGround, orders, progress } from './order-documents.ts';
import { isEnded } from './order-state.ts';
import { changeItem, closeTurn, itemOf, openTurn } from './order-turn.ts';
import { goOn, leaveAgenda } from './order-walk.ts';

/**
 * The ways in which an order goes wrong. A journey says what a trouble does; here it is decided which items it meets:
 * those it was attached to, those whose site or values draw it, and those that are ordered later and match.
 */
export interface TroubleMatch {
  readonly orderId?: string;
  readonly externalId?: string;
  readonly product?: string;
  readonly postcode?: string;
}

export interface TroubleDocument {
  readonly id: string;
  readonly match: TroubleMatch;
  readonly trouble: string;
  /** The step after which it happens, instead of the trouble's own place. */
  readonly at?: string;
  /** Working days of its longest step. */
  readonly days?: number;
  readonly attachedAt: Instant;
}

export const troubles = collection<TroubleDocument>('troubles');

export interface TroubleRequest {
  readonly match: TroubleMatch;
  readonly trouble: string;
  readonly at?: string;
  readonly days?: number;
}

export interface Attached {
  readonly trouble: TroubleDocument;
  /** The items it was put into at once. */
  readonly met: readonly { readonly orderId: string; readonly itemId: string }[];
  /** The items in flight that match and cannot meet it any more, and why. */
  readonly missed: readonly { readonly orderId: string; readonly itemId: string; readonly why: string }[];
}

export type AttachRefusal = {
  readonly refused:
    | 'unknown order'
    | 'unknown trouble'
    | 'unknown product'
    | 'no such trouble there'
    | 'too late'
    | 'match';
  readonly message: string;
  /** What would have been right, where there is a list of it. */
  readonly expected?: string;
};

/** Attaches a trouble to the orders in flight that match, and to every later one that does. */
export function attachTrouble(world: World, ground: OrderGround, asked: TroubleRequest): Attached | AttachRefusal {
  const { match, trouble, at, days } = asked;
  if (Object.values(match).filter((one) => one !== undefined).length !== 1) {
    return { refused: 'match', message: 'match takes exactly one of orderId, externalId, product, postcode' };
  }
  const unmeetable = neverMet(ground, trouble, match.product);
  if (unmeetable) return unmeetable;
  if (match.orderId !== undefined && !world.get(progress, match.orderId)) {
    return { refused: 'unknown order', message: `No product order is known under ${match.orderId}` };
  }
  const id = digitId(8, world.profile.seed, 'trouble', world.ordinal('trouble'));
  const document: TroubleDocument = {
    id,
    match,
    trouble,
    attachedAt: world.now,
    ...(at === undefined ? {} : { at }),
    ...(days === undefined ? {} : { days }),
  };
  const found = inFlight(world, ground, match).map((one) => ({
    ...one,
    why: meet(world, ground, one.orderId, one.at, document),
  }));
  const met = found.filter(({ why }) => why === undefined).map(({ orderId, itemId }) => ({ orderId, itemId }));
  const missed = found.flatMap(({ orderId, itemId, why }) => (why === undefined ? [] : [{ orderId, itemId, why }]));
  if (match.orderId !== undefined && met.length === 0) {
    return { refused: 'too late', message: missed[0]?.why ?? `Order ${match.orderId} has ended` };
  }
  world.put(troubles, id, document);
  return { trouble: document, met, missed };
}

/** No order could ever meet it: there is no such trouble, no such product, or not the one with the other. */
function neverMet({ journeys }: OrderGround, trouble: string, product: string | undefined): AttachRefusal | undefined {
  const known = [...new Set(journeys.journeys.flatMap((journey) => journey.troubles.map(({ id }) => id)))].sort();
  if (!known.includes(trouble)) {
    const message = `No trouble is called "${trouble}"${hint(trouble, known)}`;
    return { refused: 'unknown trouble', message, expected: `one of ${known.join(', ')}` };
  }
  if (product === undefined) return undefined;
  const journey = journeys.byProduct(product);
  if (!journey) {
    const products = journeys.journeys.flatMap((one) => one.products);
    const message = `No product is called "${product}"${hint(product, products)}`;
    return { refused: 'unknown product', message, expected: `one of ${products.join(', ')}` };
  }
  if (journey.troubles.some(({ id }) => id === trouble)) return undefined;
  const its = journey.troubles.map(({ id }) => id).sort();
  const message = `${journey.title} knows no trouble "${trouble}"`;
  return { refused: 'no such trouble there', message, expected: `one of ${its.join(', ')}` };
}

function hint(given: string, known: readonly string[]): string {
  const meant = nearestOrLonger(given, known);
  return meant === undefined ? '' : `; did you mean ${meant}?`;
}

interface Found {
  readonly orderId: string;
  readonly at: number;
  readonly itemId: string;
}

function inFlight(world: World, ground: OrderGround, match: TroubleMatch): readonly Found[] {
  const candidates =
    match.orderId !== undefined
      ? [match.orderId]
      : match.externalId !== undefined
        ? world.find(orders, 'externalId', match.externalId).map(([key]) => key)
        : [...world.list(progress)].filter(([, { state }]) => !isEnded(state)).map(([key]) => key);
  return candidates.flatMap((orderId) =>
    (world.get(progress, orderId)?.items ?? []).flatMap((item, at) =>
      isEnded(item.state) || !matchesItem(ground, match, item) ? [] : [{ orderId, at, itemId: item.id }],
    ),
  );
}

function matchesItem(ground: OrderGround, { product, postcode }: TroubleMatch, item: ItemProgress): boolean {
  if (product !== undefined) return ground.journeys.byProduct(product)?.journey === item.journey;
  return postcode === undefined || (item.postcode !== undefined && squeeze(item.postcode) === squeeze(postcode));
}

const squeeze = (postcode: string): string => postcode.replace(/\s+/g, '').toUpperCase();

/** Puts the trouble into an item that is under way; says why it cannot be. */
function meet(
  world: World,
  ground: OrderGround,
  orderId: string,
  at: number,
  document: TroubleDocument,
): string | undefined {
  const turn = openTurn(world, ground, orderId);
  const item = itemOf(turn, at);
  const trouble = ground.journeys.byName(item.journey).troubles.find(({ id }) => id === document.trouble);
  if (!trouble) return `${item.product} knows no trouble "${document.trouble}"`;
  if (trouble.rejects && turn.progress.checked)
    return `order ${orderId} has been taken on; it cannot be rejected any more`;
  const changed = withTroubleIn(item, trouble, document);
  if (typeof changed === 'string') return changed;
  turn.items[at] = changed;
  if (changed.ahead[0] !== item.ahead[0] && item.due !== undefined && !item.paused) {
    leaveAgenda(turn, at);
    changeItem(turn, at, { due: undefined });
    goOn(turn, at);
  }
  closeTurn(turn);
  return undefined;
}

/** The item with the trouble on its way, or why it can no longer happen. */
export function withTroubleIn(
  item: ItemProgress,
  trouble: Trouble,
  { at, days }: { readonly at?: string; readonly days?: number } = {},
): ItemProgress | string {
  if (!trouble.actions.includes(item.action)) return `"${trouble.id}" does not happen to a ${item.action}`;
  if (trouble.onlyWhen?.some((one) => !item.circumstances.includes(one))) {
    return `"${trouble.id}" happens only to an order that is ${trouble.onlyWhen.join(' and ')}`;
  }
  const all = [...item.taken.map(([step]) => step), ...item.ahead];
  if (item.awaits?.includes(trouble.id) || all.some((one) => troubleOf(one) === trouble.id)) {
    return `item ${item.id} has met "${trouble.id}" already`;
  }
  if (trouble.rejects || trouble.refusesCancel) return { ...item, awaits: [...(item.awaits ?? []), trouble.id] };
  if (at !== undefined && (!all.includes(at) || at === all[0]))
    return `item ${item.id} takes no step "${at}" after which it could happen`;
  const { before: _, ...anywhere } = trouble;
  const ahead = withTrouble(
    at === undefined ? trouble : { ...anywhere, after: at },
    item.taken.map(([step]) => step),
    item.ahead,
    days,
  );
  return ahead === undefined
    ? `item ${item.id} is past the place of "${trouble.id}": ${item.subStatus}`
    : { ...item, ahead };
}

/** A new item with every trouble that its site, its values and the waiting troubles bring. */
export function drawTroubles(
  world: World,
  ground: OrderGround,
  asked: AskedItem,
  item: ItemProgress,
  order: { readonly externalId?: string; readonly site: readonly string[] },
): ItemProgress {
  const { journey } = asked;
  if (!journey) return item;
  const waiting = [...world.list(troubles)]
    .map(([, one]) => one)
    .filter((one) => awaits(ground, one, item, order.externalId));
  let drawn = item;
  for (const trouble of journey.troubles) {
    const attached = waiting.find((one) => one.trouble === trouble.id);
    const comes =
      attached !== undefined ||
      order.site.includes(trouble.id) ||
      drawnByValue(trouble, asked) ||
      (world.profile.mode !== 'strict' && namesTrouble(order.externalId, trouble.id));
    if (!comes) continue;
    const changed = withTroubleIn(drawn, trouble, attached);
    if (typeof changed !== 'string') drawn = changed;
  }
  return drawn;
}

function awaits(
  ground: OrderGround,
  { match }: TroubleDocument,
  item: ItemProgress,
  externalId: string | undefined,
): boolean {
  if (match.orderId !== undefined) return false;
  if (match.externalId !== undefined) return match.externalId === externalId;
  return matchesItem(ground, match, item);
}

/** `PO-7 ecc-raised`: a customer's reference that names a trouble draws it; a sandbox extra. */
function namesTrouble(externalId: string | undefined, trouble: string): boolean {
  const words = externalId?.toLowerCase().split(/[^a-z0-9-]+/);
  return words?.includes(trouble) ?? false;
}

function drawnByValue({ drawnBy }: Trouble, { billingAccount, body }: AskedItem): boolean {
  if (!drawnBy) return false;
  if (billingAccount !== undefined && drawnBy.billingAccount?.includes(billingAccount.value)) return true;
  const constraints = characteristicsIn(member(body, 'product', 'btSiteDetails', 'characteristics'));
  return constraints.some(
    ({ name, value }) => name === 'Site Constraint' && (drawnBy.siteConstraint ?? []).includes(String(value)),
  );
}
