import type { Transaction } from './sandbox-state.ts';
import type { Violation } from './violation.ts';

/** Query parameters as they came, decoded; a repeated name has several values. */
export type Query = { readonly [name: string]: readonly string[] };

/** One request to a BT path after the gateway's checks: the operation is known, the token was good, the body fits its schema. */
export interface OperationCall {
  readonly operationId: string;
  /** From the path: `{ id: "…" }`. */
  readonly params: { readonly [name: string]: string };
  readonly query: Query;
  /** Lower-case names. */
  readonly headers: { readonly [name: string]: string };
  /** The parsed body; undefined where the operation has none. */
  readonly body: unknown;
  /** The path under which the client called, alias kept: hrefs are built from it. */
  readonly path: string;
  /** `http://127.0.0.1:4480`: hrefs begin with it. */
  readonly baseUrl: string;
  /** Pages of TMF's lists, as this server has them; absent: 20 and 100. */
  readonly pages?: PageLimits | undefined;
}

export interface PageLimits {
  /** When the client does not say. */
  readonly defaultLimit: number;
  /** A larger `limit` is taken as this. */
  readonly maxLimit: number;
}

/**
 * What an operation does. It reads and notes in the world and returns the answer; when the answer is a refusal (400 or
 * more) everything it noted is thrown away. `G` is the part of the fixtures and journeys it needs.
 */
export type Operation<G = unknown> = (transaction: Transaction, call: OperationCall, referenceData: G) => Answer;

/** An answer of a BT path before it becomes bytes. `why` is for the journal and never changes the answer. */
export interface Answer {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
  readonly violations?: readonly Violation[];
  /** The order this was about, for the journal. */
  readonly orderId?: string;
}
