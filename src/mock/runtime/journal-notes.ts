import { nearest } from '../domain/nearest.ts';
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
    ...operation
      .unknownMembers(parsed(entry))
      .map(({ pointer, meant }) => `${pointer}: an unknown member, ignored${hint(meant)}`),
    ...Object.keys(parseQuery(entry.path.split('?')[1] ?? ''))
      .filter((name) => !operation.queryNames.includes(name))
      .map((name) => {
        const meant = nearest(name, operation.queryNames);
        return `query/${name}: not a parameter of ${operation.operationId}; lists take it as a filter${hint(meant)}`;
      }),
  ];
  return notes.length === 0 ? {} : { notes };
}

const hint = (meant: string | undefined): string => (meant === undefined ? '' : `; did you mean ${meant}?`);

function parsed(entry: JournalEntry): unknown {
  try {
    return JSON.parse(bodyText(entry.request.body) ?? 'null');
  } catch {
    return undefined;
  }
}
