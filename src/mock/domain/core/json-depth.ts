/**
 * The depth of a JSON text, counted on its brackets before it is parsed: JSON.parse takes a million levels, and whatever
 * walks the parsed value afterwards, JSON.stringify among them, ends in a stack overflow at a few thousand.
 */

const quote = 0x22;
const backslash = 0x5c;
const isOpening = (code: number): boolean => code === 0x7b || code === 0x5b;
const isClosing = (code: number): boolean => code === 0x7d || code === 0x5d;

/**
 * The JSON pointer of the first list or object below `maxDepth` levels; undefined: there is none. Reads the text once,
 * up to that place, and keeps no more than `maxDepth` names. Of a text that is no JSON the depth is that of its brackets.
 */
export function pointerBelowDepth(text: string, maxDepth: number): string | undefined {
  const end = indexBelowDepth(text, maxDepth);
  return end === undefined ? undefined : pointerAt(text, end);
}

function indexBelowDepth(text: string, maxDepth: number): number | undefined {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) index = endOfString(text, index);
    else if (isOpening(code)) {
      if (depth === maxDepth) return index;
      depth += 1;
    } else if (isClosing(code)) depth -= 1;
  }
  return undefined;
}

/** The index of the quote that ends the string; the end of the text where none does. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, index: number): boolean {
  let first = index;
  while (text.charCodeAt(first - 1) === backslash) first -= 1;
  return (index - first) % 2 === 1;
}

/** The names and positions of the containers that are open at an index, as a pointer. */
function pointerAt(text: string, end: number): string {
  const path: (string | number)[] = [];
  let name = '';
  for (let index = 0; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) {
      const last = endOfString(text, index);
      name = decodeName(text.slice(index, last + 1));
      index = last;
    } else if (code === 0x5b) path.push(0);
    else if (code === 0x7b) path.push('');
    else if (isClosing(code)) path.pop();
    else if (code === 0x3a) path[path.length - 1] = name;
    else if (code === 0x2c) {
      const top = path.at(-1);
      if (typeof top === 'number') path[path.length - 1] = top + 1;
    }
  }
  return path.map((segment) => `/${String(segment).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function decodeName(written: string): string {
  try {
    return JSON.parse(written);
  } catch {
    return written.slice(1, -1);
  }
}
