import { parseInstant } from '../domain/working-time.ts';
import type { NotedIntervention } from '../runtime/journal/interventions.ts';
import {
  entryId,
  entryNumber,
  type JournalEntry,
  type JournalFilter,
  type JournalPage,
} from '../runtime/journal/journal.ts';
import { curlOf, fetchOf, harPieces, ndjsonPieces } from '../runtime/journal/journal-export.ts';
import { withoutMeaning } from '../runtime/journal/journal-notes.ts';
import { entryView, shownPath, summaryView } from '../runtime/journal/journal-view.ts';
import { type ReplayEdits, replay } from '../runtime/journal/replay.ts';
import type { LiveSandbox } from '../runtime/live-sandbox.ts';
import { Refusal, type RefusedMember } from '../runtime/refusal.ts';
import {
  type ControlCall,
  type ControlHandlers,
  type ControlReply,
  created,
  instantText,
  ok,
  pageOf,
} from './control-call.ts';
import type { ControlPort } from './control-port.ts';

/** Begins with what the world grew from, where that is known: see sandbox.yaml's InterventionList. */
function interventionsOf(live: LiveSandbox) {
  const { beginning, missing, forgotten } = live.interventions;
  const items = live.interventions.list().map(interventionView);
  const { at, mode, ...world } = beginning ?? { ...live.profile, at: live.profile.start };
  const { seed, duns, portalLoginId, settings } = world;
  return {
    beginning: { at: instantText(at), seed, duns, portalLoginId, profile: mode, settings },
    ...(missing === undefined ? {} : { missing }),
    ...(forgotten === 0 ? {} : { forgotten: entryId(forgotten) }),
    items,
    total: items.length,
  };
}

function interventionView({ at, after, version: _, ...done }: NotedIntervention) {
  const shown = done.kind === 'prepared' ? { ...done, first: entryId(done.first), last: entryId(done.last) } : done;
  return { at: instantText(at), ...(after > 0 ? { after: entryId(after) } : {}), ...shown };
}

export function requestHandlers(port: ControlPort): ControlHandlers {
  const find = ({ params }: ControlCall) => port.sandboxes.mustGet(params.sandboxId as string);
  const findEntry = (call: ControlCall, live: LiveSandbox): JournalEntry => {
    const entry = live.journal.get(call.params.requestId as string);
    if (!entry) throw new Refusal(404, 'No such request');
    return entry;
  };
  const text = (mediaType: string, file: string, pieces: Iterable<string>): ControlReply => ({
    status: 200,
    mediaType,
    pieces,
    file,
  });
  return {
    listRequests(call) {
      const { journal } = find(call);
      const page = pageOf(call);
      const { items, total, evicted } = journal.list(filterOf(call), page.offset, page.limit);
      return ok({ items: items.map(summaryView), total, ...page, evicted });
    },
    retrieveRequest(call) {
      const entry = findEntry(call, find(call));
      const options = { baseUrl: port.baseUrl(), includeToken: call.query.includeToken === 'true' };
      const notes = withoutMeaning(entry, port.sandboxes.house);
      return ok({
        ...entryView(entry),
        ...notes,
        copy: { curl: curlOf(entry, options), fetch: fetchOf(entry, options) },
      });
    },
    countRequests(call) {
      const { total, evicted, complete } = find(call).journal.list(filterOf(call), 0, 0);
      return ok({ count: total, evicted, complete });
    },
    async waitForRequests(call) {
      const { journal } = find(call);
      const count = Number(call.query.count ?? 1);
      const timeoutMs = Number(call.query.timeoutMs ?? 5000);
      const page = await journal.wait(filterOf(call), count, timeoutMs);
      if (page.total < count) throw tooFew(page, count, timeoutMs, journal.list().items);
      const { items, total, evicted, complete } = page;
      return ok({ items: items.map(summaryView), count: total, evicted, complete });
    },
    exportRequestsHar(call) {
      const live = find(call);
      const { items } = live.journal.list(filterOf(call));
      return text('application/json; charset=utf-8', `${live.id}.har`, harPieces(items, port.baseUrl(), port.version));
    },
    exportRequestsNdjson(call) {
      const live = find(call);
      return text('application/x-ndjson', `${live.id}.ndjson`, ndjsonPieces(live.journal.list(filterOf(call)).items));
    },
    listInterventions: (call) => ok(interventionsOf(find(call))),
    async replayRequest(call) {
      const live = find(call);
      const { edits = {} } = (call.body ?? {}) as { readonly edits?: ReplayEdits };
      const entry = await replay(port.sandboxes, live, findEntry(call, live), edits, port.baseUrl());
      return created(entryView(entry));
    },
  };
}

function filterOf({ query }: ControlCall): JournalFilter {
  const { status, operation, orderId, method, path, since, q } = query;
  return {
    status: status?.split(','),
    operation: operation?.split(','),
    orderId,
    method,
    path,
    text: q,
    ...sinceOf(since),
  };
}

function sinceOf(since: string | undefined): Pick<JournalFilter, 'since' | 'after'> {
  if (since === undefined) return {};
  const after = entryNumber(since);
  if (after !== undefined) return { after };
  const instant = parseInstant(since);
  if (instant !== undefined) return { since: instant };
  throw new Refusal(400, 'The query does not fit', [
    {
      pointer: 'query/since',
      got: since,
      expected: 'an instant such as 2026-01-05T09:00:00Z, or an id such as req_41',
    },
  ]);
}

/** What did come says more than that nothing matched. */
function tooFew(page: JournalPage, count: number, timeoutMs: number, all: readonly JournalEntry[]): Refusal {
  const newest = all
    .slice(-3)
    .map(({ number, method, path, status }) => `req_${number} ${method} ${shownPath(path)} ${status}`);
  const others = newest.length === 0 ? 'no request at all' : newest.join(', ');
  const lost = page.complete ? '' : `; ${page.evicted} entries were evicted, which may have matched`;
  const faults: RefusedMember[] = [
    {
      pointer: 'query/count',
      got: page.total,
      expected: `${count} matching requests within ${timeoutMs} ms; the newest are: ${others}${lost}`,
    },
  ];
  return new Refusal(408, 'The requests did not come', faults);
}
