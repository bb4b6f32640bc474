import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { bannedWords, btReasons } from '../support/plain-words.ts';

/** BT's own words, standard compounds, and the old names where the changelog says what became of them. */
const exemptions: readonly RegExp[] = [
  /\bhouse number\b/gi,
  /\btrouble tickets?\b/gi,
  /\*trouble\*|`(told|trouble)`/g,
  btReasons,
];
/** Printed from the texts of the command line, the journeys and the specifications, which have tests of their own. */
const printedElsewhere = /^docs\/(reference|limits|journeys\/etherway-.*)\.md$/;

const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file.replaceAll('\\', '/')}`),
].filter((page) => !printedElsewhere.test(page));

/** Prose only: what stands in code belongs to an API or a file. */
function findBannedWords(markdown: string): readonly string[] {
  const exempt = exemptions.reduce((text, exemption) => text.replace(exemption, ''), markdown);
  const prose = exempt.replace(/```[\s\S]*?```|`[^`\n]*`|\]\([^)]*\)/g, (code) => code.replace(/[^\n]/g, ''));
  return prose.split('\n').flatMap((line, at) => {
    const found = bannedWords.exec(line);
    return found ? [`${at + 1}: ${found[0]}`] : [];
  });
}

/** What a telecom person edits: ids, texts and comments. */
const dataFiles = ['specs/journeys', 'fixtures', 'src/scenarios/library'].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`),
);

/** Everything counts, ids too; names of events in the calendar are proper names. */
const findInData = (yaml: string): readonly string[] =>
  yaml.split('\n').flatMap((line, at) => {
    const found = bannedWords.exec(line.replace(btReasons, '').replace('World Cup', ''));
    return found ? [`${at + 1}: ${found[0]}`] : [];
  });

describe('data files use the words of the glossary', () => {
  test('in ids, texts and comments', () => {
    expect(dataFiles.length).toBeGreaterThan(90);
    const found = dataFiles.flatMap((file) =>
      findInData(readFileSync(file, 'utf8')).map((where) => `${file}:${where}`),
    );
    expect(found).toEqual([]);
  });

  test('a planted id and a planted comment are found', () => {
    expect(findInData('a:\n  - { id: told, title: The ONT is off }\n# The desk\n')).toEqual(['2: told', '3: desk']);
  });
});

describe('pages use the words of the glossary', () => {
  test.each(pages)('%s', (page) => {
    expect(findBannedWords(readFileSync(page, 'utf8'))).toEqual([]);
  });

  test('a planted word is found, one in code is not', () => {
    expect(findBannedWords('An order walks\nthrough the house.')).toEqual(['2: house']);
    expect(findBannedWords('`floor` and ```\nroom\n``` are members of a site; a house number is fine.')).toEqual([]);
  });
});

test('the picture of the layers is as its tool draws it', () => {
  const { status, stderr } = spawnSync(process.execPath, ['tools/docs/layers.mjs', '--check'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});
