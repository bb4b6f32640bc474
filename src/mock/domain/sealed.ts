/**
 * A large document as the text it was stored as: it is read when somebody first asks for it, and is then a document like any
 * other. A store may hand these out, so that a start need not read what nobody may look at.
 */
export class Sealed {
  #text: (() => string) | undefined;
  #document: unknown;

  constructor(text: () => string) {
    this.#text = text;
  }

  open(): unknown {
    if (this.#text === undefined) return this.#document;
    this.#document = JSON.parse(this.#text());
    // The text goes, and with it whatever it lay in.
    this.#text = undefined;
    return this.#document;
  }

  json(): string {
    return this.#text === undefined ? JSON.stringify(this.#document) : this.#text();
  }
}

export function opened(document: unknown): unknown {
  return document instanceof Sealed ? document.open() : document;
}

export function jsonOf(document: unknown): string {
  return document instanceof Sealed ? document.json() : JSON.stringify(document);
}
