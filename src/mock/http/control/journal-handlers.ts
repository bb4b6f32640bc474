import { formatIsoUtcShort, parseInstant } from '#domain/calendar/working-time';
import { ControlRequestError, type ControlViolation } from '#runtime/control-request-error';
import type { TimedIntervention } from '#runtime/journal/interventions';
import {
  entryId,
  type JournalEntry,
  type JournalFilter,
  type JournalPage,
  parseEntryNumber,
} from '#runtime/journal/journal';
import { curlForEntry, fetchForEntry, harChunks, ndjsonLines } from '#runtime/journal/journal-export';
import { ignoredInputNotes } from '#runtime/journal/journal-notes';
import { entrySummaryView, entryView, maskedPath } from '#runtime/journal/journal-view';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import { type ReplayEdits, replayRequest } from '#runtime/services/replay';
import {
  type ControlCall,
  type ControlHandlers,
  type ControlReply,
  created,
  ok,
  readPageRange,
} from './control-call.ts';
import type { ControlDependencies } from './control-dependencies.ts';

/** Begins with the empty sandbox's settings when the history is complete: see sandbox.yaml's InterventionList. */
function interventionList(live: LiveSandbox) {
  const { beginning, incompleteReason, forgottenUpTo } = live.interventions;
  const items = live.interventions.list().map(interventionView);
  const { at, mode, ...origin } = beginning ?? { ...live.profile, at: live.profile.start };
  const { seed, duns, portalLoginId, settings } = origin;
  return {
    beginning: { at: formatIsoUtcShort(at), seed, duns, portalLoginId, profile: mode, settings },
    ...(incompleteReason === undefined ? {} : { missing: incompleteReason }),
    ...(forgottenUpTo === 0 ? {} : { forgotten: entryId(forgottenUpTo) }),
    items,
    total: items.length,
  };
}

function interventionView({ at, after, version: _, ...done }: TimedIntervention) {
  const shown = done.kind === 'prepared' ? { ...done, first: entryId(done.first), last: entryId(done.last) } : done;
  return { at: formatIsoUtcShort(at), ...(after > 0 ? { after: entryId(after) } : {}), ...shown };
}

/** Handlers of the request journal. */
export function journalHandlers(dependencies: ControlDependencies): ControlHandlers {
  const sandboxOf = ({ params }: ControlCall) => dependencies.sandboxes.getOrThrow(params.sandboxId as string);
  const findEntry = (call: ControlCall, live: LiveSandbox): JournalEntry => {
    const entry = live.journal.get(call.params.requestId as string);
    if (!entry) throw new ControlRequestError(404, 'Request not found');
    return entry;
  };
  const textReply = (mediaType: string, file: string, pieces: Iterable<string>): ControlReply => ({
    status: 200,
    mediaType,
    pieces,
    file,
  });
  return {
    listRequests(call) {
      const { journal } = sandboxOf(call);
      const page = readPageRange(call);
      const { items, total, evicted } = journal.list(readJournalFilter(call), page.offset, page.limit);
      return ok({ items: items.map(entrySummaryView), total, ...page, evicted });
    },
    retrieveRequest(call) {
      const entry = findEntry(call, sandboxOf(call));
      const options = { baseUrl: dependencies.baseUrl(), includeToken: call.query.includeToken === 'true' };
      const notes = ignoredInputNotes(entry, dependencies.sandboxes.context);
      return ok({
        ...entryView(entry),
        ...notes,
        copy: { curl: curlForEntry(entry, options), fetch: fetchForEntry(entry, options) },
      });
    },
    countRequests(call) {
      const { total, evicted, complete } = sandboxOf(call).journal.list(readJournalFilter(call), 0, 0);
      return ok({ count: total, evicted, complete });
    },
    async waitForRequests(call) {
      const { journal } = sandboxOf(call);
      const count = Number(call.query.count ?? 1);
      const timeoutMs = Number(call.query.timeoutMs ?? 5000);
      const page = await journal.waitForEntries(readJournalFilter(call), count, timeoutMs);
      if (page.total < count) throw requestsTimedOut(page, count, timeoutMs, journal.list().items);
      const { items, total, evicted, complete } = page;
      return ok({ items: items.map(entrySummaryView), count: total, evicted, complete });
    },
    exportRequestsHar(call) {
      const live = sandboxOf(call);
      const { items } = live.journal.list(readJournalFilter(call));
      return textReply(
        'application/json; charset=utf-8',
        `${live.id}.har`,
        harChunks(items, dependencies.baseUrl(), dependencies.version),
      );
    },
    exportRequestsNdjson(call) {
      const live = sandboxOf(call);
      return textReply(
        'application/x-ndjson',
        `${live.id}.ndjson`,
        ndjsonLines(live.journal.list(readJournalFilter(call)).items),
      );
    },
    listInterventions: (call) => ok(interventionList(sandboxOf(call))),
    async replayRequest(call) {
      const live = sandboxOf(call);
      const { edits = {} } = (call.body ?? {}) as { readonly edits?: ReplayEdits };
      const entry = await replayRequest(
        dependencies.sandboxes,
        live,
        findEntry(call, live),
        edits,
        dependencies.baseUrl(),
      );
      return created(entryView(entry));
    },
  };
}

function readJournalFilter({ query }: ControlCall): JournalFilter {
  const { status, operation, orderId, method, path, since, q } = query;
  return {
    status: status?.split(','),
    operation: operation?.split(','),
    orderId,
    method,
    path,
    text: q,
    ...readSince(since),
  };
}

function readSince(since: string | undefined): Pick<JournalFilter, 'since' | 'after'> {
  if (since === undefined) return {};
  const after = parseEntryNumber(since);
  if (after !== undefined) return { after };
  const instant = parseInstant(since);
  if (instant !== undefined) return { since: instant };
  throw new ControlRequestError(400, 'Invalid query parameters', [
    {
      pointer: 'query/since',
      got: since,
      expected: 'an instant such as 2026-01-05T09:00:00Z, or an id such as req_41',
    },
  ]);
}

/** Shows the requests that did arrive, which says more than that none matched. */
function requestsTimedOut(
  page: JournalPage,
  count: number,
  timeoutMs: number,
  allEntries: readonly JournalEntry[],
): ControlRequestError {
  const newest = allEntries
    .slice(-3)
    .map(({ number, method, path, status }) => `req_${number} ${method} ${maskedPath(path)} ${status}`);
  const others = newest.length === 0 ? 'none' : newest.join(', ');
  const evictionNote = page.complete ? '' : `; ${page.evicted} entries that may have matched were evicted`;
  const refusedMembers: ControlViolation[] = [
    {
      pointer: 'query/count',
      got: page.total,
      expected: `${count} matching requests within ${timeoutMs} ms; newest requests: ${others}${evictionNote}`,
    },
  ];
  return new ControlRequestError(408, 'The expected requests did not arrive', refusedMembers);
}
