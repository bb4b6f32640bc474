import type { Transaction } from './sandbox-state.ts';
import type { Violation } from './violation.ts';

/** Decoded query parameters; a repeated name has several values. */
export type Query = { readonly [name: string]: readonly string[] };

/**
 * One request to a BT path after the pipeline's checks: the operation is known, the token is valid and the body fits
 * its schema.
 */
export interface OperationCall {
  readonly operationId: string;
  /** Parameters of the path: `{ id: "…" }`. */
  readonly params: { readonly [name: string]: string };
  readonly query: Query;
  /** Header names are lower-case. */
  readonly headers: { readonly [name: string]: string };
  /** The parsed body; undefined when the operation takes none. */
  readonly body: unknown;
  /** The path that the client called, aliases included: hrefs are built from it. */
  readonly path: string;
  /** For example `http://127.0.0.1:4480`; hrefs begin with it. */
  readonly baseUrl: string;
  /** Page sizes of TMF lists on this server; absent means 20 and 100. */
  readonly pages?: PageLimits | undefined;
}

export interface PageLimits {
  /** Page size when the client names none. */
  readonly defaultLimit: number;
  /** A larger `limit` is reduced to this. */
  readonly maxLimit: number;
}

/**
 * Performs an operation: reads and writes the transaction and returns the answer. A refusal (status 400 or more)
 * discards all its writes. `G` is the part of the reference data that the operation needs.
 */
export type Operation<G = unknown> = (transaction: Transaction, call: OperationCall, referenceData: G) => Answer;

/** An answer of a BT path before serialization. `violations` is for the journal and never changes the answer. */
export interface Answer {
  readonly status: number;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: unknown;
  readonly violations?: readonly Violation[];
  /** The order that the request was about, for the journal. */
  readonly orderId?: string;
}
