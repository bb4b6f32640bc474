import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bannedWords, wordingProblem } from '../support/plain-words.ts';

/** The verbs with which a summary of an operation may begin. */
const verbs =
  /^(Accept|Add|Advance|Amend|Answer|Apply|Attach|Attempt|Book|Browse|Check|Count|Create|Delete|Expire|Export|Issue|List|Place|Read|Register|Remove|Replace|Replay|Request|Resend|Reset|Retrieve|Search|Send|Set|Stream|Unregister|Update|Wait)\b/;

interface SpecText {
  readonly where: string;
  readonly text: string;
}

const folder = new URL('../../specs/', import.meta.url);
const openApi = readdirSync(new URL('openapi/', folder)).map(
  (file) => [file, parse(readFileSync(new URL(`openapi/${file}`, folder), 'utf8')) as unknown] as const,
);
const schemas = readdirSync(new URL('schemas/', folder)).map(
  (file) => [file, JSON.parse(readFileSync(new URL(`schemas/${file}`, folder), 'utf8')) as unknown] as const,
);

describe('the texts of the specifications', () => {
  const texts = [...openApi, ...schemas].flatMap(([file, document]) => textsIn(document, file));

  test('have no banned word and start with a verb or a noun', () => {
    expect(texts.length).toBeGreaterThan(500);
    const problems = texts
      .filter(({ where }) => !isExampleSummary(where))
      .map(({ where, text }) => [where, wordingProblem(text)]);
    expect(problems.filter(([, problem]) => problem !== undefined)).toEqual([]);
    expect(texts.filter(({ text }) => bannedWords.test(text))).toEqual([]);
  });

  test('a summary of an operation is imperative', () => {
    const summaries = openApi.flatMap(([file, document]) => operationSummaries(document, file));
    expect(summaries.length).toBeGreaterThan(70);
    expect(summaries.filter(({ text }) => !verbs.test(text) || text.endsWith('.'))).toEqual([]);
  });

  test('planted texts are caught, and members that are called description are left alone', () => {
    const planted = {
      properties: { description: { type: 'string', description: 'What was asked.' } },
      examples: { one: { value: { description: 'told' } } },
    };
    expect(textsIn(planted, '')).toEqual([{ where: '/properties/description/description', text: 'What was asked.' }]);
    expect(wordingProblem('What was asked.')).toBeDefined();
    expect(wordingProblem('Replace the whole world')).toContain('world');
  });
});

/** Names what an example shows, not what a call does. */
const isExampleSummary = (where: string): boolean => /\/examples\/[^/]+\/summary$/.test(where);

/** Every `summary` and `description` that is a text of the document; values of examples are not. */
function textsIn(node: unknown, where: string): readonly SpecText[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => {
    const inside = `${where}/${name}`;
    if ((name === 'summary' || name === 'description') && typeof value === 'string')
      return [{ where: inside, text: value }];
    return ['value', 'example', 'default', 'const', 'x-refusals'].includes(name) ? [] : textsIn(value, inside);
  });
}

function operationSummaries(document: unknown, file: string): readonly SpecText[] {
  const { paths = {} } = document as { readonly paths?: { readonly [path: string]: object } };
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => {
      const { operationId, summary = '' } = operation as { readonly operationId?: string; readonly summary?: string };
      return operationId === undefined ? [] : [{ where: `${file} ${method} ${path}`, text: summary }];
    }),
  );
}
