import { type Filter, readFilter } from '../../domain/list-filter.ts';
import { nearest } from '../../domain/nearest.ts';
import type { Contract } from '../../engine/contract.ts';
import { milestonesOf, orderStates } from '../../engine/goal.ts';
import type { Ground } from '../../engine/ground.ts';
import { parseQuery } from '../../engine/handle.ts';
import { bodyText, type JournalEntry } from './journal.ts';

/**
 * What a request carried that its document does not name: members and parameters that were taken without meaning, so that
 * a misspelt one is found. Worked out when somebody reads the entry, not while the request is served.
 */
export function withoutMeaning(
  entry: JournalEntry,
  { contract, ground }: { readonly contract: Contract; readonly ground: Ground },
): { readonly notes?: readonly string[] } {
  const operation = contract.operations.get(entry.operationId ?? '');
  if (operation === undefined) return {};
  const filters = Object.entries(parseQuery(entry.path.split('?')[1] ?? '')).map(
    ([name, values = []]) => [name, readFilter(name, values)] as const,
  );
  const notes = [
    ...(entry.notes ?? []),
    ...operation
      .unknownMembers(parsed(entry))
      .map(({ pointer, meant }) => `${pointer}: an unknown member, ignored${hint(meant)}`),
    ...filters
      .filter(([name, filter]) => !operation.queryNames.includes(filter?.path ?? name))
      .map(([name, filter]) => {
        const meant = nearest(filter?.path ?? name, operation.queryNames);
        return `query/${name}: not a parameter of ${operation.operationId}; lists take it as a filter${hint(meant)}`;
      }),
    ...(operation.operationId === 'listProductOrder' ? filters.flatMap(([, filter]) => never(filter, ground)) : []),
  ];
  return notes.length === 0 ? {} : { notes };
}

/** Values that no order ever has: a list that is filtered by one is empty, and nothing is wrong with that but the spelling. */
function never(filter: Filter | undefined, { journeys }: Ground): string[] {
  if (filter === undefined || filter.operator !== 'eq') return [];
  const words: { readonly [path: string]: () => readonly string[] } = {
    state: () => orderStates,
    milestone: () => milestonesOf(journeys.journeys),
  };
  if (!Object.hasOwn(words, filter.path)) return [];
  const known = words[filter.path]?.() ?? [];
  return filter.values
    .filter(({ text }) => !known.includes(text))
    .map(
      ({ text }) => `query/${filter.path}: no order ever has "${text.slice(0, 80)}" there${hint(nearest(text, known))}`,
    );
}

const hint = (meant: string | undefined): string => (meant === undefined ? '' : `; did you mean ${meant}?`);

function parsed(entry: JournalEntry): unknown {
  try {
    return JSON.parse(bodyText(entry.request.body) ?? 'null');
  } catch {
    return undefined;
  }
}
