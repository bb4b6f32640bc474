import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { fixturesFolder, readBodyFile } from '#scenarios/language/body-files';
import { readScenarioText } from '#scenarios/language/read-scenario';

/** A scenario file is data from a stranger. */
const root = mkdtempSync(join(tmpdir(), 'etherbox-hostile-'));
const folder = join(root, 'scenarios');
mkdirSync(join(folder, 'requests'), { recursive: true });
mkdirSync(join(root, 'scenarios-private'));
writeFileSync(join(root, 'secret.json'), '{"secret":true}');
writeFileSync(join(root, 'scenarios-private', 'secret.json'), '{"secret":true}');
writeFileSync(join(folder, 'own.json'), '{"own":true}');
writeFileSync(join(folder, 'requests', 'etherway-fibre-provide.json'), '{"mine":true}');
writeFileSync(join(folder, 'huge.json'), `"${'x'.repeat(2 * 1024 * 1024)}"`);
writeFileSync(join(folder, 'broken.json'), '{"a":');
symlinkSync(join(root, 'secret.json'), join(folder, 'link.json'));
symlinkSync(root, join(folder, 'up'));
symlinkSync(join(folder, 'own.json'), join(folder, 'inside.json'));
mkdirSync(join(folder, 'folder.json'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('paths stay inside the folder of the scenario or fixtures/', () => {
  test.each([
    ['../secret.json'],
    ['requests/../../secret.json'],
    ['./../secret.json'],
    [join(root, 'secret.json')],
    ['/etc/passwd'],
    ['//etc/passwd.json'],
    ['\\\\server\\share.json'],
    ['..\\secret.json'],
    ['C:/secret.json'],
    ['file:///etc/passwd.json'],
    ['http://127.0.0.1/secret.json'],
    ['~/secret.json'],
    ['../scenarios-private/secret.json'],
    ['link.json'],
    ['up/secret.json'],
    ['up/scenarios-private/secret.json'],
    ['own.json\0.txt'],
    ['own.yaml'],
    ['folder.json'],
    ['huge.json'],
    ['broken.json'],
    ['missing.json'],
    [''],
  ])('%j is refused', (path) => {
    expect(readBodyFile(path, folder)).toEqual({ refused: expect.any(String) });
  });

  test('its own folder comes first, then fixtures/', () => {
    expect(readBodyFile('own.json', folder)).toEqual({ value: { own: true } });
    expect(readBodyFile('inside.json', folder)).toEqual({ value: { own: true } });
    expect(readBodyFile('requests/etherway-fibre-provide.json', folder)).toEqual({ value: { mine: true } });
    expect(readBodyFile('requests/etherway-fibre-provide.json')).toMatchObject({ value: { externalId: 'PO-1001' } });
    expect(fixturesFolder()).toContain('fixtures');
  });

  test('the problem has its line', () => {
    const read = readScenarioText('name: a\nsteps:\n  - call: createQuote\n    body: ../secret.json\n', { folder });
    expect(read).toMatchObject({ problems: [{ line: 4, column: 11, found: '../secret.json' }] });
  });
});

const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat(
    'bcdefghij'.split('').map((name, n) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[n]}`).join(', ')}]`),
  )
  .join('\n');

describe('nothing in a file makes it dear to read', () => {
  const steps = (count: number) => `name: a\nsteps:\n${'  - advance: 1 days\n'.repeat(count)}`;
  test.each([
    ['more than 256 KiB', `name: a\nsteps: []\n# ${'x'.repeat(300_000)}`, 3],
    ['5 MB', `name: a\nsteps: []\nstory: |\n${'  word word word\n'.repeat(300_000)}`, undefined],
    ['an alias bomb', bomb, undefined],
    ['a hundred and one aliases', `name: &n a\nsteps: []\nx:\n${'  - *n\n'.repeat(101)}`, 104],
    ['aliases of aliases', `name: a\nsteps: []\nx: &x { y: &y { z: 1 }, w: *y, v: *x }`, undefined],
    ['201 steps', steps(201), 203],
    ['a million steps', `name: a\nsteps:\n${'  - a: b\n'.repeat(1_000_000)}`, undefined],
    ['deep brackets', `name: a\nsteps: ${'['.repeat(100_000)}`, 2],
    ['deep braces', `name: a\nsteps: ${'{a: '.repeat(50_000)}`, 2],
    ['deep lists', `name: a\nsteps:\n  ${'- '.repeat(100_000)}x`, undefined],
    [
      'deep members',
      `name: a\nx:\n${Array.from({ length: 600 }, (_, n) => `${' '.repeat(n + 1)}a:`).join('\n')}`,
      undefined,
    ],
    ['tags', 'name: !!js/function "x"\nsteps: []', 1],
    ['a binary', 'name: !!binary aGVsbG8=\nsteps: []', undefined],
    ['two documents', 'name: a\nsteps: []\n---\nname: b\nsteps: []', undefined],
    ['nothing', '', undefined],
    ['a list', '- a\n- b', 1],
    ['numbers as names', '1: 2', 1],
    ['a prototype', 'name: a\nsteps: []\n__proto__: { x: 1 }', 3],
  ])('%s is refused at once', (_, text, line) => {
    const before = process.memoryUsage().rss;
    const read = readScenarioText(text, { file: 'hostile.yaml' });
    expect('problems' in read ? read.problems.length : 0).toBeGreaterThan(0);
    const problem = 'problems' in read ? read.problems[0] : undefined;
    expect(problem).toMatchObject({ file: 'hostile.yaml', line: line ?? expect.any(Number) });
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024);
  });

  test('two hundred steps and a hundred aliases are taken', () => {
    expect(readScenarioText(steps(200))).toHaveProperty('loaded');
    const aliases = `name: a\nsteps:\n  - expect: &e { state: held }\n${'  - expect: *e\n'.repeat(99)}`;
    expect(readScenarioText(aliases)).toHaveProperty('loaded');
  });

  test('no text of a scenario is a pattern or is run', () => {
    const read = readScenarioText(
      'name: a\nsteps:\n  - expect: { state: { matches: "(a+)+$" } }\n  - expect: { order: "$(id)" }',
    );
    // There is no word `matches`: it is a member like any other, and compared as one.
    expect(read).toHaveProperty('loaded');
  });
});
