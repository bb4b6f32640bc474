import type { Query } from '../domain/call.ts';
import type { Family, Fault } from '../domain/problem.ts';

/**
 * The OpenAPI documents, compiled: which path and method is which operation, and whether a body, a query or an answer
 * fits. One source (specs/openapi), one validator (ajv, draft 2020-12), compiled once per operation on first use.
 */
export interface OperationContract {
  readonly operationId: string;
  /** Base name of the document: `quote`, `product-order`, … */
  readonly api: string;
  readonly method: string;
  /** The path template as in the document; `aliases` (from `x-aliases`) answer just the same. */
  readonly path: string;
  readonly aliases: readonly string[];
  /** From the document's `x-error-family`. */
  readonly family: Family;
  /** `x-bound-to: examples`: answered from the document's examples; otherwise a domain function must be bound. */
  readonly boundTo: 'domain' | 'examples';
  /** The first declared 2xx. */
  readonly successStatus: number;
  /** Undefined: the operation takes no body. */
  readonly requestMediaTypes: readonly string[] | undefined;
  readonly bodyRequired: boolean;
  /** Largest body in bytes (`x-max-body-bytes`, default 1 MiB). */
  readonly maxBodyBytes: number;
  /** Declared header parameters with lower-case names, apart from Authorization and APIGW-Tracking-Header. */
  readonly headerNames: readonly string[];
  /** Every fault of a body at once; a member the server owns (`readOnly`) is a fault where it is sent. Empty: it fits. */
  checkBody(body: unknown): readonly Fault[];
  /** Pointers `query/<name>`. Unknown parameters are not faults. */
  checkQuery(query: Query): readonly Fault[];
  /** Pointers `header/<name>`. */
  checkHeaders(headers: { readonly [name: string]: string }): readonly Fault[];
  /** Faults of our own answer; a status that the document does not declare is a fault too. */
  checkAnswer(status: number, body: unknown): readonly Fault[];
}

export type Routed =
  | { readonly found: OperationContract; readonly params: { readonly [name: string]: string } }
  /** The path exists, the method does not: `allow` lists the methods that do. */
  | { readonly allow: readonly string[]; readonly family: Family }
  | undefined;

export interface Contract {
  readonly operations: ReadonlyMap<string, OperationContract>;
  /** `path` without query. One trailing slash is accepted on collections; HEAD is found as GET. */
  route(method: string, path: string): Routed;
}
