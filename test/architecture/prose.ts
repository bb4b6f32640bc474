import { type Document, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml';
import { type Found, filesIn, readText, type Source } from './source-file.ts';

/** A piece of prose: where it stands and what it says. */
export interface Prose extends Found {
  readonly path: string;
}

/** The comments of a program and the titles of its tests. */
export const proseOf = ({ path, comments, titles }: Source): readonly Prose[] =>
  [...comments, ...titles].map((one) => ({ path, ...one }));

/** The strings of a program that are sentences: what it says to people. */
export const sentencesOf = ({ path, strings }: Source): readonly Prose[] =>
  strings.filter(isSentence).map((one) => ({ path, ...one }));

/** A string that holds at least three words; others are names, paths or patterns. */
const isSentence = ({ text }: Found): boolean => /\p{L}\s+\S*\p{L}\S*\s+\S*\p{L}/u.test(text);

/** The paragraphs of a page, code blocks aside. */
export function markdownProse(path: string, text = readText(path)): readonly Prose[] {
  const bare = text.replace(/^```[\s\S]*?^```/gm, (block) => block.replace(/[^\n]/g, ''));
  return bare.split('\n').map((line, index) => ({ path, text: line, line: index + 1 }));
}

/** Members of YAML that are written for readers; the others are data, of which BT's texts are a part. */
const PROSE_MEMBERS = new Set(['description', 'summary', 'story', 'teaches', 'presenter', 'about']);

/** The comments and the descriptions of a YAML file. */
export function yamlProse(path: string, text = readText(path)): readonly Prose[] {
  const found: Prose[] = [];
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length;
  const add = (words: unknown, offset: number): void => {
    if (typeof words === 'string') found.push({ path, text: words, line: lineAt(offset) });
  };
  const walk = (node: unknown): void => {
    if (isSeq(node)) for (const item of node.items) walk(item);
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      const isProse = isScalar(key) && PROSE_MEMBERS.has(String(key.value));
      if (isProse && isScalar(value)) add(value.value, value.range?.[0] ?? 0);
      else walk(value);
    }
  };
  for (const document of parseAllDocuments(text) as readonly Document[]) walk(document.contents);
  for (const { 1: comment, index } of text.matchAll(/(?:^|\s)#\s(.*)$/gm)) add(comment, index + 1);
  return found;
}

export const pagesIn = (folder: string): readonly string[] => filesIn(folder, /\.md$/);
export const yamlIn = (folder: string): readonly string[] => filesIn(folder, /\.yaml$/);
