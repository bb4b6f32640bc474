import type { Contract } from '../engine/contract.ts';
import { parseQuery } from '../engine/handle.ts';
import { bodyText, type JournalEntry } from './journal.ts';

/**
 * What a request carried that its document does not name: members and parameters that were taken without meaning, so that
 * a misspelt one is found. Worked out when somebody reads the entry, not while the request is served.
 */
export function withoutMeaning(entry: JournalEntry, contract: Contract): { readonly notes?: readonly string[] } {
  const operation = contract.operations.get(entry.operationId ?? '');
  if (operation === undefined) return {};
  const notes = [
    ...(entry.notes ?? []),
    ...operation.unknownMembers(parsed(entry)).map((pointer) => `${pointer}: an unknown member, ignored`),
    ...Object.keys(parseQuery(entry.path.split('?')[1] ?? ''))
      .filter((name) => !operation.queryNames.includes(name))
      .map((name) => `query/${name}: not a parameter of ${operation.operationId}; lists take it as a filter`),
  ];
  return notes.length === 0 ? {} : { notes };
}

function parsed(entry: JournalEntry): unknown {
  try {
    return JSON.parse(bodyText(entry.request.body) ?? 'null');
  } catch {
    return undefined;
  }
}
