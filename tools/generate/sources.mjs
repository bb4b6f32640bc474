// @ts-check
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parseDocument } from 'yaml';

/** A source that cannot be used; the message names it and says why. */
export class UnusableDocument extends Error {}

/** Files of a folder that end in `ending`, sorted by name; none when there is no such folder. */
export function filesIn(folder, ending, { deep = false } = {}) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: deep })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

export const baseName = (file) => basename(file, extname(file));

/** YAML 1.2 as plain JSON. Merge keys (`<<`) are resolved; a date stays text. */
export function readYaml(file) {
  const document = parseDocument(readFileSync(file, 'utf8'), { merge: true, uniqueKeys: true });
  const mistake = document.errors[0] ?? document.warnings[0];
  if (mistake) throw new UnusableDocument(`${file}: ${mistake.message}`);
  const value = document.toJS({ maxAliasCount: 1000 });
  const strayed = strayText(value);
  if (strayed)
    throw new UnusableDocument(`${file}: "${strayed}" stands as a name; a text with a comma needs quotes in { }`);
  return value;
}

/** YAML reads `{ description: this, or that }` as two members: the second has a name with spaces and no value. */
function strayText(node) {
  if (node === null || typeof node !== 'object') return undefined;
  for (const [key, value] of Object.entries(node)) {
    if (value === null && key.includes(' ')) return key;
    const inside = strayText(value);
    if (inside) return inside;
  }
  return undefined;
}
