import { closestMatch } from '#domain/core/closest-match';
import { parseFilter, type QueryFilter } from '#domain/query/filter';
import type { Contract } from '#engine/contract/contract';
import type { ReferenceData } from '#engine/reference-data';
import { findDepthViolation } from '#engine/request/body-shape';
import { parseQuery } from '#engine/request/pipeline';
import { allOrderStates, listMilestones } from '#engine/time/advance-goal';
import { bodyToText, type JournalEntry } from './journal.ts';

/**
 * Notes on members and parameters that the request contained, the document does not name and the sandbox ignored, so
 * that a misspelling is found. Computed when an entry is read, not while the request is served.
 */
export function ignoredInputNotes(
  entry: JournalEntry,
  { contract, referenceData }: { readonly contract: Contract; readonly referenceData: ReferenceData },
): { readonly notes?: readonly string[] } {
  const operation = contract.operations.get(entry.operationId ?? '');
  if (operation === undefined) return {};
  const filters = Object.entries(parseQuery(entry.path.split('?')[1] ?? '')).map(
    ([name, values = []]) => [name, parseFilter(name, values)] as const,
  );
  const notes = [
    ...(entry.notes ?? []),
    ...operation
      .unknownMembers(parsedRequestBody(entry))
      .map(({ pointer, suggestion }) => `${pointer}: unknown member, ignored${suggestionSuffix(suggestion)}`),
    ...filters
      .filter(([name, filter]) => !operation.queryNames.includes(filter?.path ?? name))
      .map(([name, filter]) => {
        const suggestion = closestMatch(filter?.path ?? name, operation.queryNames);
        return `query/${name}: no parameter of ${operation.operationId}; treated as a filter${suggestionSuffix(suggestion)}`;
      }),
    ...(operation.operationId === 'listProductOrder'
      ? filters.flatMap(([, filter]) => impossibleFilterNotes(filter, referenceData))
      : []),
  ];
  return notes.length === 0 ? {} : { notes };
}

/** Notes on filter values that no order ever has: the list is empty, and only the spelling is wrong. */
function impossibleFilterNotes(filter: QueryFilter | undefined, { journeys }: ReferenceData): string[] {
  if (filter === undefined || filter.operator !== 'eq') return [];
  const valuesByPath: { readonly [path: string]: () => readonly string[] } = {
    state: () => allOrderStates,
    milestone: () => listMilestones(journeys.journeys),
  };
  if (!Object.hasOwn(valuesByPath, filter.path)) return [];
  const known = valuesByPath[filter.path]?.() ?? [];
  return filter.values
    .filter(({ text }) => !known.includes(text))
    .map(
      ({ text }) =>
        `query/${filter.path}: "${text.slice(0, 80)}" is no value of this member of an order${suggestionSuffix(closestMatch(text, known))}`,
    );
}

const suggestionSuffix = (suggestion: string | undefined): string =>
  suggestion === undefined ? '' : `; did you mean ${suggestion}?`;

function parsedRequestBody(entry: JournalEntry): unknown {
  const text = bodyToText(entry.request.body) ?? 'null';
  // It was refused for its depth: no member of it was read, and none is looked for.
  if (findDepthViolation(text) !== undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
