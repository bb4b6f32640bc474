import { isMap } from './pact-file.ts';

type Entry = readonly [key: string, document: unknown];

/** Stands for the address of a listener: nothing is sent there. */
const leftOut = 'http://listener.invalid/';
const hubDisabled = { failedInARow: 0, disabled: 'its address is left out of the contract' };

/**
 * A saved world as a contract carries it: the customer's listeners, whose addresses may hold secrets, and what they answered
 * are left out. What BT's side knows of the world stays, so that it can be lived through from there; listeners that were
 * registered stay by their ids, since they can still be removed.
 */
export function shownState(state: object): object {
  const { documents } = state as { readonly documents: { readonly [collection: string]: readonly Entry[] } };
  const { hubNotifications: _, endpointHealth: __, hubs = [], ...kept } = documents;
  const shown = Object.entries(kept).map(([name, entries]) => [name, entries.map(shownEntry(name))]);
  const registered = hubs.map(([id, hub]) => [id, { ...(hub as object), callback: leftOut }]);
  return {
    ...state,
    documents: {
      ...Object.fromEntries(shown),
      ...(hubs.length === 0 ? {} : { hubs: registered, endpointHealth: hubs.map(([id]) => [id, hubDisabled]) }),
    },
  };
}

const shownEntry =
  (collection: string) =>
  ([key, document]: Entry): Entry => [key, shown(collection, key, document as { readonly [member: string]: unknown })];

function shown(collection: string, key: string, document: { readonly [member: string]: unknown }): unknown {
  if (collection === 'settings' && key === 'profile') return withoutCallback(document);
  if (collection === 'events') return withoutAttempts(document);
  // The answer to whoever registered a listener repeats its address.
  if (collection === 'idempotency' && isMap(document.body) && 'callback' in document.body)
    return { ...document, body: { ...document.body, callback: leftOut } };
  return document;
}

const withoutCallback = ({ callbackDisabled: _, ...profile }: object & { callbackDisabled?: unknown }): object => ({
  ...profile,
  callback: null,
});

const withoutAttempts = ({ attempts: _, reason: __, ...event }: object & { attempts?: unknown; reason?: unknown }) => ({
  ...event,
  attempts: [],
});
