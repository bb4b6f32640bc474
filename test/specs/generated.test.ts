import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

function runNode(folder: string, ...args: string[]) {
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  return { status, stderr };
}

test('what is committed in src/generated is what the specs say', () => {
  expect(runNode(root, 'tools/generate.mjs', '--check')).toEqual({ status: 0, stderr: '' });
});

test('no JSON but the previews is committed there, and little in all', () => {
  const { stdout, status } = spawnSync('git', ['ls-files', 'src/generated'], { cwd: root, encoding: 'utf8' });
  // A package or an archive has no history to ask.
  if (status !== 0) return;
  const files = stdout
    .trim()
    .split('\n')
    .filter((file) => existsSync(join(root, file)));
  expect(files.filter((file) => file.endsWith('.json'))).toEqual(['src/generated/scenario-previews.json']);
  const lines = files.reduce((sum, file) => sum + readFileSync(join(root, file), 'utf8').split('\n').length, 0);
  expect(lines).toBeGreaterThan(5_000);
  expect(lines).toBeLessThan(12_000);
});

describe('the data of a checkout', () => {
  let checkout = '';
  const file = (path: string) => join(checkout, path);
  const builds = () => runNode(checkout, '--conditions=etherbox-source', '--import', 'tsx', 'tools/build-data.mjs');
  const edit = (path: string, change: (text: string) => string) => {
    const before = readFileSync(file(path), 'utf8');
    const after = change(before);
    expect(after).not.toBe(before);
    writeFileSync(file(path), after);
    return () => writeFileSync(file(path), before);
  };
  const generated = (path: string) => JSON.parse(readFileSync(file(`src/generated/${path}.json`), 'utf8'));

  beforeAll(() => {
    checkout = mkdtempSync(join(tmpdir(), 'etherbox-data-'));
    for (const path of ['package.json', 'specs', 'fixtures', 'tools', 'src/scenarios/library', 'src/mock/domain'])
      cpSync(join(root, path), file(path), { recursive: true });
    symlinkSync(join(root, 'node_modules'), file('node_modules'));
  });
  afterAll(() => rmSync(checkout, { recursive: true }));

  test('is made where it is missing, alike, and then once for each change', () => {
    expect(builds()).toEqual({ status: 0, stderr: expect.stringMatching(/^build: \d\d files of JSON made/) });
    for (const path of ['fixtures/addresses', 'journeys/etherway-fibre', 'openapi/product-order', 'scenario-library'])
      expect(generated(path)).toEqual(JSON.parse(readFileSync(join(root, `src/generated/${path}.json`), 'utf8')));
    expect(builds()).toEqual({ status: 0, stderr: '' });

    edit('specs/journeys/etherway-fibre.yaml', (text) => text.replace(/^title: .*/m, 'title: Changed'));
    rmSync(file('specs/journeys/eth-network.yaml'));
    expect(builds().stderr).toMatch(/^build: 1 files/);
    expect(generated('journeys/etherway-fibre').title).toBe('Changed');
    expect(existsSync(file('src/generated/journeys/eth-network.json'))).toBe(false);

    rmSync(file('src/generated/fixtures/price-book.json'));
    edit('fixtures/premises.csv', (text) => text.replace('Riverside Tower', 'Riverside House'));
    edit('src/scenarios/library/order/demo.yaml', (text) => text.replace(/^name: .*/m, 'name: Another name'));
    expect(builds().stderr).toMatch(/^build: 3 files/);
    expect(generated('fixtures/addresses').postcodes[0].premises[0][5]).toBe('Riverside House');
    expect(generated('scenario-library').demo.scenario.name).toBe('Another name');
  });

  test('a mistake in a source ends the build with its place, and the data stays as it was', () => {
    const before = readFileSync(file('src/generated/fixtures/addresses.json'), 'utf8');
    const undo = edit('fixtures/premises.csv', (text) => text.replace(',990000377850,', ',9.90E+11,'));
    const { status, stderr } = builds();
    undo();
    expect(status).toBe(1);
    expect(stderr).toMatch(/^fixtures\/premises\.csv:2:\d+: uprn: found "9\.90E\+11"; expected all digits/);
    expect(readFileSync(file('src/generated/fixtures/addresses.json'), 'utf8')).toBe(before);
  });
});
