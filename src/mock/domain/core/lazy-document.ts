/** A source of document JSON, read by position. */
export interface TextSource {
  text(from: number, to: number): string;
}

/**
 * A document as the text it was stored as, parsed on first use. A store may hand these out, so that startup need not
 * parse documents that may never be read.
 */
export class LazyDocument {
  /** Undefined once the document is parsed, so that the source can be released. */
  #source: TextSource | undefined;
  readonly #from: number;
  readonly #to: number;
  #document: unknown;

  constructor(source: TextSource, from: number, to: number) {
    this.#source = source;
    this.#from = from;
    this.#to = to;
  }

  hydrate(): unknown {
    if (this.#source === undefined) return this.#document;
    this.#document = JSON.parse(this.#source.text(this.#from, this.#to));
    this.#source = undefined;
    return this.#document;
  }

  json(): string {
    return this.#source === undefined ? JSON.stringify(this.#document) : this.#source.text(this.#from, this.#to);
  }
}

/** The document itself; parses it when it is still text. */
export function hydrateDocument(document: unknown): unknown {
  return document instanceof LazyDocument ? document.hydrate() : document;
}

/** The document's JSON; does not parse a document that is still text. */
export function documentJson(document: unknown): string {
  return document instanceof LazyDocument ? document.json() : JSON.stringify(document);
}
