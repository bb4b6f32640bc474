import { isJsonMap } from '#contracts/pact/pact-file';
import type { EndpointHealth } from '#engine/delivery/outbox';

type SavedStateEntry = readonly [key: string, document: unknown];

/** In place of a listener's URL: nothing is sent there. */
const omittedUrl = 'http://listener.invalid/';
const disabledHubHealth: EndpointHealth = {
  consecutiveFailures: 0,
  disabledReason: 'the contract omits its address',
};

/**
 * A saved state as a contract holds it, without the customer's listeners, whose URLs may hold secrets, and their answers.
 * What BT's side knows stays, so that the history can go on from there; registered listeners keep their ids, since they
 * can still be removed.
 */
export function redactState(state: object): object {
  const { documents } = state as { readonly documents: { readonly [collection: string]: readonly SavedStateEntry[] } };
  const { hubNotifications: _, endpointHealth: __, hubs = [], ...keptCollections } = documents;
  const redacted = Object.entries(keptCollections).map(([name, entries]) => [name, entries.map(redactEntry(name))]);
  const redactedHubs = hubs.map(([id, hub]) => [id, { ...(hub as object), callback: omittedUrl }]);
  return {
    ...state,
    documents: {
      ...Object.fromEntries(redacted),
      ...(hubs.length === 0 ? {} : { hubs: redactedHubs, endpointHealth: hubs.map(([id]) => [id, disabledHubHealth]) }),
    },
  };
}

const redactEntry =
  (collection: string) =>
  ([key, document]: SavedStateEntry): SavedStateEntry => [
    key,
    redactDocument(collection, key, document as { readonly [member: string]: unknown }),
  ];

function redactDocument(collection: string, key: string, document: { readonly [member: string]: unknown }): unknown {
  if (collection === 'settings' && key === 'profile') return omitCallback(document);
  if (collection === 'events') return omitAttempts(document);
  // The answer to the registration of a listener repeats its URL.
  if (collection === 'idempotency' && isJsonMap(document.body) && 'callback' in document.body)
    return { ...document, body: { ...document.body, callback: omittedUrl } };
  return document;
}

const omitCallback = ({ callbackDisabled: _, ...profile }: object & { callbackDisabled?: unknown }): object => ({
  ...profile,
  callback: null,
});

const omitAttempts = ({ attempts: _, reason: __, ...event }: object & { attempts?: unknown; reason?: unknown }) => ({
  ...event,
  attempts: [],
});
