// @ts-check
// npm run package [-- --no-install]: packs what would be published, lints it, installs it into an empty folder and uses it
// there. Installing asks the registry for what the package needs.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { binary } from './lib/binary.mjs';

const folder = mkdtempSync(join(tmpdir(), 'etherbox-package-'));
let failed = 0;

function check(what, run) {
  try {
    const detail = run();
    console.log(`passed  ${what}${detail ? `: ${detail}` : ''}`);
  } catch (caught) {
    const error = /** @type {Error & { stdout?: string, stderr?: string }} */ (caught);
    failed += 1;
    console.log(`FAILED  ${what}\n${error.stdout ?? ''}${error.stderr ?? ''}${error.message}`);
  }
}

const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const megabytes = (path) => {
  const size = (at) =>
    statSync(at).isDirectory()
      ? readdirSync(at).reduce((sum, name) => sum + size(join(at, name)), 0)
      : statSync(at).size;
  return size(path) / 1e6;
};

/** Paths with slashes, sorted; hidden files are not meant. */
const filesIn = (folder, ending = '') =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending) && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).replaceAll('\\', '/'))
    .sort();

const [packed] = JSON.parse(run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder]));
const tarball = join(folder, packed.filename);
check('the tarball is 10 MB or less unpacked', () => {
  const unpacked = packed.unpackedSize / 1e6;
  if (unpacked > 10) throw new Error(`${unpacked.toFixed(1)} MB`);
  return `${unpacked.toFixed(1)} MB`;
});
check('the data that the code reads is in it', () => {
  const packedFiles = new Set(packed.files.map(({ path }) => path));
  const copies = [
    ...filesIn('src/generated', '.json').map((file) => file.replace(/^src/, 'dist')),
    ...filesIn('fixtures', '.csv'),
    ...filesIn('fixtures', '.yaml'),
    ...['schemas', 'openapi', 'journeys'].flatMap((folder) => filesIn(`specs/${folder}`)),
    ...filesIn('src/scenarios/library', '.yaml').map((file) => file.replace(/^src/, 'dist')),
  ];
  const missing = copies.filter((file) => !packedFiles.has(file));
  if (missing.length > 0) throw new Error(`missing: ${missing.join(', ')}`);
  return `${copies.length} files`;
});
check('publint', () => void run(process.execPath, [resolve('node_modules/publint/src/cli.js'), tarball, '--strict']));
check(
  'arethetypeswrong',
  () =>
    void run(process.execPath, [
      binary('@arethetypeswrong/cli', 'attw'),
      tarball,
      '--profile',
      'esm-only',
      '--no-color',
    ]),
);

if (!process.argv.includes('--no-install')) installAndUse();
rmSync(folder, { recursive: true });
process.exit(failed === 0 ? 0 : 1);

function installAndUse() {
  const empty = join(folder, 'empty');
  execFileSync('mkdir', [empty]);
  writeFileSync(join(empty, 'package.json'), '{"private":true,"type":"module"}');
  check(
    'it installs into an empty folder',
    () => void run('npm', ['install', '--no-audit', '--no-fund', tarball], empty),
  );
  check('run-time install is 110 MB or less', () => {
    const size = megabytes(join(empty, 'node_modules'));
    if (size > 110) throw new Error(`${size.toFixed(0)} MB`);
    return `${size.toFixed(0)} MB`;
  });
  writeFileSync(
    join(empty, 'use.mjs'),
    "import { startSandbox } from 'etherbox';\nconst box = await startSandbox();\nconsole.log((await box.clock.read()).mode);\nawait box.close();\n",
  );
  check('startSandbox() works there', () => {
    const mode = run(process.execPath, ['use.mjs'], empty).trim();
    if (mode !== 'frozen') throw new Error(mode);
  });
  check('its types are found there', () => {
    writeFileSync(
      join(empty, 'use.ts'),
      "import { startSandbox, type Sandbox } from 'etherbox';\nexport const box: Sandbox = await startSandbox({ seed: 'a' });\n",
    );
    const args = ['--noEmit', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck', '--types', '', 'use.ts'];
    const { status, stdout } = spawnSync(process.execPath, [binary('typescript', 'tsc'), ...args], {
      cwd: empty,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stdout);
  });
  check('the command runs there', () => run('npx', ['etherbox', '--version'], empty).trim());
}
