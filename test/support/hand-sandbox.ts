import type { Json } from '../../src/mock/domain/sandbox.ts';
import { compileContract } from '../../src/mock/engine/contract.ts';
import { Documents } from '../../src/mock/engine/documents.ts';
import { Draft } from '../../src/mock/engine/draft.ts';
import { makeGround } from '../../src/mock/engine/ground.ts';
import { type Handled, handle } from '../../src/mock/engine/handle.ts';
import { moveClock, type Ticked, tick } from '../../src/mock/engine/tick.ts';
import { firstChange } from '../../src/mock/engine/world.ts';
import { loadDocuments, loadGround } from '../../src/mock/runtime/load-data.ts';

/** A sandbox without sockets, stores or waiting: requests go straight to the engine and their changes are applied. */
export const ground = makeGround(loadGround());
export const contract = compileContract(loadDocuments());
export const start = Date.parse('2026-01-05T09:00:00Z');

export interface HandCall {
  readonly query?: string;
  readonly body?: unknown;
  readonly headers?: { readonly [lowerCaseName: string]: string };
}

export interface HandSandbox {
  readonly documents: Documents;
  /** Throws when our own answer does not fit its document. */
  call(method: string, path: string, request?: HandCall): Handled;
  /** Applies what is due and moves the clock. */
  advanceTo(instant: number): readonly Ticked[];
  world(): Draft;
  keep(world: Draft): void;
}

export function handSandbox(
  options: { readonly seed?: string; readonly duns?: string; readonly settings?: { [name: string]: Json } } = {},
): HandSandbox {
  const documents = new Documents();
  const { seed = 'test', ...others } = options;
  documents.apply(firstChange({ id: 'test', seed, start, clientId: 'id', clientSecret: 'secret', ...others }));
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
      const handled = handle(documents, request, contract.route(method, path), ground);
      if (handled.ownFaults.length > 0) {
        throw new Error(
          `our own answer does not fit: ${JSON.stringify(handled.ownFaults)} in ${JSON.stringify(handled.answer.body)}`,
        );
      }
      if (handled.change.puts.length > 0) documents.apply(handled.change);
      return handled;
    },
    advanceTo(instant) {
      const ticks: Ticked[] = [];
      for (let ticked = tick(documents, ground, instant); ticked; ticked = tick(documents, ground, instant)) {
        documents.apply(ticked.change);
        ticks.push(ticked);
      }
      documents.apply(moveClock(documents, instant));
      return ticks;
    },
    world: () => new Draft(documents),
    keep: (world) => {
      documents.apply(world.change());
    },
  };
}
