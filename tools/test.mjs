// @ts-check
// npm test: every check in the order in which a failure is cheapest to read. The first line says how long it takes, and the
// last lines are plain, for CI:
//   skipped: N (why)
//   N passed, N failed
// `--full` runs the tests at their full figures (FULL=1) and prints what they measured.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary } from './lib/binary.mjs';
import { lintAndTypes, runStep } from './lib/steps.mjs';

const full = process.argv.includes('--full');
console.log(
  full
    ? 'npm run test:full takes about an hour on two cores: every random test runs at its full figure.'
    : 'npm test takes about five minutes on two cores. npm run check is the quick part: less than a minute.',
);
const scratch = mkdtempSync(join(tmpdir(), 'etherbox-test-'));
const report = join(scratch, 'vitest.json');
const figures = join(scratch, 'figures.ndjson');
// Whatever is started as a process of its own is the built product, as customers have it.
const env = { ...process.env, ETHERBOX_BUILT: '1', ...(full ? { FULL: '1', ETHERBOX_FIGURES: figures } : {}) };

/** @type {readonly import('./lib/steps.mjs').Step[]} */
const steps = [
  ['the build', ['tools/build.mjs']],
  ['generated files are current', ['tools/generate.mjs', '--check']],
  ...lintAndTypes,
];

let passed = 0;
let failed = 0;
for (const step of steps) {
  if (runStep(step, env)) passed += 1;
  else failed += 1;
}

const vitest = [binary('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
const ok = runStep(['tests', vitest], env);
const counted = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
if (full && existsSync(figures)) printFigures(readFileSync(figures, 'utf8'));
rmSync(scratch, { recursive: true, force: true });
passed += counted?.numPassedTests ?? 0;
// A file that does not load has no tests to fail, but it is a failure.
const unloaded = (counted?.testResults ?? []).filter(
  (file) => file.status === 'failed' && file.assertionResults.length === 0,
);
const broken = (counted?.numFailedTests ?? 0) + unloaded.length;
failed += broken > 0 || ok ? broken : 1;
const skipped = (counted?.numPendingTests ?? 0) + (counted?.numTodoTests ?? 0);

const why = skipped === 0 ? 'nothing' : 'what this machine does not have; each says so above';
console.log(`skipped: ${skipped} (${why})`);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 || !ok ? 1 : 0);

/** What each test measured or how often it ran, beside its aim. */
function printFigures(lines) {
  const rows = lines.trim().split('\n').map(JSON.parse);
  const widest = Math.min(90, Math.max(...rows.map(({ what }) => what.length)));
  console.log('\nFigures (SEED and N as given; the time figures are those of `npm run bench`)\n');
  for (const { what, measured, aim } of rows.sort((a, b) => (a.what < b.what ? -1 : 1))) {
    console.log(`  ${what.slice(0, widest).padEnd(widest)}  ${measured}  (aim ${aim})`);
  }
}
