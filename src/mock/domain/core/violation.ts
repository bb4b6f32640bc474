/** One violation of a rule by a request: where, what was found, what is expected, and which rule. */
export interface Violation {
  /** JSON pointer into the body, or `query/limit`, `header/productFamily`, `path/id`. */
  readonly pointer: string;
  /** What was received, shortened; undefined when it was missing. */
  readonly got?: unknown;
  readonly expected: string;
  /** The rule in a few words: `bt §2.1`, `schema maxLength`, `tmf §1.3`. */
  readonly rule: string;
  /** Where the specification states it: `quote.yaml#/components/schemas/Quote_Create/properties/externalId`. */
  readonly spec?: string;
}
