import { findNearMisses, mayHaveNearMisses } from '#engine/contract/near-miss';
import { mediaTypeOf } from '#engine/request/media-type';
import type { ServedRequest } from '#engine/request/pipeline';
import type { JournalEntry } from '#runtime/journal/journal';
import { isExplainEnabled } from '#runtime/sandboxes/explain-setting';
import type { SandboxContext } from '#runtime/sandboxes/sandboxes';
import type { ReceivedRequest, RequestCaller, ReservedEntry } from './request-steps.ts';

/** A request and its answer as they were on the wire. */
export interface WireExchange {
  /** The target of the request line. */
  readonly target: string;
  /** Raw pairs. */
  readonly requestHeaders: readonly string[];
  /** Raw pairs. */
  readonly headers: readonly string[];
  readonly text: string;
}

/** Records a request that was answered, under the number that was reserved for it. */
export function journalRequest(
  { clock, contract }: Pick<SandboxContext, 'clock' | 'contract'>,
  { sandbox, number }: ReservedEntry,
  { method, path, headers, wallNow }: ReceivedRequest,
  { match, body, handled }: ServedRequest<RequestCaller>,
  sent: WireExchange,
): void {
  const { answer, appliedFault } = handled;
  const isExplained = isExplainEnabled(sandbox.profile);
  const operationId = match && 'operation' in match ? match.operation.operationId : undefined;
  const contentType = headers['content-type'];
  const entry: JournalEntry = {
    number,
    at: sandbox.virtualNow,
    wallAt: wallNow,
    method,
    path: maskTokenInTarget(sent.target),
    operationId,
    orderId: answer.orderId,
    status: answer.status,
    durationMs: clock.now() - wallNow,
    request: { headers: sent.requestHeaders, body: body.kind === 'text' ? body.text : undefined },
    response: { headers: sent.headers, body: sent.text },
    why: isExplained ? answer.violations : undefined,
    nearMisses:
      isExplained && mayHaveNearMisses(answer.status, operationId)
        ? findNearMisses(contract, method, path, contentType === undefined ? undefined : mediaTypeOf(contentType))
        : undefined,
    faultInjection: appliedFault?.id,
  };
  sandbox.journal.record(entry);
}

/** A token in a URL is refused, and is not written down either. */
function maskTokenInTarget(target: string): string {
  return target.includes('access_token=') ? target.replace(/access_token=[^&]*/g, 'access_token=(masked)') : target;
}
