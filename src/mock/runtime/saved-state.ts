import { type Profile, type Put, settings } from '../domain/sandbox.ts';
import { collections } from '../engine/collections.ts';
import { Documents } from '../engine/documents.ts';
import { type Ground, groundOf } from '../engine/ground.ts';
import { tick } from '../engine/tick.ts';
import type { SavedState } from '../engine/world.ts';
import { Refusal, type RefusedMember } from './refusal.ts';
import { wrongDocument } from './saved-shapes.ts';

/** A saved sandbox as it came in, or the refusal that says what is wrong with it. An unknown format is never guessed at. */
export function checkState(saved: unknown): SavedState {
  const state = saved as Partial<SavedState> | null;
  if (typeof state !== 'object' || state === null || state.format !== 'etherbox-state') {
    const got = (state as { format?: unknown } | null)?.format;
    throw new Refusal(422, 'This is not a saved sandbox', [{ pointer: '/format', got, expected: 'etherbox-state' }]);
  }
  if (state.formatVersion !== 1) {
    const fault = { pointer: '/formatVersion', got: state.formatVersion, expected: '1' };
    throw new Refusal(422, 'This saved sandbox has another format', [fault]);
  }
  const documents: object = state.documents ?? {};
  if (!isObject(documents)) throw notAsSaved({ pointer: '/documents', got: documents, expected: 'an object' });
  for (const [name, entries] of Object.entries(documents)) checkCollection(name, entries);
  const whole = { ...state, documents } as SavedState;
  const keys = keysOf(whole, settings.name);
  if (!keys.has('profile') || !keys.has('clock')) {
    const fault = { pointer: `/documents/${settings.name}`, expected: 'a profile and a clock' };
    throw new Refusal(422, 'The saved sandbox lacks its settings', [fault]);
  }
  checkOrders(whole);
  return whole;
}

const known = new Set(collections.map(({ name }) => name));
const notAsSaved = (fault: RefusedMember) => new Refusal(422, 'The saved sandbox is not as it was saved', [fault]);

function checkCollection(name: string, entries: unknown): void {
  const pointer = `/documents/${name}`;
  if (!known.has(name)) {
    const fault = { pointer, got: name, expected: [...known].join(', ') };
    throw new Refusal(422, 'The saved sandbox holds something unknown', [fault]);
  }
  const expected = 'a list of [key, document]';
  if (!Array.isArray(entries)) throw notAsSaved({ pointer, expected });
  const seen = new Set<string>();
  for (const [at, entry] of entries.entries()) {
    const where = `${pointer}/${at}`;
    if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== 'string' || !isObject(entry[1]))
      throw notAsSaved({ pointer: where, expected });
    const [key, document] = entry as [string, object];
    if (seen.has(key))
      throw notAsSaved({ pointer: `${where}/0`, got: key, expected: 'a key that is not there already' });
    seen.add(key);
    const wrong = wrongDocument(name, key, document);
    if (wrong) throw notAsSaved({ ...wrong, pointer: where + wrong.pointer });
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const keysOf = ({ documents }: SavedState, name: string): Set<string> =>
  new Set(documents[name]?.map(([key]) => key) ?? []);

/** Collections whose documents tell of an order. */
const ofOrders = ['progress', 'events', 'hubNotifications', 'openActions', 'charges', 'cancellations'];

/** An order and how far it is are two documents, and what tells of an order tells of one that is there. */
function checkOrders(state: SavedState): void {
  const [placed, moving] = [keysOf(state, 'orders'), keysOf(state, 'progress')];
  for (const [at, [key]] of (state.documents.orders ?? []).entries()) {
    if (!moving.has(key))
      throw notAsSaved({ pointer: `/documents/orders/${at}`, got: key, expected: 'an order with its progress' });
  }
  for (const name of ofOrders) {
    for (const [at, [, document]] of (state.documents[name] ?? []).entries()) {
      const { orderId } = document as { readonly orderId: string };
      const pointer = `/documents/${name}/${at}/1/orderId`;
      if (!placed.has(orderId))
        throw notAsSaved({ pointer, got: orderId, expected: 'an order that was saved as well' });
    }
  }
}

/** So many steps are walked before a saved world is let in. */
const stepsAhead = 1000;

/**
 * Walks a copy of the world that is to come: a journey that does not exist, or a step that no journey has, is found out
 * here and not by the customer whose request meets it.
 */
export function rehearse(world: readonly Put[], ground: Ground): void {
  try {
    const copy = new Documents(0, world);
    const { settings: said } = copy.get(settings, 'profile') as Profile;
    const own = groundOf(ground, said.calendar);
    for (let step = 0; step < stepsAhead; step += 1) {
      const ticked = tick(copy, own, Number.MAX_SAFE_INTEGER);
      if (!ticked) return;
      copy.apply(ticked.change);
    }
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error);
    throw notAsSaved({ pointer: '/documents', got, expected: 'documents that fit one another' });
  }
}
