// @ts-check
// The JSON that the code reads: one file per API document, journey and fixture, one for the addresses and one for the scenario
// library. It is made from the sources when they have changed since, and never committed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.mjs';
import { scenarioOf } from './scenarios.mjs';
import { baseName, filesIn, readYaml, UnusableDocument } from './sources.mjs';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const generatedFolder = join(root, 'src/generated');
/** Which state of its sources each file was made from. */
const stampFile = join(generatedFolder, '.sources.json');
const commonFile = join(root, 'specs/openapi/common.yaml');
const quoteFile = join(root, 'specs/openapi/quote.yaml');
const addressTables = ['postcodes', 'premises'].map((name) => join(root, `fixtures/${name}.csv`));
const classificationsFile = join(root, 'fixtures/site-classifications.yaml');
const addressReader = ['core/csv.ts', 'core/csv-table.ts', 'place/address-tables.ts', 'place/address-book.ts'].map(
  (file) => join(root, 'src/mock/domain', file),
);

/** The API documents by base name, each complete in itself. */
export function apiDocuments() {
  const common = readYaml(commonFile);
  return Object.fromEntries(apiFiles().map((file) => [baseName(file), bundle(baseName(file), readYaml(file), common)]));
}

const apiFiles = () => filesIn(join(root, 'specs/openapi'), '.yaml').filter((file) => file !== commonFile);

/** Every file of JSON: its path under src/generated, the files that it depends on, and how it is made. */
function jsonFiles() {
  const fixtures = filesIn(join(root, 'fixtures'), '.yaml').filter((file) => file !== classificationsFile);
  const scenarios = filesIn(join(root, 'src/scenarios/library'), '.yaml', { deep: true }).sort(byFileName);
  return [
    ...apiFiles().map((file) => ({
      path: `openapi/${baseName(file)}.json`,
      sources: [file, commonFile],
      make: () => bundle(baseName(file), readYaml(file), readYaml(commonFile)),
    })),
    ...filesIn(join(root, 'specs/journeys'), '.yaml').map((file) => oneToOne('journeys', file)),
    ...fixtures.map((file) => oneToOne('fixtures', file)),
    {
      path: 'fixtures/quoted-speeds.json',
      sources: [quoteFile],
      make: readQuotedSpeeds,
    },
    {
      path: 'fixtures/addresses.json',
      sources: [...addressTables, classificationsFile, ...addressReader],
      make: readAddresses,
    },
    {
      path: 'scenario-library.json',
      sources: scenarios,
      make: () => Object.fromEntries(scenarios.map((file) => [baseName(file), scenarioOf(file)])),
    },
  ];
}

/** The enumerations of speeds in BT's quote document, by name: the one list of the speeds of every product. */
function readQuotedSpeeds() {
  const schemas = Object.entries(readYaml(quoteFile).components.schemas);
  return Object.fromEntries(
    schemas.filter(([name]) => name.endsWith('Bandwidth')).map(([name, schema]) => [name, schema.enum]),
  );
}

const byFileName = (a, b) => (basename(a) < basename(b) ? -1 : 1);

const oneToOne = (folder, file) => ({
  path: `${folder}/${baseName(file)}.json`,
  sources: [file],
  make: () => readYaml(file),
});

/** By the reader that will read a customer's own tables, so that both have the same rules. Node needs tsx for it. */
async function readAddresses() {
  const { readAddressTables } = await import('../../src/mock/domain/place/address-tables.ts');
  const [postcodes, premises] = addressTables.map((file) => readFileSync(file, 'utf8'));
  const { fixture, problems } = readAddressTables(
    { postcodes, premises },
    readYaml(classificationsFile).classifications,
  );
  if (problems.length === 0) return fixture;
  const shown = problems
    .slice(0, 20)
    .map(({ table, line, column, message }) => `fixtures/${table}.csv:${line}:${column}: ${message}`);
  throw new UnusableDocument(
    [...shown, ...(problems.length > 20 ? [`and ${problems.length - 20} more`] : [])].join('\n'),
  );
}

/** The tools themselves are a source of every file. */
const toolFiles = () => filesIn(join(root, 'tools/generate'), '.mjs');

/** The files that are missing, or whose sources have changed since they were made, and those that have no source any more. */
export function staleData() {
  const texts = new Map();
  const contentOf = (file) => {
    if (!texts.has(file)) texts.set(file, createHash('sha256').update(readFileSync(file)).digest('hex'));
    return `${relative(root, file)} ${texts.get(file)}`;
  };
  const stamps = readStamps();
  const files = jsonFiles().map((file) => {
    const state = createHash('sha256')
      .update([...toolFiles(), ...file.sources].map(contentOf).join('\n'))
      .digest('hex');
    return { ...file, state };
  });
  const wanted = new Set(files.map(({ path }) => path));
  return {
    files,
    stale: files.filter(({ path, state }) => stamps[path] !== state || !existsSync(join(generatedFolder, path))),
    left: builtFiles().filter((path) => !wanted.has(path)),
  };
}

function readStamps() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return {};
  }
}

/** What lies there of JSON, apart from the previews, which are committed. */
const builtFiles = () =>
  filesIn(generatedFolder, '.json', { deep: true })
    .map((file) => relative(generatedFolder, file).replaceAll('\\', '/'))
    .filter((path) => path !== 'scenario-previews.json' && path !== basename(stampFile));

/** Brings the JSON up to date and returns how many files were made. Needs tsx where the address tables have changed. */
export async function buildData() {
  const { files, stale, left } = staleData();
  for (const { path, make } of stale) replaceFile(join(generatedFolder, path), JSON.stringify(await make()));
  for (const path of left) rmSync(join(generatedFolder, path));
  const stamps = Object.fromEntries(files.map(({ path, state }) => [path, state]));
  if (stale.length + left.length > 0) replaceFile(stampFile, JSON.stringify(stamps, null, 1));
  return stale.length;
}

/** Whole or not at all: another process may read it meanwhile. */
function replaceFile(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.${process.pid}`, text);
  renameSync(`${file}.${process.pid}`, file);
}
