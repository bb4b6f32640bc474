import { profileDocument, readSingleton, settings, type Write } from '#domain/core/sandbox-state';
import { type ReferenceData, referenceDataForDivision } from '#engine/reference-data';
import { collections } from '#engine/state/collections';
import type { SavedState } from '#engine/state/sandbox-lifecycle';
import { SandboxState } from '#engine/state/sandbox-state';
import { tick } from '#engine/time/tick';
import { ControlRequestError, type ControlViolation } from '#runtime/control-request-error';
import { checkSavedDocument } from './saved-document-check.ts';

/**
 * The given value as a saved sandbox. Throws {@link ControlRequestError} with the violation; an unknown format is
 * refused by name.
 */
export function validateSavedState(saved: unknown): SavedState {
  const state = saved as Partial<SavedState> | null;
  if (typeof state !== 'object' || state === null || state.format !== 'etherbox-state') {
    const got = (state as { format?: unknown } | null)?.format;
    throw invalidStateError('The document is not a saved state', {
      pointer: '/format',
      got,
      expected: 'etherbox-state',
    });
  }
  if (state.formatVersion !== 2) {
    const violation = { pointer: '/formatVersion', got: state.formatVersion, expected: '2' };
    const title = `Unsupported format of the saved state: ${String(state.formatVersion)}; this version reads format 2`;
    throw new ControlRequestError(422, title, [violation], { code: 'ETHERBOX_STATE_FORMAT' });
  }
  const documents: object = state.documents ?? {};
  if (!isPlainObject(documents))
    throw corruptStateError({ pointer: '/documents', got: documents, expected: 'an object' });
  for (const [name, entries] of Object.entries(documents)) checkSavedCollection(name, entries);
  const validState = { ...state, documents } as SavedState;
  const keys = keysInCollection(validState, settings.name);
  if (!keys.has('profile') || !keys.has('clock')) {
    const violation = { pointer: `/documents/${settings.name}`, expected: 'a profile and a clock' };
    throw invalidStateError('The saved state has no settings', violation);
  }
  checkOrderReferences(validState);
  return validState;
}

const knownCollections = new Set(collections.map(({ name }) => name));
const invalidStateError = (title: string, violation: ControlViolation, cause?: unknown) =>
  new ControlRequestError(422, title, [violation], {
    code: 'ETHERBOX_INVALID_STATE',
    ...(cause === undefined ? {} : { cause }),
  });
const corruptStateError = (violation: ControlViolation, cause?: unknown) =>
  invalidStateError('The saved state is corrupt or was edited by hand', violation, cause);

function checkSavedCollection(name: string, entries: unknown): void {
  const pointer = `/documents/${name}`;
  if (!knownCollections.has(name)) {
    const violation = { pointer, got: name, expected: [...knownCollections].join(', ') };
    throw invalidStateError('The saved state has an unknown collection', violation);
  }
  const expected = 'a list of [key, document]';
  if (!Array.isArray(entries)) throw corruptStateError({ pointer, expected });
  const seen = new Set<string>();
  for (const [entryIndex, entry] of entries.entries()) {
    const entryPointer = `${pointer}/${entryIndex}`;
    if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== 'string' || !isPlainObject(entry[1]))
      throw corruptStateError({ pointer: entryPointer, expected });
    const [key, document] = entry as [string, object];
    if (seen.has(key)) throw corruptStateError({ pointer: `${entryPointer}/0`, got: key, expected: 'a unique key' });
    seen.add(key);
    const violation = checkSavedDocument(name, key, document);
    if (violation) throw corruptStateError({ ...violation, pointer: entryPointer + violation.pointer });
  }
}

const isPlainObject = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const keysInCollection = ({ documents }: SavedState, name: string): Set<string> =>
  new Set(documents[name]?.map(([key]) => key) ?? []);

/** Collections whose documents refer to an order. */
const orderCollections = ['progress', 'events', 'hubNotifications', 'openActions', 'charges', 'cancellations'];

/** An order and its progress are two documents, and every document that refers to an order needs both. */
function checkOrderReferences(state: SavedState): void {
  const [orderIds, progressIds] = [keysInCollection(state, 'orders'), keysInCollection(state, 'progress')];
  for (const [entryIndex, [key]] of (state.documents.orders ?? []).entries()) {
    if (!progressIds.has(key))
      throw corruptStateError({
        pointer: `/documents/orders/${entryIndex}`,
        got: key,
        expected: 'an order with its progress',
      });
  }
  for (const name of orderCollections) {
    for (const [entryIndex, [, document]] of (state.documents[name] ?? []).entries()) {
      const { orderId } = document as { readonly orderId: string };
      const pointer = `/documents/${name}/${entryIndex}/1/orderId`;
      if (!orderIds.has(orderId))
        throw corruptStateError({ pointer, got: orderId, expected: 'the id of an order in this saved state' });
    }
  }
}

/** How many steps are tried before a saved state is accepted. */
const MAX_REHEARSED_STEPS = 1000;

/**
 * Advances a copy of a saved state. It finds a journey that does not exist, or a step that no journey has, before a
 * customer's request does. Throws {@link ControlRequestError}.
 */
export function rehearseState(writes: readonly Write[], referenceData: ReferenceData): void {
  try {
    const copy = new SandboxState(0, writes);
    const { settings: profileSettings } = readSingleton(copy, profileDocument);
    const divisionData = referenceDataForDivision(referenceData, profileSettings.calendar);
    for (let step = 0; step < MAX_REHEARSED_STEPS; step += 1) {
      const result = tick(copy, divisionData, Number.MAX_SAFE_INTEGER);
      if (!result) return;
      copy.apply(result.changeSet);
    }
  } catch (error) {
    const got = error instanceof Error ? error.message : String(error);
    throw corruptStateError(
      { pointer: '/documents', got, expected: 'documents that refer to each other consistently' },
      error,
    );
  }
}
