import { toJsonText } from '#domain/core/json';
import { findNearMisses, mayHaveNearMisses } from '#engine/contract/near-miss';
import { mediaTypeOf } from '#engine/request/media-type';
import type { RawBody, RawRequest } from '#engine/request/request-checks';
import { ControlRequestError } from '#runtime/control-request-error';
import { bodyToText, entryId, type JournalEntry } from '#runtime/journal/journal';
import { headerPairs } from '#runtime/journal/journal-view';
import { isExplainEnabled } from '#runtime/sandboxes/explain-setting';
import type { LiveSandbox } from '#runtime/sandboxes/live-sandbox';
import type { Sandboxes } from '#runtime/sandboxes/sandboxes';

export interface ReplayEdits {
  readonly method?: string;
  /** With its query. */
  readonly path?: string;
  /** Null removes a header. */
  readonly headers?: { readonly [name: string]: string | null };
  /** Replaces the whole body: text as it is, anything else as JSON. */
  readonly body?: unknown;
}

/**
 * Sends a recorded request to the sandbox again, edited or not, as its client would: with the same checks and the same
 * journal. It calls the engine directly and not through a socket, so an expired token does not matter and no wire fault
 * applies.
 */
export async function replayRequest(
  sandboxes: Sandboxes,
  sandbox: LiveSandbox,
  original: JournalEntry,
  edits: ReplayEdits,
  baseUrl: string,
): Promise<JournalEntry> {
  const method = (edits.method ?? original.method).toUpperCase();
  const target = edits.path ?? original.path;
  const [path = '/', rawQuery = ''] = splitAtFirst(target, '?');
  const { contract, clock } = sandboxes.context;
  const match = contract.route(method, path);
  if (original.operationId !== undefined && !contract.operations.has(original.operationId)) {
    throw new ControlRequestError(409, 'Token requests cannot be replayed', [
      { pointer: 'path/requestId', got: original.operationId, expected: 'a request to a BT API' },
    ]);
  }
  const wallNow = clock.now();
  const headers = editedHeaders(original, edits);
  const text = edits.body === undefined ? bodyToText(original.request.body) : serialiseBody(edits.body);
  const body: RawBody = text === undefined || text === '' ? { kind: 'none' } : { kind: 'text', text };
  const request: RawRequest = {
    method,
    path,
    rawQuery,
    headers,
    baseUrl,
    wallNow,
    body,
    limits: sandboxes.engineLimits,
  };
  const isExplained = isExplainEnabled(sandbox.profile);
  const contentType = headers['content-type'];
  const number = sandbox.journal.reserveNumber();
  const { answer, operation } = await sandbox.serveRequest(request, match);
  const entry: JournalEntry = {
    number,
    at: sandbox.virtualNow,
    wallAt: wallNow,
    method,
    path: target,
    operationId: operation?.operationId,
    orderId: answer.orderId,
    status: answer.status,
    durationMs: clock.now() - wallNow,
    request: { headers, body: text },
    response: {
      headers: { 'Content-Type': 'application/json;charset=utf-8', ...answer.headers },
      body: answer.body === undefined ? undefined : toJsonText(answer.body),
    },
    why: isExplained ? answer.violations : undefined,
    nearMisses:
      isExplained && mayHaveNearMisses(answer.status, operation?.operationId)
        ? findNearMisses(contract, method, path, contentType === undefined ? undefined : mediaTypeOf(contentType))
        : undefined,
    parent: entryId(original.number),
  };
  sandbox.journal.record(entry);
  return entry;
}

const serialiseBody = (body: unknown): string => (typeof body === 'string' ? body : toJsonText(body));

function splitAtFirst(text: string, separator: string): readonly string[] {
  const index = text.indexOf(separator);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}

/** Header names in lower case, as the engine takes them; the length follows the body. */
function editedHeaders(original: JournalEntry, edits: ReplayEdits): { readonly [name: string]: string } {
  const headers = new Map<string, string>();
  for (const [name, value] of headerPairs(original.request.headers)) headers.set(name.toLowerCase(), value);
  for (const [name, value] of Object.entries(edits.headers ?? {})) {
    if (value === null) headers.delete(name.toLowerCase());
    else headers.set(name.toLowerCase(), value);
  }
  headers.delete('content-length');
  if (edits.body !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
  return Object.fromEntries(headers);
}
