/** One thing wrong with a request: where, what was found, what would be right, and which rule says so. */
export interface Violation {
  /** JSON pointer into the body, or `query/limit`, `header/productFamily`, `path/id`. */
  readonly pointer: string;
  /** What was received, shortened; undefined when it was missing. */
  readonly got?: unknown;
  readonly expected: string;
  /** `bt §2.1`, `schema maxLength`, `tmf §1.3`: the rule in a few words. */
  readonly rule: string;
  /** Where the specification says so: `quote.yaml#/components/schemas/Quote_Create/properties/externalId`. */
  readonly spec?: string;
}
