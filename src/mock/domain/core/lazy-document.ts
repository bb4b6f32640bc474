/** A text that holds the JSON of documents, each from one place to another. */
export interface TextSource {
  text(from: number, to: number): string;
}

/**
 * A document as the text it was stored as: it is read when somebody first asks for it, and is then a document like any
 * other. A store may hand these out, so that a start need not read what nobody may look at.
 */
export class LazyDocument {
  /** undefined: it was read, and what it lay in may go. */
  #sheet: TextSource | undefined;
  readonly #from: number;
  readonly #to: number;
  #document: unknown;

  constructor(source: TextSource, from: number, to: number) {
    this.#sheet = source;
    this.#from = from;
    this.#to = to;
  }

  hydrate(): unknown {
    if (this.#sheet === undefined) return this.#document;
    this.#document = JSON.parse(this.#sheet.text(this.#from, this.#to));
    this.#sheet = undefined;
    return this.#document;
  }

  json(): string {
    return this.#sheet === undefined ? JSON.stringify(this.#document) : this.#sheet.text(this.#from, this.#to);
  }
}

export function hydrateDocument(document: unknown): unknown {
  return document instanceof LazyDocument ? document.hydrate() : document;
}

export function documentJson(document: unknown): string {
  return document instanceof LazyDocument ? document.json() : JSON.stringify(document);
}
