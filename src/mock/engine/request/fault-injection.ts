import type { Answer, OperationCall } from '#domain/core/call';
import type { ChangeSet, DomainEvent, Instant, StateReader } from '#domain/core/sandbox-state';
import type { ErrorFamily } from '#domain/errors/error-catalogue';
import {
  hasActiveFaultInjection,
  takeFaultInjection,
  toWireFault,
  type WireFault,
} from '#domain/fault-injection/fault-injection';
import { buildInjectedAnswer } from '#domain/fault-injection/injected-answer';
import { StagedTransaction } from '#engine/state/staged-transaction';

/** A fault injection that applied to a request. Its use is a change of its own, which counts also when the request is refused. */
export interface AppliedFault {
  readonly id: string;
  /** Undefined: the operation is performed as well. */
  readonly answer: Answer | undefined;
  readonly wireFault: WireFault | undefined;
  readonly changeSet: ChangeSet;
  readonly emitted: readonly DomainEvent[];
}

export function applyRequestFault(
  reader: StateReader,
  call: OperationCall,
  family: ErrorFamily,
  now: Instant | undefined,
): AppliedFault | undefined {
  if (!hasActiveFaultInjection(reader, call.operationId)) return undefined;
  const transaction = new StagedTransaction(reader, now);
  const body = typeof call.body === 'object' && call.body !== null && !Array.isArray(call.body) ? call.body : {};
  const { params, query, headers, path } = call;
  const injection = takeFaultInjection(transaction, call.operationId, {
    ...body,
    ...query,
    ...params,
    body: call.body,
    query,
    headers,
    path,
  });
  if (!injection) return undefined;
  return {
    id: injection.id,
    answer: buildInjectedAnswer(injection, family),
    wireFault: toWireFault(injection),
    changeSet: transaction.changeSet(),
    emitted: transaction.emitted,
  };
}
