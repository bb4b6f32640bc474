import { settings } from '../domain/sandbox.ts';
import { collections } from '../engine/collections.ts';
import type { SavedState } from '../engine/world.ts';
import { Refusal } from './refusal.ts';

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
  for (const [name, entries] of Object.entries(documents)) checkCollection(name, entries);
  const keys = new Set((documents as SavedState['documents'])[settings.name]?.map(([key]) => key));
  if (!keys.has('profile') || !keys.has('clock')) {
    const fault = { pointer: `/documents/${settings.name}`, expected: 'a profile and a clock' };
    throw new Refusal(422, 'The saved sandbox lacks its settings', [fault]);
  }
  return state as SavedState;
}

const known = new Set(collections.map(({ name }) => name));

function checkCollection(name: string, entries: unknown): void {
  const pointer = `/documents/${name}`;
  if (!known.has(name)) {
    const fault = { pointer, got: name, expected: [...known].join(', ') };
    throw new Refusal(422, 'The saved sandbox holds something unknown', [fault]);
  }
  const expected = 'a list of [key, document]';
  if (!Array.isArray(entries))
    throw new Refusal(422, 'The saved sandbox is not as it was saved', [{ pointer, expected }]);
  for (const [at, entry] of entries.entries()) {
    if (Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string' && isObject(entry[1])) continue;
    throw new Refusal(422, 'The saved sandbox is not as it was saved', [{ pointer: `${pointer}/${at}`, expected }]);
  }
}

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
