// @ts-check
// npm run generate: brings up to date what is made from specs/, fixtures/ and the scenarios. The types of the API documents,
// the operation ids and the previews of the scenarios are committed in src/generated; the JSON there is not (npm run build
// makes it, too). `--check` writes nothing and exits 1 naming each committed file that is out of date.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { bringDataUpToDate } from './data-up-to-date.mjs';
import { apiDocuments, generatedFolder, root } from './generate/data.mjs';
import { operationIds } from './generate/operation-ids.mjs';
import { filesIn, UnusableDocument } from './generate/sources.mjs';
import { typesOf } from './generate/types.mjs';

const previews = join(generatedFolder, 'scenario-previews.json');

/** Every committed file but the previews: path under src/generated -> text. */
async function generate() {
  const documents = apiDocuments();
  const out = new Map();
  for (const [api, document] of Object.entries(documents)) out.set(`openapi/${api}.ts`, await typesOf(api, document));
  out.set('operation-ids.ts', operationIds(documents));
  return out;
}

const existing = () => {
  const files = filesIn(generatedFolder, '.ts', { deep: true });
  return new Map(
    files.map((file) => [relative(generatedFolder, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]),
  );
};

async function main() {
  const made = await generate();
  const before = existing();
  const stale = [...made].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
  const left = [...before.keys()].filter((path) => !made.has(path));
  if (process.argv.includes('--check')) {
    for (const path of stale) console.error(`src/generated/${path} is not what its source says; run npm run generate`);
    for (const path of left) console.error(`src/generated/${path} has no source any more; run npm run generate`);
    process.exitCode = stale.length + left.length > 0 ? 1 : 0;
    return;
  }
  for (const path of stale) {
    mkdirSync(dirname(join(generatedFolder, path)), { recursive: true });
    writeFileSync(join(generatedFolder, path), made.get(path));
  }
  for (const path of left) rmSync(join(generatedFolder, path));
  bringDataUpToDate();
  const previewsChanged = generatePreviews() ? 1 : 0;
  const changed = stale.length + left.length + previewsChanged;
  console.log(changed === 0 ? 'src/generated is current' : `src/generated: ${changed} files changed`);
}

/** They depend on the code of the journeys as well, and take seconds: `--check` leaves them to a test. */
function generatePreviews() {
  const before = readFileSync(previews, 'utf8');
  const args = ['--conditions=etherbox-source', '--import', 'tsx', 'tools/preview-scenarios.mjs'];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
  return readFileSync(previews, 'utf8') !== before;
}

try {
  await main();
} catch (error) {
  // A mistake in a source is for its author: say where, without a stack.
  if (!(error instanceof UnusableDocument)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
