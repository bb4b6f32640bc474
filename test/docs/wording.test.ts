import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** Words that once stood for several things each; docs/glossary.md has the ones to use. */
const bannedWords =
  /\b(houses?|rooms?|floors?|grounds?|worlds?|turns?|told|asked|met|shelf|desk|stages?|plays?|played|gather(ed|s)?|troubles?)\b/i;
/** BT's own words, standard compounds, and the old names where the changelog says what became of them. */
const exemptions: readonly RegExp[] = [
  /\bhouse number\b/gi,
  /\btrouble tickets?\b/gi,
  /\*trouble\*|`(told|trouble)`/g,
  // A reason that BT's paths answer with: its text is fixed.
  /The bandwidth asked for is more than this access can carry here/g,
  /Wayleave asked of the landlord/g,
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
