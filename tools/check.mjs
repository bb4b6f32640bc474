// @ts-check
// npm run check: the quick part of `npm test`, in less than a minute: lint, types, and the tests of what changed. It builds
// nothing. What changed is what is not committed; where everything is, the last commit (or `npm run check -- --since COMMIT`).
//
// A change in the domain is imported by nearly every test file. So these tests run, the nearest first and no more than fit
// into the minute: the rules of test/architecture, files of tests that changed, those that mirror the folder of a changed
// module, and those that import a changed file directly or through test/support.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { binary } from './lib/binary.mjs';
import { lintAndTypes, root, runStep, seconds } from './lib/steps.mjs';

const { values } = parseArgs({ options: { since: { type: 'string' }, list: { type: 'boolean', default: false } } });
/** A file takes about three seconds of one core; two cores have some forty seconds for them. */
const MAX_FILES = 20;
/** Kinds of tests that take long: they run when they are changed themselves. */
const SLOW = /^test\/(dashboard|docs|golden|kill|model|system)\//;

const began = performance.now();
const changed = values.since === undefined ? recentChanges() : changedFiles(values.since);
const candidates = testsOf(changed);
const tests = candidates.slice(0, MAX_FILES);
if (values.list) {
  console.log(tests.join('\n'));
} else {
  const left = candidates.length - tests.length;
  console.log(
    `check: ${changed.length} files changed, ${tests.length} files of tests${left > 0 ? `, ${left} more left to npm test` : ''}`,
  );
  const steps = [
    ...lintAndTypes,
    /** @type {const} */ (['tests of what changed', [binary('vitest'), 'run', ...tests]]),
  ];
  const failed = steps.filter((step) => !runStep(step)).length;
  console.log(`check: ${failed === 0 ? 'passed' : `${failed} of ${steps.length} steps failed`} in ${seconds(began)}`);
  process.exitCode = failed === 0 ? 0 : 1;
}

/** @param {readonly string[]} args */
function git(...args) {
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

function recentChanges() {
  const uncommitted = changedFiles('HEAD');
  return uncommitted.length > 0 ? uncommitted : changedFiles('HEAD~1');
}

/** @param {string} since */
function changedFiles(since) {
  const lists = [git('diff', '--name-only', '--relative', since), git('ls-files', '--others', '--exclude-standard')];
  return lists.flatMap((list) => list.split('\n')).filter((path) => path !== '');
}

/**
 * @param {readonly string[]} paths
 * @returns {readonly string[]} files of tests, by their path from the root, the nearest first
 */
function testsOf(paths) {
  const files = readdirSync(join(root, 'test'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const importers = importersAmong(files);
  const mirrored = new Set(paths.map(mirroredFolder));
  const rigs = readdirSync(join(root, 'test/support')).map((name) => `test/support/${name}`);
  const rigImports = importersAmong(rigs);
  const changedRigs = rigs.filter((rig) => paths.some((path) => rigImports(path, rig)));
  /** @param {string} test */
  const distance = (test) => {
    if (test.startsWith('test/architecture/') || paths.includes(test)) return 0;
    if (SLOW.test(test)) return Number.POSITIVE_INFINITY;
    if (mirrored.has(dirname(test))) return 1;
    if (paths.some((path) => importers(path, test))) return 2;
    return changedRigs.some((rig) => importers(rig, test)) ? 3 : Number.POSITIVE_INFINITY;
  };
  return files.filter((test) => distance(test) <= 3).sort((one, other) => distance(one) - distance(other));
}

/**
 * `src/mock/engine/time/tick.ts` → `test/engine/time`.
 *
 * @param {string} path
 */
function mirroredFolder(path) {
  if (path.startsWith('specs/') || path.startsWith('fixtures/')) return `test/${path.split('/')[0]}`;
  return dirname(path).replace(/^src\/(mock\/)?/, 'test/');
}

/**
 * Whether a test imports a file, read once per test.
 *
 * @param {readonly string[]} files
 */
function importersAmong(files) {
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
  return (/** @type {string} */ path, /** @type {string} */ test) => {
    if (!/\.(ts|tsx|mjs)$/.test(path) || !existsSync(join(root, path))) return false;
    const specifier = path.startsWith('src/')
      ? path.replace(/^src\/(mock\/)?/, '#').replace(/\.tsx?$/, "'")
      : `/${basename(path)}'`;
    return texts.get(test)?.includes(specifier) ?? false;
  };
}
