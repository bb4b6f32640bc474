import type { Json } from '#domain/core/json';
import { compileContract } from '#engine/contract/contract';
import { buildReferenceData } from '#engine/reference-data';
import { type HandledRequest, handleRequest } from '#engine/request/pipeline';
import { creationChangeSet } from '#engine/state/sandbox-lifecycle';
import { SandboxState } from '#engine/state/sandbox-state';
import { StagedTransaction } from '#engine/state/staged-transaction';
import { clockChangeSet, type TickResult, tick } from '#engine/time/tick';
import { readOpenApiDocuments, readReferenceFiles } from '#runtime/load-data';

/** A sandbox without sockets, stores or waiting: requests go straight to the engine and their changes are applied. */
export const referenceData = buildReferenceData(readReferenceFiles());
export const contract = compileContract(readOpenApiDocuments());
export const startInstant = Date.parse('2026-01-05T09:00:00Z');

export interface ManualRequest {
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: { readonly [lowerCaseName: string]: string };
}

export interface ManualSandbox {
  readonly documents: SandboxState;
  /** Throws when our own answer does not fit its document. */
  call(method: string, path: string, request?: ManualRequest): HandledRequest;
  /** Applies what is due and moves the clock. */
  advanceTo(instant: number): readonly TickResult[];
  transaction(): StagedTransaction;
  commit(transaction: StagedTransaction): void;
}

export function createManualSandbox(
  options: { readonly seed?: string; readonly duns?: string; readonly settings?: { [name: string]: Json } } = {},
): ManualSandbox {
  const documents = new SandboxState();
  const { seed = 'test', ...others } = options;
  documents.apply(
    creationChangeSet({ id: 'test', seed, start: startInstant, clientId: 'id', clientSecret: 'secret', ...others }),
  );
  return {
    documents,
    call(method, path, { query = '', body, headers = {} } = {}) {
      const sent =
        body === undefined ? ({ kind: 'none' } as const) : ({ kind: 'text', text: JSON.stringify(body) } as const);
      const request = {
        method,
        path,
        rawQuery: query,
        headers: {
          'apigw-tracking-header': 'test-1',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        baseUrl: 'http://127.0.0.1:4480',
        wallNow: 0,
        body: sent,
      };
      const handled = handleRequest(request, contract.route(method, path), {
        token: 'good',
        reader: documents,
        referenceData,
      });
      if (handled.answerViolations.length > 0) {
        throw new Error(
          `our own answer does not fit: ${JSON.stringify(handled.answerViolations)} in ${JSON.stringify(handled.answer.body)}`,
        );
      }
      if (handled.changeSet.writes.length > 0) documents.apply(handled.changeSet);
      return handled;
    },
    advanceTo(instant) {
      const ticks: TickResult[] = [];
      for (
        let ticked = tick(documents, referenceData, instant);
        ticked;
        ticked = tick(documents, referenceData, instant)
      ) {
        documents.apply(ticked.changeSet);
        ticks.push(ticked);
      }
      documents.apply(clockChangeSet(documents, instant));
      return ticks;
    },
    transaction: () => new StagedTransaction(documents),
    commit: (transaction) => {
      documents.apply(transaction.changeSet());
    },
  };
}
