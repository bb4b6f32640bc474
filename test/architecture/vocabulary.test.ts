import { describe, expect, test } from 'vitest';
import { markdownProse, type Prose, pagesIn, proseOf, sentencesOf, yamlIn, yamlProse } from './prose.ts';
import { readSource, type Source, sourcesIn } from './source-file.ts';
import { bannedName, bannedProse, NAME_EXEMPTIONS } from './vocabulary.ts';

const sources = sourcesIn('src');
const supporting = ['test', 'tools', 'bench', 'examples'].flatMap(sourcesIn);
/** The rules themselves must name what they ban. */
const RULES = /^test\/architecture\//;
const others = supporting.filter(({ path }) => !RULES.test(path));

describe('names that we give', () => {
  test('use no banned word', () => {
    expect([...sources, ...others].flatMap(bannedNames)).toEqual([]);
  });

  test('each exemption is used', () => {
    const files = [...sources, ...others];
    const unused = NAME_EXEMPTIONS.filter(
      ({ name, in: where }) =>
        !files.some(({ path, names }) => (where?.test(path) ?? true) && names.some(({ text }) => text === name)),
    );
    expect(unused).toEqual([]);
  });

  test.each([
    ['const waitingRoom = 1;', 'waitingRoom: room'],
    ['interface FirstFloor {}', 'FirstFloor: floor'],
    ['function takeTurns(a: string) {}', 'takeTurns: turns'],
    ['const a = { wasAsked: true };', 'wasAsked: asked'],
    ['class A { #desk = 1; }', 'desk: desk'],
    ['try {} catch (STAGE_ERROR) {}', 'STAGE_ERROR: stage'],
    ['type Trouble = string;', 'Trouble: trouble'],
    ['const ownFault = () => {};', 'ownFault is an old name'],
    ['const mostWaitMs = 1;', 'mostWaitMs: a bound is max… or min…'],
  ])('%s is caught', (planted, finding) => {
    expect(bannedNames(readSource('src/cli/a.ts', planted))).toEqual([`src/cli/a.ts:1 ${finding}`]);
  });

  test('a use of another’s name, an exempt name and a part of a word are not', () => {
    const fine = 'const a = Math.floor(b.room), turnover = 1, metres = 2, site = { floor: 1 }, almost = 3;';
    expect(bannedNames(readSource('src/cli/a.ts', fine))).toEqual([]);
    const elsewhere = 'const a = { stage: 1 };';
    expect(bannedNames(readSource('src/mock/engine/a.ts', elsewhere))).toHaveLength(1);
  });
});

function bannedNames({ path, names }: Source): readonly string[] {
  return names.flatMap(({ text, line }) => {
    const isExempt = NAME_EXEMPTIONS.some(({ name, in: where }) => name === text && (where?.test(path) ?? true));
    const finding = isExempt ? undefined : bannedName(text);
    return finding === undefined ? [] : [`${path}:${line} ${finding}`];
  });
}

/** Names of types that may be declared twice, each with its reason: at most five. */
const DECLARED_TWICE: { readonly [name: string]: string } = {};

describe('types', () => {
  test('are declared once in src', () => {
    expect(Object.keys(DECLARED_TWICE).length).toBeLessThanOrEqual(5);
    expect(declaredAgain(sources).filter(([name]) => DECLARED_TWICE[name] === undefined)).toEqual([]);
  });

  test('that are declared in two files, or twice in one, are caught', () => {
    const planted = [
      readSource('src/cli/a.ts', 'interface Page {} function f() { type Row = string; }'),
      readSource('src/dashboard/b.tsx', 'export class Page {} type Row = number;'),
      readSource('src/cli/c.ts', 'type Once = 1; const Page = 1;'),
    ];
    expect(declaredAgain(planted)).toEqual([
      ['Page', ['src/cli/a.ts', 'src/dashboard/b.tsx']],
      ['Row', ['src/cli/a.ts', 'src/dashboard/b.tsx']],
    ]);
  });
});

function declaredAgain(files: readonly Source[]): readonly (readonly [name: string, paths: readonly string[]])[] {
  const places = new Map<string, string[]>();
  for (const { path, types } of files) {
    for (const name of types) places.set(name, [...(places.get(name) ?? []), path]);
  }
  return [...places].filter(([, paths]) => paths.length > 1);
}

/** Strings of these layers may reach BT's paths or a callback, where no byte changes. */
const BT_TEXTS = /^src\/mock\/(domain|engine)\//;

/**
 * What is written for readers, and how many banned words it holds at most. The three left are texts that reach BT's paths
 * or a callback, where no byte changes, and the pages that print them.
 */
const PROSE: readonly (readonly [what: string, allowed: number, prose: () => readonly Prose[]])[] = [
  ['comments in src', 0, () => sources.flatMap(proseOf)],
  [
    'sentences of the command line, the control API and the dashboard',
    1,
    () => sources.filter(({ path }) => !BT_TEXTS.test(path)).flatMap(sentencesOf),
  ],
  ['the scenario library', 0, () => yamlIn('src').flatMap((path) => yamlProse(path))],
  ['specs', 0, () => yamlIn('specs').flatMap((path) => yamlProse(path))],
  ['docs', 2, () => pagesIn('docs').flatMap((path) => markdownProse(path))],
  [
    'README, CONTRIBUTING, CHANGELOG',
    0,
    () => ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'].flatMap((path) => markdownProse(path)),
  ],
  ['comments and titles of tests, tools, benchmarks and examples', 0, () => others.flatMap(proseOf)],
];

describe('prose', () => {
  test.each(PROSE)('%s', (_, allowed, prose) => {
    const findings = bannedIn(prose());
    expect(findings.length, findings.join('\n')).toBeLessThanOrEqual(allowed);
  });

  test('a banned word is caught in a comment, a sentence, a page and a description', () => {
    const source = readSource('src/cli/a.ts', "/** Asked twice. */\nconst a = 'It was told so', b = 'told';");
    expect(bannedIn(proseOf(source))).toEqual(['src/cli/a.ts:1 Asked']);
    expect(bannedIn(sentencesOf(source))).toEqual(['src/cli/a.ts:2 told']);
    const tests =
      "test('a desk', f);\ndescribe.each([['a shelf']])('a stage', f);\nit.skipIf(a)(`a ${floor} plays`, f);";
    expect(bannedIn(proseOf(readSource('test/a.test.ts', tests)))).toEqual([
      'test/a.test.ts:1 desk',
      'test/a.test.ts:2 stage',
      'test/a.test.ts:3 floor',
      'test/a.test.ts:3 plays',
    ]);
    expect(bannedIn(markdownProse('a.md', 'The `house`.\n\n```\nthe floor\n```\nA shelf.'))).toEqual(['a.md:6 shelf']);
    const yaml = 'a: # a world\n  description: >-\n    It plays\n    again.\n  text: told';
    expect(bannedIn(yamlProse('a.yaml', yaml))).toEqual(['a.yaml:2 plays', 'a.yaml:1 world']);
  });

  test('terms of the trade are not', () => {
    expect(
      bannedProse('House number 7, ground floor, comms room; a build stage; troubleshooting a trouble ticket'),
    ).toEqual([]);
  });
});

function bannedIn(prose: readonly Prose[]): readonly string[] {
  return prose.flatMap(({ path, text, line }) => bannedProse(text).map((word) => `${path}:${line} ${word}`));
}
