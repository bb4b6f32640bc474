/** Text that is HTML already. Everything else is escaped when it is inserted into a page. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type HtmlPart = Html | string | number | undefined | readonly HtmlPart[];

/** A template tag that escapes its values, unless they are HTML. */
export function html(pieces: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return new Html(pieces.reduce((text, piece, index) => text + renderPart(parts[index - 1]) + piece));
}

function renderPart(part: HtmlPart): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  return typeof part === 'object' ? part.map(renderPart).join('') : escapeHtml(String(part));
}

const htmlEscapes: { readonly [char: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes text for HTML content and quoted attributes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (char) => htmlEscapes[char] as string);

export const emptyHtml = new Html('');
