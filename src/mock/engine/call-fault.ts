import type { Call } from '../domain/call.ts';
import { anyFault, meetFault, type WireFault, wireFault } from '../domain/fault.ts';
import { faultAnswer } from '../domain/fault-answer.ts';
import type { Answer, Family } from '../domain/problem.ts';
import type { Change, Happening, Instant, Reader } from '../domain/sandbox.ts';
import { Draft } from './draft.ts';

/** A fault of the wire that met a request. Its use is a change of its own: it counts also when the request is refused. */
export interface MetFault {
  readonly id: string;
  /** Undefined: the operation is performed all the same. */
  readonly answer: Answer | undefined;
  readonly wire: WireFault | undefined;
  readonly change: Change;
  readonly happened: readonly Happening[];
}

export function meetCallFault(
  reader: Reader,
  call: Call,
  family: Family,
  now: Instant | undefined,
): MetFault | undefined {
  if (!anyFault(reader, call.operationId)) return undefined;
  const draft = new Draft(reader, now);
  const body = typeof call.body === 'object' && call.body !== null && !Array.isArray(call.body) ? call.body : {};
  const { params, query, headers, path } = call;
  const fault = meetFault(draft, call.operationId, {
    ...body,
    ...query,
    ...params,
    body: call.body,
    query,
    headers,
    path,
  });
  if (!fault) return undefined;
  return {
    id: fault.id,
    answer: faultAnswer(fault, family),
    wire: wireFault(fault),
    change: draft.change(),
    happened: draft.happened,
  };
}
