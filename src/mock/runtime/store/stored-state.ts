import type { Write } from '#domain/core/sandbox-state';
import type { StoredSandbox } from '#runtime/ports';

/** One step of a store, as its log records it: a sandbox changed or was removed. */
export type LogStep =
  /** `version`: the version that this change leads to. */
  | { readonly sandbox: string; readonly version: number; readonly writes: readonly Write[] }
  | { readonly sandbox: string; readonly removed: true };

export interface StoredSandboxDocuments {
  version: number;
  /**
   * By collection, then key. A document that is stored again keeps its position; one that is removed and stored again
   * goes to the end.
   */
  readonly documents: Map<string, Map<string, unknown>>;
}

/** Every sandbox of a store, by id. The documents are the very objects that were appended: shared, never copied. */
export type StoredState = Map<string, StoredSandboxDocuments>;

/** The version of a stored sandbox; 0 when it does not exist. */
export function storedVersionOf(state: StoredState, sandbox: string): number {
  return state.get(sandbox)?.version ?? 0;
}

/** Applies one step in place. The caller has checked that the version follows. */
export function applyLogStep(state: StoredState, step: LogStep): void {
  if ('removed' in step) {
    state.delete(step.sandbox);
    return;
  }
  const sandbox = state.get(step.sandbox) ?? { version: 0, documents: new Map() };
  state.set(step.sandbox, sandbox);
  sandbox.version = step.version;
  for (const [collection, key, document] of step.writes) putDocument(sandbox, collection, key, document);
}

/** Stores or (null) removes one document in place. */
export function putDocument(sandbox: StoredSandboxDocuments, collection: string, key: string, document: unknown): void {
  let documents = sandbox.documents.get(collection);
  if (document === null) {
    documents?.delete(key);
    return;
  }
  if (documents === undefined) {
    documents = new Map();
    sandbox.documents.set(collection, documents);
  }
  documents.set(key, document);
}

/** All documents of a sandbox, in the order in which they were first stored. */
export function* writesOf(sandbox: StoredSandboxDocuments): Generator<Write> {
  for (const [collection, documents] of sandbox.documents)
    for (const [key, document] of documents) yield [collection, key, document];
}

/**
 * The sandbox as `open` returns it: a view, valid until the next change of that sandbox. Undefined when it does not
 * exist.
 */
export function toStoredSandbox(sandbox: StoredSandboxDocuments | undefined): StoredSandbox | undefined {
  if (sandbox === undefined) return undefined;
  return { version: sandbox.version, sandboxState: { [Symbol.iterator]: () => writesOf(sandbox) } };
}
