// npm run generate: the YAML under specs/ and fixtures/ becomes src/generated/ (JSON for the serving process, types for
// the compiler). `--check` writes nothing and exits 1 naming each file that is out of date.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle, UnusableDocument } from './generate/bundle.mjs';
import { operationIds } from './generate/operation-ids.mjs';
import { scenarioOf } from './generate/scenarios.mjs';
import { baseName, filesIn, readYaml } from './generate/sources.mjs';
import { typesOf } from './generate/types.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = join(root, 'src/generated');
const previews = 'scenario-previews.json';
const pretty = (value) => `${JSON.stringify(value, null, 1)}\n`;

/** Every generated file: path under src/generated -> text. */
async function generate() {
  const out = new Map();
  const common = readYaml(join(root, 'specs/openapi/common.yaml'));
  const documents = {};
  for (const file of filesIn(join(root, 'specs/openapi'), '.yaml')) {
    const api = baseName(file);
    if (api === 'common') continue;
    documents[api] = bundle(api, readYaml(file), common);
    out.set(`openapi/${api}.json`, pretty(documents[api]));
  }
  for (const [api, document] of Object.entries(documents)) out.set(`openapi/${api}.ts`, await typesOf(api, document));
  out.set('operation-ids.ts', operationIds(documents));
  for (const [folder, from] of [
    ['journeys', 'specs/journeys'],
    ['fixtures', 'fixtures'],
  ]) {
    for (const file of filesIn(join(root, from), '.yaml')) {
      out.set(`${folder}/${baseName(file)}.json`, pretty(readYaml(file)));
    }
  }
  for (const file of filesIn(join(root, 'src/scenarios/library'), '.yaml', { deep: true })) {
    out.set(`scenarios/${baseName(file)}.json`, pretty(scenarioOf(file)));
  }
  return out;
}

const existing = () => {
  const files = filesIn(target, '', { deep: true });
  return new Map(files.map((file) => [relative(target, file).replaceAll('\\', '/'), readFileSync(file, 'utf8')]));
};

async function main() {
  const made = await generate();
  const before = existing();
  const stale = [...made].filter(([path, text]) => before.get(path) !== text).map(([path]) => path);
  const left = [...before.keys()].filter((path) => !made.has(path) && path !== previews);
  if (process.argv.includes('--check')) {
    for (const path of stale) console.error(`src/generated/${path} is not what its source says; run npm run generate`);
    for (const path of left) console.error(`src/generated/${path} has no source any more; run npm run generate`);
    process.exitCode = stale.length + left.length > 0 ? 1 : 0;
    return;
  }
  for (const path of stale) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), made.get(path));
  }
  for (const path of left) rmSync(join(target, path));
  // It rests on the code of the journeys as well, and takes seconds: --check leaves it to a test.
  const looked = spawnSync(
    process.execPath,
    ['--conditions=etherbox-source', '--import', 'tsx', 'tools/preview-scenarios.mjs'],
    { cwd: root, stdio: 'inherit' },
  );
  if (looked.status !== 0) process.exitCode = 1;
  const previewsChanged = readFileSync(join(target, previews), 'utf8') === before.get(previews) ? 0 : 1;
  const changed = stale.length + left.length + previewsChanged;
  console.log(
    changed === 0 ? 'src/generated is current' : `src/generated: ${changed} of ${made.size + 1} files changed`,
  );
}

try {
  await main();
} catch (error) {
  // A mistake in a source is for its author: say where, without a stack.
  if (!(error instanceof UnusableDocument)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
