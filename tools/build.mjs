// @ts-check
// npm run build (and prepare, hence npm ci): builds dist/ from src/ and puts the data that the code reads beside it. The JSON is
// made in src/generated, where the code finds it when it runs from the sources, and copied. data-folder.ts in src/mock/runtime
// describes the layout. `--out DIR` builds elsewhere, `--no-dashboard` without that page.
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bringDataUpToDate } from './data-up-to-date.mjs';
import { installedBinary } from './lib/binary.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { out: { type: 'string' }, 'no-dashboard': { type: 'boolean' } } });
const dist = values.out === undefined ? join(root, 'dist') : resolve(values.out);
// It is emptied first, so it must be new, empty or a build of ours.
if (
  values.out !== undefined &&
  existsSync(dist) &&
  readdirSync(dist).length > 0 &&
  !existsSync(join(dist, 'cli/main.js'))
) {
  console.error(`build: ${dist} holds something else than a build; name an empty folder with --out`);
  process.exit(2);
}
function run(what, file, args, cwd = root) {
  const { status, error } = spawnSync(process.execPath, [file, ...args], { cwd, stdio: 'inherit' });
  if (status === 0) return;
  console.error(`build: ${what} failed${error ? `: ${error.message}` : ''}`);
  process.exit(1);
}

/**
 * Copies a folder or a kind of file out of it, where it exists.
 *
 * @param {string} from
 * @param {string} to
 * @param {(file: string) => boolean} [wanted]
 */
function copy(from, to, wanted = () => true) {
  const source = join(root, from);
  if (!existsSync(source)) return;
  cpSync(source, join(dist, to), { recursive: true, filter: (file) => !/\.[^./\\]+$/.test(file) || wanted(file) });
}

const tsc = installedBinary('typescript', 'tsc');
if (tsc === undefined) {
  // npm runs prepare also where the development packages are not installed: nothing can be built then.
  const hasBuild = existsSync(join(dist, 'testing/index.js'));
  console.error(`build: typescript is not installed; ${hasBuild ? 'dist is left as it is' : 'there is no dist'}`);
  process.exit(0);
}

const started = performance.now();
try {
  bringDataUpToDate();
} catch (error) {
  console.error(`build: ${error instanceof Error ? error.message : error}`);
  process.exit(1);
}
rmSync(dist, { recursive: true, force: true });
run('tsc', tsc, ['-p', 'tsconfig.build.json', '--outDir', dist]);
copy('src/generated', 'generated', (file) => file.endsWith('.json') && basename(file) !== '.sources.json');
copy('specs/schemas', 'specs/schemas', (file) => file.endsWith('.json'));
copy('specs/openapi', 'specs/openapi', (file) => file.endsWith('.yaml'));
copy('src/scenarios/library', 'scenarios/library', (file) => /\.(yaml|json)$/.test(file));
copy('fixtures/requests', 'fixtures/requests', (file) => file.endsWith('.json'));

const cli = join(dist, 'cli/main.js');
if (existsSync(cli)) chmodSync(cli, 0o755);

const vite = installedBinary('vite');
if (vite && !values['no-dashboard'] && existsSync(join(root, 'src/dashboard/index.html'))) {
  const page = join(root, 'src/dashboard');
  run(
    'the dashboard',
    vite,
    ['build', '--outDir', join(dist, 'dashboard'), '--emptyOutDir', '--logLevel', 'warn'],
    page,
  );
}
console.error(`build: dist is ready (${((performance.now() - started) / 1000).toFixed(1)} s)`);
